"""docs/slack.md says what there is."""

import re
from pathlib import Path

from adapters.slack.manifest import SCOPES
from bot.settings import Settings

GUIDE = (Path(__file__).parents[3] / "docs" / "slack.md").read_text("utf-8")


def test_every_scope_has_its_reason() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| .{10,} \|$", GUIDE, re.MULTILINE)
    named = {scope for row in rows for scope in re.findall(r"`([a-z.:]+)`", row)}
    assert named >= set(SCOPES)
    assert {scope for scope in named if ":" in scope} <= set(SCOPES)


def test_every_variable_is_one() -> None:
    known = {f"NETLEARN_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"NETLEARN_[A-Z_]+", GUIDE))
    assert named <= known
    assert {name for name in known if "SLACK" in name} - {"NETLEARN_SLACK_API_URL"} <= named
