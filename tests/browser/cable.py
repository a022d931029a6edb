"""A cable between a browser and the simulator, which can be pulled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Cable:
    """Passes everything on in both directions as long as it is plugged in."""

    def __init__(self, address: str) -> None:
        self._host, _, port = address.removeprefix("http://").partition(":")
        self._port = int(port)
        self._ends: set[asyncio.StreamWriter] = set()
        self._plugged = True

    @asynccontextmanager
    async def laid(self) -> AsyncIterator[str]:
        """Lay it; gives the address at its other end."""
        server = await asyncio.start_server(self._connected, self._host)
        async with server:
            host, port = server.sockets[0].getsockname()
            yield f"http://{host}:{port}"
            self.pull()

    def pull(self) -> None:
        """Cut every connection, and let none come through."""
        self._plugged = False
        for end in self._ends:
            end.transport.abort()

    def plug(self) -> None:
        """Let connections through again."""
        self._plugged = True

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._plugged:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection(self._host, self._port)
        self._ends |= {writer, back}
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        self._ends -= {writer, back}


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()
    writer.close()
