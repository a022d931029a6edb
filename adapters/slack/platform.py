"""Slack as a platform: everything put together, and an end that loses nothing."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from aiohttp import web

from adapters.slack.answers import IN_TIME, MOMENT, Answers
from adapters.slack.client import Client
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.directs import Directs
from adapters.slack.door import Door
from adapters.slack.heard import News
from adapters.slack.home import PAUSE, HomeTab
from adapters.slack.mail import Mail
from adapters.slack.manifest import EVENTS_PATH, REDIRECT_PATH
from adapters.slack.oauth import INSTALL_PATH, Installing
from adapters.slack.people import People
from adapters.slack.pictures import PAUSES, Shelf
from adapters.slack.showing import Showing
from adapters.slack.socket import Socket
from adapters.slack.start import FIRST, introduced
from adapters.slack.tasks import GRACE, Tasks
from adapters.slack.teams import PLATFORM, ManyTeams, OneTeam, Teams
from adapters.slack.web import Requests, refusal
from bot.core.card import Card
from bot.core.dispatcher import Dispatcher
from bot.core.errors import RetryLater, StoreBusy
from bot.core.events import Hears, WorkspaceJoined
from bot.core.outbox import Address
from bot.core.ports import Clock, UnitOfWork
from bot.core.registry import Registry
from bot.pictures import Pictures

_log = structlog.get_logger("netlearn.slack")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things are waited for, in seconds."""

    start: float = FIRST
    """After a first failure to reach Slack."""
    in_time: float = IN_TIME
    """For an answer, before it comes after its acknowledgement."""
    moment: float = MOMENT
    """For an acknowledgement to arrive."""
    home: float = PAUSE
    """For further changes, before the Home tab is published anew."""
    files: Sequence[float] = PAUSES
    """Between attempts to show a picture that was uploaded just now."""
    grace: float = GRACE
    """For what is running, when the program stops."""


@dataclass(frozen=True, slots=True)
class _AtWork:
    """What there is while Slack is served."""

    tasks: Tasks
    mail: Mail
    requests: Requests
    installing: Installing


class SlackPlatform:
    """Serves Slack: by Socket Mode, or at the addresses that it adds to a web application."""

    name = PLATFORM

    def __init__(
        self,
        config: SlackConfig,
        dispatcher: Dispatcher,
        work: UnitOfWork,
        clock: Clock,
        pictures: Pictures,
        hears: Hears,
        registry: Registry,
        *,
        pace: Pace = Pace(),
    ) -> None:
        """Take what it works with; raises NotConfigured where something is missing."""
        self._config, self._mode = config, config.mode
        self._dispatcher, self._work, self._clock, self._pictures = dispatcher, work, clock, pictures
        self._hears, self._registry, self._pace = hears, registry, pace
        self._at_work: _AtWork | None = None
        self._begun = asyncio.Event()

    def routes(self, app: web.Application) -> None:
        """Add the addresses at which Slack is served to a web application; none in Socket Mode."""
        if self._mode is not Mode.SOCKET:
            app.router.add_post(EVENTS_PATH, self._served(lambda here: here.requests.take))
        if self._mode is Mode.MANY:
            app.router.add_get(
                INSTALL_PATH, self._served(lambda here: here.installing.begin), allow_head=False
            )
            app.router.add_get(
                REDIRECT_PATH, self._served(lambda here: here.installing.finish), allow_head=False
            )

    async def run(self) -> None:
        """Serve until cancelled; raises CannotServe where Slack refuses the token."""
        async with self.serving() as going:
            await asyncio.shield(going)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["asyncio.Future[None]"]:
        """Serve as long as the context lasts; gives what ends only with an error."""
        tasks, going = Tasks(), asyncio.get_running_loop().create_future()
        async with Client.open(self._config.api_url) as client:
            try:
                door = await self._open(client, tasks)
                if self._mode is Mode.SOCKET:
                    socket = Socket(client, self._config.app_token, door, tasks, first=self._pace.start)
                    await socket.open()
                    going = asyncio.ensure_future(socket.run())
                yield going
            finally:
                await tasks.drain(self._pace.grace)
                self._at_work = None
                going.cancel()
                await asyncio.wait({going})

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        here = await self._working()
        with here.tasks.request():
            return await here.mail.send(to, card, key=key, under=under)

    async def edit(self, to: Address, message: str, card: Card) -> None:
        here = await self._working()
        with here.tasks.request():
            await here.mail.edit(to, message, card)

    async def settle(self) -> None:
        """Wait until everything is answered and nothing goes on beside it."""
        if self._at_work:
            await self._at_work.tasks.settle()

    async def _open(self, client: Client, tasks: Tasks) -> Door:
        """Put the parts together."""
        pace, teams = self._pace, await self._teams(client)
        directs = Directs(teams)
        shelf = Shelf(client, teams, self._pictures, pauses=pace.files)
        people = People(client, teams, tasks, self._hears, self._clock)
        home = HomeTab(self._dispatcher, client, teams, shelf, tasks, pause=pace.home)
        showing = Showing(client, teams, shelf, directs)
        answers = Answers(
            self._dispatcher,
            teams,
            people,
            shelf,
            home,
            showing,
            tasks,
            may_repeat=self._mode is Mode.SOCKET,  # after a broken connection
            in_time=pace.in_time,
            moment=pace.moment,
        )
        door = Door(client, answers, News(client, teams, people, home, self._hears), self._registry)
        self._at_work = _AtWork(
            tasks,
            Mail(client, teams, shelf, directs, home),
            Requests(door, self._config.signing_secret),
            Installing(self._config, client, teams, self._work, self._clock, self._hears),
        )
        self._begun.set()
        return door

    async def _teams(self, client: Client) -> Teams:
        """Learn which workspaces there are; of a single one, that the bot is (back) there, once for each token."""
        if self._mode is Mode.MANY:
            return ManyTeams(self._work, self._clock)
        team = await introduced(client, self._config.bot_token, self._pace.start)
        token = hashlib.sha256(team.token.encode()).hexdigest()[:16]
        with suppress(StoreBusy):
            await self._hears(WorkspaceJoined(PLATFORM, team.id, team.name), key=f"joined {team.id} {token}")
        return OneTeam(team)

    async def _working(self) -> _AtWork:
        await self._begun.wait()
        if self._at_work is None or self._at_work.tasks.closing:
            raise RetryLater("the program stops")
        return self._at_work

    def _served(
        self, handler: Callable[[_AtWork], Callable[[web.Request], Awaitable[web.Response]]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            if (here := self._at_work) is None or here.tasks.closing:
                return refusal(503, "Netlearn is starting or about to stop. Please try again.")
            with here.tasks.request():
                return await handler(here)(request)

        return serve
