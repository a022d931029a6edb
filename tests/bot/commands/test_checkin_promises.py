"""/checkin promise, settle and history: what is promised, what became of it, and how the weeks stand."""

import pytest

from bot.core.call import Call
from bot.core.card import Picture
from bot.core.charts import WeeksChart
from tests.bot.commands.weeks import HERE, THIS, came, go_on
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


async def promise(scene: Scene, *texts: str, who: str = "ben") -> None:
    for text in texts:
        a_card(await scene.type(who, f"/checkin promise {text}"))


async def outcomes(scene: Scene, who: str = "ben") -> dict[str, str | None]:
    member = await scene.id(who)
    found = await scene.work.read(lambda store: store.checkins.commitments([(HERE, member)], THIS))
    return {each.text: each.outcome for each in found}


class TestPromising:
    async def test_a_promise_is_confirmed_with_the_others(self, both: Scene) -> None:
        form = a_form(await both.type("ben", "/checkin promise"))
        card = a_card(await both.submit("ben", form, promise="write to two"))
        assert card.headline == "You promise: write to two"
        assert "You are asked about it at your next check-in." in texts(card)
        assert "digest" not in texts(card)
        card = a_card(await both.type("ben", "/checkin promise call Kemi share:yes"))
        assert "The digest shows it." in texts(card)
        assert "This week:\nwrite to two\ncall Kemi" in texts(card)

    async def test_three_are_enough_until_the_next_check_in(self, both: Scene) -> None:
        await promise(both, "one", "two", "three")
        said = a_problem(await both.type("ben", "/checkin promise four"), "over_limit")
        assert said == (
            "You have 3 promises until your next check-in, which is plenty. "
            "It comes on 30 November at 9:00, and then you can promise more."
        )
        assert len(await outcomes(both)) == 3
        await promise(both, "four", who="cleo")  # everybody has their own three
        await go_on(both, days=6, hours=23, minutes=29)
        a_problem(await both.type("ben", "/checkin promise four"), "over_limit")
        await go_on(both, minutes=1)
        await promise(both, "four", "five", "six")
        a_problem(await both.type("ben", "/checkin promise seven"), "over_limit")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("x" * 3000, "What do you promise next: 3,000 characters are too long; at most 200 fit."),
            ("\u200b", "there is nothing readable in it."),
            ("sleep share:perhaps", "Show it to the group: “perhaps” is neither yes nor no."),
        ],
    )
    async def test_what_does_not_fit_says_why(self, both: Scene, typed: str, said: str) -> None:
        assert said in a_problem(await both.type("ben", f"/checkin promise {typed}"), "bad_input")
        assert await outcomes(both) == {}


class TestSettling:
    @pytest.fixture
    async def question(self, both: Scene) -> Scene:
        """Let Ben be asked about two promises."""
        await promise(both, "write to two", "call Kemi")
        await go_on(both, days=6, hours=23.5)
        return both

    async def test_the_question_names_each_promise_with_three_answers(self, question: Scene) -> None:
        (card,) = await came(question, "ben", "How was your week, Ben?")
        assert "You promised: write to two" in texts(card)
        assert "You promised: call Kemi" in texts(card)
        assert [*pressable(card)] == [
            "Done",
            "Partly",
            "Not this week",
            "Tell how it went",
            "Pause for a while",
        ]
        assert "Open until Wednesday at 9:00, in two days." in texts(card)
        assert "/me quiet mutes check-ins" in texts(card)
        assert "promised" not in texts((await came(question, "cleo", "How was your week, Cleo?"))[0])

    async def test_each_is_answered_by_one_press(self, question: Scene) -> None:
        reply = a_card(await question.press("ben", Call.to("checkin settle", promise=1, outcome="done"), DM))
        assert reply.headline == "Done, good: write to two"
        assert "You promised: call Kemi" in texts(reply)
        reply = a_card(await question.press("ben", pressable(reply)["Not this week"], DM))
        assert reply.headline == "Not this week, fine: call Kemi"
        assert [*pressable(reply)] == ["Tell how it went"]
        assert await outcomes(question) == {"write to two": "done", "call Kemi": "not this week"}

    async def test_an_answer_may_be_changed(self, question: Scene) -> None:
        for outcome in ("done", "partly"):
            await question.press("ben", Call.to("checkin settle", promise=1, outcome=outcome), DM)
        assert (await outcomes(question))["write to two"] == "partly"

    async def test_what_was_told_of_already_is_not_asked(self, both: Scene) -> None:
        await promise(both, "write to two", "call Kemi")
        await both.press("ben", Call.to("checkin settle", promise=1, outcome="done"))
        await go_on(both, days=7)
        (card,) = await came(both, "ben", "How was your week, Ben?")
        assert "write to two" not in texts(card)
        assert "call Kemi" in texts(card)

    async def test_what_a_week_left_open_is_not_held_against_anybody(self, question: Scene) -> None:
        await go_on(question, days=7)
        card = (await came(question, "ben", "How was your week, Ben?"))[-1]
        assert "promised" not in texts(card)

    async def test_only_who_promised_says_what_became_of_it(self, question: Scene) -> None:
        call = Call.to("checkin settle", promise=1, outcome="done")
        said = a_problem(await question.press("cleo", call), "not_yours")
        assert said == "That promise is somebody else's."
        await question.type("zoe", "/group setup Friday", "friday")
        a_problem(await question.press("zoe", call, "friday"), "not_found")
        a_problem(await question.press("ben", call.having(promise=99)), "not_found")
        a_problem(await question.press("ben", call.having(outcome="never")), "bad_input")
        assert await outcomes(question) == {"write to two": None, "call Kemi": None}


class TestHistory:
    async def test_twelve_weeks_are_shown_and_said(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="a lot")
        await go_on(both, days=7)
        await both.submit("ben", "checkin now", learnt="a lot")
        await go_on(both, days=14)
        card = a_card(await both.type("ben", "/checkin history"))
        assert card.headline == "2 weeks in a row"
        (picture,) = (block for block in card.blocks if isinstance(block, Picture))
        assert isinstance(picture.chart, WeeksChart)
        assert len(picture.chart.weeks) == 12
        assert "16 Nov without; 23 Nov answered; 30 Nov answered; 7 Dec missed; 14 Dec open." in picture.alt
        assert "1 week of this month may be missed, and your row goes on." in texts(card)
        assert "The next check-in comes on 21 December at 9:00." in texts(card)

    async def test_travelling_never_breaks_a_row(self, both: Scene) -> None:
        await go_on(both, days=1)
        for zone in ("Auckland", "Honolulu", "Kiritimati", "Lisbon"):
            await go_on(both, days=7)
            await both.submit("ben", "checkin now", learnt="a lot")
            await both.type("ben", f"/me timezone {zone}")
        assert a_card(await both.type("ben", "/checkin history")).headline == "4 weeks in a row"

    async def test_nobody_sees_another_s_weeks(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="a lot")
        card = a_card(await both.type("cleo", "/checkin history"))
        assert card.headline == "Your weeks"
        assert "answered" not in texts(card)
