"""The program's commands, and a few that show what Slack must be able to show."""

from typing import Annotated

import bot.commands
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Picture, Text, Weight
from bot.core.charts import Bar, BarChart
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.param import Param, Suggestion
from bot.core.registry import Registry
from bot.domain.errors import Refusal
from bot.domain.member import Member

Word = Annotated[str, Param(about="A word", max=100)]


def chart(title: str) -> BarChart:
    return BarChart(title, "points", (Bar("Ana", 5), Bar("Ben", 3)))


@command("try picture", "Show a picture to yourself.", reads=True)
def picture(ctx: Context, title: Word = "Who helped") -> Card:
    return Card.of("A picture between words", "Before", Picture(chart(title), "Ana 5, Ben 3"), "After")


@command("try hang", "Hang a picture up for the group.")
def hang(ctx: Context, title: Word = "Who helped") -> Card:
    ctx.post(Card.of("A picture", Picture(chart(title), "Ana 5, Ben 3")), "hanging")
    return Card.of("It hangs")


@command("try post", "Post a card with everything that can be pressed.")
def post(ctx: Context) -> Card:
    ctx.post(everything(), "everything")
    return Card.of("Posted")


@command("try show", "Show yourself everything that can be pressed.", reads=True)
def show(ctx: Context) -> Card:
    return everything()


@command("try tell", "Tell somebody everything that can be pressed.")
def tell(ctx: Context, peer: Annotated[Member, Param(about="Whom")]) -> Card:
    ctx.tell(peer.id, everything(), f"told {peer.id}")
    return Card.of("Told")


@command("try change", "Change what was posted.")
def change(ctx: Context, word: Word) -> Card:
    ctx.revise("everything", Card.of(word))
    return Card.of("Changed")


@command("try reply", "Say something in the thread of what was posted.")
def reply(ctx: Context, word: Word) -> Card:
    ctx.post(Card.of(word), under="everything")
    return Card.of("Said")


@command("try pressed", "Say what was pressed.", typed=False)
def pressed(ctx: Context, what: Word) -> Card:
    return Card.of(f"You pressed {what}", Actions.of(Button("Again", Call.to("try pressed", what="again"))))


@command("try refuse", "Refuse.", typed=False)
def refuse(ctx: Context) -> Card:
    raise Refusal("Not today.")


@command("try ask", "Open a form.", typed=False)
def ask(ctx: Context) -> Form:
    return ctx.form("try fill", word="Globex")


def words(visit: Visit, typed: str) -> list[Suggestion]:
    return [Suggestion(word, word) for word in ("Globex", "Globant", "Acme") if word.startswith(typed)]


@command("try fill", "Everything that is asked for.", title="Fill it in", submit="Send it")
def fill(
    ctx: Context,
    word: Annotated[str, Param(about="A company", max=100, suggest=words)],
    note: Annotated[str, Param(about="At least three letters", min=3, max=500, lines=True)],
    fit: Annotated[int, Param(about="From 1 to 5", min=1, max=5)] = 3,
) -> Card | Form:
    if word == "again":
        return ctx.form("try fill", word="Acme")
    if word == "press":
        return everything()
    picture = Picture(chart(note), "Ana 5, Ben 3") if word == "picture" else None
    return Card.of(f"{word} fits {fit} of 5", Text(note), picture)


def everything() -> Card:
    return Card.of(
        "Everything that can be pressed",
        Choices("Which one?", tuple(Option(f"Option {n}", Call.to("try pressed", what=n)) for n in (1, 2))),
        Actions.of(
            Button("Yes", Call.to("try pressed", what="yes"), Weight.PRIMARY),
            Button("Ask me", Call.to("try ask")),
            Button("Refuse", Call.to("try refuse")),
            Button("Picture", Call.to("try picture", title="Pressed")),
        ),
    )


COMMANDS = Registry(
    [
        *Registry.discover(bot.commands).all(),
        *(picture, hang, post, show, tell, change, reply, pressed, refuse, ask, fill),
    ]
)
"""All of them."""
