"""The command line's root, to which every command of this package adds itself."""

from typing import Annotated

import typer

from bot import __version__

app = typer.Typer(no_args_is_help=True)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"netlearn {__version__}")
        raise typer.Exit


@app.callback()
def netlearn(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Netlearn: for groups of job seekers who help one another."""


class Stopped(Exception):
    """The program cannot go on; the message tells the host why, and what to do."""
