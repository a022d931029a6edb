"""The command line, and the one place where everything is put together."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

import bot.commands
from adapters.web.clock import ClockDamaged, ShiftedClock
from adapters.web.people import PLATFORM as WEB
from adapters.web.platform import CannotListen, WebPlatform
from adapters.web.seed import seed
from bot.core.dispatcher import Dispatcher
from bot.core.errors import StoreBusy
from bot.core.registry import Registry
from bot.jobs.relay import Relay
from bot.jobs.schedule import heartbeat
from bot.pictures import Pictures
from bot.settings import Settings
from storage import migrate
from storage.database import Database
from storage.engine import parsed

app = typer.Typer(help="Netlearn: for groups of job seekers who help one another.", no_args_is_help=True)
database_app = typer.Typer(help="The database.", no_args_is_help=True)
outbox_app = typer.Typer(help="Messages that could not be delivered.")
app.add_typer(database_app, name="db")
app.add_typer(outbox_app, name="outbox")

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Stopped(Exception):
    """The program cannot go on; the message tells the host why, and what to do."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the simulator keeps its group."""

    url: str
    clock: Path

    @classmethod
    def of(cls, settings: Settings) -> "Demo":
        """Give where the settings put it."""
        return cls(_checked(settings.database("demo.db")), settings.data_dir / "demo-clock.json")


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
    migrate.upgrade(where.url)
    asyncio.run(_until_stopped(_demo(settings, where, host, port)))


async def _demo(settings: Settings, where: Demo, host: str, port: int) -> None:
    registry = Registry.discover(bot.commands)
    clock = ShiftedClock(where.clock)
    async with _opened(where.url, settings) as work, Pictures() as pictures:
        if await seed(registry, work, clock.now()):
            typer.echo("A group is made up: six members and a week of their story.")
        dispatcher = Dispatcher(registry, work, clock, wake=lambda: relay.wake())
        web = WebPlatform(
            dispatcher, work, clock, pictures, host=host, port=port,
            moved=lambda: relay.wake(), ready=lambda address: typer.echo(f"Open {address} (Ctrl+C stops)."),
        )  # fmt: skip
        relay = Relay(work, clock, [web], after=web.show)
        async with asyncio.TaskGroup() as group:
            for job in (web.run(), relay.run(), heartbeat(relay.wake)):
                group.create_task(job)


async def _start_over(settings: Settings, where: Demo) -> None:
    """Take the demo's group away, its clock last; a database with anybody else's group in it is left alone."""
    if settings.database_url:
        await _empty(settings, where)
    else:
        for file in settings.data_dir.glob("demo.db*"):
            file.unlink()
    where.clock.unlink(missing_ok=True)


async def _empty(settings: Settings, where: Demo) -> None:
    migrate.upgrade(where.url)
    async with _opened(where.url, settings) as work:
        others = set(await work.read(lambda store: store.groups.platforms())) - {WEB}
    if others:
        raise Stopped(
            "NETLEARN_DATABASE_URL names a database with real groups in it; --fresh would delete them."
        )
    migrate.downgrade(where.url, "base")


@database_app.command("upgrade")
def upgrade() -> None:
    """Bring the database to this program's schema."""
    url = _checked(Settings().database())
    behind = migrate.pending(url)
    migrate.upgrade(url)
    typer.echo("The database is up to date now." if behind else "The database was up to date already.")


