"""Slash commands as Slack sends them: signed, on the wire."""

import time
from collections.abc import Iterable, Iterator

from slack_sdk.signature import SignatureVerifier

from bot.core.context import Caller
from tests.bench.world import Place, names
from tests.slack.server.app import App
from tests.slack.server.delivery import encoded
from tests.slack.server.payloads import slash_command
from tests.slack.server.world import Channel, Team, User

PLACE = Place("slack", "T1", "U", "C")
SECRET = App.signing_secret


def adding(callers: Iterable[Caller]) -> Iterator[str]:
    """Give requests for `/target add`, each about a company that nobody has named before."""
    app, team = App(), Team(PLACE.workspace, "Bench", "bench")
    for caller, company in zip(callers, names(), strict=False):
        assert caller.room
        user = User(caller.identity.user, team.id, "somebody", caller.name)
        channel = Channel(caller.room.channel, team.id, "job-seekers")
        text = f'add "{company}" confidence:4 they plan by spreadsheet'
        url = f"http://127.0.0.1/commands/{team.id}/1/abc"
        yield _signed(
            *encoded("slash_commands", slash_command(app, team, user, channel, "/target", text, "1.2.a", url))
        )


def _signed(body: str, content_type: str) -> str:
    at = str(int(time.time()))
    return "\r\n".join(
        (
            "POST /slack/events HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept-Encoding: gzip,deflate",
            "Accept: application/json,*/*",
            f"X-Slack-Signature: {SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)}",
            f"X-Slack-Request-Timestamp: {at}",
            f"Content-Type: {content_type}",
            f"Content-Length: {len(body)}",
            "",
            body,
        )
    )
