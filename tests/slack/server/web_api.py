"""The Web API over HTTP: tokens, scopes, faults and limits, before any method does its work."""

import asyncio
import base64
import json
from typing import Any

from aiohttp import web

from tests.slack.server import chat, people_and_places, show  # noqa: F401  (they enter their methods)
from tests.slack.server.app import Installation
from tests.slack.server.errors import No
from tests.slack.server.faults import ApiError, Call, Drop, Fault, Hang, HttpError, Limited, takes_effect
from tests.slack.server.methods import METHODS, Asked, Method
from tests.slack.server.oauth import OAuth
from tests.slack.server.slack import Slack
from tests.slack.server.socket import Sockets
from tests.slack.server.world import Json

_SECRETS = ("token", "client_secret", "code")


class WebApi:
    """Answers the calls of methods."""

    def __init__(self, slack: Slack, oauth: OAuth, sockets: Sockets) -> None:
        self._slack, self._oauth, self._sockets = slack, oauth, sockets
        self.closing = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or fail as a test asked for."""
        name = request.match_info["method"]
        args = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.get("token", ""))
        fault = self._slack.faults.take(name)
        if fault and not takes_effect(fault):
            self._note(name, args, token, type(fault).__name__)
            return await fail(request, fault, self.closing)
        try:
            body, headers = self._do(name, args, token, request)
            error = None
        except No as no:
            body, headers, error = no.as_json(), _wait(no), no.error
        self._note(name, args, token, error)
        if fault:
            return await fail(request, fault, self.closing)
        return web.json_response(body, status=429 if error == "ratelimited" else 200, headers=headers)

    def _do(self, name: str, args: Json, token: str, request: web.Request) -> tuple[Json, dict[str, str]]:
        if name == "api.test":
            return {"ok": True, "args": args}, {}
        if name == "oauth.v2.access":
            return {"ok": True, **self._oauth.access(args, *_client(request, args))}, {}
        if token in self._slack.app.app_tokens:
            return {"ok": True, **self._for_app(name, token)}, {}
        by = self._installation(token)
        method = METHODS.get(name)
        if method is None:
            raise No("not_allowed_token_type" if name.startswith("apps.") else "unknown_method")
        if method.scope and method.scope not in by.scopes:
            raise No("missing_scope", needed=method.scope, provided=",".join(sorted(by.scopes)))
        self._pace(method, args)
        headers = {"x-oauth-scopes": ",".join(sorted(by.scopes)), "x-accepted-oauth-scopes": method.scope}
        return {"ok": True, **method.handler(Asked(self._slack, by, args))}, headers

    def _for_app(self, name: str, token: str) -> Json:
        if name == "auth.test":
            return {"app_name": self._slack.app.name, "app_id": self._slack.app.id}
        if name != "apps.connections.open":
            raise No("not_allowed_token_type")
        scopes = self._slack.app.app_tokens[token]
        if "connections:write" not in scopes:
            raise No("missing_scope", needed="connections:write", provided=",".join(sorted(scopes)))
        return {"url": self._sockets.invite()}

    def _installation(self, token: str) -> Installation:
        if not token:
            raise No("not_authed")
        by = self._slack.installations.get(token)
        if by is None:
            raise No("invalid_auth")
        if by.state == "revoked":
            raise No("token_revoked")
        if by.state == "inactive":
            raise No("account_inactive")
        return by

    def _pace(self, method: Method, args: Json) -> None:
        if self._slack.pace and method.paced and (wait := self._slack.pace.wait(str(args.get("channel")))):
            raise No("ratelimited", after=wait)

    def _note(self, name: str, args: Json, token: str, error: str | None) -> None:
        shown = {key: value for key, value in args.items() if key not in _SECRETS}
        self._slack.calls.all.append(Call(name, shown, token, error))
        self._slack.world.news.changed()


async def fail(request: web.Request, fault: Fault, closing: asyncio.Event) -> web.StreamResponse:
    """Answer as a fault does."""
    match fault:
        case HttpError(status, body):
            return web.Response(status=status, text=body, content_type="text/html")
        case ApiError(error, more):
            return web.json_response({"ok": False, "error": error, **more})
        case Limited(after):
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(after)}
            )
        case Hang():
            await closing.wait()
        case Drop():
            pass
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _arguments(request: web.Request) -> Json:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= json.loads(await request.text() or "{}")
    elif request.can_read_body:
        args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    for name in ("blocks", "view", "files"):
        if isinstance(args.get(name), str):
            args[name] = _json(args[name])
    return args


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _client(request: web.Request, args: Json) -> tuple[str, str]:
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return name, secret
    return str(args.get("client_id", "")), str(args.get("client_secret", ""))


def _wait(no: No) -> dict[str, str]:
    return {"Retry-After": str(no.more["after"])} if no.error == "ratelimited" else {}
