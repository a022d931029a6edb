"""netlearn gallery, as it is typed."""

import json

from typer.testing import CliRunner

import bot.__main__  # noqa: F401  # every command adds itself to the command line
from bot.cli.app import Stopped, app


def test_json_for_a_platform() -> None:
    printed = CliRunner().invoke(app, ["gallery", "--platform", "web", "--json"])
    assert printed.exit_code == 0
    first = json.loads(printed.stdout)[0]
    assert set(first) == {"name", "kind", "payload"}


def test_a_page_for_people(html: str) -> None:
    assert html.startswith("<!doctype html>\n")
    assert html.rstrip().endswith("</html>")


def test_a_platform_that_is_not_there() -> None:
    printed = CliRunner().invoke(app, ["gallery", "--platform", "pager"])
    assert isinstance(printed.exception, Stopped)
    assert str(printed.exception) == "There is no platform pager; there is discord, slack, web."
