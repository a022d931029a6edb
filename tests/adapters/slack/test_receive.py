"""Payloads read: who wants what, from where; and nothing but Unreadable for what Slack does not send."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import receive, words
from adapters.slack.heard import happening
from adapters.slack.receive import Asked, Declined, Filled, Unreadable
from adapters.slack.render import metadata
from bot.core.events import RoomClosed, RoomOpened, RoomRenamed
from bot.domain.group import Closed, Room
from bot.domain.member import Identity

COMMAND = {
    "team_id": "T1",
    "user_id": "U1",
    "user_name": "ana",
    "channel_id": "C1",
    "channel_name": "job-seekers",
    "command": "/target",
    "text": "add Acme &amp; Sons",
    "response_url": "https://hooks.slack.com/commands/1",
    "trigger_id": "1.2.3",
}
PERSON = {"user": {"id": "U1", "name": "ana", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.2.3"}
PRESSED = {"actions": [{"type": "button", "value": "help"}]}
ON_MESSAGE = {
    **PERSON,
    **PRESSED,
    "container": {"type": "message", "is_ephemeral": True},
    "channel": {"id": "C1", "name": "job-seekers"},
    "response_url": "https://hooks.slack.com/actions/1",
}


def asked(found: object) -> Asked:
    assert isinstance(found, Asked)
    return found


def test_a_command_is_read() -> None:
    found = receive.command(COMMAND)
    caller = found.who.caller()
    assert caller.identity == Identity("slack", "T1", "U1")
    assert caller.room == Room("slack", "T1", "C1")
    assert (caller.name, caller.place) == ("ana", "job-seekers")
    assert (found.how, found.what) == ("typed", "/target add Acme & Sons")
    assert (found.at.url, found.at.trigger) == ("https://hooks.slack.com/commands/1", "1.2.3")


@pytest.mark.parametrize(
    ("channel", "name", "room", "place"),
    [
        ("D1", "directmessage", False, ""),
        ("C1", "privategroup", True, ""),
        ("G1", "mpdm-ana--ben-1", True, ""),
        ("C1", "talk", True, "talk"),
    ],
)
def test_where_a_command_was_typed(channel: str, name: str, room: bool, place: str) -> None:
    caller = receive.command({**COMMAND, "channel_id": channel, "channel_name": name}).who.caller()
    assert (caller.room is not None, caller.place) == (room, place)


def test_a_better_name_goes_first() -> None:
    assert receive.command(COMMAND).who.caller("Ana Souza").name == "Ana Souza"


def test_a_press_on_a_message_is_read() -> None:
    found = asked(receive.action(ON_MESSAGE))
    assert (found.how, found.what) == ("pressed", "help")
    assert (found.at.kind, found.at.replaced) == ("message", True)
    assert found.who.channel == "C1"


def test_a_press_in_a_modal_knows_the_room_from_which_it_was_opened() -> None:
    view = {"type": "modal", "id": "V1", "callback_id": "result", "private_metadata": metadata("", "C7")}
    found = asked(receive.action({**PERSON, **PRESSED, "view": view}))
    assert (found.at.kind, found.at.view, found.who.channel) == ("modal", "V1", "C7")


def test_a_press_in_a_modal_of_another_version_is_in_no_room() -> None:
    found = asked(receive.action({**PERSON, **PRESSED, "view": {"type": "modal", "id": "V1"}}))
    assert found.who.channel is None


def test_a_press_on_the_home_tab_is_in_no_room() -> None:
    found = asked(receive.action({**PERSON, **PRESSED, "view": {"type": "home", "id": "V1"}}))
    assert (found.at.kind, found.who.channel) == ("home", None)


def test_the_workspace_of_a_view_is_where_the_app_is_installed() -> None:
    view = {"type": "modal", "id": "V1", "app_installed_team_id": "T9"}
    found = asked(receive.action({**PERSON, **PRESSED, "view": view}))
    assert (found.who.team, found.who.home) == ("T9", "T1")


def test_in_an_organisation_the_own_workspace_says_nothing() -> None:
    found = asked(receive.action({**ON_MESSAGE, "team": None, "enterprise": {"id": "E1"}}))
    assert (found.who.team, found.who.home) == ("T1", "")


def test_a_submission_is_read_with_every_field() -> None:
    view = {
        "id": "V1",
        "private_metadata": metadata("try fill", "C7"),
        "blocks": [{"type": "input", "block_id": name} for name in ("word", "note")] + [{"type": "section"}],
        "state": {"values": {"word": {"field": {"type": "plain_text_input", "value": "Globex"}}}},
    }
    found = receive.submission({**PERSON, "view": view})
    assert isinstance(found, Filled)
    assert (found.call, found.who.channel, found.trigger) == ("try fill", "C7", "1.2.3")
    assert found.values == {"word": "Globex", "note": ""}


def test_a_shortcut_names_the_author() -> None:
    payload = {**ON_MESSAGE, "callback_id": "thanks", "message": {"user": "U2", "text": "hello"}}
    assert asked(receive.shortcut(payload, {"thanks": "peer"})).what == 'thanks {"peer":"<@U2>"}'


@pytest.mark.parametrize(
    "message", [{}, {"user": "U2", "bot_id": "B1"}, {"user": "U2", "subtype": "bot_message"}]
)
def test_a_message_that_no_person_wrote_thanks_nobody(message: dict[str, str]) -> None:
    found = receive.shortcut({**ON_MESSAGE, "callback_id": "thanks", "message": message}, {"thanks": "peer"})
    assert isinstance(found, Declined)
    assert found.why is words.BY_NOBODY


@pytest.mark.parametrize(
    ("event", "happened"),
    [
        (
            {"type": "channel_archive", "channel": "C1"},
            RoomClosed(Room("slack", "T1", "C1"), Closed.ARCHIVED),
        ),
        ({"type": "group_archive", "channel": "C1"}, RoomClosed(Room("slack", "T1", "C1"), Closed.ARCHIVED)),
        ({"type": "channel_deleted", "channel": "C1"}, RoomClosed(Room("slack", "T1", "C1"), Closed.DELETED)),
        ({"type": "channel_left", "channel": "C1"}, RoomClosed(Room("slack", "T1", "C1"), Closed.REMOVED)),
        ({"type": "group_left", "channel": "C1"}, RoomClosed(Room("slack", "T1", "C1"), Closed.REMOVED)),
        ({"type": "channel_unarchive", "channel": "C1"}, RoomOpened(Room("slack", "T1", "C1"), "")),
        (
            {"type": "channel_rename", "channel": {"id": "C1", "name": "new"}},
            RoomRenamed(Room("slack", "T1", "C1"), "new"),
        ),
        (
            {"type": "member_joined_channel", "channel": "C1", "user": "UBOT"},
            RoomOpened(Room("slack", "T1", "C1"), ""),
        ),
        ({"type": "member_joined_channel", "channel": "C1", "user": "U1"}, None),
        ({"type": "app_home_opened", "user": "U1"}, None),
        ({"type": "some day"}, None),
    ],
)
def test_what_became_of_a_room(event: dict[str, Any], happened: object) -> None:
    assert happening(event, "T1", "UBOT") == happened


NAMES = [
    *COMMAND,
    *ON_MESSAGE,
    "view",
    "type",
    "value",
    "callback_id",
    "message",
    "event",
    "event_id",
    "block_id",
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "T1", "C1", "home", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*NAMES, "id"]), inner, max_size=4)
    ),
    max_leaves=8,
)
READERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "command": receive.command,
    "action": receive.action,
    "submission": receive.submission,
    "suggestion": receive.suggestion,
    "shortcut": lambda payload: receive.shortcut(payload, {"T1": "peer"}),
    "event": lambda payload: happening(payload, "T1", "UBOT"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@given(
    st.dictionaries(st.sampled_from(NAMES), anything, max_size=8),
    st.sampled_from([{}, COMMAND, ON_MESSAGE, {**PERSON, "view": {"id": "V1"}}]),
)
def test_whatever_comes_is_read_or_is_unreadable(
    read: Callable[[dict[str, Any]], object], change: dict[str, Any], begun: dict[str, Any]
) -> None:
    try:
        read({**begun, **change})
    except Unreadable as error:
        assert "T1" not in str(error)  # noqa: PT017 (either is right)
