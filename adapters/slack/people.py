"""Who people are for Slack, remembered for a day, and what those may do who cannot take part like others."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from adapters.slack import words
from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE, named
from adapters.slack.tasks import Tasks
from adapters.slack.teams import PLATFORM, Teams, speaking
from bot.core.errors import Problem, StoreBusy
from bot.core.events import Hears, PersonKnown
from bot.core.ports import Clock
from bot.domain.member import Identity

_DAY = timedelta(days=1)
_WHILE = timedelta(minutes=5)  # until somebody is asked for again of whom Slack told nothing
_MOST = 20_000
_log = structlog.get_logger("netlearn.slack")


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of somebody; guests take part like everybody else, so nothing is kept of that."""

    name: str
    zone: str | None
    teams: frozenset[str]
    bot: bool
    gone: bool

    @classmethod
    def of(cls, user: dict[str, Any]) -> "Profile":
        """Read what users.info gives; the real name goes first, for it stands in letters to others."""
        profile, enterprise = user.get("profile") or {}, user.get("enterprise_user") or {}
        names = (
            profile.get("real_name"),
            user.get("real_name"),
            profile.get("display_name"),
            user.get("name"),
        )
        return cls(
            name=next((name for name in names if isinstance(name, str) and name.strip()), ""),
            zone=user.get("tz") or None,
            teams=frozenset({user.get("team_id"), *(enterprise.get("teams") or [])} - {None}),
            bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
            gone=bool(user.get("deleted")),
        )


class People:
    """Remembers profiles, and reports each to the core once it is known."""

    def __init__(self, client: Client, teams: Teams, tasks: Tasks, hears: Hears, clock: Clock) -> None:
        self._client, self._teams, self._tasks, self._hears, self._clock = client, teams, tasks, hears, clock
        self._known: OrderedDict[tuple[str, str], tuple[Profile | None, datetime]] = OrderedDict()

    def known(self, team: str, user: str) -> Profile | None:
        """Give a profile if it was asked for here, however long ago."""
        found = self._known.get((team, user))
        return found[0] if found else None

    def meet(self, team: str, user: str) -> None:
        """See to it that somebody is known, after their answer is on its way."""
        found = self._known.get((team, user))
        if found is None or self._clock.now() >= found[1]:
            before = found[0] if found else None
            self._keep(team, user, before, _WHILE)
            self._tasks.spare(self._ask(team, user), "profile")

    async def _ask(self, team: str, user: str) -> None:
        try:
            answer = await speaking(
                self._teams, team, lambda token: self._client.patient.users_info(user=user, token=token)
            )
            profile = Profile.of(answer["user"])
            self._keep(team, user, profile, _DAY)
            if profile.name and not profile.bot and not profile.gone:
                await self._hears(PersonKnown(Identity(PLATFORM, team, user), profile.name, profile.zone))
        except (*TROUBLE, StoreBusy) as error:
            _log.warning("profile unknown", error=named(error))

    def _keep(self, team: str, user: str, profile: Profile | None, during: timedelta) -> None:
        self._known[team, user] = profile, self._clock.now() + during
        self._known.move_to_end((team, user))
        while len(self._known) > _MOST:
            self._known.popitem(last=False)


def told(profile: Profile | None, team: str) -> Problem | None:
    """Tell somebody whose profile says that they cannot take part what they may do; None for everybody else."""
    if profile is None:
        return None
    if profile.bot:
        return words.BOT
    if profile.gone:
        return words.DEACTIVATED
    return words.STRANGER if profile.teams and team not in profile.teams else None
