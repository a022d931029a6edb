"""A group with a room in each platform: what is posted in one appears and changes in the other."""

from pathlib import Path

import pytest

from tests.both.stages import Both, both
from tests.contract.story import LEARN, OFFER, card, newest


async def gather(stages: Both) -> None:
    """Let Cleo start the group in Slack and link a channel in Discord, and others come in where they are."""
    slack, discord = stages.slack, stages.discord
    card(await slack.type("cleo", '/group setup "The Tuesday Table"'))
    card(await slack.type("ana", "/group join"))
    code = card(await slack.type("cleo", "/group link")).to_copy
    linked = card(await discord.type("dev", code))
    assert linked.headline == "The Tuesday Table lives here too now"
    card(await discord.type("ben", "/group join"))
    await stages.settle()
    for stage in (slack, discord):
        assert (await newest(stage, "ana")).headline == "The Tuesday Table has one more room now"


async def ask_in_slack(stages: Both) -> None:
    card(await stages.slack.type("ana", f'/intro ask Globex "{LEARN}" offer:"{OFFER}"'))
    await stages.settle()
    for stage in (stages.slack, stages.discord):
        shown = await newest(stage, "ben")
        assert shown.headline == "Ana Souza would like to meet someone at Globex"
        assert shown.buttons == ("I can introduce", "I know who might")


async def answer_in_discord(stages: Both) -> None:
    card(await stages.discord.press("ben", "I can introduce"))
    await stages.settle()
    assert (
        await newest(stages.slack, "ana", "dm")
    ).headline == "Ben Tan can introduce you to someone at Globex"
    for stage in (stages.slack, stages.discord):
        changed = await newest(stage, "cleo")
        assert "1 peer has offered" in changed.text
        assert changed.edited


async def go_on_between_them(stages: Both) -> None:
    slack, discord = stages.slack, stages.discord
    card(await slack.press("ana", "Accept", "dm"))
    await stages.settle()
    note = (await newest(discord, "ben", "dm")).to_copy
    assert "I am Ana Souza" in note
    assert LEARN in note
    card(await discord.press("ben", "They said yes, introduced", "dm"))
    await stages.settle()
    card(await slack.press("ana", "We are in touch", "dm"))
    await stages.settle()
    assert (await newest(discord, "ben", "dm")).headline == "Ana Souza confirmed your introduction at Globex"
    for stage in (slack, discord):
        head = await newest(stage, "cleo")
        assert head.headline == "Ana Souza is in touch with someone at Globex"
        (reply,) = await stage.replies("cleo", head)
        assert "Introduced by Ben Tan" in reply.text
    for board in (await slack.type("ana", "/leaderboard all"), await discord.type("dev", "/leaderboard all")):
        assert "Ben Tan · 5" in card(board).text


@pytest.mark.parametrize(
    ("database_url", "processes"), [("sqlite", 1), ("postgresql", 2)], indirect=["database_url"]
)
async def test_one_group_in_both(database_url: str, processes: int, tmp_path: Path) -> None:
    async with both(tmp_path, database_url, processes=processes) as stages:
        await gather(stages)
        await ask_in_slack(stages)
        await answer_in_discord(stages)
        await go_on_between_them(stages)
