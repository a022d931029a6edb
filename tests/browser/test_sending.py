"""What is sent is sent once, and nothing that somebody typed is lost."""

import re

from playwright.async_api import expect

from tests.browser.window import Look


async def test_a_line_sent_by_a_double_click_is_sent_once(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.line.fill("/target add Globex")
    await ana.page.get_by_role("button", name="Send").dblclick()
    await expect(ana.post("Ana Souza wants to learn about Globex")).to_be_visible()
    await ana.line.fill("/target add Initech")
    await ana.line.press("Enter")
    await ana.line.press("Enter")
    await expect(ana.answer("Initech is on your list")).to_be_visible()
    await expect(ana.line).to_have_value("")
    for company in ("Globex", "Initech"):
        await expect(ana.posts.filter(has_text=f"Ana Souza wants to learn about {company}")).to_have_count(1)
    assert ana.visit.sent.count("call") == 2


async def test_a_button_and_a_form_by_a_double_click_too(simulator: str, look: Look) -> None:
    ben = await look(simulator, "ben")
    ask = ben.post("Edda Jónsdóttir would like to meet someone at Brightwater Energy")
    await ask.get_by_role("button", name="I can introduce").dblclick()
    await expect(ask).to_contain_text("1 peer has offered")
    await expect(ask.get_by_role("button", name="I can introduce")).to_be_enabled()
    await ben.say("/thanks")
    await ben.form.get_by_label("Whom do you thank?").select_option("Edda Jónsdóttir")
    await ben.form.get_by_label("What for?").fill("for the weather report")
    await ben.form.get_by_role("button", name="Thank").dblclick()
    await expect(ben.post("Ben Tan thanks Edda Jónsdóttir")).to_be_visible()
    await expect(ben.answers).to_have_count(2)
    assert (ben.visit.sent.count("press"), ben.visit.sent.count("submit")) == (1, 1)


async def test_an_error_is_said_and_the_line_stays_until_it_is_right(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.say("/targt add Globex")
    await expect(ana.answers).to_have_text(re.compile("/target"))
    await expect(ana.answers.get_by_role("button")).to_have_accessible_name("Dismiss")
    await expect(ana.line).to_have_value("/targt add Globex")
    await ana.line.fill("")
    await ana.line.press("ArrowUp")
    await expect(ana.line).to_have_value("/targt add Globex")
    await ana.say("/target add Globex")
    await expect(ana.line).to_have_value("")
    for key, line in (
        ("ArrowUp", "/target add Globex"),
        ("ArrowUp", "/targt add Globex"),
        ("ArrowUp", "/targt add Globex"),
        ("ArrowDown", "/target add Globex"),
        ("ArrowDown", ""),
    ):
        await ana.line.press(key)
        await expect(ana.line).to_have_value(line)
    await ana.answers.first.get_by_role("button", name="Dismiss").click()
    await expect(ana.answers).to_have_count(1)
    await expect(ana.line).to_be_focused()


async def test_a_form_says_at_its_field_what_is_wrong_and_keeps_the_rest(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.say("/target add")
    company = ana.form.get_by_label(re.compile("^Company"))
    confidence = ana.form.get_by_label(re.compile("^Confidence"))
    await company.fill("Globex")
    await confidence.fill("lots")
    await ana.form.get_by_role("button", name="Add").click()
    await expect(confidence).to_have_accessible_description(
        re.compile("“lots” is not a whole number from 1 to 5")
    )
    await expect(confidence).to_have_attribute("aria-invalid", "true")
    await expect(confidence).to_be_focused()
    await expect(company).to_have_value("Globex")
    await confidence.fill("5")
    await expect(confidence).not_to_have_attribute("aria-invalid", "true")
    await company.fill("")
    await confidence.press("Enter")
    await expect(company).to_be_focused()
    await expect(company).to_have_attribute("aria-invalid", "true")
    await company.fill("Globex")
    await company.press("Enter")
    await expect(ana.answer("Globex is on your list")).to_be_visible()


async def test_what_the_network_swallows_can_be_sent_again(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    ana.visit.forgiven.append("ERR_FAILED")
    await ana.page.route("**/api/call", lambda route: route.abort())
    await ana.say("/target add Globex")
    await expect(ana.answers).to_contain_text("The simulator does not answer.")
    await expect(ana.line).to_have_value("/target add Globex")
    await ana.page.unroute("**/api/call")
    await ana.line.press("Enter")
    await expect(ana.answer("Globex is on your list")).to_be_visible()
    await expect(ana.line).to_have_value("")
