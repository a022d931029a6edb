"""How this process reaches Discord."""

import re
from dataclasses import dataclass, field
from typing import Self

API = "https://discord.com/api/v10"
_RANGE = re.compile(r"\s*(\d+)(?:\s*-\s*(\d+))?\s*/\s*(\d+)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of this process, of `count` in all; Discord allows 2,500 servers a shard."""

    ids: range
    count: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read shards such as "0-3/16" or "2/16"; raises ValueError, which says what is expected."""
        found = _RANGE.fullmatch(text)
        if found:
            first, last, count = int(found[1]), int(found[2] or found[1]), int(found[3])
            if first <= last < count:
                return cls(range(first, last + 1), count)
        raise ValueError("shards are written as 0-3/16: the first, the last, and how many there are in all")


@dataclass(frozen=True, slots=True)
class DiscordConfig:
    """The bot's token, and where Discord is; an empty `gateway_url` is asked for, no `shards` means all.

    `api_url` ends with the version, as Discord's own does.
    """

    token: str = field(repr=False)
    api_url: str = API
    gateway_url: str = ""
    shards: Shards | None = None
