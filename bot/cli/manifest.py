"""netlearn manifest: what Slack is told about the app."""

import json
from typing import Annotated

import typer

import bot.commands
from adapters.slack.manifest import BadAddress, manifest
from bot.cli.app import Stopped, app
from bot.core.registry import Registry
from bot.settings import Settings

manifest_app = typer.Typer(help="What a platform is told about the app.", no_args_is_help=True)
app.add_typer(manifest_app, name="manifest")


@manifest_app.callback()
def platforms() -> None:
    """Print what a platform is told about the app."""


@manifest_app.command()
def slack(
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode: no public address.")] = False,
    url: Annotated[str, typer.Option(help="The public address, such as https://netlearn.example.org.")] = "",
) -> None:
    """Print the app manifest, made of the commands, to be pasted at api.slack.com/apps."""
    if socket and url:
        raise Stopped("Choose one: --socket needs no address, and --url is for requests over HTTP.")
    address = url or ("" if socket else Settings().public_url)
    if not socket and not address:
        raise Stopped(
            "How will Slack reach the bot? --socket needs no public address, which is the simplest; "
            "--url https://… is for requests over HTTP."
        )
    try:
        made = manifest(Registry.discover(bot.commands), socket=socket, url=address or None)
    except BadAddress as error:
        raise Stopped(str(error)) from None
    typer.echo(json.dumps(made, ensure_ascii=False, indent=2))
