"""Asks and the clock, and asks in lists."""

from datetime import timedelta

from bot.core.call import Call
from bot.domain.ask import LIFETIME
from tests.bot.commands.story import ASK, due, room, until_confirmed
from tests.bot.scene import Scene, a_card, a_problem, pressable, texts


class TestTime:
    async def test_what_the_clock_owes_is_written_down(self, asked: Scene) -> None:
        now = asked.clock.now()
        assert [(each.kind, each.at - now) for each in await due(asked)] == [
            ("ask nudge", timedelta(days=1)), ("ask expiry", timedelta(days=14)),
        ]  # fmt: skip
        await asked.press_on("ben", "Offer")
        assert [each.kind for each in await due(asked)] == ["ask expiry"]
        await asked.press_on("ana", "Accept")
        assert await due(asked) == []
        await asked.press_on("ben", "They said yes, introduced")
        assert [(each.kind, f"{each.at:%a}") for each in await due(asked)] == [
            ("ask followup 3", "Thu"), ("ask followup 7", "Wed"),
        ]  # fmt: skip
        await asked.press_on("ana", "We are in touch")
        assert await due(asked) == []

    async def test_an_ask_that_nobody_answers_expires_and_is_renewed(self, asked: Scene) -> None:
        await asked.press_on("ben", "Offer")
        asked.clock.forward(days=14)
        a_problem(await asked.press_on("ana", "Accept"), "too_late")
        a_problem(await asked.type("cleo", "/intro answer 1 introduce"), "too_late")
        shown = a_card(await asked.press("ana", Call.to("intro show", ask=1)))
        assert shown.headline == "Your ask about Globex: expired"
        assert [*pressable(shown)] == ["Renew", "Take it back"]
        a_problem(await asked.press("ben", pressable(shown)["Renew"]), "not_yours")
        renewed = a_card(await asked.press("ana", pressable(shown)["Renew"]))
        assert renewed.headline == "Your ask about Globex is posted again"
        assert (await room(asked)).headline == "Ana would like to meet someone at Globex"
        assert [each.at for each in await due(asked)][-1] == asked.clock.now() + LIFETIME
        a_card(await asked.press_on("ana", "Accept"))
        a_problem(await asked.press("ana", pressable(shown)["Renew"]), "too_late")

    async def test_three_in_seven_days_and_when_the_next_is_free(self, asked: Scene) -> None:
        asked.clock.forward(days=1)
        for company in ("Acme", "Initech"):
            a_card(await asked.type("ana", f"/intro ask {company} how they decide what to build"))
        before = await asked.everything()
        said = a_problem(
            await asked.type("ana", "/intro ask Hooli how they decide what to build"), "over_limit"
        )
        assert said == (
            "You have posted 3 asks in seven days; this group takes at most 3, so that each gets its attention. "
            "You can post the next one on Monday at 9:30, in six days."
        )
        assert await asked.everything() == before
        a_card(await asked.type("ben", "/intro ask Hooli how they decide what to build"))
        asked.clock.forward(days=6, seconds=-1)
        a_problem(await asked.type("ana", "/intro ask Hooli how they decide what to build"), "over_limit")
        asked.clock.forward(seconds=1)
        a_card(await asked.type("ana", "/intro ask Hooli how they decide what to build"))

    async def test_the_limit_is_said_in_the_members_zone_and_counts_what_was_withdrawn(
        self, asked: Scene
    ) -> None:
        await asked.type("ana", "/group settings asks_per_week:1")
        await asked.type("ana", "/me timezone Asia/Tokyo")
        await asked.type("ana", "/intro withdraw 1")
        said = a_problem(await asked.type("ana", ASK), "over_limit")
        assert said.endswith("You can post the next one on 30 November at 18:30.")

    async def test_a_renewed_ask_counts_as_one_of_the_week(self, asked: Scene) -> None:
        asked.clock.forward(days=15)
        for company in ("Acme", "Initech", "Hooli"):
            a_card(await asked.type("ana", f"/intro ask {company} how they decide what to build"))
        a_problem(await asked.press("ana", Call.to("intro renew", ask=1)), "over_limit")


class TestLists:
    async def test_ones_own_and_those_one_helps_with(self, asked: Scene) -> None:
        await asked.type("ben", "/intro ask Acme how they decide what to build")
        await asked.press_on("ben", "Offer")
        card = a_card(await asked.type("ben", "/intro list"))
        assert card.headline == "You have 1 ask"
        assert "Acme · open to your peers" in texts(card)
        assert "You help with:\nGlobex, for Ana · your offer waits for an answer" in texts(card)
        assert [*pressable(card)] == [
            "Acme · open to your peers", "Globex · for Ana", "Ask for an introduction", "2 waiting for help",
        ]  # fmt: skip
        other = a_card(await asked.press("ben", pressable(card)["Globex · for Ana"]))
        assert other.headline == "Ana would like to meet someone at Globex"

    async def test_nothing_yet(self, group: Scene) -> None:
        card = a_card(await group.type("ana", "/intro list"))
        assert card.headline == "You have not asked for an introduction yet"
        waiting = a_card(await group.press("ana", Call.to("intro waiting")))
        assert waiting.headline == "No ask is waiting for help"

    async def test_what_waits_oldest_first_by_pages(self, group: Scene) -> None:
        await group.type("ana", "/group settings asks_per_week:50")
        for number in range(12):
            await group.type("ana", f"/intro ask Company{number:02} how they decide what to build")
            group.clock.forward(minutes=1)
        card = a_card(await group.press("ben", Call.to("intro waiting")))
        assert card.headline == "12 asks are waiting for help"
        assert texts(card).index("Company00") < texts(card).index("Company09")
        assert "Company10" not in texts(card)
        second = a_card(await group.press("ben", pressable(card)["Next page (2 of 2)"]))
        assert "Company11" in texts(second)
        assert a_card(await group.press("ben", Call.to("intro waiting", page=99))) == card
        mine = a_card(await group.type("ana", "/intro list 2"))
        assert "Company00" in texts(mine)

    async def test_a_peer_sees_no_helpers(self, asked: Scene) -> None:
        await until_confirmed(asked)
        show = Call.to("intro show", ask=1)
        assert "Ben introduced you" in texts(a_card(await asked.press("ana", show)))
        for who in ("ben", "cleo"):
            assert "Ben" not in texts(a_card(await asked.press(who, show)))
