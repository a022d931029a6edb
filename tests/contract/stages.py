"""Every platform on which the contract suite is run: a new adapter adds its line here.

The line names a function that takes a Setting and puts up a Stage for as long as its context lasts: it starts
what stands for the platform (a local server with the people of NAMES and two rooms), `program.running` with the
adapter's platform, and gives an object that does there what people do, and reads what they read.
`simulator.py` is one.
"""

import pytest

from tests.contract.simulator import simulator
from tests.contract.stage import PutUp
from tests.discord.stage import discord
from tests.slack.stage import in_slack

STAGES: dict[str, PutUp] = {
    "simulator": simulator,
    "slack": in_slack("http"),
    "discord": discord,
}
"""Slack's other way in, Socket Mode, plays the stories in tests/slack."""

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where only the platform matters, one database is enough."""
