"""What Slack reports by itself: rooms that close and open, people who come, a bot that has to go."""

import pytest

from adapters.slack.teams import PLATFORM
from bot.core.errors import StoreBusy
from bot.core.events import Event, PersonKnown, RoomClosed, RoomOpened, RoomRenamed, WorkspaceLeft
from bot.domain.group import Closed, Room
from bot.domain.member import Identity
from tests.adapters.slack.running import Running
from tests.slack.server.faults import HttpError


def room(bot: Running) -> Room:
    return Room(PLATFORM, bot.town.team.id, bot.town.room.id)


def heard(bot: Running, kind: type[Event]) -> list[Event]:
    return [event for event, _ in bot.heard if isinstance(event, kind)]


async def closed(bot: Running) -> Closed | None:
    """Give why the group's room is closed, as the store has it."""
    home = await bot.database.read(lambda store: store.groups.home(room(bot)))
    assert home
    return home.closed


async def test_a_channel_is_archived_and_taken_back(any_bot: Running) -> None:
    await any_bot.gather("ana")
    ana = any_bot.town.people["ana"]
    await any_bot.happenings.archive(any_bot.town.room, ana)
    assert await closed(any_bot) is Closed.ARCHIVED
    await any_bot.settle()
    assert "is archived" in any_bot.messages(any_bot.person("ana").app_messages)[-1].text
    await any_bot.happenings.unarchive(any_bot.town.room, ana)
    assert await closed(any_bot) is None


async def test_a_channel_is_deleted(bot: Running) -> None:
    await bot.gather("ana")
    await bot.happenings.delete(bot.town.room, bot.town.people["ana"])
    assert await closed(bot) is Closed.DELETED


async def test_the_bot_is_taken_out_and_invited_again(bot: Running) -> None:
    await bot.gather("ana")
    await bot.happenings.remove_app(bot.town.room, bot.town.people["ana"])
    assert await closed(bot) is Closed.REMOVED
    await bot.happenings.invite_app(bot.town.room, bot.town.people["ana"])
    assert await closed(bot) is None
    assert heard(bot, RoomOpened) == [RoomOpened(room(bot), "job-seekers")]


async def test_a_private_channel_tells_the_same(bot: Running) -> None:
    bot.town.room.is_private = True
    await bot.gather("ana")
    await bot.happenings.remove_app(bot.town.room, bot.town.people["ana"])
    assert heard(bot, RoomClosed) == [RoomClosed(room(bot), Closed.REMOVED)]


async def test_a_room_whose_name_slack_does_not_tell_is_opened_all_the_same(bot: Running) -> None:
    bot.slack.faults.add("conversations.info", HttpError(503))
    await bot.happenings.invite_app(bot.town.room, bot.town.people["ana"])
    assert heard(bot, RoomOpened) == [RoomOpened(room(bot), "")]


async def test_a_channel_is_renamed(bot: Running) -> None:
    await bot.gather("ana")
    await bot.happenings.rename(bot.town.room, "job-finders")
    assert heard(bot, RoomRenamed) == [RoomRenamed(room(bot), "job-finders")]


async def test_what_is_delivered_again_is_heard_once(any_bot: Running) -> None:
    await any_bot.gather("ana")
    happenings = any_bot.happenings
    await happenings.archive(any_bot.town.room, any_bot.town.people["ana"])
    await any_bot.settle()
    before = len(any_bot.messages(any_bot.person("ana").app_messages))
    for _ in range(3):
        await happenings.again(happenings.told[-1])
    await any_bot.settle()
    assert len(any_bot.messages(any_bot.person("ana").app_messages)) == before == 1


