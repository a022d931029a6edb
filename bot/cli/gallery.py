"""netlearn gallery: every card and form there is."""

import asyncio
import json
from typing import Annotated

import typer

import bot.commands
from adapters.web.people import PLATFORM as WEB
from bot.cli.app import Stopped, app
from bot.core.registry import Registry


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
