"""The app's manifest, made from the registry: what a host pastes into Slack to make the app.

Sources: docs.slack.dev/reference/app-manifest, and the schema in the repository slackapi/manifest-schema.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from adapters.slack import limits
from adapters.slack.text import UMBRELLA, Json
from bot.core.card import shorten
from bot.core.command import Command
from bot.core.registry import Registry
from bot.domain.say import listed

EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"

RESERVED = frozenset({
    "active", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback", "huddle",
    "invite", "invite_people", "join", "kick", "leave", "me", "msg", "mute", "open", "part", "prefs", "pro",
    "remind", "remove", "rename", "s", "search", "shortcuts", "shrug", "star", "status", "topic",
    "unarchive", "who",
})  # fmt: skip
"""Slack's own commands, whose names no app may take.

Source: slack.com/help/articles/201259356, "Use built-in slash commands".
"""

SCOPES = {
    "channels:read": "to hear that a public channel was archived, renamed or deleted, and to know its name",
    "chat:write": "to post and to edit, in channels and in direct messages",
    "chat:write.public": "to post in a public channel to which nobody has invited the app yet",
    "commands": "for slash commands and shortcuts",
    "files:write": "to upload pictures and files",
    "groups:read": "the same for private channels to which the app was invited",
    "im:write": "to open direct messages",
    "users:read": "for members' names and time zones",
}
"""What the app asks a workspace for, and why; nothing of what people write in channels."""

EVENTS = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "tokens_revoked": None,
}
"""What the app hears of, with the scope that each needs."""


class BadAddress(ValueError):
    """Slack cannot send requests to that address; the message says what it needs."""


def manifest(registry: Registry, *, socket: bool, url: str | None, name: str = "Netlearn") -> Json:
    """Make the manifest: for Socket Mode, or for HTTP at a public https address. Raises BadAddress.

    Without either it has no addresses, and is to be completed by hand.
    """
    base = None if socket or not url else _checked(url)
    request = {"request_url": base + EVENTS_PATH} if base else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": shorten(name, limits.APP_NAME),
            "description": "For groups of job seekers who help one another.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,  # else nobody could type a command there
            },
            "bot_user": {"display_name": shorten(name, limits.BOT_NAME), "always_online": True},
            "slash_commands": [*_commands(registry, {"url": base + EVENTS_PATH} if base else {})],
            **_unless_empty("shortcuts", [*_shortcuts(registry)]),
        },
        "oauth_config": {
            **_unless_empty("redirect_urls", [base + REDIRECT_PATH] if base else []),
            "scopes": {"bot": [*SCOPES]},
        },
        "settings": {
            "event_subscriptions": {**request, "bot_events": [*EVENTS]},
            "interactivity": {
                "is_enabled": True,
                **request,
                **({"message_menu_options_url": base + EVENTS_PATH} if base else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def shortcut_id(command: Command) -> str:
    """Give the callback_id of a command's shortcut: its name."""
    return command.name


def _checked(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise BadAddress(
            "Slack needs an address that begins with https:// and is reached from outside, such as "
            "https://netlearn.example.org."
        )
    return parts.geturl().rstrip("/")


def _commands(registry: Registry, address: Json) -> Iterator[Json]:
    words, others = [], []
    for word, group in groupby(registry, key=lambda command: command.path[0]):
        several = list(group)
        words.append(word)
        if word in RESERVED:
            others += [command.name for command in several]
        else:
            yield _command(f"/{word}", " ".join(each.about for each in several), _hint(several), address)
    about = f"All that Netlearn can do, after one name: {listed(words)}."
    yield _command(UMBRELLA, about, " | ".join((*others, "help")), address)


def _command(name: str, about: str, hint: str, address: Json) -> Json:
    return {
        "command": name,
        "description": shorten(about, limits.COMMAND_DESCRIPTION),
        **_unless_empty("usage_hint", shorten(hint, limits.USAGE_HINT)),
        "should_escape": True,  # a mention then comes with the id of whom it means
        **address,
    }


def _hint(several: list[Command]) -> str:
    if len(several) == 1 and len(several[0].path) == 1:
        return several[0].usage
    return " | ".join(command.path[1] for command in several)


def _shortcuts(registry: Registry) -> Iterator[Json]:
    for command in registry.all():
        if command.shortcut and command.shortcut.on == "message":
            yield {
                "name": command.shortcut.label,
                "type": "message",
                "callback_id": shortcut_id(command),
                "description": shorten(command.about, limits.SHORTCUT_DESCRIPTION),
            }


def _unless_empty(name: str, value: str | list[Any]) -> Json:
    """Slack refuses what is there and empty."""
    return {name: value} if value else {}
