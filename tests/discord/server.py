"""The local Discord: a real server on loopback, with a REST interface, a gateway and people.

async with DiscordServer() as server:
    server.api_url, server.gateway_url      where a client finds it
    server.world                            who and what there is, and what happens to it
    server.people                           what people do there, as interactions
    server.traffic                          what was asked, what is to fail
    server.gateway                          what goes wrong with connections
"""

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.discord.faults import Traffic
from tests.discord.gateway import Gateway
from tests.discord.people import People
from tests.discord.rest import PREFIX, Rest
from tests.discord.service import Service
from tests.discord.state import World


class DiscordServer:
    """A Discord of one's own; with `checked` every body is held against Discord's own description, where that is."""

    def __init__(self, *, checked: bool = True) -> None:
        self.service = Service()
        self.gateway = Gateway(self.service)
        self.people = People(self.service)
        self._rest = Rest(self.service, checked=checked)
        self._runner: web.AppRunner | None = None
        self.address = ""

    @property
    def world(self) -> World:
        """Who and what there is."""
        return self.service.world

    @property
    def traffic(self) -> Traffic:
        """What was asked, and what is to fail."""
        return self.service.traffic

    @property
    def api_url(self) -> str:
        """Where the REST interface is."""
        return f"http://{self.address}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self.service.gateway_url

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if self._rest.broken and error is None:
            raise self._rest.broken[0]

    async def start(self, port: int = 0) -> None:
        """Begin to serve on loopback; port 0 takes any free one."""
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/files/{id}/{name}", self._file)
        self._rest.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, at = self._runner.addresses[0][:2]
        self.address = f"{host}:{at}"
        self.service.gateway_url = f"ws://{self.address}/gateway"
        self.world.files = f"http://{self.address}/files"

    async def stop(self) -> None:
        """Stop serving."""
        self.gateway.release()
        self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if data := self.service.file(request.match_info["id"]):
            return web.Response(body=data, content_type="image/png")
        return web.Response(status=404)
