"""The private messages that stand between two modals, each with buttons that open the next; pure."""

from collections.abc import Mapping

from adapters.discord import limits, text
from adapters.discord.forms import part_id, parts
from adapters.discord.render import Json, button, display, faults, message, row
from bot.core.card import Weight
from bot.core.errors import Problem
from bot.core.form import Form


def go_on(form: Form, part: int, key: str) -> Json:
    """Say that what was typed is kept, with a button to the part that comes next."""
    many = len(parts(form))
    said = text.plain(f"What you wrote is kept. “{form.submit}” comes after part {many}.")
    return _between(form.title, said, {f"Go on ({part} of {many})": part}, key)


def opener(form: Form, key: str) -> Json:
    """Offer a form by a button, for where a modal may not be the answer: after another one, or after waiting."""
    return _between(form.title, "The form opens at a press.", {"Open the form": 1}, key)


def open_again(form: Form, problem: Problem, key: str) -> Json:
    """Name every fault, with a button to each part that has one; all that was typed is there again."""
    several = [{each.name for each in fields} for fields in parts(form)]
    wrong = [number for number, names in enumerate(several, 1) if names & problem.fields.keys()]
    again = "Open part {} again" if len(several) > 1 else "Open it again"
    buttons = {again.format(number): number for number in wrong or [1]}
    return _between("Please look at this once more", faults(problem), buttons, key)


def _between(headline: str, said: str, buttons: Mapping[str, int], key: str) -> Json:
    """Make the private message between two modals, with buttons that open parts of a draft."""
    made = [
        button(label, part_id(key, part), Weight.PLAIN if number else Weight.PRIMARY)
        for number, (label, part) in enumerate(buttons.items())
    ]
    return message([display(text.headline(headline)), display(said), row(*made[: limits.BUTTONS])])
