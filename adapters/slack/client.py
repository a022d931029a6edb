"""Slack's Web API over one pool of connections, for calls that may be repeated and for those that may not."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.errors import Refused
from adapters.slack.text import Json

TIMEOUT = ClientTimeout(total=15, connect=5)
"""Shorter than the patience of the relay, so that its errors have a name."""


class Client:
    """Calls Slack. Every call names the token of its workspace.

    `patient` waits out a rate limit and tries again after a broken connection. `once` does neither: a message
    of the outbox is repeated by the relay, which knows the order, and a repeated post would stand there twice.
    """

    def __init__(self, session: ClientSession, api_url: str) -> None:
        handlers: list[AsyncRetryHandler] = [
            AsyncRateLimitErrorRetryHandler(max_retry_count=2),
            AsyncConnectionErrorRetryHandler(max_retry_count=2),
            AsyncServerErrorRetryHandler(max_retry_count=2),
        ]
        self._session, self._handlers = session, handlers
        self.patient = AsyncWebClient(
            base_url=api_url, session=session, logger=silent(), retry_handlers=handlers
        )
        self.once = AsyncWebClient(base_url=api_url, session=session, logger=silent(), retry_handlers=[])

    @classmethod
    @asynccontextmanager
    async def open(cls, api_url: str) -> AsyncIterator["Client"]:
        """Open the pool of connections as long as the context lasts."""
        async with ClientSession(timeout=TIMEOUT) as session:
            yield cls(session, api_url)

    @property
    def session(self) -> ClientSession:
        """The pool of connections."""
        return self._session

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Answer by a response_url; raises Refused, and what a connection may raise."""
        hook = AsyncWebhookClient(
            url, session=self._session, logger=silent(), retry_handlers=list(self._handlers)
        )
        answer = await hook.send_dict(dict(body))
        if answer.status_code != 200:
            raise Refused(answer.status_code, answer.body)

    async def exchange(self, client_id: str, client_secret: str, code: str, redirect_uri: str = "") -> Json:
        """Exchange what somebody came back with for an installation; raises what a call may raise.

        The SDK's own method uses a kind of authentication that aiohttp is about to drop.
        """
        args = {"client_id": client_id, "client_secret": client_secret, "code": code}
        if redirect_uri:
            args["redirect_uri"] = redirect_uri
        answer = await self.once.api_call("oauth.v2.access", data=args)
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def upload(self, url: str, content: bytes) -> None:
        """Send a file's content to where Slack wants it; raises what a connection may raise."""
        async with self._session.post(url, data=content) as response:
            response.raise_for_status()


def silent() -> logging.Logger:
    """Give a logger that says nothing, for Slack's libraries log whole requests, with what members wrote."""
    logger = logging.getLogger("netlearn.slack.libraries")
    logger.setLevel(logging.CRITICAL + 1)  # they compare it, before they put a sentence together
    logger.disabled = True
    return logger