@outbox_app.callback(invoke_without_command=True)
def outbox(
    context: typer.Context,
    most: Annotated[int, typer.Option(help="How many rows at the most.", min=1)] = 50,
    of_demo: Annotated[bool, typer.Option("--demo", help="Look at the simulator's database.")] = False,
) -> None:
    """Show what was refused for good, or waits to be tried again; never what it says."""
    if context.invoked_subcommand:
        return

    async def show() -> None:
        async with _opened(_set_up(of_demo), Settings()) as work:
            rows = await work.read(lambda store: store.outbox.troubles(most))
        for row in rows:
            to = row.address
            when = "" if row.state == "buried" else f", again at {row.next_at:%Y-%m-%d %H:%M} UTC"
            typer.echo(
                f"{row.id}  {row.state}  {to.platform}/{to.workspace} {to.kind} {to.to}  "
                f"{row.error} after {row.attempts} attempts{when}"
            )
        typer.echo(
            "netlearn outbox retry ID tries a buried one anew." if rows else "Everything was delivered."
        )

    asyncio.run(show())


@outbox_app.command()
def retry(
    row: Annotated[int, typer.Argument(help="The number of a buried row.", min=1)],
    of_demo: Annotated[bool, typer.Option("--demo", help="Look at the simulator's database.")] = False,
) -> None:
    """Let a buried row be tried anew by whatever process is running."""

    async def run() -> bool:
        async with _opened(_set_up(of_demo), Settings()) as work:
            return await work.write(lambda store: store.outbox.revive(row, datetime.now(UTC)))

    if not asyncio.run(run()):
        raise Stopped(f"There is no buried row {row}. netlearn outbox shows what there is.")
    typer.echo(f"Row {row} will be tried anew.")


@app.command()
def gallery(
    platform: Annotated[str, typer.Option(help="For which platform.")] = WEB,
    as_json: Annotated[bool, typer.Option("--json", help="Print the payloads as a JSON list.")] = False,
) -> None:
    """Print every card and form, with ordinary and with extreme contents, as one HTML page."""
    from bot import gallery as walls

    if platform not in walls.RENDERERS:
        raise Stopped(f"There is no platform {platform}; there is {', '.join(walls.RENDERERS)}.")
    shown = walls.exhibits(Registry.discover(bot.commands))
    if as_json:
        typer.echo(json.dumps(walls.payloads(platform, shown), ensure_ascii=False, indent=1))
    else:
        typer.echo(asyncio.run(walls.page(shown)))


def _set_up(of_demo: bool) -> str:
    """Give the URL of a database that is there and has this program's schema."""
    settings = Settings()
    url = Demo.of(settings).url if of_demo else _checked(settings.database())
    if migrate.pending(url):
        how = "netlearn demo" if of_demo else "netlearn db upgrade"
        raise Stopped(f"The database is not set up for this program yet. {how} does it.")
    return url


def _checked(url: str) -> str:
    try:
        parsed(url)
    except ValueError as error:
        raise Stopped(f"NETLEARN_DATABASE_URL cannot be used ({error}).") from None
    return url


@asynccontextmanager
async def _opened(url: str, settings: Settings) -> AsyncIterator[Database]:
    try:
        database = Database.open(url, keys=settings.keys())
    except ValueError as error:
        raise Stopped(f"NETLEARN_SECRET_KEYS cannot be used ({error}).") from None
    try:
        yield database
    finally:
        await database.close()


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Work until it ends, or until the program is asked to stop (SIGTERM, Ctrl+C)."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no such handlers; Ctrl+C works there all the same
            loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def main() -> None:
    """Run the command line; what the host can mend is said in a sentence, without a traceback."""
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr), cache_logger_on_first_use=False
    )
    try:
        app()
    except* (Stopped, StoreBusy, ClockDamaged, CannotListen, OSError) as errors:
        for error in errors.exceptions:
            typer.echo(_said(error), err=True)
        sys.exit(1)


def _said(error: Exception) -> str:
    """Say in a sentence what stopped the program, and what may help."""
    match error:
        case CannotListen():
            return f"{error} Choose another place with --host and --port; port 0 is any free one."
        case StoreBusy():
            return f"The database does not answer as it should: {error}."
        case OSError():
            return f"{error.filename or 'The system'}: {error.strerror}. NETLEARN_DATA_DIR says where files are kept."
        case _:
            return str(error)


if __name__ == "__main__":
    main()
