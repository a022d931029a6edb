"""Direct messages: the conversation in which the bot writes to somebody."""

from collections import OrderedDict

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.teams import Teams, speaking

_MOST = 20_000


class Directs:
    """Remembers conversations once they are open; Slack gives the same one to every process."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams
        self._open: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def channel(self, team: str, user: str, *, by: AsyncWebClient) -> str:
        """Give the conversation with somebody, opened if need be; raises what a call to Slack raises."""
        if (channel := self._open.get((team, user))) is None:
            answer = await speaking(
                self._teams, team, lambda token: by.conversations_open(users=[user], token=token)
            )
            channel = str(answer["channel"]["id"])
            self._open[team, user] = channel
            if len(self._open) > _MOST:
                self._open.popitem(last=False)
        return channel
