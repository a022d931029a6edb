"""The REST interface of the local Discord: who asks, what goes wrong on the way, what is allowed, what is answered."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiohttp import BodyPartReader, web

from tests.discord import routes_about, routes_commands, routes_interactions, routes_messages, schema
from tests.discord.errors import Json, Refusal, Wrong, refusal, unauthorized
from tests.discord.faults import Bucket, Fault
from tests.discord.rule_messages import Upload
from tests.discord.service import Handler, Request, Routes, Service

PREFIX = "/api/v10"
ROUTES: Routes = {
    **routes_about.ROUTES,
    **routes_messages.ROUTES,
    **routes_interactions.ROUTES,
    **routes_commands.ROUTES,
}
_FREE = 1000
"""Requests that a bucket holds unless a test limits it."""
_FILE = re.compile(r"files\[(\d+)\]")


class Rest:
    """Answers requests; `checked` says whether Discord's own description is consulted, for both sides.

    `broken` are faults of this server itself, of which a test should hear.
    """

    def __init__(self, service: Service, *, checked: bool = True) -> None:
        self._service, self.checked = service, checked
        self.broken: list[Exception] = []

    def add_to(self, app: web.Application) -> None:
        """Add all routes to an application."""
        for route, handler in ROUTES.items():
            method, path = route.split(" ")
            app.router.add_route(method, PREFIX + path, self._answering(route, handler))
        app.router.add_route("*", "/api/{rest:.*}", self._unknown)

    def _answering(
        self, route: str, handler: Handler
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                return await self._answer(route, handler, request)
            except Exception as error:
                self.broken.append(error)
                raise

        return answer

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        self._service.traffic.note(f"{request.method} ?", request.path, None, 404)
        return _response(404, refusal(0).body, {})

    async def _answer(self, route: str, handler: Handler, request: web.Request) -> web.StreamResponse:
        traffic, path = self._service.traffic, request.path.removeprefix(PREFIX)
        fault = traffic.fault(route, path)
        try:
            asked = await _read(route, request)
        except Refusal as error:
            return self._told(route, request, None, error.status, error.body)
        body = asked.listed or asked.body
        if fault and fault.hold:
            await fault.hold.wait()
        if fault and fault.drop == "before":
            return _dropped(request)
        if fault and fault.status:
            return self._told(route, request, body, fault.status, fault.body, fault)
        bucket = traffic.bucket(route, _major(request))
        if bucket and (late := bucket.take()):
            over = Fault(429, retry_after=late)
            return self._told(route, request, body, 429, over.body, over, bucket)
        try:
            status, answer = self._handled(handler, asked, request)
        except Refusal as error:
            return self._told(route, request, body, error.status, error.body, None, bucket)
        if fault and fault.drop:
            return _dropped(request)
        if self.checked and answer is not None:
            schema.check_answer(route, status, answer)
        return self._told(route, request, body, status, answer, None, bucket)

    def _handled(self, handler: Handler, asked: Request, request: web.Request) -> tuple[int, object]:
        with_token = "{webhook_token}" in asked.route or "{interaction_token}" in asked.route
        if not with_token and request.headers.get("Authorization") != f"Bot {self._service.world.token}":
            raise unauthorized()
        if self.checked and request.method in ("POST", "PUT", "PATCH"):
            wrong = Wrong()
            schema.check_request(wrong, asked.route, asked.listed if request.method == "PUT" else asked.body)
            wrong.refuse()
        return handler(self._service, asked)

    def _told(
        self,
        route: str,
        request: web.Request,
        body: object,
        status: int,
        answer: object,
        fault: Fault | None = None,
        bucket: Bucket | None = None,
    ) -> web.StreamResponse:
        self._service.traffic.note(route, request.path.removeprefix(PREFIX), body, status)
        left = _FREE if bucket is None else max(0, bucket.limit - bucket.taken)
        headers = {
            "X-RateLimit-Limit": str(bucket.limit if bucket else _FREE),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset-After": f"{bucket.reset_after if bucket else 1.0:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
            "Via": "1.1 google",
        }
        if status == 429 and fault:
            headers |= {
                "Retry-After": str(fault.body["retry_after"]),
                "X-RateLimit-Scope": "global" if fault.everywhere else "user",
            }
            if fault.everywhere:
                headers["X-RateLimit-Global"] = "true"
        if fault and fault.text:
            return web.Response(text=fault.text, status=status, content_type="text/html")
        return _response(status, answer, headers)


async def _read(route: str, request: web.Request) -> Request:
    files: dict[int, Upload] = {}
    text = ""
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                text = await part.text()
            elif number := _FILE.fullmatch(part.name or ""):
                files[int(number[1])] = Upload(part.filename or "", bytes(await part.read()))
    elif request.can_read_body:
        text = await request.text()
    try:
        body: Any = json.loads(text) if text else {}
    except ValueError:
        raise refusal(50109) from None
    if files and request.method not in ("POST", "PATCH"):
        raise refusal(50109)
    listed = cast("list[Json]", body) if isinstance(body, list) else []
    own = body if isinstance(body, dict) else {}
    return Request(route, request.match_info, request.query, own, files, listed)


def _major(request: web.Request) -> str:
    """Give what has a bucket of its own: a channel, a server, a webhook."""
    names = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")
    return "+".join(request.match_info[name] for name in names if name in request.match_info)


def _response(status: int, answer: object, headers: dict[str, str]) -> web.StreamResponse:
    if answer is None:
        return web.Response(status=status, headers=headers)
    return web.Response(
        body=json.dumps(answer).encode(), status=status, headers=headers, content_type="application/json"
    )


def _dropped(request: web.Request) -> web.StreamResponse:
    """End the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()
