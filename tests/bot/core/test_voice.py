"""The voice: to whom a group speaks, where, when, and under what."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.core.call import Call
from bot.core.card import Actions, Button, Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from bot.core.voice import Revision, Told, Voice, at, direct
from bot.domain.group import Closed, Group, Home, Room, Settings
from bot.domain.ids import MemberId
from bot.domain.member import Identity, Member, Role
from bot.domain.quiet import Quiet
from tests.bot.scene import NOW, Scene

ROOM, GUILD = Room("slack", "T1", "C1"), Room("discord", "42", "7")
ANA, BEN = Identity("slack", "T1", "UANA"), Identity("discord", "", "9")
HELLO = Card.of("Hello", Actions.of(Button("Help", Call.to("help"))))


@pytest.fixture
async def group(scene: Scene) -> Group:
    """Give a group in two open rooms and a closed one, of Ana, who facilitates, and Ben."""

    def work(store: Store) -> Group:
        group = store.groups.add("Tuesday", Settings(), ROOM)
        store.groups.keep(Home(GUILD, group.id))
        store.groups.keep(Home(replace(ROOM, channel="C9"), group.id, closed=Closed.ARCHIVED))
        for name, identity, role in (("Ana", ANA, Role.FACILITATOR), ("Ben", BEN, Role.MEMBER)):
            store.groups.enrol(group.id, store.members.add(name, identity).id, role)
        return group

    return await scene.work.write(work)


async def said(scene: Scene, group: Group, say: str, *args: object, **more: object) -> Told:
    """Let the group's voice say something; gives what it said."""

    def work(store: Store) -> Told:
        told = Told()
        getattr(Voice(store, group, told, NOW), say)(*args, **more)
        return told

    return await scene.work.read(work)


def within(call: Call) -> Card:
    return replace(HELLO, blocks=(Actions.of(Button("Help", call)),))


async def test_a_group_is_told_in_every_room_that_hears_it(scene: Scene, group: Group) -> None:
    told = await said(scene, group, "post", HELLO, "ask:2", under="ask:1")
    assert told.postings == [
        Posting(at(GUILD), HELLO, "ask:2", "ask:1"), Posting(at(ROOM), HELLO, "ask:2", "ask:1"),
    ]  # fmt: skip
    assert told.revisions == []


async def test_a_member_is_told_where_they_are_with_the_group_on_every_button(
    scene: Scene, group: Group
) -> None:
    for member, address in (
        (1, Address("slack", "T1", "direct", "UANA")),
        (2, Address("discord", "", "direct", "9")),
    ):
        told = await said(scene, group, "tell", MemberId(member), HELLO, "ask:1")
        assert told.postings == [Posting(address, within(Call.to("help", group=group.id)), "ask:1")]


async def test_what_was_told_before_ends_with_what_is_told_now(scene: Scene, group: Group) -> None:
    before = Card.of("before")
    told = await said(scene, group, "tell", MemberId(1), HELLO, "ask:1", before=before)
    assert told.revisions == [Revision("ask:1", before, None, last=True)]
    assert len(told.postings) == 1


async def test_somebody_who_is_nowhere_is_told_nothing(scene: Scene, group: Group) -> None:
    assert await said(scene, group, "tell", MemberId(99), HELLO) == Told()
    assert await said(scene, group, "revise", "ask:1", HELLO, MemberId(99)) == Told()


async def test_in_quiet_hours_it_waits_for_their_end(scene: Scene, group: Group) -> None:
    def quiet(store: Store) -> Member:
        ben = store.members.by_identity(BEN)
        assert ben
        start = (NOW - timedelta(hours=1)).time()
        return store.members.save(replace(ben, quiet=Quiet(start, time(12))))

    await scene.work.write(quiet)
    told = await said(scene, group, "tell", MemberId(2), HELLO)
    assert [each.after for each in told.postings] == [datetime.combine(NOW.date(), time(12), NOW.tzinfo)]


async def test_facilitators_are_told_and_nobody_else(scene: Scene, group: Group) -> None:
    told = await said(scene, group, "tell_facilitators", HELLO)
    assert [each.address for each in told.postings] == [direct(ANA)]
    await scene.work.write(lambda store: store.groups.enrol(group.id, MemberId(2), Role.FACILITATOR))
    told = await said(scene, group, "tell_facilitators", HELLO)
    assert [each.address for each in told.postings] == [direct(ANA), direct(BEN)]


async def test_a_subject_is_changed_for_everybody_or_for_one(scene: Scene, group: Group) -> None:
    card = within(Call.to("help", group=group.id))
    everybody = await said(scene, group, "revise", "ask:1", HELLO)
    one = await said(scene, group, "revise", "ask:1", HELLO, MemberId(2), last=True)
    assert everybody.revisions == [Revision("ask:1", card, None, last=False)]
    assert one.revisions == [Revision("ask:1", card, direct(BEN), last=True)]


async def test_a_button_that_names_a_group_keeps_it(scene: Scene, group: Group) -> None:
    other = Call.to("me home", group=99)
    told = await said(scene, group, "tell", MemberId(1), within(other))
    assert told.postings[0].card == within(other)
