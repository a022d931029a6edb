"""Forms: what the bot asks for when a call's required arguments are missing."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.core.call import Call


@dataclass(frozen=True, slots=True)
class TextField:
    """Free text of at most `max` characters; with `suggest` the store knows what may be meant."""

    name: str
    label: str
    hint: str
    required: bool
    value: str
    max: int
    multiline: bool = False
    suggest: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class NumberField:
    """A whole number within bounds."""

    name: str
    label: str
    hint: str
    required: bool
    value: str
    min: int | None = None
    max: int | None = None
    kind: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One of a ChoiceField's options."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few options."""

    name: str
    label: str
    hint: str
    required: bool
    value: str
    options: tuple[FieldOption, ...]
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class PersonField:
    """One of the people of the room; the value is a mention as the platform writes it."""

    name: str
    label: str
    hint: str
    required: bool
    value: str
    kind: Literal["person"] = "person"


FormField = TextField | NumberField | ChoiceField | PersonField
"""All there is on a form; renderers match on it and end in assert_never."""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields whose values, with the call's own arguments, make the call complete."""

    title: str
    call: Call
    fields: tuple[Annotated[FormField, Field(discriminator="kind")], ...]
    submit: str = "Save"


FORM_JSON: TypeAdapter[Form] = TypeAdapter(Form)
"""Writes forms as JSON for the simulator's interface."""
