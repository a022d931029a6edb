"""The table of the Web API's methods: what each needs, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.slack.server.app import Installation
from tests.slack.server.errors import No
from tests.slack.server.slack import Slack
from tests.slack.server.world import Json


@dataclass(frozen=True, slots=True)
class Asked:
    """A call of a method by an installed app."""

    slack: Slack
    by: Installation
    args: Json

    def need(self, name: str, error: str = "invalid_arguments") -> Any:
        """Give an argument that must be there."""
        if self.args.get(name) in (None, ""):
            more = {"response_metadata": {"messages": [f"[ERROR] missing required field: {name}"]}}
            raise No(error, **(more if error == "invalid_arguments" else {}))
        return self.args[name]


Handler = Callable[[Asked], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A method; `channel` is the argument by whose value it is paced, if it is."""

    name: str
    scope: str
    handler: Handler
    paced: bool


METHODS: dict[str, Method] = {}


def method(name: str, scope: str = "", *, paced: bool = False) -> Callable[[Handler], Handler]:
    """Enter a function as a method, which a token needs a scope for."""

    def enter(handler: Handler) -> Handler:
        METHODS[name] = Method(name, scope, handler, paced)
        return handler

    return enter
