"""What came in, and tickets given out; tickets are sealed."""

from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, delete, select

from storage.statements import fitting, on_both
from storage.tables import inbox, tickets
from storage.vault import Vault

_FIRST = on_both(
    inbox,
    lambda row: row.on_conflict_do_nothing(index_elements=["platform", "key"]).returning(inbox.c.key),
)
_FORGET_HEARD = delete(inbox).where(inbox.c.at < bindparam("before"))

_PUT = on_both(
    tickets,
    lambda row: row.on_conflict_do_update(
        index_elements=["kind", "code"],
        set_={"sealed_about": row.excluded.sealed_about, "expires_at": row.excluded.expires_at},
    ),
)
_holds = (
    tickets.c.kind == bindparam("of_kind"),
    tickets.c.code == bindparam("with_code"),
    tickets.c.expires_at > bindparam("now"),
)
_GET = select(tickets.c.sealed_about).where(*_holds)
_TAKE = delete(tickets).where(*_holds).returning(tickets.c.sealed_about)
_FORGET_EXPIRED = delete(tickets).where(tickets.c.expires_at < bindparam("before"))


class SqlInbox:
    """Keys of deliveries in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self, platform: str, key: str, at: datetime) -> bool:
        row = {"platform": platform, "key": key, "at": at}
        return self._connection.execute(fitting(self._connection, _FIRST), row).first() is not None

    def forget(self, before: datetime) -> None:
        self._connection.execute(_FORGET_HEARD, {"before": before})


class SqlTickets:
    """Tickets in a table."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def put(self, kind: str, code: str, about: str, expires: datetime) -> None:
        row = {"kind": kind, "code": code, "sealed_about": self._vault.seal(about), "expires_at": expires}
        self._connection.execute(fitting(self._connection, _PUT), row)

    def get(self, kind: str, code: str, now: datetime) -> str | None:
        return self._opened(_GET, kind, code, now)

    def take(self, kind: str, code: str, now: datetime) -> str | None:
        return self._opened(_TAKE, kind, code, now)

    def forget(self, before: datetime) -> None:
        self._connection.execute(_FORGET_EXPIRED, {"before": before})

    def _opened(self, statement: Executable, kind: str, code: str, now: datetime) -> str | None:
        found = self._connection.execute(statement, {"of_kind": kind, "with_code": code, "now": now})
        sealed = found.scalar_one_or_none()
        return None if sealed is None else self._vault.open(sealed)
