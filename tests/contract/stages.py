"""Every platform on which the contract suite is run: a new adapter adds its line here."""

import pytest

from tests.contract.simulator import simulator
from tests.contract.stage import PutUp

STAGES: dict[str, PutUp] = {
    "simulator": simulator,
}

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where only the platform matters, one database is enough."""
