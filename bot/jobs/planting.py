"""Planting: the weekly work of those for whom none waits, such as members who joined before there was any."""

from bot.core.ports import Clock, Store, UnitOfWork
from bot.domain import due
from bot.domain.ids import GroupId, MemberId

Who = tuple[GroupId, MemberId]


async def plant(work: UnitOfWork, clock: Clock, *, batch: int) -> None:
    """Plant what is missing, some at a time, so that others can write between; raises StoreBusy and Conflict.

    Where nothing is missing it costs two reads.
    """
    who: Who | None = (GroupId(0), MemberId(0))
    while who:
        who = await _members(work, clock, who, batch)
    group: GroupId | None = GroupId(0)
    while group is not None:
        group = await _groups(work, clock, group, batch)


async def _members(work: UnitOfWork, clock: Clock, after: Who, batch: int) -> Who | None:
    """Plant the next check-ins of some members; gives up to whom, None once nobody is left."""
    found = await work.read(lambda store: store.due.unplanted_members(due.CHECK_IN, batch, after))
    now = clock.now()

    def write(store: Store) -> None:
        store.due.add(
            [
                due.next_checkin(to.group, to.member, now)
                for to in store.groups.attending(found)
                if not (to.paused or to.membership.left)
            ]
        )

    if found:
        await work.write(write)
    return found[-1] if len(found) == batch else None


async def _groups(work: UnitOfWork, clock: Clock, after: GroupId, batch: int) -> GroupId | None:
    found = await work.read(lambda store: store.due.unplanted_groups(due.DIGEST, batch, after))
    now = clock.now()

    def write(store: Store) -> None:
        groups = [group for each in found if (group := store.groups.get(each))]
        store.due.add([due.next_digest(group, now) for group in groups])

    if found:
        await work.write(write)
    return found[-1] if len(found) == batch else None
