"""What the buttons of the coach's card do with the words that it keeps; only their author may press them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot import coaching
from bot.core.bind import bind
from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.find import find_all
from bot.core.form import Form
from bot.core.param import Param
from bot.domain.errors import Refusal
from bot.domain.group import Strictness

Draft = Annotated[str, Param(about="Which words of yours", label="Draft", max=20)]


@command("coach use", "Send what the coach wrote.", typed=False, title="Use the coach's words")
def use(ctx: Context, draft: Draft) -> Card | Form:
    """Do what was meant with the coach's words in the place of the author's."""
    found = coaching.take(ctx, draft)
    return _go_on(ctx, found.path, found.rewritten)


@command("coach edit", "Open what you wrote again.", typed=False, title="Edit your words")
def edit(ctx: Context, draft: Draft) -> Card | Form:
    """Open the form as it was filled in; it is read again when it is sent."""
    found = coaching.find(ctx, draft)
    return ctx.form(found.path, **found.args)


@command("coach post", "Send your own words.", typed=False, title="Send your own words")
def post(ctx: Context, draft: Draft) -> Card | Form:
    """Do what was meant with the author's own words, unless the group wants every ask to be one to learn."""
    found = coaching.take(ctx, draft)
    if ctx.group.settings.coach is Strictness.REQUIRE:
        raise Refusal(
            "In this group an ask waits until it asks to learn. Press “Use this”, or “Edit” to say it your own way."
        )
    return _go_on(replace(ctx, as_written=True), found.path, found.args)


def _go_on(ctx: Context, path: str, args: Mapping[str, Value]) -> Card | Form:
    """Do what a command does with these arguments, in the same transaction."""
    meant = ctx.registry.find(tuple(path.split()))
    values, _ = bind(meant, Call(meant.path, args), whole=True)
    return meant.handler(ctx, **find_all(meant, values, ctx))
