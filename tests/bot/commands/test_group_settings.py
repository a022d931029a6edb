"""/group settings and /me timezone: when things come, and what a change of it does to what waits."""

from datetime import timedelta

import pytest

from bot.core.card import Card, Fields
from bot.core.errors import Problem
from bot.domain.ids import MemberId
from tests.bot.commands.weeks import HERE, THIS, came, filled, go_on, waits
from tests.bot.scene import Scene, a_card, texts

MONDAY = "Mon 30 Nov 09:00"
FRIDAY = "Fri 27 Nov 15:00"


async def change(scene: Scene, line: str, who: str = "ana") -> str:
    return texts(a_card(await scene.type(who, f"/group settings {line}")))


async def when(scene: Scene, kind: str, who: str = "") -> str:
    """Give when something comes, in UTC."""
    due = await waits(scene, kind, who)
    assert due
    return f"{due.at:%a %d %b %H:%M}"


def fields(card: Card) -> dict[str, str]:
    return {one.name: one.value for block in card.blocks if isinstance(block, Fields) for one in block.fields}


class TestChanging:
    async def test_the_form_shows_how_it_is(self, both: Scene) -> None:
        values = await filled(both, "ana", "/group settings")
        assert {name: values[name] for name in values if "_day" in name or "_time" in name} == {
            "checkin_day": "monday", "checkin_time": "09:00", "digest_day": "friday", "digest_time": "15:00",
        }  # fmt: skip
        assert values["holidays"] == ""

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("checkin_day:wednesday", "Your next check-in comes on Wednesday at 9:00, in two days."),
            ("checkin_time:7.30", "Your next check-in comes on 30 November at 7:30."),
            ("checkin_time:9pm", "Your next check-in comes today at 21:00."),
            ("digest_day:tuesday", "The next digest comes tomorrow at 15:00."),
            ("digest_time:18:00", "The next digest comes on Friday at 18:00, in four days."),
            ("digest_day:monday digest_time:8:00", "The next digest comes in a moment."),
            ("timezone:Tokyo", "The next digest comes on Friday at 15:00, in four days."),
        ],
    )
    async def test_each_change_is_confirmed_with_the_next_date(
        self, both: Scene, line: str, said: str
    ) -> None:
        assert said in await change(both, line)

    async def test_everything_that_can_be_chosen_is_shown(self, both: Scene) -> None:
        line = "checkin_day:sunday checkin_time:19:30 digest_day:saturday digest_time:8am"
        card = a_card(await both.type("ana", f"/group settings {line} holidays:2026-12-25 2026-12-24"))
        shown = fields(card)
        assert shown["Check-in"] == "Sundays 19:30, in each member's zone"
        assert shown["Digest"] == "Saturdays 08:00"
        assert shown["Holidays"] == "2026-12-24 2026-12-25"
        assert "Holidays" not in fields(a_card(await both.submit("ana", "group settings", holidays="")))

    @pytest.mark.parametrize(
        ("chosen", "said"),
        [
            ("off", "off: asks are posted as they are written"),
            ("suggest", "suggests another way to say what reads as asking for a job"),
            ("require", "waits with what reads as asking for a job until it asks to learn"),
        ],
    )
    async def test_how_strict_the_coach_is(self, both: Scene, chosen: str, said: str) -> None:
        assert said in await change(both, f"coach:{chosen}")
        assert (await filled(both, "ana", "/group settings"))["coach"] == chosen

    @pytest.mark.parametrize(
        ("values", "field", "said"),
        [
            (
                {"checkin_time": "25:00"},
                "checkin_time",
                "“25:00” is not a time of day. Write it as 9:00, 21:30",
            ),
            ({"digest_time": "noonish"}, "digest_time", "“noonish” is not a time of day."),
            ({"digest_time": "9:75"}, "digest_time", "“9:75” is not a time of day."),
            ({"checkin_day": "someday"}, "checkin_day", "Check-in on: “someday” is not monday,"),
            ({"checkin_day": "wendesday"}, "checkin_day", "Did you mean “wednesday”?"),
            ({"holidays": "24.12.2026"}, "holidays", "“24.12.2026” is not a date. Write it as 2026-12-24"),
            ({"holidays": "2026-02-30"}, "holidays", "“2026-02-30” is not a date."),
            ({"coach": "kind"}, "coach", "The coach: “kind” is not off, suggest or require."),
            ({"timezone": "Mars"}, "timezone", "“Mars” is not a time zone I know."),
            ({"timezone": "Europe/Lisbone"}, "timezone", "Did you mean Europe/Lisbon"),
            ({"timezone": "CET"}, "timezone", "“CET” may be Europe/Berlin, Europe/Paris or Europe/Madrid."),
            ({"timezone": "IST"}, "timezone", "“IST” may be Asia/Kolkata, Europe/Dublin or Asia/Jerusalem."),
        ],
    )
    async def test_what_does_not_work_is_told_at_its_field(
        self, both: Scene, values: dict[str, str], field: str, said: str
    ) -> None:
        reply = await both.submit("ana", "group settings", **values)
        assert isinstance(reply, Problem)
        assert list(reply.fields) == [field]
        assert said in reply.message
        assert (await when(both, "digest"), await when(both, "check-in", "ben")) == (FRIDAY, MONDAY)

    async def test_new_york_is_a_zone_by_its_city(self, both: Scene) -> None:
        assert "America/New_York" in await change(both, "timezone:New York")

    async def test_only_a_facilitator_changes_them(self, both: Scene) -> None:
        reply = await both.type("ben", "/group settings digest_day:monday")
        assert isinstance(reply, Problem)
        assert reply.code == "not_yours"
        assert await when(both, "digest") == FRIDAY


