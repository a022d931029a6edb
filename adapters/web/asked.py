"""What a request asks for, read strictly: each refusal says what was expected."""

import json
import re
from typing import Any

from aiohttp import web

from adapters.web.guards import NotServed
from adapters.web.people import PEOPLE, PLACES, Person, Place
from bot.core.card import shorten
from bot.core.clean import clean

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold halves of characters; no encoding can


class Asked:
    """The named values of a request: its query, or the JSON object that it carries."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    @classmethod
    def by_query(cls, request: web.Request) -> "Asked":
        """Read the part of the address behind the question mark."""
        return cls(dict(request.query))

    @classmethod
    async def by_body(cls, request: web.Request) -> "Asked":
        """Read the body; raises NotServed unless it is announced as JSON and is a JSON object."""
        if request.content_type != "application/json":
            raise NotServed(415, "Send JSON, and say so: the header Content-Type must be application/json.")
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise NotServed(415, "Send the body as it is: there must be no header Content-Encoding.")
        try:
            given = json.loads((await request.read()).decode("utf-8"))
        except (ValueError, RecursionError):
            raise NotServed(400, "The body is not JSON in UTF-8.") from None
        if not isinstance(given, dict):
            raise NotServed(400, 'The body must be a JSON object, such as {"as": "ana", …}.')
        return cls(given)

    def text(self, name: str) -> str:
        """Give a string."""
        value = self._value(name)
        if not isinstance(value, str):
            raise NotServed(400, f"“{name}” must be a string.")
        return _whole(value)

    def texts(self, name: str) -> dict[str, str]:
        """Give an object whose values are all strings."""
        values = self._value(name)
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise NotServed(400, f"“{name}” must be an object whose values are all strings.")
        return {_whole(key): _whole(value) for key, value in values.items()}

    def number(self, name: str) -> int:
        """Give a whole number."""
        value = self._value(name)
        if type(value) is not int:
            raise NotServed(400, f"“{name}” must be a whole number.")
        return value

    def person(self) -> Person:
        """Give whoever asks."""
        named = self.text("as")
        if person := PEOPLE.get(named):
            return person
        raise NotServed(404, f"Nobody here has the id “{_shown(named)}”. GET /api/members gives everybody's.")

    def place(self) -> Place:
        """Give the room, or the direct messages."""
        named = self.text("room")
        if place := PLACES.get(named):
            return place
        raise NotServed(404, f"No room has the id “{_shown(named)}”. GET /api/rooms?as= gives all of them.")

    def _value(self, name: str) -> Any:
        try:
            return self._given[name]
        except KeyError:
            raise NotServed(400, f"“{name}” is missing.") from None


def _whole(text: str) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _shown(text: str) -> str:
    return shorten(clean(text), 40)
