import pytest

from bot.core.call import Call
from bot.core.card import Picture
from bot.core.charts import BarChart
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


async def board(scene: Scene, who: str = "ana", period: str = "month") -> str:
    return texts(a_card(await scene.type(who, f"/leaderboard {period}")))


class TestThanks:
    async def test_they_are_posted_and_count_a_point(self, group: Scene) -> None:
        form = a_form(await group.type("ana", "/thanks"))
        card = a_card(await group.submit("ana", form, peer="<@ben>", why="for the words to Kemi"))
        assert card.headline == "Your thank-you to Ben is posted"
        assert "Ben gets 1 point." in texts(card)
        room = (await group.messages("tuesday"))[-1]
        assert (room.headline, texts(room).splitlines()[1]) == ("Ana thanks Ben", "“for the words to Kemi”")
        assert "1. Ben · 1" in await board(group)

    async def test_undo_takes_them_back_once(self, group: Scene) -> None:
        undo = pressable(a_card(await group.type("ana", "/thanks @Ben for it")))["Undo"]
        for somebody in ("ben", "cleo"):
            a_problem(await group.press(somebody, undo), "not_yours")
        assert a_card(await group.press("ana", undo)).headline == "Taken back: the thank-you to Ben"
        assert (await group.messages("tuesday"))[-1].headline == "Ana took a thank-you back"
        assert "Nothing is counted this month yet" in await board(group)
        before = await group.everything()
        assert a_problem(await group.press("ana", undo), "too_late") == "This was taken back already."
        assert await group.everything() == before

    @pytest.mark.parametrize("event", [1, 2, 99])
    async def test_only_thanks_are_undone_by_that_button(self, group: Scene, event: int) -> None:
        await group.type("ana", "/intro ask Globex how they decide what to build")
        await group.type("ben", "/intro answer 1 introduce")
        await group.press_on("ana", "Accept")
        await group.type("ana", "/intro introduced 1")
        await group.press("ana", Call.to("intro met", ask=1, helper=await group.id("ben")))
        before = await group.everything()
        a_problem(await group.press("ana", Call.to("thanks undo", event=event)), "not_found")
        assert await group.everything() == before

    @pytest.mark.parametrize(
        ("text", "code", "said"),
        [
            ("/thanks @Ana for it", "refused", "Thanks go to somebody else. Name the peer who helped you."),
            ("/thanks @Ben x", "bad_input", "What for: “x” is very short."),
            (
                "/thanks @Ben " + "x" * 301,
                "bad_input",
                "What for: 301 characters are too long; at most 300 fit.",
            ),
            ("/thanks @Zoe for it", "bad_input", "that person is not in this group."),
        ],
    )
    async def test_what_does_not_work_says_why(self, group: Scene, text: str, code: str, said: str) -> None:
        before = await group.everything()
        assert said in a_problem(await group.type("ana", text), code)
        assert await group.everything() == before

    async def test_five_a_day_in_the_givers_own_day(self, group: Scene) -> None:
        await group.type("ana", "/me timezone America/New_York")  # it is half past four there
        for who in ("@Ben", "@Ben", "@Cleo", "@Cleo", "@Dev"):
            a_card(await group.type("ana", f"/thanks {who} for it"))
            group.clock.forward(minutes=1)
        said = a_problem(await group.type("ana", "/thanks @Dev for it"), "over_limit")
        assert said.endswith("You can thank again tomorrow at 0:00.")
        group.clock.forward(hours=19)
        a_problem(await group.type("ana", "/thanks @Dev for it"), "over_limit")
        group.clock.forward(minutes=30)
        a_card(await group.type("ana", "/thanks @Dev for it"))

    async def test_three_for_a_pair_in_thirty_days_and_when_the_next_is_free(self, group: Scene) -> None:
        for _ in range(3):
            a_card(await group.type("ana", "/thanks @Ben for it"))
            group.clock.forward(days=1)
        said = a_problem(await group.type("ana", "/thanks @Ben for it"), "over_limit")
        assert said.endswith("You can thank them again on 23 December at 9:30.")
        a_card(await group.type("ana", "/thanks @Cleo for it"))
        group.clock.forward(days=27, seconds=-1)
        a_problem(await group.type("ana", "/thanks @Ben for it"), "over_limit")
        group.clock.forward(seconds=1)
        a_card(await group.type("ana", "/thanks @Ben for it"))

    async def test_an_undone_one_frees_its_place(self, group: Scene) -> None:
        cards = []
        for _ in range(3):
            cards.append(a_card(await group.type("ana", "/thanks @Ben for it")))
            group.clock.forward(minutes=1)
        await group.press("ana", pressable(cards[0])["Undo"])
        a_card(await group.type("ana", "/thanks @Ben for it"))
        assert "1. Ben · 3" in await board(group)

    async def test_thanks_for_thanks_count_once(self, group: Scene) -> None:
        a_card(await group.type("ana", "/thanks @Ben for it"))
        card = a_card(await group.type("ben", "/thanks @Ana for thanking me"))
        assert "Ana thanked you within a week, and the two count once, so no point is added." in texts(card)
        assert (await group.messages("tuesday"))[-1].headline == "Ben thanks Ana"
        words = await board(group)
        assert "1. Ben · 1" in words
        assert "Ana" not in words

    async def test_the_very_same_press_counts_once(self, group: Scene) -> None:
        form = a_form(await group.type("ana", "/thanks"))
        a_card(await group.submit("ana", form, peer="<@ben>", why="for it"))
        said = a_problem(await group.submit("ana", form, peer="<@ben>", why="for it"), "too_late")
        assert said == "You have said thank you for this already."
        assert [card.headline for card in await group.messages("tuesday")].count("Ana thanks Ben") == 1

    async def test_a_group_may_count_them_otherwise(self, group: Scene) -> None:
        await group.type("ana", "/group settings thanks_points:0")
        card = a_card(await group.type("ana", "/thanks @Ben for it"))
        assert "point" not in texts(card)
        await group.type("ana", "/group settings thanks_points:4")
        group.clock.forward(minutes=1)
        assert "Ben gets 4 points." in texts(a_card(await group.type("ana", "/thanks @Ben for it")))


