"""/meeting followups: reminders with something to give, each settled by one press, and peace for who is silent."""

from datetime import UTC, datetime

import pytest

from bot.core.call import Call
from bot.core.card import Card, Style, Text
from bot.domain.followup import FollowUpKind, FollowUpState
from bot.domain.ids import MeetingId
from tests.bot.commands.meetings import over, owed, planned, points
from tests.bot.commands.weeks import came, go_on
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

START = datetime(2026, 11, 23, 14, 1, tzinfo=UTC)
"""A Monday: the meeting ended a minute ago, at 16:00 in Athens, where everybody is."""


@pytest.fixture
async def met(both: Scene) -> tuple[Scene, MeetingId]:
    """Let Ana come from a meeting at Globex."""
    a_card(await both.type("ana", "/group settings timezone:Europe/Athens"))
    meeting = await over(both)
    assert both.clock.now() == START
    return both, meeting.id


async def until(scene: Scene, day: int, hour: int, month: int = 11) -> None:
    """Go on to a minute after the hour, in Athens."""
    then = datetime(2026, month, day, hour - 2, 1, tzinfo=UTC)
    await go_on(scene, seconds=(then - scene.clock.now()).total_seconds())


def quote(card: Card) -> str:
    (found,) = (each.text for each in card.blocks if isinstance(each, Text) and each.style is Style.QUOTE)
    return found


class TestTheThankYou:
    async def test_it_comes_after_twenty_hours_with_a_draft_of_what_was_learnt(
        self, met: tuple[Scene, MeetingId]
    ) -> None:
        scene, meeting = met
        a_card(
            await scene.type("ana", '/meeting log Globex learnt:"planners like to be asked" help:"my sheet"')
        )
        await go_on(scene, hours=19, minutes=58)
        assert await came(scene, "ana", "A thank-you") == []
        await go_on(scene, minutes=2)
        (card,) = await came(scene, "ana", "A thank-you for your meeting at Globex")
        assert quote(card).split("\n\n") == [
            "Hello,",
            "Thank you for your time on Monday, and for being so open about Globex.",
            "What stays with me: planners like to be asked.",
            "If it is useful to you: my sheet.",
            "If I can ever be of help, just drop me a line.",
            "Ana",
        ]
        assert [*pressable(card)] == ["Done", "Later", "Not needed"]
        assert "/me quiet mutes follow-ups" in texts(card)
        done = a_card(await scene.press_on("ana", "Done"))
        assert done.headline == "Done: the thank-you, Globex"
        (changed,) = await came(scene, "ana", "Done: the thank-you")
        assert [*pressable(changed)] == ["My follow-ups"]
        assert (await owed(scene, meeting))[FollowUpKind.THANK_YOU].state is FollowUpState.DONE
        await go_on(scene, days=90)
        assert await came(scene, "ana", "A thank-you") == []

    async def test_later_it_comes_again_the_next_morning(self, met: tuple[Scene, MeetingId]) -> None:
        scene, _ = met
        a_card(await scene.type("ana", "/meeting log Globex yes"))
        await until(scene, 24, 13)
        later = a_card(await scene.press_on("ana", "Later"))
        assert "I come back to it tomorrow at 10:00." in texts(later)
        await until(scene, 25, 9)
        assert await came(scene, "ana", "A thank-you") == []
        await until(scene, 25, 10)
        assert len(await came(scene, "ana", "A thank-you")) == 1

    async def test_after_three_in_vain_it_asks_no_more_and_stays_on_the_list(
        self, met: tuple[Scene, MeetingId]
    ) -> None:
        scene, _ = met
        a_card(await scene.type("ana", "/meeting log Globex yes"))
        await go_on(scene, days=60)
        sent = [card for to, card in scene.told if to == "ana" and card.headline.startswith("A thank-you")]
        assert len(sent) == 3
        assert ["best within a day" in texts(card) for card in sent] == [True, False, False]
        assert ["I do not ask again" in texts(card) for card in sent] == [False, False, True]
        assert len(await came(scene, "ana", "A thank-you")) == 1  # the others have no buttons any more
        card = a_card(await scene.type("ana", "/meeting followups"))
        assert "Globex · the thank-you · I do not ask any more" in texts(card)
        shown = a_card(await scene.press("ana", pressable(card)["Globex · the thank-you"]))
        assert "I do not remind you of this any more." in texts(shown)
        a_card(await scene.press("ana", pressable(shown)["Done"]))
        assert "No follow-ups" in a_card(await scene.type("ana", "/meeting followups")).headline


