"""Workspaces: where the bot is installed, and the token with which it may speak there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace of one platform; the token never shows when this is printed or logged."""

    platform: str
    workspace: str
    name: str
    token: str = field(repr=False)
    bot_user: str
    scopes: tuple[str, ...]
    installed_at: datetime
    left_at: datetime | None = None


class WorkspaceRepository(Protocol):
    """Where installations are kept."""

    def save(self, workspace: Workspace) -> None:
        """Store an installation; a later one replaces it, an earlier one changes nothing."""

    def get(self, platform: str, workspace: str) -> Workspace | None:
        """Give an installation, also one that was left."""

    def leave(self, platform: str, workspace: str, at: datetime) -> bool:
        """Note since when the bot is gone; False where it was installed again since, or never."""
