"""/checkin pause and resume, the buddy, and the peer who confirms that somebody's help did help."""

import pytest

from bot.core.call import Call
from bot.core.card import Card
from tests.bot.commands.weeks import HERE, came, go_on, waits
from tests.bot.scene import DM, Scene, a_card, a_problem, pressable, texts


class TestPausing:
    async def test_whoever_pauses_is_not_asked(self, both: Scene) -> None:
        card = a_card(await both.type("ben", "/checkin pause"))
        assert card.headline == "Your check-ins pause"
        assert await waits(both, "check-in", "ben") is None
        await go_on(both, days=15)
        assert await came(both, "ben", "How was your week") == []
        assert len(await came(both, "cleo", "How was your week")) == 2
        card = a_card(await both.press("ben", pressable(card)["Resume"]))
        assert card.headline == "Welcome back"
        assert "Your next check-in comes on Monday at 9:00, in six days." in texts(card)
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 1

    async def test_a_pause_ends_the_reminder_and_the_window(self, both: Scene) -> None:
        await go_on(both, days=7)
        a_card(await both.press_on("ben", "Pause for a while"))
        for kind in ("check-in", "check-in reminder", "check-in close"):
            assert await waits(both, kind, "ben") is None
        await go_on(both, days=30)
        assert await came(both, "ben", "Your check-in is open") == []
        assert "missed" not in texts(a_card(await both.type("ben", "/checkin history")))

    async def test_who_pauses_may_still_answer_and_is_told_that_they_pause(self, both: Scene) -> None:
        await go_on(both, days=7)
        tell = await both.find("ben", "Tell how it went")
        await both.press_on("ben", "Pause for a while")
        a_card(await both.submit("ben", tell.encode(), DM, learnt="a lot"))
        card = a_card(await both.type("ben", "/checkin history"))
        assert card.headline == "1 week in a row"
        assert "Check-ins pause." in texts(card)
        assert "Resume" in pressable(card)

    async def test_pause_and_resume_twice_change_nothing_more(self, both: Scene) -> None:
        for command in ("pause", "pause", "resume", "resume"):
            a_card(await both.type("ben", f"/checkin {command}"))
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 1

    async def test_a_pause_within_the_week_does_not_ask_it_again(self, both: Scene) -> None:
        await go_on(both, days=7)
        await both.type("ben", "/checkin pause")
        await both.type("ben", "/checkin resume")
        await go_on(both, days=6)
        assert len(await came(both, "ben", "How was your week")) == 1

    async def test_after_three_silences_it_asks_once_and_one_press_brings_back(self, both: Scene) -> None:
        await go_on(both, days=7 * 6)
        assert len(await came(both, "ben", "How was your week")) == 3
        (card,) = await came(both, "ben", "Shall I go on asking, Ben?")
        assert "nothing is lost" in texts(card)
        a_card(await both.press_on("ben", "Ask me again"))
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 4

    async def test_who_leaves_is_not_asked_and_who_comes_back_is(self, both: Scene) -> None:
        await go_on(both, days=7)
        await both.type("ben", "/group leave")
        for kind in ("check-in", "check-in reminder", "check-in close"):
            assert await waits(both, kind, "ben") is None
        await go_on(both, days=14)
        assert len(await came(both, "ben", "")) == len(await came(both, "ben", "How was your week")) == 1
        await both.type("ben", "/group join")
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 2

    async def test_who_mutes_the_question_misses_nothing(self, both: Scene) -> None:
        await both.type("ben", "/me quiet checkins:no")
        await go_on(both, days=7 * 5)
        assert await came(both, "ben", "") == []
        history = texts(a_card(await both.type("ben", "/checkin history")))
        assert "missed" not in history
        assert "Check-ins pause." in history
        assert "comes on 4 January" in texts(a_card(await both.type("ben", "/checkin resume")))
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 1