class TestTheResume:
    async def test_it_comes_the_same_evening_only_if_they_asked(self, met: tuple[Scene, MeetingId]) -> None:
        scene, _ = met
        a_card(await scene.type("ana", "/meeting log Globex resume:yes"))
        await until(scene, 23, 18)
        (card,) = await came(scene, "ana", "They asked for your résumé at Globex")
        a_card(await scene.press("ana", pressable(card)["Done"], DM))
        await go_on(scene, days=7)
        assert await came(scene, "ana", "They asked for your résumé") == []

    async def test_it_counts_nothing(self, met: tuple[Scene, MeetingId]) -> None:
        scene, _ = met
        a_card(await scene.type("ana", "/meeting log Globex resume:yes"))
        await until(scene, 23, 18)
        a_card(await scene.press_on("ana", "Done"))
        assert await points(scene, "ana") == 0


class TestStayingInTouch:
    async def test_it_comes_after_a_week_then_monthly_each_time_with_another_gift(
        self, met: tuple[Scene, MeetingId]
    ) -> None:
        scene, _ = met
        a_card(
            await scene.type(
                "ana", "/meeting log Globex cadence:monthly learnt:plums help:my sheet others:pears"
            )
        )
        await until(scene, 24, 13)
        a_card(await scene.press_on("ana", "Done"))
        gifts = []
        for day, month, note, comes in (
            (30, 11, "plums", "on 30 December at 10:00"),
            (30, 12, "pears", "on 1 February 2027 at 10:00"),
        ):
            await until(scene, day, 10, month)
            (card,) = await came(scene, "ana", "A good day to write to your contact at Globex")
            assert note in texts(card)
            assert "my sheet" in texts(card)
            gifts.append(texts(card).splitlines()[1].split(". ")[1].split()[1].rstrip(":"))
            assert comes in texts(a_card(await scene.press("ana", pressable(card)["Done"], DM)))
        assert gifts == ["article", "question"]

    async def test_an_old_button_is_too_late(self, met: tuple[Scene, MeetingId]) -> None:
        scene, meeting = met
        a_card(await scene.type("ana", "/meeting log Globex cadence:monthly"))
        touch = (await owed(scene, meeting))[FollowUpKind.TOUCH]
        done = Call.to("meeting settle", followup=touch.id, turn=0, how="done")
        a_card(await scene.press("ana", done))
        assert "done this already" in a_problem(await scene.press("ana", done), "too_late")

    async def test_without_a_yes_nothing_comes(self, met: tuple[Scene, MeetingId]) -> None:
        scene, meeting = met
        a_card(await scene.type("ana", "/meeting log Globex learnt:plums"))
        assert [*await owed(scene, meeting)] == [FollowUpKind.THANK_YOU]


class TestThePromisedIntroduction:
    async def test_it_comes_until_it_is_done(self, met: tuple[Scene, MeetingId]) -> None:
        scene, meeting = met
        a_card(await scene.type("ana", "/meeting log Globex introduce:Tom, who plans routes"))
        for day, press in ((30, "Later"), (7, "Later"), (14, "Done")):
            await until(scene, day, 10, 11 if day == 30 else 12)
            (card,) = await came(scene, "ana", "An introduction you promised at Globex")
            assert "You noted: Tom, who plans routes" in texts(card)
            a_card(await scene.press("ana", pressable(card)[press], DM))
        assert (await owed(scene, meeting))[FollowUpKind.INTRODUCE].state is FollowUpState.DONE


class TestTellingTheIntroducer:
    async def test_whoever_was_told_nothing_is_told_by_a_form(self, both: Scene) -> None:
        a_card(await both.type("ana", "/group settings timezone:Europe/Athens"))
        meeting = await over(both, through="ben")
        a_card(await both.type("ana", "/meeting log Globex learnt:plums"))
        await go_on(both, days=1)
        (card,) = await came(both, "ana", "Ben introduced you at Globex, and may wonder how it went")
        assert [*pressable(card)] == ["Tell Ben", "Later", "Not needed"]
        form = a_form(await both.press_on("ana", "Tell Ben"))
        told = a_card(await both.submit("ana", form, DM, how="They plan by pallets."))
        assert told.headline == "Ben knows how it went at Globex"
        (read,) = await came(both, "ben", "Ana tells you how it went at Globex")
        assert "“They plan by pallets.”" in texts(read)
        assert (await owed(both, meeting.id))[FollowUpKind.TELL].state is FollowUpState.DONE
        assert "done this already" in a_problem(await both.submit("ana", form, DM, how="Twice."), "too_late")

    async def test_without_an_introducer_there_is_nobody_to_tell(self, met: tuple[Scene, MeetingId]) -> None:
        scene, meeting = met
        a_card(await scene.type("ana", "/meeting log Globex yes"))
        thanks = (await owed(scene, meeting))[FollowUpKind.THANK_YOU]
        reply = await scene.submit(
            "ana", Call.to("meeting tell", followup=thanks.id).encode(), how="They plan."
        )
        assert "there is nobody to tell" in a_problem(reply, "refused")


