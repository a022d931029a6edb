"""Every payload of the gallery is one that Discord takes, and drops nothing of what it shows."""

from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import pytest
from discord import Message
from discord.components import _component_factory
from discord.ui import LayoutView

from adapters.discord.forms import render_form
from adapters.discord.render import Json, files, render_card
from bot.core.card import Actions, Block, Card, Choices, Fields, File, Picture, Ping, Text
from bot.core.form import ChoiceField, Form
from tests.adapters.discord.everything import cards, forms
from tests.adapters.discord.markdown import ALIKE, text_of
from tests.discord import rule_messages, rule_modals, schema
from tests.discord.errors import Refusal, Wrong
from tests.discord.rule_messages import Draft, Upload

MODAL = "POST /interactions/{interaction_id}/{interaction_token}/callback"
WRITING = (
    "POST /channels/{channel_id}/messages",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
)


@cache
def messages() -> tuple[tuple[str, Card, Json], ...]:
    """Give every card as a message, with its pictures and with words in their places."""
    return tuple(_messages())


def _messages() -> Iterator[tuple[str, Card, Json]]:
    for name, card in cards().items():
        yield name, card, render_card(card)
        if files(card):
            yield f"{name}, in words", card, render_card(card, private=True, pictures=False)


@cache
def modals() -> tuple[tuple[str, Form, list[Json]], ...]:
    """Give every form as its modals."""
    return tuple((name, form, render_form(form)) for name, form in forms().items())


def refused(check: Callable[[Wrong], None]) -> Json:
    """Give what a check finds wrong."""
    wrong = Wrong()
    try:
        check(wrong)
        wrong.refuse()
    except Refusal as refusal:
        return refusal.body
    return {}


def described() -> None:
    if schema.file() is None:
        pytest.skip("Discord's own description is not beside the repository; NETLEARN_SPECS says where it is")


def test_the_gallery_is_here_and_what_is_made_by_hand() -> None:
    assert len(cards()) > 200
    assert len(forms()) > 100
    assert any(len(several) > 1 for _, _, several in modals())
    assert any(files(card) for card in cards().values())


@pytest.mark.parametrize("route", WRITING)
def test_discord_describes_every_message_so(route: str) -> None:
    described()
    for name, _, payload in messages():
        assert refused(lambda wrong: schema.check_request(wrong, route, payload)) == {}, name  # noqa: B023  # called at once


def test_discord_describes_every_modal_so() -> None:
    described()
    for name, _, several in modals():
        for payload in several:
            sent = {"type": 9, "data": payload}
            assert refused(lambda wrong: schema.check_request(wrong, MODAL, sent)) == {}, name  # noqa: B023  # called at once


def test_discords_description_does_look() -> None:
    described()
    route, broken = WRITING[0], {"components": [{"type": 10, "content": 1}]}
    assert refused(lambda wrong: schema.check_request(wrong, route, broken))
    assert refused(lambda wrong: schema.check_request(wrong, MODAL, {"type": 9, "data": {"title": "T"}}))


def test_every_message_keeps_the_rules_that_are_not_described() -> None:
    for name, card, payload in messages():
        sent = enumerate(files(card) if payload["attachments"] else ())
        draft = Draft(payload, {number: Upload(each[0], b"") for number, each in sent}, answer=True)
        assert refused(lambda _: rule_messages.check(draft)) == {}, name  # noqa: B023  # called at once


def test_every_modal_keeps_the_rules_that_are_not_described() -> None:
    for name, _, several in modals():
        for payload in several:
            assert refused(lambda wrong: rule_modals.check(wrong, payload)) == {}, name  # noqa: B023  # called at once


async def test_discord_py_reads_every_message_back() -> None:
    for name, _, payload in messages():
        components = [_component_factory(each) for each in payload["components"]]
        view = LayoutView.from_message(cast(Message, SimpleNamespace(components=components)))
        assert within(payload["components"], view.to_components()), name  # type: ignore[no-untyped-call]  # discord.py's own
        assert view.total_children_count <= 40, name
        assert view.content_length() <= 4000, name


def test_discord_py_reads_every_modal_back() -> None:
    for name, _, several in modals():
        for payload in several:
            for each in payload["components"]:
                component = _component_factory(each)
                assert component, name
                assert within(each, component.to_dict()), name


def within(ours: Any, theirs: Any) -> bool:
    """Tell whether all that we wrote is there again; discord.py adds defaults, and leaves out what is one."""
    if isinstance(ours, dict):
        return all(
            within(each, theirs.get(key, each if each in (False, 1) else None)) for key, each in ours.items()
        )
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(within, ours, theirs))
    return ours == theirs or str(ours) == str(theirs)


# Nothing is dropped.


def said(card: Card, payload: Json) -> Iterator[str]:
    """Give every text of a card as Discord is to show it, and every call, in their order."""
    yield card.headline
    for block in card.blocks:
        yield from _said(block)
        if isinstance(block, File) and not payload["attachments"]:
            yield block.text


def _said(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield block.text
        case Fields():
            yield "\n".join(f"{field.name} {field.value}" for field in block.fields)
        case Picture():
            yield block.alt
        case File():
            yield block.name
        case Ping():
            yield f"<@{block.user}>" if block.user.isdecimal() else block.name
        case Choices():
            yield block.label
            for option in block.options:
                yield from (option.label, option.call.encode())
        case Actions():
            for button in block.buttons:
                yield from (button.label, button.call.encode())


def read(components: list[Json], *, ids: bool = False) -> Iterator[str]:
    """Give every text of components as it is shown, in their order; with `ids` also what a press sends."""
    for each in components:
        match each["type"]:
            case 10:
                content = each["content"]
                yield content if content.startswith("<@") else text_of(content)
            case 12:
                yield from (item["description"] for item in each["items"])
            case 13:
                yield each["file"]["url"].removeprefix("attachment://")
            case 2:
                yield from [each["label"], each["custom_id"]][: 1 + ids]
            case 3:
                yield each["placeholder"]
                for option in each["options"]:
                    yield from [option["label"], option["value"]][: 1 + ids]
            case _:
                pass
        yield from read(each.get("components", []), ids=ids)


def look(text: str) -> str:
    """Give a text without what is no matter: look-alikes, and empty space at the ends of lines."""
    return "\n".join(line.strip() for line in text.translate(ALIKE).strip().split("\n"))


def test_every_text_and_every_call_of_a_card_is_there_in_its_order() -> None:
    for name, card, payload in messages():
        assert list(map(look, read(payload["components"], ids=True))) == list(
            map(look, said(card, payload))
        ), name


def test_what_is_in_the_gallery_keeps_its_very_characters() -> None:
    """Look-alikes are for cards that are full of markup; nothing in the program is."""
    for name, card, payload in messages():
        if "." in name:
            shown = "\n".join(read(payload["components"], ids=True))
            assert shown.split() == "\n".join(said(card, payload)).split(), name


def test_every_field_of_a_form_is_on_one_of_its_modals() -> None:
    for name, form, several in modals():
        labels = [label for payload in several for label in payload["components"]]
        assert [each["label"] for each in labels] == [field.label for field in form.fields], name
        assert [each.get("description", "") for each in labels] == [field.hint for field in form.fields], name
        assert all(payload["title"].startswith(form.title) for payload in several), name
        for label, field in zip(labels, form.fields, strict=True):
            inner = label["component"]
            assert inner["custom_id"] == field.name, name
            assert inner["required"] == field.required, name
            if isinstance(field, ChoiceField):
                offered = [(option["label"], option["value"]) for option in inner["options"]]
                assert offered == [(option.label, option.value) for option in field.options], name
