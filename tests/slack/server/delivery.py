"""How what happens in Slack reaches the app: signed HTTP requests, or envelopes on a socket."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.signature import SignatureVerifier

from tests.slack.server.errors import Unanswered
from tests.slack.server.slack import Slack
from tests.slack.server.socket import Lost, Sockets
from tests.slack.server.world import Json

Kind = Literal["slash_commands", "interactive", "events_api"]

PATIENCE = 60.0
"""Seconds for an acknowledgement. Slack gives 3; tests of that set it lower, the others may be slow."""

RETRIES = 3
_ANSWERED = ("view_submission", "block_suggestion")
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app acknowledged: what it sent along, and the calls that it made before."""

    payload: Any = None
    calls: tuple[str, ...] = ()


class Delivery(Protocol):
    """A way to the app."""

    patience: float

    async def send(self, kind: Kind, payload: Json) -> Ack:
        """Send something; raises Unanswered where the app does not acknowledge it in time, or says no."""

    async def tell(self, payload: Json) -> Ack:
        """Send an event, and again up to three times until it is acknowledged; raises Unanswered at last."""


class HttpDelivery:
    """Signed requests to one address, or in turn to several that serve one app."""

    def __init__(self, slack: Slack, session: ClientSession, *addresses: str) -> None:
        """Take the full addresses of /slack/events."""
        self._slack, self._session, self._addresses = slack, session, addresses
        self._turn = 0
        self.patience = PATIENCE

    async def send(self, kind: Kind, payload: Json) -> Ack:
        status, _, ack = await self._post(*encoded(kind, payload))
        if status != 200:
            raise Unanswered("dispatch_failed")
        return ack

    async def tell(self, payload: Json) -> Ack:
        headers: dict[str, str] = {}
        for number in range(RETRIES + 1):
            try:
                status, answered, ack = await self._post(*encoded("events_api", payload), headers)
            except Unanswered as unanswered:
                reason = "http_timeout" if str(unanswered) == "operation_timeout" else "connection_failed"
            else:
                if status == 200:
                    return ack
                if answered.get("X-Slack-No-Retry") == "1":
                    break
                reason = "http_error"
            headers = {"X-Slack-Retry-Num": str(number + 1), "X-Slack-Retry-Reason": reason}
        raise Unanswered("event_dropped")

    async def raw(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send any request; gives the status and the body of the answer."""
        async with self._session.post(self._address(), data=body.encode(), headers=headers) as response:
            return response.status, await response.text()

    def signed(self, body: str, content_type: str, at: float | None = None) -> dict[str, str]:
        """Give the headers of a request, signed at a Unix time, which is now if none is given."""
        stamp = str(int(time.time() if at is None else at))
        verifier = SignatureVerifier(self._slack.app.signing_secret)
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": str(verifier.generate_signature(timestamp=stamp, body=body)),
        }

    async def _post(
        self, body: str, content_type: str, headers: Mapping[str, str] = {}
    ) -> tuple[int, Mapping[str, str], Ack]:
        before = len(self._slack.calls.all)
        try:
            async with self._session.post(
                self._address(),
                data=body.encode(),
                headers={**self.signed(body, content_type), **headers},
                timeout=ClientTimeout(total=self.patience),
            ) as response:
                text = await response.text()
                calls = tuple(each.method for each in self._slack.calls.all[before:])
                is_json = response.content_type == "application/json" and text
                payload = json.loads(text) if is_json else text or None
                return response.status, response.headers, Ack(payload, calls)
        except TimeoutError:
            raise Unanswered("operation_timeout") from None
        except (ClientError, ConnectionError):
            raise Unanswered("dispatch_failed") from None

    def _address(self) -> str:
        self._turn += 1
        return self._addresses[self._turn % len(self._addresses)]


class SocketDelivery:
    """Envelopes on whatever connections the app holds."""

    def __init__(self, slack: Slack, sockets: Sockets) -> None:
        self._slack, self._sockets = slack, sockets
        self.patience = PATIENCE

    async def send(self, kind: Kind, payload: Json) -> Ack:
        answered = kind == "slash_commands" or payload.get("type") in _ANSWERED
        try:
            return await self._send(kind, payload, answered, {})
        except Lost:
            raise Unanswered("dispatch_failed") from None

    async def tell(self, payload: Json) -> Ack:
        retry: Json = {"retry_attempt": 0, "retry_reason": ""}
        for number in range(RETRIES + 1):
            try:
                return await self._send("events_api", payload, False, retry)
            except (Lost, Unanswered):
                retry = {"retry_attempt": number + 1, "retry_reason": "timeout"}
        raise Unanswered("event_dropped")

    async def _send(self, kind: Kind, payload: Json, answered: bool, more: Json) -> Ack:
        envelope = {
            "envelope_id": f"e{next(_numbers):07d}-0000-4000-8000-000000000000",
            "type": kind,
            "accepts_response_payload": answered,
            "payload": payload,
            **more,
        }
        before = len(self._slack.calls.all)
        try:
            async with asyncio.timeout(self.patience):
                acknowledged = await self._sockets.send(envelope)
        except TimeoutError:
            raise Unanswered("operation_timeout") from None
        except LookupError:
            raise Unanswered("dispatch_failed") from None
        calls = tuple(each.method for each in self._slack.calls.all[before:])
        return Ack(acknowledged.get("payload") if answered else None, calls)


def encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    """Give the body of a request and its content type."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"