async def test_an_event_that_the_store_cannot_take_is_asked_for_again(
    any_bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await any_bot.gather("ana")
    any_bot.delivery.patience = 1
    failing = [StoreBusy("locked")]
    write = any_bot.database.write

    async def sometimes(work: object) -> object:
        if failing:
            raise failing.pop()
        return await write(work)  # type: ignore[arg-type]  # whatever it is

    monkeypatch.setattr(any_bot.database, "write", sometimes)
    await any_bot.happenings.archive(any_bot.town.room, any_bot.town.people["ana"])
    assert not failing
    assert await closed(any_bot) is Closed.ARCHIVED


async def test_who_joins_a_channel_is_known_before_they_say_a_word(bot: Running) -> None:
    await bot.gather("ana")
    newcomer = bot.slack.world.add_user(bot.town.team, "gus", "Gus Grissom")
    await bot.happenings.join(bot.town.room, newcomer)
    await bot.settle()
    bot.town.people["gus"] = newcomer
    await bot.type("gus", "/target add Globex")
    await bot.settle()
    assert "Gus Grissom wants to learn about Globex" in bot.messages()[-1].text


async def test_who_invites_the_bot_is_known_before_they_say_a_word(bot: Running) -> None:
    await bot.happenings.invite_app(bot.town.room, bot.town.people["ana"])
    await bot.settle()
    await bot.type("ana", '/group setup "The Tuesday Table"')
    await bot.settle()
    assert "Ana Souza is the facilitator" in bot.messages()[-1].text


async def test_a_profile_brings_name_and_zone(any_bot: Running) -> None:
    ana = any_bot.town.people["ana"]
    ana.tz = "America/Lima"
    await any_bot.gather("ana")
    identity = Identity(PLATFORM, any_bot.town.team.id, ana.id)
    member = await any_bot.database.read(lambda store: store.members.by_identity(identity))
    assert member
    assert (member.name, member.zone) == ("Ana Souza", "America/Lima")
    assert PersonKnown(identity, "Ana Souza", "America/Lima") in heard(any_bot, PersonKnown)


async def test_a_profile_is_asked_for_once_a_day(bot: Running) -> None:
    await bot.gather("ana")
    await bot.type("ana", "/target list")
    await bot.settle()
    assert bot.slack.calls.count("users.info") == 1
    bot.clock.advance(24 * 3600 + 1)
    await bot.type("ana", "/target list")
    await bot.settle()
    assert bot.slack.calls.count("users.info") == 2


async def test_a_profile_that_slack_does_not_give_is_asked_for_a_little_later(bot: Running) -> None:
    bot.slack.active(bot.town.team.id).scopes -= {"users:read"}
    await bot.gather("ana")
    await bot.type("ana", "/target list")
    await bot.settle()
    assert bot.slack.calls.count("users.info") == 1
    bot.clock.advance(301)
    await bot.type("ana", "/target list")
    await bot.settle()
    assert bot.slack.calls.count("users.info") == 2


async def test_a_deactivated_user_is_told_so(bot: Running) -> None:
    bot.town.people["ana"].deleted = True
    await bot.type("ana", "/group setup Table")
    await bot.settle()
    assert "deactivated" in (await bot.type("ana", "/group join"))["text"]


async def test_a_bot_is_told_that_this_is_for_people(bot: Running) -> None:
    bot.town.people["ana"].is_bot = True
    await bot.type("ana", "/target list")
    await bot.settle()
    assert "for people" in (await bot.type("ana", "/target list"))["text"]


async def test_a_guest_takes_part_like_everybody(bot: Running) -> None:
    bot.town.people["ben"].is_restricted = True
    bot.town.people["ben"].is_ultra_restricted = True
    await bot.gather("ana", "ben")
    assert "Globex is on your list" in (await bot.type("ben", "/target add Globex"))["text"]


async def test_a_stranger_is_told_what_they_may_do(any_bot: Running) -> None:
    await any_bot.gather("ana")
    await any_bot.type("ana", "/try post")
    await any_bot.settle()
    other = any_bot.slack.world.add_team("Elsewhere")
    stranger = any_bot.slack.world.add_user(other, "zoe", "Zoe")
    any_bot.town.room.is_shared = True
    any_bot.town.room.members.add(stranger.id)
    any_bot.town.people["zoe"] = stranger
    await any_bot.person("zoe").press(any_bot.messages()[-1], "Yes")
    await any_bot.settle()
    assert "another workspace" in any_bot.private("zoe")[-1] or "not installed" in any_bot.private("zoe")[-1]


async def test_the_app_is_uninstalled(any_bot: Running) -> None:
    await any_bot.gather("ana")
    await any_bot.happenings.uninstall(any_bot.town.team.id)
    assert {type(event) for event in heard(any_bot, WorkspaceLeft)} == {WorkspaceLeft}
    assert await closed(any_bot) is Closed.REMOVED


async def test_tokens_of_members_are_none_of_ours(bot: Running) -> None:
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
    await bot.happenings.tell(bot.town.team.id, event)
    assert heard(bot, WorkspaceLeft) == []


async def test_what_is_of_no_concern_is_acknowledged(bot: Running) -> None:
    bot.slack.app.events |= {"reaction_added"}
    assert await bot.happenings.tell(bot.town.team.id, {"type": "reaction_added", "user": "U1"})


async def test_an_event_of_a_workspace_without_the_bot_is_acknowledged(any_bot: Running) -> None:
    payload = any_bot.happenings.wrapped(any_bot.town.by, {"type": "channel_archive", "channel": "C1"})
    payload["authorizations"][0]["team_id"] = "T404"
    assert (await any_bot.happenings.again(payload)).payload is None
    assert heard(any_bot, RoomClosed) == []
