"""Cards: what the bot says, as inert data that every platform renders without dropping anything.

All text is plain: a renderer escapes it, so that no name can be markup or a mention.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.core import limits
from bot.core.call import Call
from bot.core.charts import Chart


class Style(StrEnum):
    """How a text stands on its card: a quote is there to be copied, quiet text is small print."""

    PLAIN = "plain"
    QUIET = "quiet"
    QUOTE = "quote"


class Weight(StrEnum):
    """How a button stands beside the others; at most one is primary."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line ends are kept."""

    text: str
    style: Style = Style.PLAIN
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class NamedValue:
    """One line of a Fields block."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Short values with their names."""

    fields: tuple[NamedValue, ...]
    kind: Literal["fields"] = "fields"

    @classmethod
    def of(cls, **fields: str) -> "Fields":
        """Make fields as they are written in code; an underscore in a name is read as a space."""
        named = tuple(NamedValue(name.replace("_", " "), value) for name, value in fields.items() if value)
        return cls(named)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn where it is shown; `alt` says all that it shows."""

    chart: Chart
    alt: str
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class File:
    """A text file to keep, such as a calendar entry; `media` is its type, and its name says what it is.

    A direct message carries it as a file; where a platform cannot attach one, it stands there as text to copy.
    """

    name: str
    media: str
    text: str
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the Choices: choosing it is pressing its call."""

    label: str
    call: Call


@dataclass(frozen=True, slots=True)
class Choices:
    """A menu from which one option is chosen."""

    label: str
    options: tuple[Option, ...]
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class Button:
    """A pre-filled call to press; it survives restarts, for all its state is in the call."""

    label: str
    call: Call
    style: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of buttons, the safest last."""

    buttons: tuple[Button, ...]
    kind: Literal["actions"] = "actions"

    @classmethod
    def of(cls, *buttons: Button) -> "Actions":
        """Make a row of buttons as it is written in code."""
        return cls(buttons)


@dataclass(frozen=True, slots=True)
class Ping:
    """Somebody who is to act: their own platform's id of them, and their name for those who only read.

    It is the one thing on a card that makes a telephone ring, so it stands only where its reader must do something.
    """

    user: str
    name: str
    kind: Literal["ping"] = "ping"


Block = Text | Fields | Picture | File | Choices | Actions | Ping
"""All there is on a card; renderers match on it and end in assert_never."""


class CardTooLarge(ValueError):
    """A card holds more, or less, than some platform can show; its builder must page, shorten or leave out."""


@dataclass(frozen=True, slots=True)
class Card:
    """A message: a headline that says it all, and blocks under it."""

    headline: str
    blocks: tuple[Annotated[Block, Field(discriminator="kind")], ...] = ()

    @classmethod
    def of(cls, headline: str, *blocks: "Block | str | None") -> "Card":
        """Make a card as it is written in code: a string is a plain Text, None and "" are left out."""
        made = (Text(block) if isinstance(block, str) else block for block in blocks if block)
        return cls(shorten(headline, limits.HEADLINE), tuple(made))

    def __post_init__(self) -> None:
        """Refuse what some platform would refuse or drop."""
        _check("headline", self.headline, limits.HEADLINE)
        _check_count("blocks", len(self.blocks), limits.CARD_BLOCKS)
        size, parts, files = len(self.headline), 2, 0
        calls: list[Call] = []
        pictures: list[Chart] = []
        for block in self.blocks:
            parts += 1
            match block:
                case Text():
                    _check("text", block.text, limits.CARD_TEXT)
                    size += len(block.text)
                case Fields():
                    _check_count("fields", len(block.fields), limits.FIELDS, least=1)
                    for field in block.fields:
                        _check("field's name", field.name, limits.FIELD_LABEL)
                        _check("field's value", field.value, limits.FIELD_VALUE)
                        size += len(field.name) + len(field.value) + 6
                case Picture():
                    _check("picture's text", block.alt, limits.PICTURE_TEXT)
                    size += len(block.alt)
                    pictures.append(block.chart)
                case File():
                    _check("file's name", block.name, limits.NAME)
                    _check("file's text", block.text, limits.CARD_TEXT)
                    size += len(block.name) + len(block.text)
                    files += 1
                case Ping():
                    _check("person's id", block.user, limits.NAME)
                    _check("person's name", block.name, limits.PERSON_NAME)
                    size += len(block.user) + len(block.name)
                case Choices():
                    _check("menu's label", block.label, limits.MENU_LABEL)
                    _check_count("options", len(block.options), limits.CHOICES, least=1)
                    parts += 1
                    for option in block.options:
                        _check("option", option.label, limits.OPTION_LABEL)
                        calls.append(option.call)
                case Actions():
                    _check_count("buttons", len(block.buttons), limits.BUTTONS, least=1)
                    parts += len(block.buttons)
                    for button in block.buttons:
                        _check("button", button.label, limits.BUTTON_LABEL)
                        calls.append(button.call)
        _check_count("parts", parts, limits.CARD_PARTS)
        _check_count("pictures", len(pictures), limits.PICTURES)
        _check_count("files", files, limits.FILES)
        if size > limits.CARD_TEXT:
            raise CardTooLarge(f"a card of {size} characters, of at most {limits.CARD_TEXT}")
        encoded = {call.encode() for call in calls}
        if len(encoded) != len(calls):
            raise CardTooLarge("two buttons of a card make the same call, which Discord refuses")


def shorten(text: str, to: int) -> str:
    """Cut a text that is too long, with an ellipsis in its last place."""
    return text if len(text) <= to else text[: to - 1].rstrip() + "…"


def _check(what: str, text: str, most: int) -> None:
    if not 0 < len(text) <= most:
        raise CardTooLarge(f"a {what} of {len(text)} characters, of 1 to {most}")


def _check_count(what: str, many: int, most: int, least: int = 0) -> None:
    if not least <= many <= most:
        raise CardTooLarge(f"{many} {what}, of {least} to {most}")


CARD_JSON: TypeAdapter[Card] = TypeAdapter(Card)
"""Writes and reads cards as JSON: in the outbox, and on the simulator's interface."""
