"""Autocomplete: what may be meant by an option that is being typed."""

from collections.abc import Sequence
from typing import Any

from adapters.discord import receive
from adapters.discord.receive import Incoming
from bot.core.card import shorten
from bot.core.complete import Completion
from bot.core.dispatcher import Dispatcher
from bot.core.param import Kind, Parameter
from bot.core.registry import Registry
from bot.domain.errors import Refusal

Json = dict[str, Any]

CHOICE = 100  # characters of a choice's name, and of its value


async def suggestions(registry: Registry, dispatcher: Dispatcher, incoming: Incoming) -> list[Json]:
    """Give the choices for the option that is being typed; none for one that is not ours any more."""
    typed = receive.typed(incoming.data)
    try:
        command = registry.find(typed.call.path)
    except Refusal:
        return []
    each = next((one for one in command.parameters if one.name == typed.focused), None)
    if each is None:
        return []
    line = f"{command.slash} {each.name}:"
    found = await dispatcher.suggest(incoming.caller, line + str(typed.call.args[each.name]).strip())
    return _choices(each, line, found)


def _choices(each: Parameter, line: str, found: Sequence[Completion]) -> list[Json]:
    """Write the choices. Discord puts a choice in the place of all that was typed, so that of a list is the list."""
    lists = each.kind is Kind.TEXTS
    choices = [
        (one.text.removeprefix(line).strip(), "") if lists else (one.value, one.label) for one in found
    ]
    return [
        {"name": shorten(label or value, CHOICE), "value": value}
        for value, label in choices
        if 0 < len(value) <= CHOICE
    ]
