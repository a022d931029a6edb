"""Calls that say which group they are for, so that a direct message never has to ask."""

from dataclasses import replace
from typing import TypeVar

from bot.core.call import BadCall, Call
from bot.core.card import Actions, Block, Card, Choices
from bot.core.form import Form
from bot.domain.ids import GroupId

S = TypeVar("S", bound=Card | Form)

GROUP = "group"
"""The argument of a call that names its group; no command's own."""


def within(shown: S, group: GroupId) -> S:
    """Let every call on a card, or a form's own, say which group it is for."""
    if isinstance(shown, Form):
        return replace(shown, call=_call(shown.call, group))
    return replace(shown, blocks=tuple(_block(block, group) for block in shown.blocks))


def _block(block: Block, group: GroupId) -> Block:
    match block:
        case Actions(buttons):
            return Actions(tuple(replace(each, call=_call(each.call, group)) for each in buttons))
        case Choices(label, options):
            return Choices(label, tuple(replace(each, call=_call(each.call, group)) for each in options))
        case _:
            return block


def _call(call: Call, group: GroupId) -> Call:
    """Add the group where it fits, unless the call says one; one too long for it asks, should that be needed."""
    if GROUP in call.args:
        return call
    fuller = call.having(**{GROUP: group})
    try:
        fuller.encode()
    except BadCall:
        return call
    return fuller
