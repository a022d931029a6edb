"""What netlearn doctor finds at Slack, and what it advises."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.config import Mode, NotConfigured, SlackConfig
from adapters.slack.doctor import check
from adapters.slack.manifest import SCOPES
from bot.core.finding import Finding
from tests.adapters.slack.running import SECRET, config_of
from tests.slack.server.faults import ApiError, Drop, HttpError
from tests.slack.server.server import SlackServer
from tests.slack.town import Town, settle

PUBLIC = "https://netlearn.example.org"


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        running.slack.app.scopes = frozenset(SCOPES)
        yield running


@pytest.fixture
def town(server: SlackServer) -> Town:
    return settle(server.slack)


def config(server: SlackServer, town: Town, mode: Mode) -> SlackConfig:
    server.slack.app.client_secret = SECRET
    return config_of(server, town, mode, PUBLIC)


async def faults(given: SlackConfig) -> list[Finding]:
    return [each for each in await check(given) if not each.ok]


@pytest.mark.parametrize("mode", Mode, ids=lambda mode: mode.name.lower())
async def test_all_is_well(server: SlackServer, town: Town, mode: Mode) -> None:
    found = await check(config(server, town, mode))
    assert [each for each in found if not each.ok] == []
    assert mode.value in found[0].about
    assert len(found) >= 4


async def test_too_little_is_set() -> None:
    with pytest.raises(NotConfigured, match="NETLEARN_SLACK_BOT_TOKEN"):
        await check(SlackConfig(bot_token="xoxb-1"))


async def test_a_bot_token_that_slack_refuses(server: SlackServer, town: Town) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.ONE), bot_token="xoxb-wrong"))
    assert "refuses NETLEARN_SLACK_BOT_TOKEN (invalid_auth)" in fault.about
    assert "OAuth & Permissions" in fault.advice


async def test_a_bot_token_that_is_something_else(server: SlackServer, town: Town) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.ONE), bot_token="xoxp-1"))
    assert "xoxb-" in fault.about


async def test_a_scope_that_is_missing(server: SlackServer, town: Town) -> None:
    town.by.scopes -= {"files:write", "im:write"}
    (fault,) = await faults(config(server, town, Mode.ONE))
    assert "files:write, im:write" in fault.about
    assert "netlearn manifest slack" in fault.advice


async def test_an_app_token_that_slack_refuses(server: SlackServer, town: Town) -> None:
    given = config(server, town, Mode.SOCKET)
    (fault,) = await faults(replace(given, app_token="xapp-wrong"))
    assert "refuses NETLEARN_SLACK_APP_TOKEN" in fault.about
    (fault,) = await faults(replace(given, app_token=given.bot_token))
    assert "xapp-" in fault.about
    server.slack.app.app_tokens[given.app_token] = frozenset()
    (fault,) = await faults(given)
    assert "connections:write" in fault.about


async def test_a_signing_secret_that_is_none(server: SlackServer, town: Town) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.ONE), signing_secret="secret"))
    assert "NETLEARN_SLACK_SIGNING_SECRET" in fault.about
    assert "Signing Secret" in fault.advice


@pytest.mark.parametrize(
    "url",
    [
        "http://netlearn.example.org",
        "netlearn.example.org",
        f"{PUBLIC}/slack/events",
        f"{PUBLIC}?x=1",
        "https://",
    ],
)
async def test_an_address_that_slack_cannot_use(server: SlackServer, town: Town, url: str) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.ONE), public_url=url))
    assert "NETLEARN_PUBLIC_URL" in fault.about


async def test_many_workspaces_need_an_address(server: SlackServer, town: Town) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.MANY), public_url=""))
    assert "NETLEARN_PUBLIC_URL is not set" in fault.about
    assert not await faults(replace(config(server, town, Mode.ONE), public_url=""))


@pytest.mark.parametrize(
    ("wrong", "variable"),
    [
        ({"client_id": "1.2"}, "NETLEARN_SLACK_CLIENT_ID"),
        ({"client_secret": "wrong"}, "NETLEARN_SLACK_CLIENT_SECRET"),
    ],
)
async def test_an_app_that_is_another(
    server: SlackServer, town: Town, wrong: dict[str, str], variable: str
) -> None:
    (fault,) = await faults(replace(config(server, town, Mode.MANY), **wrong))
    assert variable in fault.about


@pytest.mark.parametrize("mode", Mode, ids=lambda mode: mode.name.lower())
async def test_slack_that_is_out_of_reach(server: SlackServer, town: Town, mode: Mode) -> None:
    for method in ("auth.test", "apps.connections.open", "oauth.v2.access"):
        server.slack.faults.add(method, HttpError(503))
    found = await faults(config(server, town, mode))
    assert found
    assert all("could not be asked" in each.about for each in found)
    assert all("https://slack.com" in each.advice for each in found)


@pytest.mark.parametrize("fault", [Drop(), ApiError("ratelimited")])
async def test_trouble_on_the_way(server: SlackServer, town: Town, fault: Drop | ApiError) -> None:
    server.slack.faults.add("auth.test", fault)
    (found,) = await faults(config(server, town, Mode.ONE))
    assert "could not be asked" in found.about
