"""What Discord refuses, and what that means: the one table.

Codes by Discord's "Opcodes and Status Codes" (JSON error codes). 10,000 answers of 401, 403 or 429 within ten minutes
lock an address out for a while, so what will be refused again is not tried again.
"""

import aiohttp
from discord import (
    ConnectionClosed,
    DiscordException,
    HTTPException,
    LoginFailure,
    PrivilegedIntentsRequired,
    RateLimited,
)

from bot.core.errors import Lost, RetryLater, Undeliverable

_HOUR = 3600.0
TOKEN_PAUSE = 60.0

UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ACKNOWLEDGED, THREAD_EXISTS = 10062, 10015, 40060, 160004
LATE = (UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ACKNOWLEDGED, 50027)
"""An answer came after its time, or a second time: nobody waits for it. 50027 is an expired webhook token."""

REFUSED: dict[int, Lost] = {
    10003: Lost.ROOM,  # unknown channel
    10004: Lost.WORKSPACE,  # unknown server
    10008: Lost.MESSAGE,  # unknown message
    10013: Lost.PERSON,  # unknown user
    40003: Lost.PERSON,  # opening direct messages too fast: to open more makes it worse
    40005: Lost.MESSAGE,  # request too large
    50001: Lost.ROOM,  # missing access
    50005: Lost.MESSAGE,  # edit of somebody else's message
    50006: Lost.MESSAGE,  # empty message
    50007: Lost.PERSON,  # cannot send messages to this user
    50008: Lost.ROOM,  # not a text channel
    50013: Lost.ROOM,  # missing permissions
    50024: Lost.ROOM,  # not on this type of channel
    50033: Lost.PERSON,  # invalid recipients
    50035: Lost.MESSAGE,  # invalid form body
    50278: Lost.PERSON,  # no server in common
    200000: Lost.MESSAGE,  # blocked by the server's automatic moderation
    200001: Lost.MESSAGE,  # likewise, its title
}
"""What is lost with a message that is refused for good, by the code of the refusal."""

LATER: dict[int, float | None] = {
    20016: None,  # slow mode
    20022: None,  # too many edits of an announcement
    20028: None,  # too many writes in a channel
    20029: None,  # too many writes in a server
    30046: _HOUR,  # too many edits of a message older than an hour
    40062: None,  # the service itself is limited
    40333: None,  # internal network error
    130000: None,  # the interface is overloaded
}
"""What is refused for now, and after how many seconds it may be tried again, as far as that is known."""

NO_THREAD = (10003, 10008, 50001, 50013, 50024, 50083, 160005, 160006)
"""Why a message goes into its room instead of a thread: it is gone, not allowed, archived, locked, one too many."""

FAULTS = (DiscordException, aiohttp.ClientError, TimeoutError, OSError)
"""What requests raise."""


class CannotServe(Exception):
    """Discord cannot be served with this configuration; the message says why, and what to do."""


NOT_LET_IN = (
    "Discord does not accept the token in NETLEARN_DISCORD_TOKEN. Make a new one on your application's page "
    "(discord.com/developers/applications, Bot, Reset Token), set it, and start the program again."
)
CLOSED = {
    4004: NOT_LET_IN,
    4010: "Discord does not know the shards in NETLEARN_DISCORD_SHARDS. They are written as 0-3/16.",
    4011: "The bot is in too many servers for so few shards: allow more in NETLEARN_DISCORD_SHARDS.",
    4012: "Discord no longer speaks the version that this program speaks. A newer Netlearn may help.",
    4013: "Discord does not accept what the program wants to hear of. A newer Netlearn may help.",
    4014: "Discord does not let the program hear of servers. A newer Netlearn may help.",
}
"""Why the gateway hung up for good, by its code, and what to do."""


class TokenRefused(RetryLater):
    """The token is no good any more. Whoever changes it starts the program anew, and nothing shall be lost by that."""


def translated(error: Exception, *, direct: bool) -> RetryLater | Undeliverable:
    """Say what a failed request means for the message that it was for; `direct` tells that it was for a person."""
    match error:
        case RateLimited():
            return RetryLater("rate limited", error.retry_after)
        case HTTPException(status=401):
            return TokenRefused("401", TOKEN_PAUSE)
        case HTTPException(status=429):
            return RetryLater("429", _seconds(error.response.headers.get("Retry-After")))
        case HTTPException(code=code) if code in LATER:
            return RetryLater(str(code), LATER[code])
        case HTTPException(status=status, code=code) if status < 500:
            lost = REFUSED.get(code, Lost.MESSAGE)
            return Undeliverable(str(code or status), Lost.PERSON if direct and lost is Lost.ROOM else lost)
        case HTTPException(status=status):
            return RetryLater(str(status))
        case _:
            return RetryLater(type(error).__name__)


def in_vain(error: Exception) -> str | None:
    """Say why it is in vain to connect again after an error, and what to do; None where it is not."""
    match error:
        case LoginFailure():
            return NOT_LET_IN
        case PrivilegedIntentsRequired():
            return CLOSED[4014]
        case ConnectionClosed(code=code):
            return CLOSED.get(code)
        case _:
            return None


def _seconds(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
