"""The weekly digest: one good summary of a group's week, with nothing private in it."""

from collections import Counter
from collections.abc import Sequence

from bot.cards.names import some
from bot.core.call import Call
from bot.core.card import Actions, Block, Button, Card, Picture, Style, Text, Weight, shorten
from bot.core.charts import Arrow, Bar, BarChart, HelpChart
from bot.domain.digest import Week
from bot.domain.group import Group
from bot.domain.ids import MemberId
from bot.domain.member import Member
from bot.domain.points import HelpKind
from bot.domain.say import count, listed

SAID = {
    HelpKind.INTRODUCTION: ("introduction", "introductions"),
    HelpKind.MEETING: ("meeting held", "meetings held"),
    HelpKind.SUGGESTION: ("hint that led to one", "hints that led to one"),
    HelpKind.THANKS: ("thank-you", "thank-yous"),
}
TOP = 5
PICTURED = 10
UNNAMED = "a peer"


def digest(group: Group, week: Week) -> Card:
    """Tell a group of its week; at most 4,000 characters, however large the group is."""
    if week.is_empty:
        return _quiet_week(group, week)
    return Card.of(
        f"The week of {group.name}",
        *_help(week),
        *_unanswered(week),
        _companies(week),
        _shared("Learnt this week:", week.learnt),
        _shared("Promised for the next one:", week.promised),
        Text(
            f"{week.checked_in} of {count(week.members, 'member')} checked in."
            if week.checked_in
            else "Nobody checked in this week, which is fine.",
            Style.QUIET,
        ),
        *_session(week.facilitator),
    )


def posted(group: Group) -> Card:
    """Tell the facilitator that the digest is in the room."""
    return Card.of(f"The digest of {group.name} is posted", "The next one comes by itself, in a week.")


def preview(shown: Card, next_at: str) -> Card:
    """Show the facilitator what the digest would say now."""
    return Card(
        shown.headline,
        (
            *shown.blocks,
            Text(f"Only you see this. It is posted {next_at}, or now by /digest now.", Style.QUIET),
        ),
    )


def _quiet_week(group: Group, week: Week) -> Card:
    return Card.of(
        f"A quiet week in {group.name}",
        "That is fine. One small step for the next: post a company you are curious about.",
        *_session(week.facilitator),
        Actions.of(
            Button("Add a company", Call.to("target add"), Weight.PRIMARY),
            Button("Ask for an introduction", Call.to("intro ask")),
        ),
    )


def _help(week: Week) -> Sequence[Block | str | None]:
    if not week.help:
        return ()
    kinds, points = Counter[HelpKind](), Counter[MemberId]()
    for each in week.help:
        kinds[each.kind] += each.times
        points[each.helper] += each.points
    said = [f"{count(many, *SAID[kind])}" for kind in SAID if (many := kinds[kind])]
    top = [(week.names[who], many) for who, many in points.most_common() if who in week.names and many][:TOP]
    return (
        f"Together you gave {count(sum(points.values()), 'point')} of help: {listed(said)}.",
        Picture(
            BarChart("Who helped this week", "points", tuple(Bar(name, many) for name, many in top)),
            f"Bars of the points for help this week: {listed([f'{name} {many}' for name, many in top])}.",
        )
        if top
        else None,
        _arrows(week),
    )


def _arrows(week: Week) -> Picture | None:
    """Draw who helped whom; who prefers not to be shown has no name there, and none in the text."""
    times: Counter[tuple[MemberId, MemberId]] = Counter()
    for each in week.help:
        times[each.helper, each.receiver] += each.times
    people = list(dict.fromkeys(who for pair, _ in times.most_common() for who in pair))[:PICTURED]
    pairs = [(pair, many) for pair, many in times.most_common() if set(pair) <= set(people)]
    if len(people) < 2:
        return None
    said = [
        f"{week.names.get(helper, UNNAMED)} helped {week.names.get(receiver, UNNAMED)}"
        for (helper, receiver), _ in pairs
    ]
    return Picture(
        HelpChart(
            "Who helped whom",
            tuple(week.names.get(who, "") for who in people),
            tuple(
                Arrow(people.index(helper), people.index(receiver), many)
                for (helper, receiver), many in pairs
            ),
        ),
        shorten(f"Arrows between helpers and those they helped: {some(said, PICTURED)}.", 1000),
    )


def _unanswered(week: Week) -> Sequence[Block | str]:
    if not week.unanswered:
        return ()
    more = week.waiting - len(week.unanswered)
    blocks: list[Block | str] = ["Nobody has answered these yet:"]
    for ask, name in week.unanswered:
        blocks.append(f"{name} · {ask.company} · {shorten(ask.learn, 140)}")
        help_ = Call.to("intro answer", ask=ask.id, how="introduce")
        blocks.append(Actions.of(Button("I can help", help_)))
    if more > 0:
        blocks.append(
            Text(f"{count(more, 'more ask waits', 'more asks wait')}: /intro list shows them.", Style.QUIET)
        )
    return blocks


def _companies(week: Week) -> str | None:
    if not week.companies:
        return None
    rows = [f"{each.company} · {_known(each.known_by)}" for each in week.companies]
    more = week.new - len(rows)
    return "\n".join(["New on the board:", *rows, *([f"and {more} more: /target board"] if more > 0 else [])])


def _known(many: int) -> str:
    return f"{count(many, 'peer knows', 'peers know')} someone there" if many else "nobody is known there yet"


def _shared(title: str, texts: Sequence[tuple[str, str]]) -> str | None:
    if not texts:
        return None
    return "\n".join([title, *(f"{name}: {shorten(text, 140)}" for name, text in texts[:TOP])])


def _session(facilitator: Member | None) -> Sequence[Block | str]:
    if facilitator is None:
        return ()
    return (
        f"{facilitator.name} facilitates next week.",
        Text(
            "60 minutes: check-in 5, exercise 15, hot seat 20, commitments 10, check-out 5, and 5 to spare.",
            Style.QUIET,
        ),
    )
