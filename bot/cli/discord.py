"""netlearn discord: what Discord has to be told."""

import asyncio

import typer

import bot.commands
from bot.cli.app import app
from bot.cli.platforms import needed_discord
from bot.core.registry import Registry
from bot.settings import Settings

discord_app = typer.Typer(help="Register the commands at Discord, and invite the bot.", no_args_is_help=True)
app.add_typer(discord_app, name="discord")


@discord_app.command()
def sync() -> None:
    """Register the commands at Discord, where they differ from what it has."""
    from adapters.discord.sync import sync as register

    changes = asyncio.run(register(needed_discord(Settings()), Registry.discover(bot.commands)))
    if not changes:
        typer.echo("Discord has the commands as they are; nothing was changed.")
    for what, names in (("Added", changes.added), ("Changed", changes.changed), ("Removed", changes.removed)):
        if names:
            typer.echo(f"{what}: {', '.join(names)}.")


@discord_app.command()
def invite() -> None:
    """Print the link by which the bot is taken onto a server, with exactly the permissions it needs."""
    from adapters.discord.invite import invite as link
    from adapters.discord.sync import application_of

    typer.echo(link(asyncio.run(application_of(needed_discord(Settings())))))
