"""The documented shapes of what the page and scripts read."""

import re
from dataclasses import replace

from adapters.web.people import PEOPLE
from bot.core.ports import Store
from tests.adapters.web.conftest import Simulator


async def test_a_call_gives_a_private_card_and_posts_what_the_room_sees(simulator: Simulator) -> None:
    async with simulator.stream("ben") as ben:
        answer = await simulator.call("ana", "/say hello")
        post = await ben.post()
    quote = {"kind": "text", "text": "hello", "style": "quote"}
    assert answer == {"card": {"headline": "You said it", "blocks": [quote]}}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", post["at"])
    assert post == {
        "id": post["id"],
        "room": "job-seekers",
        "at": post["at"],
        "edited": False,
        "card": {"headline": "Ana Souza: hello", "blocks": []},
        "replies": [],
    }
    assert isinstance(post["id"], str)
    assert await simulator.posts("ana") == await simulator.posts("ben") == [post]


async def test_a_button_changes_the_post_in_place(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await simulator.call("ana", "/vote start")
        opened = await ana.post()
        (button,) = opened["card"]["blocks"][1]["buttons"]
        assert button["style"] == "primary"
        assert await simulator.press("ben", button["call"]) == {"card": {"headline": "Counted", "blocks": []}}
        over = await ana.post()
    assert (over["id"], over["at"], over["edited"]) == (opened["id"], opened["at"], True)
    assert over["card"]["headline"] == "The vote is over"
    assert await simulator.posts("ben") == [over]


async def test_posts_come_oldest_first(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        for word in ("one", "two", "three"):
            await simulator.call("ben", f"/say {word}")
            await ana.post()
    headlines = [post["card"]["headline"] for post in await simulator.posts("ana")]
    assert headlines == ["Ben Tan: one", "Ben Tan: two", "Ben Tan: three"]


async def test_a_missing_argument_gives_a_form_and_submitting_it_completes_the_call(
    simulator: Simulator,
) -> None:
    form = (await simulator.call("ana", "/fill Globex"))["form"]
    assert (form["title"], form["call"], form["submit"]) == (
        "Fill it in",
        "fill",
        "Send it",
    )
    company, fit, size, peer, note = form["fields"]
    assert company == {
        "kind": "text", "name": "company", "label": "Company", "hint": "A company", "required": True,
        "value": "Globex", "max": 50, "multiline": False, "suggest": True,
    }  # fmt: skip
    assert (fit["kind"], fit["min"], fit["max"], fit["value"]) == ("number", 1, 5, "")
    assert size["kind"] == "choice"
    assert size["options"] == [{"label": "small", "value": "small"}, {"label": "large", "value": "large"}]
    assert (peer["kind"], note["multiline"], note["required"]) == ("person", True, False)

    values = {"company": "Globex", "fit": "4", "size": "small", "peer": "<@ben>", "note": ""}
    done = await simulator.submit("ana", form["call"], values)
    named = [{"name": "Size", "value": "small"}, {"name": "Peer", "value": "Ben Tan"}]
    assert done["card"] == {"headline": "Globex fits 4 of 5", "blocks": [{"kind": "fields", "fields": named}]}


async def test_what_is_wrong_stands_at_its_field(simulator: Simulator) -> None:
    values = {"company": "Globex", "fit": "9", "size": "small", "peer": "<@ben>"}
    answer = await simulator.submit("ana", "fill", values)
    assert list(answer) == ["error"]
    assert "1 to 5" in answer["error"]["fields"]["fit"]
    assert answer["error"]["message"]


async def test_an_unknown_command_is_an_answer_not_a_failure(simulator: Simulator) -> None:
    answer = await simulator.call("ana", "/sya hello")
    assert "/say" in answer["error"]["message"]
    assert answer["error"]["fields"] == {}


async def test_a_forged_call_is_an_answer_not_a_failure(simulator: Simulator) -> None:
    for forged in ("", "{", "vote count {", "vote count [1]", "nothing at all", "say {}" * 50, "\x00"):
        answer = await simulator.press("ana", forged)
        assert answer["error"]["message"], forged
        assert await simulator.submit("ana", forged, {"self": "x", "": "y"}), forged


async def test_a_handler_that_fails_posts_nothing_and_tells_a_reference(simulator: Simulator) -> None:
    answer = await simulator.call("ana", "/crash")
    assert re.search(r"reference: [0-9a-f]{8}", answer["error"]["message"])
    assert "secret" not in answer["error"]["message"]
    assert await simulator.posts("ana") == []


async def test_choices_are_pressed_as_buttons_are(simulator: Simulator) -> None:
    card = (await simulator.call("femi", "/choose", room="lobby"))["card"]
    (choices,) = card["blocks"]
    assert (choices["kind"], choices["label"]) == ("choices", "Page")
    first = choices["options"][0]
    assert first["label"] == "Page 1"
    assert (await simulator.press("femi", first["call"], room="lobby"))["card"]["headline"] == "Page 1"


async def test_the_direct_messages_are_no_room_and_the_group_is_known_there(simulator: Simulator) -> None:
    async with simulator.stream("ana") as ana:
        await simulator.call("ana", "/say from far away", room="dm")
        assert (await ana.post())["room"] == "job-seekers"
    answer = await simulator.call("femi", "/say hello", room="dm")
    assert "not in a group" in answer["error"]["message"]


async def test_members_have_ids_names_and_the_zone_they_told(simulator: Simulator) -> None:
    def moved(store: Store) -> None:
        ana = store.members.by_identity(PEOPLE["ana"].identity)
        assert ana
        store.members.save(replace(ana, zone="America/Sao_Paulo"))

    await simulator.database.write(moved)
    members = (await simulator.get("/api/members"))["members"]
    assert len(members) == 6
    assert members[0] == {"id": "ana", "name": "Ana Souza", "zone": "America/Sao_Paulo"}
    assert members[1] == {"id": "ben", "name": "Ben Tan", "zone": None}


async def test_rooms_tell_which_group_lives_there(simulator: Simulator) -> None:
    assert await simulator.get("/api/rooms", {"as": "femi"}) == {
        "rooms": [
            {"id": "job-seekers", "name": "job-seekers", "group": "The Tuesday Table"},
            {"id": "lobby", "name": "lobby", "group": None},
            {"id": "dm", "name": "Direct messages", "group": None},
        ]
    }


async def test_suggestions_complete_commands_and_values(simulator: Simulator) -> None:
    async def suggest(text: str) -> list[dict[str, str]]:
        query = {"as": "ana", "room": "job-seekers", "text": text}
        found: list[dict[str, str]] = (await simulator.get("/api/suggest", query))["suggestions"]
        return found

    assert (await suggest("/fi"))[0] == {
        "text": "/fill ",
        "label": "/fill",
        "hint": "Everything a form can ask for.",
        "value": "fill",
    }
    values = [one for one in await suggest("/fill company:Glob") if one["value"].startswith("Glob")]
    assert [one["text"] for one in values] == ["/fill company:Globex ", "/fill company:Globant "]
    assert await suggest("/nothing like this ") == []


async def test_half_a_character_breaks_nothing(simulator: Simulator) -> None:
    body = b'{"as":"ana","room":"job-seekers","text":"/say a\\ud800b \\ude00 \\ud83d\\ude00"}'
    headers = {"Content-Type": "application/json"}
    async with simulator.stream("ben") as ben:
        async with simulator.session.post(
            simulator.address + "/api/call", data=body, headers=headers
        ) as sent:
            assert sent.status == 200
            assert "card" in await sent.json()
        assert (await ben.post())["card"]["headline"].endswith("😀")
    for field in ("as", "room", "text"):
        given = {"as": "ana", "room": "job-seekers", "text": "/\udfff", field: "\ud800/\udfff"}
        async with simulator.session.post(simulator.address + "/api/call", json=given) as sent:
            assert sent.status in (200, 404)
            (await sent.json())["error"]["message"].encode("utf-8")
