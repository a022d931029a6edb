"""What can go wrong between a payload and its answer, and how the caller is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from bot.domain.errors import Refusal

T = TypeVar("T")


class UnknownCommand(Refusal):
    """No command has that name; the message suggests the nearest."""

    code = "unknown_command"


class BadInput(Refusal):
    """Arguments were wrong; `fields` says for each what is wrong and what is allowed."""

    code = "bad_input"

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


def at_field(name: str, read: Callable[[str], T], typed: str) -> T:
    """Read what was typed into a field; what the rules refuse of it stands at this field."""
    try:
        return read(typed)
    except Refusal as error:
        raise BadInput({name: error.message}) from None


class Repeated(Refusal):
    """The platform delivered a request that was answered before."""

    code = "repeated"

    def __init__(self) -> None:
        super().__init__("This was done already.")


class StoreBusy(Exception):
    """The database could not take the transaction now: locked, full or unreachable."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal as the caller is told: nothing has changed, and `fields` stand at their fields of a form."""

    code: str
    message: str
    fields: Mapping[str, str] = field(default_factory=dict)


class RetryLater(Exception):
    """The platform did not take a message now; `after` is in seconds, None where it did not say."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.after = reason, after


class Lost(StrEnum):
    """What cannot be reached any more when a message is refused for good."""

    MESSAGE = "message"
    """Nothing else: only this message cannot be shown."""
    PERSON = "person"
    """Whoever it is for: they take no direct messages, or have gone."""
    ROOM = "room"
    """The room: it is archived or gone, the bot was taken out of it, or may not write there."""
    WORKSPACE = "workspace"
    """The whole workspace: the bot was uninstalled, or its token revoked."""


class CannotServe(Exception):
    """A platform will not let this program in; the message tells the host why, and what to do."""


class CannotListen(Exception):
    """The address is taken or not this computer's; the message says which."""


class Undeliverable(Exception):
    """The platform refused a message for good; `reason` is its word for why, without any content."""

    def __init__(self, reason: str, lost: Lost = Lost.MESSAGE) -> None:
        super().__init__(reason)
        self.reason, self.lost = reason, lost
