"""The Home tab: a member's own page, published anew soon after something may have changed on it."""

import asyncio

import structlog

from adapters.slack import render
from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE, named
from adapters.slack.pictures import Shelf
from adapters.slack.receive import Who
from adapters.slack.render import Pictures
from adapters.slack.tasks import Tasks
from adapters.slack.teams import Teams, speaking
from bot.core.call import Call
from bot.core.card import Card
from bot.core.dispatcher import Dispatcher
from bot.core.errors import StoreBusy
from bot.core.form import Form

PAUSE = 1.0
"""Seconds in which further changes are waited for, and between two pages: a workspace may have 100 a minute."""

_PAGE = Call.to("me home")
_log = structlog.get_logger("netlearn.slack")


class HomeTab:
    """Publishes pages; as good as can be, for whoever opens the tab gets it anew in any case."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        client: Client,
        teams: Teams,
        shelf: Shelf,
        tasks: Tasks,
        *,
        pause: float = PAUSE,
    ) -> None:
        """Take what it works with; the pause is in seconds."""
        self._dispatcher, self._client, self._teams = dispatcher, client, teams
        self._shelf, self._tasks, self._pause = shelf, tasks, pause
        self._waiting: dict[str, dict[str, None]] = {}  # users by workspace, in order

    def opened(self, team: str, user: str) -> None:
        """Publish the page of somebody who looks at it now."""
        self._tasks.spare(self.publish(team, user), "home")

    def refresh(self, team: str, user: str) -> None:
        """Publish somebody's page soon, once for everything that happens until then."""
        if self._tasks.closing:
            return
        if team not in self._waiting:
            self._waiting[team] = {}
            self._tasks.spare(self._in_turn(team), "home")
        self._waiting[team].pop(user, None)
        self._waiting[team][user] = None

    async def _in_turn(self, team: str) -> None:
        """Publish the pages of a workspace; whoever did something last comes first, as the likeliest to look."""
        waiting = self._waiting[team]
        try:
            while waiting:
                await asyncio.sleep(self._pause)
                user, _ = waiting.popitem()
                await self.publish(team, user)
        finally:
            del self._waiting[team]

    async def publish(self, team: str, user: str) -> None:
        """Publish somebody's page as it is now."""
        page = await self._dispatcher.called(Who(team, user, "").caller(), _PAGE)
        if isinstance(page, Form):
            return  # the page asks for nothing

        async def put(files: Pictures) -> None:
            view = render.home(page, files)
            await speaking(
                self._teams,
                team,
                lambda token: self._client.patient.views_publish(user_id=user, view=view, token=token),
            )

        try:
            await (self._shelf.put(team, page, put) if isinstance(page, Card) else put(render.NO_PICTURES))
        except (*TROUBLE, StoreBusy) as error:
            _log.info("home not published", error=named(error))
