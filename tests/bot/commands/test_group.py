import pytest

from bot.core.errors import Problem
from bot.core.form import ChoiceField, PersonField
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


async def test_a_group_is_started_in_a_channel(scene: Scene) -> None:
    form = a_form(await scene.type("ana", "/group setup"))
    assert (form.title, form.submit) == ("Start a group", "Start")
    reply = a_card(await scene.submit("ana", form, name="The Tuesday Table", timezone="Berlin"))
    assert reply.headline == "The Tuesday Table is ready, and you are its facilitator"
    assert "Europe/Berlin" in texts(reply)
    (welcome,) = await scene.messages("tuesday")
    assert welcome.headline == "The Tuesday Table meets here now"
    assert "Ana is the facilitator." in texts(welcome)
    members = a_card(await scene.type("ana", "/group members"))
    assert (members.headline, "Ana · facilitator" in texts(members)) == ("The Tuesday Table: 1 member", True)


@pytest.mark.parametrize(
    ("text", "room", "code", "said"),
    [
        (
            "/group setup Friday",
            "tuesday",
            "too_late",
            "Tuesday lives in this channel already. /group join makes",
        ),
        (
            "/group setup Friday",
            DM,
            "refused",
            "This works in the channel of a group, not in a direct message.",
        ),
        ("/group setup " + "x" * 61, "friday", "bad_input", "61 characters are too long; at most 60 fit."),
        (
            "/group setup Friday timezone:Atlantis",
            "friday",
            "bad_input",
            "“Atlantis” is not a time zone I know.",
        ),
        (
            "/group join",
            "friday",
            "not_found",
            "No group lives in this channel yet. Type /group setup and a name",
        ),
        ("/group leave", "tuesday", "refused", "You are the group's only facilitator. Name another first:"),
        (
            "/group settings thanks_points:101",
            "tuesday",
            "bad_input",
            "101 is not a whole number from 0 to 100.",
        ),
        ("/group settings asks_per_week:0", "tuesday", "bad_input", "0 is not a whole number from 1 to 50."),
        ("/group settings timezone:EST", "tuesday", "bad_input", "“EST” may be America/New_York,"),
        ("/group settings facilitator:@Nobody", "tuesday", "bad_input", "that person is not in this group."),
    ],
)
async def test_what_does_not_work_says_why(
    group: Scene, text: str, room: str | None, code: str, said: str
) -> None:
    before = await group.everything()
    assert said in a_problem(await group.type("ana", text, room), code)
    assert await group.everything() == before


async def test_whoever_joins_is_welcome_also_twice_and_again(group: Scene) -> None:
    for _ in range(2):
        assert a_card(await group.type("zoe", "/group join")).headline == "Welcome to Tuesday, Zoe"
    left = a_card(await group.type("zoe", "/group leave"))
    assert left.headline == "You have left Tuesday"
    assert "Zoe" not in texts(a_card(await group.type("ana", "/group members")))
    a_problem(await group.type("zoe", "/target list"), "not_yours")
    assert (
        a_card(await group.press("zoe", pressable(left)["Come back"])).headline == "Welcome to Tuesday, Zoe"
    )
    assert a_card(await group.type("zoe", "/target list")).headline == "Your list is empty"


async def test_a_stranger_cannot_join_by_direct_message(group: Scene) -> None:
    said = a_problem(await group.type("zoe", "/group join", DM), "not_found")
    assert said.startswith("This works in the channel of a group, not in a direct message.")


async def test_settings_are_shown_and_changed(group: Scene) -> None:
    form = a_form(await group.type("ana", "/group settings"))
    values = {field.name: field.value for field in form.fields}
    assert values == {
        "name": "Tuesday", "timezone": "UTC", "asks_per_week": "3", "introduction_points": "5",
        "meeting_points": "5", "suggestion_points": "3", "practice_points": "3", "thanks_points": "1",
        "checkin_day": "monday", "checkin_time": "09:00", "digest_day": "friday", "digest_time": "15:00",
        "holidays": "", "coach": "suggest", "facilitator": "",
    }  # fmt: skip
    assert isinstance(form.fields[-1], PersonField)
    reply = texts(
        a_card(await group.submit("ana", form, name="Wednesday", thanks_points="2", asks_per_week="1"))
    )
    assert "Settings of Wednesday" in reply
    assert "1 per member" in reply
    assert "2 points" in reply
    again = a_form(await group.type("ana", "/group settings"))
    assert {field.name: field.value for field in again.fields} == {
        **values, "name": "Wednesday", "thanks_points": "2", "asks_per_week": "1",
    }  # fmt: skip


