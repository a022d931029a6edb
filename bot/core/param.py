"""Parameters of commands: from one declaration come parser, forms, completion and every platform's options."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, get_args, get_origin

from bot.domain.member import Member

if TYPE_CHECKING:
    from bot.core.context import Visit


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be meant: what is shown, and what is then entered."""

    label: str
    value: str


class Suggest(Protocol):
    """Gives what may be meant by the beginning of a word; it reads the store and changes nothing."""

    def __call__(self, visit: "Visit", typed: str) -> Sequence[Suggestion]:
        """Give at most 25 suggestions, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """What `Annotated` says of a command's parameter.

    `label` is what a form asks (at most 45 characters); `min` and `max` bound a number, or the characters of
    a text; `prose` takes the rest of a typed line, and `lines` keeps its line ends; `labels` say a choice's
    values aloud; a `kept` argument is not asked for again by the form of a call that has it.
    """

    about: str
    label: str = ""
    min: int | None = None
    max: int | None = None
    prose: bool = False
    lines: bool = False
    suggest: Suggest | None = None
    labels: dict[str, str] | None = None
    kept: bool = False


REQUIRED: Any = object()
"""The default of a parameter that has none."""


class Kind(StrEnum):
    """What a parameter takes; a pick is something stored, by its id or by a name among its suggestions."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"
    PERSON = "person"
    PICK = "pick"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as a command has it.

    `default` is what a form shows to begin with; `make` turns a choice's text into the handler's value.
    """

    name: str
    kind: Kind
    required: bool
    param: Param
    default: str = ""
    choices: tuple[str, ...] = ()
    make: Callable[[str], Any] = str

    @property
    def label(self) -> str:
        """What a form asks for."""
        return self.param.label or self.name.replace("_", " ").capitalize()

    @property
    def said(self) -> str:
        """The label as the beginning of a sentence about a value."""
        return self.label.rstrip("?")

    def label_of(self, choice: str) -> str:
        """Say one of the choices aloud."""
        return (self.param.labels or {}).get(choice, choice)

    def suggest(self, visit: "Visit", typed: str) -> Sequence[Suggestion]:
        """Give what may be meant, as far as the store knows."""
        return self.param.suggest(visit, typed) if self.param.suggest else ()

    @property
    def most(self) -> int:
        """The most characters of a text."""
        return self.param.max or 100


def parameter(name: str, hint: Any, default: Any) -> Parameter:
    """Read one parameter of a handler's signature; raises TypeError for what no platform can ask for."""
    if get_origin(hint) is not Annotated:
        raise TypeError(f"parameter {name!r} needs Annotated[…, Param(…)]")
    kind, param = get_args(hint)[:2]
    if not isinstance(param, Param):
        raise TypeError(f"parameter {name!r} needs a Param")
    options = [each for each in get_args(kind) if each is not type(None)]
    if type(None) in get_args(kind) and len(options) == 1:
        kind = options[0]
    kind = getattr(kind, "__supertype__", kind)
    made = partial(Parameter, name, required=default is REQUIRED, param=param)
    begin = "" if default in (REQUIRED, None, ()) else str(default)
    if kind is bool:
        begin = {True: "yes", False: "no"}.get(default, "")
        return made(Kind.SWITCH, default=begin, choices=("yes", "no"))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return made(Kind.CHOICE, default=begin, choices=tuple(kind), make=kind)
    if get_origin(kind) is Literal:
        by_text = {str(each): each for each in get_args(kind)}
        return made(Kind.CHOICE, default=begin, choices=tuple(by_text), make=by_text.__getitem__)
    if kind is int and param.suggest:
        return made(Kind.PICK)
    if plain := {str: Kind.TEXT, tuple[str, ...]: Kind.TEXTS, int: Kind.NUMBER, Member: Kind.PERSON}.get(
        kind
    ):
        return made(plain, default=begin)
    raise TypeError(f"parameter {name!r} has a type that no form can ask for: {kind!r}")
