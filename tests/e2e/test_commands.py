"""The rest of the command line: what it says, and that nothing a host can mend ends in a traceback."""

from datetime import UTC, datetime

import pytest

from bot.core.card import Card
from bot.core.outbox import Address, Posting
from bot.core.ports import Store
from storage.database import Database
from tests.contract.simulator import playing
from tests.contract.story import newest
from tests.e2e.program import Demo, Home
from tests.fixtures.databases import KEY

ONE_DATABASE = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
ROOM = Address("slack", "T1", "room", "C1")
SECRET = "what nobody is to read here"


async def test_a_database_is_upgraded_and_its_outbox_shows_what_was_refused(home: Home) -> None:
    assert answer(home, "db", "upgrade") == "The database is up to date now."
    assert answer(home, "db", "upgrade") == "The database was up to date already."
    buried = await bury(home, "netlearn.db", ROOM)
    assert answer(home, "outbox") == (
        f"{buried}  buried  slack/T1 room C1  channel_not_found after 1 attempts\n"
        "netlearn outbox retry ID tries a buried one anew."
    )
    assert answer(home, "outbox", "retry", str(buried)) == f"Row {buried} will be tried anew."
    assert answer(home, "outbox") == "Everything was delivered."


@ONE_DATABASE
async def test_what_cannot_be_shown_or_tried_anew_is_said(home: Home) -> None:
    early = "The database is not set up for this program yet. netlearn db upgrade does it."
    assert refusal(home, "outbox") == early
    answer(home, "db", "upgrade")
    none = "There is no buried row 7. netlearn outbox shows what there is."
    assert refusal(home, "outbox", "retry", "7") == none


@ONE_DATABASE
async def test_a_running_program_delivers_what_is_tried_anew(home: Home) -> None:
    async with playing(Demo(home)) as stage:
        buried = await bury(home, "demo.db", Address("web", "demo", "room", "job-seekers"))
        assert str(buried) in answer(home, "outbox", "--demo")
        answer(home, "outbox", "retry", str(buried), "--demo")
        await stage.settle()
        assert (await newest(stage, "ana")).headline == SECRET


def answer(home: Home, *arguments: str) -> str:
    """Run a command that does what it should; gives what it says."""
    done = home.run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.removesuffix("\n")


def refusal(home: Home, *arguments: str) -> str:
    """Run a command that cannot do what it should; gives the sentence that says why."""
    refused = home.run(*arguments)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1), refused
    return refused.stderr.removesuffix("\n")


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


@ONE_DATABASE
@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("NETLEARN_DATABASE_URL", "nonsense", "postgresql://"),
        ("NETLEARN_DATABASE_URL", "postgresql://127.0.0.1:1/netlearn", "Connection refused"),
        ("NETLEARN_DATA_DIR", "/dev/null/netlearn", "NETLEARN_DATA_DIR"),
        ("NETLEARN_SECRET_KEYS", "too short", "32 bytes"),
    ],
)
async def test_a_setting_that_cannot_work_is_said(home: Home, setting: str, value: str, hint: str) -> None:
    assert hint in refusal(Home(home.folder, more={setting: value}), "demo", "--port", "0")


@ONE_DATABASE
async def test_a_command_that_is_none_is_answered_with_help(home: Home) -> None:
    refused = home.run("dmeo")
    assert refused.returncode == 2
    assert "netlearn --help" in refused.stderr
