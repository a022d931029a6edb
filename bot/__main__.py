"""The program: its command line with all commands."""

import sys

import structlog
import typer
from pydantic import ValidationError

from adapters.web.clock import ClockDamaged
from bot.cli import (
    database,
    demo,
    discord,
    doctor,
    due,
    explain,
    explain_when,
    gallery,
    manifest,
    outbox,
    run,
)
from bot.cli.app import Stopped, app
from bot.core.errors import CannotListen, CannotServe, StoreBusy

COMMANDS = (demo, run, doctor, manifest, discord, database, outbox, due, gallery, explain, explain_when)
"""Each adds itself to the command line when it is imported."""


def main() -> None:
    """Run the command line; what the host can mend is said in a sentence, without a traceback."""
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr), cache_logger_on_first_use=False
    )
    try:
        app(prog_name="netlearn")
    except* (Stopped, StoreBusy, ClockDamaged, CannotListen, CannotServe, OSError, ValidationError) as errors:
        for error in errors.exceptions:
            typer.echo(_said(error), err=True)
    else:
        return
    sys.exit(1)  # after the groups: Python 3.11.2 shows what is raised within as a traceback


def _said(error: Exception) -> str:
    """Say in a sentence what stopped the program, and what may help."""
    match error:
        case CannotListen():
            return f"{error} Choose another place with --host and --port; port 0 is any free one."
        case StoreBusy():
            return f"The database does not answer as it should: {error}."
        case ValidationError():
            wrong = error.errors(include_input=False)[0]  # what was given may be a secret
            return (
                f"NETLEARN_{'_'.join(map(str, wrong['loc'])).upper()} cannot be used: {wrong['msg'].lower()}."
            )
        case OSError():
            return f"{error.filename or 'The system'}: {error.strerror}. NETLEARN_DATA_DIR says where files are kept."
        case _:
            return str(error)


if __name__ == "__main__":
    main()
