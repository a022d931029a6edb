"""/digest and the digest by itself: one summary a week, once, with nothing private in it."""

from dataclasses import replace

from bot.core.card import Card, Picture
from bot.core.charts import BarChart, HelpChart
from bot.core.ports import Store
from bot.domain.group import Closed
from tests.bot.commands.weeks import HERE, go_on, waits
from tests.bot.scene import DM, Scene, a_card, a_problem, pressable, texts

ASK = "/intro ask {} how they decide what to build next"
TO_FRIDAY = {"days": 4, "hours": 5.5}
"""From the beginning of a scene to the digest."""


async def preview(scene: Scene) -> Card:
    return a_card(await scene.type("ana", "/digest preview"))


async def posted(scene: Scene) -> list[Card]:
    """Give the digests in the room, oldest first."""
    room = await scene.messages("tuesday")
    return [card for card in room if card.headline.startswith(("The week of", "A quiet week"))]


def charts(card: Card) -> list[BarChart | HelpChart]:
    found = [block.chart for block in card.blocks if isinstance(block, Picture)]
    return [each for each in found if isinstance(each, BarChart | HelpChart)]


class TestWhen:
    async def test_it_comes_once_a_week_by_itself(self, both: Scene) -> None:
        await go_on(both, **TO_FRIDAY)
        assert len(await posted(both)) == 1
        await go_on(both, days=6, hours=23)
        assert len(await posted(both)) == 1
        await go_on(both, hours=1)
        assert len(await posted(both)) == 2

    async def test_posted_by_hand_it_is_this_weeks(self, both: Scene) -> None:
        card = a_card(await both.type("ana", "/digest now"))
        assert card.headline == "The digest of Tuesday is posted"
        assert "The next one comes by itself on 4 December at 15:00." in texts(card)
        assert len(await posted(both)) == 1
        said = a_problem(await both.type("ana", "/digest now"), "too_late")
        assert said.startswith("This week's digest is posted already.")
        await go_on(both, **TO_FRIDAY)
        assert len(await posted(both)) == 1
        await go_on(both, days=7)
        assert len(await posted(both)) == 2

    async def test_after_the_one_by_itself_none_is_posted_by_hand(self, both: Scene) -> None:
        await go_on(both, **TO_FRIDAY)
        a_problem(await both.type("ana", "/digest now"), "too_late")
        assert len(await posted(both)) == 1

    async def test_the_preview_is_for_the_facilitator_alone_and_says_when_it_comes(self, both: Scene) -> None:
        card = await preview(both)
        assert (
            "Only you see this. It is posted on Friday at 15:00, in four days, or now by /digest now."
            in texts(card)
        )
        assert await posted(both) == []
        for who in ("ben", "zoe"):
            for command in ("/digest preview", "/digest now"):
                a_problem(await both.type(who, command), "not_yours")
        assert await posted(both) == []

    async def test_without_a_room_nothing_is_posted_in_vain(self, both: Scene) -> None:
        def close(store: Store) -> None:
            (home,) = store.groups.homes(HERE)
            store.groups.keep(replace(home, closed=Closed.ARCHIVED))

        await both.work.write(close)
        said = a_problem(await both.type("ana", "/digest now", DM), "refused")
        assert said.startswith("No room of the group can be written to just now")
        await go_on(both, **TO_FRIDAY)
        assert await posted(both) == []
        assert await waits(both, "digest")


