"""No log line holds what members write, whom they know, or a token; whatever goes wrong."""

import logging
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.config import Mode
from tests.adapters.slack.running import Running, enter, running
from tests.slack.server.faults import ApiError, Drop, HttpError, Limited

SECRETS = ("Globex", "Initech", "Marguerite", "a note of mine", "Ana Souza", "xoxb-", "xapp-", "secret")


@pytest.mark.parametrize("mode", Mode, ids=lambda mode: mode.name.lower())
async def test_nothing_private_is_logged(
    sqlite_url: str,
    tmp_path: Path,
    mode: Mode,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(mode, sqlite_url, tmp_path) as bot:
        await bot.gather("ana", "ben")
        await everything_goes_wrong(bot)
        await bot.type("ana", "/know add Initech Marguerite")
        await bot.type("ana", "/know add Initech Marguerite nosuchoption:a note of mine")
        await bot.type("ana", "/try fill Globex")
        await bot.settle()
        view = bot.person("ana").view
        assert view
        enter(view, note="a note of mine", fit="99")
        await bot.person("ana").submit()
        view.spec["private_metadata"] = "a note of mine"
        await bot.person("ana").submit()
        await send_malformed(bot)
        await bot.settle()
    said = capsys.readouterr()
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # of the local Slack
    logged = said.out + said.err + "\n".join(map(_line, ours))
    assert "answer lost" in logged
    for secret in SECRETS:
        assert secret not in logged


async def everything_goes_wrong(bot: Running) -> None:
    faults = bot.slack.faults
    faults.add("users.info", ApiError("user_not_found"))
    faults.add("views.publish", Drop())
    faults.add("chat.postMessage", Limited(0))
    faults.add("chat.postMessage", HttpError(500))
    faults.add("chat.postMessage", ApiError("invalid_blocks", {"errors": ["a note of mine"]}))
    await bot.type("ana", "/target add Globex, Initech")
    faults.add(
        "views.open", ApiError("invalid_arguments", {"response_metadata": {"messages": ["a note of mine"]}})
    )
    await bot.type("ana", "/intro ask Globex")
    faults.add("(response_url)", HttpError(404, "a note of mine"), times=3)
    await bot.type("ana", "/try picture Globex")
    await bot.settle()
    faults.clear()


async def send_malformed(bot: Running) -> None:
    payload = {
        "type": "block_actions",
        "actions": [],
        "user": {"name": "Ana Souza"},
        "text": "a note of mine",
    }
    try:
        await bot.delivery.send("interactive", payload)
    except Exception as error:
        assert str(error) == "dispatch_failed"  # noqa: PT017 (over HTTP it is refused, in Socket Mode it is not)


def _line(record: logging.LogRecord) -> str:
    """Give all of a line, but those of the local Slack's own libraries about themselves."""
    arguments: Any = record.args
    return f"{record.name} {record.getMessage()} {arguments} {record.exc_text}"