class TestSilence:
    async def test_what_comes_together_is_one_message(self, met: tuple[Scene, MeetingId]) -> None:
        scene, _ = met
        a_card(await scene.type("ana", "/meeting log Globex cadence:monthly introduce:Tom"))
        await until(scene, 24, 13)
        a_card(await scene.press_on("ana", "Not needed"))
        await until(scene, 30, 10)
        (card,) = await came(scene, "ana", "2 things for you")
        assert "A good day to write to your contact at Globex" in texts(card)
        assert "An introduction you promised at Globex" in texts(card)
        assert texts(card).count("/me quiet mutes follow-ups") == 1

    async def test_muted_nothing_comes_and_nothing_is_counted(self, met: tuple[Scene, MeetingId]) -> None:
        scene, meeting = met
        a_card(await scene.type("ana", "/meeting log Globex yes"))
        await scene.type("ana", "/me quiet followups:no")
        await go_on(scene, days=20)
        assert await came(scene, "ana", "A thank-you") == []
        assert (await owed(scene, meeting))[FollowUpKind.THANK_YOU].misses == 0
        await scene.type("ana", "/me quiet followups:yes")
        await go_on(scene, days=2)
        assert len(await came(scene, "ana", "A thank-you")) == 1

    async def test_quiet_hours_are_kept(self, met: tuple[Scene, MeetingId]) -> None:
        scene, _ = met
        await scene.type("ana", "/me quiet 11:00 15:00")
        a_card(await scene.type("ana", "/meeting log Globex yes"))
        await until(scene, 24, 14)
        assert await came(scene, "ana", "A thank-you") == []
        await until(scene, 24, 15)
        assert len(await came(scene, "ana", "A thank-you")) == 1

    async def test_who_left_is_left_in_peace_until_they_come_back(self, group: Scene) -> None:
        await over(group, "ben")
        a_card(await group.type("ben", "/meeting log Globex yes"))
        a_card(await group.type("ben", "/group leave"))
        await go_on(group, days=5)
        assert await came(group, "ben", "A thank-you") == []
        await planned(group, "ben", "Initech")
        a_card(await group.type("ben", "/group join"))
        await go_on(group, hours=5)
        assert len(await came(group, "ben", "A thank-you")) == 1
        assert len(await came(group, "ben", "How was it at Initech?")) == 1


class TestWhose:
    async def test_nobody_sees_or_settles_another_members(self, group: Scene) -> None:
        scene, meeting = group, (await over(group)).id
        a_card(await scene.type("ana", "/meeting log Globex learnt:plums introduce:Tom cadence:monthly"))
        before = await scene.everything()
        for each in (await owed(scene, meeting)).values():
            calls = (
                Call.to("meeting followup", followup=each.id),
                Call.to("meeting settle", followup=each.id, turn=0, how="done"),
                Call.to("meeting tell", followup=each.id, how="well, well"),
            )
            for call in calls:
                said = a_problem(await scene.press("ben", call), "not_yours")
                assert "/meeting followups shows yours" in said
        assert "No follow-ups" in a_card(await scene.type("ben", "/meeting followups")).headline
        assert await scene.everything() == before

    async def test_the_list_has_pages(self, group: Scene) -> None:
        for number in range(4):
            await planned(group, company=f"Firm {number}", hours=4 + number)
        await go_on(group, hours=8)
        for number in range(4):
            a_card(await group.type("ana", f'/meeting log "Firm {number}" cadence:monthly introduce:Tom'))
        first = a_card(await group.type("ana", "/meeting followups"))
        assert first.headline == "You have 12 follow-ups"
        second = a_card(await group.press("ana", pressable(first)["Next page (2 of 2)"]))
        assert len([label for label in pressable(second) if "·" in label]) == 2
