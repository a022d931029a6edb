"""A member of another group reads and changes nothing, whatever they press or type."""

import pytest

from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.errors import Problem
from bot.core.form import Form
from tests.bot.commands.meetings import planned
from tests.bot.scene import DM, REGISTRY, Scene, a_card, buttons, texts

OF_THEIRS = ("members: (5,", "memberships: (2,", "groups: (2,", "due: ('digest:2'", "due: ('check-in:2:")
"""How rows begin that are Zoe's or her group's."""
SECRETS = ["Globex", "Initech", "Kemi", "Ana", "Ben", "Cleo", "private words", "what to build"]


@pytest.fixture
async def busy(group: Scene) -> Scene:
    """Give a group in the midst of things, and Zoe in another."""
    await group.type("zoe", "/group setup Friday", "friday")
    await group.type("ana", "/target add Globex 5 private words")
    await group.type("ben", "/know add Globex Kemi private words")
    await group.type("ana", "/intro ask Globex how they decide what to build")
    await group.type("cleo", "/intro ask Initech how they decide what to build")
    await group.type("ben", "/intro answer 1 introduce")
    await group.type("ben", "/intro answer 2 introduce")
    await group.press_on("ana", "Accept")
    await group.type("ana", "/thanks @Ben for private words")
    await group.type("ana", "/meeting prep Globex", DM)
    await group.press("ana", Call.to("meeting research", preparation=1, culture="private words"))
    await group.press("ana", Call.to("meeting practise", preparation=1, peer=3))
    await planned(group, through="ben")
    group.clock.forward(hours=5)
    await group.type(
        "ana", "/meeting log Globex learnt:private words introduce:private words cadence:monthly", DM
    )
    await group.deliver()
    return group


@pytest.mark.parametrize("room", ["friday", DM])
@pytest.mark.parametrize("command", list(REGISTRY.all()), ids=lambda each: each.name)
async def test_no_command_of_theirs_shows_anything(busy: Scene, command: Call, room: str | None) -> None:
    values: dict[str, Value] = {
        "ask": 1, "target": 1, "contact": 1, "event": 1, "helper": 2, "peer": 2, "company": "Acme", "name": "Zoe",
        "how": "introduce", "why": "for it", "learn": "how they decide", "zone": "UTC", "stage": "landed",
        "meeting": 1, "followup": 1, "turn": 0,
        "preparation": 1, "of": "advice", "question": 1, "first": "Mine", "culture": "Mine",
    }  # fmt: skip
    names = [each.name for each in REGISTRY.find(command.path).parameters]
    call = Call(command.path, {name: values[name] for name in names if name in values})
    if command.path == ("target", "move"):
        call = call.having(stage="meeting")
    if command.path == ("meeting", "settle"):
        call = call.having(how="done")
    before = [line for line in (await busy.everything()).splitlines() if not line.startswith("sqlite_seq")]
    told = len(busy.told)
    reply = await busy.press("zoe", call, room)
    await busy.deliver()
    words = texts(reply) if isinstance(reply, Card) else str(reply)
    assert not any(secret in words for secret in SECRETS)
    assert set(before) - set((await busy.everything()).splitlines()) <= {
        line for line in before if line.startswith(OF_THEIRS)
    }
    assert {to for to, _ in busy.told[told:]} <= {"friday", "zoe"}


@pytest.mark.parametrize("room", ["friday", DM])
async def test_no_button_of_ours_works_for_them(busy: Scene, room: str | None) -> None:
    theirs = {
        each.call.encode(): each.call
        for _, card in busy.told
        for each in buttons(card)
        if each.call.args.keys() & {"ask", "target", "event", "contact", "preparation"}
    }
    assert len(theirs) > 8
    before = await busy.everything()
    for call in theirs.values():
        reply = await busy.press("zoe", call, room)
        if isinstance(reply, Form):
            filled = {each.name: "<@zoe>" if each.kind == "person" else "for it" for each in reply.fields}
            reply = await busy.submit("zoe", reply, room, **filled)
        assert isinstance(reply, Problem), (call, reply)
        assert not any(secret in reply.message for secret in SECRETS)
    assert await busy.everything() == before


@pytest.mark.parametrize(
    "line", ["/target add ", "/target drop ", "/intro answer ", "/intro ask ", "/thanks ", "/know forget "]
)
async def test_nothing_is_suggested_to_them(busy: Scene, line: str) -> None:
    for room in ("friday", DM):
        found = await busy.suggest("zoe", line, room)
        assert not any(secret in str(found) for secret in SECRETS)


async def test_a_company_of_theirs_does_not_ask_our_peers(busy: Scene) -> None:
    told = len(busy.told)
    a_card(await busy.type("zoe", "/intro ask Globex how they decide what to build", "friday"))
    await busy.deliver()
    assert [to for to, _ in busy.told[told:]] == ["friday"]


async def test_the_same_person_keeps_two_groups_apart(busy: Scene) -> None:
    await busy.type("ben", "/group join", "friday")
    for text in ("/know list", "/target board", "/intro list", "/leaderboard all"):
        words = texts(a_card(await busy.type("ben", text, "friday")))
        assert not any(secret in words for secret in ("Globex", "Initech", "Kemi", "Ana", "Cleo"))
    await busy.type("zoe", "/intro ask Globex how they decide what to build", "friday")
    assert not any("Zoe" in texts(card) for card in await busy.messages("ben"))


async def test_who_knows_whom_is_a_number(busy: Scene) -> None:
    for who in ("ana", "cleo", "dev"):
        for text in ("/target board", "/intro list", "/group members", "/leaderboard"):
            words = texts(a_card(await busy.type(who, text)))
            assert "Kemi" not in words
            assert "private" not in words
    everybody = [card for to, card in busy.told if to != "ben"]
    assert not any("Kemi" in texts(card) for card in everybody)


async def test_who_offers_is_told_to_the_requester_alone(busy: Scene) -> None:
    for to, card in busy.told:
        if "Initech" in texts(card) and to not in ("cleo", "ben"):
            assert "Ben" not in texts(card), (to, card)
    (offer,) = (card for to, card in busy.told if to == "cleo" and "Ben" in texts(card))
    assert offer.headline == "Ben can introduce you to someone at Initech"
