"""Check-ins by the clock: the question, the one reminder, and the end of its window."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.cards import checkins as cards
from bot.domain import due
from bot.domain.checkin import BUDDY_HEARS, REMINDER, SILENCES, WINDOW, CheckIn, Commitment, streak
from bot.domain.due import Due
from bot.domain.group import Attendance
from bot.domain.ids import GroupId, MemberId
from bot.domain.quiet import Kind
from bot.domain.say import in_words
from bot.jobs.turn import Turn

LAST_WEEK = timedelta(days=7)


def ask(turn: Turn, rows: Sequence[Due]) -> None:
    """Ask members how their week went; who has answered already is not asked, who left or pauses neither."""
    asked = {row: each for row, each in turn.attending(rows).items() if not each.paused}
    waiting = [_checkin(turn, row) for row in asked]
    new = {(each.group, each.member) for each in turn.store.checkins.ask(waiting)}
    promised = _promised(turn, asked)
    for row, to in asked.items():
        week = due.week_of(row)
        if (to.group.id, to.member.id) in new:
            mine = [
                each for each in promised[to.group.id, to.member.id] if each.week < week and not each.outcome
            ]
            turn.write(to, Kind.CHECK_IN, cards.question(to.member, mine, _until(turn, to)))
            turn.next.append(due.after_checkin(to.group, to.member, week, due.REMINDER, turn.now + REMINDER))
        turn.next.append(due.next_checkin(to.group, to.member, turn.now, done=week))


def remind(turn: Turn, rows: Sequence[Due]) -> None:
    """Remind once who has not answered; the window closes a day later."""
    for row, to in turn.attending(rows).items():
        checkin = turn.store.checkins.get(to.group.id, to.member.id, due.week_of(row))
        if checkin and checkin.is_open:
            turn.write(to, Kind.CHECK_IN, cards.reminder(to.member, _said(turn, to, checkin)))
            turn.next.append(
                due.after_checkin(to.group, to.member, checkin.week, due.CLOSE, checkin.closes_at)
            )


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
                turn.write(buddy, Kind.NUDGE, cards.to_buddy(to.member, silences))
        if silences >= SILENCES and not rhythm.paused:
            store.keep(replace(rhythm, paused=True))
            turn.store.due.drop(due.weekly_key(due.CHECK_IN, here, me))
            turn.write(to, Kind.CHECK_IN, cards.still_there(to.member))


def _checkin(turn: Turn, row: Due) -> CheckIn:
    assert row.member is not None  # noqa: S101 - it is a member's work, or nobody attends
    return CheckIn(row.group, row.member, due.week_of(row), turn.now + WINDOW)


def _promised(turn: Turn, asked: dict[Due, Attendance]) -> dict[tuple[GroupId, MemberId], list[Commitment]]:
    found: dict[tuple[GroupId, MemberId], list[Commitment]] = defaultdict(list)
    if asked:
        since = min(map(due.week_of, asked)) - LAST_WEEK
        groups, members = {row.group for row in asked}, {each.member.id for each in asked.values()}
        for each in turn.store.checkins.commitments([*groups], [*members], since):
            found[each.group, each.member].append(each)
    return found


def _until(turn: Turn, to: Attendance) -> str:
    return in_words((turn.now + WINDOW).astimezone(to.zone), turn.now)


def _said(turn: Turn, to: Attendance, checkin: CheckIn) -> str:
    return in_words(checkin.closes_at.astimezone(to.zone), turn.now)
