"""The story for which all this is made, on every platform and on both databases."""

from tests.contract import story
from tests.contract.stage import Stage


async def test_it_is_played(group: Stage) -> None:
    await story.main_story(group)


async def test_it_goes_on_after_a_restart_between_any_two_acts(group: Stage) -> None:
    for act in story.ACTS:
        await act(group)
        await group.restart()
