"""Cards and forms as elements with the simulator's class names; its `cards.js` does the same."""

from collections.abc import Mapping
from typing import assert_never

from bot.core.call import Call
from bot.core.card import Actions, Block, Card, Choices, Fields, File, Picture, Ping, Style, Text
from bot.core.charts import digest
from bot.core.form import ChoiceField, Form, FormField, NumberField, PersonField, TextField
from bot.gallery.html import Element, el

AS_BUTTONS = 6  # as in the simulator: more options than this are offered in a list
Addresses = Mapping[str, tuple[str, str]]
"""The addresses of a picture, light and dark, by the digest of its chart."""

AUTO = {"dir": "auto"}


def card_element(card: Card, pictures: Addresses) -> Element:
    """Show a card."""
    headline = el("h4", {"class": "headline", **AUTO}, card.headline)
    return el("article", {"class": "card"}, headline, *(_block(block, pictures) for block in card.blocks))


def form_element(form: Form) -> Element:
    """Show a form with what is filled in."""
    fields = (_field(field) for field in form.fields)
    return el(
        "article", {"class": "sheet"},
        el(
            "div", {"class": "form"},
            el("h4", AUTO, form.title),
            el("div", {"class": "fields-to-fill"}, *fields),
            el("footer", {}, _button("Cancel", "plain"), _button(form.submit, "primary", form.call)),
        ),
    )  # fmt: skip


def _block(block: Block, pictures: Addresses) -> Element:
    match block:
        case Text(style=Style.QUOTE):
            return el("div", {"class": "quote"}, el("blockquote", {"class": "words", **AUTO}, block.text))
        case Text():
            quiet = " quiet" if block.style is Style.QUIET else ""
            return el("p", {"class": f"words{quiet}", **AUTO}, block.text)
        case Fields():
            rows = (el("div", {}, el("dt", AUTO, f.name), el("dd", AUTO, f.value)) for f in block.fields)
            return el("dl", {"class": "fields"}, *rows)
        case Picture():
            light, dark = pictures[digest(block.chart)]
            return el(
                "picture", {"class": "picture"},
                el("source", {"media": "(prefers-color-scheme: dark)", "srcset": dark}),
                el("img", {"src": light, "alt": block.alt, "title": block.alt}),
            )  # fmt: skip
        case File():
            link = el("a", {"title": block.text, **AUTO}, block.name)
            return el("p", {"class": "file"}, link)
        case Ping():
            return el("p", {"class": "words ping", **AUTO}, f"@{block.name}")
        case Choices():
            return el(
                "div",
                {"class": "choices"},
                el("span", {"class": "quiet", **AUTO}, block.label),
                _options(block),
            )
        case Actions():
            buttons = (_button(button.label, button.style, button.call) for button in block.buttons)
            return el("div", {"class": "buttons"}, *buttons)
        case _:
            assert_never(block)


def _options(block: Choices) -> Element:
    if len(block.options) <= AS_BUTTONS:
        buttons = (_button(option.label, "plain", option.call) for option in block.options)
        return el("div", {"class": "buttons"}, *buttons)
    chosen = el(
        "select", {"aria-label": block.label}, *(el("option", {}, each.label) for each in block.options)
    )
    return el("div", {"class": "buttons"}, chosen, _button("Choose", "plain"))


def _button(label: str, style: str, call: Call | None = None) -> Element:
    title = {"title": call.encode()} if call else {}
    return el("button", {"type": "button", "class": f"button {style}", **AUTO, **title}, label)


def _field(field: FormField) -> Element:
    optional = None if field.required else el("span", {"class": "optional"}, " (optional)")
    return el(
        "div", {"class": "field"},
        el("p", {"class": "label", **AUTO}, field.label, optional),
        el("p", {"class": "hint", **AUTO}, field.hint) if field.hint else None,
        el("div", {"class": "box"}, _control(field)),
    )  # fmt: skip


def _control(field: FormField) -> Element:
    named = {"aria-label": field.label, **AUTO}
    match field:
        case TextField(multiline=True):
            return el("textarea", {**named, "rows": "3"}, field.value)
        case TextField():
            return el("input", {**named, "value": field.value})
        case NumberField():
            return el("input", {**named, "class": "short", "inputmode": "numeric", "value": field.value})
        case ChoiceField():
            options = (
                el("option", {"selected": ""} if each.value == field.value else {}, each.label)
                for each in field.options
            )
            return el(
                "select", named, el("option", {}, "Choose one" if field.required else "No choice"), *options
            )
        case PersonField():
            return el("select", named, el("option", {}, field.value or "Choose a member"))
        case _:
            assert_never(field)
