"""What is attached to a message: its pictures, drawn, and its file."""

from adapters.discord.render import files
from bot.core.card import Card
from bot.pictures import Pictures


async def drawn(card: Card, pictures: Pictures) -> list[tuple[str, bytes]]:
    """Give the names and contents of a card's files, in the order in which its rendering names them."""
    return [
        (name, source if isinstance(source, bytes) else await pictures.png(source))
        for name, source, _ in files(card)
    ]