class TestWhatItTells:
    async def test_an_empty_week_is_short_and_kind(self, both: Scene) -> None:
        card = await preview(both)
        assert card.headline == "A quiet week in Tuesday"
        assert "That is fine." in texts(card)
        assert "Ana facilitates next week." in texts(card)
        assert len(texts(card)) < 500
        assert set(pressable(card)) == {"Add a company", "Ask for an introduction"}

    async def test_help_is_summed_and_drawn(self, both: Scene) -> None:
        await both.type("ana", "/thanks @Ben for reading my note")
        both.clock.forward(minutes=1)
        await both.type("ana", "/thanks @Ben for a lift")
        await both.type("cleo", "/thanks @Dev for a call")
        card = await preview(both)
        assert card.headline == "The week of Tuesday"
        assert "Together you gave 3 points of help: 3 thank-yous." in texts(card)
        assert "Bars of the points for help this week: Ben 2 and Dev 1." in texts(card)
        assert "Arrows from helpers to those they helped: Ben helped Ana and Dev helped Cleo." in texts(card)
        bars, arrows = charts(card)
        assert isinstance(bars, BarChart)
        assert isinstance(arrows, HelpChart)
        assert [(bar.name, bar.value, bar.note) for bar in bars.bars] == [
            ("Ben", 2, "first help"), ("Dev", 1, "first help"),
        ]  # fmt: skip
        drawn = {
            (arrows.names[each.giver], arrows.names[each.receiver], each.times) for each in arrows.arrows
        }
        assert drawn == {("Ben", "Ana", 2), ("Dev", "Cleo", 1)}
        assert "for reading my note" not in texts(card)

    async def test_what_was_taken_back_is_not_told(self, both: Scene) -> None:
        undo = pressable(a_card(await both.type("ana", "/thanks @Ben for it")))["Undo"]
        await both.press("ana", undo)
        assert (await preview(both)).headline == "A quiet week in Tuesday"

    async def test_who_opted_out_is_named_nowhere(self, both: Scene) -> None:
        await both.type("ben", "/me profile leaderboard:no")
        await both.type("ana", "/thanks @Ben for it")
        await both.type("ben", "/thanks @Dev for it")
        card = await preview(both)
        assert "Ben" not in str(card)
        assert "a peer helped Ana and Dev helped a peer" in texts(card)
        (bars, arrows) = charts(card)
        assert isinstance(bars, BarChart)
        assert isinstance(arrows, HelpChart)
        assert [bar.name for bar in bars.bars] == ["Dev"]
        assert sorted(arrows.names) == ["", "Ana", "Dev"]

    async def test_asks_that_nobody_answered_for_three_days_can_be_answered(self, both: Scene) -> None:
        await both.type("ana", ASK.format("Globex"))
        await both.type("cleo", ASK.format("Initech"))
        await both.type("ben", "/intro answer 2 introduce")
        await go_on(both, days=2, hours=23)
        assert "Nobody has answered" not in texts(await preview(both))
        await both.type("dev", ASK.format("Hooli"))
        await go_on(both, hours=1)
        card = await preview(both)
        assert "Nobody has answered these yet:\nAna · Globex · how they decide what to build next" in texts(
            card
        )
        assert "Initech" not in texts(card)
        assert "Hooli" not in texts(card)
        reply = a_card(await both.press("ben", pressable(card)["I can help"]))
        assert reply.headline == "Thank you. Ana now sees your offer for Globex"
        assert "Nobody has answered" not in texts(await preview(both))

    async def test_of_many_asks_the_oldest_are_named_and_the_others_counted(self, both: Scene) -> None:
        await both.type("ana", "/group settings asks_per_week:20")
        for number in range(8):
            await both.type("ana", ASK.format(f"Company{number}"))
            both.clock.forward(minutes=1)
        both.clock.forward(days=4)
        card = await preview(both)
        assert [*texts(card).splitlines()].count("I can help") == 5
        assert "Company4" in texts(card)
        assert "Company5" not in texts(card)
        assert "3 more asks wait: /intro list shows them." in texts(card)

    async def test_new_companies_come_with_how_many_know_someone(self, both: Scene) -> None:
        await both.type("ana", "/target add Oldco")
        both.clock.forward(minutes=1)
        await both.type("ana", "/digest now")
        both.clock.forward(hours=1)
        await both.type("ben", "/know add Globex Kemi a secret note")
        await both.type("cleo", "/know add Globex Lars")
        await both.type("dev", "/target add Globex, Initech, Oldco")
        card = await preview(both)
        assert (
            "New on the board:\nGlobex · 2 peers know someone there\nInitech · nobody is known there yet"
            in texts(card)
        )
        for private in ("Kemi", "Lars", "secret", "Oldco"):
            assert private not in texts(card)
        await both.type("dev", "/target add " + ", ".join(f"Company {number}" for number in range(9)))
        assert "and 6 more: /target board" in texts(await preview(both))

    async def test_shared_words_and_totals(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="people answer", promise="call Kemi", share="both")
        await both.submit("cleo", "checkin now", learnt="nothing for others", share="nothing")
        card = await preview(both)
        assert "Learnt this week:\nBen: people answer" in texts(card)
        assert "Promised for next week:\nBen: call Kemi" in texts(card)
        assert "nothing for others" not in texts(card)
        assert "2 of 4 members checked in." in texts(card)
        await both.submit("ben", "checkin now", learnt="most people answer")
        assert "2 of 4 members checked in." in texts(await preview(both))

    async def test_a_person_counts_once_however_many_weeks_they_tell_of(self, both: Scene) -> None:
        await both.submit("ben", "checkin now", learnt="plums")
        await go_on(both, days=4)
        await both.type("ana", "/digest now")
        await both.submit("ben", "checkin now", learnt="pears")  # changed after the digest
        await go_on(both, days=4)
        await both.submit("ben", "checkin now", learnt="limes")
        assert "1 of 4 members checked in." in texts(await preview(both))

    async def test_nobody_checked_in_is_fine(self, both: Scene) -> None:
        await both.type("ana", "/thanks @Ben for it")
        assert "Nobody checked in this week, which is fine." in texts(await preview(both))

    async def test_nothing_is_told_twice_and_nothing_left_out(self, both: Scene) -> None:
        await both.type("ana", "/group settings timezone:Berlin")
        both.clock.time = both.clock.time.replace(
            month=10, day=23, hour=14
        )  # Friday; the clocks go back on Sunday
        a_card(await both.type("ana", "/digest now"))
        both.clock.forward(minutes=30)
        await both.type("ana", "/thanks @Ben for it")
        both.clock.forward(days=7)
        await both.type("ana", "/thanks @Cleo for it")
        both.clock.forward(minutes=1)
        assert "2 thank-yous" in texts(await preview(both))
        a_card(await both.type("ana", "/digest now"))
        both.clock.forward(days=3)
        assert (await preview(both)).headline == "A quiet week in Tuesday"


