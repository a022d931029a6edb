"""Digests that were posted."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.digest import Posted
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Member
from storage.members import COLUMNS as MEMBER
from storage.members import member_of
from storage.statements import fitting, on_both
from storage.tables import digests, members, memberships

_POST = on_both(
    digests,
    lambda row: row.on_conflict_do_nothing(index_elements=["group_id", "week"]).returning(digests.c.week),
)
_of_group = digests.c.group_id == bindparam("group")
_LAST = select(digests.c.week, digests.c.at).where(_of_group).order_by(digests.c.week.desc()).limit(1)
_named = (
    select(digests.c.facilitator_id, func.max(digests.c.week).label("week"))
    .where(_of_group)
    .group_by(digests.c.facilitator_id)
    .subquery("named")
)
_turn = (
    select(memberships.c.member_id)
    .outerjoin(_named, _named.c.facilitator_id == memberships.c.member_id)
    .where(memberships.c.group_id == bindparam("group"), memberships.c.left_at.is_(None))
    .order_by(_named.c.week.nulls_first(), memberships.c.member_id)
    .limit(1)
    .scalar_subquery()
)
_NEXT = select(*MEMBER).where(members.c.id == _turn)


class SqlDigests:
    """Digests in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def post(self, group: GroupId, week: date, facilitator: MemberId | None, at: datetime) -> bool:
        row = {"group_id": group, "week": week, "facilitator_id": facilitator, "at": at}
        return self._connection.execute(fitting(self._connection, _POST), row).first() is not None

    def last(self, group: GroupId) -> Posted | None:
        row = self._connection.execute(_LAST, {"group": group}).one_or_none()
        return Posted(*row) if row else None

    def next_facilitator(self, group: GroupId) -> Member | None:
        row = self._connection.execute(_NEXT, {"group": group}).one_or_none()
        return member_of(*row) if row else None
