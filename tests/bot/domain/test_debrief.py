"""After a meeting: where the target stands, and which one comes next."""

from dataclasses import replace

import pytest

from bot.domain.company import Company
from bot.domain.debrief import Cadence, Debrief, Prospect, next_target, stage_after
from bot.domain.ids import MeetingId
from bot.domain.target import TargetStage, posted
from tests.bot.domain.people import ANA, GROUP, NOW

SAID = Debrief(MeetingId(5))


@pytest.mark.parametrize(
    ("prospect", "cadence", "stage"),
    [
        (Prospect.YES, Cadence.NOT, TargetStage.MEETING),
        (Prospect.UNSURE, Cadence.NOT, TargetStage.MEETING),
        (Prospect.YES, Cadence.MONTHLY, TargetStage.IN_TOUCH),
        (Prospect.NO, Cadence.NOT, TargetStage.IN_TOUCH),
        (Prospect.NO, Cadence.QUARTERLY, TargetStage.IN_TOUCH),
    ],
)
def test_a_target_moves_and_is_never_dropped(
    prospect: Prospect, cadence: Cadence, stage: TargetStage
) -> None:
    said = replace(SAID, prospect=prospect, cadence=cadence)
    assert stage_after(said, TargetStage.ASKING) is stage
    assert stage_after(said, TargetStage.DROPPED) is TargetStage.DROPPED  # what its owner dropped stays so


def test_the_next_target_is_the_surest_about_which_nothing_is_under_way() -> None:
    first, second, third = (
        replace(posted(GROUP, ANA, Company.named(name), 3, "", NOW), stage=stage)
        for name, stage in (("A", TargetStage.ASKING), ("B", TargetStage.LISTED), ("C", TargetStage.LISTED))
    )
    assert next_target([first, second, third]) == second
    assert next_target([first]) is None
