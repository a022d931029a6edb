"""Runs migrations on the connection that storage.migrate gives; it has begun the transaction."""

from alembic import context

from storage.tables_of_meetings import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by writing it anew
)
context.run_migrations()
