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
"""Seconds in which further changes are waited for."""

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
        self._waiting: set[tuple[str, str]] = set()

    def refresh(self, team: str, user: str) -> None:
        """Publish somebody's page soon, once for everything that happens until then."""
        if (team, user) not in self._waiting and not self._tasks.closing:
            self._waiting.add((team, user))
            self._tasks.spare(self._soon(team, user), "home")

    async def _soon(self, team: str, user: str) -> None:
        try:
            await asyncio.sleep(self._pause)
        finally:
            self._waiting.discard((team, user))
        await self.publish(team, user)

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
