"""OAuth: a page on which somebody agrees, and a code that is good once."""

from base64 import b64encode
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.slack.server.server import SlackServer
from tests.slack.server.world import Json, User
from tests.slack.town import Town, refused

BACK = "https://bot.example/slack/oauth_redirect"


@pytest.fixture
def zoe(server: SlackServer, town: Town) -> User:
    others = server.slack.world.add_team("Others")
    zoe = server.slack.world.add_user(others, "zoe")
    server.oauth.who = zoe
    server.slack.app.redirect_urls = (BACK,)
    return zoe


async def agreed(server: SlackServer, **query: str) -> tuple[int, Json]:
    """Look at the page; gives the status and what is sent back."""
    asked = {
        "client_id": server.slack.app.client_id,
        "scope": "commands,chat:write",
        "state": "a state",
        "redirect_uri": BACK,
    } | query
    url = f"{server.slack.address}/oauth/v2/authorize"
    async with ClientSession() as session, session.get(url, params=asked, allow_redirects=False) as page:
        to = urlsplit(page.headers.get("Location", ""))
        assert page.status != 302 or f"{to.scheme}://{to.netloc}{to.path}" == BACK
        return page.status, {name: value for name, (value,) in parse_qs(to.query).items()}


async def exchange(server: SlackServer, code: str, **more: str) -> AsyncSlackResponse:
    """Exchange a code; the SDK's own way uses what aiohttp deprecates, the interface is the same."""
    app = server.slack.app
    given = {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": BACK} | more
    client = AsyncWebClient(base_url=server.api_url)
    return await client.api_call("oauth.v2.access", data={"code": code, **given})


async def test_a_workspace_installs_the_app(server: SlackServer, zoe: User) -> None:
    status, back = await agreed(server)
    assert (status, back["state"]) == (302, "a state")
    answer = await exchange(server, back["code"])
    assert answer["team"] == {"id": zoe.team, "name": "Others"}
    assert (answer["token_type"], answer["scope"]) == ("bot", "chat:write,commands")
    assert (answer["enterprise"], answer["authed_user"]["id"]) == (None, zoe.id)
    client = AsyncWebClient(answer["access_token"], base_url=server.api_url)
    assert (await client.auth_test())["user_id"] == answer["bot_user_id"]
    assert (await refused(client.users_info(user=zoe.id)))[0] == "missing_scope"


async def test_a_code_is_good_once_and_for_ten_minutes(server: SlackServer, zoe: User) -> None:
    code = (await agreed(server))[1]["code"]
    await exchange(server, code)
    assert (await refused(exchange(server, code)))[0] == "code_already_used"
    code = (await agreed(server))[1]["code"]
    server.slack.world.clock.advance(timedelta(minutes=10, seconds=1))
    assert (await refused(exchange(server, code)))[0] == "code_expired"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_code_is_for_this_app_only(
    server: SlackServer, zoe: User, wrong: dict[str, str], error: str
) -> None:
    code = (await agreed(server))[1]["code"]
    assert (await refused(exchange(server, code, **wrong)))[0] == error
    assert (await refused(exchange(server, "made up")))[0] == "invalid_code"


async def test_the_app_may_say_who_it_is_in_a_header(server: SlackServer, zoe: User) -> None:
    code, app = (await agreed(server))[1]["code"], server.slack.app
    basic = b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    async with (
        ClientSession(headers={"Authorization": f"Basic {basic}"}) as session,
        session.post(f"{server.api_url}oauth.v2.access", data={"code": code, "redirect_uri": BACK}) as answer,
    ):
        assert (await answer.json())["ok"]


async def test_somebody_may_say_no(server: SlackServer, zoe: User) -> None:
    server.oauth.agrees = False
    assert (await agreed(server))[1] == {"error": "access_denied", "state": "a state"}


@pytest.mark.parametrize(
    "wrong",
    [{"client_id": "1.2"}, {"redirect_uri": "https://evil.example"}, {"scope": "admin"}, {"scope": ""}],
    ids=str,
)
async def test_the_page_is_for_what_the_app_may_ask(
    server: SlackServer, zoe: User, wrong: dict[str, str]
) -> None:
    assert (await agreed(server, **wrong))[0] == 400


async def test_installing_again_keeps_the_token_until_it_was_revoked(server: SlackServer, zoe: User) -> None:
    tokens, bots = [], []
    for _ in range(3):
        code = (await agreed(server))[1]["code"]
        answer = await exchange(server, code)
        tokens.append(answer["access_token"])
        bots.append(answer["bot_user_id"])
        if len(tokens) == 2:
            server.slack.installations[tokens[0]].state = "inactive"
    assert tokens[0] == tokens[1] != tokens[2]
    assert len(set(bots)) == 1
