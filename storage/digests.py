"""Digests that were posted."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.ids import GroupId, MemberId
from storage.statements import fitting, on_both
from storage.tables import digests

_POST = on_both(
    digests,
    lambda row: row.on_conflict_do_nothing(index_elements=["group_id", "week"]).returning(digests.c.week),
)
_LAST = select(func.max(digests.c.at)).where(digests.c.group_id == bindparam("group"))
_TURNS = (
    select(digests.c.facilitator_id, func.max(digests.c.week))
    .where(digests.c.group_id == bindparam("group"), digests.c.facilitator_id.is_not(None))
    .group_by(digests.c.facilitator_id)
)


class SqlDigests:
    """Digests in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def post(self, group: GroupId, week: date, facilitator: MemberId | None, at: datetime) -> bool:
        row = {"group_id": group, "week": week, "facilitator_id": facilitator, "at": at}
        return self._connection.execute(fitting(self._connection, _POST), row).first() is not None

    def last(self, group: GroupId) -> datetime | None:
        at: datetime | None = self._connection.execute(_LAST, {"group": group}).scalar_one()
        return at

    def turns(self, group: GroupId) -> Mapping[MemberId, date]:
        return {MemberId(row[0]): row[1] for row in self._connection.execute(_TURNS, {"group": group})}
