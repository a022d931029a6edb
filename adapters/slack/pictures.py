"""Pictures as Slack's files: each chart is uploaded once to a workspace, and shown wherever it occurs."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE, fate, file_not_ready, named
from adapters.slack.render import NO_PICTURES
from adapters.slack.render import Pictures as Files
from adapters.slack.teams import Teams, speaking
from bot.core.card import Card, Picture, shorten
from bot.core.charts import digest
from bot.core.errors import RetryLater
from bot.pictures import Pictures, picture_key

PAUSES = (0.3, 0.7, 1.5, 3.0)
"""Seconds between attempts to show a file that Slack has not looked at yet."""

_ALT = 1000  # characters of a file's own text; what is shown has the card's
_MOST = 2000
_log = structlog.get_logger("netlearn.slack")
T = TypeVar("T")


class Shelf:
    """Remembers which charts a workspace has as files. Every process has its own: a file may be there twice."""

    def __init__(
        self, client: Client, teams: Teams, pictures: Pictures, *, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._client, self._teams, self._pictures, self._pauses = client, teams, pictures, pauses
        self._files: OrderedDict[tuple[str, str], asyncio.Task[str]] = OrderedDict()

    def there(self, team: str, card: Card) -> Files | None:
        """Give the files of a card's pictures by their charts' digests, None where one is still to be uploaded."""
        files = {}
        for picture in _pictures(card):
            upload = self._files.get((team, picture_key(picture.chart)))
            if upload is None or not upload.done() or upload.cancelled() or upload.exception():
                return None
            files[digest(picture.chart)] = upload.result()
        return files

    async def put(self, team: str, card: Card, show: Callable[[Files], Awaitable[T]]) -> T:
        """Show a card with its pictures, or in words where they cannot be uploaded; raises what `show` raises."""
        try:
            files = await self._bring(team, card, self._client.patient)
        except TROUBLE as error:
            _log.warning("picture not uploaded", error=named(error))
            files = NO_PICTURES
        return await self._shown(team, card, show, files)

    async def post(self, team: str, card: Card, show: Callable[[Files], Awaitable[T]]) -> T:
        """Do the same for a message of the outbox, which rather comes later than without its picture."""
        try:
            files = await self._bring(team, card, self._client.once)
        except TROUBLE as error:
            if isinstance(fate(error), RetryLater):
                raise
            _log.warning("picture not uploaded", error=named(error))
            files = NO_PICTURES
        return await self._shown(team, card, show, files)

    async def _shown(self, team: str, card: Card, show: Callable[[Files], Awaitable[T]], files: Files) -> T:
        for pause in self._pauses if files else ():
            try:
                return await show(files)
            except TROUBLE as error:
                if not file_not_ready(error):
                    raise
            await asyncio.sleep(pause)
        for picture in _pictures(card) if files else ():  # somebody may have deleted the file
            self._files.pop((team, picture_key(picture.chart)), None)
        return await show(NO_PICTURES)

    async def _bring(self, team: str, card: Card, by: AsyncWebClient) -> Files:
        return {digest(each.chart): await self._file(team, each, by) for each in _pictures(card)}

    async def _file(self, team: str, picture: Picture, by: AsyncWebClient) -> str:
        key = team, picture_key(picture.chart)
        if (upload := self._files.get(key)) is None:
            upload = asyncio.create_task(self._upload(team, picture, by))
            upload.add_done_callback(lambda done: self._forget_failure(key, done))
            self._files[key] = upload
        self._files.move_to_end(key)
        while len(self._files) > _MOST:
            self._files.popitem(last=False)
        return await asyncio.shield(upload)

    async def _upload(self, team: str, picture: Picture, by: AsyncWebClient) -> str:
        """Upload a picture; what it says goes in bodies, for addresses are logged on their way."""
        png = await self._pictures.png(picture.chart)
        alt = shorten(picture.alt, _ALT)

        async def send(token: str) -> str:
            ours = {"Authorization": f"Bearer {token}"}
            asked = {"filename": "chart.png", "length": len(png), "alt_txt": alt}
            place = await by.api_call("files.getUploadURLExternal", data=asked, headers={**ours})
            await self._client.upload(place["upload_url"], png)
            files = json.dumps([{"id": place["file_id"], "title": picture.chart.title}])
            await by.api_call("files.completeUploadExternal", data={"files": files}, headers={**ours})
            return str(place["file_id"])

        return await speaking(self._teams, team, send)

    def _forget_failure(self, key: tuple[str, str], upload: asyncio.Task[str]) -> None:
        failed = upload.cancelled() or upload.exception() is not None
        if failed and self._files.get(key) is upload:
            del self._files[key]


def _pictures(card: Card) -> list[Picture]:
    return [block for block in card.blocks if isinstance(block, Picture)]
