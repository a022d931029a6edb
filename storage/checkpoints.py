"""SQLite's log is moved into its file beside the writer, which else would wait for the disk at one of its commits."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import Engine

OFTEN = 100
"""After so many works the log is moved; a tenth of what the writer lets pile up before it does so itself."""


class Checkpoints:
    """Moves the log on one of the readers' threads; what goes wrong there, the writer makes good later."""

    def __init__(self, engine: Engine, threads: ThreadPoolExecutor) -> None:
        """Take an engine on the database, and the threads to use."""
        self._engine, self._threads, self._since = engine, threads, 0

    def committed(self, works: int) -> None:
        """Hear that so many works were committed."""
        self._since += works
        if self._since >= OFTEN:
            self._since = 0
            with suppress(RuntimeError):  # the threads are gone: closing the file moves the log
                self._threads.submit(self._move)

    def _move(self) -> None:
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()
