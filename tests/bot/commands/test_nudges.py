"""Nudges, and "not this time": remembered so that nobody is asked again, and known to nobody else."""

from tests.bot.commands.weeks import came, go_on
from tests.bot.scene import DM, Scene, a_card, texts

ASK = "/intro ask Globex how they decide what to build next"
NUDGE = "Ana's ask about Globex is still unanswered"


async def asked(scene: Scene) -> Scene:
    """Let Ana ask at Globex, where Ben and Cleo know somebody."""
    await scene.type("ben", "/know add Globex Kemi")
    await scene.type("cleo", "/know add Globex Lars")
    await scene.type("ana", ASK)
    return scene


async def test_after_a_day_those_who_may_help_are_nudged_once(both: Scene) -> None:
    await asked(both)
    await go_on(both, hours=23, minutes=59)
    assert await came(both, "ben", NUDGE) == []
    await go_on(both, days=5)
    for who, many in (("ben", 1), ("cleo", 1), ("dev", 0), ("ana", 0)):
        assert len(await came(both, who, NUDGE)) == many
    (nudge,) = await came(both, "ben", NUDGE)
    assert "Not this time is a fine answer; nobody will know." in texts(nudge)
    assert a_card(await both.press_on("ben", "Offer")).headline.startswith(
        "Thank you. Ana now sees your offer"
    )


async def test_who_passed_is_not_nudged(both: Scene) -> None:
    await asked(both)
    await both.press_on("ben", "Not this time")
    await go_on(both, days=2)
    assert await came(both, "ben", NUDGE) == []
    assert len(await came(both, "cleo", NUDGE)) == 1


async def test_two_who_passed_are_both_remembered(both: Scene) -> None:
    await asked(both)
    await both.press_on("cleo", "Not this time")
    await both.type("ben", "/intro answer 1 not this time")
    await go_on(both, days=2)
    assert await came(both, "ben", NUDGE) == await came(both, "cleo", NUDGE) == []


async def test_nobody_is_nudged_who_named_another_or_when_somebody_offers(both: Scene) -> None:
    await asked(both)
    await both.type("ben", "/intro answer 1 know who @Dev")
    await go_on(both, days=2)
    assert await came(both, "ben", NUDGE) == []
    await both.type("ana", "/intro ask Initech how they decide what to build next")
    await both.type("dev", "/know add Initech Noor")
    await both.type("cleo", "/intro answer 2 introduce")
    await go_on(both, days=2)
    assert await came(both, "dev", "Ana's ask about Initech") == []


async def test_where_nobody_knows_anybody_those_who_helped_lately_are_nudged(both: Scene) -> None:
    await both.type("ana", "/thanks @Dev for it")
    await both.type("ana", ASK)
    await go_on(both, days=2)
    assert len(await came(both, "dev", NUDGE)) == 1
    assert await came(both, "ben", NUDGE) == []


async def everything_others_see(scene: Scene) -> list[str]:
    """Give all that is ever told to others than Ben, and what they see of the ask."""
    await go_on(scene, days=13)
    told = sorted(f"{to}: {texts(card)}" for to, card in scene.told if to != "ben")
    for who in ("ana", "cleo"):
        for command in ("/intro list", "/intro waiting", "/target board", "/leaderboard", "/group members"):
            told.append(str(await scene.type(who, command)))
        told.append(str(await scene.press(who, "me home", DM)))
    return [*told, str(await scene.type("ana", "/digest preview"))]


async def test_nobody_else_can_tell_a_pass_from_silence(both: Scene, group: Scene) -> None:
    for scene in (both, group):
        await asked(scene)
    await both.press_on("ben", "Not this time")
    assert await everything_others_see(both) == await everything_others_see(group)


async def test_what_is_stored_does_not_say_who_passed(group: Scene) -> None:
    await asked(group)
    before = (await group.everything()).splitlines()
    await group.press_on("cleo", "Not this time")
    (kept,) = (line for line in (await group.everything()).splitlines() if line.startswith("tickets"))
    assert kept not in before
    kind, code, *_ = kept.removeprefix("tickets: (").split(", ")
    assert (kind, code) == ("'passed'", "'1'")  # of which ask, and sealed by whom


async def test_it_is_forgotten_with_the_ask(both: Scene) -> None:
    await asked(both)
    await both.press_on("ben", "Not this time")
    await go_on(both, days=14)
    await both.press_on("ana", "Renew")
    await go_on(both, days=2)
    assert len(await came(both, "ben", NUDGE)) == 1
