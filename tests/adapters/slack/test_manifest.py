"""The manifest is one that Slack takes, and offers every command."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest

from adapters.slack.manifest import EVENTS, RESERVED, SCOPES, BadAddress, manifest
from adapters.slack.text import typed
from bot.core.card import Card
from bot.core.command import Shortcut, command
from bot.core.context import Visit
from bot.core.param import Param
from bot.core.registry import Registry
from bot.domain.member import Member
from tests.fixtures.gallery import REGISTRY

Json = dict[str, Any]

URL = "https://netlearn.example.org"
SOCKET = manifest(REGISTRY, socket=True, url=None)
HTTP = manifest(REGISTRY, socket=False, url=URL)

# The rules of slackapi/manifest-schema, schemas/manifest.schema.1.0.0.json, for what is used here.
TOP = {"_metadata", "display_information", "features", "oauth_config", "settings"}
SETTINGS = {
    "event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled",
}  # fmt: skip
BOT_SCOPES = {  # docs.slack.dev/reference/scopes: what a bot may ask for without reading what people write
    "app_mentions:read", "bookmarks:read", "bookmarks:write", "calls:read", "calls:write", "canvases:read",
    "canvases:write", "channels:join", "channels:manage", "channels:read", "chat:write", "chat:write.customize",
    "chat:write.public", "commands", "conversations.connect:read", "conversations.connect:write", "dnd:read",
    "emoji:read", "files:read", "files:write", "groups:read", "groups:write", "im:read", "im:write",
    "incoming-webhook", "links:read", "links:write", "lists:read", "lists:write", "metadata.message:read",
    "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read", "reactions:write", "reminders:read",
    "reminders:write", "remote_files:read", "remote_files:share", "remote_files:write", "team.preferences:read",
    "team:read", "usergroups:read", "usergroups:write", "users.profile:read", "users:read", "users:read.email",
    "users:write", "workflow.steps:execute",
}  # fmt: skip
BOT_EVENTS = {  # docs.slack.dev/reference/events: what a bot may hear, and one of the scopes that it needs for it
    "app_home_opened": None, "app_mention": "app_mentions:read", "app_uninstalled": None,
    "channel_archive": "channels:read", "channel_created": "channels:read", "channel_deleted": "channels:read",
    "channel_id_changed": "channels:read", "channel_left": "channels:read", "channel_rename": "channels:read",
    "channel_unarchive": "channels:read", "group_archive": "groups:read", "group_deleted": "groups:read",
    "group_left": "groups:read", "group_rename": "groups:read", "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read", "member_left_channel": "channels:read", "team_join": "users:read",
    "team_rename": "team:read", "tokens_revoked": None, "user_change": "users:read",
}  # fmt: skip


def faults(made: Json) -> Iterator[str]:
    """Say what Slack would refuse."""

    def length(what: str, text: str, least: int, most: int) -> Iterator[str]:
        if not least <= len(text) <= most:
            yield f"{what} has {len(text)} characters, of {least} to {most}"

    info, features, settings = made["display_information"], made["features"], made["settings"]
    yield from length("the name", info["name"], 1, 35)
    yield from length("the description", info["description"], 1, 140)
    if not re.fullmatch("#[0-9a-fA-F]{6}", info["background_color"]):
        yield "the colour is none"
    yield from length("the bot's name", features["bot_user"]["display_name"], 1, 80)
    commands = [each["command"] for each in features["slash_commands"]]
    if not 1 <= len(commands) <= 50 or len(set(commands)) < len(commands):
        yield f"{len(commands)} commands, of 1 to 50 different ones"
    for each in features["slash_commands"]:
        if not set(each) <= {"command", "description", "usage_hint", "should_escape", "url"}:
            yield f"{each} has what a command has not"
        yield from length("a command", each["command"], 2, 32)
        yield from length("a command's description", each["description"], 1, 2000)
        yield from length("a usage hint", each.get("usage_hint", "-"), 1, 1000)
        if not re.fullmatch("/[a-z0-9_-]+", each["command"]):
            yield f"{each['command']} is not a command's name"
    if not 1 <= len(features.get("shortcuts", [1])) <= 10:
        yield "no shortcut, or more than 10"
    for each in features.get("shortcuts", []):
        if set(each) != {"name", "type", "callback_id", "description"} or each["type"] != "message":
            yield f"{each} is not a shortcut on messages"
        yield from length("a shortcut's name", each["name"], 1, 24)
        yield from length("a shortcut's id", each["callback_id"], 1, 255)
        yield from length("a shortcut's description", each["description"], 1, 150)
    scopes = made["oauth_config"]["scopes"]["bot"]
    if len(set(scopes)) < len(scopes) or len(scopes) > 255 or not set(scopes) <= BOT_SCOPES:
        yield f"{scopes} are not scopes of a bot"
    events = settings["event_subscriptions"]["bot_events"]
    if len(set(events)) < len(events) or len(events) > 100:
        yield f"{len(events)} events"
    for each in events:
        if each not in BOT_EVENTS or not {BOT_EVENTS[each]} <= {None, *scopes}:
            yield f"{each} is not heard by a bot with these scopes"
    if set(made) != TOP or set(settings) != SETTINGS:
        yield "there is what no manifest has"
    for each in _addresses(made):
        if not each.startswith("https://") or len(each) > 2500:
            yield f"{each} is not an address that Slack can reach"


def _addresses(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, each in value.items():
                yield from [each] if name.endswith("url") else _addresses(each)
        case list():
            for each in value:
                yield from [each] if isinstance(each, str) and "://" in each else _addresses(each)
        case _:
            pass


@pytest.mark.parametrize("made", [SOCKET, HTTP, manifest(REGISTRY, socket=False, url=None)])
def test_slack_takes_it(made: Json) -> None:
    assert [*faults(made)] == []


def test_socket_mode_needs_no_address() -> None:
    assert [*_addresses(SOCKET)] == []
    assert SOCKET["settings"]["socket_mode_enabled"] is True
    assert "redirect_urls" not in SOCKET["oauth_config"]


def test_http_names_our_address_for_everything() -> None:
    events = f"{URL}/slack/events"
    assert {each.get("url") for each in HTTP["features"]["slash_commands"]} == {events}
    assert HTTP["settings"]["event_subscriptions"]["request_url"] == events
    assert HTTP["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": events,
        "message_menu_options_url": events,
    }
    assert HTTP["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert HTTP["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("url", [URL, f"{URL}/", f" {URL}//"])
def test_a_slash_at_the_address_s_end_does_no_harm(url: str) -> None:
    assert manifest(REGISTRY, socket=False, url=url) == HTTP


@pytest.mark.parametrize(
    "url", ["http://netlearn.example.org", "netlearn.example.org", "https://", f"{URL}?a=b", "https:x"]
)
def test_an_address_that_slack_cannot_reach_is_refused(url: str) -> None:
    with pytest.raises(BadAddress, match="https://"):
        manifest(REGISTRY, socket=False, url=url)


def test_every_word_is_a_command_but_slack_s_own() -> None:
    words = {each.path[0] for each in REGISTRY}
    offered = {each["command"] for each in SOCKET["features"]["slash_commands"]}
    assert offered == {f"/{word}" for word in words - RESERVED} | {"/netlearn"}
    assert words & RESERVED == {"me"}  # which is what `typable` renames


def test_every_command_can_be_typed() -> None:
    """By its own name, or after the umbrella's."""
    offered = {each["command"] for each in SOCKET["features"]["slash_commands"]}
    for each in REGISTRY:
        own, rest = f"/{each.path[0]}", " ".join(each.path[1:])
        line = typed(own, rest) if own in offered else typed("/netlearn", each.name)
        assert REGISTRY.split(line)[0] is each


