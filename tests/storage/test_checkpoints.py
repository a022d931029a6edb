"""What was committed gets into SQLite's file beside the writer."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storage import engine
from storage.checkpoints import OFTEN, Checkpoints


def rows_without_the_log(file: Path) -> int:
    """Count the rows in a copy of the file alone."""
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    connection = sqlite3.connect(copy)
    try:
        return int(connection.execute("SELECT count(*) FROM notes").fetchone()[0])
    except sqlite3.OperationalError:  # not even the table
        return 0
    finally:
        connection.close()


def test_the_log_is_moved_into_the_file_after_many_works(tmp_path: Path) -> None:
    file = tmp_path / "netlearn.db"
    url = engine.parsed(f"sqlite:///{file}")
    writer = engine.sqlite(url, connections=1, patience=5)
    reader = engine.sqlite(url, connections=1, patience=5, reads=True)
    with writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO notes VALUES (1), (2)")
    threads = ThreadPoolExecutor(1)
    checkpoints = Checkpoints(reader, threads)
    checkpoints.committed(OFTEN - 1)
    assert rows_without_the_log(file) == 0
    checkpoints.committed(1)
    threads.shutdown()  # waits for what was begun
    assert rows_without_the_log(file) == 2
    with reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM notes").scalar_one() == 2
    for each in (writer, reader):
        each.dispose()
