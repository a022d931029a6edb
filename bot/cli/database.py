"""netlearn db: the database."""

import typer

from bot.cli.app import app
from bot.cli.parts import checked
from bot.settings import Settings
from storage import migrate

database_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(database_app, name="db")


@database_app.command("upgrade")
def upgrade() -> None:
    """Bring the database to this program's schema."""
    url = checked(Settings().database())
    behind = migrate.pending(url)
    migrate.upgrade(url)
    typer.echo("The database is up to date now." if behind else "The database was up to date already.")
