"""/meeting log: what is asked after a meeting, who reads it, and all that follows."""

from collections import Counter
from datetime import timedelta

from bot.core.call import Call
from bot.core.errors import Problem
from bot.core.ports import Store
from bot.domain.debrief import Cadence, Prospect
from bot.domain.followup import FollowUpKind, FollowUpState
from bot.domain.meeting import MeetingState
from bot.domain.target import TargetStage
from tests.bot.commands.meetings import meeting_now, over, owed, planned, target, told_of
from tests.bot.commands.weeks import came, go_on
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

ALL = {
    "took_place": "yes", "learnt": "plums", "share": "no", "prospect": "not sure", "cadence": "monthly",
    "resume": "yes", "value": "pears", "help": "limes", "place": "figs", "others": "dates",
    "introduce": "quinces", "told": "cherries",
}  # fmt: skip
FIELDS = [*ALL]
PRIVATE = {"plums", "pears", "limes", "figs", "dates", "quinces", "Maria"}


class TestTheQuestion:
    async def test_it_comes_once_a_quarter_of_an_hour_after_the_meeting(self, both: Scene) -> None:
        await planned(both)
        await go_on(both, hours=4, minutes=44)
        assert await came(both, "ana", "How was it") == []
        await go_on(both, minutes=1)
        (question,) = await came(both, "ana", "How was it at Globex?")
        assert [*pressable(question)] == ["Tell how it was", "It did not take place"]
        assert "/me quiet mutes meetings" in texts(question)
        assert "Maria" not in texts(question)
        await go_on(both, days=2)
        assert len(await came(both, "ana", "How was it")) == 1

    async def test_who_has_told_before_is_not_asked(self, group: Scene) -> None:
        meeting = await over(group)
        a_card(await group.submit("ana", f'meeting log {{"meeting":{meeting.id}}}', **ALL))
        await go_on(group, hours=3)
        assert await came(group, "ana", "How was it") == []

    async def test_once_told_it_only_offers_to_change_it(self, group: Scene) -> None:
        await planned(group)
        await go_on(group, hours=5)
        form = a_form(await group.press_on("ana", "Tell how it was"))
        a_card(await group.submit("ana", form, DM, learnt="plums"))
        (question,) = await came(group, "ana", "You told how it was at Globex")
        assert [*pressable(question)] == ["Change it"]

    async def test_what_was_called_off_or_put_off_is_not_asked_about(self, group: Scene) -> None:
        off, later = await planned(group), await planned(group, company="Initech", hours=6)

        def change(store: Store) -> None:
            store.meetings.save(off.cancel(off.owner))
            tomorrow = later.start + timedelta(days=1)
            store.meetings.save(later.move(tomorrow, later.zone, later.owner, group.clock.now()))

        await group.work.write(change)  # as if the work that waits had not been taken away
        await go_on(group, hours=12)
        assert await came(group, "ana", "How was it") == []

    async def test_in_quiet_hours_it_waits(self, group: Scene) -> None:
        await group.type("ana", "/me quiet 14:00 18:00")
        await planned(group)
        await go_on(group, hours=8)
        assert await came(group, "ana", "How was it") == []
        await go_on(group, hours=1)
        assert len(await came(group, "ana", "How was it")) == 1

    async def test_muted_it_does_not_come(self, group: Scene) -> None:
        await group.type("ana", "/me quiet meetings:no")
        await planned(group)
        await go_on(group, days=1)
        assert await came(group, "ana", "How was it") == []


