"""What happens elsewhere is seen here at once, or as soon as the line is back."""

import re

import pytest
from playwright.async_api import Error, expect

from tests.browser.cable import Cable
from tests.browser.window import PHONE, Look

ASK = "Femi Adeyemi would like to meet someone at Hollow Oak Foods"


async def test_after_the_line_was_cut_everything_missed_is_there(simulator: str, look: Look) -> None:
    cable = Cable(simulator)
    async with cable.laid() as address:
        ana = await look(address, "ana")
        ben = await look(simulator, "ben")
        await expect(ana.post(ASK)).to_contain_text("1 peer has offered")
        ana.visit.forgiven += ["net::ERR_"]
        cable.pull()
        await expect(ana.page.get_by_text("Reconnecting…")).to_be_visible()
        await ben.post(ASK).get_by_role("button", name="I can introduce").click()
        await ben.say("/target add Globex")
        await expect(ben.post("Ben Tan wants to learn about Globex")).to_be_visible()
        await expect(ben.post(ASK)).to_contain_text("2 peers have offered")
        await expect(ana.post("Ben Tan wants to learn about Globex")).to_have_count(0)
        await expect(ana.post(ASK)).to_contain_text("1 peer has offered")
        cable.plug()
        await expect(ana.post("Ben Tan wants to learn about Globex")).to_be_in_viewport()
        await expect(ana.post(ASK)).to_contain_text("2 peers have offered")
        await expect(ana.page.get_by_text("Reconnecting…")).to_be_hidden()


async def test_more_windows_than_a_browser_has_lines_are_all_live(simulator: str, look: Look) -> None:
    first = await look(simulator, "ana")
    windows = [
        first,
        *[await first.visit.window(who) for who in ("ben", "cleo", "dev", "edda", "femi", "ana")],
    ]
    await first.say("/target add Globex")
    for window in windows:
        await expect(window.post("Ana Souza wants to learn about Globex")).to_be_visible()


async def test_the_clock_moves_for_everybody(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    ben = await look(simulator, "ben", PHONE)
    clock = ana.page.get_by_role("region", name="Clock")
    await expect(clock).to_contain_text(re.compile("Wednesday 18 November, 7:0. ?in Sao Paulo"))
    await expect(ben.page.get_by_role("region", name="Clock")).to_contain_text("Wed 18:0")
    await clock.get_by_role("button", name="+1 day").click()
    await expect(clock).to_contain_text("Thursday 19 November, 7:0")
    await expect(ben.page.get_by_role("region", name="Clock")).to_contain_text("Thu 18:0")
    await ben.page.get_by_role("button", name="move the clock forward").tap()
    await ben.page.get_by_role("button", name="to Monday 9:00").tap()
    await expect(ben.page.get_by_role("region", name="Clock")).to_contain_text("Mon 9:00")
    await expect(clock).to_contain_text("Sunday 22 November, 22:00")
    await expect(ana.page.get_by_role("heading", level=2, name="Tuesday 17 November")).to_be_attached()


async def test_whoever_reads_further_up_stays_there(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    await ana.posts.first.scroll_into_view_if_needed()
    newer = ana.page.get_by_role("button", name="Newer posts")
    await expect(newer).to_be_hidden()
    await ana.visit.says("ben", "/target add Globex")
    await expect(newer).to_be_visible()
    await expect(ana.posts.first).to_be_in_viewport()
    await newer.click()
    await expect(ana.post("Ben Tan wants to learn about Globex")).to_be_in_viewport()
    await expect(newer).to_be_hidden()


async def test_a_dot_tells_what_is_new_until_it_was_seen(simulator: str, look: Look) -> None:
    femi = await look(simulator, "femi")
    rooms = femi.page.get_by_role("navigation", name="Rooms")
    await femi.go("dm")
    await femi.go("lobby")
    await expect(rooms.get_by_text("(new posts)").filter(visible=True)).to_have_count(0)
    await femi.visit.presses("ben", "I can introduce")
    await expect(rooms.get_by_role("link", name="Direct messages (new posts)")).to_be_visible()
    await femi.visit.says("ben", "/target add Globex")
    await expect(rooms.get_by_role("link", name="job-seekers (new posts)")).to_be_visible()
    await femi.go("dm")
    await expect(rooms.get_by_role("link", name="Direct messages", exact=True)).to_be_visible()
    await expect(femi.post("Ben Tan can introduce you to someone at Hollow Oak Foods")).to_be_visible()


async def test_an_answer_is_for_the_one_who_asked(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    ben = await ana.visit.window("ben")
    await ana.say("/target list")
    await expect(ana.answers).to_contain_text("Riverbank")
    await ana.visit.says("cleo", "/target add Globex")
    await expect(ben.post("Cleo Papadaki wants to learn about Globex")).to_be_visible()
    await expect(ben.answers).to_have_count(0)
    await ana.page.reload()
    await expect(ana.post("Cleo Papadaki wants to learn about Globex")).to_be_visible()
    await expect(ana.answers).to_have_count(0)


async def test_one_window_can_be_everybody_in_turn(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana", PHONE)
    await ana.open_side()
    await ana.page.get_by_role("link", name="Cleo Papadaki").tap()
    await expect(ana.page).to_have_title(re.compile("job-seekers · Cleo Papadaki · Netlearn"))
    await ana.go("dm")
    await expect(ana.page).to_have_title(re.compile("Direct messages · Cleo Papadaki · Netlearn"))
    await ana.page.go_back()
    await ana.page.go_back()
    await expect(ana.page).to_have_title(re.compile("job-seekers · Ana Souza · Netlearn"))


async def test_the_page_can_ask_nobody_else_and_a_try_would_fail_a_test(simulator: str, look: Look) -> None:
    ana = await look(simulator, "ana")
    with pytest.raises(Error, match="Failed to fetch"):
        await ana.page.evaluate("fetch('https://example.org')")
    assert "Content Security Policy" in "".join(ana.visit.complaints)
    ana.visit.complaints.clear()
