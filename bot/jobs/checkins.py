"""Check-ins by the clock: the question, the one reminder, and the end of its window."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.cards import checkins as cards
from bot.domain import due
from bot.domain.checkin import BUDDY_HEARS, REMINDER, SILENCES, WINDOW, CheckIn, Commitment, streak
from bot.domain.due import Due
from bot.domain.group import Attendance
from bot.domain.ids import GroupId, MemberId
from bot.domain.quiet import Kind
from bot.domain.say import in_words
from bot.domain.weekly import WEEK
from bot.jobs.turn import Turn


def ask(turn: Turn, rows: Sequence[Due]) -> None:
    """Ask members how their week went; who has answered already is not asked, nor who left, pauses or muted it."""
    here = {row: to for row, to in turn.attending(rows).items() if not to.paused}
    asked = {row: to for row, to in here.items() if turn.may_write(to, Kind.CHECK_IN)}
    closes_at = turn.now + WINDOW
    weeks = [CheckIn(to.group.id, to.member.id, due.week_of(row), closes_at) for row, to in asked.items()]
    new = {(each.group, each.member) for each in turn.store.checkins.ask(weeks)}
    promised = _promised(turn, asked)
    for row, to in asked.items():
        week = due.week_of(row)
        if (to.group.id, to.member.id) in new:
            mine = promised[to.group.id, to.member.id, week - WEEK]
            turn.write(to, Kind.CHECK_IN, cards.question(to.member, mine, _said(turn, to, closes_at)))
            turn.next.append(due.after_checkin(to.group, to.member, week, due.REMINDER, turn.now + REMINDER))
    turn.next += [
        due.next_checkin(to.group, to.member, turn.now, done=due.week_of(row)) for row, to in here.items()
    ]


def remind(turn: Turn, rows: Sequence[Due]) -> None:
    """Remind once who has not answered; the window closes a day later."""
    for row, to in turn.attending(rows).items():
        checkin = turn.store.checkins.get(to.group.id, to.member.id, due.week_of(row))
        if checkin and checkin.is_open:
            closes_at = checkin.closes_at
            turn.write(to, Kind.CHECK_IN, cards.reminder(to.member, _said(turn, to, closes_at)))
            turn.next.append(due.after_checkin(to.group, to.member, checkin.week, due.CLOSE, closes_at))


def close(turn: Turn, rows: Sequence[Due]) -> None:
    """End the window; a buddy may hear of it, and after three silent weeks the bot asks once, and pauses."""
    for row, to in turn.attending(rows).items():
        store, here, me = turn.store.checkins, to.group.id, to.member.id
        if me not in store.close(here, [me], due.week_of(row)):
            continue
        silences = streak(store.weeks(here, me), due.week_of(row)).silences
        rhythm = store.rhythm(here, me)
        if silences == BUDDY_HEARS and rhythm.buddy and rhythm.buddy_agreed:
            for buddy in turn.store.groups.attending([here], [rhythm.buddy]):
                if not buddy.membership.left:
                    turn.write(buddy, Kind.NUDGE, cards.to_buddy(to.member, silences))
        if silences >= SILENCES and not rhythm.paused:
            store.keep(replace(rhythm, paused=True))
            turn.store.due.drop(due.weekly_key(due.CHECK_IN, here, me))
            turn.write(to, Kind.CHECK_IN, cards.still_there(to.member))


def _promised(
    turn: Turn, asked: dict[Due, Attendance]
) -> dict[tuple[GroupId, MemberId, date], list[Commitment]]:
    """Give what is promised and not told of, by who promised it in which week; with one read for all."""
    found: dict[tuple[GroupId, MemberId, date], list[Commitment]] = defaultdict(list)
    if asked:
        since = min(map(due.week_of, asked)) - WEEK
        groups, members = {row.group for row in asked}, {each.member.id for each in asked.values()}
        for each in turn.store.checkins.commitments([*groups], [*members], since):
            if not each.outcome:
                found[each.group, each.member, each.week].append(each)
    return found


def _said(turn: Turn, to: Attendance, when: datetime) -> str:
    return in_words(when.astimezone(to.zone), turn.now)