class TestLeaderboard:
    @pytest.fixture
    async def helped(self, group: Scene) -> Scene:
        """Let Ben have helped two people, and Cleo one."""
        for giver, helper in (("ana", "ben"), ("dev", "ben"), ("ana", "cleo")):
            await group.type(giver, f"/thanks <@{helper}> for it")
            group.clock.forward(minutes=1)
        return group

    async def test_the_groups_total_stands_first(self, helped: Scene) -> None:
        card = a_card(await helped.type("dev", "/leaderboard"))
        assert card.headline == "Together you gave 3 points of help this month"
        assert "1. Ben · 2\n2. Cleo · 1" in texts(card)
        assert "First help ever: Ben and Cleo. Welcome among the helpers." in texts(card)

    async def test_the_picture_has_its_text(self, helped: Scene) -> None:
        card = a_card(await helped.type("ben", "/leaderboard"))
        (picture,) = (block for block in card.blocks if isinstance(block, Picture))
        assert picture.alt == "Bars of the points for help this month: Ben 2 and Cleo 1."
        assert isinstance(picture.chart, BarChart)
        assert [(bar.name, bar.value, bar.highlight) for bar in picture.chart.bars] == [
            ("Ben", 2, True), ("Cleo", 1, False),
        ]  # fmt: skip

    async def test_ones_own_place_is_for_oneself(self, helped: Scene) -> None:
        assert "Your own place is 2, with 1 point. Only you see this line." in await board(helped, "cleo")
        assert "You have no points in this time. Asking is fine too" in await board(helped, "dev")
        assert "Dev" not in await board(helped, "cleo")

    async def test_equal_points_are_one_place(self, helped: Scene) -> None:
        await helped.type("dev", "/thanks @Cleo for it")
        assert "1. Ben · 2\n1. Cleo · 2" in await board(helped)

    async def test_who_opts_out_is_not_shown_and_still_counted(self, helped: Scene) -> None:
        await helped.type("ben", "/me profile leaderboard:no")
        for who in ("ana", "ben", "cleo"):
            words = await board(helped, who)
            assert "Together you gave 3 points" in words
            assert "Ben" not in words
            assert "1. Cleo · 1" in words
        assert "You have 2 points. You are not shown on the board; /me profile changes that." in (
            await board(helped, "ben")
        )
        await helped.type("ben", "/me profile leaderboard:yes")
        assert "1. Ben · 2" in await board(helped)

    async def test_who_opts_out_is_not_named_in_the_room_either(self, group: Scene) -> None:
        await group.type("ben", "/me profile leaderboard:no")
        await group.type("ana", "/intro ask Globex how they decide what to build")
        await group.type("ben", "/intro answer 1 introduce")
        await group.press_on("ana", "Accept")
        await group.type("ana", "/intro introduced 1")
        (shown,) = (card for card in await group.messages("tuesday") if "Globex" in card.headline)
        assert "Introduced by a peer. Thank you." in texts(shown)
        assert "Ben" not in texts(shown)

    @pytest.mark.parametrize(
        ("days", "period", "said"),
        [
            (0, "week", "Together you gave 3 points of help this week"),
            (6, "week", "Together you gave 3 points of help this week"),
            (7, "week", "Nothing is counted this week yet"),
            (7, "month", "Together you gave 3 points of help this month"),
            (8, "month", "Nothing is counted this month yet"),
            (365, "all", "Together you gave 3 points of help since the group began"),
        ],
    )
    async def test_a_period_begins_on_its_first_day(
        self, helped: Scene, days: int, period: str, said: str
    ) -> None:
        helped.clock.forward(days=days)
        assert (await board(helped, period=period)).startswith(said)

    async def test_a_period_begins_in_the_groups_zone(self, helped: Scene) -> None:
        helped.clock.forward(days=7, hours=6)  # the last day of November, but in Tokyo it is past midnight
        await helped.type("ana", "/thanks @Dev for it")
        assert "Together you gave 4 points of help this month" in await board(helped)
        await helped.type("ana", "/group settings timezone:Tokyo")
        assert "Together you gave 1 point of help this month" in await board(helped)

    async def test_help_of_earlier_is_no_first_help(self, helped: Scene) -> None:
        helped.clock.forward(days=20)
        await helped.type("cleo", "/thanks @Ben for it")
        await helped.type("cleo", "/thanks @Dev for it")
        assert "First help ever: Dev. Welcome" in await board(helped)

    async def test_other_periods_are_a_press_away(self, helped: Scene) -> None:
        card = a_card(await helped.type("ana", "/leaderboard"))
        assert [*pressable(card)] == ["This week", "Since the group began"]
        other = a_card(await helped.press("ana", pressable(card)["This week"], DM))
        assert other.headline == "Together you gave 3 points of help this week"

    async def test_ten_stand_on_it_and_ones_own_place_below(self, group: Scene) -> None:
        for number in range(12):
            await group.type(f"peer{number:02}", "/group join")
            for giver in ("ana", "ben", "cleo")[: 3 if number < 11 else 1]:
                group.clock.forward(days=1)
                await group.type(giver, f"/thanks <@peer{number:02}> for it")
        card = a_card(await group.type("peer11", "/leaderboard all"))
        assert "Your own place is 12, with 1 point." in texts(card)
        assert "Peer09" in texts(card)
        assert "Peer10" not in texts(card)
        assert card.headline == "Together you gave 34 points of help since the group began"

    async def test_nothing_yet_shows_the_way(self, group: Scene) -> None:
        card = a_card(await group.type("ana", "/leaderboard week"))
        assert card.headline == "Nothing is counted this week yet"
        assert [*pressable(card)] == ["See who waits for help"]
