"""Forms that people fill in on the local Discord: one modal, or several with a button between them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from adapters.discord.forms import read_part
from tests.contract.stage import NAMES, Opened, Refused
from tests.discord import rule_components as kinds
from tests.discord.errors import Json
from tests.discord.interactions import Interaction
from tests.discord.people import People
from tests.discord.reading import Field, Modal, Named, read_modal
from tests.discord.world import Message

Wait = Callable[[Interaction], Awaitable[Interaction]]
"""Waits until an interaction is answered."""


@dataclass
class Filling:
    """A form that is open to somebody: its modals by their numbers, and what stands in its fields.

    Fields are known by their custom ids; `typed` is what they hold as it is sent.
    """

    title: str
    submit: str
    opened: dict[int, Interaction]
    fields: dict[int, tuple[Field, ...]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    def take(self, number: int, modal: Modal) -> None:
        """Take what stands in a modal."""
        self.fields[number] = modal.fields
        for each in modal.fields:
            self.typed[each.id] = each.blank.value

    @property
    def shown(self) -> Opened:
        """All of it as it is read."""
        blanks = [each for _, fields in sorted(self.fields.items()) for each in fields]
        return Opened(
            self.title,
            self.submit,
            tuple(
                type(each.blank)(
                    each.blank.label,
                    each.blank.hint,
                    each.blank.required,
                    self.typed[each.id],
                    each.blank.options,
                )
                for each in blanks
            ),
        )

    def write(self, values: Mapping[str, str]) -> None:
        """Write into fields, by label."""
        by_label = {each.blank.label: each.id for fields in self.fields.values() for each in fields}
        for label, value in values.items():
            self.typed[by_label[label]] = value


class Forms:
    """Opens and submits the forms of one person after another."""

    def __init__(
        self, people: People, wait: Wait, named: Named, ids: Mapping[str, str], submit: Callable[[Json], str]
    ) -> None:
        """Take what it works with: `ids` are by what the stories call people, `submit` words a modal's button."""
        self._people, self._wait, self._named, self._ids, self._submit = people, wait, named, ids, submit

    async def open(
        self, opened: Interaction, again: Callable[[], Awaitable[Interaction]] | None = None
    ) -> Filling:
        """Take a form that was opened; one of several modals is looked through first, then opened `again`."""
        assert opened.modal
        modal = self._read(opened)
        filling = Filling(modal.title, self._submit(opened.modal), {modal.number: opened})
        filling.take(modal.number, modal)
        if modal.of > 1 and again:
            for number in range(2, modal.of + 1):
                opened = await self._next(await self._sent(opened, {}))
                filling.take(number, self._read(opened))
            filling.opened = {1: await again()}
        return filling

    async def fill(self, filling: Filling, values: Mapping[str, str]) -> Interaction:
        """Write into a form and send it, all its modals; gives what was answered to the last."""
        before = dict(filling.typed)
        filling.write(values)
        changed = {
            number
            for number, fields in filling.fields.items()
            if any(filling.typed[each.id] != before[each.id] for each in fields)
        }
        numbers = sorted(changed & filling.opened.keys()) or sorted(filling.opened)
        answered = await self._send(filling, filling.opened[numbers[0]])
        while opens_more(answered):
            answered = await self._send(filling, await self._next(answered))
        return answered

    async def reopen(self, filling: Filling, refused: Interaction) -> None:
        """Open again what a refusal offers, and read what stands there."""
        message = refused.said[-1]
        for custom_id in part_buttons(message):
            opened = await self._wait(self._people.press(refused.user, message, custom_id))
            modal = self._read(opened)
            filling.opened[modal.number] = opened
            filling.take(modal.number, modal)

    async def _next(self, answered: Interaction) -> Interaction:
        message = answered.said[-1]
        return await self._wait(self._people.press(answered.user, message, part_buttons(message)[0]))

    async def _send(self, filling: Filling, opened: Interaction) -> Interaction:
        modal = self._read(opened)
        return await self._sent(
            opened, {each.id: self._entered(each, filling.typed[each.id]) for each in modal.fields}
        )

    async def _sent(self, opened: Interaction, values: Mapping[str, object]) -> Interaction:
        return await self._wait(self._people.submit(opened, values))

    def _entered(self, each: Field, value: str) -> object:
        """Give what a person's client sends for what they enter: an option by its label, a person as such."""
        match each.component["type"]:
            case kinds.CHOICE:
                by_label = {one["label"]: one["value"] for one in each.component["options"]}
                return [by_label.get(value, value)] if value else []
            case kinds.PERSON:
                return [self._ids.get(value, value)] if value else []
            case _:
                return NAMES.get(value, value)

    def _read(self, opened: Interaction) -> Modal:
        assert opened.modal
        return read_modal(opened.modal, self._named)


def part_buttons(message: Message) -> list[str]:
    """Give the custom ids of the buttons that open a part of a form."""
    return [
        each["custom_id"]
        for _, each in kinds.walk(message.components)
        if each["type"] == kinds.BUTTON and read_part(each["custom_id"])
    ]


AGAIN = "### Please look at this once more"


def says_what_is_wrong(message: Message) -> bool:
    """Tell whether a message names what is wrong in a form, and offers to open it again."""
    return bool(part_buttons(message)) and AGAIN in kinds.texts(message.components)


def opens_more(answered: Interaction) -> bool:
    """Tell whether an answer is only a button behind which the form goes on."""
    if answered.modal or not answered.said:
        return False
    message = answered.said[-1]
    return bool(part_buttons(message)) and not says_what_is_wrong(message)


def refused(filling: Filling, said: str) -> Refused:
    """Read what is wrong: each line stands at the field with whose label it begins."""
    labels = sorted(
        (each.blank.label for fields in filling.fields.values() for each in fields), key=len, reverse=True
    )
    at: dict[str, str] = {}
    for line in said.split("\n"):
        if label := next((each for each in labels if line.startswith(each.rstrip("?"))), None):
            at[label] = line
    order = list(filling.shown.values())
    return Refused(said, {label: at[label] for label in order if label in at})