def test_mentions_come_with_ids() -> None:
    assert all(each["should_escape"] is True for each in SOCKET["features"]["slash_commands"])


def test_every_scope_is_used_and_justified() -> None:
    needed = {scope for scope in EVENTS.values() if scope}
    assert needed <= set(SCOPES)
    assert all(len(why) > 10 for why in SCOPES.values())
    assert not [scope for scope in SCOPES if "history" in scope or "email" in scope]


def test_the_member_s_own_page_and_direct_messages_are_there() -> None:
    assert SOCKET["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_thanks_are_a_shortcut_on_messages() -> None:
    (shortcut,) = SOCKET["features"]["shortcuts"]
    assert (shortcut["name"], shortcut["callback_id"]) == ("Thank for help", "thanks")


# Registries of other sizes.


@command("join", "Join.", shortcut=Shortcut("On a person", on="person", parameter="who"))
def join(visit: Visit, who: Annotated[Member, Param(about="Who")]) -> Card:
    return Card.of(who.name)


@command("shop find", "Find a shop.")
def find(visit: Visit) -> Card:
    return Card.of("Found")


@command("shop open", "Open a shop.")
def open_(visit: Visit) -> Card:
    return Card.of("Opened")


@command("sell", "Sell.")
def sell(
    visit: Visit, what: Annotated[str, Param(about="What")], price: Annotated[int, Param(about="P")] = 1
) -> Card:
    return Card.of(what * price)


@command("w" * 31, "W" * 100, title="Long", shortcut=Shortcut("W" * 24, on="message", parameter="who"))
def longest(visit: Visit, who: Annotated[Member, Param(about="Who")]) -> Card:
    return Card.of(who.name)


def test_hints_say_what_may_come() -> None:
    made = manifest(Registry([join, find, open_, sell]), socket=True, url=None)
    assert [*faults(made)] == []
    assert {each["command"]: each["usage_hint"] for each in made["features"]["slash_commands"]} == {
        "/sell": "what [price]",
        "/shop": "find | open",
        "/netlearn": "join | help",
    }
    assert [each["description"] for each in made["features"]["slash_commands"]] == [
        "Sell.",
        "Find a shop. Open a shop.",
        "All that Netlearn can do, after one name: join, sell and shop.",
    ]


def test_without_a_shortcut_on_messages_there_is_no_list_of_them() -> None:
    made = manifest(Registry([join]), socket=True, url=None)
    assert [*faults(made)] == []
    assert "shortcuts" not in made["features"]
    assert [each["command"] for each in made["features"]["slash_commands"]] == ["/netlearn"]
    assert made["features"]["slash_commands"][0]["usage_hint"] == "join | help"


def test_the_longest_names_fit() -> None:
    assert [*faults(manifest(Registry([longest]), socket=True, url=None, name="N" * 100))] == []


def test_the_rules_here_do_look() -> None:
    wrong = manifest(REGISTRY, socket=False, url=URL)
    wrong["display_information"]["name"] = "N" * 36
    wrong["settings"]["event_subscriptions"]["bot_events"].append("message.channels")
    wrong["oauth_config"]["scopes"]["bot"].append("anything")
    wrong["oauth_config"]["redirect_urls"] = ["http://x.example"]
    assert len([*faults(wrong)]) == 4
