"""netlearn demo: a whole group in the browser."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import bot.commands
from adapters.web.clock import ShiftedClock
from adapters.web.people import PLATFORM as WEB
from bot.cli.app import Stopped, app
from bot.cli.parts import checked, opened, set_up, until_stopped
from bot.core.dispatcher import Dispatcher
from bot.core.registry import Registry
from bot.jobs.hearing import lost
from bot.jobs.kinds import HANDLERS
from bot.jobs.relay import Relay
from bot.jobs.schedule import heartbeat
from bot.jobs.tick import Tick
from bot.pictures import Pictures
from bot.settings import Settings
from storage import migrate

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the simulator keeps its group."""

    url: str
    clock: Path

    @classmethod
    def of(cls, settings: Settings) -> "Demo":
        """Give where the settings put it."""
        return cls(checked(settings.database("demo.db")), settings.data_dir / "demo-clock.json")


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.", min=0, max=65535)] = 8080,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over with a new group.")] = False,
    anybody_can_be_anybody: Annotated[
        bool,
        typer.Option(
            "--anybody-can-be-anybody",
            help="Allow a host beyond this computer, although whoever reaches the page can act as any member.",
        ),
    ] = False,
) -> None:
    """Play a whole group in the browser; nothing leaves this computer."""
    if host not in LOOPBACK and not anybody_can_be_anybody:
        raise Stopped(
            f"On {host} whoever reaches the page could read and act as any member. "
            "If that is what you want, say --anybody-can-be-anybody too."
        )
    settings = Settings()
    where = Demo.of(settings)
    if fresh:
        asyncio.run(_start_over(settings, where))
    asyncio.run(_only_ours(settings, where))
    asyncio.run(until_stopped(_demo(settings, where, host, port)))


async def _demo(settings: Settings, where: Demo, host: str, port: int) -> None:
    from adapters.web.platform import WebPlatform  # other commands serve no pages
    from adapters.web.seed import seed

    registry = Registry.discover(bot.commands)
    clock = ShiftedClock(where.clock)
    async with opened(where.url, settings) as work, Pictures() as pictures:
        if await seed(registry, work, clock.now()):
            typer.echo("A group is made up: six members and a week of their story.")

        def moved() -> None:
            relay.wake()
            tick.wake()

        dispatcher = Dispatcher(registry, work, clock, wake=lambda: relay.wake())
        web = WebPlatform(
            dispatcher, work, clock, pictures, host=host, port=port,
            moved=moved, ready=lambda address: typer.echo(f"Open {address} (Ctrl+C stops)."),
        )  # fmt: skip
        relay = Relay(work, clock, [web], after=web.show, lost=lost)
        tick = Tick(work, clock, HANDLERS, relay.wake)
        async with asyncio.TaskGroup() as group:
            for job in (web.run(), relay.run(), tick.run(), heartbeat(relay.wake, tick.wake)):
                group.create_task(job)


def database_of(of_demo: bool) -> str:
    """Give the URL of the database that is there: the simulator's, or that of the program that serves."""
    settings = Settings()
    if of_demo:
        return set_up(Demo.of(settings).url, "netlearn demo")
    return set_up(checked(settings.database()))


async def _start_over(settings: Settings, where: Demo) -> None:
    """Take the demo's group away, its clock last."""
    if settings.database_url:
        await _only_ours(settings, where)
        migrate.downgrade(where.url, "base")
    else:
        for file in settings.data_dir.glob("demo.db*"):
            file.unlink()
    where.clock.unlink(missing_ok=True)


async def _only_ours(settings: Settings, where: Demo) -> None:
    """Leave a database alone that has anybody else's group in it."""
    migrate.upgrade(where.url)
    async with opened(where.url, settings) as work:
        others = set(await work.read(lambda store: store.groups.platforms())) - {WEB}
    if others:
        raise Stopped(
            "NETLEARN_DATABASE_URL names a database with real groups in it, so the demo leaves it alone."
        )
