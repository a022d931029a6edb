"""Whose requests these are: the workspaces in which the bot is installed, each with its token."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from slack_sdk.errors import SlackApiError

from adapters.slack import words
from adapters.slack.errors import REVOKED, code
from bot.core.errors import Lost, Problem, Undeliverable
from bot.core.ports import Clock, UnitOfWork

PLATFORM = "slack"
T = TypeVar("T")

_KEPT = timedelta(minutes=1)  # for so long a process may not know that another one installed anew
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace in which the bot is; the token never shows when this is printed or logged."""

    id: str
    name: str
    bot_user: str
    token: str = field(repr=False)


class Teams(Protocol):
    """Knows the workspaces; `elsewhere` is what people of any other are told."""

    elsewhere: Problem

    async def of(self, team: str, *, anew: bool = False) -> Team | None:
        """Give a workspace, None where the bot is not (any more); `anew` asks nothing but the source."""


class OneTeam:
    """The one workspace whose token the host gave."""

    elsewhere = words.STRANGER

    def __init__(self, team: Team) -> None:
        self.team = team

    async def of(self, team: str, *, anew: bool = False) -> Team | None:
        return self.team if team == self.team.id else None


class ManyTeams:
    """The workspaces of the store, remembered for a minute as long as the bot is there."""

    elsewhere = words.NOT_INSTALLED

    def __init__(self, work: UnitOfWork, clock: Clock) -> None:
        self._work, self._clock = work, clock
        self._known: OrderedDict[str, tuple[Team, datetime]] = OrderedDict()

    async def of(self, team: str, *, anew: bool = False) -> Team | None:
        known = self._known.get(team)
        if known and not anew and self._clock.now() < known[1]:
            return known[0]
        found = await self._work.read(lambda store: store.workspaces.get(PLATFORM, team))
        if found is None or found.left_at:
            self._known.pop(team, None)
            return None
        there = Team(found.workspace, found.name, found.bot_user, found.token)
        self._known[team] = there, self._clock.now() + _KEPT
        self._known.move_to_end(team)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return there


async def speaking(teams: Teams, team: str, call: Callable[[str], Awaitable[T]]) -> T:
    """Make a call with a workspace's token; once more with the new one where it was installed anew meanwhile.

    Raises what the call raises, and Undeliverable where the bot is not in that workspace.
    """
    there = await teams.of(team)
    if there is None:
        raise Undeliverable("not_installed", Lost.WORKSPACE)
    try:
        return await call(there.token)
    except SlackApiError as error:
        if code(error) not in REVOKED:
            raise
        renewed = await teams.of(team, anew=True)
        if renewed is None or renewed.token == there.token:
            raise
        return await call(renewed.token)
