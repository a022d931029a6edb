"""Every payload of the gallery is one that Slack takes, and drops nothing of what it shows."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, HeaderBlock
from slack_sdk.models.views import View

from adapters.slack import limits
from adapters.slack.text import opened, typable
from bot.core.call import Call
from bot.core.card import Actions, Card, Choices, Fields, File, Picture, Ping, Style, Text, shorten
from bot.core.form import ChoiceField, Form, PersonField, TextField
from tests.adapters.slack import reading, rules
from tests.adapters.slack.everything import HAND_MADE, Json, Shown, everything
from tests.fixtures.gallery import gallery, rendered

BESIDE = Path(__file__).parents[4] / "shared" / "specs"
SPECS = Path(os.environ.get("NETLEARN_SPECS", BESIDE))
DEFINITIONS = {"message": "Message", "modal": "ModalView", "home": "HomeView"}


def test_the_gallery_is_here_and_what_is_made_by_hand() -> None:
    assert len(everything()) > 3 * len(gallery()) // 2
    assert {each.name for each in everything()} >= set(HAND_MADE)
    assert {each.kind for each in everything()} == set(DEFINITIONS)


def test_every_payload_keeps_our_own_list_of_limits() -> None:
    faults = {each.name: found for each in everything() if (found := rules.OF[each.kind](each.payload))}
    assert faults == {}


def test_slack_sdk_takes_every_payload() -> None:
    for each in everything():
        if each.kind == "message":
            for block in Block.parse_all(each.payload["blocks"]):
                assert not isinstance(block, dict), (each.name, block)
                block.validate_json()
                assert block.to_dict()
        else:
            view = View(**each.payload)
            view.validate_json()
            assert len(view.to_dict()["blocks"]) == len(each.payload["blocks"])


def test_slack_sdk_does_look() -> None:
    with pytest.raises(SlackObjectFormationError):
        HeaderBlock(text="W" * 151).validate_json()


@cache
def definitions() -> Json:
    file = SPECS / "slack-blocks.schema.json"
    if not file.exists():
        pytest.skip(f"the published schema is not at {file}; NETLEARN_SPECS says where it is")
    found: Json = json.loads(file.read_text("utf-8"))["definitions"]
    return found


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator({"$ref": f"#/definitions/{DEFINITIONS[kind]}", "definitions": definitions()})


def wrong_by_schema(kind: str, payload: Json) -> list[str]:
    sent = {"blocks": payload["blocks"]} if kind == "message" else payload
    return [error.message for error in validator(kind).iter_errors(sent)]


def test_the_published_schema_takes_every_payload() -> None:
    faults = {
        each.name: found for each in everything() if (found := wrong_by_schema(each.kind, each.payload))
    }
    assert faults == {}


def test_the_published_schema_does_look() -> None:
    assert wrong_by_schema("message", {"blocks": [{"type": "header", "text": "not an object"}]})
    assert wrong_by_schema("home", {"type": "home", "blocks": [], "title": {}})


# Nothing is dropped.


def said(shown: Card | Form) -> Iterator[str]:
    """Give every text of a card or a form as Slack is to show it, in its order."""
    if isinstance(shown, Form):
        yield from (shown.title, shown.submit, "Cancel")
        for field in shown.fields:
            yield field.label
            yield from [each.label for each in field.options] if isinstance(field, ChoiceField) else []
            suggested = isinstance(field, TextField) and field.suggest and field.max <= limits.OPTION_VALUE
            begun = shorten(field.value, limits.OPTION_LABEL) if suggested else field.value
            yield from [] if isinstance(field, ChoiceField) else [begun]
            yield field.hint
        return
    yield typable(shown.headline)
    for block in shown.blocks:
        match block:
            case Text(text=text, style=style):
                yield text if style is Style.QUOTE else typable(text)
            case Picture(alt=text):
                yield text
            case File(name=name, text=text):
                yield from (name, text)
            case Fields(fields=fields):
                yield from (f"{each.name}: {typable(each.value)}" for each in fields)
            case Choices(label=label, options=options):
                yield from (label, *(each.label for each in options))
            case Actions(buttons=buttons):
                yield from (each.label for each in buttons)
            case Ping(user=user, name=name):
                yield name if user.isdigit() else f"<@{user}>"


def alike(texts: list[str]) -> str:
    """Join texts, with the characters that stand for others where an escape would not fit."""
    return "\n".join(filter(None, texts)).translate(str.maketrans("＆‹›", "&<>"))


def wanted(each: Shown) -> list[str]:
    titles = ["Netlearn", "Close"] if each.kind == "modal" and isinstance(each.of, Card) else []
    return [*titles, *said(each.of)]


def holds_what_cannot_be_chosen(form: Card | Form) -> bool:
    """Tell whether a field begins with what its control cannot hold: a name where people are chosen, or no number."""
    return isinstance(form, Form) and any(
        (isinstance(field, PersonField) and field.value and not field.value.startswith("<@U"))
        or field.name == "unbound"
        for field in form.fields
    )


def test_nothing_is_dropped() -> None:
    for each in everything():
        if not holds_what_cannot_be_chosen(each.of):
            assert alike(reading.shown(each.payload)) == alike(wanted(each)), each.name


def test_a_notification_and_a_screen_reader_say_it_all() -> None:
    for each in everything():
        if each.kind == "message":
            spoken = reading.spoken(each.payload)
            missing = [text for text in said(each.of) if text not in spoken]
            assert missing == [], each.name
            assert spoken.startswith(wanted(each)[0])


def test_every_button_and_option_makes_its_own_call() -> None:
    for each in everything():
        if isinstance(each.of, Card):
            assert [opened(value) for value in values(each.payload["blocks"])] == [
                call.encode() for call in calls(each.of)
            ]


def calls(card: Card) -> Iterator[Call]:
    for block in card.blocks:
        match block:
            case Choices(options=several) | Actions(buttons=several):
                yield from (each.call for each in several)
            case _:
                pass


def values(blocks: Any) -> Iterator[str]:
    if isinstance(blocks, dict):
        for name, each in blocks.items():
            yield from [each] if name == "value" else values(each)
    elif isinstance(blocks, list):
        for each in blocks:
            yield from values(each)


def test_nothing_is_acted_upon_but_a_ping() -> None:
    for each in everything():
        pings = [block for block in getattr(each.of, "blocks", ()) if isinstance(block, Ping)]
        assert reading.acted_upon(each.payload) == {
            f"<@{ping.user}>" for ping in pings if not ping.user.isdigit()
        }


def test_the_gallery_has_a_payload_of_every_exhibit() -> None:
    found = rendered("slack")
    assert [each["name"] for each in found] == [each.name for each in gallery()]
    assert {each["kind"] for each in found} == {"message", "modal", "home"}
    for each in found:
        assert rules.OF[each["kind"]](each["payload"]) == [], each["name"]
