"""Workspaces, their tokens encrypted."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.workspace import Workspace
from storage.statements import fitting, on_both
from storage.tables import workspaces
from storage.vault import Vault

_SAVE = on_both(
    workspaces,
    lambda row: row.on_conflict_do_update(
        index_elements=["platform", "workspace"],
        set_={
            name: row.excluded[name]
            for name in ("name", "sealed_token", "bot_user", "scopes", "installed_at", "left_at")
        },
        where=workspaces.c.installed_at <= row.excluded.installed_at,
    ),
)
_one = (workspaces.c.platform == bindparam("of_platform"), workspaces.c.workspace == bindparam("named"))
_GET = select(workspaces).where(*_one)
_LEAVE = (
    update(workspaces)
    .where(*_one, workspaces.c.installed_at <= bindparam("at"), workspaces.c.left_at.is_(None))
    .values(left_at=bindparam("at"))
)


class SqlWorkspaces:
    """Installations in a table; the vault seals their tokens."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def save(self, workspace: Workspace) -> None:
        row = {
            "platform": workspace.platform,
            "workspace": workspace.workspace,
            "name": workspace.name,
            "sealed_token": self._vault.seal(workspace.token),
            "bot_user": workspace.bot_user,
            "scopes": " ".join(workspace.scopes),
            "installed_at": workspace.installed_at,
            "left_at": workspace.left_at,
        }
        self._connection.execute(fitting(self._connection, _SAVE), row)

    def get(self, platform: str, workspace: str) -> Workspace | None:
        row = self._connection.execute(_GET, {"of_platform": platform, "named": workspace}).one_or_none()
        if row is None:
            return None
        token, scopes = self._vault.open(row.sealed_token), tuple(row.scopes.split())
        return Workspace(
            row.platform, row.workspace, row.name, token, row.bot_user, scopes, row.installed_at, row.left_at
        )

    def leave(self, platform: str, workspace: str, at: datetime) -> bool:
        gone = self._connection.execute(_LEAVE, {"of_platform": platform, "named": workspace, "at": at})
        return gone.rowcount > 0
