"""The circle of those between whom help went."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import CIRCLE, Circle
from bot.domain.ids import MemberId
from bot.domain.points import Help, HelpKind

PEOPLE = st.integers(1, 40).map(MemberId)
LINES = st.lists(
    st.builds(Help, PEOPLE, PEOPLE, st.sampled_from(HelpKind), st.integers(1, 9), st.integers(0, 50))
)


def test_kinds_of_one_pair_are_counted_together_most_often_first() -> None:
    ana, ben, cleo = MemberId(1), MemberId(2), MemberId(3)
    circle = Circle.of(
        [
            Help(ana, ben, HelpKind.INTRODUCTION, 1, 5),
            Help(ben, cleo, HelpKind.THANKS, 2, 2),
            Help(ana, ben, HelpKind.THANKS, 2, 2),
        ]
    )
    assert circle.people == (ana, ben, cleo)
    assert [*circle.times.items()] == [((ana, ben), 3), ((ben, cleo), 2)]


@given(LINES)
def test_a_circle_is_small_and_holds_both_ends_of_every_arrow(help_: list[Help]) -> None:
    circle = Circle.of(help_)
    assert len(circle.people) == len(set(circle.people)) <= CIRCLE
    assert all(set(pair) <= set(circle.people) for pair in circle.times)
    assert bool(circle.times) == bool(help_)
    assert sum(circle.times.values()) <= sum(each.times for each in help_)
