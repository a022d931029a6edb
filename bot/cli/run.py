"""netlearn run: serve Slack and Discord."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

import bot.commands
from adapters.discord.config import DiscordConfig
from adapters.slack.config import Mode, SlackConfig
from bot.cli.app import Stopped, app
from bot.cli.parts import checked, opened, set_up, until_stopped
from bot.cli.platforms import discord_of, slack_of
from bot.core.dispatcher import Dispatcher
from bot.core.ports import Platform
from bot.core.registry import Registry
from bot.jobs.hearing import Hearing, lost
from bot.jobs.kinds import HANDLERS
from bot.jobs.relay import Relay
from bot.jobs.schedule import heartbeat
from bot.jobs.tick import Tick
from bot.jobs.tidy import tidy
from bot.pictures import Pictures
from bot.settings import Settings
from storage import migrate
from storage.database import Database
from storage.engine import sqlite_file

if TYPE_CHECKING:
    from adapters.discord.platform import DiscordPlatform
    from adapters.slack.platform import SlackPlatform

GRACE = 10.0
"""So many seconds requests under way have when the program is asked to stop."""


class SystemClock:
    """The time of this computer."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)


@app.command()
def run() -> None:
    """Serve Slack, Discord, or both: whichever is set up by its variables."""
    settings = Settings()
    slack, discord = slack_of(settings), discord_of(settings)
    if slack is None and discord is None:
        raise Stopped(
            "Neither Slack nor Discord is set up: docs/slack.md and docs/discord.md say how, each in ten minutes. "
            "netlearn demo plays a whole group without either."
        )
    url = checked(settings.database())
    if sqlite_file(url) is None:
        set_up(url)
    elif migrate.pending(url):
        migrate.upgrade(url)
    asyncio.run(until_stopped(_serve(settings, url, slack, discord)))


@dataclass(frozen=True, slots=True)
class Parts:
    """What every platform is made with."""

    registry: Registry
    dispatcher: Dispatcher
    work: Database
    clock: SystemClock
    pictures: Pictures
    hears: Hearing


async def _serve(
    settings: Settings, url: str, slack: SlackConfig | None, discord: DiscordConfig | None
) -> None:
    registry, clock = Registry.discover(bot.commands), SystemClock()
    async with opened(url, settings) as work, Pictures() as pictures:

        def wake() -> None:
            relay.wake()

        dispatcher = Dispatcher(registry, work, clock, wake)
        parts = Parts(registry, dispatcher, work, clock, pictures, Hearing(work, clock, wake))
        in_slack, in_discord = slack and _slack(slack, parts), discord and _discord(discord, parts)
        platforms: list[Platform] = [each for each in (in_slack, in_discord) if each]
        relay = Relay(work, clock, platforms, lost=lost)
        tick = Tick(work, clock, HANDLERS, relay.wake)
        jobs = [
            relay.run(),
            tick.run(),
            heartbeat(relay.wake, tick.wake),
            tidy(work, clock),
            *(each.run() for each in platforms),
        ]
        if in_slack and slack and slack.mode is not Mode.SOCKET:
            jobs.append(_listen(settings, work, in_slack))
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(job)


def _slack(config: SlackConfig, parts: Parts) -> "SlackPlatform":
    from adapters.slack.platform import SlackPlatform  # what is not served is not imported

    typer.echo(f"Serving Slack: {config.mode}.")
    return SlackPlatform(
        config,
        registry=parts.registry,
        dispatcher=parts.dispatcher,
        work=parts.work,
        clock=parts.clock,
        pictures=parts.pictures,
        hears=parts.hears,
    )


def _discord(config: DiscordConfig, parts: Parts) -> "DiscordPlatform":
    from adapters.discord.platform import DiscordPlatform

    return DiscordPlatform(
        config,
        registry=parts.registry,
        dispatcher=parts.dispatcher,
        work=parts.work,
        clock=parts.clock,
        pictures=parts.pictures,
        hears=parts.hears,
        ready=lambda name: typer.echo(f"Serving Discord: logged in as {name}."),
    )


async def _listen(settings: Settings, work: Database, slack: "SlackPlatform") -> None:
    from adapters.http import listening, site

    async def healthy() -> None:
        await work.read(lambda store: store.groups.platforms())

    app = site([slack.routes], healthy)
    async with listening(app, settings.http_host, settings.http_port, grace=GRACE) as address:
        typer.echo(f"Listening on {address} (Ctrl+C stops).")
        await asyncio.Event().wait()
