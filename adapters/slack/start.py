"""The first words with Slack: who the bot is, where one workspace's token was given by the host."""

import asyncio

import structlog

from adapters.slack.client import Client
from adapters.slack.errors import TROUBLE, fate, named
from adapters.slack.teams import Team
from bot.core.errors import CannotServe, RetryLater

FIRST = 1.0
"""Seconds until Slack is asked again if it does not answer; twice as many each time."""

_LONGEST = 60.0
_log = structlog.get_logger("netlearn.slack")


async def introduced(client: Client, token: str, pause: float = FIRST) -> Team:
    """Ask Slack who the bot is, until it answers; raises CannotServe where the token is refused."""
    while True:
        try:
            answer = await client.once.auth_test(token=token)
        except TROUBLE as error:
            if not isinstance(fate(error), RetryLater):
                raise CannotServe(
                    f"Slack refuses NETLEARN_SLACK_BOT_TOKEN ({named(error)}). "
                    "netlearn doctor says what to do about it."
                ) from None
            _log.warning("Slack is out of reach", error=named(error))
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        else:
            return Team(str(answer["team_id"]), str(answer.get("team") or ""), str(answer["user_id"]), token)
