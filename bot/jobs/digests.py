"""Digests by the clock: each group's week, once."""

from collections.abc import Sequence

from bot import week
from bot.domain import due
from bot.domain.due import Due
from bot.jobs.turn import Turn


def post(turn: Turn, rows: Sequence[Due]) -> None:
    """Post the digest of each group; one that was posted by hand meanwhile only has its next one."""
    for row in rows:
        if (group := turn.store.groups.get(row.group)) is None:
            continue
        this = due.week_now(row, group.settings.digest, group.tz, turn.now)
        if not week.post(turn.voice(group), this):
            turn.next.append(due.next_digest(group, turn.now, done=this))