class TestTheForm:
    async def test_it_asks_all_that_the_method_asks(self, group: Scene) -> None:
        await over(group)
        form = a_form(await group.type("ana", "/meeting log"))
        assert [field.name for field in form.fields] == FIELDS
        assert [field.label for field in form.fields] == [
            "Did it take place?", "What did you learn?", "May the group read what you learnt?",
            "Is the company still a prospect for you?", "May you stay in touch?", "Did they ask for your résumé?",
            "Where could you add value?", "How could you help them?", "Where will you meet next?",
            "Whom else should you meet?", "Whom could you introduce to them?", "What may your introducer read?",
        ]  # fmt: skip
        assert not any(field.required for field in form.fields)
        assert form.fields[0].value == "yes"

    async def test_everything_is_kept_and_stands_there_the_next_time(self, both: Scene) -> None:
        meeting = await over(both)
        form = a_form(await both.type("ana", "/meeting log"))
        card = a_card(await both.submit("ana", form, **ALL))
        assert card.headline == "You met someone at Globex, and what you told is kept"
        said = await told_of(both, meeting.id)
        assert said
        assert (said.learnt, said.value, said.help, said.place) == ("plums", "pears", "limes", "figs")
        assert (said.others, said.introduce, said.told) == ("dates", "quinces", "cherries")
        assert (said.resume, said.cadence, said.prospect) == (True, Cadence.MONTHLY, Prospect.UNSURE)
        assert (await meeting_now(both, meeting.id)).state is MeetingState.HELD
        form = a_form(await both.type("ana", "/meeting log Globex"))
        assert {field.name: field.value for field in form.fields} == ALL

    async def test_typed_in_one_line_only_what_is_given_changes(self, group: Scene) -> None:
        meeting = await over(group)
        a_card(await group.type("ana", "/meeting log Globex learnt:they plan by pallets"))
        card = a_card(await group.type("ana", "/meeting log Globex prospect:no"))
        assert card.headline == "Changed: what you told of Globex"
        said = await told_of(group, meeting.id)
        assert said
        assert (said.learnt, said.prospect) == ("they plan by pallets", Prospect.NO)

    async def test_of_several_meetings_one_is_chosen(self, group: Scene) -> None:
        await planned(group, company="Globex")
        await planned(group, company="Initech", hours=6)
        await go_on(group, hours=7)
        card = a_card(await group.type("ana", "/meeting log"))
        assert [label.split(" ·")[0] for label in pressable(card)] == ["Initech", "Globex"]
        a_form(await group.press("ana", next(iter(pressable(card).values()))))
        reply = await group.type("ana", "/meeting log learnt:plums")
        assert "meeting:Globex" in a_problem(reply, "bad_input")

    async def test_the_only_one_is_meant_also_when_it_was_told_of(self, group: Scene) -> None:
        await over(group)
        for word in ("plums", "pears"):
            a_card(await group.type("ana", f"/meeting log learnt:{word}"))
        form = a_form(await group.type("ana", "/meeting log"))
        assert next(field.value for field in form.fields if field.name == "learnt") == "pears"

    async def test_without_a_meeting_it_says_where_there_is_one(self, group: Scene) -> None:
        card = a_card(await group.type("ana", "/meeting log"))
        assert card.headline == "There is no meeting to tell of yet"


class TestWhatIsRefused:
    async def test_a_meeting_that_has_not_begun(self, group: Scene) -> None:
        await planned(group)
        before = await group.everything()
        for reply in (
            await group.type("ana", "/meeting log Globex"),
            await group.type("ana", "/meeting log Globex yes plums"),
            await group.type("ana", "/meeting log Globex no"),
        ):
            said = a_problem(reply, "refused")
            assert "This meeting begins today at 15:30; tell how it was afterwards." in said
            assert "If its time has changed, /meeting list leads to it." in said
        assert await group.everything() == before

    async def test_another_members_meeting(self, group: Scene) -> None:
        meeting = await over(group)
        call = Call.to("meeting log", meeting=meeting.id)
        before = await group.everything()
        for reply in (
            await group.press("ben", call),
            await group.press("ben", call.having(took_place="yes")),
            await group.press("ben", call.having(took_place="no")),
            await group.submit("ben", call.encode(), **ALL),
        ):
            assert "somebody else's" in a_problem(reply, "not_yours")
        assert await group.everything() == before

    async def test_a_cancelled_meeting(self, group: Scene) -> None:
        meeting = await over(group)
        await group.work.write(lambda store: store.meetings.save(meeting.cancel(meeting.owner)))
        reply = await group.submit("ana", Call.to("meeting log", meeting=meeting.id).encode(), **ALL)
        assert "was cancelled" in a_problem(reply, "too_late")
        assert await told_of(group, meeting.id) is None

    async def test_words_about_what_did_not_take_place_are_not_thrown_away(self, group: Scene) -> None:
        meeting = await over(group)
        form = a_form(await group.type("ana", "/meeting log"))
        reply = await group.submit("ana", form, took_place="no", learnt="plums")
        assert isinstance(reply, Problem)
        assert [*reply.fields] == ["took_place"]
        assert (await meeting_now(group, meeting.id)).state is MeetingState.PLANNED

    async def test_too_long_an_answer_is_told_at_its_field(self, group: Scene) -> None:
        await over(group)
        form = a_form(await group.type("ana", "/meeting log"))
        reply = await group.submit("ana", form, value="x" * 501)
        assert isinstance(reply, Problem)
        assert [*reply.fields] == ["value"]


class TestNotHeld:
    async def test_one_press_says_so_and_offers_another_time(self, group: Scene) -> None:
        meeting = await planned(group)
        await go_on(group, hours=5)
        card = a_card(await group.press_on("ana", "It did not take place"))
        assert card.headline == "Noted: your meeting at Globex did not take place"
        assert pressable(card)["Find another time"] == Call.to("meeting move", meeting=meeting.id, group=1)
        assert (await meeting_now(group, meeting.id)).state is MeetingState.MISSED
        assert await came(group, "ana", "How was it") == []
        assert await owed(group, meeting.id) == {}

    async def test_what_was_held_stays_so(self, group: Scene) -> None:
        meeting = await over(group)
        a_card(await group.type("ana", "/meeting log Globex yes"))
        reply = await group.press("ana", Call.to("meeting log", meeting=meeting.id, took_place="no"))
        assert "was held" in a_problem(reply, "too_late")


