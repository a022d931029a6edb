"""netlearn due: work of the clock that could not be done."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.app import Stopped, app
from bot.cli.demo import database_of
from bot.cli.parts import opened
from bot.settings import Settings

due_app = typer.Typer(help="Work of the clock that could not be done.")
app.add_typer(due_app, name="due")


@due_app.callback(invoke_without_command=True)
def due(
    context: typer.Context,
    most: Annotated[int, typer.Option(help="How many rows at the most.", min=1)] = 50,
    of_demo: Annotated[bool, typer.Option("--demo", help="Look at the simulator's database.")] = False,
) -> None:
    """Show what failed for good, or waits to be tried again; never what it is about."""
    if context.invoked_subcommand:
        return

    async def show() -> None:
        async with opened(database_of(of_demo), Settings()) as work:
            rows = await work.read(lambda store: store.due.stuck(most))
        for row in rows:
            state = "buried" if row.buried else f"again at {row.at:%Y-%m-%d %H:%M} UTC"
            typer.echo(f"{row.key}  {row.kind}  {row.error} after {row.attempts} attempts, {state}")
        typer.echo('netlearn due retry "KEY" tries one anew.' if rows else "Everything was done in its time.")

    asyncio.run(show())


@due_app.command()
def retry(
    key: Annotated[str, typer.Argument(help="The key of work that failed.")],
    of_demo: Annotated[bool, typer.Option("--demo", help="Look at the simulator's database.")] = False,
) -> None:
    """Let work that failed be tried anew by whatever process is running."""

    async def run() -> bool:
        async with opened(database_of(of_demo), Settings()) as work:
            return await work.write(lambda store: store.due.revive(key, datetime.now(UTC)))

    if not asyncio.run(run()):
        raise Stopped(f"No work of the key {key} has failed. netlearn due shows what has.")
    typer.echo(f"{key} will be tried anew.")
