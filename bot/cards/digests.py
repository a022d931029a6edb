"""The weekly digest: one good summary of a group's week, with nothing private in it."""

from collections import Counter
from collections.abc import Sequence

from bot.cards.names import some
from bot.core.call import Call
from bot.core.card import (
    Actions,
    Block,
    Button,
    Card,
    CardTooLarge,
    Picture,
    Style,
    Text,
    Weight,
    shorten,
)
from bot.core.charts import Arrow, Bar, BarChart, HelpChart
from bot.core.limits import PICTURE_TEXT
from bot.domain.digest import CIRCLE, Circle, Week
from bot.domain.group import Group
from bot.domain.ids import MemberId
from bot.domain.points import HelpKind
from bot.domain.say import count, listed

SAID = {
    HelpKind.INTRODUCTION: ("introduction", "introductions"),
    HelpKind.MEETING: ("meeting held", "meetings held"),
    HelpKind.SUGGESTION: ("hint that led to an introduction", "hints that led to introductions"),
    HelpKind.PRACTICE: ("practice run", "practice runs"),
    HelpKind.THANKS: ("thank-you", "thank-yous"),
}
ROOM = (300, 150, 80, 40)
"""So many characters of what a member wrote are shown: the most with which the whole digest fits."""
NAME = 28
"""So many of a name, which is enough for nearly all."""
UNNAMED = "a peer"


def digest(group: Group, week: Week) -> Card:
    """Tell a group of its week, within every limit however large the group is."""
    return _told(group, week)


def preview(group: Group, week: Week, next_at: str) -> Card:
    """Show the facilitator what the digest would say now; `next_at` says when it is posted."""
    return _told(
        group, week, Text(f"Only you see this. It is posted {next_at}, or now by /digest now.", Style.QUIET)
    )


def posted(group: Group, next_at: str) -> Card:
    """Tell the facilitator that the digest is in the room."""
    return Card.of(f"The digest of {group.name} is posted", f"The next one comes by itself {next_at}.")


def _told(group: Group, week: Week, *more: Text) -> Card:
    if week.is_empty:
        return Card.of(
            f"A quiet week in {group.name}",
            "That is fine. One small step for the next: post a company you are curious about.",
            *_session(week),
            *more,
            Actions.of(
                Button("Add a company", Call.to("target add"), Weight.PRIMARY),
                Button("Ask for an introduction", Call.to("intro ask")),
            ),
        )
    for room in ROOM[:-1]:
        try:
            return _full(group, week, room, *more)
        except CardTooLarge:
            continue
    return _full(group, week, ROOM[-1], *more)


def _full(group: Group, week: Week, room: int, *more: Text) -> Card:
    return Card.of(
        f"The week of {group.name}",
        *_help(week),
        *_unanswered(week, room),
        _companies(week),
        _shared("Learnt this week:", week.learnt, room),
        _shared("Promised for next week:", week.promised, room),
        Text(_totals(week), Style.QUIET),
        *_session(week),
        *more,
    )


def _totals(week: Week) -> str:
    held = f"{count(week.held, 'meeting was', 'meetings were')} held. " if week.held else ""
    if week.checked_in:
        return f"{held}{week.checked_in} of {count(week.members, 'member')} checked in."
    return f"{held}Nobody checked in this week, which is fine."


def _help(week: Week) -> Sequence[Block | str | None]:
    if not week.help:
        return ()
    kinds: Counter[HelpKind] = Counter()
    for each in week.help:
        kinds[each.kind] += each.times
    said = listed([count(many, *SAID[kind]) for kind in SAID if (many := kinds[kind])])
    points = sum(each.points for each in week.help)
    return (
        f"Together you gave {count(points, 'point')} of help: {said}."
        if points
        else f"Together you gave {said}.",
        _bars(week),
        _arrows(week),
    )


def _bars(week: Week) -> Picture | None:
    if not week.top:
        return None
    bars = tuple(Bar(each.name, each.points, "first help" if each.first_time else "") for each in week.top)
    said = listed([f"{_name(each.name)} {each.value}" for each in bars])
    return Picture(
        BarChart("Who helped this week", "points", bars), f"Bars of the points for help this week: {said}."
    )


def _arrows(week: Week) -> Picture | None:
    """Draw who helped whom; who prefers not to be shown has no name there, and none in the text."""
    circle = Circle.of(week.help)
    if not circle.times:
        return None
    arrows = tuple(
        Arrow(circle.people.index(helper), circle.people.index(receiver), many)
        for (helper, receiver), many in circle.times.items()
    )
    said = [f"{_called(week, helper)} helped {_called(week, receiver)}" for helper, receiver in circle.times]
    names = tuple(week.names.get(who, "") for who in circle.people)
    return Picture(
        HelpChart("Who helped whom", names, arrows),
        shorten(f"Arrows from helpers to those they helped: {some(said, CIRCLE)}.", PICTURE_TEXT),
    )


def _unanswered(week: Week, room: int) -> Sequence[Block | str]:
    if not week.unanswered:
        return ()
    blocks: list[Block | str] = ["Nobody has answered these yet:"]
    for ask, name in week.unanswered:
        blocks.append(f"{_name(name)} · {_name(ask.company.name)} · {shorten(ask.learn, room)}")
        blocks.append(Actions.of(Button("I can help", Call.to("intro answer", ask=ask.id, how="introduce"))))
    if (more := week.waiting - len(week.unanswered)) > 0:
        blocks.append(
            Text(f"{count(more, 'more ask waits', 'more asks wait')}: /intro list shows them.", Style.QUIET)
        )
    return blocks


def _companies(week: Week) -> str | None:
    if not week.companies:
        return None
    rows = [f"{_name(each.company.name)} · {_known(each.known_by)}" for each in week.companies]
    more = week.new - len(rows)
    return "\n".join(
        ["New on the board:", *rows, *([f"and {more:,} more: /target board"] if more > 0 else [])]
    )


def _known(many: int) -> str:
    return f"{count(many, 'peer knows', 'peers know')} someone there" if many else "nobody is known there yet"


def _shared(title: str, texts: Sequence[tuple[str, str]], room: int) -> str | None:
    if not texts:
        return None
    return "\n".join([title, *(f"{_name(name)}: {shorten(text, room)}" for name, text in texts)])


def _session(week: Week) -> Sequence[Block | str]:
    if week.facilitator is None:
        return ()
    return (
        f"{week.facilitator.name} facilitates next week.",
        Text(
            "60 minutes: check-in 5, exercise 15, hot seat 20, commitments 10, check-out 5, and 5 to spare.",
            Style.QUIET,
        ),
    )


def _called(week: Week, member: MemberId) -> str:
    return _name(week.names.get(member, UNNAMED))


def _name(name: str) -> str:
    return shorten(name, NAME)
