"""Names in a sentence, however many there are."""

from collections.abc import Sequence

from bot.domain.say import listed


def some(names: Sequence[str], most: int = 5) -> str:
    """Join the first names, and say how many more there are."""
    return listed([*names[:most], f"{len(names) - most:,} more"] if len(names) > most else names)
