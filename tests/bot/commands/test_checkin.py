"""/checkin now: what a member says of a week, who reads it, and what is too late."""

from datetime import date, timedelta
from re import findall

import pytest

from bot.core.errors import Problem
from bot.domain.checkin import CheckInState
from tests.bot.commands.weeks import THIS, came, checkin, filled, go_on, waits
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

NEXT = date(2026, 11, 30)
"""The week in which the members are asked first."""
FRUIT = {"plums", "pears", "limes", "figs"}
TO_THE_QUESTION = {"days": 6, "hours": 23.5}
ALL = {"learnt": "people answer", "how": "read a note", "promise": "write to two", "share": "nothing"}


async def asked(scene: Scene) -> None:
    """Let the members be asked."""
    await go_on(scene, **TO_THE_QUESTION)


class TestAnswering:
    async def test_a_check_in_is_kept_and_says_who_reads_it(self, both: Scene) -> None:
        form = a_form(await both.type("ben", "/checkin now"))
        assert [field.name for field in form.fields] == ["learnt", "helped", "how", "promise", "share"]
        assert {field.value for field in form.fields} == {"", "nothing"}
        card = a_card(await both.submit("ben", form, **ALL))
        assert card.headline == "Thank you, that is your check-in for this week"
        assert "You promise:\nwrite to two" in texts(card)
        assert "Only you can read it." in texts(card)
        said = await checkin(both, "ben", THIS)
        assert said
        assert (said.state, said.learnt, said.helped, said.shared) == (
            CheckInState.ANSWERED, "people answer", "read a note", False,
        )  # fmt: skip

    async def test_the_form_begins_with_what_was_said(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", **{**ALL, "share": "both"})
        assert await filled(both, "ben", "/checkin now") == {
            "learnt": "people answer", "helped": "", "how": "read a note", "promise": "", "share": "both",
        }  # fmt: skip

    async def test_answered_twice_it_is_changed_and_nothing_else_is_lost(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", **{**ALL, "share": "learnt"})
        card = a_card(await both.type("ben", "/checkin now promise:call Kemi"))
        assert "You promise:\nwrite to two\ncall Kemi" in texts(card)
        said = await checkin(both, "ben", THIS)
        assert said
        assert (said.learnt, said.helped, said.shared) == ("people answer", "read a note", True)
        form = a_form(await both.type("ben", "/checkin now"))
        await both.submit("ben", form, learnt="most people answer")
        again = await checkin(both, "ben", THIS)
        assert again
        assert (again.learnt, again.helped, again.state) == (
            "most people answer", "read a note", CheckInState.ANSWERED,
        )  # fmt: skip
        assert "You promise:\nwrite to two\ncall Kemi" in texts(a_card(await both.submit("ben", form, **ALL)))

    async def test_the_same_promise_is_made_once(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", **ALL)
        card = a_card(await both.submit("ben", "checkin now", **ALL))
        assert texts(card).count("write to two") == 1

    @pytest.mark.parametrize(
        ("values", "field", "said"),
        [
            ({"share": "nothing"}, "learnt", "What did you learn? A word about any of these is enough."),
            ({"helped": "<@ben>"}, "helped", "Whom did you help? Name a peer, somebody else than you."),
            ({"helped": "@Nobody", "how": "x"}, "helped", "Whom did you help"),
            ({"learnt": "x" * 3000}, "learnt", "What did you learn: 3,000 characters are too long; at most 500 fit."),
            ({"how": "x" * 501}, "how", "How: 501 characters are too long; at most 500 fit."),
            ({"promise": "x" * 3000}, "promise", "What do you promise next: 3,000 characters are too long"),
            ({"learnt": "\u200b\u200b"}, "learnt", "What did you learn: there is nothing readable in it."),
            ({"learnt": "x", "share": "everything"}, "share", "“everything” is not nothing, learnt, promise or both."),
        ],
    )  # fmt: skip
    async def test_what_does_not_work_is_told_at_its_field(
        self, both: Scene, values: dict[str, str], field: str, said: str
    ) -> None:
        form = a_form(await both.type("ben", "/checkin now"))
        reply = await both.submit("ben", form, **values)
        assert isinstance(reply, Problem)
        assert list(reply.fields) == [field]
        assert said in reply.fields[field]
        assert await checkin(both, "ben", THIS) is None

    async def test_a_promise_that_does_not_fit_changes_nothing(self, both: Scene) -> None:
        for word in ("one", "two", "three"):
            await both.type("ben", f"/checkin promise {word}")
        reply = await both.submit("ben", "checkin now", learnt="a lot", promise="four")
        assert a_problem(reply, "over_limit").startswith("You have 3 promises until your next check-in")
        assert await checkin(both, "ben", THIS) is None

    async def test_who_left_cannot_answer_by_an_old_button(self, both: Scene) -> None:
        await asked(both)
        tell = await both.find("ben", "Tell how it went")
        await both.type("ben", "/group leave")
        for reply in (await both.press("ben", tell, DM), await both.submit("ben", tell.encode(), DM, **ALL)):
            assert isinstance(reply, Problem)
            assert "/group join" in reply.message
        said = await checkin(both, "ben", NEXT)
        assert said
        assert said.is_open

    async def test_nobody_answers_for_somebody_else(self, both: Scene) -> None:
        await asked(both)
        tell = await both.find("ben", "Tell how it went")
        a_card(await both.submit("cleo", tell.encode(), DM, **ALL))
        ben, cleo = await checkin(both, "ben", NEXT), await checkin(both, "cleo", NEXT)
        assert ben
        assert cleo
        assert (ben.is_open, ben.learnt, cleo.learnt) == (True, "", "people answer")


class TestItsWindow:
    async def test_whoever_has_answered_early_is_not_asked(self, both: Scene) -> None:
        await go_on(both, days=6, hours=15)  # half past midnight on the day of the question
        a_card(await both.submit("ben", "checkin now", **ALL))
        await go_on(both, hours=10)
        assert await came(both, "ben", "How was your week") == []
        assert len(await came(both, "cleo", "How was your week")) == 1
        next_one = await waits(both, "check-in", "ben")
        assert next_one
        assert f"{next_one.at:%F %H:%M}" == "2026-12-07 09:00"

    async def test_there_is_one_reminder_for_who_is_silent(self, both: Scene) -> None:
        await asked(both)
        await both.submit("ben", "checkin now", DM, **ALL)
        await go_on(both, days=6)
        assert await came(both, "ben", "Your check-in is open") == []
        (reminder,) = await came(both, "cleo", "Your check-in is open until tomorrow at 9:00")
        assert "Skipping a week is fine too." in texts(reminder)
        assert "/me quiet mutes check-ins" in texts(reminder)

    async def test_answered_late_the_words_are_kept_and_the_week_is_left_out(self, both: Scene) -> None:
        await asked(both)
        await both.submit("ben", "checkin now", **ALL)
        await go_on(both, days=7 + 2, hours=1)
        card = a_card(await both.submit("ben", "checkin now", learnt="too late", share="learnt"))
        assert card.headline == "Your words are kept"
        assert "in a row" not in texts(card)
        said = await checkin(both, "ben", NEXT + timedelta(days=7))
        assert said
        assert (said.state, said.learnt, said.shared) == (CheckInState.LATE, "too late", True)
        history = texts(a_card(await both.type("ben", "/checkin history")))
        assert "30 Nov answered; 7 Dec answered late." in history
        assert "1 week in a row" in history  # one of two freezes keeps it

    async def test_until_its_end_it_counts(self, both: Scene) -> None:
        await asked(both)
        await go_on(both, days=1, hours=23, minutes=59)
        assert "that is your check-in" in a_card(await both.submit("ben", "checkin now", **ALL)).headline

    async def test_who_always_answers_late_is_not_taken_for_silent(self, both: Scene) -> None:
        await asked(both)
        for _ in range(4):
            await go_on(both, days=3)
            await both.submit("ben", "checkin now", learnt="late again")
            await go_on(both, days=4)
        assert len(await came(both, "ben", "How was your week")) == 5
        assert await came(both, "ben", "Shall I go on asking") == []
        assert len(await came(both, "cleo", "Shall I go on asking, Cleo?")) == 1

    async def test_a_question_on_a_sunday_is_answered_on_monday(self, both: Scene) -> None:
        await both.type("ana", "/group settings checkin_day:sunday")
        await both.type("ben", "/checkin promise write to two")
        await go_on(both, days=6)
        (question,) = await came(both, "ben", "How was your week")
        assert "You promised: write to two" in texts(question)
        await go_on(both, days=1)
        await both.submit("ben", "checkin now", learnt="people answer", promise="call Kemi")
        said = await checkin(both, "ben", THIS)
        assert said
        assert said.state is CheckInState.ANSWERED
        await go_on(both, days=6)
        (_, question) = await came(both, "ben", "How was your week")
        assert "You promised: call Kemi" in texts(question)
        assert "write to two" not in texts(question)
        assert "1 week in a row" in texts(a_card(await both.type("ben", "/checkin history")))


class TestWhoReads:
    async def words(self, scene: Scene) -> str:
        """Give all that anybody but Ben can read, and what the digest would say."""
        await scene.deliver()
        others = [texts(card) for to, card in scene.told if to != "ben"]
        return "\n".join([*others, texts(a_card(await scene.type("ana", "/digest preview")))])

    async def test_private_words_stay_with_their_author(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="plums", how="pears", promise="limes")
        await both.type("ben", "/checkin promise figs")
        await go_on(both, days=15)
        assert not FRUIT & set(findall(r"\w+", await self.words(both)))
        for command in ("/checkin history", "/checkin now", "/digest preview", "/group members"):
            assert not FRUIT & set(findall(r"\w+", str(await both.type("ana", command))))

    @pytest.mark.parametrize(
        ("share", "read"),
        [("nothing", set()), ("learnt", {"plums"}), ("promise", {"pears"}), ("both", {"plums", "pears"})],
    )
    async def test_the_group_reads_what_is_shared_and_no_more(
        self, both: Scene, share: str, read: set[str]
    ) -> None:
        card = a_card(await both.submit("ben", "checkin now", learnt="plums", promise="pears", share=share))
        assert ("The next digest shows what you share." in texts(card)) is bool(read)
        words = await self.words(both)
        assert {fruit for fruit in ("plums", "pears") if f"Ben: {fruit}" in words} == read

    async def test_what_is_not_shared_any_more_is_not_shown(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="plums", promise="pears", share="both")
        form = a_form(await both.type("ben", "/checkin now"))
        card = a_card(await both.submit("ben", form, share="nothing"))
        assert "Only you can read it." in texts(card)
        assert not FRUIT & set(findall(r"\w+", await self.words(both)))

    async def test_sharing_one_promise_shares_no_other(self, both: Scene) -> None:
        await both.type("ben", "/checkin promise plums")
        await both.submit("ben", "checkin now", promise="pears", share="promise")
        words = await self.words(both)
        assert ("plums" in words, "pears" in words) == (False, True)

    async def test_who_leaves_takes_their_words_along(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="plums", promise="pears", share="both")
        await both.type("ben", "/group leave")
        assert not FRUIT & set(findall(r"\w+", await self.words(both)))

    async def test_a_small_thing_that_was_learnt_is_enough(self, both: Scene) -> None:
        card = a_card(await both.type("ben", "/checkin now they answer"))
        assert "they answer" not in texts(card)
        assert set(pressable(card)) == {"Change it", "Add a promise", "See my weeks"}
