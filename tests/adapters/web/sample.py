"""A few commands that show everything an adapter has to show."""

from typing import Annotated, Literal

from bot.core.call import Call
from bot.core.card import (
    Actions,
    Button,
    Card,
    Choices,
    Fields,
    Option,
    Picture,
    Ping,
    Style,
    Text,
    Weight,
)
from bot.core.charts import Bar, BarChart
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.param import Param, Suggestion
from bot.core.registry import Registry
from bot.domain.member import Member


def rows(visit: Visit, typed: str) -> list[Suggestion]:
    return [Suggestion(word, word) for word in ("Globex", "Globant", "Acme Corp") if word.startswith(typed)]


def chart(title: str) -> BarChart:
    return BarChart(title, "points", (Bar("Ana", 5), Bar("Ben", 3, highlight=True)))


@command("say", "Say something to the group.")
def say(ctx: Context, what: Annotated[str, Param(about="The words", max=200, prose=True)]) -> Card:
    ctx.post(Card.of(f"{ctx.member.name}: {what}"))
    return Card.of("You said it", Text(what, Style.QUOTE))


@command("whisper", "Say something to one peer.")
def whisper(
    ctx: Context,
    peer: Annotated[Member, Param(about="Who is to hear it")],
    what: Annotated[str, Param(about="The words", prose=True)],
) -> Card:
    ctx.tell(peer.id, Card.of(f"{ctx.member.name} whispers: {what}"))
    return Card.of(f"{peer.name} will hear it")


@command("vote start", "Let the group vote.")
def start(ctx: Context) -> Card:
    buttons = Actions.of(Button("Count", Call.to("vote count", by=ctx.member.id), Weight.PRIMARY))
    ctx.post(Card.of("A vote is open", Text("Press once"), buttons), subject="vote")
    return Card.of("The vote is open")


@command("vote count", "End the vote.", typed=False)
def count(ctx: Context, by: Annotated[int, Param(about="Who began")]) -> Card:
    ctx.revise("vote", Card.of("The vote is over", Text(f"{ctx.member.name} ended it", Style.QUIET)))
    return Card.of("Counted")


@command("comment", "Say something about the vote.")
def comment(ctx: Context, what: Annotated[str, Param(about="The words", prose=True)]) -> Card:
    ctx.post(Card.of(f"{ctx.member.name}: {what}"), subject="comment", under="vote")
    return Card.of("You said it")


@command("comment picture", "Hang a picture up under the vote.", typed=False)
def comment_picture(ctx: Context) -> Card:
    ctx.post(Card.of("A picture", Picture(chart("Votes"), alt="Ana 5, Ben 3")), under="vote")
    return Card.of("It hangs")


@command("comment over", "Close the discussion.", typed=False)
def comment_over(ctx: Context) -> Card:
    ctx.revise("comment", Card.of("The discussion is over"))
    return Card.of("It is over")


@command("ring", "Let the group call you.")
def ring(ctx: Context) -> Card:
    ctx.post(Card.of("The telephone rings", Ping(ctx.caller.identity.user, ctx.member.name)))
    return Card.of("It rings")


@command("picture", "Show a picture to yourself.", reads=True)
def picture(ctx: Context, title: Annotated[str, Param(about="Its title")]) -> Card:
    return Card.of("Here it is", Picture(chart(title), alt="Ana 5, Ben 3"))


@command("hang", "Hang a picture up for the group.")
def hang(ctx: Context, title: Annotated[str, Param(about="Its title")]) -> Card:
    ctx.post(Card.of("A picture", Picture(chart(title), alt="Ana 5, Ben 3")))
    return Card.of("It hangs")


@command("fill", "Everything a form can ask for.", title="Fill it in", submit="Send it")
def fill(
    ctx: Context,
    company: Annotated[str, Param(about="A company", max=50, suggest=rows)],
    fit: Annotated[int, Param(about="How well it fits", min=1, max=5)],
    size: Annotated[Literal["small", "large"], Param(about="How large it is")],
    peer: Annotated[Member, Param(about="Who knows somebody there")],
    note: Annotated[str, Param(about="Anything else", max=500, prose=True)] = "",
) -> Card:
    return Card.of(f"{company} fits {fit} of 5", Fields.of(Size=size, Peer=peer.name, Note=note))


@command("choose", "Choose one of several.")
def choose(ctx: Visit) -> Card:
    options = tuple(Option(f"Page {page}", Call.to("choose again", page=page)) for page in (1, 2))
    return Card.of("Which one?", Choices("Page", options))


@command("choose again", "Choose one more time.", typed=False)
def again(ctx: Visit, page: Annotated[int, Param(about="The page")]) -> Card | Form:
    return Card.of(f"Page {page}")


@command("crash", "Fail.")
def crash(ctx: Context) -> Card:
    ctx.post(Card.of("never to be seen"))
    raise RuntimeError("a secret word")


COMMANDS = (
    say, whisper, start, count, comment, comment_picture, comment_over, ring, picture, hang, fill, choose, again, crash,
)  # fmt: skip


def registry() -> Registry:
    return Registry(COMMANDS)
