"""Plain requests to the local Discord, for what a library would never send."""

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.discord.errors import Json
from tests.discord.server import DiscordServer


@dataclass(frozen=True)
class Answered:
    """An answer; `wrong` are the codes of a refused body, each with its path."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> int:
        """Discord's own code of a refusal."""
        return int(self.body["code"])

    @property
    def wrong(self) -> set[str]:
        """What is wrong with the body, as "components.0.type UNION_TYPE_CHOICES"."""
        return codes_of(self.body)


def codes_of(body: Json) -> set[str]:
    """Give the codes of a refused body, each with its path."""
    return set(_wrong(body.get("errors", {}), ()))


def _wrong(errors: Any, path: tuple[str, ...]) -> list[str]:
    found = [f"{'.'.join(path)} {each['code']}".strip() for each in errors.get("_errors", [])]
    for key, inner in errors.items():
        if key != "_errors":
            found += _wrong(inner, (*path, key))
    return found


class Raw:
    """Asks with the bot's token."""

    def __init__(self, session: ClientSession, server: DiscordServer) -> None:
        self._session, self._server = session, server

    async def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answered:
        """Ask once; `token` in the place of the bot's."""
        headers = {"Authorization": f"Bot {self._server.world.token if token is None else token}"}
        async with self._session.request(
            method, self._server.api_url + path, json=body, headers=headers
        ) as response:
            text = await response.read()
            answer = await response.json() if response.content_type == "application/json" else text.decode()
            return Answered(response.status, answer, dict(response.headers))

    async def identify(self, query: str = "v=10&encoding=json", **more: object) -> int | None:
        """Identify with something else than a client would; gives the code with which the gateway closes."""
        async with self._session.ws_connect(f"{self._server.gateway_url}?{query}") as socket:
            data: Json = {"token": self._server.world.token, "intents": 1, "properties": {}}
            await socket.send_json({"op": 2, "d": data | more})
            return await closed(socket)

    async def send(self, *sent: object) -> int | None:
        """Send texts or payloads to the gateway; gives the code with which it closes."""
        async with self._session.ws_connect(f"{self._server.gateway_url}?v=10&encoding=json") as socket:
            for each in sent:
                await (socket.send_str(each) if isinstance(each, str) else socket.send_json(each))
            return await closed(socket)


async def closed(socket: ClientWebSocketResponse) -> int | None:
    """Read until the gateway closes."""
    while (await socket.receive()).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING):
        pass
    return socket.close_code
