"""Threads: what follows from a post stands under it, comes in live, and can be read and pressed like any post."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.window import DESKTOP, PHONE, Look, Screen, Window

Json = dict[str, Any]
ASK = "Femi Adeyemi would like to meet someone at Hollow Oak Foods"
TOUCH = "Femi Adeyemi is in touch with someone at Hollow Oak Foods"
EARLIER = "Cleo Papadaki met someone at Northwind Ferries"


async def until_introduced(window: Window) -> None:
    """Let Femi's ask go on until only her word is missing."""
    await window.visit.presses("femi", "Accept", "dm", about="Hollow Oak Foods")
    await window.visit.presses("dev", "They said yes, introduced", "dm", about="Hollow Oak Foods")


async def only_reply(window: Window, post: Locator) -> Locator:
    """Give the only message in the thread of a post, once it is there."""
    await expect(window.thread(post)).to_have_count(1)
    return window.thread(post).first


async def showing(window: Window, change: Callable[[Json], object]) -> None:
    """Let the newest post of the room be another for whoever reads it from now on."""
    room = "/api/posts?as=ana&room=job-seekers"
    found: Json = await window.page.evaluate(f"fetch('{room}').then(each => each.json())")
    change(found["posts"][-1])
    body = json.dumps(found)
    await window.page.route(
        f"**{room}", lambda route: route.fulfill(content_type="application/json", body=body)
    )


async def touched(window: Window) -> None:
    """Let Femi confirm, so that the thread of her ask is told."""
    await window.visit.presses("femi", "We are in touch", "dm", about="Hollow Oak Foods")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_reply_comes_in_live_under_its_post(simulator: str, look: Look, screen: Screen) -> None:
    edda = await look(simulator, "edda", screen)
    await until_introduced(edda)
    before = await edda.posts.count()
    await expect(edda.post(ASK)).to_be_visible()
    await expect(edda.thread(edda.post(ASK))).to_have_count(0)
    await touched(edda)
    post = edda.post(TOUCH)
    await expect(post).to_contain_text("Introduced by Dev Raman")
    reply = await only_reply(edda, post)
    await expect(reply.get_by_role("heading", level=4)).to_have_text(TOUCH)
    await expect(reply).to_contain_text("Introduced by Dev Raman. Thank you.")
    assert await edda.posts.count() == before
    card, under = await post.locator(".card").bounding_box(), await reply.bounding_box()
    assert card
    assert under
    assert under["y"] >= card["y"] + card["height"]
    assert under["x"] > card["x"]
    assert under["x"] + under["width"] <= card["x"] + card["width"]


async def test_it_stands_there_for_whoever_comes_later(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    for _ in range(2):
        reply = await only_reply(ana, ana.post(EARLIER))
        await expect(reply).to_contain_text("Cleo Papadaki is in touch with someone at Northwind Ferries")
        await expect(reply.locator("time")).to_have_attribute("datetime", "2026-11-14T09:10:00Z")
        await ana.page.reload()
        await expect(ana.post(EARLIER)).to_be_visible()


async def test_a_reply_changes_in_its_place(simulator: str, look: Look) -> None:
    edda = await look(simulator, "edda")
    await until_introduced(edda)
    await touched(edda)
    reply = await only_reply(edda, edda.post(TOUCH))
    number = await reply.get_attribute("data-reply-id")
    await edda.visit.presses("femi", "Undo", "dm", about="Hollow Oak Foods")
    changed = edda.page.locator(f"article[data-reply-id='{number}']")
    await expect(changed.get_by_role("heading")).to_have_text("The introduction is not confirmed any more")
    await expect(changed).to_contain_text("changed")


async def test_a_new_reply_leaves_the_card_above_it_alone(simulator: str, look: Look) -> None:
    """What a screen reader has read it does not read again, and who has focused something keeps it."""
    ana = await look(simulator, "ana")
    await ana.visit.says("cleo", "/target add Globex")
    post = ana.post("Cleo Papadaki wants to learn about Globex")
    button = post.get_by_role("button").first
    await button.focus()
    await button.evaluate("button => { button.neverReplaced = true }")
    await showing(ana, lambda newest: newest.update(replies=[reply_to(newest, [])]))
    await ana.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it reads all anew
    await only_reply(ana, post)
    assert await button.evaluate("button => button.neverReplaced")
    await expect(button).to_be_focused()


async def test_a_button_in_a_thread_is_pressed_as_any_other(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    press = {"label": "How it works", "call": "help", "style": "primary"}
    blocks = [{"kind": "actions", "buttons": [press]}]
    await showing(ana, lambda newest: newest.update(replies=[reply_to(newest, blocks)]))
    await ana.page.reload()
    reply = await only_reply(ana, ana.posts.last)
    await reply.get_by_role("button", name="How it works").click()
    await expect(ana.answers).to_have_count(1)


async def test_a_dot_tells_of_a_new_reply_until_it_was_seen(simulator: str, look: Look) -> None:
    edda = await look(simulator, "edda")
    await until_introduced(edda)
    await expect(edda.post(ASK)).to_contain_text("A peer is helping with this one.")
    await edda.go("lobby")
    rooms = edda.page.get_by_role("navigation", name="Rooms")
    await expect(rooms.get_by_role("link", name="job-seekers", exact=True)).to_be_visible()
    await touched(edda)
    await expect(rooms.get_by_role("link", name="job-seekers (new posts)")).to_be_visible()
    await edda.go("job-seekers")
    await edda.go("lobby")
    await expect(rooms.get_by_role("link", name="job-seekers", exact=True)).to_be_visible()


async def test_whoever_is_called_is_named(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana", PHONE)
    called = {"kind": "ping", "user": "ben", "name": "Ben <b>Tan</b>"}
    await showing(ana, lambda newest: newest["card"].update(blocks=[called]))
    await ana.page.reload()
    await expect(ana.posts.last).to_contain_text("@Ben <b>Tan</b>")


def reply_to(post: Json, blocks: list[Json]) -> Json:
    return {"id": "9000", "at": post["at"], "edited": False, "card": {"headline": "A word", "blocks": blocks}}
