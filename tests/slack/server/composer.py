"""What Slack makes of a command's text before it sends it: mentions, links and entities (`should_escape`)."""

import re
from collections.abc import Iterable

from tests.slack.server.world import Channel, User

_TOKEN = re.compile(
    r"(?P<url>https?://[^\s<>|]+)"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w&;])@(?P<name>[\w.-]*\w)"
    r"|(?<![\w&;])#(?P<channel>[\w-]+)"
    r"|(?P<domain>(?<![\w.@/-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|example)\b)"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_EVERYBODY = ("here", "channel", "everyone")


def composed(text: str, people: Iterable[User], channels: Iterable[Channel]) -> str:
    """Escape a text; whoever types "@Ben" picks the person of that name from the list that Slack offers."""
    by_name = {name.casefold(): user for user in people for name in _names(user) if not user.deleted}
    by_channel = {channel.name: channel for channel in channels}

    def linked(found: re.Match[str]) -> str:
        if url := found["url"]:
            return f"<{url}>"
        if mail := found["mail"]:
            return f"<mailto:{mail}|{mail}>"
        if domain := found["domain"]:
            return f"<http://{domain}|{domain}>"
        if (channel := found["channel"]) is not None:
            there = by_channel.get(channel)
            return f"<#{there.id}|{there.name}>" if there else found[0]
        name = found["name"].casefold()
        if name in _EVERYBODY:
            return f"<!{name}>"
        user = by_name.get(name)
        return f"<@{user.id}|{user.name}>" if user else found[0]

    escaped = re.sub("[&<>]", lambda bare: _ENTITIES[bare[0]], text)
    return _TOKEN.sub(linked, escaped)


def _names(user: User) -> list[str]:
    return [user.name, user.real_name.partition(" ")[0], user.display_name.partition(" ")[0]]
