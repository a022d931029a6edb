"""What the local Discord says when it refuses: the vendor's own status, code and body.

Source: the table of JSON error codes in Discord's reference, and the answers of the service as its users quote them.
"""

from typing import Any

Json = dict[str, Any]
Path = tuple[str | int, ...]

KNOWN: dict[int, tuple[int, str]] = {
    0: (404, "404: Not Found"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    40003: (403, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
}
"""The status and the message of each code that this server knows."""


class Refusal(Exception):
    """A request is refused."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    @property
    def body(self) -> Json:
        """What the answer holds."""
        found: Json = {"message": self.message, "code": self.code}
        return found | {"errors": self.errors} if self.errors else found


def refusal(code: int) -> Refusal:
    """Make the refusal of one of the known codes."""
    status, message = KNOWN[code]
    return Refusal(status, code, message)


def unauthorized() -> Refusal:
    """Make the refusal of a token that is none."""
    return Refusal(401, 0, "401: Unauthorized")


class Wrong:
    """Gathers what is wrong with a body, each at its path."""

    def __init__(self) -> None:
        self._errors: Json = {}

    def at(self, path: Path, code: str, message: str) -> None:
        """Note what is wrong at a path such as ("components", 0, "custom_id")."""
        place = self._errors
        for step in path:
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def missing(self, path: Path) -> None:
        """Note that something required is not there."""
        self.at(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, value: object, least: int, most: int) -> None:
        """Note a text that is too short or too long."""
        if not isinstance(value, str) or not least <= len(value) <= most:
            self.at(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def count(self, path: Path, many: int, least: int, most: int) -> None:
        """Note a list that is too short or too long."""
        if not least <= many <= most:
            self.at(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def refuse(self) -> None:
        """Raise a Refusal if anything is wrong."""
        if self._errors:
            raise Refusal(400, 50035, "Invalid Form Body", self._errors)
