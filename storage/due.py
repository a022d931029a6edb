"""Due work."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.due import Due
from bot.domain.ids import GroupId, MemberId
from storage.statements import fitting, on_both
from storage.tables import due

_ADD = on_both(
    due,
    lambda row: row.on_conflict_do_update(
        index_elements=["key"],
        set_={name: row.excluded[name] for name in ("kind", "group_id", "subject", "at", "member_id")},
    ),
)
_CANCEL = delete(due).where(due.c.subject == bindparam("subject"))
_CANCEL_KINDS = _CANCEL.where(due.c.kind.in_(bindparam("kinds", expanding=True)))
_OF = select(due).where(due.c.group_id == bindparam("group")).order_by(due.c.at, due.c.key)


class SqlDue:
    """Due work in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, work: Sequence[Due]) -> None:
        rows = [
            {
                "key": each.key,
                "kind": each.kind,
                "group_id": each.group,
                "subject": each.subject,
                "at": each.at,
                "member_id": each.member,
            }
            for each in work
        ]
        if rows:
            self._connection.execute(fitting(self._connection, _ADD), rows)

    def cancel(self, subject: str, *kinds: str) -> None:
        if kinds:
            self._connection.execute(_CANCEL_KINDS, {"subject": subject, "kinds": kinds})
        else:
            self._connection.execute(_CANCEL, {"subject": subject})

    def of(self, group: GroupId) -> Sequence[Due]:
        rows = self._connection.execute(_OF, {"group": group})
        return [
            Due(
                row.key,
                row.kind,
                GroupId(row.group_id),
                row.subject,
                row.at,
                row.member_id and MemberId(row.member_id),
            )
            for row in rows
        ]
