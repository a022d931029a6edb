"""Every card and every form of the program in every way in which Slack shows it, and all sorts of hand-made ones."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from adapters.slack import forms, render
from bot.core import limits
from bot.core.call import Call
from bot.core.card import (
    Actions,
    Button,
    Card,
    Choices,
    Fields,
    File,
    NamedValue,
    Option,
    Picture,
    Ping,
    Style,
    Text,
    Weight,
)
from bot.core.charts import Bar, BarChart, digest
from bot.core.form import ChoiceField, FieldOption, Form, NumberField, PersonField, TextField
from tests.fixtures.gallery import gallery

Json = dict[str, Any]

CHART = BarChart("Who helped", "points", (Bar("Ana", 5), Bar("Ben", 3)))
FILE = "F0123ABCD"
HOSTILE = "<!channel> <@U0123|Ana> <https://evil.example|here> & &amp; *bold* _it_ `code` :smile: @here <!date^1^{d}|x>"


class Shown(NamedTuple):
    """One payload: what it shows, of which kind it is, and as what it is sent."""

    name: str
    kind: str
    of: Card | Form
    payload: Json


def press(number: int) -> Call:
    """Give one of many calls, as long as calls may be."""
    call = Call.to("sample pressed", number=number)
    return call.having(note="<" * (limits.CALL - len(call.having(note="").encode())))


HAND_MADE: dict[str, Card | Form] = {
    "a headline alone": Card("H"),
    "every style": Card.of(HOSTILE, *(Text(HOSTILE, style) for style in Style)),
    "nothing but escapes": Card.of(
        "<" * limits.HEADLINE,
        Text("&" * 3000, Style.QUIET),
        Fields((NamedValue("<" * limits.FIELD_LABEL, ">" * 100),)),
        Choices("<" * limits.MENU_LABEL, (Option("&" * limits.OPTION_LABEL, press(1)),)),
        Actions((Button(">" * limits.BUTTON_LABEL, press(2)),)),
    ),
    "a long paragraph": Card.of("H", "W" * (limits.CARD_TEXT - 1)),
    "long small print": Card.of("H", Text("W" * (limits.CARD_TEXT - 1), Style.QUIET)),
    "a long quote": Card.of("H", Text("W\n" * (limits.CARD_TEXT // 2 - 1), Style.QUOTE)),
    "as many blocks as fit": Card.of("H", *(f"Line {n}" for n in range(limits.CARD_BLOCKS))),
    "a file": Card.of("H", File("a.ics", "text/calendar", HOSTILE)),
    "pictures": Card.of("H", Picture(CHART, HOSTILE), Picture(CHART, "W" * limits.PICTURE_TEXT)),
    "people": Card.of("H", Ping("U0123ABCD", "Ana"), Ping("123456789012345678", HOSTILE[:75])),
    "as many of everything as fit": Card.of(
        "W" * limits.HEADLINE,
        Fields(tuple(NamedValue(f"Name {n}", f"Value {n}") for n in range(limits.FIELDS))),
        *(
            Choices(
                f"Menu {menu}",
                tuple(
                    Option(f"{n} ".ljust(limits.OPTION_LABEL, "W"), press(menu * 100 + n)) for n in range(25)
                ),
            )
            for menu in (1, 2)
        ),
        *(
            Actions(
                tuple(
                    Button(f"{n} ".ljust(limits.BUTTON_LABEL, "W"), press(row * 10 + n), style)
                    for n, style in enumerate((*Weight, Weight.PLAIN, Weight.PLAIN))
                )
            )
            for row in (50, 60)
        ),
        "W" * 3000,
    ),
    "a form of everything": Form(
        HOSTILE[: limits.FORM_TITLE],
        press(7),
        (
            TextField("plain", HOSTILE[:45], HOSTILE[:100], True, HOSTILE, 300),
            TextField("long", "L", "", False, "W\n" * 1500, limits.TEXT_INPUT, multiline=True),
            TextField("suggested", "L", "H", True, "<" * 40, 100, suggest=True),
            TextField("list", "L", "H", False, "", limits.TEXT_INPUT, suggest=True),
            NumberField("number", "L", "H", True, "3", 1, 5),
            NumberField("unbound", "L", "H", False, "many"),
            ChoiceField("few", "L", "H", True, "b", (FieldOption("A & B", "a"), FieldOption(HOSTILE[:75], "b"))),
            ChoiceField("many", "L", "H", False, "", tuple(FieldOption(f"Option {n}", str(n)) for n in range(25))),
            PersonField("known", "L", "H", True, "<@U0123ABCD|ana>"),
            PersonField("named", "L", "H", False, HOSTILE),
        ),
        submit="&" * limits.SUBMIT,
    ),
}  # fmt: skip


@cache
def everything() -> tuple[Shown, ...]:
    """Give all of it, each card as a message with and without pictures, as a result, and as a Home tab."""
    made = [(each.name, each.shown) for each in gallery()] + list(HAND_MADE.items())
    return tuple(shown for name, each in made for shown in _ways(name, each))


def _ways(name: str, each: Card | Form) -> Iterator[Shown]:
    if isinstance(each, Form):
        yield Shown(name, "modal", each, forms.modal(each, "C0123ABCD"))
        return
    pictures = {digest(block.chart): FILE for block in each.blocks if isinstance(block, Picture)}
    yield Shown(name, "message", each, render.message(each))
    yield Shown(f"{name}, its result", "modal", each, render.result(each, "C0123ABCD", pictures))
    yield Shown(f"{name}, at home", "home", each, render.home(each, pictures))
    if pictures:
        yield Shown(f"{name}, with pictures", "message", each, render.message(each, pictures))
