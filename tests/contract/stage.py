"""The stage: what a story needs of a platform, as the people there would put it.

Every adapter puts up one. Stories and contract tests are played on all of them, word for word the same.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal, Protocol

from bot.core.registry import Registry

Where = Literal["room", "lobby", "dm"]
"""The group's room, a second room, and somebody's direct messages."""

NAMES = {
    "ana": "Ana Souza",
    "ben": "Ben Tan",
    "cleo": "Cleo Papadaki",
    "dev": "Dev Raman",
    "edda": "Edda Jónsdóttir",
    "femi": "Femi Adeyemi",
}
"""Who there is: everybody's names on the platform, by what the stories call them."""


# What a message or a private answer shows, in the order in which it is read


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a quote is there to be copied, quiet words are small print."""

    text: str
    style: Literal["plain", "quiet", "quote"] = "plain"


@dataclass(frozen=True, slots=True)
class Values:
    """Short values with their names."""

    of: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `says` is its text for those who do not see it, `source` the platform's own name of it."""

    says: str
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to keep; `source` is the platform's own name of it."""

    name: str
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Control:
    """A button, or an option of a menu; `id` is what the platform sends back when it is pressed."""

    label: str
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    of: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A list from which one option is chosen."""

    label: str
    options: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is called, by the name that the platform shows: their telephone rings."""

    name: str


Part = Words | Values | Image | Attached | Buttons | Menu | Mention


@dataclass(frozen=True, slots=True)
class Shown:
    """A message or a private answer, as one person sees it at one moment.

    A message keeps its `id` when it is changed in place. Keeping an old Shown is keeping an old window open:
    its buttons can be pressed later.
    """

    where: Where
    headline: str
    parts: tuple[Part, ...] = ()
    id: str = ""
    edited: bool = False

    @property
    def text(self) -> str:
        """All that is to be read on it."""
        lines = [self.headline]
        for part in self.parts:
            match part:
                case Words():
                    lines.append(part.text)
                case Values():
                    lines += [f"{name}: {value}" for name, value in part.of]
                case Image():
                    lines.append(part.says)
                case Attached():
                    lines.append(part.name)
                case Menu():
                    lines.append(part.label)
                case Mention():
                    lines.append(f"@{part.name}")
                case Buttons():
                    pass
        return "\n".join(lines)

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of its buttons."""
        return tuple(control.label for part in self.parts if isinstance(part, Buttons) for control in part.of)

    @property
    def to_copy(self) -> str:
        """The one text on it that is there to be copied."""
        (quote,) = (part.text for part in self.parts if isinstance(part, Words) and part.style == "quote")
        return quote

    @property
    def image(self) -> Image:
        """The one picture on it."""
        (image,) = (part for part in self.parts if isinstance(part, Image))
        return image


# What else somebody may get for an answer


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a form; `options` are what can be chosen, and `value` what stands in it."""

    label: str
    hint: str
    required: bool
    value: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that is open now."""

    title: str
    submit: str
    blanks: tuple[Blank, ...]

    def values(self) -> dict[str, str]:
        """What stands in the form, by label."""
        return {blank.label: blank.value for blank in self.blanks}


@dataclass(frozen=True, slots=True)
class Refused:
    """A kind no; `at` says what stands at which field of a form, by label."""

    message: str
    at: Mapping[str, str] = field(default_factory=dict)


Answer = Shown | Opened | Refused


class Stage(Protocol):
    """One platform with everybody of NAMES on it, two rooms, and the bot."""

    name: str

    async def type(self, who: str, text: str, where: Where = "room") -> Answer:
        """Type a line such as "/target list"."""

    async def press(self, who: str, label: str, where: Where = "room", *, on: Shown | None = None) -> Answer:
        """Press a button: on what is shown, or on the newest message there that has it."""

    async def choose(
        self, who: str, menu: str, option: str, where: Where = "room", *, on: Shown | None = None
    ) -> Answer:
        """Choose an option of a menu, likewise."""

    async def forge(self, who: str, call: str, where: Where = "room") -> Answer:
        """Press a button that nobody was shown, by whatever text."""

    async def fill(self, who: str, values: Mapping[str, str]) -> Answer:
        """Fill fields of the form that is open to somebody, by label, and submit it.

        An option is given by its label, a person by what the stories call them. Whatever is not given stays
        as it stands in the form. After a Refused the form is still open.
        """

    def form(self, who: str) -> Opened:
        """Give the form that is open to somebody, with all that stands in it."""

    async def seen(self, who: str, where: Where) -> list[Shown]:
        """Give the messages that somebody sees there now, oldest first, without what stands in threads."""

    async def replies(self, who: str, to: Shown) -> list[Shown]:
        """Give what somebody sees in the thread of a message now, oldest first."""

    async def png(self, image: Image) -> bytes:
        """Give the picture itself."""

    async def contents(self, file: Attached) -> bytes:
        """Give what stands in a file."""

    async def settle(self) -> None:
        """Wait until everything that was told has arrived."""

    async def advance(self, by: timedelta) -> None:
        """Put the bot's clock forward."""

    async def restart(self) -> None:
        """Let the bot's process end, and start it again."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a stage is put up on: a migrated database, a folder of its own, and the commands there are."""

    database_url: str
    folder: Path
    registry: Registry


PutUp = Callable[[Setting], AbstractAsyncContextManager[Stage]]
