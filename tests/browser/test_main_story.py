"""The story for which all this is made, in two windows: on a desktop, and on two phones."""

import re

from playwright.async_api import expect

from tests.browser.window import DESKTOP, PHONE, Look, Window, is_painted

LEARN = "how their data team decides what to automate"
OFFER = "my notes on routing data"
ASKED = "Ana Souza would like to meet someone at Globex"


async def test_on_a_desktop_with_a_second_window_and_the_keyboard(program: str, look: Look) -> None:
    ana = await look(program, "ana", DESKTOP)
    async with ana.page.expect_popup() as second:
        await ana.page.get_by_role("link", name="Open a second window as Ben").click()
    ben = Window(await second.value, ana.visit)
    await ben.is_in("job-seekers")
    await types_three_companies_with_keys(ana)
    await the_rest_of_the_story(ana, ben)


async def test_on_two_phones(program: str, look: Look) -> None:
    ana, ben = await look(program, "ana", PHONE), await look(program, "ben", PHONE)
    await types_three_companies_with_taps(ana)
    await the_rest_of_the_story(ana, ben)


async def types_three_companies_with_keys(ana: Window) -> None:
    await ana.line.focus()
    await ana.page.keyboard.insert_text("/tar")  # at once: what is suggested for less of it is not taken
    await expect(ana.suggestions.first).to_contain_text("/target add")
    await ana.line.press("ArrowDown")
    await ana.line.press("Enter")
    await expect(ana.line).to_have_value("/target add ")
    await ana.page.keyboard.insert_text("Globex, Acme Corp, Bri")
    await expect(ana.suggestions).to_have_count(1)
    await expect(ana.suggestions).to_contain_text("Brightwater Energy")
    await ana.line.press("Tab")
    await expect(ana.line).to_have_value('/target add Globex, Acme Corp, "Brightwater Energy" ')
    await ana.line.press("Enter")


async def types_three_companies_with_taps(ana: Window) -> None:
    await ana.page.get_by_role("button", name="/target add").tap()
    await expect(ana.line).to_have_value("/target add ")
    await ana.line.press_sequentially("Globex, Acme Corp, Bri")
    await expect(ana.suggestions).to_contain_text(["Brightwater Energy"])
    await expect(ana.suggestions).to_have_count(1)
    await ana.suggestions.tap()
    await ana.page.get_by_role("button", name="Send").tap()


async def the_rest_of_the_story(ana: Window, ben: Window) -> None:
    for window in (ana, ben):
        await window.page.evaluate("window.neverReloaded = true")
    await ben_sees_the_board(ana, ben)
    await ana_asks(ana)
    number = await ben.post(ASKED).get_attribute("data-post-id")
    await ben_offers(ana, ben)
    await ana_accepts(ana, ben)
    await ben_forwards_the_note_and_introduces(ben)
    await ana_confirms(ana)
    await ana.go("job-seekers")
    await ben.go("job-seekers")
    for window in (ana, ben):
        changed = window.post("Ana Souza is in touch with someone at Globex")
        await expect(changed).to_contain_text("Introduced by Ben Tan. Thank you.")
        await expect(changed).to_have_attribute("data-post-id", number or "")
        await expect(window.post(ASKED)).to_have_count(0)
    await ben_stands_on_the_leaderboard(ben)
    for window in (ana, ben):
        assert await window.page.evaluate("window.neverReloaded")


async def ben_sees_the_board(ana: Window, ben: Window) -> None:
    companies = "Globex, Acme Corp and Brightwater Energy"
    await expect(ana.answer(f"{companies} are on your list")).to_be_visible()
    await expect(ana.line).to_have_value("")
    await expect(ben.post(f"Ana Souza wants to learn about {companies}")).to_be_visible()
    await ben.say("/target board")
    for row in ("Globex · Ana Souza", "Acme Corp · Ana Souza"):
        await expect(ben.answers).to_contain_text(row)


async def ana_asks(ana: Window) -> None:
    await ana.say("/intro ask Globex")
    await expect(ana.form).to_have_accessible_name("Ask to learn")
    learn = ana.form.get_by_label("What do you want to learn?")
    offer = ana.form.get_by_label("What could you offer them?")
    await expect(ana.form.get_by_label("Company")).to_have_value("Globex")
    await learn.fill("pay")
    await offer.fill(OFFER)
    await ana.form.get_by_role("button", name="Post").click()
    await expect(learn).to_have_attribute("aria-invalid", "true")
    await expect(learn).to_have_accessible_description(re.compile("“pay” is very short"))
    await expect(learn).to_be_focused()
    await expect(learn).to_have_value("pay")
    await expect(offer).to_have_value(OFFER)
    await expect(offer).not_to_have_attribute("aria-invalid", "true")
    await learn.fill(LEARN)
    await ana.form.get_by_role("button", name="Post").click()
    await expect(ana.form).to_be_hidden()
    await expect(ana.answer("Your ask about Globex is posted")).to_be_visible()


async def ben_offers(ana: Window, ben: Window) -> None:
    await expect(ben.post(ASKED)).to_contain_text(f"To learn: {LEARN} · 20 minutes")
    await ben.post(ASKED).get_by_role("button", name="I can introduce").click()
    await expect(ben.answer("Thank you. Ana Souza now sees your offer for Globex")).to_be_visible()
    for window in (ana, ben):
        await expect(window.post(ASKED)).to_contain_text("1 peer has offered; more are welcome.")


async def ana_accepts(ana: Window, ben: Window) -> None:
    await ana.go("dm")
    offered = ana.post("Ben Tan can introduce you to someone at Globex")
    await offered.get_by_role("button", name="Accept").click()
    accepted = ana.post("You accepted Ben Tan's offer for Globex")
    await expect(accepted.get_by_role("button", name="We are in touch")).to_be_visible()
    await expect(ana.answers).to_have_count(0)  # it would say no more than the message, which has changed
    await expect(ben.post(ASKED)).to_contain_text("A peer is helping with this one.")
    await expect(ben.post(ASKED).get_by_role("button")).to_have_count(0)


async def ben_forwards_the_note_and_introduces(ben: Window) -> None:
    await ben.visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await ben.go("dm")
    message = ben.post("Ana Souza accepted your offer for Globex")
    await message.get_by_role("button", name="Copy").click()
    await expect(message.get_by_role("button", name="Copied")).to_be_visible()
    note: str = await ben.page.evaluate("navigator.clipboard.readText()")
    assert note.startswith("Subject: 20 minutes to learn about Globex?\n")
    assert LEARN in note
    assert OFFER in note
    await message.get_by_role("button", name="They said yes, introduced").click()
    await expect(ben.post("Thank you for introducing Ana Souza at Globex")).to_be_visible()
    await expect(message).to_have_count(0)


async def ana_confirms(ana: Window) -> None:
    question = ana.post("Ben Tan has introduced you at Globex")
    await question.get_by_role("button", name="We are in touch").click()
    await expect(ana.posts.last).to_contain_text("Ben Tan gets 5 points")


async def ben_stands_on_the_leaderboard(ben: Window) -> None:
    await ben.say("/leaderboard")
    board = ben.answers.filter(has=ben.page.get_by_role("img"))
    await expect(board).to_contain_text("Ben Tan · 5")
    picture = board.get_by_role("img", name=re.compile("Ben Tan 5"))
    by_day = await is_painted(picture)
    await ben.darken()
    await expect(picture).to_have_js_property("currentSrc", f"{by_day}?theme=dark")
    await is_painted(picture)
