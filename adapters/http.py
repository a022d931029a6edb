"""Listening for HTTP: one way for the simulator and for the platforms that send requests."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.core.errors import CannotListen

BODY_AT_MOST = 512 * 1024
"""The most bytes of a request's body; more is answered 413."""
_log = structlog.get_logger("netlearn.http")


class _WithoutRequests(logging.LoggerAdapter[logging.Logger]):
    """aiohttp's log of broken requests and connections, without the pieces of them that its errors quote."""

    def exception(self, msg: object, *_: object, exc_info: object = None, **__: object) -> None:
        _log.warning("request broken", error=type(exc_info).__name__)


def site(
    routes: Iterable[Callable[[web.Application], None]], healthy: Callable[[], Awaitable[None]]
) -> web.Application:
    """Make an application of everybody's addresses, and /healthz: 200 as long as `healthy` does not raise."""

    async def health(_: web.Request) -> web.Response:
        try:
            await healthy()
        except Exception as error:
            _log.warning("not healthy", error=type(error).__name__)
            return web.json_response({"status": "unavailable"}, status=503)
        return web.json_response({"status": "ok"})

    app = web.Application(client_max_size=BODY_AT_MOST)
    app.router.add_get("/healthz", health)
    for add in routes:
        add(app)
    return app


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int, *, grace: float = 2) -> AsyncIterator[str]:
    """Serve an application as long as the context lasts; gives its address. Port 0 takes any free one.

    At the end requests under way have `grace` seconds. Raises CannotListen.
    """
    runner = web.AppRunner(
        app,
        access_log=None,  # it would keep what people type …
        logger=_WithoutRequests(logging.getLogger("netlearn.http")),  # … as this one would
        auto_decompress=False,  # a small body stays small
        shutdown_timeout=grace,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = str(error.strerror).rpartition(": ")[2]  # asyncio repeats the address before it
            raise CannotListen(f"Cannot listen on {host}, port {port}: {reason}.") from error
        yield f"http://{bracketed(host)}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def bracketed(host: str) -> str:
    """Write a host as an address has it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host.lower()
