"""The method is carried through on every platform, by the same script."""

from tests.contract import method
from tests.contract.stage import Stage


async def test_a_meeting_from_the_introduction_to_four_weeks_later(group: Stage) -> None:
    await method.whole(group)
