"""/meeting prep: questions, notes and stories, which nobody else sees, and how far they are, which the group sees."""

import pytest

from bot.core.call import Call
from bot.core.card import Card
from bot.core.errors import Problem
from bot.core.form import TextField
from bot.domain import coach
from bot.domain.company import Company
from bot.domain.ids import PreparationId
from bot.domain.preparation import Preparation
from bot.domain.questions import Topic, suggested
from tests.bot.commands.meetings import planned
from tests.bot.commands.story import room, until_accepted, until_confirmed
from tests.bot.commands.weeks import HERE, go_on
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

FIVE = "How did you come here?\nWhat changed?\nWhat is hard?\nWhat do you read?\nWhom else should I ask?"
PITCH = "Do you have any openings right now?"


async def prepare(scene: Scene, company: str = "Globex", who: str = "ana") -> Card:
    return a_card(await scene.type(who, f'/meeting prep "{company}"'))


async def mine(scene: Scene) -> Preparation:
    return await scene.work.read(lambda store: store.preparations.get(HERE, PreparationId(1)))


async def write(scene: Scene, questions: str) -> Card:
    form = await scene.press("ana", Call.to("meeting questions", preparation=1))
    return a_card(await scene.submit("ana", form, questions=questions))


async def pick(scene: Scene, topic: Topic, place: int = 0) -> Card:
    shown = a_card(await scene.press("ana", Call.to("meeting suggestions", preparation=1, of=topic.value)))
    return a_card(await scene.press("ana", list(pressable(shown).values())[place]))


async def strict(scene: Scene, coach: str) -> None:
    a_card(await scene.type("ana", f"/group settings coach:{coach}"))


class TestBeginning:
    async def test_it_begins_with_a_company_and_is_one(self, group: Scene) -> None:
        first = await prepare(group)
        assert first.headline == "Globex: five questions make a meeting ready"
        assert "Pick some that are suggested, or write your own." in texts(first)
        assert pressable(first) == pressable(await prepare(group, "GLOBEX Inc."))

    async def test_a_company_that_is_nearly_on_the_list_may_be_meant(self, group: Scene) -> None:
        await group.type("ana", "/target add Globex, Hooli")
        assert "Did you mean Globex? It is on your list: /meeting prep Globex" in texts(
            await prepare(group, "Glowbex")
        )
        for company in ("Glowbex", "Globex", "Initech"):
            assert "Did you mean" not in texts(await prepare(group, company))

    async def test_without_a_company_it_proposes_the_one_of_the_next_meeting(self, group: Scene) -> None:
        assert a_form(await group.type("ana", "/meeting prep")).fields[0].value == ""
        await planned(group, company="Initech", hours=50)
        await planned(group, company="Hooli")
        assert a_form(await group.type("ana", "/meeting prep")).fields[0].value == "Hooli"
        assert a_form(await group.type("ben", "/meeting prep")).fields[0].value == ""

    async def test_a_meeting_and_an_ask_lead_to_it(self, asked: Scene) -> None:
        meeting = await planned(asked)
        shown = a_card(await asked.press("ana", Call.to("meeting prepare", meeting=meeting.id)))
        assert shown == a_card(await asked.press("ana", Call.to("intro prepare", ask=1)))
        assert shown == await prepare(asked)
        assert "To learn: how their data team decides what to automate" in texts(shown)

    async def test_nobody_else_gets_there(self, asked: Scene) -> None:
        meeting = await planned(asked)
        await prepare(asked)
        await write(asked, FIVE)
        before = await asked.everything()
        for call in (Call.to("meeting prepare", meeting=meeting.id), Call.to("intro prepare", ask=1)):
            a_problem(await asked.press("ben", call), "not_yours")
        for path, more in (
            ("preparation", {}),
            ("notes", {}),
            ("questions", {}),
            ("questions", {"questions": "Mine?"}),
            ("research", {}),
            ("research", {"company": "Mine"}),
            ("stories", {"first": "Mine"}),
            ("suggestions", {"of": "trends"}),
            ("pick", {"of": "trends", "question": 1}),
            ("unpick", {"question": 1}),
            ("reword", {"question": 1}),
            ("practise", {"peer": 3}),
            ("practised", {"peer": 2}),
            ("unpractised", {"peer": 2}),
        ):
            told = a_problem(
                await asked.press("ben", Call.to(f"meeting {path}", preparation=1, **more)), "not_yours"
            )
            assert told == "That preparation is somebody else's. /meeting prep shows yours."
            a_problem(
                await asked.press("ben", Call.to(f"meeting {path}", preparation=7, **more)), "not_found"
            )
        assert await asked.everything() == before


