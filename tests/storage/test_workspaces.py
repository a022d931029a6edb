"""Where the bot is installed: tokens are sealed, and what came first does not undo what came later."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.core.ports import Store
from bot.domain.workspace import Workspace
from storage.store import SqlStore
from storage.tables import workspaces
from storage.vault import Vault
from tests.fixtures.databases import KEY
from tests.storage.people import DAY, NOW

TOKEN = "xoxb-not-a-real-one"
ACME = Workspace("slack", "T1", "Acme", TOKEN, "U0BOT", ("chat:write", "commands"), NOW)
AGAIN = replace(ACME, name="Acme Ltd", token="xoxb-newer", scopes=("commands",), installed_at=NOW + DAY)


def test_an_installation_is_kept(store: Store) -> None:
    store.workspaces.save(ACME)
    assert store.workspaces.get("slack", "T1") == ACME
    assert store.workspaces.get("slack", "T2") is None
    assert store.workspaces.get("discord", "T1") is None


def test_the_token_is_sealed_in_the_table(store: SqlStore) -> None:
    store.workspaces.save(ACME)
    row = store.workspaces._connection.execute(select(workspaces)).one()
    assert TOKEN not in str(row)
    assert Vault([KEY]).open(row.sealed_token) == TOKEN


@pytest.mark.parametrize("shown", [repr(ACME), str(ACME), f"{[ACME]}"])
def test_the_token_never_shows_where_an_installation_is_printed(shown: str) -> None:
    assert "Acme" in shown
    assert TOKEN not in shown


def test_a_later_installation_replaces_an_earlier_one_in_any_order(store: Store) -> None:
    for order in ((ACME, AGAIN), (AGAIN, ACME), (AGAIN, AGAIN)):
        for each in order:
            store.workspaces.save(each)
        assert store.workspaces.get("slack", "T1") == AGAIN


def test_a_workspace_is_left_once(store: Store) -> None:
    store.workspaces.save(ACME)
    assert store.workspaces.leave("slack", "T1", NOW + DAY)
    assert store.workspaces.get("slack", "T1") == replace(ACME, left_at=NOW + DAY)
    assert not store.workspaces.leave("slack", "T1", NOW + 2 * DAY)  # uninstalled and revoked are two events
    assert store.workspaces.get("slack", "T1") == replace(ACME, left_at=NOW + DAY)


def test_a_workspace_that_was_never_there_is_not_left(store: Store) -> None:
    assert not store.workspaces.leave("slack", "T1", NOW)
    assert store.workspaces.get("slack", "T1") is None


def test_who_left_and_came_back_is_there(store: Store) -> None:
    store.workspaces.save(ACME)
    store.workspaces.leave("slack", "T1", NOW + DAY / 2)
    store.workspaces.save(AGAIN)
    assert store.workspaces.get("slack", "T1") == AGAIN


def test_that_they_left_may_be_heard_after_they_came_back(store: Store) -> None:
    store.workspaces.save(ACME)
    store.workspaces.save(AGAIN)
    assert not store.workspaces.leave("slack", "T1", NOW + DAY / 2)
    assert store.workspaces.get("slack", "T1") == AGAIN
