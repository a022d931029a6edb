"""One call, one transaction, and the relay woken after it."""

import pytest

from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.command import Command
from bot.core.form import Form
from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.followup import FollowUp, FollowUpKind
from bot.domain.ids import FollowUpId
from tests.bot.commands.meetings import planned
from tests.bot.commands.weeks import HERE
from tests.bot.core.stage import Counted
from tests.bot.scene import REGISTRY, Scene, a_card, a_form, caller


async def test_a_command_that_reads_takes_no_turn_of_the_writer(stage: Scene, counted: Counted) -> None:
    await stage.type("ben", "/sample peek")
    assert (counted.reads, counted.writes) == (1, 0)
    await stage.type("zoe", "/sample peek")
    assert (counted.reads, counted.writes) == (2, 1)
    await stage.type("zoe", "/sample peek")
    assert (counted.reads, counted.writes) == (3, 1)


@pytest.fixture
async def full(stage: Scene) -> Scene:
    """Give a stage on which Ana has one of everything that a command may show."""
    await stage.type("ana", "/intro ask Acme how they decide what to build")
    meeting, me = await planned(stage, "ana", "Acme"), await stage.id("ana")
    owed = FollowUp(FollowUpId(0), HERE, me, meeting.id, FollowUpKind.THANK_YOU, "", meeting.end)

    def write(store: Store) -> None:
        store.preparations.open(HERE, me, Company.named("Acme"))
        store.followups.open([owed])

    await stage.work.write(write)
    return stage


SHOWN: dict[str, Value] = {"ask": 1, "meeting": 1, "preparation": 1, "followup": 1, "of": "insights"}


@pytest.mark.parametrize("each", [each for each in REGISTRY.all() if each.reads], ids=lambda each: each.name)
async def test_a_command_that_reads_changes_nothing(full: Scene, counted: Counted, each: Command) -> None:
    before, counted.writes = await full.everything(), 0
    parameters = {one.name for one in each.parameters}
    call = Call(each.path, {name: value for name, value in SHOWN.items() if name in parameters})
    reply = await full.press("ana", call)
    assert isinstance(reply, Card | Form), reply
    assert await full.everything() == before
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
