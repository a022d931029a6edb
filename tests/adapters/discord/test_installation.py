"""Registering the commands, and a look at the installation: what is wrong, and what to do about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from discord import AppInfo

from adapters.discord.client import Client
from adapters.discord.config import DiscordConfig, Shards
from adapters.discord.doctor import check
from adapters.discord.invite import PERMISSIONS
from adapters.discord.sync import application_of, sync
from bot.core.finding import Finding
from bot.core.registry import Registry
from tests.adapters.discord.samples import SAMPLES, hang, menu, say
from tests.discord.faults import Fault
from tests.discord.server import DiscordServer

ROOT = Path(__file__).parents[3]
PUT = "PUT /applications/{application_id}/commands"


@pytest.fixture
def config(server: DiscordServer) -> DiscordConfig:
    return DiscordConfig(server.world.token, server.api_url, server.gateway_url)


async def faults(config: DiscordConfig, registry: Registry = SAMPLES) -> list[Finding]:
    return [each for each in await check(config, registry) if not each.ok]


async def test_the_commands_are_registered_once(server: DiscordServer, config: DiscordConfig) -> None:
    changes = await sync(config, SAMPLES)
    assert {"/target", "/intro", "Thank for help", "Tell them"} <= set(changes.added)
    assert not await sync(config, SAMPLES)
    assert server.traffic.calls[PUT] == 1


async def test_the_application_is_that_of_the_token(server: DiscordServer, config: DiscordConfig) -> None:
    assert await application_of(config) == server.world.bot.id


async def test_only_what_differs_is_said_to_change(config: DiscordConfig) -> None:
    await sync(config, Registry([menu, say]))
    changes = await sync(config, Registry([say, hang]))
    assert (changes.added, changes.changed, changes.removed) == ((), ("/sample",), ())


async def test_a_sound_installation_has_no_faults(server: DiscordServer, config: DiscordConfig) -> None:
    server.world.guild("Job seekers")
    await sync(config, SAMPLES)
    findings = await check(config, SAMPLES)
    assert all(each.ok for each in findings)
    assert server.world.bot.id in findings[0].about
    assert config.token not in str(findings)


async def test_a_wrong_token_is_found(config: DiscordConfig) -> None:
    (fault,) = await faults(replace(config, token="wrong"))
    assert "token" in fault.about
    assert "Reset Token" in fault.advice


async def test_a_discord_out_of_reach_is_found(config: DiscordConfig) -> None:
    (fault,) = await faults(replace(config, api_url="http://127.0.0.1:9/api/v10"))
    assert "cannot be reached" in fault.about


async def test_commands_that_are_not_registered_are_found(
    server: DiscordServer, config: DiscordConfig
) -> None:
    server.world.guild("Job seekers")
    (fault,) = await faults(config)
    assert "/target" in fault.about
    assert "netlearn discord sync" in fault.advice


async def test_a_bot_in_no_server_is_found(config: DiscordConfig) -> None:
    await sync(config, SAMPLES)
    (fault,) = await faults(config)
    assert "no server" in fault.about
    assert "https://discord.com/oauth2/authorize" in fault.advice


async def test_too_few_shards_are_found(server: DiscordServer, config: DiscordConfig) -> None:
    server.world.guild("Job seekers")
    server.service.shards = 4
    await sync(config, SAMPLES)
    (fault,) = await faults(replace(config, shards=Shards.parse("0-1/2")))
    assert "4 shards" in fault.advice


async def test_too_many_starts_are_found(server: DiscordServer, config: DiscordConfig) -> None:
    server.world.guild("Job seekers")
    server.service.identifies = 995
    await sync(config, SAMPLES)
    (fault,) = await faults(config)
    assert "5 more sessions" in fault.about


async def test_interactions_that_go_elsewhere_are_found(
    server: DiscordServer, config: DiscordConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Client.application_info

    async def elsewhere(client: Client) -> AppInfo:
        application = await asked(client)
        application.interactions_endpoint_url = "https://elsewhere.example.org"
        return application

    monkeypatch.setattr(Client, "application_info", elsewhere)
    server.world.guild("Job seekers")
    await sync(config, SAMPLES)
    (fault,) = await faults(config)
    assert "Interactions Endpoint URL" in fault.advice


async def test_a_fault_of_discord_is_found(server: DiscordServer, config: DiscordConfig) -> None:
    server.traffic.fail("GET /applications/{application_id}/commands", Fault(403, 50001))
    (fault,) = await faults(config)
    assert "cannot be reached (Forbidden)" in fault.about


def test_a_token_is_never_printed() -> None:
    assert "secret" not in repr(DiscordConfig("secret"))


@pytest.mark.parametrize(
    ("text", "ids", "count"), [("0-3/16", [0, 1, 2, 3], 16), ("2/4", [2], 4), (" 0 - 0 / 1 ", [0], 1)]
)
def test_shards_are_read(text: str, ids: list[int], count: int) -> None:
    shards = Shards.parse(text)
    assert (list(shards.ids), shards.count) == (ids, count)


@pytest.mark.parametrize("text", ["", "auto", "4", "3-1/4", "0-4/4", "-1/4", "0/0", "0-3/16/2", "٠/٤"])
def test_what_are_no_shards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="0-3/16"):
        Shards.parse(text)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_every_permission_is_explained_to_the_host(permission: str) -> None:
    assert permission in (ROOT / "docs" / "discord.md").read_text("utf-8")
