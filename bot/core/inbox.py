"""What came in: keys of deliveries heard already, and tickets given out to be shown again."""

from datetime import datetime
from typing import Protocol


class Inbox(Protocol):
    """Remembers what was heard, for platforms deliver again what they are not sure of."""

    def first(self, platform: str, key: str, at: datetime) -> bool:
        """Take note of a delivery; False where it was heard before."""

    def forget(self, before: datetime) -> None:
        """Forget what was heard so long ago that nobody delivers it again."""


class Tickets(Protocol):
    """Things given out with a code, encrypted, to be shown again within their time: a link, a draft, a state."""

    def put(self, kind: str, code: str, about: str, expires: datetime) -> None:
        """Keep something under a code; what was there before is replaced."""

    def get(self, kind: str, code: str, now: datetime) -> str | None:
        """Give what a code is about, as long as it holds."""

    def take(self, kind: str, code: str, now: datetime) -> str | None:
        """Give what a code is about and end it: of several who come at once, one gets it."""

    def forget(self, before: datetime) -> None:
        """Forget what expired before then."""
