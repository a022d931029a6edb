"""Events: what the app hears of, and that it hears it again until it has acknowledged."""

import pytest

from tests.slack.server.app import EVENTS
from tests.slack.server.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.slack.server.errors import Unanswered
from tests.slack.server.happenings import Happenings
from tests.slack.server.server import SlackServer
from tests.slack.town import Town, Tried


@pytest.fixture
def happenings(town: Town, delivery: Delivery) -> Happenings:
    return Happenings(town.slack, delivery)


async def test_an_event_comes_wrapped(happenings: Happenings, town: Town, tried: Tried) -> None:
    await happenings.archive(town.room, town.people["cleo"])
    (heard,) = tried.heard
    assert heard["type"] == "event_callback"
    assert (heard["team_id"], heard["api_app_id"]) == (town.team.id, town.slack.app.id)
    assert heard["event_id"].startswith("Ev")
    assert heard["authorizations"][0]["user_id"] == town.bot.id
    event = heard["event"]
    assert (event["type"], event["channel"], event["user"]) == (
        "channel_archive",
        town.room.id,
        town.people["cleo"].id,
    )
    assert town.room.is_archived


async def test_what_happens_to_rooms_and_people(happenings: Happenings, town: Town, tried: Tried) -> None:
    cleo, room = town.people["cleo"], town.room
    await happenings.archive(room, cleo)
    await happenings.unarchive(room, cleo)
    await happenings.rename(room, "seekers")
    await happenings.remove_app(room, cleo)
    await happenings.invite_app(room, cleo)
    newcomer = town.slack.world.add_user(town.team, "newcomer")
    await happenings.join(room, newcomer)
    cleo.tz = "Asia/Tokyo"
    await happenings.change_user(cleo)
    await happenings.open_home(cleo)
    await happenings.delete(room, cleo)
    events = [each["event"] for each in tried.heard]
    assert [each["type"] for each in events] == [
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "channel_left",
        "member_joined_channel",
        "member_joined_channel",
        "user_change",
        "app_home_opened",
        "channel_deleted",
    ]
    assert events[2]["channel"]["name"] == "seekers"
    assert [each["user"] for each in events[4:6]] == [town.bot.id, newcomer.id]
    assert events[6]["user"]["tz"] == "Asia/Tokyo"
    assert events[7]["tab"] == "home"
    assert len({each["event_id"] for each in tried.heard}) == len(events)
    assert room.id not in town.slack.world.channels


async def test_a_private_channel_has_events_of_its_own(
    happenings: Happenings, town: Town, tried: Tried
) -> None:
    private = town.slack.world.add_channel(town.team, "private", town.bot, is_private=True)
    await happenings.archive(private, town.people["cleo"])
    assert tried.heard[0]["event"]["type"] == "group_archive"


async def test_only_what_was_asked_for_and_may_be_known_is_told(
    happenings: Happenings, town: Town, tried: Tried
) -> None:
    town.slack.app.events = EVENTS - {"channel_rename"}
    town.by.scopes -= {"users:read"}
    assert await happenings.rename(town.room, "seekers") is None
    assert await happenings.change_user(town.people["ana"]) is None
    assert not tried.heard
    assert town.room.name == "seekers"


@pytest.mark.parametrize("order", [("tokens", "app"), ("app", "tokens")], ids="-".join)
async def test_the_app_is_removed_in_two_events_of_any_order(
    happenings: Happenings, town: Town, tried: Tried, order: tuple[str, str]
) -> None:
    names = {"tokens": "tokens_revoked", "app": "app_uninstalled"}
    await happenings.uninstall(town.team.id, order)
    assert [each["event"]["type"] for each in tried.heard] == [names[each] for each in order]
    assert town.by.state == "inactive"


async def test_an_event_can_come_again(happenings: Happenings, town: Town, tried: Tried) -> None:
    await happenings.archive(town.room, town.people["cleo"])
    await happenings.again(happenings.told[0])
    first, second = tried.heard
    assert first == second


async def test_over_http_an_event_comes_up_to_four_times(
    http: HttpDelivery, town: Town, tried: Tried
) -> None:
    happenings = Happenings(town.slack, http)
    tried.failing = [500, 500, 200]
    await happenings.archive(town.room, town.people["cleo"])
    retries = [(each.get("X-Slack-Retry-Num"), each.get("X-Slack-Retry-Reason")) for each in tried.headers]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len(tried.heard) == 1
    tried.headers.clear()
    tried.failing = [500] * 4
    with pytest.raises(Unanswered, match="event_dropped"):
        await happenings.unarchive(town.room, town.people["cleo"])
    assert [each.get("X-Slack-Retry-Num") for each in tried.headers] == [None, "1", "2", "3"]


async def test_on_a_socket_an_event_comes_again_where_nobody_acknowledged_it(
    server: SlackServer, socket: SocketDelivery, town: Town, tried: Tried
) -> None:
    socket.patience = 0.2
    await server.sockets.drop()
    with pytest.raises(Unanswered, match="event_dropped"):
        await Happenings(town.slack, socket).archive(town.room, town.people["cleo"])
