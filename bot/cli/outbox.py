"""netlearn outbox: messages that could not be delivered."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.app import Stopped, app
from bot.cli.demo import database_of
from bot.cli.parts import opened
from bot.settings import Settings

outbox_app = typer.Typer(help="Messages that could not be delivered.")
app.add_typer(outbox_app, name="outbox")


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
        async with opened(database_of(of_demo), Settings()) as work:
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
        async with opened(database_of(of_demo), Settings()) as work:
            return await work.write(lambda store: store.outbox.revive(row, datetime.now(UTC)))

    if not asyncio.run(run()):
        raise Stopped(f"There is no buried row {row}. netlearn outbox shows what there is.")
    typer.echo(f"Row {row} will be tried anew.")