class TestBuddies:
    async def agreed(self, scene: Scene) -> None:
        await scene.type("ben", "/checkin buddy @Cleo")
        await scene.press_on("cleo", "Gladly")

    async def test_both_must_want_it(self, both: Scene) -> None:
        card = a_card(await both.type("ben", "/checkin buddy @Cleo"))
        assert card.headline == "Cleo is asked"
        await go_on(both, days=7 * 3)
        assert await came(both, "cleo", "Ben has missed") == []
        reply = a_card(await both.press_on("cleo", "Gladly"))
        assert reply.headline == "You are Ben's accountability buddy"
        assert len(await came(both, "ben", "Cleo is your accountability buddy now")) == 1

    async def test_a_buddy_hears_of_two_misses_and_of_nothing_else(self, both: Scene) -> None:
        await self.agreed(both)
        await go_on(both, days=9)
        assert await came(both, "cleo", "Ben has missed") == []
        await go_on(both, days=30)
        (card,) = await came(both, "cleo", "Ben has missed 2 check-ins")
        assert "Ben asked you to hear of it." in texts(card)
        assert "/me quiet mutes nudges" in texts(card)
        assert await came(both, "dev", "Ben has missed") == []

    async def test_a_no_is_not_told(self, both: Scene) -> None:
        await both.type("ben", "/checkin buddy @Cleo")
        gladly = await both.find("cleo", "Gladly")
        before = len(await came(both, "ben", ""))
        assert a_card(await both.press_on("cleo", "Not now")).headline == "Noted: not now"
        assert len(await came(both, "ben", "")) == before
        said = a_problem(await both.press("cleo", gladly, DM), "not_found")
        assert said == "Ben does not ask for it any more."

    async def test_it_ends_whenever_either_likes(self, both: Scene) -> None:
        await self.agreed(both)
        assert a_card(await both.type("ben", "/checkin alone")).headline == "You have no accountability buddy"
        await go_on(both, days=7 * 3)
        assert await came(both, "cleo", "Ben has missed") == []

    async def test_who_agreed_may_stop_and_it_is_told(self, both: Scene) -> None:
        await both.type("ben", "/checkin buddy @Cleo")
        reply = a_card(await both.press_on("cleo", "Gladly"))
        reply = a_card(await both.press("cleo", pressable(reply)["Rather not any more"], DM))
        assert reply.headline == "You are not Ben's buddy any more"
        assert len(await came(both, "ben", "Cleo cannot be your accountability buddy any more")) == 1
        await go_on(both, days=7 * 3)
        assert await came(both, "cleo", "Ben has missed") == []

    async def test_who_has_left_does_not_hear(self, both: Scene) -> None:
        await self.agreed(both)
        await both.type("cleo", "/group leave")
        await go_on(both, days=7 * 3)
        assert await came(both, "cleo", "Ben has missed") == []

    async def test_nobody_is_asked_twice(self, both: Scene) -> None:
        for _ in range(3):
            a_card(await both.type("ben", "/checkin buddy @Cleo"))
        assert len(await came(both, "cleo", "Ben asks you")) == 1
        await both.press_on("cleo", "Gladly")
        card = a_card(await both.type("ben", "/checkin buddy @Cleo"))
        assert card.headline == "Cleo is your accountability buddy now"
        assert len(await came(both, "cleo", "Ben asks you")) == 1

    async def test_nobody_agrees_to_what_was_not_asked(self, both: Scene) -> None:
        await both.type("ben", "/checkin buddy @Cleo")
        gladly = await both.find("cleo", "Gladly")
        a_problem(await both.press("dev", gladly), "not_found")
        a_card(await both.press("dev", Call.to("checkin decline", peer=2)))
        a_card(await both.press("cleo", gladly, DM))
        said = a_problem(await both.type("ben", "/checkin buddy @Ben"), "bad_input")
        assert said == "Who? Name a peer: a buddy is somebody else."


