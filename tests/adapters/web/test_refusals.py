"""Requests that get nothing, and what they are told."""

import asyncio
import gzip
import json
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientConnectionError
from multidict import CIMultiDict
from structlog.testing import capture_logs

from adapters.web.clock import ShiftedClock
from bot.core.errors import CannotListen, StoreBusy
from bot.pictures import Pictures
from storage.database import Database
from tests.adapters.web.conftest import Simulator, running, web_platform

HELLO = {"as": "ana", "room": "job-seekers", "text": "/say hello"}
POSTS = {"as": "ana", "room": "job-seekers"}


async def refused(
    simulator: Simulator,
    method: str,
    path: str,
    status: int,
    headers: dict[str, str] | None = None,
    **more: object,
) -> str:
    """Send something that must be refused, and give what is said."""
    url = simulator.address + path
    async with simulator.session.request(method, url, headers=headers, **more) as response:  # type: ignore[arg-type]
        assert response.status == status, await response.text()
        assert response.content_type == "application/json"
        answer = await response.json()
    assert list(answer) == ["error"]
    assert list(answer["error"]) == ["message"]
    message: str = answer["error"]["message"]
    assert message
    return message


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "192.168.0.7",
        "0.0.0.0",  # noqa: S104 - only sent
        "[::1",
        "127.0.0.1:port",
        "",
    ],
)
async def test_a_foreign_host_is_refused(simulator: Simulator, host: str) -> None:
    for path in ("/", "/api/members", "/static/js/app.js", "/api/stream?as=ana"):
        assert "address" in await refused(simulator, "GET", path, 403, {"Host": host})
    await refused(simulator, "POST", "/api/call", 403, {"Host": host}, json=HELLO)
    assert await simulator.posts("ana") == []


async def test_this_computers_own_names_are_let_in(simulator: Simulator) -> None:
    for host in ("127.0.0.1", "127.0.0.1:8080", "localhost:1", "LocalHost:8080", "[::1]:8080"):
        async with simulator.session.get(simulator.address + "/", headers={"Host": host}) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://localhost",
        "file://",
        "",
        "http://evil.example/127.0.0.1",
    ],
)
async def test_a_foreign_origin_is_refused(simulator: Simulator, origin: str) -> None:
    assert "other sites" in await refused(simulator, "POST", "/api/call", 403, {"Origin": origin}, json=HELLO)
    await refused(simulator, "GET", "/api/members", 403, {"Origin": origin})
    assert await simulator.posts("ana") == []


async def test_the_pages_own_origin_is_let_in(simulator: Simulator) -> None:
    headers = {"Origin": simulator.address, "Sec-Fetch-Site": "same-origin"}
    async with simulator.session.post(
        simulator.address + "/api/call", json=HELLO, headers=headers
    ) as response:
        assert response.status == 200


async def test_a_second_origin_does_not_help(simulator: Simulator) -> None:
    both = CIMultiDict([("Origin", simulator.address), ("Origin", "https://evil.example")])
    async with simulator.session.get(simulator.address + "/api/members", headers=both) as response:
        assert response.status == 403


async def test_a_request_that_another_site_makes_is_refused(simulator: Simulator) -> None:
    for site in ("cross-site", "same-site"):
        sent = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
        await refused(simulator, "GET", "/", 403, sent)
        await refused(simulator, "GET", "/api/posts", 403, sent, params=POSTS)
        followed = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        await refused(simulator, "GET", "/api/posts", 403, followed, params=POSTS)
        await refused(simulator, "POST", "/api/call", 403, followed, json=HELLO)
        framed = {**followed, "Sec-Fetch-Dest": "iframe"}
        await refused(simulator, "GET", "/", 403, framed)


async def test_a_link_to_the_page_may_be_followed_from_anywhere(simulator: Simulator) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    async with simulator.session.get(simulator.address + "/", headers=followed) as response:
        assert response.status == 200


async def test_listening_everywhere_it_answers_to_numbers_and_to_no_foreign_name(
    database: Database, clock: ShiftedClock
) -> None:
    async with running(database, clock, host="0.0.0.0") as simulator:  # noqa: S104 - what is tested
        async with simulator.session.get(
            simulator.address + "/", headers={"Host": "192.168.0.7:8080"}
        ) as response:
            assert response.status == 200
        await refused(simulator, "GET", "/", 403, {"Host": "evil.example"})


