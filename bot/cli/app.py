"""The command line's root, to which every command of this package adds itself."""

import typer

app = typer.Typer(help="Netlearn: for groups of job seekers who help one another.", no_args_is_help=True)


class Stopped(Exception):
    """The program cannot go on; the message tells the host why, and what to do."""
