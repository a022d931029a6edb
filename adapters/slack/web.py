"""Slack's requests over HTTP: only what Slack signed is read, and read as Slack writes it."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from adapters.slack.door import Door
from adapters.slack.receive import Unreadable
from adapters.slack.text import Json

_OLD = 5 * 60
_log = structlog.get_logger("netlearn.slack")


class Requests:
    """Takes Slack's requests."""

    def __init__(self, door: Door, signing_secret: str) -> None:
        self._door, self._secret = door, signing_secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """Answer a request; one that is larger than the web application allows is answered 413."""
        body = await request.read()
        if not is_signed(self._secret, request.headers, body, now=time.time()):
            _log.warning("request refused", reason="signature")
            return refusal(401, "Slack's signature is missing, wrong or too old.")
        try:
            payload = read(request.content_type, body)
        except Unreadable as error:
            return refusal(400, str(error))
        answer = await self._door.answer(payload)
        return web.Response(status=answer.status, body=answer.body.encode(), headers=answer.first_headers())


def is_signed(secret: bytes, headers: Mapping[str, str], body: bytes, *, now: float) -> bool:
    """Tell whether Slack signed a request within the last five minutes.

    Source: docs.slack.dev/authentication/verifying-requests-from-slack. The time is Unix time, in seconds.
    """
    at = headers.get("X-Slack-Request-Timestamp", "")
    if not (at.isascii() and at.isdigit() and len(at) <= 12) or abs(now - int(at)) > _OLD:
        return False
    signature = hmac.new(secret, b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    given = headers.get("X-Slack-Signature", "")
    return hmac.compare_digest(b"v0=" + signature.encode(), given.encode("utf-8", "replace"))


def read(content_type: str, body: bytes) -> Json:
    """Read a body: JSON, or a form that is a command or has JSON in its field `payload`; raises Unreadable."""
    try:
        text = body.decode("utf-8")
        if content_type == "application/json":
            return _object(text)
        if content_type == "application/x-www-form-urlencoded":
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict"))
            return _object(form["payload"]) if "payload" in form else dict(form)
    except (RecursionError, ValueError):
        raise Unreadable("The body is neither JSON nor a form, in UTF-8.") from None
    raise Unreadable("The body must be JSON or a form, and the request must say which.")


def _object(text: str) -> Json:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise Unreadable("The JSON is no object.")
    return found


def refusal(status: int, message: str) -> web.Response:
    """Say why a request is not served."""
    return web.json_response({"error": message}, status=status)
