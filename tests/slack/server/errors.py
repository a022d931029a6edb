"""How Slack says no."""

from collections.abc import Sequence
from typing import Any

from tests.slack.server.world import Json


class No(Exception):
    """A method is refused: its `error`, and whatever else the answer holds."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(f"{error} {more}" if more else error)
        self.error, self.more = error, more

    def as_json(self) -> Json:
        """Give the answer's body."""
        return {"ok": False, "error": self.error, **self.more}


def invalid(error: str, found: Sequence[str]) -> No:
    """Refuse blocks or a view, with what is wrong and where, as `must be … [json-pointer:/blocks/0/text]`."""
    messages = {"response_metadata": {"messages": [f"[ERROR] {each}" for each in found]}}
    return No(error, **({"errors": list(found)} if error == "invalid_blocks" else {}), **messages)


class Unanswered(Exception):
    """What Slack tells a person where the app did not answer as it must; the message is Slack's word for it."""
