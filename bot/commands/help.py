"""/help: what can be typed."""

from typing import Annotated

from bot.cards import help as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Visit
from bot.core.errors import UnknownCommand
from bot.core.param import Param
from bot.suggestions import commands


@command("help", "Show what you can type, or explain one command.", title="Help", reads=True)
def help_(
    visit: Visit,
    command: Annotated[
        str, Param(about="A command, such as target add", label="Command", max=60, suggest=commands)
    ] = "",
) -> Card:
    """Explain one command, those of one beginning, or all."""
    if not command:
        return cards.overview(visit.registry)
    found, rest = visit.registry.split(command)
    if rest:
        raise UnknownCommand(f"There is no command {command[:40]}. Did you mean {found.slash}?")
    return cards.of_command(found)
