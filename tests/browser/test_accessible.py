"""Axe finds nothing to object to, in any state of the page, by day and by night."""

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.window import DESKTOP, PHONE, Look, Screen, Window, is_painted

Scene = Callable[[Window], Awaitable[None]]
AXE = Axe()


async def a_room(ana: Window) -> None:
    await expect(ana.posts.last).to_be_visible()


async def suggestions(ana: Window) -> None:
    await ana.line.fill("/")
    await expect(ana.suggestions.first).to_be_visible()
    await ana.line.press("ArrowDown")
    await expect(ana.suggestions.first).to_have_attribute("aria-selected", "true")


async def a_form_with_errors_and_suggestions(ana: Window) -> None:
    await ana.say("/intro ask minutes:30")
    await ana.form.get_by_label("What do you want to learn?").fill("pay")
    await ana.form.get_by_role("button", name="Post").click()
    await expect(ana.form.locator("[aria-invalid=true]").first).to_be_visible()
    company = ana.form.get_by_label("Company")
    await company.fill("r")
    await expect(ana.suggestions.first).to_be_visible()
    await company.press("ArrowDown")
    await expect(ana.suggestions.first).to_have_attribute("aria-selected", "true")


async def the_leaderboard(ana: Window) -> None:
    await ana.page.keyboard.press("Escape")
    await ana.page.keyboard.press("Escape")
    await ana.say("/leaderboard")
    await is_painted(ana.answers.get_by_role("img"))


async def an_error(ana: Window) -> None:
    await ana.say("/leaderbord")
    await expect(ana.answers.get_by_text("/leaderboard").last).to_be_visible()


async def the_clock_unfolded(ana: Window) -> None:
    if ana.visit.screen.phone:
        await ana.page.get_by_role("button", name="move the clock forward").tap()
    await expect(ana.page.get_by_role("button", name="+1 hour")).to_be_visible()


async def a_note_to_forward(ana: Window) -> None:
    visit = ana.visit
    await visit.says("cleo", '/intro ask Globex "how their planners choose what to automate"')
    await visit.presses("ana", "I can introduce", about="Globex")
    await visit.presses("cleo", "Accept", "dm")
    await ana.go("dm")
    await expect(ana.posts.get_by_role("button", name="Copy")).to_be_visible()


async def an_empty_room(ana: Window) -> None:
    await ana.go("lobby")
    await expect(ana.page.get_by_role("heading", name="This room has no group yet")).to_be_visible()


async def members_and_rooms(ana: Window) -> None:
    await ana.open_side()
    await expect(ana.page.get_by_role("link", name="Ana Souza")).to_be_visible()


SCENES: tuple[Scene, ...] = (
    a_room,
    suggestions,
    a_form_with_errors_and_suggestions,
    the_leaderboard,
    an_error,
    the_clock_unfolded,
    a_note_to_forward,
    an_empty_room,
    members_and_rooms,
)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_every_scene(simulator: str, look: Look, screen: Screen) -> None:
    ana = await look(simulator, "ana", screen)
    found: list[str] = []
    for scene in SCENES:
        await scene(ana)
        for dark in (False, True):
            await ana.darken(dark=dark)
            seen = await AXE.run(ana.page)
            if seen.violations_count:
                found.append(f"{scene.__name__}, {'dark' if dark else 'light'}: {seen.generate_report()}")
    assert not found, "\n".join(found)
