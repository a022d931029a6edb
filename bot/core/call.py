"""Calls: everything that somebody may ask of the bot, as one value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema, to_json

from bot.core import limits

Value = str | int | bool


class BadCall(ValueError):
    """The text is not an encoded call, or the call does not fit where a button keeps it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command's path with its arguments: what a slash command, a button and a form all become.

    An encoded call is state kept by others: it is checked again when it comes back, for it proves nothing.
    """

    path: tuple[str, ...]
    args: Mapping[str, Value] = field(default_factory=dict)
    _encoded: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "args", MappingProxyType(dict(self.args)))

    @classmethod
    def to(cls, path: str, /, **args: Value) -> Self:
        """Make a call as it is written in code: `Call.to("intro answer", ask=12)`."""
        return cls(tuple(path.split()), args)

    @property
    def name(self) -> str:
        """The command's name, its words joined by spaces."""
        return " ".join(self.path)

    def having(self, /, **args: Value) -> Self:
        """Give the same call with further arguments."""
        return type(self)(self.path, {**self.args, **args})

    def encode(self) -> str:
        """Write the call as text of at most 100 characters; raises BadCall if it does not fit."""
        if self._encoded:
            return self._encoded
        args = f" {to_json(dict(sorted(self.args.items()))).decode()}" if self.args else ""
        text = self.name + args
        if len(text) > limits.CALL:
            raise BadCall(f"a call of {len(text)} characters does not fit into {limits.CALL}: {self.name}")
        object.__setattr__(self, "_encoded", text)
        return text

    @classmethod
    def decode(cls, text: str) -> Self:
        """Read what `encode` wrote; raises BadCall for anything else."""
        name, brace, rest = text.partition("{")
        path = tuple(name.split())
        if not path or len(text) > limits.CALL or not all(word.isprintable() for word in path):
            raise BadCall("not an encoded call")
        try:
            args: Any = json.loads(brace + rest) if brace else {}
        except (ValueError, RecursionError) as error:
            raise BadCall("not an encoded call") from error
        if not all(isinstance(value, str | int) for value in args.values()):
            raise BadCall("not an encoded call")
        return cls(path, args)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let cards carry calls as their encoded text."""
        from_text = core_schema.no_info_after_validator_function(cls.decode, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda call: call.encode()),
        )
