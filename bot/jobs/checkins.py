"""Check-ins by the clock: the question, the one reminder, and the end of its window."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.cards import checkins as cards
from bot.domain import due
from bot.domain.checkin import BUDDY_HEARS, REMINDER, SILENCES, WINDOW, CheckIn, Commitment, streak
from bot.domain.due import Due
from bot.domain.group import Attendance
from bot.domain.ids import GroupId, MemberId
from bot.domain.quiet import Kind
from bot.domain.say import until
from bot.domain.weekly import WEEK
from bot.jobs.turn import Turn

Who = tuple[GroupId, MemberId]
LATELY = (SILENCES + 1) * WEEK
"""Far enough back to count the silences that matter."""


def ask(turn: Turn, rows: Sequence[Due]) -> None:
    """Ask members how their week went; who has answered already is not asked, nor who left, pauses or muted it."""
    here = {row: to for row, to in turn.attending(rows).items() if not to.paused}
    weeks = {row: due.week_now(row, to.group.settings.checkin, to.zone, turn.now) for row, to in here.items()}
    asked = {row: to for row, to in here.items() if turn.may_write(to, Kind.CHECK_IN)}
    closes_at = turn.now + WINDOW
    opened = [CheckIn(to.group.id, to.member.id, weeks[row], closes_at) for row, to in asked.items()]
    new = {(each.group, each.member) for each in turn.store.checkins.ask(opened)}
    promised = _promised(turn, asked)
    for row, to in asked.items():
        if (who := (to.group.id, to.member.id)) in new:
            mine = promised[*who, due.week_of(row) - WEEK]
            turn.write(
                to, Kind.CHECK_IN, cards.question(to.member, mine, _said(closes_at, to.zone, turn.now))
            )
            turn.next.append(
                due.after_checkin(to.group, to.member, weeks[row], due.REMINDER, turn.now + REMINDER)
            )
    for row, to in here.items():
        turn.next.append(due.next_checkin(to.group, to.member, turn.now, done=weeks[row]))


def remind(turn: Turn, rows: Sequence[Due]) -> None:
    """Remind once who has not answered; the window closes a day later, or has closed if the bot was stopped."""
    attending = turn.attending(rows)
    open_ = {_who(each): each for each in turn.store.checkins.open(_of(attending.values()))}
    for to in attending.values():
        if (checkin := open_.get((to.group.id, to.member.id))) is None:
            continue
        closes_at = checkin.closes_at
        if turn.now < closes_at:
            turn.write(to, Kind.CHECK_IN, cards.reminder(to.member, _said(closes_at, to.zone, turn.now)))
        turn.next.append(due.after_checkin(to.group, to.member, checkin.week, due.CLOSE, closes_at))


def close(turn: Turn, rows: Sequence[Due]) -> None:
    """End the window; a buddy may hear of it, and after three silent weeks the bot asks once, and pauses."""
    store, attending = turn.store.checkins, turn.attending(rows)
    missed = store.close(_of(attending.values()), turn.now)
    now_missed = Counter(map(_who, missed))
    weeks = (
        store.lately([*now_missed], min((each.week for each in missed), default=date.max) - LATELY)
        if (missed)
        else {}
    )
    for to in attending.values():
        if many := now_missed.pop((to.group.id, to.member.id), 0):
            silences = streak(weeks[to.group.id, to.member.id], turn.now.date()).silences
            _note_silences(turn, to, silences, before=silences - many)


def _note_silences(turn: Turn, to: Attendance, silences: int, *, before: int) -> None:
    if silences < BUDDY_HEARS:
        return
    rhythm = turn.store.checkins.rhythm(to.group.id, to.member.id)
    if before < BUDDY_HEARS and rhythm.buddy and rhythm.buddy_agreed:
        for buddy in turn.store.groups.attending([(to.group.id, rhythm.buddy)]):
            if not buddy.membership.left:
                turn.write(buddy, Kind.NUDGE, cards.to_buddy(to.member, silences))
    if silences >= SILENCES and not rhythm.paused:
        turn.store.checkins.keep(replace(rhythm, paused=True))
        turn.store.due.drop(due.weekly_key(due.CHECK_IN, to.group.id, to.member.id))
        turn.write(to, Kind.CHECK_IN, cards.still_there(to.member))


def _promised(
    turn: Turn, asked: dict[Due, Attendance]
) -> dict[tuple[GroupId, MemberId, date], list[Commitment]]:
    """Give what is promised and not told of, by who promised it in which week; with one read for all."""
    found: dict[tuple[GroupId, MemberId, date], list[Commitment]] = defaultdict(list)
    if asked:
        since = min(map(due.week_of, asked)) - WEEK
        for each in turn.store.checkins.commitments(_of(asked.values()), since):
            if not each.outcome:
                found[each.group, each.member, each.week].append(each)
    return found


def _who(checkin: CheckIn) -> Who:
    return checkin.group, checkin.member


def _of(attending: Iterable[Attendance]) -> list[Who]:
    return [(to.group.id, to.member.id) for to in attending]


@lru_cache(maxsize=1024)  # most members live in few zones
def _said(when: datetime, zone: ZoneInfo, now: datetime) -> str:
    return until(when.astimezone(zone), now)
