"""The databases that tests use one after another: nothing of a test is left for the next."""

from contextlib import ExitStack, closing

import psycopg
import pytest

from tests.fixtures.postgresql import Server

NAMES = "SELECT name FROM members"
ADD = "INSERT INTO members (name, about, stage, on_leaderboard, version) VALUES (%s, '', '', true, 1) RETURNING id"


def test_the_next_finds_no_row_and_the_same_ids(postgresql_server: Server) -> None:
    ids, urls = [], set()
    for name in ("Ana", "Ben"):
        with postgresql_server.lent() as url, psycopg.connect(url) as connection:
            assert connection.execute(NAMES).fetchall() == []
            ids.append(connection.execute(ADD, [name]).fetchone())
        urls.add(url)
    assert ids == [(1,), (1,)]
    assert len(urls) == 1


def test_two_at_once_are_two(postgresql_server: Server) -> None:
    with postgresql_server.lent() as one, postgresql_server.lent() as other:
        assert one != other


def test_who_stayed_is_sent_away(postgresql_server: Server) -> None:
    with ExitStack() as later:
        with postgresql_server.lent() as url:
            stayed = later.enter_context(closing(psycopg.connect(url)))
            stayed.execute(ADD, ["Ana"])  # neither committed nor rolled back
        with pytest.raises(psycopg.OperationalError):
            stayed.execute(NAMES)
    with postgresql_server.lent() as again, psycopg.connect(again) as connection:
        assert connection.execute(NAMES).fetchall() == []


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX ix_outbox_pending",
        "ALTER TABLE members ADD COLUMN mood TEXT",
        "ALTER TABLE members ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE members DISABLE TRIGGER ALL",
        "CREATE FUNCTION one() RETURNS INTEGER LANGUAGE SQL AS 'SELECT 1'",
        "CREATE VIEW names AS SELECT name FROM members",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_one_with_another_schema_is_not_used_again(postgresql_server: Server, change: str) -> None:
    with postgresql_server.lent() as changed, psycopg.connect(changed) as connection:
        connection.execute(change.encode())
    with postgresql_server.lent() as one, postgresql_server.lent() as other:
        assert changed not in {one, other}
