"""What the rules refuse: every message says what, why, and what to do instead."""

from typing import ClassVar


class Refusal(Exception):
    """A rule said no; the message is meant for the member who tried, and nothing has changed."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """What was named does not exist, or not for this caller."""

    code = "not_found"


class NotYours(Refusal):
    """Somebody else may do this, but not the caller."""

    code = "not_yours"


class TooLate(Refusal):
    """It was possible once; the message says what happened meanwhile."""

    code = "too_late"


class OverLimit(Refusal):
    """A limit of the group is reached; the message names it and says when it frees."""

    code = "over_limit"


class Conflict(Exception):
    """Somebody else changed the same thing at the same moment: the transaction is to be run again."""
