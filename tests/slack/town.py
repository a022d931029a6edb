"""A workspace in which the people of the stories are, and a small Bolt app to try the server with."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.contract.stage import NAMES
from tests.slack.server.app import Installation
from tests.slack.server.server import SlackServer
from tests.slack.server.slack import Slack
from tests.slack.server.world import Channel, Json, Team, User

COMMANDS = {"/target": True, "/netlearn": True, "/raw": False}
SHORTCUTS = {"thank": "message", "anywhere": "global"}


@dataclass(eq=False)
class Town:
    """One workspace: six people, the app's bot, and two channels in which everybody is."""

    slack: Slack
    team: Team
    people: dict[str, User]
    by: Installation
    room: Channel
    lobby: Channel

    @property
    def bot(self) -> User:
        """The app's own account."""
        return self.slack.world.users[self.by.bot_user]


def settle(slack: Slack, name: str = "Job Seekers") -> Town:
    """Let the people of the stories open a workspace, with the app in it."""
    world = slack.world
    team = world.add_team(name)
    people = {
        who: world.add_user(team, who, real_name, display_name=real_name) for who, real_name in NAMES.items()
    }
    by = slack.install(team)
    everybody = [*people.values(), world.users[by.bot_user]]
    room, lobby = (world.add_channel(team, each, *everybody) for each in ("job-seekers", "lobby"))
    return Town(slack, team, people, by, room, lobby)


async def refused(call: Awaitable[object]) -> tuple[str, Json]:
    """Make a call that Slack refuses; gives the error and the whole answer."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response
    assert isinstance(answer, AsyncSlackResponse)
    assert isinstance(answer.data, dict)
    data: Json = answer.data
    return str(data["error"]), data


Answer = Callable[[Any, Json, AsyncWebClient], Awaitable[Any]]


@dataclass(eq=False)
class Tried:
    """A Bolt app that keeps what it hears, and acknowledges as a test says; `failing` are statuses to come."""

    server: SlackServer
    by: Installation
    heard: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    answer: Answer | None = None

    def __post_init__(self) -> None:
        self.client = AsyncWebClient(self.by.token, base_url=self.server.api_url)
        secret, by = self.server.slack.app.signing_secret, self.by
        known = AuthorizeResult(
            enterprise_id=None,
            team_id=by.team,
            bot_token=by.token,
            bot_user_id=by.bot_user,
            bot_id=by.bot_id,
        )

        async def authorize() -> AuthorizeResult:
            return known

        self.app = AsyncApp(
            signing_secret=secret, authorize=authorize, client=self.client, process_before_response=True
        )
        anything = re.compile("")
        for listen in (
            self.app.command(anything),
            self.app.action(anything),
            self.app.options(anything),
            self.app.shortcut(anything),
            self.app.view_submission(anything),
            self.app.view_closed(anything),
            self.app.event(anything),
        ):
            listen(self._hear)

    @asynccontextmanager
    async def over_http(self) -> AsyncIterator[str]:
        """Serve at /slack/events of an address."""
        web_app = web.Application()
        web_app.router.add_post("/slack/events", self._serve)
        runner = web.AppRunner(web_app, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}/slack/events"
        finally:
            await runner.cleanup()

    @asynccontextmanager
    async def over_socket(self) -> AsyncIterator[AsyncSocketModeHandler]:
        """Serve over one connection."""
        handler = AsyncSocketModeHandler(self.app, self.server.slack.app.app_token, ping_interval=0.1)
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # so it comes
            yield handler
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # so it comes

    async def _hear(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        await (self.answer(ack, body, self.client) if self.answer else ack())
        self.server.slack.world.news.changed()

    async def _serve(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        if self.failing and (status := self.failing.pop(0)) != 200:
            return web.Response(status=status)
        return await to_aiohttp_response(await self.app.async_dispatch(await to_bolt_request(request)))
