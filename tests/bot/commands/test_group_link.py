"""A group with several rooms: who may link one, by which code, and what is told there."""

import asyncio
import re
from dataclasses import replace

import pytest

from bot.core.card import Card, Style, Text
from bot.core.voice import at
from bot.domain.group import Closed, Home, Room
from bot.domain.member import Role
from storage.database import Database
from tests.bot.commands.platforms import GUILD, SLACK, Person, Platforms, on_discord, on_slack
from tests.bot.scene import a_card, a_problem, pressable, texts

ANA, BEN, EVE = on_slack("Ana"), on_slack("Ben"), on_slack("Eve")
CLEO, DEV = on_discord("Cleo"), on_discord("Dev")
GONE = "That code is not one that holds. /group link in the group's channel gives a new one."


@pytest.fixture
async def both(database: Database) -> Platforms:
    """Let Ana's group live in Slack, Ben in it."""
    both = Platforms(database)
    a_card(await both.type(ANA, "/group setup Tuesday", SLACK, "job-seekers"))
    a_card(await both.type(BEN, "/group join", SLACK))
    return both


async def code(both: Platforms, who: Person = ANA, room: Room | None = SLACK) -> str:
    """Let a facilitator get a code; gives the line to type elsewhere."""
    card = a_card(await both.type(who, "/group link", room))
    (line,) = (each.text for each in card.blocks if isinstance(each, Text) and each.style is Style.QUOTE)
    return line


async def linked(both: Platforms) -> Card:
    return a_card(await both.type(CLEO, await code(both), GUILD, "jobs"))


async def test_a_channel_on_the_other_platform_becomes_a_room_of_the_group(both: Platforms) -> None:
    line = await code(both)
    assert re.fullmatch(r"/group link code:[a-hjkmnp-z2-9]{12}", line)
    card = a_card(await both.type(CLEO, line, GUILD, "jobs"))
    assert card.headline == "Tuesday lives here too now"
    for room in (SLACK, GUILD):
        assert (await both.cards(room))[-1].headline == "Tuesday has one more room now"
    homes = await both.work.read(lambda store: store.groups.homes_on("discord"))
    assert [(home.room, home.name, home.closed) for home in homes] == [(GUILD, "jobs", None)]
    members = texts(a_card(await both.type(BEN, "/group members", SLACK)))
    assert "Tuesday: 3 members" in members
    assert "Cleo" in members
    assert "Cleo · facilitator" not in members


async def test_the_code_is_one_s_own_to_share(both: Platforms) -> None:
    first, second = await code(both), await code(both)
    assert first != second
    assert await both.posts(at(SLACK))
    assert not any(first[-12:] in texts(card) for card in await both.cards(SLACK))


async def test_it_can_be_typed_large_and_with_spaces(both: Platforms) -> None:
    line = await code(both)
    a_card(await both.type(CLEO, f'/group link code:" {line[-12:].upper()} "', GUILD))


@pytest.mark.parametrize("who", [BEN, EVE])
async def test_only_a_facilitator_gets_a_code(both: Platforms, who: Person) -> None:
    said = a_problem(await both.type(who, "/group link", SLACK), "not_yours")
    assert said == "Only a facilitator of the group may do this. /group members shows who is one."


async def test_a_facilitator_who_left_gets_none(both: Platforms) -> None:
    a_card(await both.type(ANA, "/group settings facilitator:<@UBEN>", SLACK))
    a_card(await both.type(ANA, "/group leave", SLACK))
    a_problem(await both.type(ANA, "/group link", SLACK), "not_yours")
    a_card(await both.type(BEN, "/group link", SLACK))


async def test_in_a_direct_message_the_group_is_known(both: Platforms) -> None:
    line = await code(both, room=None)
    a_card(await both.type(CLEO, line, GUILD))


@pytest.mark.parametrize(("who", "room"), [(EVE, None), (ANA, replace(SLACK, channel="C9"))])
async def test_where_no_group_is_there_is_no_code(both: Platforms, who: Person, room: Room | None) -> None:
    said = a_problem(await both.type(who, "/group link", room), "not_found")
    assert said == "Type this in your group's channel first: there you get the code for the other one."


async def test_in_a_direct_message_of_somebody_in_two_groups_there_is_none(both: Platforms) -> None:
    a_card(await both.type(ANA, "/group setup Friday", replace(SLACK, channel="C2")))
    a_problem(await both.type(ANA, "/group link", None), "not_found")


@pytest.mark.parametrize("wrong", ["nonsense", "aaaaaaaaaaaa", "1", "'; --"])
async def test_a_wrong_code_links_nothing(both: Platforms, wrong: str) -> None:
    await code(both)
    assert a_problem(await both.type(CLEO, f'/group link code:"{wrong}"', GUILD), "not_found") == GONE
    assert await both.cards(GUILD) == []


async def test_a_code_holds_for_an_hour(both: Platforms) -> None:
    early, late = await code(both), await code(both)
    both.clock.forward(minutes=59)
    a_card(await both.type(CLEO, early, GUILD))
    both.clock.forward(minutes=1)
    assert a_problem(await both.type(DEV, late, replace(GUILD, channel="8")), "not_found") == GONE


async def test_a_code_links_one_channel(both: Platforms) -> None:
    line = await code(both)
    a_card(await both.type(CLEO, line, GUILD))
    assert a_problem(await both.type(DEV, line, replace(GUILD, channel="8")), "not_found") == GONE


