"""Every command line of the guides, typed as it stands there, on a machine that has nothing of ours.

The platforms' servers are the local ones: their addresses are all that is set besides.
"""

import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.slack.manifest import SCOPES
from tests.discord.server import DiscordServer
from tests.guides.conftest import Arrive
from tests.guides.newcomer import Said
from tests.guides.reading import section, typed
from tests.slack.server.server import SlackServer
from tests.slack.town import Town, settle

README, SLACK, DISCORD = "README.md", "docs/slack.md", "docs/discord.md"
BEGIN, PATH = section(SLACK, "")
SECRET = "0123456789abcdef0123456789abcdef"
TRY, HOST = "Try it", "Host it"
SOCKET = ("Socket Mode, one workspace", "When something is wrong")
ONE, MANY = "HTTP, one workspace", "HTTP, many workspaces"
SERVER = (
    "2. Register the commands, and take the bot onto your server",
    "3. Run it",
    "When something is not as it should be",
)
SHARDS = "Several processes, and many servers"
PLAYED = {README: (TRY, HOST), SLACK: ("", *SOCKET, ONE, MANY), DISCORD: ("", *SERVER, SHARDS)}
"""The sections whose lines are typed below."""
MENTIONED = {
    "make test": "runs this test",
    "make check": "runs this test",
    "pipx install .": "takes the newest packages, which nobody has tried here",
    "netlearn outbox retry ID": "wants the number of a message that was not delivered",
    "netlearn manifest slack …": "is said in full above it",
}
"""What is not typed, and why not."""


def lines(page: str, *headings: str) -> list[str]:
    return [line for heading in headings for line in section(page, heading) if line not in MENTIONED]


@pytest.mark.parametrize("page", PLAYED)
def test_no_line_is_left_out(page: str) -> None:
    assert {each.section for each in typed(page)} == set(PLAYED[page])


def test_both_guides_begin_alike() -> None:
    assert section(DISCORD, "") == [BEGIN, PATH]


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        server.slack.app.scopes = frozenset(SCOPES)
        server.slack.app.signing_secret = server.slack.app.client_secret = SECRET
        yield server


@pytest.fixture
def town(slack: SlackServer) -> Town:
    return settle(slack.slack)


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        server.world.guild("The Tuesday Table", [server.world.person("ana", "Ana")])
        yield server


def at_slack(server: SlackServer) -> dict[str, str]:
    return {"NETLEARN_SLACK_API_URL": server.api_url, "NETLEARN_HTTP_PORT": "0"}


def at_discord(server: DiscordServer) -> dict[str, str]:
    return {"NETLEARN_DISCORD_API_URL": server.api_url, "NETLEARN_DISCORD_GATEWAY_URL": server.gateway_url}


def in_order(said: Said) -> None:
    """Assert that all went well, and that `netlearn doctor` saw a machine where nothing was started before."""
    assert said.code == 0, said.text
    assert "ok     The database (SQLite) is made at the first start: " in said.text
    assert "Everything is in order." in said.text
    assert "Traceback" not in said.text


async def healthy(line: str) -> None:
    """Assert that the program is well whose line says where it listens."""
    address = next(word for word in line.split() if word.startswith("http"))
    async with ClientSession() as session, session.get(f"{address}/healthz") as response:
        assert response.status == 200, await response.text()


async def test_slack_by_socket_mode(arrive: Arrive, slack: SlackServer, town: Town) -> None:
    somebody = arrive(
        at_slack(slack),
        NETLEARN_SLACK_BOT_TOKEN=town.by.token,
        NETLEARN_SLACK_APP_TOKEN=slack.slack.app.app_token,
    )

    async def connected(_: str) -> None:
        await slack.sockets.connected()

    typing = [PATH, *lines(SLACK, *SOCKET)]
    said = await somebody.serves(typing, "Serving Slack: Socket Mode, one workspace.", connected, times=2)
    in_order(said)


async def test_slack_over_http(arrive: Arrive, slack: SlackServer, town: Town) -> None:
    somebody = arrive(
        at_slack(slack), NETLEARN_SLACK_BOT_TOKEN=town.by.token, NETLEARN_SLACK_SIGNING_SECRET=SECRET
    )
    said = await somebody.serves([PATH, *lines(SLACK, ONE)], "Listening on", healthy)
    in_order(said)


async def test_slack_over_http_for_many(arrive: Arrive, slack: SlackServer) -> None:
    somebody = arrive(
        at_slack(slack),
        NETLEARN_SLACK_CLIENT_ID=slack.slack.app.client_id,
        NETLEARN_SLACK_CLIENT_SECRET=SECRET,
        NETLEARN_SLACK_SIGNING_SECRET=SECRET,
    )
    said = await somebody.serves([PATH, *lines(SLACK, MANY)], "Listening on", healthy)
    in_order(said)


async def test_discord(arrive: Arrive, discord: DiscordServer) -> None:
    somebody = arrive(at_discord(discord), NETLEARN_DISCORD_TOKEN=discord.world.token)

    async def ready(_: str) -> None:
        await discord.gateway.until_ready()

    typing = [PATH, *lines(DISCORD, *SERVER)]
    said = await somebody.serves(typing, "Serving Discord: logged in as Netlearn.", ready, times=2)
    in_order(said)
    assert "https://discord.com/oauth2/authorize?" in said.text


async def test_discord_by_several_processes(arrive: Arrive, discord: DiscordServer) -> None:
    somebody = arrive({**at_discord(discord), "NETLEARN_DISCORD_TOKEN": discord.world.token})

    async def ready(_: str) -> None:
        await discord.gateway.until_ready(4)

    typing = [PATH, *lines(DISCORD, SHARDS)]
    said = await somebody.serves(typing, "Serving Discord: logged in as Netlearn.", ready, times=2)
    assert said.code == 0, said.text
    assert {tuple(each["shard"]) for each in discord.gateway.identified} == {(each, 16) for each in range(8)}


async def test_both_are_hosted(
    arrive: Arrive, slack: SlackServer, town: Town, discord: DiscordServer, tmp_path: Path
) -> None:
    around = {
        **at_slack(slack),
        **at_discord(discord),
        "NETLEARN_SLACK_BOT_TOKEN": town.by.token,
        "NETLEARN_SLACK_APP_TOKEN": slack.slack.app.app_token,
        "NETLEARN_DISCORD_TOKEN": discord.world.token,
    }
    (tmp_path / ".local" / "bin").mkdir(parents=True)
    (tmp_path / ".local" / "bin" / "uv").symlink_to(Path(sys.executable).with_name("uv"))

    async def ready(_: str) -> None:
        await slack.sockets.connected()
        await discord.gateway.until_ready()

    said = await arrive(around).serves(lines(README, HOST), "Serving Discord: logged in", ready)
    in_order(said)
    assert (tmp_path / ".local" / "bin" / "netlearn").exists()
    assert "The database was up to date already." in said.text
    assert "Everything was delivered." in said.text


async def test_the_demo(arrive: Arrive, clone: Path) -> None:
    with socket.socket() as free:
        if free.connect_ex(("127.0.0.1", 8080)) == 0 and not os.environ.get("NETLEARN_REQUIRE_REGISTRY"):
            pytest.skip("somebody serves port 8080 of this computer")

    async def page(line: str) -> None:
        async with ClientSession() as session, session.get(line.split()[1]) as response:
            assert response.status == 200
            assert "Netlearn" in await response.text()

    for line in lines(README, TRY):
        said = await arrive({}).serves([line], "Open http://127.0.0.1:8080 ", page)
        assert "Traceback" not in said.text, said.text