async def test_one_setting_alone_leaves_the_others(group: Scene) -> None:
    a_card(await group.type("ana", "/group settings introduction-points:9"))
    reply = texts(a_card(await group.type("ana", "/group settings timezone:Tokyo")))
    assert "9 points" in reply
    assert "Asia/Tokyo" in reply
    assert "Settings of Tuesday" in reply


async def test_a_second_facilitator_lets_the_first_one_go(group: Scene) -> None:
    a_problem(await group.type("ben", "/group settings"), "not_yours")
    a_card(await group.type("ana", "/group settings facilitator:@Ben"))
    assert a_form(await group.type("ben", "/group settings")).title == "Group settings"
    assert a_card(await group.type("ana", "/group leave")).headline == "You have left Tuesday"
    a_problem(await group.type("ben", "/group leave"), "refused")


async def test_a_facilitator_who_comes_back_is_a_member(group: Scene) -> None:
    await group.type("ana", "/group settings facilitator:@Ben")
    await group.type("ana", "/group leave")
    await group.type("ana", "/group join")
    a_problem(await group.type("ana", "/group settings"), "not_yours")


async def test_members_are_listed_by_pages(group: Scene) -> None:
    for number in range(20):
        await group.type(f"peer{number:02}", "/group join")
    first = a_card(await group.type("ana", "/group members"))
    assert first.headline == "Tuesday: 24 members"
    second = a_card(await group.press("ana", pressable(first)["Next page (2 of 3)"]))
    assert "Peer05" not in texts(second)
    assert "Peer06" in texts(second)
    assert {"Next page (3 of 3)", "Previous page"} == set(pressable(second))
    last = a_card(await group.type("ana", "/group members 99"))
    assert set(pressable(last)) == {"Previous page"}


class TestLeaving:
    """Who leaves takes along what others would wait for in vain."""

    @pytest.fixture
    async def left(self, group: Scene) -> Scene:
        """Let Ben leave, who asked at Acme, and offered for Globex and Initech; the second is accepted."""
        await group.type("ben", "/target add Hooli")
        await group.type("ben", "/know add Umbrella Kemi")
        await group.type("ben", "/intro ask Acme how they decide what to build")
        await group.type("ana", "/intro ask Globex how they decide what to build")
        await group.type("ana", "/intro ask Initech how they decide what to build")
        for ask in (2, 3):
            await group.type("ben", f"/intro answer {ask} introduce")
        await group.press_on("ana", "Accept")
        a_card(await group.type("ben", "/group leave"))
        return group

    async def test_takes_back_open_asks_and_offers(self, left: Scene) -> None:
        room = [card.headline for card in await left.messages("tuesday")]
        assert "Ben wanted to meet someone at Acme" in room
        assert "Ana would like to meet someone at Globex" in room
        told = [card.headline for card in await left.messages("ana")]
        assert "Ben has taken the offer for Globex back" in told

    async def test_hides_targets_and_contacts(self, left: Scene) -> None:
        assert "Hooli" not in texts(a_card(await left.type("ana", "/target board")))
        await left.type("ana", "/intro ask Umbrella how they decide what to build")
        assert not any("Umbrella" in texts(card) for card in await left.messages("ben"))

    async def test_loses_no_introduction_under_way(self, left: Scene) -> None:
        card = a_card(await left.press_on("ana", "We are in touch"))
        assert card.headline == "You are in touch at Initech. Ben gets 5 points"
        a_card(await left.press("ana", pressable(card)["We have met"]))
        board = texts(a_card(await left.type("ana", "/leaderboard all")))
        assert "Together you gave 10 points" in board
        assert "Ben" not in board

    async def test_can_be_undone(self, left: Scene) -> None:
        await left.type("ben", "/group join")
        assert "Hooli" in texts(a_card(await left.type("ben", "/target list")))
        assert "Hooli" in texts(a_card(await left.type("ana", "/target board")))
        assert not isinstance(await left.type("ben", "/intro list"), Problem)


async def test_a_direct_message_of_one_in_two_groups_asks_for_which_settings(group: Scene) -> None:
    await group.type("ana", "/group setup Friday", "friday")
    form = a_form(await group.type("ana", "/group settings thanks_points:7", DM))
    assert isinstance(form.fields[0], ChoiceField)
    reply = a_card(await group.submit("ana", form, DM, group="2", name="", timezone=""))
    assert reply.headline == "Settings of Friday"
    assert "7 points" in texts(reply)
    assert "7 points" not in texts(a_card(await group.type("ana", "/group settings name:Tuesday")))