async def test_of_two_who_use_a_code_at_once_one_links_a_channel(both: Platforms) -> None:
    line, rooms = await code(both), [replace(GUILD, channel=f"{number}") for number in range(3)]
    replies = await asyncio.gather(*(both.type(CLEO, line, room) for room in rooms))
    assert [isinstance(reply, Card) for reply in replies].count(True) == 1
    homes = await both.work.read(lambda store: store.groups.homes_on("discord"))
    assert len(homes) == 1


async def test_of_two_codes_used_in_one_channel_at_once_one_links_it(both: Platforms) -> None:
    other = on_discord("Zoe")
    a_card(await both.type(other, "/group setup Friday", replace(GUILD, channel="8")))
    lines = [await code(both), await code(both, other, replace(GUILD, channel="8"))]
    replies = await asyncio.gather(*(both.type(CLEO, line, GUILD) for line in lines))
    refused = [reply for reply in replies if not isinstance(reply, Card)]
    assert len(refused) == 1
    assert "lives in this channel already" in a_problem(refused[0], "too_late")


async def test_a_channel_that_has_a_group_keeps_it_and_the_code_its_worth(both: Platforms) -> None:
    line = await code(both)
    a_card(await both.type(CLEO, "/group setup Friday", GUILD))
    said = a_problem(await both.type(CLEO, line, GUILD), "too_late")
    assert said == "Friday lives in this channel already. Link another one."
    assert a_problem(await both.type(ANA, line, SLACK), "too_late").startswith(
        "Tuesday lives in this channel"
    )
    a_card(await both.type(DEV, line, replace(GUILD, channel="8")))


async def test_a_direct_message_is_no_room(both: Platforms) -> None:
    line = await code(both)
    said = a_problem(await both.type(CLEO, line, None), "refused")
    assert said == "This works in the channel that is to be linked. Go there and type it again."
    a_card(await both.type(CLEO, line, GUILD))


async def test_a_member_who_had_left_and_links_a_channel_is_back(both: Platforms) -> None:
    line = await code(both)
    a_card(await both.type(BEN, "/group leave", SLACK))
    a_card(await both.type(BEN, line, replace(SLACK, channel="C2")))
    assert "Ben" in texts(a_card(await both.type(ANA, "/group members", SLACK)))


async def test_a_facilitator_who_links_a_channel_stays_one(both: Platforms) -> None:
    a_card(await both.type(ANA, await code(both), replace(SLACK, channel="C2")))
    arrival = await both.work.read(lambda store: store.groups.arrive(ANA.identity, SLACK))
    assert arrival.membership
    assert arrival.membership.role is Role.FACILITATOR


class TestReopening:
    async def close(self, both: Platforms, why: Closed) -> None:
        await both.posts(at(SLACK))

        def work(store: object) -> None:
            home = store.groups.home(SLACK)  # type: ignore[attr-defined]
            store.groups.change(home, replace(home, closed=why))  # type: ignore[attr-defined]

        await both.work.write(work)

    async def homes(self, both: Platforms) -> list[Home]:
        return list(await both.work.read(lambda store: store.groups.homes_on("slack")))

    async def test_a_room_that_was_forbidden_works_again(self, both: Platforms) -> None:
        await self.close(both, Closed.FORBIDDEN)
        card = a_card(await both.dispatcher.pressed(ANA.at(None), 'group reopen {"channel":"C1"}'))
        assert card.headline == "Tuesday can read me in #job-seekers again"
        assert [home.closed for home in await self.homes(both)] == [None]
        a_card(await both.type(BEN, "/target add Globex", SLACK))
        assert (await both.cards(SLACK))[-1].headline == "Ben wants to learn about Globex"

    @pytest.mark.parametrize("why", [Closed.ARCHIVED, Closed.DELETED, Closed.REMOVED])
    async def test_a_room_closed_for_another_reason_by_now_stays_so(
        self, both: Platforms, why: Closed
    ) -> None:
        await self.close(both, why)
        card = a_card(await both.dispatcher.pressed(ANA.at(None), 'group reopen {"channel":"C1"}'))
        assert "so Tuesday hears nothing there" in card.headline
        assert [*pressable(card)] == ["Link another channel"]
        assert [home.closed for home in await self.homes(both)] == [why]

    async def test_only_a_facilitator_reopens(self, both: Platforms) -> None:
        await self.close(both, Closed.FORBIDDEN)
        for room in (None, SLACK):
            a_problem(
                await both.dispatcher.pressed(BEN.at(room), 'group reopen {"channel":"C1"}'), "not_yours"
            )
        assert [home.closed for home in await self.homes(both)] == [Closed.FORBIDDEN]

    async def test_nobody_reopens_the_room_of_another_group(self, both: Platforms) -> None:
        await self.close(both, Closed.FORBIDDEN)
        a_card(await both.type(CLEO, "/group setup Friday", GUILD))
        a_problem(await both.dispatcher.pressed(CLEO.at(GUILD), 'group reopen {"channel":"C1"}'), "not_found")
        assert [home.closed for home in await self.homes(both)] == [Closed.FORBIDDEN]

    async def test_the_message_about_a_closed_room_leads_to_another_one(self, both: Platforms) -> None:
        await self.close(both, Closed.DELETED)
        told = a_card(await both.dispatcher.pressed(ANA.at(None), 'group reopen {"channel":"C1"}'))
        call = pressable(told)["Link another channel"]
        card = a_card(await both.dispatcher.pressed(ANA.at(None), call.encode()))
        (line,) = (each.text for each in card.blocks if isinstance(each, Text) and each.style is Style.QUOTE)
        a_card(await both.type(CLEO, line, GUILD))
        a_card(await both.type(CLEO, "/target add Globex", GUILD))
        assert (await both.cards(GUILD))[-1].headline == "Cleo wants to learn about Globex"
