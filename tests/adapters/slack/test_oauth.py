"""Installing in many workspaces, leaving them in any order, and coming back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, DummyCookieJar

from adapters.slack.config import Mode
from adapters.slack.manifest import SCOPES
from adapters.slack.teams import PLATFORM
from bot.core.card import Card
from bot.core.errors import StoreBusy, Undeliverable
from bot.core.outbox import Address
from bot.domain.workspace import Workspace
from tests.adapters.slack.running import Running, running
from tests.slack.server.faults import ApiError, Drop, HttpError

PUBLIC = "https://netlearn.example.org"


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(Mode.MANY, sqlite_url, tmp_path) as at_work:
        at_work.slack.app.redirect_urls = (f"{PUBLIC}/slack/oauth_redirect",)
        yield at_work


class Browser:
    """Somebody's browser, which knows Slack and us, and keeps cookies."""

    def __init__(self, bot: Running, session: ClientSession) -> None:
        self._bot, self._session = bot, session
        self.cookies: dict[str, str] = {}

    async def get(self, address: str) -> tuple[int, str, str]:
        """Look at an address without following it; gives the status, where it leads and what it says."""
        address = address.replace(PUBLIC, self._bot.address)
        async with self._session.get(address, allow_redirects=False, cookies=self.cookies) as response:
            for name, cookie in response.cookies.items():
                self.cookies[name] = cookie.value
            return response.status, response.headers.get("Location", ""), await response.text()

    async def begin(self) -> str:
        """Go to where Slack asks; gives that address."""
        status, where, _ = await self.get(f"{PUBLIC}/slack/install")
        assert status == 302
        return where

    async def agree(self) -> str:
        """Say what one has to say; gives the address to which Slack sends one back."""
        status, where, _ = await self.get(await self.begin())
        assert status == 302
        return where

    async def install(self) -> tuple[int, str]:
        """Do all of it."""
        status, _, page = await self.get(await self.agree())
        return status, page


@pytest.fixture
async def browser(bot: Running) -> AsyncIterator[Browser]:
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield Browser(bot, session)


async def newcomers(bot: Running) -> str:
    """Open a workspace in which the bot is not; gives its id."""
    team = bot.slack.world.add_team("Newcomers & Sons")
    bot.server.oauth.who = bot.slack.world.add_user(team, "zoe", "Zoe Zeller")
    return team.id


async def kept(bot: Running, team: str) -> Workspace | None:
    return await bot.database.read(lambda store: store.workspaces.get(PLATFORM, team))


async def test_a_workspace_is_installed(bot: Running, browser: Browser) -> None:
    team = await newcomers(bot)
    status, page = await browser.install()
    assert status == 200
    assert "Netlearn is in Newcomers &amp; Sons" in page
    found = await kept(bot, team)
    assert found
    assert found.token == bot.slack.active(team).token
    assert found.bot_user == bot.slack.active(team).bot_user
    assert set(found.scopes) == set(SCOPES)
    channel = bot.slack.world.add_channel(
        bot.slack.world.teams[team], "talk", bot.slack.world.users[found.bot_user]
    )
    await bot.platform.send(
        Address(PLATFORM, team, "room", channel.id), Card.of("Hello"), key="k", under=None
    )
    assert [each.text for each in channel.messages.values()] == ["Hello"]