class TestWhatFollows:
    async def test_the_target_is_in_touch_and_the_next_one_is_suggested(self, group: Scene) -> None:
        await group.type("ana", "/target add Globex, Initech")
        await over(group)
        card = a_card(await group.type("ana", "/meeting log Globex cadence:monthly"))
        assert (await target(group, "ana", "Globex")).stage is TargetStage.IN_TOUCH
        assert "Initech is next on your list." in texts(card)
        form = a_form(await group.press("ana", pressable(card)["Next: Initech"]))
        assert form.fields[0].value == "Initech"

    async def test_what_is_no_prospect_is_kept_in_touch_and_what_was_dropped_stays_so(
        self, group: Scene
    ) -> None:
        await group.type("ana", "/target add Globex, Initech")
        await over(group)
        a_card(await group.type("ana", "/meeting log Globex prospect:no"))
        assert (await target(group, "ana", "Globex")).stage is TargetStage.IN_TOUCH
        await group.type("ana", "/target drop Initech")
        await over(group, company="Initech")
        a_card(await group.type("ana", "/meeting log Initech cadence:quarterly"))
        assert (await target(group, "ana", "Initech")).stage is TargetStage.DROPPED

    async def test_follow_ups_are_opened_and_said_in_words(self, group: Scene) -> None:
        meeting = await over(group, through="ben")
        card = a_card(
            await group.submit("ana", a_form(await group.type("ana", "/meeting log")), **{**ALL, "told": ""})
        )
        assert (await owed(group, meeting.id)).keys() == set(FollowUpKind)
        assert "I remind you of your résumé today at 18:00, " in texts(card)
        assert " and three more later." in texts(card)

    async def test_told_again_what_is_not_wanted_any_more_is_let_go(self, group: Scene) -> None:
        meeting = await over(group)
        a_card(await group.submit("ana", a_form(await group.type("ana", "/meeting log")), **ALL))
        a_card(await group.type("ana", "/meeting log Globex resume:no cadence:not"))
        now = await owed(group, meeting.id)
        assert now[FollowUpKind.RESUME].state is FollowUpState.NOT_NEEDED
        assert now[FollowUpKind.TOUCH].state is FollowUpState.NOT_NEEDED
        assert now[FollowUpKind.INTRODUCE].state is FollowUpState.OPEN
        a_card(await group.type("ana", "/meeting log Globex resume:yes cadence:quarterly"))
        now = await owed(group, meeting.id)
        assert now[FollowUpKind.RESUME].state is FollowUpState.OPEN
        assert now[FollowUpKind.TOUCH].cadence is Cadence.QUARTERLY
        a_card(await group.type("ana", "/meeting log Globex cadence:monthly"))
        soon = (await owed(group, meeting.id))[FollowUpKind.TOUCH]
        assert soon.next_at
        assert f"{soon.next_at:%F}" == "2026-11-30"

    async def test_a_second_press_opens_nothing_twice(self, group: Scene) -> None:
        await over(group)
        form = a_form(await group.type("ana", "/meeting log"))
        for _ in range(2):
            a_card(await group.submit("ana", form, **ALL))
        await go_on(group, days=1)
        assert Counter(card.headline for card in await came(group, "ana", "A thank-you")) == {
            "A thank-you for your meeting at Globex": 1
        }


class TestWhoReadsIt:
    async def test_nobody_but_its_owner(self, both: Scene) -> None:
        await over(both, through="ben")
        a_card(await both.submit("ana", a_form(await both.type("ana", "/meeting log")), **ALL))
        await go_on(both, days=8)
        others = "\n".join(texts(card) for to, card in both.told if to != "ana")
        assert not [word for word in PRIVATE if word in others]
        assert "cherries" in "\n".join(texts(card) for to, card in both.told if to == "ben")
        assert "cherries" not in "\n".join(texts(card) for to, card in both.told if to not in ("ana", "ben"))
        digest = texts(a_card(await both.type("ana", "/digest preview")))
        assert not [word for word in (*PRIVATE, "cherries") if word in digest]

    async def test_what_is_shared_stands_in_the_digest(self, both: Scene) -> None:
        await over(both)
        card = a_card(
            await both.submit(
                "ana", a_form(await both.type("ana", "/meeting log")), **{**ALL, "share": "yes"}
            )
        )
        assert "The next digest shows what you learnt." in texts(card)
        digest = texts(a_card(await both.type("ana", "/digest preview")))
        assert "Ana: plums" in digest
        assert "1 meeting was held." in digest

    async def test_it_is_sealed_in_the_store(self, group: Scene) -> None:
        await over(group)
        a_card(await group.submit("ana", a_form(await group.type("ana", "/meeting log")), **ALL))
        stored = await group.everything()
        assert not [word for word in PRIVATE - {"Maria"} if word in stored.split("outbox:")[0]]
