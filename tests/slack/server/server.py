"""Slack on loopback: everything of it that an app can reach over HTTP and WebSocket."""

import asyncio
import json
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from aiohttp import web

from tests.slack.server.errors import No
from tests.slack.server.faults import HOOK, UPLOAD, Call, takes_effect
from tests.slack.server.oauth import OAuth
from tests.slack.server.slack import Slack
from tests.slack.server.socket import Sockets
from tests.slack.server.web_api import WebApi, fail


class SlackServer:
    """A running Slack: `async with SlackServer() as server`. What there is, is in `server.slack`."""

    def __init__(self) -> None:
        self.slack = Slack()
        self.oauth = OAuth(self.slack)
        self.sockets = Sockets(self.slack)
        self._api = WebApi(self.slack, self.oauth, self.sockets)
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The address for a client's `base_url`, and for NETLEARN_SLACK_API_URL."""
        return f"{self.slack.address}/api/"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 * 1024**2)
        app.router.add_route("*", "/api/{method}", self._api.answer)
        app.router.add_post("/upload/v1/{file}", self._upload)
        app.router.add_get("/files-pri/{file}", self._download)
        app.router.add_post("/commands/{rest:.*}", self._respond)
        app.router.add_post("/actions/{rest:.*}", self._respond)
        app.router.add_get("/oauth/v2/authorize", self._authorize)
        app.router.add_get("/link/", self.sockets.serve)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.slack.address = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._api.closing.set()
        await self.sockets.close()
        await asyncio.sleep(0)
        if self._runner:
            await self._runner.cleanup()

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            parts = [each.file.read() for each in form.values() if isinstance(each, web.FileField)]
            contents = parts[0] if parts else b""
        else:
            contents = await request.read()
        fault = self.slack.faults.take(UPLOAD)
        fine = not fault and self.slack.files.upload(request.match_info["file"], contents)
        self._note(UPLOAD, {}, None if fine else "refused")
        if fault:
            return await fail(request, fault, self._api.closing)
        return web.Response(text=f"OK - {len(contents)}") if fine else web.Response(status=400)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.slack.installations:
            return web.Response(status=401)
        try:
            file = self.slack.files.get(request.match_info["file"])
        except No:
            return web.Response(status=404)
        return web.Response(body=file.contents, content_type="image/png")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """Take a response; whatever is wrong with it is a 404 with the reason."""
        body = await request.text()
        args = json.loads(body) if body.startswith("{") else dict(await request.post())
        fault = self.slack.faults.take(HOOK)
        error = None
        if fault is None or takes_effect(fault):
            try:
                self.slack.respond(self.slack.handles.use(request.path), args)
            except No as no:
                error = no
        self._note(HOOK, args, error.error if error else type(fault).__name__ if fault else None)
        if fault:
            return await fail(request, fault, self._api.closing)
        return web.json_response(error.as_json(), status=404) if error else web.Response(text="ok")

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """Show the page on which somebody agrees; whoever looks here has decided already, and is sent on."""
        try:
            answer = self.oauth.authorize(dict(request.query))
        except No as no:
            return web.Response(status=400, text=no.error)
        redirect = answer.pop("redirect")
        raise web.HTTPFound(f"{redirect}?{urlencode(answer)}")

    def _note(self, name: str, args: dict[str, object], error: str | None) -> None:
        self.slack.calls.all.append(Call(name, args, "", error))
        self.slack.world.news.changed()