class TestRotation:
    async def facilitators(self, scene: Scene, weeks: int) -> list[str]:
        await go_on(scene, days=7 * weeks)
        said = [line for card in await posted(scene) for line in texts(card).splitlines()]
        return [line.partition(" ")[0] for line in said if line.endswith("facilitates next week.")][-weeks:]

    async def test_everybody_has_a_turn_the_longest_known_first(self, both: Scene) -> None:
        assert await self.facilitators(both, 5) == ["Ana", "Ben", "Cleo", "Dev", "Ana"]
        (card, *_) = await posted(both)
        assert "60 minutes: check-in 5, exercise 15, hot seat 20, commitments 10, check-out 5" in texts(card)

    async def test_who_left_has_none_and_who_comes_is_next(self, both: Scene) -> None:
        assert await self.facilitators(both, 1) == ["Ana"]
        await both.type("ben", "/group leave")
        await both.type("zoe", "/group join")
        assert await self.facilitators(both, 4) == ["Cleo", "Dev", "Zoe", "Ana"]


async def test_a_large_group_fits_every_limit(group: Scene) -> None:
    many = 30
    names = [f"Peer{number} {'x' * 60}" for number in range(many)]
    await group.type("ana", "/group settings asks_per_week:50")
    for number, name in enumerate(names):
        await group.type(f"p{number}", "/group join")
        await group.type(f"p{number}", f"/me profile name:{name}")
        await group.type(f"p{number}", f"/target add Company {number} {'y' * 50}")
        await group.submit(f"p{number}", "checkin now", learnt="l" * 500, promise="p" * 200, share="both")
        await group.type(f"p{number}", f"/intro ask Firm{number} {'how they decide ' * 10}")
        await group.type(f"p{number}", f"/thanks @Ben for the {number}th time")
    group.clock.forward(days=4)
    await group.type("ana", "/digest now")
    (card,) = await posted(group)
    words = texts(card)
    assert len(words) <= 4000
    assert f"{many} of {many + 4} members checked in." in words
    assert f"{many - 5} more asks wait" in words
