"""Every card and form of the program fits a phone 360 pixels wide, whatever people write in them."""

import asyncio
import json
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from playwright.async_api import Route, expect

from tests.browser.window import PATIENCE, PHONE, Look, Window
from tests.fixtures.gallery import rendered

Json = dict[str, Any]
HARD = ("longest", "unbroken", "emoji", "right to left", "markup", "lines")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"/>'
AT_ONCE = 75
"""So many cards are shown together, each as a post and as a reply to it."""
WIDE = """() => {
  const cut = (element) =>
    element.matches(".unseen, .answer > header, input, select, textarea") ||
    getComputedStyle(element).textOverflow === "ellipsis";
  const wide = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1;
  };
  return [...document.querySelectorAll("html, body, body *:not(svg *)")]
    .filter((each) => each.clientWidth && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => wide(each) && !cut(each) && !each.closest(".steps"))
    .map((each) => each.outerHTML.slice(0, 200));
}"""
"""Gives what is wider than the window, or than the thing that holds it."""

SUBMITTED = """async ([title, wrong]) => {
  const until = async (so) => { while (!so()) await new Promise(requestAnimationFrame); };
  const sheet = document.querySelector("dialog");
  const line = document.querySelector("#line");
  await until(() => document.querySelector("#send").ariaDisabled !== "true");
  line.value = "/form";
  line.form.requestSubmit();
  await until(() => sheet.open && sheet.querySelector("h2").textContent === title);
  [...sheet.querySelectorAll("button")].at(-1).click();
  await until(() => sheet.querySelectorAll("[aria-invalid=true]").length === wrong);
}"""
"""Asks for a form, submits it, and waits for what is wrong with it."""
CLOSED = """async () => {
  const sheet = document.querySelector("dialog");
  [...sheet.querySelectorAll("button")].find((each) => each.textContent === "Cancel").click();
  while (sheet.open) await new Promise(requestAnimationFrame);
}"""
"""Cancels the form, and waits until it is gone."""


async def fits(window: Window) -> None:
    wide: list[str] = await window.page.evaluate(WIDE)
    assert wide == []


def of(kind: str, flavour: str) -> list[Json]:
    """Give what the gallery has of one kind and one flavour, as the page gets it."""
    return [
        each["payload"]
        for each in rendered("web")
        if (each["kind"], each["name"].split("/")[1]) == (kind, flavour)
    ]


def answering(body: Json) -> Callable[[Route], Any]:
    return lambda route: route.fulfill(content_type="application/json", body=json.dumps(body))


async def test_what_can_really_be_written(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana", PHONE)
    long, arabic, emoji = "Donaudampfschifffahrt" * 5, "شركة الأفق", "🧑🏽‍🚀 & 👩‍👩‍👧‍👦"
    await ana.say(f"/target add {long[:100]}, {arabic}, {emoji}, <b>Bold</b> 5 {'because' * 40}")
    await expect(ana.answers).to_contain_text("<b>Bold</b>")
    await expect(ana.posts.last).to_contain_text("<b>Bold</b>")
    await fits(ana)
    await ana.say(f"/intro ask {long[:100]} {'how' * 40} offer:{'notes' * 20}")
    await expect(ana.posts.last).to_contain_text(f"would like to meet someone at {long[:100]}")
    await fits(ana)
    await ana.line.fill("/intro ask Don")
    await expect(ana.suggestions).to_contain_text(long[:100])
    await fits(ana)
    await ana.say("/targetboard " + "x" * 300)
    await expect(ana.answers.last).to_contain_text("/target board")
    await fits(ana)
    await ana.go("lobby")
    await ana.say(f"/group setup {'Wednesday' * 6}")
    await expect(ana.page.locator("#room-about")).to_have_text("Wednesday" * 6)
    await fits(ana)
    await ana.open_side()
    await fits(ana)


async def test_a_sentence_that_begins_with_an_arabic_name_is_read_in_its_own_order(
    simulator: str, look: Look
) -> None:
    ana = await look(simulator, "ana", PHONE)
    await ana.visit.says("ben", '/me profile name:"ليلى الحداد"')
    await ana.visit.says("ben", "/thanks @Femi كيف يقرر فريقهم ما الذي يستحق الأتمتة")
    thanks = ana.post("ليلى الحداد thanks Femi Adeyemi")
    await expect(thanks.get_by_role("heading")).to_have_css("direction", "ltr")
    await expect(thanks.get_by_text("الأتمتة")).to_have_css("direction", "rtl")


@pytest.mark.parametrize("flavour", HARD)
async def test_every_card(simulator: str, look: Look, flavour: str) -> None:
    femi = await look(simulator, "femi", PHONE)
    await femi.page.route(
        "**/pictures/*", lambda route: route.fulfill(content_type="image/svg+xml", body=PICTURE)
    )
    cards = of("message", flavour)
    for first in range(0, len(cards), AT_ONCE):
        posts = [
            {
                "id": str(number),
                "room": "job-seekers",
                "at": "2026-11-18T10:00:00Z",
                "edited": True,
                "card": card,
                "replies": [
                    {"id": f"{number}00", "at": "2026-11-18T10:00:00Z", "edited": True, "card": card}
                ],
            }
            for number, card in enumerate(cards[first : first + AT_ONCE])
        ]
        await femi.page.route("**/api/posts?as=femi&room=job-seekers", answering({"posts": posts}))
        await femi.page.reload()
        await expect(femi.posts).to_have_count(len(posts))
        await fits(femi)
        await femi.page.unroute("**/api/posts?as=femi&room=job-seekers")


async def test_every_form(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana", PHONE)
    answers: Json = {}
    await ana.page.route("**/api/call", lambda route: route.fulfill(json=answers["call"]))
    await ana.page.route("**/api/submit", lambda route: route.fulfill(json=answers["submit"]))
    forms = of("form", "unbroken"), of("form", "right to left")
    for form in chain(forms[0][::2], forms[1][1::2]):  # the forms are as many in each, and as alike
        errors = {field["name"]: f"{field['label']}: {'W' * 100}" for field in form["fields"]}
        answers["call"] = {"form": form}
        answers["submit"] = {"error": {"message": "W" * 200, "fields": errors}}
        async with asyncio.timeout(PATIENCE):
            await ana.page.evaluate(SUBMITTED, [form["title"], len(errors)])
        await fits(ana)
        await ana.page.evaluate(CLOSED)
