"""Whom a message really pings: what its text mentions, as far as it allows that.

The service looks for mentions in the raw text: neither a backslash nor a block of code is sure to keep one from
ringing, so here they never do. Only `allowed_mentions` is.
"""

import re
from collections.abc import Iterable, Iterator

from tests.discord.errors import Json, Wrong

_MENTION = re.compile(r"<@!?(?P<user>\d+)>|<@&(?P<role>\d+)>|@(?P<all>everyone|here)")
_PARSED_AS = {"user": "users", "role": "roles", "all": "everyone"}


def pings(texts: Iterable[str], allowed: Json | None) -> tuple[str, ...]:
    """Give whom some texts ping: ids of users and roles, "everyone", "here", each once.

    Without `allowed` that is everybody who is mentioned.
    """
    return tuple(dict.fromkeys(_pings(texts, allowed)))


def _pings(texts: Iterable[str], allowed: Json | None) -> Iterator[str]:
    parsed = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
    named = {
        "user": _ids(allowed, "users"),
        "role": _ids(allowed, "roles"),
        "all": set[str](),
    }
    for found in _MENTION.finditer("\n".join(texts)):
        kind = found.lastgroup or ""
        if _PARSED_AS[kind] in parsed or found[kind] in named[kind]:
            yield found[kind]


def _ids(allowed: Json | None, key: str) -> set[str]:
    return {str(each) for each in (allowed or {}).get(key) or []}


def check(wrong: Wrong, allowed: Json | None) -> None:
    """Note what contradicts itself: users or roles that are both parsed and named."""
    for key in ("users", "roles"):
        if allowed and key in (allowed.get("parse") or []) and allowed.get(key):
            wrong.at(
                ("allowed_mentions",),
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )
        wrong.count(("allowed_mentions", key), len(_ids(allowed, key)), 0, 100)
