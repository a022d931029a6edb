"""What windows hear live, and what they never hear."""

import asyncio
import socket
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from adapters.web.feed import MOST_WAITING, Event, Feed
from bot.core.card import Card
from bot.core.errors import StoreBusy, Undeliverable
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from tests.adapters.web.conftest import Simulator, Stream, running


async def test_direct_messages_reach_their_member_alone(simulator: Simulator) -> None:
    async with (
        simulator.stream("ana") as ana,
        simulator.stream("ben") as ben,
        simulator.stream("femi") as femi,
    ):
        await simulator.call("ana", '/whisper @Ben "only for you"')
        private = await ben.post()
        assert private["room"] == "dm"
        assert private["card"]["headline"] == "Ana Souza whispers: only for you"
        await simulator.call("ana", "/say hello")
        for window in (ana, ben, femi):
            assert (await window.post())["card"]["headline"] == "Ana Souza: hello"
    assert await simulator.posts("ben", "dm") == [private]
    for other in ("ana", "cleo", "dev", "edda", "femi"):
        assert await simulator.posts(other, "dm") == []


async def test_every_window_of_a_member_hears_the_same(simulator: Simulator) -> None:
    async with simulator.stream("ben") as one, simulator.stream("ben") as other:
        await simulator.call("ana", '/whisper @Ben "twice"')
        assert await one.post() == await other.post()


async def test_a_window_that_opens_later_reads_what_it_missed(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await simulator.call("ana", "/say early")
        early = await ana.post()
    async with simulator.stream("ben"):
        assert await simulator.posts("ben") == [early]


async def test_moving_the_clock_is_heard_by_everybody(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana, simulator.stream("ben") as ben:
        now = await simulator.send("/api/clock", {"advance_seconds": 3600})
        assert await ana.next() == ("clock", now) == await ben.next()
        await simulator.send("/api/clock", {"advance_seconds": 0})  # only reads it: nobody hears of that
        await simulator.call("ana", "/say an hour later")
        assert (await ben.post())["at"] >= now["now"]


async def test_a_message_to_nobody_here_is_buried_and_never_shown(simulator: Simulator) -> None:
    def write(store: Store) -> None:
        addresses = (
            Address("web", "demo", "direct", "zoe"),
            Address("web", "demo", "room", "dm"),
            Address("web", "elsewhere", "room", "job-seekers"),
        )
        store.outbox.add([Posting(to, Card.of("lost")) for to in addresses], simulator.clock.now())

    async with simulator.stream("ana") as ana:
        await simulator.database.write(write)
        await simulator.call("ana", "/say hello")
        assert (await ana.post())["card"]["headline"] == "Ana Souza: hello"
    with pytest.raises(Undeliverable):
        await simulator.platform.edit(Address("web", "demo", "direct", "zoe"), "key", Card.of("lost"))
    troubles = await simulator.database.read(lambda store: store.outbox.troubles(10))
    assert {(trouble.state, trouble.error) for trouble in troubles} == {
        ("buried", "nobody lives at this address")
    }


async def test_only_what_stands_in_the_simulator_is_shown(simulator: Simulator) -> None:
    def write(store: Store) -> int:
        now = simulator.clock.now()
        store.outbox.add([Posting(Address("slack", "T1", "room", "job-seekers"), Card.of("elsewhere"))], now)
        (row,) = store.outbox.claim(["slack"], now=now, until=now + timedelta(minutes=1), most=1)
        store.outbox.delivered(row.id, "1700000000.000100", now)
        return row.id

    elsewhere = await simulator.database.write(write)
    async with simulator.stream("ana") as ana:
        for row in (elsewhere, elsewhere + 1000):
            simulator.platform.show(row)
        await simulator.call("ben", "/say hello")
        post = await ana.post()
        assert post["card"]["headline"] == "Ben Tan: hello"
        simulator.platform.show(int(post["id"]))
        assert await ana.post() == post


async def test_nothing_is_read_while_nobody_looks(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[object] = []
    monkeypatch.setattr(simulator.database, "read", reads.append)
    simulator.platform.show(1)
    for _ in range(5):
        await asyncio.sleep(0)
    assert reads == []


async def test_streams_end_when_the_simulator_does(simulator: Simulator) -> None:
    async with running(simulator.database, simulator.clock) as other:
        response = await simulator.session.get(f"{other.address}/api/stream", params={"as": "ana"})
        stream = Stream(response)
        assert (await stream.next())[0] == "hello"
    with pytest.raises(EOFError):
        await stream.next()
    response.close()


async def test_posts_that_cannot_be_read_end_the_streams_so_that_pages_come_back(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> None:
        raise StoreBusy("locked")

    async with simulator.stream("ana") as ana:
        monkeypatch.setattr(simulator.database, "read", busy)
        await simulator.call("ana", "/say unheard")
        with pytest.raises(EOFError):
            await ana.next()
    monkeypatch.undo()
    async with simulator.stream("ana") as ana:
        assert len(await simulator.posts("ana")) == 1
        await simulator.call("ana", "/say heard")
        assert (await ana.post())["card"]["headline"] == "Ana Souza: heard"


async def test_a_window_that_is_closed_is_forgotten(simulator: Simulator) -> None:
    feed = simulator.platform._feed
    async with simulator.stream("ana"):
        assert len(feed) == 1
    async with asyncio.timeout(10):
        while len(feed):  # a closed connection is noticed when something is written to it
            feed.tell(Event("clock", "{}"))
            await asyncio.sleep(0)


async def test_a_window_that_takes_nothing_holds_nobody_up_and_is_hung_up_on(simulator: Simulator) -> None:
    where = urlsplit(simulator.address)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    loop = asyncio.get_running_loop()
    deaf.setblocking(False)
    await loop.sock_connect(deaf, (where.hostname, where.port))
    request = f"GET /api/stream?as=ana HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n"
    await loop.sock_sendall(deaf, request.encode())
    heard = b""
    feed = simulator.platform._feed
    async with asyncio.timeout(30):
        while b"hello" not in heard:
            heard += await loop.sock_recv(deaf, 4096)
        long = Event("post", '{"text":"' + "x" * 100_000 + '"}')
        for _ in range(MOST_WAITING * 2):
            feed.tell(long)
        while len(feed):
            feed.tell(long)
            await asyncio.sleep(0)
    deaf.close()
    async with simulator.stream("ben") as ben:
        await simulator.call("ana", "/say hello")
        assert (await ben.post())["card"]["headline"] == "Ana Souza: hello"


async def test_a_listener_who_lags_is_hung_up_on_once() -> None:
    calls = []
    feed = Feed()
    with feed.listening("ana", lambda: calls.append("ana")) as ana, feed.listening("ben", lambda: None):
        for _ in range(MOST_WAITING):
            feed.tell(Event("clock", "{}"), only="ana")
        assert calls == []
        feed.tell(Event("clock", "{}"))
        assert calls == ["ana"]
        assert [event async for event in ana.events()] == []
    assert len(feed) == 0
