"""netlearn explain coach: one line of JSON for each text, or the same for people."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import bot.cli.explain  # noqa: F401 - adds itself to the command line
from bot.cli.app import Stopped, app

PITCH = "see if I would be a fit for your team"
LEARN = "learn how your team works and what makes people do well there"


def explained(*arguments: str, given: str | bytes | None = None) -> str:
    result = CliRunner().invoke(app, ["explain", "coach", *arguments], input=given)
    if result.exception:
        raise result.exception
    return result.stdout


def rows(*arguments: str, given: str | bytes | None = None) -> list[dict[str, object]]:
    return [json.loads(line) for line in explained("--json", *arguments, given=given).splitlines()]


def test_each_text_is_one_object() -> None:
    pitch, learn = rows(PITCH, LEARN)
    assert pitch == {
        "text": PITCH,
        "verdict": "pitch",
        "findings": [
            {
                "words": PITCH,
                "why": "It asks your peer's contact to judge you before they know you, and your peer to vouch for it.",
            }
        ],
        "rewrite": LEARN,
    }
    assert learn == {"text": LEARN, "verdict": "learn", "findings": [], "rewrite": None}


def test_lines_of_standard_input_are_texts() -> None:
    assert [row["verdict"] for row in rows(given=f"{PITCH}\n{LEARN}\nüber Wale 🐋\n")] == [
        "pitch",
        "learn",
        "learn",
    ]


def test_an_empty_text_is_answered_in_its_place() -> None:
    empty, learn = rows(given=f"\n{LEARN}\n")
    assert (empty["verdict"], empty["error"]) == (None, "There is nothing to read in an empty text.")
    assert learn["verdict"] == "learn"
    assert explained("  ") == "There is nothing to read in an empty text.\n"


def test_bytes_that_are_no_text_are_read_as_well_as_they_can_be() -> None:
    assert [row["verdict"] for row in rows(given=b"any openings \xff\xfe\n")] == ["pitch"]


def test_for_people() -> None:
    assert explained(PITCH).splitlines() == [
        f"pitch: {PITCH}",
        f"  “{PITCH}”",
        "    It asks your peer's contact to judge you before they know you, and your peer to vouch for it.",
        f"  You could write: {LEARN}",
    ]


def test_nothing_at_all_is_said_in_a_sentence() -> None:
    with pytest.raises(Stopped, match="standard input is empty"):
        explained(given="")


def test_the_program_says_it_so_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "explain", "coach", "--json", PITCH],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["rewrite"] == LEARN
