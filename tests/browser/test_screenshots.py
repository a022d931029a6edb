"""The README's pictures. NETLEARN_SCREENSHOTS=1 puts those in docs/screenshots in the place of the old ones."""

import os
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.browser.window import DESKTOP, PHONE, Look, Window, is_painted

DOCS = Path(__file__).parents[2] / "docs" / "screenshots"
TOO_LARGE = 250_000
ASK = "Ana Souza would like to meet someone at Globex"
LEARN = "how their data team decides what to automate"
OFFER = "my notes on routing data"


async def room_desktop(simulator: str, look: Look) -> Window:
    return await ben_sees_the_ask(await look(simulator, "ben", DESKTOP))


async def room_phone(simulator: str, look: Look) -> Window:
    return await ben_sees_the_ask(await look(simulator, "ben", PHONE))


async def form_desktop(simulator: str, look: Look) -> Window:
    ana = await look(simulator, "ana", DESKTOP)
    await ana.say("/intro ask")
    await ana.form.get_by_label("Company").fill("bright")
    await ana.suggestions.click()
    await expect(ana.form.get_by_label("Company")).to_have_value("Brightwater Energy")
    await ana.form.get_by_label("What do you want to learn?").fill(LEARN)
    await ana.form.get_by_label("What could you offer them?").fill(OFFER)
    return ana


async def dm_phone(simulator: str, look: Look) -> Window:
    ben = await ben_sees_the_ask(await look(simulator, "ben", PHONE))
    await ben.visit.presses("ben", "I can introduce")
    await ben.visit.presses("ana", "Accept", "dm")
    await ben.go("dm")
    await ben.posts.get_by_text("Subject:").evaluate("note => note.closest('article').scrollIntoView()")
    return ben


async def leaderboard_phone_dark(simulator: str, look: Look) -> Window:
    ben = await look(simulator, "ben", PHONE, dark=True)
    await ben_sees_the_ask(ben)
    for who, label, room in (
        ("ben", "I can introduce", "job-seekers"),
        ("ana", "Accept", "dm"),
        ("ben", "They said yes, introduced", "dm"),
        ("ana", "We are in touch", "dm"),
    ):
        await ben.visit.presses(who, label, room)
    await ben.say("/leaderboard")
    await is_painted(ben.answers.get_by_role("img"))
    return ben


async def ben_sees_the_ask(ben: Window) -> Window:
    await ben.visit.says("ana", "/target add Globex, Acme Corp, Initech 4")
    await ben.visit.says("ana", f'/intro ask Globex {LEARN} offer:"{OFFER}"')
    await expect(ben.post(ASK)).to_be_visible()
    return ben


SCENES: dict[str, Callable[[str, Look], Awaitable[Window]]] = {
    "room-desktop": room_desktop,
    "room-phone": room_phone,
    "form-desktop": form_desktop,
    "dm-phone": dm_phone,
    "leaderboard-phone-dark": leaderboard_phone_dark,
}


@pytest.mark.parametrize("name", SCENES)
async def test_the_picture_is_like_the_one_that_is_shown(simulator: str, look: Look, name: str) -> None:
    window = await SCENES[name](simulator, look)
    await expect(window.page.get_by_text("(something new)").filter(visible=True).first).to_be_visible()
    png = await window.page.screenshot(animations="disabled", caret="hide")
    kept = DOCS / f"{name}.png"
    if os.environ.get("NETLEARN_SCREENSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(small(png))
    with Image.open(kept) as shown, Image.open(BytesIO(png)) as taken:
        assert shown.size == taken.size
    assert kept.stat().st_size < TOO_LARGE


def small(png: bytes) -> bytes:
    """Give a screenshot in the 256 colours that tell it best: a third of the size, and nobody sees a difference."""
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        few = image.convert("RGB").quantize(
            256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
    few.save(out, "png", optimize=True)
    return out.getvalue()
