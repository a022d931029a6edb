"""One group with a room on each platform: what is told in one is told and changes in both."""

from dataclasses import replace

import pytest

from bot.core.card import Card
from bot.core.voice import at
from storage.database import Database
from tests.bot.commands.platforms import GUILD, SLACK, Platforms, on_discord, on_slack
from tests.bot.commands.test_group_link import code
from tests.bot.scene import a_card, pressable, texts

ANA, BEN, CLEO, DEV = on_slack("Ana"), on_slack("Ben"), on_discord("Cleo"), on_discord("Dev")


@pytest.fixture
async def both(database: Database) -> Platforms:
    """Let a group live in Slack, with Ana and Ben, and on Discord, with Cleo and Dev."""
    both = Platforms(database)
    a_card(await both.type(ANA, "/group setup Tuesday", SLACK))
    a_card(await both.type(BEN, "/group join", SLACK))
    a_card(await both.type(CLEO, await code(both, ANA), GUILD))
    a_card(await both.type(DEV, "/group join", GUILD))
    return both


async def in_rooms(both: Platforms) -> list[Card]:
    """Give the newest message of both rooms."""
    return [(await both.cards(room))[-1] for room in (SLACK, GUILD)]


async def asked(both: Platforms) -> None:
    a_card(await both.type(CLEO, "/intro ask Globex how they decide what to build", GUILD))


async def confirmed(both: Platforms) -> Card:
    """Let Ben help Cleo across the platforms."""
    await asked(both)
    a_card(await both.press(BEN, "I can introduce", SLACK))
    a_card(await both.press(CLEO, "Accept"))
    a_card(await both.press(BEN, "They said yes, introduced"))
    return a_card(await both.press(CLEO, "We are in touch"))


async def test_what_is_posted_in_one_room_is_posted_in_both(both: Platforms) -> None:
    for who, room, company in ((ANA, SLACK, "Globex"), (DEV, GUILD, "Initech")):
        a_card(await both.type(who, f"/target add {company}", room))
        first, second = await in_rooms(both)
        assert first == second
        assert first.headline == f"{who.name} wants to learn about {company}"


async def test_a_member_of_one_platform_answers_the_ask_of_a_member_of_the_other(both: Platforms) -> None:
    await asked(both)
    a_card(await both.press(BEN, "I can introduce", SLACK))
    assert (await both.cards(CLEO))[-1].headline == "Ben can introduce you to someone at Globex"
    for card in await in_rooms(both):
        assert "1 peer has offered; more are welcome." in texts(card)
    a_card(await both.press(CLEO, "Accept"))
    assert (await both.cards(BEN))[-1].headline == "Cleo accepted your offer for Globex"
    for card in await in_rooms(both):
        assert pressable(card) == {}


async def test_the_introduction_is_told_in_the_thread_of_each_room(both: Platforms) -> None:
    await confirmed(both)
    for room in (SLACK, GUILD):
        post = (await both.posts(at(room)))[-1]
        (reply,) = post.replies
        assert reply.card.headline == "Cleo is in touch with someone at Globex"
        assert "Introduced by Ben. Thank you." in texts(reply.card)
        assert reply.address == post.address


async def test_the_points_are_one_group_s(both: Platforms) -> None:
    await confirmed(both)
    for who, room in ((ANA, SLACK), (DEV, GUILD)):
        assert "1. Ben · 5" in texts(a_card(await both.type(who, "/leaderboard", room)))


async def test_peers_are_named_by_mention_on_their_own_platform_and_by_name_everywhere(
    both: Platforms,
) -> None:
    mention = f"<@{DEV.identity.user}>"
    a_card(await both.type(CLEO, f"/thanks {mention} for it", GUILD))
    a_card(await both.type(ANA, "/thanks @Dev for it", SLACK))
    assert [card.headline for card in await in_rooms(both)] == ["Ana thanks Dev"] * 2


async def test_a_room_linked_later_has_no_thread_and_is_told_all_the_same(both: Platforms) -> None:
    await asked(both)
    third = replace(GUILD, channel="8")
    a_card(await both.type(DEV, await code(both, ANA), third))
    a_card(await both.press(BEN, "I can introduce", SLACK))
    a_card(await both.press(CLEO, "Accept"))
    a_card(await both.press(BEN, "They said yes, introduced"))
    a_card(await both.press(CLEO, "We are in touch"))
    assert (await both.cards(third))[-1].headline == "Cleo is in touch with someone at Globex"
    (ask,) = [post for post in await both.posts(at(GUILD)) if post.replies]
    assert len(ask.replies) == 1
