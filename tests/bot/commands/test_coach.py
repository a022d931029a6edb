"""The coach at the door of an ask: what its author sees, and what becomes of what they typed."""

from datetime import timedelta

import pytest

from bot.core.call import Call
from bot.core.card import Card
from tests.bot.commands.story import last, room
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

PITCH = "see if I would be a fit for your team"
LEARN = "learn how your team works and what makes people do well there"
ASK = f"/intro ask Globex {PITCH}"
FOUND = f"This may read as asking for a job: “{PITCH}”"


async def strictness(scene: Scene, chosen: str) -> None:
    a_card(await scene.type("ana", f"/group settings coach:{chosen}"))


async def shown(scene: Scene, line: str = ASK, who: str = "ana") -> Card:
    return a_card(await scene.type(who, line))


async def posted(scene: Scene) -> list[str]:
    return [
        card.headline for card in await scene.messages("tuesday") if "would like to meet" in card.headline
    ]


class TestTheCard:
    async def test_the_author_alone_sees_what_why_and_another_way(self, group: Scene) -> None:
        card = await shown(group)
        assert card.headline == FOUND
        assert "It asks your peer's contact to judge you before they know you" in texts(card)
        assert f"You could write: “{LEARN}”" in texts(card)
        assert [*pressable(card)] == ["Use this", "Edit", "Post mine"]
        assert await posted(group) == []
        for who in ("ana", "ben", "cleo", "dev"):
            assert await group.messages(who) == []

    async def test_an_ask_to_learn_is_posted_at_once(self, group: Scene) -> None:
        assert (
            await shown(group, f"/intro ask Globex {LEARN}")
        ).headline == "Your ask about Globex is posted"

    async def test_the_coachs_words_are_posted(self, group: Scene) -> None:
        card = a_card(await group.press("ana", pressable(await shown(group))["Use this"]))
        assert card.headline == "Your ask about Globex is posted"
        assert f"To learn: {LEARN} · 20 minutes" in texts(await room(group))

    async def test_ones_own_words_are_posted(self, group: Scene) -> None:
        card = a_card(await group.press("ana", pressable(await shown(group))["Post mine"]))
        assert card.headline == "Your ask about Globex is posted"
        assert f"To learn: {PITCH} · 20 minutes" in texts(await room(group))

    async def test_the_form_opens_as_it_was_filled_in_and_is_read_again(self, group: Scene) -> None:
        line = f"/intro ask Globex minutes:30 offer:“a list of tools” learn:“{PITCH}”"
        form = a_form(await group.press("ana", pressable(await shown(group, line))["Edit"]))
        values = {field.name: field.value for field in form.fields}
        assert values == {"company": "Globex", "learn": PITCH, "minutes": "30", "offer": "a list of tools"}
        assert a_card(await group.submit("ana", form)).headline == FOUND
        done = a_card(await group.submit("ana", form, learn="how they plan the week"))
        assert done.headline == "Your ask about Globex is posted"

    async def test_in_a_direct_message(self, group: Scene) -> None:
        card = a_card(await group.type("ana", ASK, DM))
        a_card(await group.press("ana", pressable(card)["Use this"], DM))
        assert len(await posted(group)) == 1


class TestOffers:
    async def test_what_one_can_do_for_them_is_no_pitch(self, group: Scene) -> None:
        line = (
            "/intro ask Globex learn:“how they plan the week” offer:“bring my skills to your team for a day”"
        )
        assert (await shown(group, line)).headline == "Your ask about Globex is posted"

    async def test_what_one_gives_is_no_wish(self, group: Scene) -> None:
        offer = "a planning template my last team still uses"
        line = f"/intro ask Globex learn:“how they plan the week” offer:“{offer}”"
        assert (await shown(group, line)).headline == "Your ask about Globex is posted"

    async def test_a_resume_is_no_offer_and_may_be_left_out(self, group: Scene) -> None:
        line = "/intro ask Globex learn:“how they plan the week” offer:“I could send my CV”"
        card = await shown(group, line)
        assert "You could leave it out; an ask needs no offer." in texts(card)
        a_card(await group.press("ana", pressable(card)["Use this"]))
        assert "In return" not in texts(await room(group))
        assert "To learn: how they plan the week" in texts(await room(group))


