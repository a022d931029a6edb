"""The rest of the command line: what it says, and that nothing a host can mend ends in a traceback.

These run in this process, by the very function that the script `netlearn` calls.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import structlog

from bot import __version__
from bot.__main__ import main
from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from bot.domain import due
from bot.domain.group import Room, Settings
from storage import migrate
from storage.database import Database
from tests.contract.simulator import playing
from tests.contract.story import newest
from tests.e2e.program import Demo, Home
from tests.fixtures.databases import KEY

ONE_DATABASE = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
ROOM = Address("slack", "T1", "room", "C1")
SECRET = "what nobody is to read here"


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a command."""

    code: object
    out: str
    err: str

    @property
    def answer(self) -> str:
        """What a command says that did what it should."""
        assert (self.code, self.err) == (0, ""), self
        return self.out.removesuffix("\n")

    @property
    def refusal(self) -> str:
        """The one sentence of a command that could not do what it should."""
        assert (self.code, self.out, self.err.count("\n")) == (1, "", 1), self
        return self.err.removesuffix("\n")


Netlearn = Callable[..., Said]


@pytest.fixture
def netlearn(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Netlearn:
    """Give the command line, at home."""

    def run(*arguments: str, **more: str) -> Said:
        with monkeypatch.context() as patched:
            for name, value in (home.settings | more).items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["netlearn", *arguments])
            with pytest.raises(SystemExit) as exit_:
                main()
        structlog.reset_defaults()
        return Said(exit_.value.code, *capsys.readouterr())

    return run


def test_a_database_is_upgraded_and_its_outbox_shows_what_was_refused(home: Home, netlearn: Netlearn) -> None:
    early = "The database is not set up for this program yet. netlearn db upgrade does it."
    assert netlearn("outbox").refusal == early
    assert netlearn("db", "upgrade").answer == "The database is up to date now."
    assert netlearn("db", "upgrade").answer == "The database was up to date already."
    assert netlearn("outbox").answer == "Everything was delivered."
    buried = str(asyncio.run(bury(home, "netlearn.db", ROOM)))
    shown = netlearn("outbox").answer
    assert shown == (
        f"{buried}  buried  slack/T1 room C1  channel_not_found after 1 attempts\n"
        "netlearn outbox retry ID tries a buried one anew."
    )
    assert netlearn("outbox", "retry", buried).answer == f"Row {buried} will be tried anew."
    assert netlearn("outbox").answer == "Everything was delivered."
    for row in (buried, "999"):  # it is no longer buried; there is no such row
        none = f"There is no buried row {row}. netlearn outbox shows what there is."
        assert netlearn("outbox", "retry", row).refusal == none
    if not home.database_url:  # otherwise the demo is in the same database
        assert netlearn("outbox", "--demo").refusal == early.replace("db upgrade", "demo")


def test_the_version_is_said(netlearn: Netlearn) -> None:
    assert netlearn("--version").answer == f"netlearn {__version__}"


def test_the_doctor_says_what_becomes_of_a_database_that_is_not_ready(home: Home, netlearn: Netlearn) -> None:
    url = home.url("netlearn.db")
    if home.database_url:
        ready = [False, "The database has not this program's schema."]
        early = ready
    else:
        ready = [True, f"The database (SQLite) is made at the first start: {home.data / 'netlearn.db'}"]
        early = [True, "The database (SQLite) is brought to this program's schema at the next start."]
    assert looked_at_the_database(netlearn) == ready
    assert not home.data.exists()
    migrate.upgrade(url, "0001")
    assert looked_at_the_database(netlearn) == early
    migrate.upgrade(url)
    kind = "PostgreSQL" if home.database_url else "SQLite"
    assert looked_at_the_database(netlearn) == [
        True,
        f"The database ({kind}) answers, and has this program's schema.",
    ]


def looked_at_the_database(netlearn: Netlearn, **more: str) -> list[object]:
    """Return what the doctor says of the database: whether it is in order, and what it is like."""
    said = netlearn("doctor", **more)
    word, about = said.out.splitlines()[0].split(maxsplit=1)
    assert (said.code, said.err) == (int(word == "FAULT"), "")
    return [word == "ok", about]


