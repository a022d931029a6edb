"""Everything can be done with the keyboard alone, and the focus is always where one left it."""

import asyncio
import re

from playwright.async_api import expect

from tests.browser.window import PHONE, Look

KNOWN = "I know someone there"


async def test_a_whole_ask(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    keys = ana.page.keyboard
    await keys.press("Tab")
    await expect(ana.page.get_by_role("link", name="Skip to the posts")).to_be_focused()
    await keys.press("Tab")
    await expect(ana.page.get_by_role("link", name="Skip to the message line")).to_be_focused()
    await keys.press("Enter")
    await expect(ana.line).to_be_focused()
    await keys.type("/intro ask")
    await keys.press("Enter")
    company = ana.form.get_by_label("Company")
    await expect(company).to_be_focused()
    await keys.type("riv")
    await expect(ana.suggestions).to_have_text(re.compile("^Riverbank"))
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(company).to_have_value("Riverbank")
    await keys.press("Tab")
    await keys.type("how they decide which pilots to stop")
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await expect(ana.form.get_by_label("Minutes")).to_have_value("30")
    await keys.press("Tab")
    await keys.type("a summary of what I learn elsewhere")
    await keys.press("Tab")
    await expect(ana.form.get_by_role("button", name="Cancel")).to_be_focused()
    await keys.press("Tab")
    await expect(ana.form.get_by_role("button", name="Post")).to_be_focused()
    await keys.press("Enter")
    await expect(ana.answer("Your ask about Riverbank is posted")).to_be_visible()
    await expect(ana.line).to_be_focused()
    await expect(ana.post("Ana Souza would like to meet someone at Riverbank")).to_contain_text(
        "To learn: how they decide which pilots to stop · 30 minutes"
    )


async def test_the_posts_are_skipped_to_and_scrolled(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.page.keyboard.press("Tab")
    await ana.page.keyboard.press("Enter")
    posts = ana.page.get_by_role("region", name="Conversation")
    await expect(posts).to_be_focused()
    await expect(ana.posts.last).to_be_in_viewport()
    await ana.page.keyboard.press("Home")
    await expect(ana.posts.first).to_be_in_viewport()
    await ana.page.keyboard.press("End")
    await expect(ana.posts.last).to_be_in_viewport()


async def test_suggestions_are_chosen_by_arrows_and_closed_by_escape(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.line.focus()
    await expect(ana.line).to_have_attribute("aria-expanded", "false")
    await ana.page.keyboard.type("/target")
    await expect(ana.line).to_have_attribute("aria-expanded", "true")
    await expect(ana.page.get_by_role("listbox", name="Suggestions")).to_have_id("line-options")
    await expect(ana.line).to_have_attribute("aria-controls", "line-options")
    await expect(ana.line).not_to_have_attribute("aria-activedescendant", re.compile(""))
    chosen = ana.page.get_by_role("listbox").get_by_role("option", selected=True)
    many = await ana.suggestions.count()
    for key, index in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", many - 1)):
        await ana.line.press(key)
        option = ana.suggestions.nth(index)
        await expect(option).to_have_attribute("aria-selected", "true")
        await expect(ana.line).to_have_attribute(
            "aria-activedescendant", await option.get_attribute("id") or ""
        )
        await expect(chosen).to_have_count(1)
    await ana.line.press("Escape")
    await expect(ana.line).to_have_attribute("aria-expanded", "false")
    await expect(ana.line).not_to_have_attribute("aria-activedescendant", re.compile(""))
    await expect(ana.line).to_have_value("/target")
    await ana.line.press("ArrowDown")
    await expect(ana.line).to_have_attribute("aria-expanded", "true")
    await ana.line.press("Tab")
    await expect(ana.line).to_have_value("/target add ")
    await expect(ana.line).to_be_focused()


async def test_a_suggestion_for_what_was_typed_before_is_not_taken(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.line.fill("/")
    await expect(ana.suggestions.first).to_be_visible()
    await ana.line.press("ArrowDown")
    await ana.page.route("**/api/suggest?**", lambda route: asyncio.sleep(0))  # no newer ones come
    await ana.page.keyboard.type("help")
    await expect(ana.line).not_to_have_attribute("aria-activedescendant", re.compile(""))
    await ana.line.press("Tab")
    await expect(ana.line).to_have_value("/help")
    await ana.suggestions.first.click()
    await expect(ana.line).to_have_value("/help")
    await expect(ana.line).to_be_focused()
    await ana.line.press("Enter")
    await expect(ana.answers).to_contain_text("/target add")


async def test_the_focus_returns_from_a_form_and_what_was_typed_is_kept(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    button = ana.post("Ben Tan wants to learn about Quiet Robotics").get_by_role("button", name=KNOWN)
    await button.focus()
    for leave in ("Escape", "Cancel"):
        await expect(button).to_be_enabled()
        await button.press("Enter")
        name = ana.form.get_by_label(re.compile("^Who"))
        await name.fill("Kemi Oni")
        if leave == "Escape":
            await ana.page.keyboard.press(leave)
        else:
            await ana.form.get_by_role("button", name=leave).press("Enter")
        await expect(ana.form).to_be_hidden()
        await expect(button).to_be_focused()
    await expect(button).to_be_enabled()
    await button.press("Enter")
    await expect(ana.form.get_by_label(re.compile("^Who"))).to_have_value("Kemi Oni")
    await ana.form.get_by_label(re.compile("^Who")).press("Enter")
    await expect(ana.answers).to_contain_text("Kemi Oni")
    await expect(button).to_be_focused()


async def test_a_card_that_changes_keeps_the_focus(simulator: str, look: Look) -> None:
    ben = await look(simulator, "ben")
    button = ben.post("Femi Adeyemi would like to meet someone at Hollow Oak Foods").get_by_role(
        "button", name="I know who might"
    )
    await button.focus()
    await ben.visit.presses("cleo", "I can introduce")
    await expect(ben.page.get_by_text("2 peers have offered")).to_be_visible()
    await expect(button).to_be_focused()
    await ben.visit.says("femi", '/intro withdraw "Hollow Oak Foods"')
    await expect(ben.post("Femi Adeyemi wanted to meet someone at Hollow Oak Foods")).to_be_focused()


async def test_the_folds_of_a_phone_open_and_close(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana", PHONE)
    menu = ana.page.get_by_role("button", name="Members and rooms")
    await menu.press("Enter")
    await expect(ana.page.get_by_role("link", name="Ana Souza")).to_be_focused()
    await expect(menu).to_have_attribute("aria-expanded", "true")
    await ana.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await expect(menu).to_have_attribute("aria-expanded", "false")
    await expect(ana.page.get_by_role("link", name="Ana Souza")).to_be_hidden()
    clock = ana.page.get_by_role("button", name="move the clock forward")
    await clock.press("Enter")
    await expect(clock).to_have_attribute("aria-expanded", "true")
    await ana.page.keyboard.press("Tab")
    await expect(ana.page.get_by_role("button", name="+1 hour")).to_be_focused()
    await ana.page.keyboard.press("Escape")
    await expect(clock).to_be_focused()
    await expect(ana.page.get_by_role("button", name="+1 hour")).to_be_hidden()