async def test_a_body_must_be_announced_as_json(simulator: Simulator) -> None:
    body = json.dumps(HELLO)
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
    ):
        message = await refused(simulator, "POST", "/api/call", 415, {"Content-Type": kind}, data=body)
        assert "application/json" in message
    await refused(simulator, "POST", "/api/clock", 415)
    assert await simulator.posts("ana") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"as": "ana", "room": "job-seekers", "text": "\xe9"}',
        b"[" * 30_000,
        b'{"as":' * 10_000,
        b'{"advance_seconds": ' + b"9" * 5000 + b"}",
        b"[]",
        b'"ana"',
        b"null",
    ],
)
async def test_a_body_must_be_a_json_object(simulator: Simulator, body: bytes) -> None:
    for path in ("/api/call", "/api/press", "/api/submit", "/api/clock"):
        message = await refused(simulator, "POST", path, 400, {"Content-Type": "application/json"}, data=body)
        assert "JSON" in message


@pytest.mark.parametrize(
    ("path", "change", "says"),
    [
        ("/api/call", {"text": None}, "“text” must be a string"),
        ("/api/call", {"text": ["/say"]}, "“text” must be a string"),
        ("/api/call", {"as": 1}, "“as” must be a string"),
        ("/api/call", {"room": {}}, "“room” must be a string"),
        ("/api/call", {"text": ...}, "“text” is missing"),
        ("/api/call", {"as": ...}, "“as” is missing"),
        ("/api/call", {"room": ...}, "“room” is missing"),
        ("/api/press", {}, "“call” is missing"),
        ("/api/press", {"call": True}, "“call” must be a string"),
        ("/api/submit", {"call": "say"}, "“values” is missing"),
        ("/api/submit", {"call": "say", "values": []}, "“values” must be an object"),
        ("/api/submit", {"call": "say", "values": {"what": 3}}, "“values” must be an object"),
        ("/api/clock", {}, "“advance_seconds” is missing"),
        ("/api/clock", {"advance_seconds": 1.5}, "“advance_seconds” must be a whole number"),
        ("/api/clock", {"advance_seconds": True}, "“advance_seconds” must be a whole number"),
        ("/api/clock", {"advance_seconds": "60"}, "“advance_seconds” must be a whole number"),
        ("/api/clock", {"advance_seconds": -1}, "366 days"),
        ("/api/clock", {"advance_seconds": 366 * 86_400 + 1}, "366 days"),
        ("/api/clock", {"advance_seconds": 10**100}, "366 days"),
    ],
)
async def test_values_of_the_wrong_kind_are_named(
    simulator: Simulator, path: str, change: dict[str, object], says: str
) -> None:
    body = {name: value for name, value in {**HELLO, **change}.items() if value is not ...}
    assert says in await refused(simulator, "POST", path, 400, json=body)


async def test_what_is_missing_in_an_address_is_named(simulator: Simulator) -> None:
    assert "“as” is missing" in await refused(simulator, "GET", "/api/rooms", 400)
    assert "“as” is missing" in await refused(simulator, "GET", "/api/stream", 400)
    assert "“room” is missing" in await refused(simulator, "GET", "/api/posts", 400, params={"as": "ana"})
    assert "“text” is missing" in await refused(simulator, "GET", "/api/suggest", 400, params=POSTS)


async def test_unknown_members_and_rooms_are_not_found(simulator: Simulator) -> None:
    assert "zoe" in await refused(simulator, "POST", "/api/call", 404, json={**HELLO, "as": "zoe"})
    assert "attic" in await refused(simulator, "POST", "/api/call", 404, json={**HELLO, "room": "attic"})
    assert "zoe" in await refused(simulator, "GET", "/api/stream", 404, params={"as": "zoe"})
    assert "zoe" in await refused(simulator, "GET", "/api/rooms", 404, params={"as": "zoe"})
    assert "attic" in await refused(simulator, "GET", "/api/posts", 404, params={**POSTS, "room": "attic"})
    long = await refused(simulator, "POST", "/api/call", 404, json={**HELLO, "as": "\u202ez" + "o" * 1000})
    assert len(long) < 200
    assert "\u202e" not in long


