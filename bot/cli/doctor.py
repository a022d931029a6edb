"""netlearn doctor: looks at the installation, and says what to do about each fault."""

import asyncio
import os
import sys
from pathlib import Path

import typer

import bot.commands
from bot.cli.app import Stopped, app
from bot.cli.parts import checked, opened
from bot.cli.platforms import discord_of, slack_of
from bot.core.errors import StoreBusy
from bot.core.finding import Finding
from bot.core.registry import Registry
from bot.settings import Settings
from storage import migrate
from storage.engine import sqlite_file


@app.command()
def doctor() -> None:
    """Look at the database, Slack and Discord, and say what to do about each fault."""
    findings = asyncio.run(_look(Settings()))
    for each in findings:
        typer.echo(f"{'ok   ' if each.ok else 'FAULT'}  {each.about}")
        if each.advice:
            typer.echo(f"       {each.advice}")
    faults = sum(not each.ok for each in findings)
    typer.echo(f"{faults} to mend." if faults else "Everything is in order.")
    sys.exit(1 if faults else 0)


async def _look(settings: Settings) -> list[Finding]:
    return [*await _database(settings), *await _slack(settings), *await _discord(settings)]


async def _database(settings: Settings) -> list[Finding]:
    try:
        url = checked(settings.database())
        file = sqlite_file(url)
        if file and not file.exists():
            return [_to_be_made(file)]
        if migrate.pending(url):
            return [_behind(file)]
        async with opened(url, settings) as work:
            buried = await work.read(lambda store: store.outbox.troubles(1000))
    except Stopped as error:
        return [Finding(False, "The database cannot be opened.", str(error))]
    except (StoreBusy, OSError) as error:
        advice = "Look whether it runs, and whether NETLEARN_DATABASE_URL names it with user and password."
        return [Finding(False, f"The database does not answer ({type(error).__name__}).", advice)]
    kind = "SQLite" if file else "PostgreSQL"
    found = [Finding(True, f"The database ({kind}) answers, and has this program's schema.")]
    if buried:
        found.append(
            Finding(
                False, f"{len(buried)} messages are not delivered.", "netlearn outbox shows which, and why."
            )
        )
    return found


def _to_be_made(file: Path) -> Finding:
    """Return whether an SQLite database that is not there yet can be made."""
    folder = next(each for each in file.parents if each.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding(True, f"The database (SQLite) is made at the first start: {file}")
    advice = "Name a folder where this program may write: NETLEARN_DATA_DIR, or NETLEARN_DATABASE_URL where it is set."
    return Finding(False, f"The database cannot be made in {file.parent}.", advice)


def _behind(file: Path | None) -> Finding:
    if file:  # netlearn run does it by itself
        return Finding(True, "The database (SQLite) is brought to this program's schema at the next start.")
    return Finding(
        False, "The database has not this program's schema.", "netlearn db upgrade brings it there."
    )


async def _slack(settings: Settings) -> list[Finding]:
    try:
        config = slack_of(settings)
    except Stopped as error:
        return [Finding(False, "Slack is set up by half.", str(error))]
    if config is None:
        return [Finding(True, "Slack is not set up; docs/slack.md says how.")]
    from adapters.slack.doctor import check

    return await check(config)


async def _discord(settings: Settings) -> list[Finding]:
    try:
        config = discord_of(settings)
    except Stopped as error:
        return [Finding(False, "Discord is set up wrongly.", str(error))]
    if config is None:
        return [Finding(True, "Discord is not set up; docs/discord.md says how.")]
    from adapters.discord.doctor import check

    return await check(config, Registry.discover(bot.commands))
