"""Threads: what belongs under another message is delivered and shown there, in each place by itself."""

from collections.abc import Sequence

from bot.core.outbox import Address, Post, Posting
from bot.core.ports import Store
from tests.storage.people import DAY, NOW
from tests.storage.test_outbox import ANA, ROOM, SLACK, card, claim, deliver, write

ASK = "ask:1"


def reply(store: Store, *texts: str, to: Address = ROOM, subject: str = "", under: str = ASK) -> None:
    store.outbox.add([Posting(to, card(text), subject, under) for text in texts], NOW)


def headlines(posts: Sequence[Post]) -> list[object]:
    """Give the headlines, each of a message with a thread together with those in it."""
    return [
        (post.card.headline, headlines(post.replies)) if post.replies else post.card.headline
        for post in posts
    ]


def test_it_is_delivered_under_the_message_it_belongs_to(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced")
    (head,) = claim(store)
    assert head.under is None
    store.outbox.delivered(head.id, "C1:17.5", NOW)
    (row,) = claim(store)
    assert (row.card.headline, row.under, row.message, row.edits) == ("introduced", "C1:17.5", None, None)


def test_it_waits_for_the_message_it_belongs_to(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced")
    (head,) = claim(store)
    store.outbox.postpone(head.id, "busy", NOW + DAY)
    assert claim(store) == []
    assert deliver(store, NOW + DAY) == ["asked", "introduced"]


def test_in_each_place_it_finds_its_own_message(store: Store) -> None:
    for to in (ROOM, SLACK):
        write(store, "asked", to=to, subject=ASK)
    for row in claim(store, NOW, "web", "slack"):
        store.outbox.delivered(row.id, f"{row.address.platform}'s", NOW)
    for to in (ROOM, SLACK, ANA):
        reply(store, "introduced", to=to)
    rows = claim(store, NOW, "web", "slack")
    assert {row.address: row.under for row in rows} == {ROOM: "web's", SLACK: "slack's", ANA: None}


def test_where_there_is_no_such_message_it_stands_alone(store: Store) -> None:
    write(store, "something else", subject="ask:2")
    reply(store, "introduced")
    assert deliver(store) == ["something else", "introduced"]
    assert headlines(store.outbox.posts(ROOM, 9)) == ["something else", "introduced"]


def test_under_a_message_that_never_arrived_it_stands_alone(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced")
    (head,) = claim(store)
    store.outbox.bury(head.id, "too long", NOW)
    (row,) = claim(store)
    assert row.under is None
    store.outbox.delivered(row.id, "m", NOW)
    assert headlines(store.outbox.posts(ROOM, 9)) == ["introduced"]


def test_it_belongs_to_the_newest_message_of_its_subject(store: Store) -> None:
    write(store, "asked", "asked again", subject=ASK)
    reply(store, "introduced")
    deliver(store)
    assert headlines(store.outbox.posts(ROOM, 9)) == ["asked", ("asked again", ["introduced"])]


def test_under_a_reply_it_is_one_more_reply(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced", subject="first")
    reply(store, "and met", under="first")
    deliver(store)
    assert headlines(store.outbox.posts(ROOM, 9)) == [("asked", ["introduced", "and met"])]


def test_replies_are_in_no_main_list_and_do_not_count_there(store: Store) -> None:
    write(store, "asked", subject=ASK)
    write(store, "another")
    reply(store, "1", "2", "3")
    deliver(store)
    assert headlines(store.outbox.posts(ROOM, 2)) == [("asked", ["1", "2", "3"]), "another"]
    assert headlines(store.outbox.posts(ROOM, 1)) == ["another"]


def test_a_reply_that_has_not_arrived_is_not_shown(store: Store) -> None:
    write(store, "asked", subject=ASK)
    deliver(store)
    reply(store, "introduced")
    assert headlines(store.outbox.posts(ROOM, 9)) == ["asked"]


def test_a_reply_changes_in_its_place(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced", "later", subject="said")
    deliver(store)
    store.outbox.revise("said", card("taken back"), NOW)
    deliver(store)
    (post,) = store.outbox.posts(ROOM, 9)
    assert [(each.card.headline, each.edited) for each in post.replies] == [("taken back", True)] * 2
    assert not post.edited


def test_of_a_reply_the_message_above_it_is_given(store: Store) -> None:
    write(store, "asked", subject=ASK)
    reply(store, "introduced")
    deliver(store)
    (post,) = store.outbox.posts(ROOM, 9)
    assert store.outbox.post(post.replies[0].id) == post
    assert store.outbox.post(post.id) == post


def test_a_subject_is_there_until_it_was_changed_for_good(store: Store) -> None:
    assert not store.outbox.has("said")
    write(store, "introduced", subject="said")
    assert store.outbox.has("said")
    assert not store.outbox.has("sai")
    store.outbox.revise("said", card("changed"), NOW)
    assert store.outbox.has("said")
    store.outbox.revise("said", card("for good"), NOW, last=True)
    assert not store.outbox.has("said")
