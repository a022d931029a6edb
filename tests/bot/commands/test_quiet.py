"""/me quiet: when a member is not written to, and what does not come at all."""

import pytest

from bot.core.errors import Problem
from bot.domain.quiet import Quiet
from tests.bot.commands.weeks import came, filled, go_on
from tests.bot.scene import Scene, a_card, a_form, texts


async def quiet(scene: Scene, who: str = "ben") -> tuple[Quiet | None, set[str]]:
    me = await scene.id(who)
    (member,) = await scene.work.read(lambda store: store.members.named([me]))
    return member.quiet, set(member.muted)


class TestSetting:
    async def test_the_form_shows_how_it_is_and_the_card_what_it_becomes(self, both: Scene) -> None:
        form = a_form(await both.type("ben", "/me quiet"))
        assert {field.name: field.value for field in form.fields} == {
            "begin": "", "end": "", "checkins": "yes", "nudges": "yes", "followups": "yes", "meetings": "yes",
        }  # fmt: skip
        card = a_card(await both.submit("ben", form, begin="10pm", end="7", nudges="no"))
        assert card.headline == "Nothing comes between 22:00 and 07:00"
        assert "That is by the time in UTC." in texts(card)
        assert "Muted: nudges." in texts(card)
        assert await filled(both, "ben", "/me quiet") == {
            "begin": "22:00", "end": "07:00", "checkins": "yes", "nudges": "no", "followups": "yes", "meetings": "yes",
        }  # fmt: skip

    async def test_one_thing_alone_leaves_the_others(self, both: Scene) -> None:
        await both.type("ben", "/me quiet 22:00 7:00 nudges:no")
        await both.type("ben", "/me quiet end:8.30")
        await both.type("ben", "/me quiet checkins:no")
        hours, muted = await quiet(both)
        assert (str(hours), muted) == ("22:00-08:30", {"nudges", "check-ins"})
        await both.type("ben", "/me quiet nudges:yes")
        assert (await quiet(both))[1] == {"check-ins"}

    @pytest.mark.parametrize(
        "typed",
        ["22:00 7:00", "22:00-7:00", "10pm to 7am", "22 – 7", "begin:22.00 end:7", "10 pm until 7 am"],
    )
    async def test_both_times_may_be_typed_as_people_do(self, both: Scene, typed: str) -> None:
        a_card(await both.type("ben", f"/me quiet {typed}"))
        assert str((await quiet(both))[0]) == "22:00-07:00"

    async def test_emptied_there_are_none(self, both: Scene) -> None:
        await both.type("ben", "/me quiet 22:00 7:00")
        form = a_form(await both.type("ben", "/me quiet"))
        card = a_card(await both.submit("ben", form, begin="", end=""))
        assert card.headline == "You have no quiet hours"
        assert (await quiet(both))[0] is None

    @pytest.mark.parametrize(
        ("values", "field", "said"),
        [
            ({"begin": "25:00", "end": "7:00"}, "begin", "“25:00” is not a time of day. Write it as 9:00, 21:30"),
            ({"begin": "22:00", "end": "7:60"}, "end", "“7:60” is not a time of day."),
            ({"begin": "22:00", "end": "13pm"}, "end", "“13pm” is not a time of day."),
            ({"begin": "22:00"}, "end", "Quiet hours have a beginning and an end, such as 22:00 and 7:00."),
            ({"end": "7:00"}, "begin", "Quiet hours have a beginning and an end, such as 22:00 and 7:00."),
            ({"begin": "9:00", "end": "9am"}, "end", "Quiet hours that end when they begin, at 9am, are none."),
            ({"nudges": "sometimes"}, "nudges", "Nudges: “sometimes” is neither yes nor no."),
            ({"begin": "2" * 31, "end": "7"}, "begin", "31 characters are too long; at most 30 fit."),
        ],
    )  # fmt: skip
    async def test_what_does_not_work_is_told_at_its_field(
        self, both: Scene, values: dict[str, str], field: str, said: str
    ) -> None:
        reply = await both.submit("ben", "me quiet", **values)
        assert isinstance(reply, Problem)
        assert said in reply.message
        assert list(reply.fields) == [field]
        assert await quiet(both) == (None, set())


class TestKeeping:
    async def sent_at(self, scene: Scene) -> str:
        """Give when what waits is sent."""
        await scene.deliver()
        due = await scene.work.read(lambda store: store.outbox.next_due(["web"]))
        return f"{due:%a %H:%M}" if due else "nothing waits"

    async def test_what_comes_in_quiet_hours_comes_afterwards(self, both: Scene) -> None:
        await both.type("ben", "/me quiet 8:00 12:00")
        await go_on(both, days=6, hours=23.5)
        assert await came(both, "ben", "How was your week") == []
        assert len(await came(both, "cleo", "How was your week")) == 1
        assert await self.sent_at(both) == "Mon 12:00"
        await go_on(both, hours=3)
        assert len(await came(both, "ben", "How was your week")) == 1

    async def test_over_midnight_and_in_the_members_own_zone(self, both: Scene) -> None:
        await both.type("ben", "/me timezone Tokyo")
        await both.type("ben", "/me quiet 22:00 7:00")
        both.clock.time = both.clock.time.replace(hour=13, minute=0)  # 22:00 there
        await both.type("ana", "/checkin buddy @Ben")
        assert await came(both, "ben", "Ana asks you") == []
        assert await self.sent_at(both) == "Mon 22:00"  # 7:00 there
        both.clock.forward(hours=8, minutes=59)
        assert await came(both, "ben", "Ana asks you") == []
        both.clock.forward(minutes=1)
        assert len(await came(both, "ben", "Ana asks you")) == 1

    async def test_at_their_end_they_are_over(self, both: Scene) -> None:
        await both.type("ben", "/me quiet 22:00 9:30")
        await both.type("ana", "/checkin buddy @Ben")
        assert len(await came(both, "ben", "Ana asks you")) == 1

    async def test_a_muted_kind_does_not_come_and_others_do(self, both: Scene) -> None:
        await both.type("ben", "/know add Globex Kemi")
        await both.type("cleo", "/know add Globex Lars")
        await both.type("cleo", "/me quiet nudges:no")
        await both.type("ana", "/intro ask Globex how they decide what to build")
        assert len(await came(both, "cleo", "You know 1 person at Globex")) == 1  # an offer, not a nudge
        await go_on(both, hours=25)
        (nudge,) = await came(both, "ben", "Ana's ask about Globex is still unanswered")
        assert "/me quiet mutes nudges, or sets your quiet hours." in texts(nudge)
        assert await came(both, "cleo", "Ana's ask") == []

    async def test_muted_follow_ups_do_not_come(self, both: Scene) -> None:
        await both.type("ana", "/me quiet followups:no")
        await both.type("ana", "/intro ask Globex how they decide what to build")
        await go_on(both, days=15)
        assert await came(both, "ana", "Your ask about Globex has expired") == []

    async def test_what_is_due_together_comes_as_one(self, both: Scene) -> None:
        await both.type("ben", "/know add Globex Kemi")
        await both.type("ben", "/know add Initech Lars")
        await both.type("ana", "/intro ask Globex how they decide what to build")
        await both.type("ana", "/intro ask Initech how they decide what to build")
        await go_on(both, hours=25)
        (card,) = await came(both, "ben", "2 things for you")
        assert "Ana's ask about Globex is still unanswered" in texts(card)
        assert "Ana's ask about Initech is still unanswered" in texts(card)
