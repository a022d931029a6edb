"""A command of Slack's over HTTP, committed and answered with its blocks, beside an app that only acknowledges."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from itertools import chain, islice

import pytest

from tests.bench.conftest import MakeWorld
from tests.bench.measure import Taken, in_turn, share_of, undisturbed
from tests.bench.report import Report, Row
from tests.bench.slack.apps import bare, netlearn
from tests.bench.slack.commands import PLACE, adding
from tests.bench.slack.process import Slack, slack_of
from tests.bench.slack.usual import usual
from tests.bench.world import Size, World

SIZE = Size(groups=50)
OURS, BARE, USUAL = "ours", "bare", "usual"
_SAID = {OURS: '"blocks"', USUAL: '"blocks"', BARE: ""}  # in each answer
_FLOORS = {
    ("sqlite", 16): ("≥ 0.35", "≤ 4.00"),
    ("postgresql", 16): ("≥ 0.18", "≤ 8.00"),
}


@pytest.mark.parametrize("at_once", [16, 1])
async def test_against_a_bare_acknowledgement(
    make_world: MakeWorld, database_name: str, report: Report, at_once: int
) -> None:
    world = await make_world(SIZE, PLACE)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(slack_of(world))
        addresses = {
            OURS: await stack.enter_async_context(netlearn(world, slack)),
            BARE: await stack.enter_async_context(bare(slack)),
        }
        taken = await _measured(world, slack, addresses, at_once=at_once, rounds=25, runs=96)
        calls = await slack.calls()
    rate, p99 = _FLOORS.get((database_name, at_once), ("", ""))
    ours, theirs = taken[OURS], taken[BARE]
    what = f"Slack over HTTP, {at_once} at once: /target add"
    ratio = share_of(ours, theirs)
    beside = f"{sum(calls.values())} calls of the Web API beside {len(ours.runs):,} commands"
    report.add(Row(f"{what}, {beside}", database_name, ""))
    report.add(
        Row(
            f"{what}, against a bare acknowledgement", database_name, _said(ours), _said(theirs), ratio, rate
        ),
        Row(
            f"{what}, its p99 against that of a bare acknowledgement",
            database_name,
            f"{ours.within(0.99):.1f} ms",
            f"{theirs.within(0.99):.1f} ms",
            ours.within(0.99) / theirs.within(0.99),
            p99,
        ),
    )


@pytest.mark.parametrize("database_name", ["sqlite"])
@pytest.mark.parametrize(("at_once", "floor"), [(16, "≥ 4.00"), (1, "≥ 8.00")])
async def test_against_the_usual_way(
    make_world: MakeWorld, database_name: str, report: Report, at_once: int, floor: str
) -> None:
    world, same = await make_world(SIZE, PLACE), await make_world(SIZE, PLACE)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(slack_of(world))
        addresses = {
            OURS: await stack.enter_async_context(netlearn(world, slack)),
            USUAL: await stack.enter_async_context(usual(same, slack)),
        }
        taken = await _measured(world, slack, addresses, at_once=at_once, rounds=12, runs=48)
    ours, theirs = taken[OURS], taken[USUAL]
    what = f"Slack over HTTP, {at_once} at once: /target add, against the usual way"
    report.add(Row(what, database_name, _said(ours), _said(theirs), share_of(ours, theirs), floor))


async def _measured(
    world: World, slack: Slack, addresses: Mapping[str, str], *, at_once: int, rounds: int, runs: int
) -> dict[str, Taken]:
    """Send so many commands a round to each app; beforehand everybody sends one, so that they are known."""
    requests = adding(chain(world.everybody(), world.callers()))
    first = list(islice(requests, SIZE.groups * SIZE.members))
    for name, address in addresses.items():
        await slack.send(address, first, at_once=at_once, containing=_SAID[name])
    await slack.calls()
    taken = {name: Taken() for name in addresses}
    with undisturbed():
        for turn in range(rounds):
            for name in in_turn(addresses, turn):
                wanted = list(islice(requests, runs))
                sent = await slack.send(addresses[name], wanted, at_once=at_once, containing=_SAID[name])
                taken[name].rates.append(runs / sent.total)
                taken[name].runs += sent.each
    return taken


def _said(taken: Taken) -> str:
    return f"{taken.rate:,.0f}/s  p50 {taken.within(0.5):.1f} ms  p99 {taken.within(0.99):.1f} ms"