class TestQuestions:
    async def test_suggestions_are_picked_and_taken_off(self, asked: Scene) -> None:
        await prepare(asked)
        first = a_card(await asked.press("ana", Call.to("meeting suggestions", preparation=1, of="insights")))
        assert "I would like to learn how your data team decides what to automate." in texts(first)
        picked = await pick(asked, Topic.INSIGHTS)
        assert picked.headline == "Picked: 1 of 5 questions for Globex"
        assert (await mine(asked)).questions[0].text.startswith("I would like to learn how your data team")
        left = [label for label in pressable(picked) if label.startswith("I would like to learn")]
        assert not left  # it is not offered again
        a_card(await asked.press("ana", pressable(picked)["Take it off"]))
        assert (await mine(asked)).questions == ()
        message = a_problem(await asked.press("ana", pressable(picked)["Take it off"]), "too_late")
        assert message == "That question is not among yours any more."

    async def test_a_question_picked_twice_stands_once(self, asked: Scene) -> None:
        await prepare(asked)
        shown = a_card(await asked.press("ana", Call.to("meeting suggestions", preparation=1, of="advice")))
        call = next(iter(pressable(shown).values()))
        for _ in range(2):
            a_card(await asked.press("ana", call))
        assert len((await mine(asked)).questions) == 1

    async def test_a_suggestion_that_has_changed_is_not_another(self, group: Scene) -> None:
        await prepare(group)
        call = Call.to("meeting pick", preparation=1, of="advice", question=12345)
        message = a_problem(await group.press("ana", call), "too_late")
        assert message == "That suggestion has changed since. /meeting prep shows those there are now."

    async def test_every_suggestion_is_found_by_two_topics_and_none_is_a_pitch(self, group: Scene) -> None:
        everything = suggested(Company.named("Globex"), "how they plan")
        for each in everything:
            assert sum(each.is_about(topic) for topic in Topic) == 2
            assert coach.read(each.text).verdict is coach.Verdict.LEARN
        assert len({each.mark for each in everything}) == len(everything)

    async def test_all_that_is_suggested_can_be_picked_and_then_it_says_so(self, group: Scene) -> None:
        await prepare(group)
        shown = await pick(group, Topic.INDUSTRY)
        while len(pressable(shown)) > 2:
            shown = await pick(group, Topic.INDUSTRY)
        assert texts(shown).count("You are ready") == 1
        done = a_card(await group.press("ana", Call.to("meeting suggestions", preparation=1, of="industry")))
        assert done.headline == "You have all that is suggested here for Globex"

    async def test_the_form_holds_them_with_their_kinds_and_keeps_what_was_written(
        self, group: Scene
    ) -> None:
        await prepare(group)
        await pick(group, Topic.ADVICE)
        form = a_form(await group.press("ana", Call.to("meeting questions", preparation=1)))
        (field,) = form.fields
        assert isinstance(field, TextField)
        assert field.multiline
        assert field.value == "Advice: What would you look at first, if you wanted to understand Globex?"
        shown = a_card(await group.submit("ana", form, questions=f"{field.value}\n- My own?\n\n2. Another?"))
        assert shown.headline == "Globex: 3 of 5 questions, no research yet"
        assert "Two more make you ready." in texts(shown)
        assert [each.text for each in (await mine(group)).questions][1:] == ["My own?", "Another?"]
        emptied = a_card(await group.submit("ana", form, questions=""))
        assert emptied.headline == "Globex: five questions make a meeting ready"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (
                "\n".join(f"What is {n}?" for n in range(200)),
                "These are 200 questions; at most 20 can be kept",
            ),
            ("\n".join(f"What about number {n} of them all?" for n in range(200)), "at most 3,000 fit"),
            ("Why " + "so " * 60 + "long?", "a question of at most 130 can be said in one breath"),
        ],
    )
    async def test_too_much_is_refused_at_its_field_and_nothing_is_lost(
        self, group: Scene, typed: str, said: str
    ) -> None:
        await prepare(group)
        await write(group, FIVE)
        form = await group.press("ana", Call.to("meeting questions", preparation=1))
        before = await group.everything()
        refused = await group.submit("ana", form, questions=typed)
        assert isinstance(refused, Problem)
        assert said in refused.fields["questions"]  # the form stays open with all of it
        assert await group.everything() == before

    async def test_they_are_sealed_and_in_no_message(self, asked: Scene) -> None:
        await prepare(asked)
        await write(asked, "What is the secret of Kemi?")
        await asked.press("ana", Call.to("meeting research", preparation=1, culture="they whisper secrets"))
        await asked.deliver()
        everything = await asked.everything()
        assert "secret" not in everything
        assert "Globex" in everything


