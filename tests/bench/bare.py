"""The bare transaction: the very statements of a command, without the command."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy import Executable

from bot.core.context import Caller
from bot.domain.company import company_key
from storage.quick import Quick
from tests.bench.world import World

Statement = tuple[Executable, Any]


@dataclass(frozen=True)
class Transaction:
    """Statements with their parameters, in their order."""

    statements: Sequence[Statement]

    def anew(self, company: str, other: str) -> "Transaction":
        """Give the same transaction about another company, its message with a key of its own."""
        keys = [
            params["key"] for _, params in self.statements if isinstance(params, dict) and "key" in params
        ]
        swapped = {company: other, company_key(company): company_key(other)}
        swapped |= {key: secrets.token_urlsafe(16) for key in keys}
        return Transaction([(statement, _swapped(params, swapped)) for statement, params in self.statements])

    async def run(self, world: World) -> None:
        """Run it as the unit of work does: one hop to the same threads, one connection, one commit."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(world.database._writing.threads, self._run, world)

    def _run(self, world: World) -> None:
        with world.engine.connect() as connection, connection.begin():
            for statement, params in self.statements:
                result = connection.execute(statement, params)
                if result.returns_rows:
                    result.all()


async def recorded(world: World, caller: Caller, line: str) -> Transaction:
    """Give the transaction of a typed line, which is run for this."""
    statements: list[Statement] = []
    execute = Quick.execute

    def note(connection: Quick, statement: Executable, params: Any = None) -> Any:
        statements.append((statement, params))
        return execute(connection, statement, params)

    with patch.object(Quick, "execute", note):
        await world.typed(caller, line)
    return Transaction(statements)


def _swapped(value: Any, swapped: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _swapped(each, swapped) for name, each in value.items()}
    if isinstance(value, list):
        return [_swapped(each, swapped) for each in value]
    if isinstance(value, str):
        for old, new in swapped.items():
            value = value.replace(old, new)
    return value
