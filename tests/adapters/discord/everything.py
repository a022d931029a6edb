"""Every card and every form of the program, and hand-made ones that are as large and as hostile as the core allows."""

from functools import cache
from typing import TypeVar

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
from bot.core.charts import Bar, BarChart
from bot.core.form import ChoiceField, FieldOption, Form, NumberField, PersonField, TextField
from tests.fixtures.gallery import gallery

T = TypeVar("T", Card, Form)

CHART = BarChart("Who helped", "points", (Bar("Ana", 5), Bar("Ben", 3)))
OTHER = BarChart("Who helped", "points", (Bar("Ana", 5),))
BEN = "123456789012345678"
HOSTILE = "**b** _i_ ~~s~~ ||p|| `c` # - > [a](https://x.example) <@1> <@&1> <#1> <:e:1> <t:0:R> @everyone :tada: \\*"
CODE = "```\nnot a frame\n```"


def press(number: int, note: str = "x") -> Call:
    """Give one of many calls, as long as calls may be."""
    call = Call.to("sample pressed", number=number)
    return call.having(note=note * (limits.CALL - len(call.having(note="").encode())))


HAND_MADE: dict[str, Card | Form] = {
    "a headline alone": Card("H"),
    "a headline like code": Card("### C#"),
    "every style": Card.of(HOSTILE, *(Text(HOSTILE, style) for style in Style)),
    "every style of code": Card.of("Code", *(Text(CODE, style) for style in Style)),
    "nothing but markup": Card.of(
        "*" * limits.HEADLINE,
        Text("_" * 2000, Style.QUIET),
        Text("`" * 800, Style.QUOTE),
        Fields((NamedValue("<" * limits.FIELD_LABEL, "\\" * 400),)),
        Choices("*" * limits.MENU_LABEL, (Option("*" * limits.OPTION_LABEL, press(1)),)),
        Actions((Button("*" * limits.BUTTON_LABEL, press(2)),)),
    ),
    "a paragraph that fills the card": Card.of("H", "W" * (limits.CARD_TEXT - 1)),
    "a paragraph of markup that fills the card": Card.of("H", "*_" * (limits.CARD_TEXT // 2 - 1)),
    "small print that fills the card": Card.of("H", Text("W\n" * (limits.CARD_TEXT // 2 - 1) + "W", Style.QUIET)),
    "a quote that fills the card": Card.of("H", Text("*\n" * (limits.CARD_TEXT // 2 - 1) + "*", Style.QUOTE)),
    "values that fill the card": Card.of(
        "H", Fields(tuple(NamedValue("*" * limits.FIELD_LABEL, "*" * 328) for _ in range(limits.FIELDS)))
    ),
    "as many blocks as fit": Card.of("H", *(f"Line {n}" for n in range(limits.CARD_BLOCKS))),
    "a file": Card.of("H", File("a.ics", "text/calendar", HOSTILE)),
    "pictures": Card.of("H", Picture(CHART, HOSTILE), Picture(OTHER, "W" * limits.PICTURE_TEXT), Picture(CHART, "!")),
    "people": Card.of("H", Ping(BEN, "Ben"), Ping(BEN, "Ben"), Ping("ana", HOSTILE[:75])),
    "as much to press as fits": Card.of(
        "H",
        Choices("Menu", tuple(Option(f"Option {n}", press(n)) for n in range(limits.CHOICES))),
        Choices("Menu", tuple(Option(f"Option {n}", press(n + 100)) for n in range(limits.CHOICES))),
        *(
            Actions(tuple(Button(f"{n}", press(row * 10 + n), list(Weight)[n % 3]) for n in range(limits.BUTTONS)))
            for row in range(20, 25)
        ),
    ),
    "a form of everything": Form(
        "W" * limits.FORM_TITLE,
        press(7),
        (
            TextField("plain", HOSTILE[:45], HOSTILE[:100], True, HOSTILE, 300),
            TextField("long", "L", "", False, "W\n" * 1500, limits.TEXT_INPUT, multiline=True),
            TextField("suggested", "L", "H", True, "<" * 40, 100, suggest=True),
            TextField("too_long", "L", "H", False, "W" * 5000, 100),
            NumberField("number", "L", "H", True, "3", 1, 5),
            NumberField("unbound", "L", "H", False, "very many, by far too many for this"),
            ChoiceField("few", "L", "H", True, "b", (FieldOption("A & B", "a"), FieldOption(HOSTILE[:75], "b"))),
            ChoiceField("many", "L", "H", False, "", tuple(FieldOption(f"Option {n}", str(n)) for n in range(25))),
            PersonField("known", "L", "H", True, f"<@{BEN}>"),
            PersonField("nobody", "L", "", False, ""),
            PersonField("named", "L", "H", False, HOSTILE),
        ),
        submit="Send",
    ),
}  # fmt: skip


@cache
def cards() -> dict[str, Card]:
    """Give all cards by name."""
    return _of(Card)


@cache
def forms() -> dict[str, Form]:
    """Give all forms by name."""
    return _of(Form)


def _of(kind: type[T]) -> dict[str, T]:
    found = {each.name: each.shown for each in gallery()} | HAND_MADE
    return {name: shown for name, shown in found.items() if isinstance(shown, kind)}