class TestCoach:
    async def test_a_job_ask_is_shown_to_its_author_alone_and_kept(self, asked: Scene) -> None:
        await prepare(asked)
        card = await write(asked, f"What changed?\n{PITCH}")
        assert card.headline == "This question may read as asking for a job: “have any openings right now”"
        assert list(pressable(card)) == ["Use this", "Edit my questions", "Keep mine"]
        assert [each.text for each in (await mine(asked)).questions] == ["What changed?", PITCH]
        await asked.deliver()
        assert not any("openings" in texts(told) for _, told in asked.told)
        kept = a_card(await asked.press("ana", pressable(card)["Keep mine"]))
        assert PITCH in texts(kept)
        again = await write(asked, f"What changed?\n{PITCH}\nHow do you decide?")
        assert again.headline.startswith("Globex: 3 of 5")  # its author has seen it once

    async def test_its_words_take_the_place_of_that_question(self, asked: Scene) -> None:
        await prepare(asked)
        card = await write(asked, f"What changed?\nAdvice: {PITCH}")
        better = coach.read(PITCH).rewrite
        assert better
        assert f"You could ask: “{better}”" in texts(card)
        shown = a_card(await asked.press("ana", pressable(card)["Use this"]))
        assert better in texts(shown)
        assert [(each.text, each.category) for each in (await mine(asked)).questions] == [
            ("What changed?", None), (better, "advice"),
        ]  # fmt: skip
        a_problem(await asked.press("ana", pressable(card)["Use this"]), "too_late")

    async def test_a_group_may_require_it_and_nothing_is_lost(self, asked: Scene) -> None:
        await strict(asked, "require")
        await prepare(asked)
        form = await asked.press("ana", Call.to("meeting questions", preparation=1))
        refused = await asked.submit("ana", form, questions=f"What changed?\n{PITCH}")
        assert isinstance(refused, Problem)
        assert f"“{PITCH}” may read as asking for a job." in refused.fields["questions"]
        assert (await mine(asked)).questions == ()

    async def test_a_group_may_do_without(self, asked: Scene) -> None:
        await strict(asked, "off")
        await prepare(asked)
        assert (await write(asked, PITCH)).headline == "Globex: 1 of 5 questions, no research yet"


class TestNotesAndStories:
    async def test_notes_come_from_four_angles(self, group: Scene) -> None:
        await prepare(group)
        form = a_form(await group.press("ana", Call.to("meeting research", preparation=1)))
        assert [each.label for each in form.fields] == [
            "The company", "Their industry", "Their culture", "Their challenges",
        ]  # fmt: skip
        shown = a_card(await group.submit("ana", form, company="Two warehouses", challenges="Returns"))
        assert shown.headline == "Globex: 0 of 5 questions, research from two angles"
        again = a_form(await group.press("ana", Call.to("meeting research", preparation=1)))
        assert [each.value for each in again.fields] == ["Two warehouses", "", "", "Returns"]
        a_card(await group.submit("ana", again, company=""))
        card = a_card(await group.press("ana", Call.to("meeting notes", preparation=1)))
        assert card.headline == "Globex: research from one angle, no stories"
        assert "Their challenges: Returns" in texts(card)

    async def test_one_or_two_stories_are_chosen(self, group: Scene) -> None:
        await prepare(group)
        form = a_form(await group.press("ana", Call.to("meeting stories", preparation=1)))
        a_card(await group.submit("ana", form, second="How we halved returns"))
        again = a_form(await group.press("ana", Call.to("meeting stories", preparation=1)))
        assert [each.value for each in again.fields] == ["How we halved returns", ""]
        a_card(await group.submit("ana", again, second="The night shift"))
        assert (await mine(group)).stories == ("How we halved returns", "The night shift")

    async def test_it_says_what_comes_next_until_all_is_there(self, group: Scene) -> None:
        await prepare(group)
        assert "Notes from two angles" in texts(await write(group, FIVE))
        research = Call.to("meeting research", preparation=1, culture="a", industry="b")
        assert "Is there a story" in texts(a_card(await group.press("ana", research)))
        stories = Call.to("meeting stories", preparation=1, first="One", second="")
        assert "A peer could play the other side" in texts(a_card(await group.press("ana", stories)))