class TestWhatWaits:
    async def test_a_zone_moves_the_digest_and_those_who_have_none_of_their_own(self, both: Scene) -> None:
        await both.type("ben", "/me timezone Lisbon")
        await change(both, "timezone:Tokyo")
        assert await when(both, "digest") == "Fri 27 Nov 06:00"
        assert await when(both, "check-in", "cleo") == "Mon 30 Nov 00:00"
        assert await when(both, "check-in", "ben") == MONDAY

    async def test_ones_own_zone_moves_ones_own_question(self, both: Scene) -> None:
        await both.type("ben", "/me timezone Tokyo")
        assert await when(both, "check-in", "ben") == "Mon 30 Nov 00:00"
        assert await when(both, "check-in", "cleo") == MONDAY

    async def test_in_every_group_of_theirs(self, both: Scene) -> None:
        await both.type("zoe", "/group setup Friday", "friday")
        await both.type("ben", "/group join", "friday")
        await both.type("ben", "/me timezone Tokyo", "friday")
        assert await when(both, "check-in", "ben") == "Mon 30 Nov 00:00"

    async def test_a_time_that_is_past_by_the_new_settings_comes_at_once_and_once(self, both: Scene) -> None:
        await go_on(both, days=3)  # Thursday
        said = await change(both, "digest_day:wednesday")
        assert "The next digest comes in a moment." in said
        await go_on(both, minutes=1)
        assert len(await came(both, "tuesday", "A quiet week")) == 1
        assert await when(both, "digest") == "Wed 02 Dec 15:00"
        await change(both, "digest_day:friday")
        assert await when(both, "digest") == "Fri 04 Dec 15:00"

    async def test_an_hour_later_on_the_same_day_does_not_ask_twice(self, both: Scene) -> None:
        await go_on(both, days=7)
        assert len(await came(both, "ben", "How was your week")) == 1
        await change(both, "checkin_time:11:00")
        await go_on(both, hours=5)
        assert len(await came(both, "ben", "How was your week")) == 1
        assert await when(both, "check-in", "ben") == "Mon 07 Dec 11:00"

    async def test_a_new_group_gets_a_free_day_of_its_first_week(self, both: Scene) -> None:
        await change(both, "checkin_day:thursday digest_day:tuesday")
        assert await when(both, "check-in", "ben") == "Thu 26 Nov 09:00"
        assert await when(both, "digest") == "Tue 24 Nov 15:00"

    async def test_whatever_is_changed_each_week_has_one(self, both: Scene) -> None:
        days = ["sunday", "tuesday", "friday", "monday", "saturday", "wednesday"]
        for turn, day in enumerate(days):
            zone = ("Tokyo", "Honolulu")[turn % 2]
            await change(both, f"checkin_day:{day} digest_day:{day} timezone:{zone}")
            await go_on(both, days=7)
            await both.type("ben", "/checkin resume")
        asked = await both.work.read(lambda store: store.checkins.weeks(HERE, MemberId(2)))
        assert [week for week, _ in asked] == [THIS + timedelta(weeks=number) for number in range(len(asked))]
        assert len(asked) in (len(days), len(days) + 1)
        digests = await came(both, "tuesday", "")
        assert len([each for each in digests if "week" in each.headline]) in (len(days), len(days) + 1)

    async def test_who_pauses_is_not_asked_again_by_a_change(self, both: Scene) -> None:
        await both.type("ben", "/checkin pause")
        await change(both, "checkin_day:thursday")
        await both.type("ben", "/me timezone Tokyo")
        assert await waits(both, "check-in", "ben") is None

    async def test_holidays_move_the_questions_after_an_introduction(self, both: Scene) -> None:
        await change(both, "holidays:2026-11-24,2026-11-25")
        await both.type("ben", "/intro ask Globex how they decide what to build next")
        await both.type("cleo", "/intro answer 1 introduce")
        await both.press_on("ben", "Accept")
        await both.press_on("cleo", "They said yes, introduced")
        assert await when(both, "ask followup 3", "cleo") == "Mon 30 Nov 09:30"
