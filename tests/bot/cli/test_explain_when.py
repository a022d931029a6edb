"""netlearn explain when: one line of JSON for each phrase, or the same for people."""

import json

import pytest
from typer.testing import CliRunner

import bot.cli.explain_when  # noqa: F401 - adds itself to the command line
from bot.cli.app import Stopped, app


def explained(*arguments: str, zone: str = "Europe/Athens", given: str | None = None) -> str:
    now = () if "--now" in arguments else ("--now", "2026-11-18T10:00:00+00:00")
    result = CliRunner().invoke(app, ["explain", "when", "--zone", zone, *now, *arguments], input=given)
    if result.exception:
        raise result.exception
    return result.stdout


def test_each_phrase_is_one_object() -> None:
    rows = [json.loads(line) for line in explained("--json", "next Tue at 10", "tomorrow").splitlines()]
    assert rows == [
        {"text": "next Tue at 10", "local": "2026-11-24T10:00:00+02:00", "error": None},
        {"text": "tomorrow", "local": None, "error": "At what time? Add it, as in “tomorrow at 15:00”."},
    ]


def test_lines_come_from_standard_input_too() -> None:
    rows = [json.loads(line) for line in explained("--json", given="friday 9:30\n\n").splitlines()]
    assert [(row["text"], row["local"]) for row in rows] == [
        ("friday 9:30", "2026-11-20T09:30:00+02:00"),
        ("", None),
    ]


def test_people_read_it_in_words() -> None:
    assert explained("tomorrow 3pm") == "tomorrow 3pm: tomorrow at 15:00 (2026-11-19T15:00:00+02:00)\n"


def test_now_without_an_offset_is_by_the_clocks_of_the_zone() -> None:
    assert "2026-11-18T11:00:00+09:00" in explained("today 11:00", "--now", "2026-11-18T10:00", zone="tokyo")


@pytest.mark.parametrize(
    ("arguments", "zone", "said"),
    [
        (("tomorrow",), "Mars/Olympus", "“Mars/Olympus” is not a time zone I know."),
        (("--now", "soon", "tomorrow"), "UTC", "--now 'soon' is no moment."),
    ],
)
def test_what_cannot_be_used_is_named(arguments: tuple[str, ...], zone: str, said: str) -> None:
    with pytest.raises(Stopped, match=said):
        explained(*arguments, zone=zone)