async def test_slack_is_asked_for_what_the_manifest_names(bot: Running, browser: Browser) -> None:
    asked = parse_qs(urlsplit(await browser.begin()).query)
    assert set(asked["scope"][0].split(",")) == set(SCOPES)
    assert asked["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]
    assert asked["client_id"] == [bot.slack.app.client_id]


async def test_the_cookie_is_for_this_browser_alone(bot: Running) -> None:
    async with (
        ClientSession() as session,
        session.get(f"{bot.address}/slack/install", allow_redirects=False) as response,
    ):
        (cookie,) = SimpleCookie(response.headers["Set-Cookie"]).values()
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"


async def test_the_token_is_kept_encrypted(bot: Running, browser: Browser, tmp_path: Path) -> None:
    team = await newcomers(bot)
    await browser.install()
    token = bot.slack.active(team).token.encode()
    assert all(token not in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


async def test_a_state_is_good_once(bot: Running, browser: Browser) -> None:
    await newcomers(bot)
    back = await browser.agree()
    assert (await browser.get(back))[0] == 200
    status, _, page = await browser.get(back)
    assert status == 400
    assert "begin again" in page
    assert bot.slack.calls.count("oauth.v2.access") == 1


async def test_a_state_is_good_for_ten_minutes(bot: Running, browser: Browser) -> None:
    await newcomers(bot)
    back = await browser.agree()
    bot.clock.advance(601)
    assert (await browser.get(back))[0] == 400
    assert bot.slack.calls.count("oauth.v2.access") == 0


async def test_a_state_is_good_in_the_browser_that_began(bot: Running, browser: Browser) -> None:
    await newcomers(bot)
    back = await browser.agree()
    browser.cookies.clear()
    assert (await browser.get(back))[0] == 400
    assert bot.slack.calls.count("oauth.v2.access") == 0


@pytest.mark.parametrize("query", ["", "?code=x", "?state=", "?state=forged&code=x", "?error=access_denied"])
async def test_whoever_has_not_begun_finishes_nothing(bot: Running, browser: Browser, query: str) -> None:
    assert (await browser.get(f"{PUBLIC}/slack/oauth_redirect{query}"))[0] == 400
    assert bot.slack.calls.count("oauth.v2.access") == 0


async def test_a_forged_state_is_refused_also_with_its_cookie(bot: Running, browser: Browser) -> None:
    browser.cookies["netlearn-slack-install"] = "forged"
    assert (await browser.get(f"{PUBLIC}/slack/oauth_redirect?state=forged&code=x"))[0] == 400
    assert bot.slack.calls.count("oauth.v2.access") == 0


async def test_somebody_may_say_no(bot: Running, browser: Browser) -> None:
    team = await newcomers(bot)
    bot.server.oauth.agrees = False
    status, page = await browser.install()
    assert (status, "That is fine" in page) == (200, True)
    assert await kept(bot, team) is None


@pytest.mark.parametrize("fault", [ApiError("invalid_code"), HttpError(503), Drop()])
async def test_slack_may_not_finish(
    bot: Running, browser: Browser, fault: ApiError | HttpError | Drop
) -> None:
    team = await newcomers(bot)
    bot.slack.faults.add("oauth.v2.access", fault)
    status, page = await browser.install()
    assert (status, "begin again" in page) == (502, True)
    assert await kept(bot, team) is None
    assert (await browser.install())[0] == 200


async def test_a_whole_organisation_is_not_installed(bot: Running, browser: Browser) -> None:
    await newcomers(bot)
    answer = {"ok": True, "is_enterprise_install": True, "team": None, "enterprise": {"id": "E1"}}
    bot.server.oauth.access = lambda *_: answer  # type: ignore[method-assign]  # as Slack answers for those
    status, page = await browser.install()
    assert (status, "One workspace at a time" in page) == (400, True)


async def test_tokens_that_expire_are_not_taken(bot: Running, browser: Browser) -> None:
    team = await newcomers(bot)
    access = bot.server.oauth.access
    bot.server.oauth.access = lambda *args: {**access(*args), "expires_in": 43200}  # type: ignore[method-assign]
    status, page = await browser.install()
    assert (status, "token rotation" in page) == (400, True)
    assert await kept(bot, team) is None


ORDERS = [("tokens", "app"), ("app", "tokens")]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
async def test_an_uninstalled_workspace_is_left(bot: Running, order: tuple[str, str]) -> None:
    await bot.gather("ana")
    bot.slack.world.clock.now = bot.clock.now().timestamp()
    await bot.happenings.uninstall(bot.town.team.id, order)
    found = await kept(bot, bot.town.team.id)
    assert found
    assert found.left_at
    address = Address(PLATFORM, bot.town.team.id, "room", bot.town.room.id)
    with pytest.raises(Undeliverable, match="not_installed"):
        await bot.platform.send(address, Card.of("Hello"), key="k", under=None)
    assert "not installed" in (await bot.delivery.send("slash_commands", command(bot))).payload["text"]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
async def test_a_workspace_that_came_back_is_not_left_by_what_is_late(
    bot: Running, browser: Browser, order: tuple[str, str]
) -> None:
    await bot.gather("ana")
    bot.server.oauth.who = bot.town.people["ana"]
    bot.slack.world.clock.now = bot.clock.now().timestamp()
    happenings = bot.happenings
    tell = bot.delivery.tell

    async def later(payload: object) -> object:
        return None

    bot.delivery.tell = later  # type: ignore[assignment,method-assign]  # Slack's events are on their way
    late = await happenings.uninstall(bot.town.team.id, order)
    bot.delivery.tell = tell  # type: ignore[method-assign]
    bot.clock.advance(5)
    assert (await browser.install())[0] == 200
    for payload in late:
        await bot.delivery.tell(payload)
    found = await kept(bot, bot.town.team.id)
    assert found
    assert found.left_at is None
    assert "Globex is on your list" in (await bot.type("ana", "/target add Globex"))["text"]
    await bot.settle()
    assert "Ana Souza wants to learn about Globex" in bot.messages()[-1].text


async def test_a_token_that_another_process_replaced_is_read_again(bot: Running) -> None:
    await bot.gather("ana")
    old = bot.town.by
    old.state = "revoked"
    new = bot.slack.install(bot.town.team)
    at = bot.clock.now() + timedelta(seconds=1)
    again = Workspace(PLATFORM, new.team, "Job Seekers", new.token, new.bot_user, tuple(new.scopes), at)
    await bot.database.write(lambda store: store.workspaces.save(again))
    assert new.token != old.token
    await bot.type("ana", "/target add Globex")
    await bot.settle()
    assert "Globex" in bot.messages()[-1].text


async def test_a_command_while_the_store_is_busy_says_so(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(work: object) -> object:
        raise StoreBusy("locked")

    monkeypatch.setattr(bot.database, "read", busy)
    answer = await bot.delivery.send("slash_commands", command(bot))
    assert "database is busy" in answer.payload["text"]


async def test_installing_while_the_store_is_busy_says_so(
    bot: Running, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newcomers(bot)
    back = await browser.agree()

    async def busy(work: object) -> object:
        raise StoreBusy("locked")

    monkeypatch.setattr(bot.database, "write", busy)
    for address in (f"{PUBLIC}/slack/install", back):
        status, _, page = await browser.get(address)
        assert (status, "try again" in page) == (503, True)


async def test_looking_ahead_begins_nothing(bot: Running) -> None:
    async with ClientSession() as session, session.head(f"{bot.address}/slack/install") as response:
        assert response.status == 405


def command(bot: Running) -> dict[str, str]:
    """Give a command as Slack sent it just before it knew that the app is gone."""
    return {
        "team_id": bot.town.team.id,
        "user_id": bot.town.people["ana"].id,
        "user_name": "ana",
        "channel_id": bot.town.room.id,
        "channel_name": "job-seekers",
        "command": "/target",
        "text": "list",
        "response_url": f"{bot.slack.address}/commands/T/1/1",
        "trigger_id": "1.2.3",
    }
