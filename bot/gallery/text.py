"""What a text of the gallery is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text that somebody may write: at most so long, and so many words.

    A `prose` may have several lines; one with `blank` may be left out; `ours` is written by the program.
    """

    most: int
    examples: tuple[str, ...]
    words: int = 1000
    prose: bool = False
    blank: bool = False
    ours: bool = False
