"""The app as it is configured at Slack, and its installations."""

from dataclasses import dataclass, field
from typing import Literal

from tests.slack.server.world import Json

SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "im:write",
        "users:read",
        "files:write",
        "channels:read",
        "groups:read",
    }
)
EVENTS = frozenset(
    {
        "app_home_opened",
        "app_uninstalled",
        "channel_archive",
        "channel_deleted",
        "channel_left",
        "channel_rename",
        "channel_unarchive",
        "group_archive",
        "group_deleted",
        "group_left",
        "group_rename",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
        "team_join",
        "tokens_revoked",
        "user_change",
    }
)
NEEDS = {
    "channel_": "channels:read",
    "group_": "groups:read",
    "member_": "channels:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""By how an event's name begins: the scope without which it is not sent."""

RESERVED = frozenset(
    f"/{name}"
    for name in (
        "active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback",
        "giphy", "huddle", "invite", "invite_people", "join", "kick", "leave", "me", "msg", "mute", "open",
        "part", "prefs", "pro", "remind", "remove", "rename", "s", "search", "shortcuts", "shrug", "star",
        "status", "topic", "unarchive", "who",
    )
)  # fmt: skip
"""Names that Slack keeps for itself."""


@dataclass(eq=False)
class App:
    """An app's configuration; `commands` say whether their text is escaped, `shortcuts` are by callback_id."""

    id: str = "A0123456789"
    name: str = "Netlearn"
    client_id: str = "111.222"
    client_secret: str = "a client's secret"
    signing_secret: str = "a signing secret"
    verification_token: str = "a verification token"
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] = EVENTS
    commands: dict[str, bool] = field(default_factory=dict)
    shortcuts: dict[str, str] = field(default_factory=dict)
    redirect_urls: tuple[str, ...] = ()
    app_tokens: dict[str, frozenset[str]] = field(
        default_factory=lambda: {"xapp-1-A0123456789-1-abc": frozenset({"connections:write"})}
    )

    @property
    def app_token(self) -> str:
        """The first of its app-level tokens."""
        return next(iter(self.app_tokens))

    def configure(self, manifest: Json) -> None:
        """Take over what a manifest says; raises ValueError for a command whose name Slack keeps for itself."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        commands = {
            each["command"]: bool(each.get("should_escape")) for each in features.get("slash_commands", ())
        }
        if taken := commands.keys() & RESERVED:
            raise ValueError(f"Slack keeps these names for itself: {sorted(taken)}")
        self.commands = commands
        self.shortcuts = {each["callback_id"]: each["type"] for each in features.get("shortcuts", ())}
        oauth = manifest.get("oauth_config", {})
        self.scopes = frozenset(oauth.get("scopes", {}).get("bot", ()))
        self.redirect_urls = tuple(oauth.get("redirect_urls", ()))
        self.events = frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))


@dataclass(eq=False)
class Installation:
    """The app in one workspace: its bot, its token and what that may do."""

    team: str
    token: str
    bot_user: str
    bot_id: str
    scopes: frozenset[str]
    state: Literal["active", "revoked", "inactive"] = "active"

    def hears(self, event: str, app: App) -> bool:
        """Tell whether an event of this type is sent."""
        needed = next((scope for begin, scope in NEEDS.items() if event.startswith(begin)), None)
        return event in app.events and (needed is None or needed in self.scopes)
