"""Blocks: what Slack refuses of them, each rule by one thing that breaks it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server import published, rules
from tests.slack.server.world import Json
from tests.slack.town import Town, refused


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(number: int = 0, **more: Any) -> Json:
    return {"type": "button", "action_id": f"a{number}", "text": plain(), "value": "v", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


def option(text: str = "x", value: str = "v", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def section(**more: Any) -> Json:
    return {"type": "section", **more}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def rich(*elements: Json, kind: str = "rich_text_section") -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


WORD: Json = {"type": "text", "text": "x"}
FINE: list[Json] = [
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    section(text=mrkdwn("x" * 3000), block_id="b" * 255),
    section(fields=[mrkdwn("x" * 2000)]),
    section(text=plain(), accessory=select(placeholder=plain("x" * 150), initial_option=option())),
    context(*[plain()] * 10),
    actions(*[button(n, style="primary", accessibility_label="x" * 75) for n in range(25)]),
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "x" * 2000},
    rich(WORD, {"type": "user", "user_id": "U1"}, {"type": "link", "url": "https://example.com"}),
    rich(WORD, kind="rich_text_preformatted"),
    {"type": "markdown", "text": "x"},
    actions(button(value="v" * 2000), select(options=[option("x" * 75, "v" * 150)] * 100)),
]
WRONG: list[tuple[str, Json]] = [
    ("less than 151", {"type": "header", "text": plain("x" * 151)}),
    ("more than 0", {"type": "header", "text": plain("")}),
    ("plain_text", {"type": "header", "text": mrkdwn()}),
    ("missing", {"type": "header"}),
    ("text or fields", section()),
    ("less than 3001", section(text=mrkdwn("x" * 3001))),
    ("less than 2001", section(fields=[mrkdwn("x" * 2001)])),
    ("no more than 10 items", section(fields=[mrkdwn()] * 11)),
    ("less than 256", section(text=plain(), block_id="b" * 256)),
    ("unsupported element", section(text=plain(), accessory={"type": "plain_text_input", "action_id": "i"})),
    ("no more than 10 items", context(*[plain()] * 11)),
    ("at least 1", context()),
    ("less than 3001", context(plain("x" * 3001))),
    ("text object", context(button())),
    ("no more than 25 items", actions(*[button(n) for n in range(26)])),
    ("at least 1", actions()),
    ("unsupported element", actions({"type": "plain_text_input", "action_id": "i"})),
    ("action_id` already exists", actions(button(1), button(1))),
    ("less than 76", actions(button(text=plain("x" * 76)))),
    ("plain_text", actions(button(text=mrkdwn()))),
    ("less than 2001", actions(button(value="v" * 2001))),
    ("less than 256", actions(button(action_id="a" * 256))),
    ("primary, danger", actions(button(style="default"))),
    ("less than 3001", actions(button(url="https://" + "x" * 3000))),
    ("less than 76", actions(button(accessibility_label="x" * 76))),
    ("no more than 100 items", actions(select(options=[option()] * 101))),
    ("at least 1", actions(select(options=[]))),
    ("less than 76", actions(select(options=[option("x" * 76)]))),
    ("less than 151", actions(select(options=[option(value="v" * 151)]))),
    ("more than 0", actions(select(options=[option(value="")]))),
    ("less than 76", actions(select(options=[option(description=plain("x" * 76))]))),
    ("less than 151", actions(select(placeholder=plain("x" * 151)))),
    ("exactly match", actions(select(initial_option=option("another")))),
    ("options or option_groups", actions({"type": "static_select", "action_id": "s"})),
    ("no more than 5 items", actions({"type": "overflow", "action_id": "o", "options": [option()] * 6})),
    ("no more than 10 items", actions({"type": "radio_buttons", "action_id": "r", "options": [option()] * 11})),
    ("image_url or slack_file", {"type": "image", "alt_text": "x"}),
    ("must be a string", {"type": "image", "image_url": "https://example.com/a.png"}),
    ("downloading image failed", {"type": "image", "image_url": "http://127.0.0.1/a.png", "alt_text": "x"}),
    ("less than 2001", {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "x" * 2001}),
    ("invalid slack file", {"type": "image", "slack_file": {"id": "F0000000404"}, "alt_text": "x"}),
    ("unsupported element", rich({"type": "shout"})),
    ("missing required field: text", rich({"type": "text", "text": ""})),
    ("unsupported element", {"type": "rich_text", "elements": [WORD]}),
    ("less than 12001", {"type": "markdown", "text": "x" * 12_001}),
    ("Unsupported block", {"type": "fireworks"}),
]  # fmt: skip


async def test_what_is_allowed_is_taken(client: AsyncWebClient, town: Town) -> None:
    for block in FINE:
        assert (await client.chat_postMessage(channel=town.room.id, text="x", blocks=[block]))["ok"]


@pytest.mark.parametrize(("what", "block"), WRONG, ids=[f"{n} {what}" for n, (what, _) in enumerate(WRONG)])
async def test_what_is_not_is_refused_with_its_place(
    client: AsyncWebClient, town: Town, what: str, block: Json
) -> None:
    call = client.chat_postMessage(channel=town.room.id, text="x", blocks=[{"type": "divider"}, block])
    error, data = await refused(call)
    assert error == "invalid_blocks"
    assert any(what in each and "[json-pointer:/blocks/1" in each for each in data["errors"]), data["errors"]
    assert data["response_metadata"]["messages"][0] == f"[ERROR] {data['errors'][0]}"
    assert not town.room.messages


async def test_a_message_has_fifty_blocks_at_most(client: AsyncWebClient, town: Town) -> None:
    line: Json = {"type": "divider"}
    assert (await client.chat_postMessage(channel=town.room.id, text="x", blocks=[line] * 50))["ok"]
    call = client.chat_postMessage(channel=town.room.id, text="x", blocks=[line] * 51)
    assert "no more than 50 items" in (await refused(call))[1]["errors"][0]


async def test_ids_are_there_once_in_a_message(client: AsyncWebClient, town: Town) -> None:
    for blocks in (
        [section(text=plain(), block_id="b"), section(text=plain(), block_id="b")],
        [actions(button(1)), actions(button(1))],
    ):
        call = client.chat_postMessage(channel=town.room.id, text="x", blocks=blocks)
        assert "already exists" in (await refused(call))[1]["errors"][0]


async def test_a_message_may_only_be_so_long_in_all(client: AsyncWebClient, town: Town) -> None:
    long = [section(text=plain("x" * 3000)) for _ in range(4)]
    most = rules.MESSAGE_SIZE - 12_000
    fits = [*long, section(text=plain("x" * most))]
    assert (await client.chat_postMessage(channel=town.room.id, text="x", blocks=fits))["ok"]
    call = client.chat_postMessage(channel=town.room.id, text="x", blocks=[*fits, section(text=plain("x"))])
    assert (await refused(call))[0] == "msg_blocks_too_long"


async def test_blocks_are_no_other_json(client: AsyncWebClient, town: Town) -> None:
    room = town.room.id
    assert (await refused(client.chat_postMessage(channel=room, text="x", blocks="{")))[0] == (
        "invalid_blocks_format"
    )
    wrong = client.chat_postMessage(channel=room, text="x", blocks='{"type": "divider"}')
    assert (await refused(wrong))[0] == "invalid_blocks"


async def test_texts_are_kept_escaped_and_values_as_they_are(client: AsyncWebClient, town: Town) -> None:
    raw, value = "a & b &amp; <c> &quot;", '<&amp;"&>'
    block = actions(button(text=plain(raw), value=value))
    answer = await client.chat_postMessage(
        channel=town.room.id, text="x", blocks=[block, rich({"type": "text", "text": raw})]
    )
    kept, literal = answer["message"]["blocks"]
    (element,) = kept["elements"]
    assert element["text"] == {
        "type": "plain_text",
        "text": "a &amp; b &amp; &lt;c&gt; &amp;quot;",
        "emoji": True,
    }
    assert element["value"] == value
    assert literal["elements"][0]["elements"][0]["text"] == raw
    assert kept["block_id"] != literal["block_id"]


async def test_mentions_stay_markup_where_markup_is(client: AsyncWebClient, town: Town) -> None:
    text = mrkdwn("<@U1> <!here> <https://example.com|x> a<b & c")
    answer = await client.chat_postMessage(channel=town.room.id, text="x", blocks=[section(text=text)])
    assert answer["message"]["blocks"][0]["text"]["text"] == (
        "<@U1> <!here> <https://example.com|x> a&lt;b &amp; c"
    )


@pytest.mark.skipif(published.SCHEMA is None, reason="the published schema is not here")
async def test_what_the_published_schema_does_not_know_is_refused(client: AsyncWebClient, town: Town) -> None:
    for block in (
        section(text={**plain(), "size": "large"}),
        actions(button(colour="red")),
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        {"type": "divider", "wide": True},
    ):
        call = client.chat_postMessage(channel=town.room.id, text="x", blocks=[block])
        assert (await refused(call))[0] == "invalid_blocks"
