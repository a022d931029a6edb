"""What netlearn doctor finds at Slack: each thing that can be wrong with the values of an app, and what to do."""

import re
from collections.abc import AsyncIterator, Awaitable
from typing import Any
from urllib.parse import urlsplit

from adapters.slack.client import Client
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.errors import REVOKED, TROUBLE, code, named
from adapters.slack.manifest import SCOPES
from bot.core.finding import Finding

_HEX = re.compile(r"[0-9a-f]{32}")
_AGAIN = (
    "Paste what netlearn manifest slack prints at api.slack.com/apps → your app → App Manifest, "
    "then choose Install App → Reinstall."
)
_BOT = "Copy it anew: api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)."
_APP = (
    "Make one: api.slack.com/apps → your app → Basic Information → App-Level Tokens → Generate Token and Scopes, "
    "with the scope connections:write (xapp-…)."
)
_BASIC = "Copy it anew: api.slack.com/apps → your app → Basic Information → App Credentials → {} → Show."
_OUT_OF_REACH = (
    "Look whether this computer reaches https://slack.com, "
    "and whether NETLEARN_SLACK_API_URL is as it should be."
)


async def check(config: SlackConfig) -> list[Finding]:
    """Look at everything that a host has set; raises NotConfigured where too little is."""
    mode = config.mode
    found = [Finding(True, f"Slack is set up for {mode}.")]
    async with Client.open(config.api_url) as client:
        if mode is Mode.MANY:
            found.append(await _credentials(client, config))
        else:
            found += [each async for each in _bot(client, config.bot_token)]
        if mode is Mode.SOCKET:
            found.append(await _socket(client, config.app_token))
    if mode is not Mode.SOCKET:
        found.append(_secret(config.signing_secret))
        found.append(_address(config.public_url, needed=mode is Mode.MANY))
    return found


async def _bot(client: Client, token: str) -> AsyncIterator[Finding]:
    if not token.startswith("xoxb-"):
        yield Finding(False, "NETLEARN_SLACK_BOT_TOKEN is no bot token: those begin with xoxb-.", _BOT)
        return
    answer, error = await _tried(client.once.auth_test(token=token))
    if error is not None:
        yield _refused("NETLEARN_SLACK_BOT_TOKEN", error, _BOT)
        return
    yield Finding(True, f"The bot token works, in the workspace “{answer.get('team')}”.")
    granted = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), "")
    missing = SCOPES.keys() - {each.strip() for each in granted.split(",")}
    if missing:
        yield Finding(False, f"The app lacks these scopes: {', '.join(sorted(missing))}.", _AGAIN)
    else:
        yield Finding(True, "The app has all the scopes that it needs.")


async def _socket(client: Client, token: str) -> Finding:
    if not token.startswith("xapp-"):
        return Finding(False, "NETLEARN_SLACK_APP_TOKEN is no app-level token: those begin with xapp-.", _APP)
    _, error = await _tried(client.once.apps_connections_open(app_token=token))
    if error is None:
        return Finding(True, "The app token works: Socket Mode can be opened.")
    if code(error) == "missing_scope":
        return Finding(False, "NETLEARN_SLACK_APP_TOKEN lacks the scope connections:write.", _APP)
    return _refused("NETLEARN_SLACK_APP_TOKEN", error, _APP)


async def _credentials(client: Client, config: SlackConfig) -> Finding:
    """Look at the client id and secret: a code that nobody gave out is refused after them."""
    asked = client.exchange(config.client_id, config.client_secret, "netlearn-doctor")
    _, error = await _tried(asked)
    match code(error) if error else "":
        case "invalid_code":
            return Finding(True, "The client id and the client secret belong together.")
        case "invalid_client_id":
            return Finding(False, "Slack does not know NETLEARN_SLACK_CLIENT_ID.", _BASIC.format("Client ID"))
        case "bad_client_secret":
            return Finding(
                False, "NETLEARN_SLACK_CLIENT_SECRET is not that app's.", _BASIC.format("Client Secret")
            )
        case _:
            return _refused("the client id", error, _BASIC.format("Client ID"))


def _secret(secret: str) -> Finding:
    if _HEX.fullmatch(secret):
        return Finding(True, "The signing secret looks like one.")
    return Finding(
        False,
        "NETLEARN_SLACK_SIGNING_SECRET does not look like one: it has 32 digits and letters from a to f.",
        _BASIC.format("Signing Secret"),
    )


def _address(url: str, *, needed: bool) -> Finding:
    if not url:
        return Finding(
            not needed,
            "NETLEARN_PUBLIC_URL is not set.",
            "Set it to the address at which Slack reaches this computer, such as https://netlearn.example.org."
            if needed
            else "",
        )
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname and not parts.path.strip("/") and not parts.query:
        return Finding(True, f"Slack is to find this program at {url}.")
    return Finding(
        False,
        "NETLEARN_PUBLIC_URL is no address that Slack can use.",
        "It begins with https:// and ends after the host's name, such as https://netlearn.example.org.",
    )


def _refused(what: str, error: BaseException | None, advice: str) -> Finding:
    word = named(error) if error else "no answer"
    if error is not None and (code(error) in REVOKED or code(error) == "not_allowed_token_type"):
        return Finding(False, f"Slack refuses {what} ({word}).", advice)
    return Finding(False, f"Slack could not be asked about {what} ({word}).", _OUT_OF_REACH)


async def _tried(call: Awaitable[Any]) -> tuple[Any, BaseException | None]:
    try:
        return await call, None
    except TROUBLE as error:
        return None, error
