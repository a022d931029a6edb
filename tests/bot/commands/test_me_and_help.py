import pytest

from bot.core.card import Fields
from bot.core.errors import Problem
from tests.bot.scene import DM, REGISTRY, Scene, a_card, a_form, a_problem, pressable, texts


async def fields(scene: Scene, who: str = "ben") -> dict[str, str]:
    card = a_card(await scene.submit(who, "me profile"))
    return {
        field.name: field.value
        for block in card.blocks
        if isinstance(block, Fields)
        for field in block.fields
    }


async def test_a_profile_is_changed_in_its_form(group: Scene) -> None:
    form = a_form(await group.type("ben", "/me profile"))
    assert {field.name: field.value for field in form.fields} == {
        "name": "Ben", "about": "", "stage": "searching", "leaderboard": "yes",
    }  # fmt: skip
    card = a_card(
        await group.submit(
            "ben", form, name="Ben Tan", about="data analyst", stage="landed", leaderboard="no"
        )
    )
    assert card.headline == "You have landed, Ben. That is good news"
    assert await fields(group) == {
        "Stage": "landed", "Time zone": "UTC, the group's", "On the leaderboard": "no",
        "In a note you are": "data analyst",
    }  # fmt: skip
    assert "Ben Tan · landed" in texts(a_card(await group.type("ana", "/group members")))


async def test_what_is_left_out_stays_and_what_is_emptied_is_empty(group: Scene) -> None:
    await group.type("ben", "/me profile about:data analyst stage:helper")
    await group.type("ben", "/me profile leaderboard:no")
    assert (await fields(group))["In a note you are"] == "data analyst"
    form = a_form(await group.type("ben", "/me profile"))
    await group.submit("ben", form, about="", name="")
    assert (await fields(group))["In a note you are"].startswith("only your name")
    assert a_card(await group.submit("ben", "me profile")).headline == "Your profile: Ben"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/me profile name:" + "x" * 81, "Name: 81 characters are too long; at most 80 fit."),
        ("/me profile about:" + "x" * 161, "at most 160 fit."),
        ("/me profile stage:famous", "Stage: “famous” is not searching, landed or helper."),
        ("/me profile leaderboard:perhaps", "is neither yes nor no."),
        ("/me profile name:\u200b", "Name: there is nothing readable in it."),
        ("/me timezone Mars", "“Mars” is not a time zone I know."),
    ],
)
async def test_what_does_not_work_says_why(group: Scene, text: str, said: str) -> None:
    before = await group.everything()
    reply = await group.type("ben", text)
    assert isinstance(reply, Problem)
    assert said in reply.message
    assert await group.everything() == before


async def test_a_time_zone_is_confirmed_by_the_time_there(group: Scene) -> None:
    card = a_card(await group.type("ben", "/me timezone Tokyo"))
    assert card.headline == "Your time zone is Asia/Tokyo"
    assert "By that it is Monday 18:3" in texts(card)
    assert (await fields(group))["Time zone"] == "Asia/Tokyo"


async def test_a_profile_is_the_same_in_all_groups(group: Scene) -> None:
    await group.type("ben", "/group setup Friday", "friday")
    await group.type("ben", "/me profile name:Benny")
    assert "Benny" in texts(a_card(await group.type("ben", "/group members", "friday")))


async def test_a_newcomers_profile_begins_empty(group: Scene) -> None:
    form = a_form(await group.type("zoe", "/me profile"))
    assert {field.value for field in form.fields} == {""}
    assert a_card(await group.submit("zoe", form, stage="helper")).headline == "Your profile: Zoe"


async def test_help_shows_every_command_that_is_typed(scene: Scene) -> None:
    for room in ("tuesday", DM):
        words = texts(a_card(await scene.type("zoe", "/help", room)))
        assert all(f"{command.slash} · {command.about}" in words for command in REGISTRY)
        assert "/target known" not in words


@pytest.mark.parametrize("name", [command.name for command in REGISTRY])
async def test_help_explains_every_command(scene: Scene, name: str) -> None:
    card = a_card(await scene.type("zoe", f"/help {name}"))
    command = REGISTRY.find(tuple(name.split()))
    assert card.headline == f"/{name} · {command.about}"
    assert all(f"{each.name}: {each.param.about}" in texts(card) for each in command.parameters)
    assert pressable(card)["Try it"] == command.call()
    assert a_card(await scene.type("zoe", f"/help /{name}")) == card


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/help tarket add", "Did you mean “/target add”?"),
        ("/help target", "After /target comes add, board, drop, list or move."),
        ("/help target add Acme", "There is no command target add Acme. Did you mean /target add?"),
        ("/help target known", "“/target known” is not a command."),
        ("/halp", "Did you mean “/help”?"),
    ],
)
async def test_help_for_what_is_not_there(scene: Scene, text: str, said: str) -> None:
    assert said in a_problem(await scene.type("zoe", text), "unknown_command")
