"""Cards of the coach, which their author alone sees."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Weight, shorten

WORDS = 90
"""How many characters of what was found stand in the headline."""


def suggested(code: str, words: str, why: str, rewrite: str) -> Card:
    """Show what may read as asking for a job, why that matters, and another way; the author chooses."""
    return Card.of(_headline(words), why, _instead(rewrite), Actions.of(*_buttons(code), _post(code)))


def required(code: str, words: str, why: str, rewrite: str) -> Card:
    """Show the same in a group where asks are to learn; nothing typed is lost."""
    return Card.of(_headline(words), why, _instead(rewrite), Actions.of(*_buttons(code)))


def _headline(words: str) -> str:
    return f"This may read as asking for a job: “{shorten(words, WORDS)}”"


def _instead(rewrite: str) -> str:
    return f"You could write: “{rewrite}”" if rewrite else "You could leave it out; an ask needs no offer."


def _buttons(code: str) -> tuple[Button, Button]:
    use = Button("Use this", Call.to("coach use", draft=code), Weight.PRIMARY)
    return use, Button("Edit", Call.to("coach edit", draft=code))


def _post(code: str) -> Button:
    return Button("Post mine", Call.to("coach post", draft=code))
