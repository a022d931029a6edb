"""Commands that ask of the adapter what the program's own seldom do."""

import threading
from typing import Annotated

import bot.commands
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Picture
from bot.core.charts import Bar, BarChart
from bot.core.command import Shortcut, command
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.param import Param
from bot.core.registry import Registry
from bot.domain.member import Member

CHART = BarChart("Who helped", "points", (Bar("Ana", 5), Bar("Ben", 3, highlight=True)))
PATIENCE = 20

GO = threading.Event()
"""What `/sample slow` waits for."""

Word = Annotated[str, Param(about="Any word", max=3000)]


@command("sample slow", "Wait until a test says go on.")
def slow(ctx: Context, what: Annotated[str, Param(about="What is answered")] = "card") -> Card | Form:
    GO.wait(PATIENCE)
    ctx.post(Card.of("It was slow"))
    return ctx.form("sample long") if what == "form" else Card.of("Slow, and there")


@command("sample stop", "Wait, then find that it cannot be.")
def stop(ctx: Context, word: Annotated[str, Param(about="Any word", min=30)]) -> Card:
    return Card.of(word)


@command("sample menu", "Show what can be pressed.")
def menu(visit: Visit) -> Card:
    options = tuple(Option(word, Call.to("sample say", word=word)) for word in ("one", "two"))
    buttons = Actions.of(
        Button("Say", Call.to("sample say", word="pressed")),
        Button("Nothing there", Call.to("intro withdraw", ask=4711)),
        Button("Long form", Call.to("sample long")),
        Button("Short form", Call.to("sample say")),
        Button("Slow", Call.to("sample slow")),
    )
    return Card.of("A menu", Choices("Which?", options), buttons)


@command("sample say", "Say a word.", title="Say it")
def say(ctx: Context, word: Word) -> Card:
    ctx.post(Card.of(f"{ctx.member.name} says {word[:40]}"))
    return Card.of(f"You said {word[:40]}")


@command("sample show", "Show a picture.", reads=True)
def show(visit: Visit) -> Card:
    away = Actions.of(Button("Away", Call.to("sample menu")))
    return Card.of("A picture", Picture(CHART, "Ana 5, Ben 3"), away)


@command("sample hang", "Hang up a card that changes.")
def hang(ctx: Context, word: Word) -> Card:
    ctx.post(Card.of(word), "hanging")
    return Card.of("It hangs")


@command("sample change", "Put a picture where there was none.")
def change(ctx: Context) -> Card:
    ctx.revise("hanging", Card.of("Now a picture", Picture(CHART, "Ana 5, Ben 3")))
    return Card.of("Changed")


@command("sample under", "Say something in the thread of what hangs.")
def under(ctx: Context, word: Word) -> Card:
    ctx.post(Card.of(word), under="hanging")
    return Card.of("Said")


@command("sample tell", "Tell somebody something.", shortcut=Shortcut("Tell them", "person", "peer"))
def tell(
    ctx: Context, peer: Annotated[Member, Param(about="Whom")], word: Annotated[str, Param(about="What")]
) -> Card:
    ctx.tell(peer.id, Card.of(word))
    return Card.of("Told")


@command("sample fault", "Fail with everything half done.")
def fault(ctx: Context) -> Card:
    ctx.post(Card.of("Never to be seen"))
    raise RuntimeError("a secret word")


@command("sample long", "A form of more fields than one modal takes.", title="A long form")
def long(
    ctx: Context,
    one: Annotated[str, Param(about="The first")],
    two: Annotated[str, Param(about="The second")],
    three: Annotated[str, Param(about="The third")],
    four: Annotated[int, Param(about="The fourth", min=0)],
    five: Annotated[str, Param(about="The fifth")],
    six: Annotated[int, Param(about="The sixth", min=0, max=9)],
    seven: Annotated[str, Param(about="The seventh", max=20)],
) -> Card:
    ctx.post(Card.of("A long form was sent"))
    return Card.of(f"{one} {two} {three} {four} {five} {six} {seven}")


SAMPLES = Registry(
    [
        *Registry.discover(bot.commands).all(),
        *(slow, stop, menu, say, show, hang, change, under, tell, fault, long),
    ]
)
"""The program's commands and these."""
