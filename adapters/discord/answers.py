"""Requests that answer an interaction, by its own token.

They bear neither the bot's token nor its rate limits, and the first must be there within 3 seconds: so they do not go
by discord.py's queues, whose pauses after a fault are made for messages.
"""

import asyncio
import json
from collections.abc import Sequence
from enum import IntEnum
from mimetypes import guess_type
from typing import Any

import aiohttp
import structlog
from pydantic_core import to_json
from yarl import URL

from adapters.discord.errors import ALREADY_ACKNOWLEDGED, LATE
from adapters.discord.receive import Incoming

Json = dict[str, Any]
Files = Sequence[tuple[str, bytes]]
"""Pictures to be sent along: their names, and PNG."""

FIRST_WITHIN = 2.9  # seconds from when the interaction came; Discord counts 3 from when it was sent
LATER_WITHIN = 30.0  # seconds for what follows; Discord allows 15 minutes
SHORTEST = 0.05  # seconds that a request has at least; none would be without end
PAUSE = 0.25  # seconds until a request that failed is made again
_log = structlog.get_logger("netlearn.discord")


class First(IntEnum):
    """What the first answer can be."""

    MESSAGE = 4
    MESSAGE_LATER = 5
    UPDATE_LATER = 6
    UPDATE = 7
    SUGGESTIONS = 8
    MODAL = 9


class Answers:
    """Makes the requests; each gives whether somebody still waits for more."""

    def __init__(self, session: aiohttp.ClientSession, api: str) -> None:
        self._session, self._api = session, api.rstrip("/")

    async def first(self, to: Incoming, kind: First, data: Json, files: Files = ()) -> bool:
        """Give the first answer."""
        path, body = f"/interactions/{to.id}/{to.token}/callback", {"type": kind, "data": data}
        return await self._request("POST", path, body, files, to.at + FIRST_WITHIN)

    async def edit(self, to: Incoming, body: Json, files: Files = ()) -> bool:
        """Put a message in the place of the first answer, or of the message whose button was pressed."""
        path = f"/webhooks/{to.application}/{to.token}/messages/@original"
        return await self._request("PATCH", path, body, files, _now() + LATER_WITHIN)

    async def add(self, to: Incoming, body: Json, files: Files = ()) -> bool:
        """Give one more answer."""
        path = f"/webhooks/{to.application}/{to.token}"
        return await self._request("POST", path, body, files, _now() + LATER_WITHIN)

    async def _request(self, method: str, path: str, body: Json, files: Files, until: float) -> bool:
        again = False
        while True:
            status, code, pause = await self._once(method, path, body, files, until)
            if 200 <= status < 300:
                return True
            if code == ALREADY_ACKNOWLEDGED and again:
                return True  # it was taken before, though we were not told
            if pause is None or _now() + pause > until:
                late = code in LATE
                _log.log(20 if late else 40, "not answered", status=status, code=code)
                return False
            again = True
            await asyncio.sleep(pause)

    async def _once(
        self, method: str, path: str, body: Json, files: Files, until: float
    ) -> tuple[int, int, float | None]:
        """Make a request; gives its status, Discord's code, and after how many seconds it may be made again."""
        try:
            url, within = URL(self._api + path, encoded=True), max(until - _now(), SHORTEST)
            timeout = aiohttp.ClientTimeout(total=within)
            async with self._session.request(
                method, url, timeout=timeout, **_content(body, files)
            ) as response:
                if response.status < 300:
                    return response.status, 0, None
                code, wait = _told(await response.read())
                pause = PAUSE if response.status >= 500 else wait if response.status == 429 else None
                return response.status, code, pause
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.info("no answer to an answer", error=type(error).__name__)
            return 0, 0, PAUSE


def _content(body: Json, files: Files) -> Json:
    written = to_json(body)
    if not files:
        return {"data": written, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)  # [ and ] in names must not be escaped
    form.add_field("payload_json", written.decode(), content_type="application/json")
    for number, (name, contents) in enumerate(files):
        media = guess_type(name)[0] or "application/octet-stream"
        form.add_field(f"files[{number}]", contents, filename=name, content_type=media)
    return {"data": form}


def _told(body: bytes) -> tuple[int, float]:
    """Read Discord's code of a refusal and how long to wait, in seconds; a proxy's page has neither."""
    try:
        told = json.loads(body)
        return int(told.get("code") or 0), float(told.get("retry_after") or 1)
    except (ValueError, TypeError, AttributeError):
        return 0, 1.0


def _now() -> float:
    return asyncio.get_running_loop().time()
