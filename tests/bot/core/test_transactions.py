"""One call, one transaction, and the relay woken after it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.form import Form
from bot.core.ports import Store
from bot.domain.debrief import Debrief
from bot.domain.followup import Hours, opened
from bot.domain.ids import GroupId, MeetingId
from bot.domain.meeting import MeetingState
from tests.bot.core.stage import SAMPLES, Counted
from tests.bot.scene import REGISTRY, Scene, a_card, a_form, caller, pressable


async def test_a_command_that_reads_takes_no_turn_of_the_writer(stage: Scene, counted: Counted) -> None:
    await stage.type("ben", "/sample peek")
    assert (counted.reads, counted.writes) == (1, 0)
    await stage.type("zoe", "/sample peek")
    assert (counted.reads, counted.writes) == (2, 1)
    await stage.type("zoe", "/sample peek")
    assert (counted.reads, counted.writes) == (3, 1)


async def everything_of_ana(stage: Scene) -> dict[str, Value]:
    """Let Ana have one of each thing that a command may name."""
    await stage.type("ana", "/intro ask Acme how they decide what to build")
    a_card(await stage.type("ana", "/meeting plan Acme Kemi tomorrow at 15:00"))
    a_card(await stage.type("ana", "/meeting prep Acme"))
    night = a_card(await stage.type("ana", "/meeting plan Initech Kemi tomorrow at 3am"))

    def owe(store: Store) -> None:
        meeting = replace(store.meetings.get(GroupId(1), MeetingId(1)), state=MeetingState.HELD)
        store.followups.open(
            opened(meeting, Debrief(meeting.id), stage.clock.now(), Hours(ZoneInfo("UTC"), None))
        )

    await stage.work.write(owe)
    draft = pressable(night)["Say another time"].args["draft"]
    return {"ask": 1, "meeting": 1, "preparation": 1, "followup": 1, "draft": draft, "of": "insights"}


@pytest.mark.parametrize("each", [each for each in REGISTRY.all() if each.reads], ids=lambda each: each.name)
async def test_a_command_that_reads_changes_nothing(stage: Scene, counted: Counted, each: Call) -> None:
    given = await everything_of_ana(stage)
    before, counted.writes = await stage.everything(), 0
    needed = [one.name for one in SAMPLES.find(each.path).parameters if one.name in given]
    reply = await stage.press("ana", Call(each.path, {name: given[name] for name in needed}))
    assert isinstance(reply, Card | Form), reply
    assert not isinstance(reply, Form) or reply.call.path != each.path
    assert await stage.everything() == before
    assert counted.writes == 0


async def test_a_form_only_reads(stage: Scene, counted: Counted) -> None:
    a_form(await stage.type("ben", "/target add"))
    assert (counted.reads, counted.writes) == (1, 0)


async def test_a_command_is_one_transaction(stage: Scene, counted: Counted) -> None:
    a_card(await stage.type("zoe", "/target add Acme"))
    assert (counted.reads, counted.writes) == (0, 1)


async def test_the_relay_is_woken_after_the_commit(stage: Scene, counted: Counted) -> None:
    woken = []
    counted.after = lambda: woken.append(stage.woken)
    a_card(await stage.type("ben", "/target add Acme"))
    assert (woken, stage.woken) == ([0], 1)


@pytest.mark.parametrize("text", ["/sample quiet", "/sample peek", "/target add", "/thanks @Nobody for it"])
async def test_and_only_where_there_is_something_to_tell(stage: Scene, text: str) -> None:
    await stage.type("ben", text)
    assert stage.woken == 0


async def test_a_call_that_a_platform_took_apart_itself_is_as_good(stage: Scene) -> None:
    ben = await stage.id("ben")
    call = Call.to("sample all", name="x", tags="a,b", count=2, loud=True, peer=ben, thing=2, size="huge")
    reply = a_card(await stage.dispatcher.called(caller("ana"), call))
    assert reply.headline == (
        "('x', ('a', 'b'), 2, None, <Size.VERY_LARGE: 'very large'>, '20', True, 'Ben', 2, '')"
    )
