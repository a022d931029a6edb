"""Threads: what belongs under a post stands in it, in what is read and in what is heard live."""

from adapters.web.clock import ShiftedClock
from storage.database import Database
from tests.adapters.web.conftest import Json, Simulator, Stream, running


async def opened(simulator: Simulator, window: Stream) -> Json:
    """Open a vote; gives its post."""
    await simulator.call("ana", "/vote start")
    return await window.post()


async def test_a_reply_stands_in_its_post_and_not_in_the_main_list(simulator: Simulator) -> None:
    async with simulator.stream("femi") as femi:
        head = await opened(simulator, femi)
        assert head["replies"] == []
        await simulator.call("ben", "/comment I like it")
        heard = await femi.post()
    (reply,) = heard["replies"]
    assert reply == {
        "id": reply["id"],
        "at": reply["at"],
        "edited": False,
        "card": {"headline": "Ben Tan: I like it", "blocks": []},
    }
    assert int(reply["id"]) > int(head["id"])
    assert heard == head | {"replies": [reply]}  # nothing of the post itself has changed
    assert await simulator.posts("ana") == [heard]


async def test_replies_stand_in_their_order_wherever_the_post_stands(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await opened(simulator, ana)
        await simulator.call("ana", "/say something else")
        await ana.post()
        heard: Json = {}
        for word in ("one", "two", "three"):
            await simulator.call("ben", f"/comment {word}")
            heard = await ana.post()
    assert [reply["card"]["headline"] for reply in heard["replies"]] == [
        "Ben Tan: one", "Ben Tan: two", "Ben Tan: three",
    ]  # fmt: skip
    assert [post["card"]["headline"] for post in await simulator.posts("ana")] == [
        "A vote is open", "Ana Souza: something else",
    ]  # fmt: skip


async def test_a_reply_changes_in_its_place(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await opened(simulator, ana)
        await simulator.call("ben", "/comment I like it")
        before = await ana.post()
        await simulator.press("ben", "comment over")
        after = await ana.post()
    (reply,) = after["replies"]
    assert (reply["id"], reply["edited"]) == (before["replies"][0]["id"], True)
    assert reply["card"]["headline"] == "The discussion is over"
    assert not after["edited"]
    assert await simulator.posts("ben") == [after]


async def test_a_post_that_changes_keeps_its_replies(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        head = await opened(simulator, ana)
        await simulator.call("ben", "/comment I like it")
        replied = await ana.post()
        await simulator.press("ben", head["card"]["blocks"][1]["buttons"][0]["call"])
        changed = await ana.post()
    assert changed["card"]["headline"] == "The vote is over"
    assert changed["replies"] == replied["replies"]


async def test_without_a_post_to_stand_in_it_is_a_post(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await simulator.call("ben", "/comment too early")
        assert (await ana.post())["card"]["headline"] == "Ben Tan: too early"
    assert len(await simulator.posts("ana")) == 1


async def test_a_reply_s_picture_is_known_again_after_a_restart(
    database: Database, clock: ShiftedClock
) -> None:
    async with running(database, clock) as simulator, simulator.stream("ana") as ana:
        await opened(simulator, ana)
        await simulator.press("ben", "comment picture")
        (reply,) = (await ana.post())["replies"]
        src = reply["card"]["blocks"][0]["src"]
    async with running(database, clock) as simulator:
        assert (await simulator.get(src, status=404))["error"]["message"]
        await simulator.posts("ben")
        async with simulator.session.get(simulator.address + src) as response:
            assert response.status == 200


async def test_who_is_called_is_said_by_name(simulator: Simulator) -> None:
    async with simulator.stream("femi") as femi:
        await simulator.call("ben", "/ring")
        card = (await femi.post())["card"]
    assert card["blocks"] == [{"kind": "ping", "user": "ben", "name": "Ben Tan"}]
