"""Files that come with direct messages: uploaded before the message stands there, and shared right after it."""

import json

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE, fate, named
from adapters.slack.teams import Teams, speaking
from bot.core.card import Card, File
from bot.core.errors import RetryLater

_log = structlog.get_logger("netlearn.slack")


class Attachments:
    """Uploads and shares; where a file cannot be uploaded its text stands in the message."""

    def __init__(self, client: Client, teams: Teams) -> None:
        self._client, self._teams = client, teams

    async def bring(self, team: str, card: Card) -> str | None:
        """Upload a card's file and give its id, None where there is none or it cannot be; raises RetryLater."""
        try:
            for block in card.blocks:
                if isinstance(block, File):
                    return await self._upload(team, block)
        except TROUBLE as error:
            if isinstance(fate(error), RetryLater):
                raise
            _log.warning("file not uploaded", error=named(error))
        return None

    async def share(self, team: str, channel: str, file: str) -> None:
        """Show an uploaded file in a channel; the message stands there already, so a failure is only logged."""
        try:
            told = {"files": json.dumps([{"id": file}]), "channel_id": channel}
            await self._called(team, self._client.patient, "files.completeUploadExternal", told)
        except TROUBLE as error:
            _log.warning("file not shared", error=named(error))

    async def _upload(self, team: str, file: File) -> str:
        contents = file.text.encode()
        asked = {"filename": file.name, "length": str(len(contents))}
        place = await self._called(team, self._client.once, "files.getUploadURLExternal", asked)
        await self._client.upload(place["upload_url"], contents)
        return place["file_id"]

    async def _called(self, team: str, by: AsyncWebClient, name: str, data: dict[str, str]) -> dict[str, str]:
        """Call a method with everything in the body, for addresses are logged on their way."""

        async def call(token: str) -> dict[str, str]:
            answer = await by.api_call(name, data=data, headers={"Authorization": f"Bearer {token}"})
            return {key: str(answer.get(key, "")) for key in ("upload_url", "file_id")}

        return await speaking(self._teams, team, call)