@ONE_DATABASE
def test_the_doctor_says_where_no_database_can_be_made(netlearn: Netlearn) -> None:
    found = looked_at_the_database(netlearn, NETLEARN_DATA_DIR="/dev/null/netlearn")
    assert found == [False, "The database cannot be made in /dev/null/netlearn."]


def test_work_of_the_clock_that_failed_is_shown_and_tried_anew(home: Home, netlearn: Netlearn) -> None:
    netlearn("db", "upgrade")
    assert netlearn("due").answer == "Everything was done in its time."
    asyncio.run(fail_to_post_digests(home))
    assert netlearn("due").answer == (
        "digest:1:2026-11-16  digest  KeyError after 1 attempts, buried\n"
        "digest:2  digest  KeyError after 1 attempts, again at 2026-11-20 16:00 UTC\n"
        'netlearn due retry "KEY" tries one anew.'
    )
    for key in ("digest:1:2026-11-16", "digest:2"):
        assert netlearn("due", "retry", key).answer == f"{key} will be tried anew."
        none = f"No work of the key {key} has failed. netlearn due shows what has."
        assert netlearn("due", "retry", key).refusal == none
    assert netlearn("due").answer == "Everything was done in its time."


@ONE_DATABASE
async def test_a_running_program_delivers_what_is_tried_anew(home: Home) -> None:
    async with playing(Demo(home)) as stage:
        await stage.settle()  # until then others wait before it at the same address
        buried = str(await bury(home, "demo.db", Address("web", "demo", "room", "job-seekers")))
        assert buried in home.run("outbox", "--demo").stdout
        assert home.run("outbox", "retry", buried, "--demo").stderr == ""
        await stage.settle()
        assert (await newest(stage, "ana")).headline == SECRET


@ONE_DATABASE
@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("NETLEARN_DATABASE_URL", "nonsense", "postgresql://"),
        ("NETLEARN_DATABASE_URL", "mysql://somewhere/netlearn", "postgresql://"),
        ("NETLEARN_DATABASE_URL", "postgresql://127.0.0.1:1/netlearn", "Connection refused"),
        ("NETLEARN_DATABASE_URL", "sqlite:////dev/null/netlearn.db", "/dev/null"),
        ("NETLEARN_DATA_DIR", "/dev/null/netlearn", "NETLEARN_DATA_DIR"),
        ("NETLEARN_SECRET_KEYS", "too short", "32 bytes"),
    ],
)
def test_a_setting_that_cannot_work_is_said(netlearn: Netlearn, setting: str, value: str, hint: str) -> None:
    assert hint in netlearn("demo", "--port", "0", **{setting: value}).refusal


@ONE_DATABASE
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "netlearn.example"])  # noqa: S104
def test_another_host_is_refused_unless_it_is_said_in_plain_words(
    home: Home, netlearn: Netlearn, host: str
) -> None:
    assert "--anybody-can-be-anybody" in netlearn("demo", "--port", "0", "--host", host).refusal
    assert not home.data.exists()


@ONE_DATABASE
def test_a_command_that_is_none_is_answered_with_help(netlearn: Netlearn) -> None:
    refused = netlearn("dmeo")
    assert refused.code == 2
    assert "netlearn --help" in refused.err


async def bury(home: Home, file: str, address: Address) -> int:
    """Write a message, and bury it as a relay does; gives its row."""
    now = datetime.now(UTC)

    def write(store: Store) -> int:
        store.outbox.add([Posting(address, Card.of(SECRET))], now)
        return store.outbox.claim([address.platform], now=now, until=now, most=1)[0].id

    database = Database.open(home.url(file), keys=[KEY])
    row = await database.write(write)
    await database.write(lambda store: store.outbox.bury(row, "channel_not_found", now))
    await database.close()
    return row


async def fail_to_post_digests(home: Home) -> None:
    """Let the digest of one group fail for good, and that of another once."""
    at = datetime(2026, 11, 20, 15, tzinfo=UTC)

    def write(store: Store) -> None:
        for name, until in (("one", None), ("two", at + timedelta(hours=1))):
            group = store.groups.add(name, Settings(), Room("slack", "T1", name))
            work = due.digest(group, date(2026, 11, 16))
            store.due.add([work])
            store.due.fail(work, "KeyError", until)

    database = Database.open(home.url("netlearn.db"), keys=[KEY])
    await database.write(write)
    await database.close()