class TestSomebodyFirst:
    async def test_whom_one_thought_of_is_kept(self, group: Scene) -> None:
        form = a_form(await group.press("ana", "intro request"))
        card = a_card(await group.submit("ana", form, peer="<@ben>", company="Globex", learn=PITCH))
        again = a_form(await group.press("ana", pressable(card)["Edit"]))
        assert {field.name: field.value for field in again.fields}["peer"] == "<@ben>"
        a_card(await group.press("ana", pressable(card)["Use this"]))
        assert (await last(group, "ben")).headline == "Ana wonders whether you know someone at Globex"


class TestRenewing:
    @pytest.mark.parametrize(("label", "learn"), [("Use this", LEARN), ("Post mine", PITCH)])
    async def test_an_ask_is_read_again(self, group: Scene, label: str, learn: str) -> None:
        await group.press("ana", pressable(await shown(group))["Post mine"])
        group.clock.forward(days=15)
        card = a_card(await group.press("ana", Call.to("intro renew", ask=1)))
        assert card.headline == FOUND
        assert a_card(await group.press("ana", pressable(card)[label])).headline == (
            "Your ask about Globex is posted again"
        )
        assert f"To learn: {learn}" in texts(await room(group))

    async def test_in_other_words(self, group: Scene) -> None:
        await group.press("ana", pressable(await shown(group))["Post mine"])
        group.clock.forward(days=15)
        card = a_card(await group.press("ana", Call.to("intro renew", ask=1)))
        form = a_form(await group.press("ana", pressable(card)["Edit"]))
        assert [(field.name, field.value) for field in form.fields] == [("learn", PITCH)]
        long = a_problem(await group.submit("ana", form, learn="so " * 41), "refused")
        assert "has 41 words; at most 40" in long
        a_card(await group.submit("ana", form, learn="how they plan the week"))
        assert "To learn: how they plan the week" in texts(await room(group))


class TestStrictness:
    async def test_off_says_nothing(self, group: Scene) -> None:
        await strictness(group, "off")
        assert (await shown(group)).headline == "Your ask about Globex is posted"

    async def test_required_has_no_way_round(self, group: Scene) -> None:
        await strictness(group, "require")
        card = await shown(group)
        assert card.headline == FOUND
        assert [*pressable(card)] == ["Use this", "Edit"]
        code = pressable(card)["Use this"].args["draft"]
        said = a_problem(await group.press("ana", Call.to("coach post", draft=code)), "refused")
        assert said.startswith("In this group an ask waits until it asks to learn. Press “Use this”")
        assert await posted(group) == []
        a_card(await group.press("ana", pressable(card)["Use this"]))
        assert len(await posted(group)) == 1

    async def test_a_card_from_before_it_was_required_is_refused_too(self, group: Scene) -> None:
        card = await shown(group)
        await strictness(group, "require")
        a_problem(await group.press("ana", pressable(card)["Post mine"]), "refused")
        assert await posted(group) == []


class TestWhoMay:
    @pytest.mark.parametrize("label", ["Use this", "Edit", "Post mine"])
    async def test_nobody_elses_words(self, group: Scene, label: str) -> None:
        call = pressable(await shown(group))[label]
        before = await group.everything()
        said = a_problem(await group.press("ben", call), "not_found")
        assert said.startswith("These words are not kept any more")
        assert "Globex" not in said
        assert await group.everything() == before

    async def test_pressed_twice_it_is_posted_once(self, group: Scene) -> None:
        calls = pressable(await shown(group))
        a_card(await group.press("ana", calls["Use this"]))
        a_problem(await group.press("ana", calls["Use this"]), "not_found")
        a_problem(await group.press("ana", calls["Post mine"]), "not_found")
        assert len(await posted(group)) == 1

    async def test_two_weeks_later_the_words_are_gone(self, group: Scene) -> None:
        calls = pressable(await shown(group))
        group.clock.time += timedelta(days=15)
        a_problem(await group.press("ana", calls["Edit"]), "not_found")

    async def test_a_limit_is_told_before_the_coach_speaks(self, group: Scene) -> None:
        calls = [pressable(await shown(group)) for _ in range(4)]
        for each in calls[:3]:
            a_card(await group.press("ana", each["Post mine"]))
        assert "this group takes at most 3" in a_problem(await group.type("ana", ASK), "over_limit")
        a_problem(await group.press("ana", calls[3]["Use this"]), "over_limit")
        group.clock.forward(days=8)
        a_card(await group.press("ana", calls[3]["Use this"]))

    async def test_what_waits_is_sealed(self, group: Scene) -> None:
        await shown(group)
        stored = await group.everything()
        assert "tickets: " in stored
        assert PITCH not in stored
