"""Commands: a handler with what its signature says, found by the registry."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_type_hints

from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.param import REQUIRED, Parameter, parameter
from bot.domain.member import Role

Handler = Callable[..., Card | Form]


class Start(Protocol):
    """Gives the values with which a form begins, by one read of the store."""

    def __call__(self, visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
        """Give values by parameter; what the call itself gives goes before them."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """That a command is offered on a message, whose author becomes an argument, or on a person, likewise."""

    label: str
    on: Literal["message", "person"]
    parameter: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `typed` is False for what is only ever pressed."""

    path: tuple[str, ...]
    about: str
    handler: Handler
    parameters: tuple[Parameter, ...]
    needs_member: bool
    role: Role
    title: str
    submit: str
    typed: bool
    asks: bool
    reads: bool
    start: Start | None
    shortcut: Shortcut | None

    @property
    def name(self) -> str:
        """The words by which the command is called."""
        return " ".join(self.path)

    @property
    def slash(self) -> str:
        """The command as it is typed."""
        return "/" + self.name

    @property
    def usage(self) -> str:
        """The parameters as a hint: required ones plain, the others in brackets."""
        return " ".join(each.name if each.required else f"[{each.name}]" for each in self.parameters)

    def call(self, **args: Value) -> Call:
        """Make a call of this command."""
        return Call(self.path, args)


def command(
    path: str,
    about: str,
    *,
    role: Role = Role.MEMBER,
    title: str = "",
    submit: str = "Save",
    typed: bool = True,
    asks: bool = False,
    reads: bool = False,
    start: Start | None = None,
    shortcut: Shortcut | None = None,
) -> Callable[[Handler], Command]:
    """Declare a handler as the command of a path such as "target add".

    A handler whose first parameter is a Visit is open to anybody; one with a Context is for members. `asks`
    lets a call without any argument open the form although nothing is required; `reads` promises that the
    handler changes nothing; `title` and `submit` stand on the form (at most 24 characters each).
    """

    def declare(handler: Handler) -> Command:
        hints = get_type_hints(handler, include_extras=True)
        first, *rest = inspect.signature(handler).parameters.values()
        return Command(
            path=tuple(path.split()),
            about=about,
            handler=handler,
            parameters=tuple(
                parameter(
                    each.name, hints[each.name], REQUIRED if each.default is each.empty else each.default
                )
                for each in rest
            ),
            needs_member=_takes_context(hints[first.name], path),
            role=role,
            title=title or path.capitalize(),
            submit=submit,
            typed=typed,
            asks=asks,
            reads=reads,
            start=start,
            shortcut=shortcut,
        )

    return declare


def _takes_context(hint: Any, path: str) -> bool:
    if hint not in (Context, Visit):
        raise TypeError(f"the handler of {path!r} must begin with a Context or a Visit")
    return hint is Context
