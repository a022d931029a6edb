"""Several cards that come to somebody together, made one where they fit."""

from collections.abc import Sequence

from bot.core.card import Block, Card, CardTooLarge, Style, Text
from bot.domain.say import count


def bundled(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Put cards under one headline, each under its own; as few as can hold them, in their order."""
    made: list[list[Card]] = []
    for card in cards:
        if made and _fits([*made[-1], card]):
            made[-1].append(card)
        else:
            made.append([card])
    return tuple(_one(each) for each in made)


def _fits(cards: Sequence[Card]) -> bool:
    try:
        _one(cards)
    except CardTooLarge:
        return False
    return True


def _one(cards: Sequence[Card]) -> Card:
    if len(cards) == 1:
        return cards[0]
    blocks = [block for card in cards for block in (Text(card.headline), *card.blocks)]
    said = [
        each for at, each in enumerate(blocks) if not (_is_small_print(each) and each in blocks[at + 1 :])
    ]
    return Card(f"{count(len(cards), 'thing')} for you", tuple(said))


def _is_small_print(block: Block) -> bool:
    """Tell what is read once, at its last place, though several cards have it: how their kind is muted."""
    return isinstance(block, Text) and block.style is Style.QUIET
