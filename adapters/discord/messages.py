"""Messages and edits: what the outbox has for rooms and people, delivered once for one key.

`enforce_nonce` lets Discord give back the message that it has already under a nonce, for some minutes.
"""

import asyncio
import io
import json
from mimetypes import guess_type
from typing import Any, cast

from discord import File, HTTPException
from discord.http import HTTPClient, Route

from adapters.discord.attached import drawn
from adapters.discord.errors import FAULTS, NO_THREAD, THREAD_EXISTS, translated
from adapters.discord.recent import Recent
from adapters.discord.render import render_card
from bot.core.card import Card, shorten
from bot.core.outbox import Address
from bot.pictures import Pictures

Json = dict[str, Any]

NONCE = 25  # characters at most
THREAD_NAME = 100
THREAD_REST = 3 * 24 * 60  # minutes without a message after which a thread is folded away
PATIENCE = 15.0  # seconds; discord.py alone would try a failing server for 25, longer than the relay waits
_REMEMBERED = 20_000

_POST = "/channels/{channel_id}/messages"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"


class Messages:
    """Sends and edits by discord.py's own requests, which obey the rate limits; keeps no message."""

    def __init__(self, http: HTTPClient, pictures: Pictures) -> None:
        self._http, self._pictures = http, pictures
        self._direct = Recent[str, str](_REMEMBERED)  # the channel of somebody's direct messages
        self._threads = Recent[str, bool](_REMEMBERED)  # those that are there

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        """Deliver a message; gives "channel:message". Raises RetryLater or Undeliverable.

        Under another message it goes into that one's thread, which is begun where there is none; in direct
        messages, where there are no threads, it is an answer to it.
        """
        body = render_card(card) | {"nonce": key[:NONCE], "enforce_nonce": True}
        try:
            async with asyncio.timeout(PATIENCE):
                channel = await self._direct_to(to.to) if to.kind == "direct" else to.to
                sent = await self._sent(to, card, channel, body, under)
        except FAULTS as error:
            raise translated(error, direct=to.kind == "direct") from error
        return f"{sent['channel_id']}:{sent['id']}"

    async def edit(self, to: Address, message: str, card: Card) -> None:
        """Replace a message, with its pictures. Raises RetryLater or Undeliverable."""
        channel, _, number = message.partition(":")
        route = Route("PATCH", _MESSAGE, channel_id=channel, message_id=number)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._request(route, render_card(card), card)
        except FAULTS as error:
            raise translated(error, direct=to.kind == "direct") from error

    async def _sent(self, to: Address, card: Card, channel: str, body: Json, under: str | None) -> Json:
        head_channel, _, head = (under or "").partition(":")
        if head and to.kind == "direct":
            answered = {"message_id": head, "fail_if_not_exists": False}
            return await self._post(channel, body | {"message_reference": answered}, card)
        if head:
            try:
                thread = head_channel if head_channel != channel else await self._thread(channel, head, card)
                return await self._post(thread, body, card)
            except HTTPException as error:
                if error.code not in NO_THREAD:
                    raise
                self._threads.forget(head)
        return await self._post(channel, body, card)

    async def _post(self, channel: str, body: Json, card: Card) -> Json:
        return await self._request(Route("POST", _POST, channel_id=channel), body, card)

    async def _thread(self, channel: str, head: str, card: Card) -> str:
        """Begin the thread of a message; its id is the message's."""
        if not self._threads.get(head):
            route = Route("POST", _MESSAGE + "/threads", channel_id=channel, message_id=head)
            named = {"name": shorten(card.headline, THREAD_NAME), "auto_archive_duration": THREAD_REST}
            try:
                await self._http.request(route, json=named)
            except HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
            self._threads.keep(head, True)
        return head

    async def _direct_to(self, user: str) -> str:
        if known := self._direct.get(user):
            return known
        channel = str((await self._http.start_private_message(user))["id"])
        self._direct.keep(user, channel)
        return channel

    async def _request(self, route: Route, body: Json, card: Card) -> Json:
        attached = [File(io.BytesIO(data), filename=name) for name, data in await drawn(card, self._pictures)]
        if not attached:
            return cast(Json, await self._http.request(route, json=body))
        form = [{"name": "payload_json", "value": json.dumps(body)}] + [
            {
                "name": f"files[{number}]",
                "value": file.fp,
                "filename": file.filename,
                "content_type": guess_type(file.filename)[0] or "application/octet-stream",
            }
            for number, file in enumerate(attached)
        ]
        return cast(Json, await self._http.request(route, files=attached, form=form))
