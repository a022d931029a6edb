"""One card of several that come to somebody together."""

from collections.abc import Sequence

from bot.core.card import Card, Text
from bot.domain.say import count


def bundled(cards: Sequence[Card]) -> Card:
    """Put several cards under one headline, each under its own; raises CardTooLarge where they do not fit."""
    return Card(
        f"{count(len(cards), 'thing')} for you",
        tuple(block for card in cards for block in (Text(card.headline), *card.blocks)),
    )
