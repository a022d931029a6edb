"""Windows of the simulator, with what a person finds in them: by role and by name, as a screen reader does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol, Self
from urllib.parse import urlencode

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

PATIENCE = 30
"""Seconds after which something that never comes is given up; nothing waits for them to pass."""
ROOMS = {"job-seekers": "job-seekers", "lobby": "lobby", "dm": "Direct messages"}
"""The names of the rooms, by their ids."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen of a computer or a phone."""

    width: int
    height: int
    phone: bool = False


DESKTOP = Screen(1280, 800)
PHONE = Screen(360, 740, phone=True)


@dataclass
class Visit:
    """One visitor's browser: windows that share their memory, and all that went wrong in them."""

    context: BrowserContext
    address: str
    screen: Screen
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)
    """Pieces of complaints that a test brings about on purpose."""
    sent: list[str] = field(default_factory=list)
    """What was called, pressed or submitted, one each time."""

    @classmethod
    @asynccontextmanager
    async def begun(
        cls, browser: Browser, address: str, screen: Screen, *, dark: bool
    ) -> AsyncIterator[Self]:
        """Begin a visit with nothing remembered; its errors and requests are listened to from the first on."""
        context = await browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=2 if screen.phone else 1,
            is_mobile=screen.phone,
            has_touch=screen.phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Lisbon",
        )
        async with context:
            visit = cls(context, address, screen)
            context.on("console", visit._said)
            context.on("weberror", lambda error: visit._complain(f"uncaught: {error.error}"))
            context.on("request", visit._asked)
            yield visit

    async def window(self, who: str, room: str = "job-seekers") -> "Window":
        """Open a window as somebody."""
        window = Window(await self.context.new_page(), self)
        await window.page.goto(f"{self.address}/?as={who}&room={room}")
        await window.is_in(room)
        return window

    async def says(self, who: str, line: str, room: str = "job-seekers") -> None:
        """Let somebody type a line in a window that is not ours."""
        await self._done("call", {"as": who, "room": room, "text": line})

    async def presses(self, who: str, label: str, room: str = "job-seekers", about: str = "") -> None:
        """Let somebody press the newest button with a label, likewise, once a post about it has arrived."""
        where = {"as": who, "room": room}
        async with asyncio.timeout(PATIENCE):
            while not (calls := await self._buttons(where, label, about)):
                pass
        await self._done("press", where | {"call": calls[-1]})

    async def _buttons(self, where: dict[str, str], label: str, about: str) -> list[str]:
        response = await self.context.request.get(f"{self.address}/api/posts?{urlencode(where)}")
        cards = [post["card"] for post in (await response.json())["posts"]]
        blocks = [block for card in cards if about in card["headline"] for block in card["blocks"]]
        buttons = [button for block in blocks for button in block.get("buttons", ())]
        return [button["call"] for button in buttons if button["label"] == label]

    async def _done(self, how: str, what: dict[str, str]) -> None:
        response = await self.context.request.post(f"{self.address}/api/{how}", data=what)
        answer = await response.json()
        assert "card" in answer, answer

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):  # violations of the content security policy are among them
            self._complain(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.address + "/"):
            self._complain(f"asked elsewhere: {request.url}")
        if request.method == "POST":
            self.sent.append(request.url.rpartition("/")[2])

    def _complain(self, what: str) -> None:
        if not any(piece in what for piece in self.forgiven):
            self.complaints.append(what)


@dataclass(frozen=True, slots=True)
class Window:
    """One window, as one member."""

    page: Page
    visit: Visit

    # What there is to see

    @property
    def line(self) -> Locator:
        """The line to type on."""
        return self.page.get_by_role("combobox", name="Message")

    @property
    def posts(self) -> Locator:
        """The posts of the room, without private answers."""
        return self.page.locator("article[data-post-id]")

    @property
    def answers(self) -> Locator:
        """The private answers."""
        return self.page.get_by_role("article").filter(has=self.page.get_by_text("Only you can see this"))

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    @property
    def suggestions(self) -> Locator:
        """The suggestions that are shown."""
        return self.page.get_by_role("listbox", name="Suggestions").get_by_role("option")

    def post(self, headline: str) -> Locator:
        """Give the newest post with a headline."""
        return self.posts.and_(self.page.get_by_role("article", name=headline, exact=True)).last

    def thread(self, post: Locator) -> Locator:
        """Give what stands in the thread of a post."""
        return post.get_by_role("group", name="Thread").locator("article[data-reply-id]")

    def answer(self, headline: str) -> Locator:
        """Give the newest private answer with a headline."""
        return self.answers.and_(self.page.get_by_role("article", name=headline, exact=True)).last

    # What there is to do

    async def say(self, line: str) -> None:
        """Type a line and send it, once the one before is done with."""
        await expect(self.page.get_by_role("button", name="Send")).to_be_enabled()
        await self.line.fill(line)
        await self.line.press("Enter")

    async def go(self, room: str) -> None:
        """Go to another room."""
        await self.open_side()
        await self.page.get_by_role("navigation", name="Rooms").get_by_role("link", name=ROOMS[room]).click()
        await self.is_in(room)

    async def open_side(self) -> None:
        """Bring the members and rooms into view; on a desktop they always are."""
        if self.visit.screen.phone:
            await self.page.get_by_role("button", name="Members and rooms").click()

    async def is_in(self, room: str) -> None:
        """Wait until a room is shown."""
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(ROOMS[room])

    async def darken(self, *, dark: bool = True) -> None:
        """Let night fall, or day break."""
        await self.page.emulate_media(color_scheme="dark" if dark else "light")


class Look(Protocol):
    """Opens a window of somebody who has just come."""

    async def __call__(
        self, address: str, who: str, screen: Screen = DESKTOP, *, dark: bool = False
    ) -> Window: ...


async def is_painted(image: Locator) -> str:
    """Wait until a picture is really there and painted; gives its address."""
    await image.scroll_into_view_if_needed()
    await expect(image).to_have_js_property("complete", True)
    assert await image.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 0
    source: str = await image.evaluate("image => image.currentSrc")
    return source