class TestConfirming:
    async def told(self, scene: Scene, peer: str = "<@cleo>", how: str = "read her note") -> Card:
        return a_card(await scene.submit("ben", "checkin now", learnt="plums", helped=peer, how=how))

    async def points(self, scene: Scene, who: str = "ben") -> int:
        me = await scene.id(who)
        standings = await scene.work.read(lambda store: store.ledger.standings(HERE, me, None, 10))
        return standings.own.points if standings.own else 0

    async def test_the_named_peer_confirms_it_with_one_press(self, both: Scene) -> None:
        card = await self.told(both)
        assert "Cleo is asked whether it did help, and reads your words about it." in texts(card)
        assert "Only you can read the rest." in texts(card)
        (question,) = await came(both, "cleo", "Did Ben help you?")
        assert "“read her note”" in texts(question)
        assert "plums" not in texts(question)
        assert await self.points(both) == 0
        reply = a_card(await both.press_on("cleo", "Yes, it helped"))
        assert reply.headline == "Confirmed. Ben gets 1 point for it"
        assert await self.points(both) == 1
        (heard,) = await came(both, "ben", "Cleo confirms that you helped")
        assert "That is 1 point for you." in texts(heard)
        assert await came(both, "cleo", "Did Ben") == []
        assert len(await came(both, "cleo", "Confirmed")) == 1

    async def test_it_counts_once(self, both: Scene) -> None:
        await self.told(both)
        yes = await both.find("cleo", "Yes, it helped")
        await both.press("cleo", yes, DM)
        said = a_problem(await both.press("cleo", yes, DM), "too_late")
        assert said == "You have said thank you for this already."
        await self.told(both)  # the same peer is not asked again
        assert await came(both, "cleo", "Did Ben") == []
        assert await self.points(both) == 1

    async def test_nobody_else_may_confirm_it(self, both: Scene) -> None:
        await self.told(both)
        yes = await both.find("cleo", "Yes, it helped")
        for who in ("dev", "ben", "ana"):
            a_problem(await both.press(who, yes), "not_found")
        for week in ("2026-11-16", "tuesday", "2026-13-01"):
            a_problem(await both.press("cleo", yes.having(week=week), DM), "not_found")
        assert await self.points(both) == 0

    async def test_who_is_not_named_any_more_has_nothing_to_confirm(self, both: Scene) -> None:
        await self.told(both)
        yes = await both.find("cleo", "Yes, it helped")
        await self.told(both, "<@dev>")
        assert len(await came(both, "dev", "Did Ben help you?")) == 1
        assert len(await came(both, "cleo", "Ben has changed this note")) == 1
        a_problem(await both.press("cleo", yes, DM), "not_found")

    async def test_it_is_taken_back(self, both: Scene) -> None:
        await self.told(both)
        reply = a_card(await both.press_on("cleo", "Yes, it helped"))
        a_card(await both.press("cleo", pressable(reply)["Undo"], DM))
        assert await self.points(both) == 0
        assert await came(both, "ben", "Cleo confirms") == []
        assert len(await came(both, "ben", "Cleo took a thank-you back")) == 1

    @pytest.mark.parametrize("who", ["ben", "dev"])
    async def test_only_who_confirmed_takes_it_back(self, both: Scene, who: str) -> None:
        await self.told(both)
        reply = a_card(await both.press_on("cleo", "Yes, it helped"))
        a_problem(await both.press(who, pressable(reply)["Undo"]), "not_yours")
        assert await self.points(both) == 1

    async def test_the_limits_of_thanks_hold(self, both: Scene) -> None:
        await self.told(both)
        for _ in range(3):
            await both.type("cleo", "/thanks @Ben for it")
            both.clock.forward(minutes=1)
        said = a_problem(await both.press_on("cleo", "Yes, it helped"), "over_limit")
        assert "You have thanked this peer 3 times in 30 days" in said
        assert await self.points(both) == 3

    async def test_both_ways_within_a_week_count_once(self, both: Scene) -> None:
        await both.type("ben", "/thanks @Cleo for it")
        await self.told(both)
        reply = a_card(await both.press_on("cleo", "Yes, it helped"))
        assert "point" not in texts(reply)
        (heard,) = await came(both, "ben", "Cleo confirms that you helped")
        assert "You thanked each other within a week, and the two count once." in texts(heard)

    async def test_a_group_where_thanks_count_nothing_says_nothing_of_it(self, both: Scene) -> None:
        await both.type("ana", "/group settings thanks_points:0")
        await self.told(both)
        await both.press_on("cleo", "Yes, it helped")
        (heard,) = await came(both, "ben", "Cleo confirms that you helped")
        assert not heard.blocks

    async def test_without_words_only_the_fact_is_told(self, both: Scene) -> None:
        await self.told(both, how="")
        (question,) = await came(both, "cleo", "Did Ben help you?")
        assert "Ben noted it in a check-in." in texts(question)
