"""Commands for tests of the core: one that takes every kind of parameter, and what it was given."""

from collections.abc import Sequence
from enum import StrEnum
from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

from bot.core.card import Card
from bot.core.command import Command, command
from bot.core.context import Context, Visit
from bot.core.param import Param, Suggestion
from bot.domain.ids import AskId
from bot.domain.member import Member


class Size(StrEnum):
    SMALL = "small"
    VERY_LARGE = "very large"


def things(visit: Visit, typed: str) -> Sequence[Suggestion]:
    every = {"Acme · open": "1", "Acme Corp · open": "2", "Globex · done": "3"}
    return [
        Suggestion(label, value) for label, value in every.items() if typed.casefold() in label.casefold()
    ]


@command("sample all", "Take every kind of parameter.", title="Every kind")
def every_kind(
    ctx: Context,
    name: Annotated[str, Param(about="A short text", label="What is it called?", max=10)],
    tags: Annotated[tuple[str, ...], Param(about="Several", max=5)] = (),
    count: Annotated[int, Param(about="How many", min=1, max=5)] = 3,
    any_number: Annotated[int | None, Param(about="Any number")] = None,
    size: Annotated[Size, Param(about="A size", labels={"very large": "Huge"})] = Size.SMALL,
    minutes: Annotated[Literal["20", "30"], Param(about="How long")] = "20",
    loud: Annotated[bool, Param(about="Whether")] = False,
    peer: Annotated[Member | None, Param(about="Who", label="Who is it?")] = None,
    thing: Annotated[AskId | None, Param(about="Which", suggest=things, kept=True, min=1)] = None,
    note: Annotated[str, Param(about="In your words", min=3, max=30, prose=True, lines=True)] = "",
) -> Card:
    return Card.of(f"{(name, tags, count, any_number, size, minutes, loud, peer and peer.name, thing, note)}")


def made(path: str = "sample one", about: str = "Do something.", **more: Any) -> Command:
    """Make a command without parameters."""

    def handler(ctx: Context) -> Card:
        return Card.of("done")

    return command(path, about, **more)(handler)


def taking(*parameters: tuple[str, Any], default: Any = Signature.empty) -> Command:
    """Make a command with parameters of these names and types."""

    def handler(ctx: Context, **given: Any) -> Card:
        return Card.of(f"{given!r}")

    handler.__annotations__ = {"ctx": Context, **dict(parameters), "return": Card}
    handler.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD)]
        + [Parameter(name, Parameter.KEYWORD_ONLY, default=default) for name, _ in parameters]
    )
    return command("sample one", "Do something.")(handler)