async def test_what_is_not_there_is_not_found(simulator: Simulator) -> None:
    for path in (
        "/nothing",
        "/api/",
        "/api/calls",
        "/static/nothing.js",
        "/static/..%2fserver.py",
        "/static/../clock.py",
    ):
        await refused(simulator, "GET", path, 404)


async def test_a_wrong_method_is_told_the_right_one(simulator: Simulator) -> None:
    assert "POST" in await refused(simulator, "GET", "/api/call", 405)
    assert "GET" in await refused(simulator, "POST", "/api/posts", 405, json=HELLO)
    assert "GET" in await refused(simulator, "PUT", "/", 405)


async def test_a_body_may_hold_64_kib_and_no_more(simulator: Simulator) -> None:
    start, end = b'{"as":"ana","room":"job-seekers","text":"/say ', b'"}'
    kind = {"Content-Type": "application/json"}
    whole = start + b"x" * (64 * 1024 - len(start) - len(end)) + end
    async with simulator.session.post(simulator.address + "/api/call", data=whole, headers=kind) as response:
        assert response.status == 200  # though far too long for a command, which says so
        assert "error" in await response.json()
    assert "64 KiB" in await refused(simulator, "POST", "/api/call", 413, kind, data=whole + b" ")


async def test_a_packed_body_is_refused_without_unpacking_it(simulator: Simulator) -> None:
    for packing in ("gzip", "deflate", "br", "unheard-of"):
        kind = {"Content-Type": "application/json", "Content-Encoding": packing}
        body = gzip.compress(json.dumps(HELLO).encode())
        assert "Content-Encoding" in await refused(simulator, "POST", "/api/call", 415, kind, data=body)


async def test_broken_requests_are_refused_and_what_they_said_is_not_kept(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    where = urlsplit(simulator.address)
    start = f"POST /api/call HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\n"
    patient = start + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"

    async def send(*pieces: str, until: bytes) -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        with closing(writer):
            for piece in pieces[:-1]:
                writer.write(piece.encode())
                await reader.readuntil(b"100 Continue\r\n\r\n")
            writer.write(pieces[-1].encode())
            if until:
                await reader.readuntil(until)

    with capture_logs() as logs:
        await send("secret words\r\n\r\n", until=b"400 Bad Request")
        await send(f"GET /?q={'secret' * 2000} HTTP/1.1\r\n\r\n", until=b"400 Bad Request")
        await send(patient, "secret\r\n", until=b"")
        await send(patient, "6\r\nsec", until=b"")
        assert len((await simulator.get("/api/members"))["members"]) == 6
    assert {line["event"] for line in logs} <= {"request broken"}
    assert "secret" not in str(logs) + caplog.text


async def test_a_busy_database_is_said_to_be_busy(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> None:
        raise StoreBusy("locked")

    monkeypatch.setattr(simulator.database, "read", busy)
    assert "busy" in await refused(simulator, "GET", "/api/members", 503)


async def test_a_fault_gives_a_reference_and_no_trace(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a secret word")

    monkeypatch.setattr(simulator.database, "read", broken)
    with capture_logs() as logs:
        message = await refused(simulator, "GET", "/api/posts", 500, params=POSTS)
    (line,) = logs
    assert line["reference"] in message
    assert (line["route"], line["error"]) == ("/api/posts", "RuntimeError")
    assert "secret" not in message + str(line)


async def test_a_taken_port_is_said_to_be_taken(simulator: Simulator) -> None:
    port = int(simulator.address.rpartition(":")[2])
    with pytest.raises(CannotListen, match=str(port)):
        async with running(simulator.database, simulator.clock, port=port):
            pass


async def test_a_running_platform_says_where_until_it_is_cancelled(simulator: Simulator) -> None:
    said: asyncio.Queue[str] = asyncio.Queue()
    async with Pictures() as pictures:
        platform = web_platform(simulator.database, simulator.clock, pictures, ready=said.put_nowait)
        serving = asyncio.create_task(platform.run())
        address = await said.get()
        async with simulator.session.get(address + "/api/members") as response:
            assert response.status == 200
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving
    with pytest.raises(ClientConnectionError):
        await simulator.session.get(address)
