"""`netlearn demo`: the story over HTTP, across a restart, and started over."""

import asyncio
import json
import signal
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.web.seed import GROUP
from bot.core.ports import Store
from bot.domain.group import Room, Settings
from storage.database import Database
from tests.contract import story
from tests.contract.simulator import playing
from tests.contract.stage import Stage
from tests.contract.story import card
from tests.e2e.program import Demo, Home

ONE_DATABASE = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)


def ask(address: str, path: str, body: object = None) -> Any:
    """Ask the running program, as a script would."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return json.load(response)


def now(demo: Demo) -> datetime:
    """Give the time in the simulator."""
    return datetime.fromisoformat(ask(demo.address, "/api/clock", {"advance_seconds": 0})["now"])


async def made_up(stage: Stage) -> list[str]:
    """Give what the room has of the week that was made up; its digest comes by itself, sooner or later."""
    headlines = [shown.headline for shown in await stage.seen("ana", "room")]
    return [each for each in headlines if each != f"The week of {GROUP}"]


async def test_the_story_is_played_across_a_restart(home: Home) -> None:
    demo = Demo(home)
    async with playing(demo) as stage:
        assert demo.said[0] == "A group is made up: six members and a week of their story."
        for act in story.ACTS[:5]:
            await act(stage)
        await stage.advance(timedelta(hours=3))
        ahead = now(demo)
        before = {who: await stage.seen(who, "room") for who in ("ana", "ben")}
        await stage.restart()
        assert len(demo.said) == 3  # the group was not made up again
        assert {who: await stage.seen(who, "room") for who in ("ana", "ben")} == before
        assert now(demo) >= ahead
        for act in story.ACTS[5:]:
            await act(stage)


async def test_fresh_starts_over_but_never_deletes_a_real_group(home: Home) -> None:
    async with playing(Demo(home)) as stage:
        as_new = await made_up(stage)
        card(await stage.type("ana", "/target add Globex"))
        card(await stage.type("dev", '/group setup "The Friday Forum"', "lobby"))
        await stage.advance(timedelta(days=30))
        await stage.settle()
        assert "Globex" in "".join(await made_up(stage))
    (home.data / "demo-clock.json").write_text("half a")
    if not home.database_url:
        damaged = home.run("demo", "--port", "0")
        assert (damaged.returncode, damaged.stdout, damaged.stderr.count("\n")) == (1, "", 1)
        assert "--fresh" in damaged.stderr

    begun = datetime.now(UTC).replace(microsecond=0)
    demo = Demo(home, "--fresh")
    async with playing(demo) as stage:
        assert await made_up(stage) == as_new
        rooms = {room["id"]: room["group"] for room in ask(demo.address, "/api/rooms?as=ana")["rooms"]}
        assert rooms == {"job-seekers": GROUP, "lobby": None, "dm": None}
        assert begun <= now(demo) < begun + timedelta(days=1)
        await stage.advance(timedelta(days=1))

    if home.database_url:  # otherwise the demo has a file of its own
        database = Database.open(home.url(), keys=home.keys())
        await database.write(a_real_group)
        clock = (home.data / "demo-clock.json").read_text()
        refused = home.run("demo", "--port", "0", "--fresh")
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
        assert "real groups" in refused.stderr
        assert len(await database.read(lambda store: store.groups.platforms())) == 2
        assert (home.data / "demo-clock.json").read_text() == clock
        await database.close()


def a_real_group(store: Store) -> None:
    store.groups.add("A real one", Settings(), Room("slack", "T1", "C1"))


@ONE_DATABASE
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_at_once_although_windows_are_open(home: Home, number: signal.Signals) -> None:
    demo = Demo(home)
    address = await demo.start()
    host, port = address.removeprefix("http://").split(":")
    streams = [await asyncio.open_connection(host, int(port)) for _ in range(3)]
    for reader, writer in streams:
        writer.write(b"GET /api/stream?as=ana HTTP/1.1\r\nHost: " + f"{host}:{port}".encode() + b"\r\n\r\n")
        await reader.readuntil(b"event: hello")
    async with asyncio.timeout(20):  # waiting for a window that is kept alive would take 75
        assert await demo.end(number) == 0
    for reader, writer in streams:
        await reader.read()
        writer.close()


@ONE_DATABASE
async def test_a_taken_port_is_said_in_one_sentence(home: Home) -> None:
    demo = Demo(home)
    address = await demo.start()
    port = address.rpartition(":")[2]
    refused = home.run("demo", "--port", port)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Cannot listen on 127.0.0.1, port {port}: address already in use. "
        "Choose another place with --host and --port; port 0 is any free one.\n"
    )
    assert ask(address, "/api/members")["members"]  # the first one goes on
    await demo.stop()


@ONE_DATABASE
async def test_another_host_is_served_when_it_is_said_in_plain_words(home: Home) -> None:
    demo = Demo(home, "--host", "0.0.0.0", "--anybody-can-be-anybody")  # noqa: S104
    address = await demo.start()
    assert ask(address.replace("0.0.0.0", "127.0.0.1"), "/api/members")["members"]  # noqa: S104
    await demo.stop()