class TestWhatOthersSee:
    async def test_before_anything_is_prepared_nothing_is_said(self, asked: Scene) -> None:
        await prepare(asked)
        await asked.press("ana", Call.to("meeting research", preparation=1, culture="one angle"))
        assert "Prepared" not in texts(await room(asked))

    async def test_the_room_and_the_private_questions_follow(self, asked: Scene) -> None:
        a_card(await asked.press("cleo", Call.to("intro suggest", ask=1, peer=await asked.id("dev"))))
        await prepare(asked)
        await write(asked, FIVE.rpartition("\n")[0])
        await asked.press("ana", Call.to("meeting research", preparation=1, culture="a", industry="b"))
        line = "Prepared: research ✓, questions 4 of 5"
        for card in (await room(asked), (await asked.messages("ben"))[-1], (await asked.messages("dev"))[-1]):
            assert line in texts(card)
        assert line in texts(a_card(await asked.press("cleo", Call.to("intro show", ask=1))))
        assert (await asked.messages("ben"))[-1].headline.startswith("You know 2 people at Globex")
        assert (await asked.messages("dev"))[-1].headline.startswith("Cleo thinks you might know someone")
        await write(asked, FIVE + "\nSix?")
        assert "Prepared: research ✓, 6 questions" in texts(await room(asked))

    async def test_who_has_answered_is_not_asked_again_by_it(self, asked: Scene) -> None:
        await asked.press_on("ben", "Not this time")
        await prepare(asked)
        await write(asked, FIVE)
        assert (await asked.messages("ben"))[-1].headline == "Noted: not this time for Globex"

    async def test_who_offered_keeps_the_thanks(self, asked: Scene) -> None:
        await asked.press_on("ben", "Offer")
        await prepare(asked)
        await write(asked, FIVE)
        assert (await asked.messages("ben"))[-1].headline.startswith("Thank you. Ana now sees your offer")
        assert "Prepared: 5 questions · 1 peer has offered; more are welcome." in texts(await room(asked))

    async def test_whom_the_requester_thought_of_first_sees_it_too(self, group: Scene) -> None:
        peer = await group.id("dev")
        learn = "how they decide what to automate"
        a_card(await group.press("ana", Call.to("intro request", peer=peer, company="Globex", learn=learn)))
        await prepare(group)
        await write(group, FIVE)
        card = (await group.messages("dev"))[-1]
        assert card.headline == "Ana wonders whether you know someone at Globex"
        assert "Prepared: 5 questions" in texts(card)

    async def test_an_ask_posted_afterwards_says_it_at_once(self, group: Scene) -> None:
        await group.type("ben", "/know add Globex Kemi")
        await prepare(group)
        await write(group, FIVE)
        await group.type("ana", "/intro ask Globex how they decide what to automate")
        assert "Prepared: 5 questions" in texts(await room(group))
        assert "Prepared: 5 questions" in texts((await group.messages("ben"))[-1])

    async def test_it_stays_while_a_helper_is_on_it_and_goes_once_they_have_met(self, asked: Scene) -> None:
        await prepare(asked)
        await write(asked, FIVE)
        await until_accepted(asked)
        assert "Prepared: 5 questions" in texts(await room(asked))
        await asked.press_on("ben", "They said yes, introduced")
        confirmed = a_card(await asked.press_on("ana", "We are in touch"))
        assert "Prepared: 5 questions" in texts(await room(asked))
        a_card(await asked.press("ana", pressable(confirmed)["We have met"]))
        assert "Prepared" not in texts(await room(asked))

    async def test_a_nudge_says_it(self, asked: Scene) -> None:
        await prepare(asked)
        await write(asked, FIVE)
        await go_on(asked, days=1, hours=1)
        (nudge,) = [each for each in await asked.messages("ben") if "still unanswered" in each.headline]
        assert "Prepared: 5 questions" in texts(nudge)

    async def test_an_ask_that_has_ended_is_left_alone(self, asked: Scene) -> None:
        await prepare(asked)
        await asked.type("ana", "/intro withdraw 1")
        await asked.deliver()
        told = len(asked.told)
        await write(asked, FIVE)
        await asked.deliver()
        assert len(asked.told) == told


async def test_what_is_written_in_one_group_is_not_in_another(group: Scene) -> None:
    await prepare(group)
    await write(group, FIVE)
    await group.type("ana", "/group setup Friday", "friday")
    shown = a_card(await group.type("ana", "/meeting prep Globex", "friday"))
    assert shown.headline == "Globex: five questions make a meeting ready"
    a_problem(await group.press("ana", Call.to("meeting preparation", preparation=1), "friday"), "not_found")


async def test_every_button_works_in_a_direct_message(asked: Scene) -> None:
    card = a_card(await asked.type("ana", "/meeting prep Globex", DM))
    for call in pressable(card).values():
        assert "group" in call.args
        assert len(call.encode()) <= 100
        assert not isinstance(await asked.press("ana", call, DM), Problem)


async def test_the_card_of_a_posted_ask_leads_there(group: Scene) -> None:
    posted = a_card(await group.type("ana", "/intro ask Globex how they decide what to automate"))
    shown = a_card(await group.press("ana", pressable(posted)["Prepare"]))
    assert shown.headline == "Globex: five questions make a meeting ready"


async def test_it_is_prepared_for_after_the_introduction_as_well(asked: Scene) -> None:
    await until_confirmed(asked)
    await prepare(asked)
    await write(asked, FIVE)
    assert "Prepared: 5 questions" in texts(await room(asked))
