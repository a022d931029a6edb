"""The real program, as `make demo` starts it."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PATIENCE = 120
"""Seconds after which a start is given up."""


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """Run the demo with a new group, keeping everything in a folder; gives the address that it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", "--fresh",
        env=os.environ | {"NETLEARN_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield await _address(process)
    finally:
        if process.returncode is None:
            process.terminate()
        log, _ = await process.communicate()
    worries = [line for line in log.decode().splitlines() if "[info" not in line]
    assert (process.returncode, worries) == (0, []), f"ended with {process.returncode}\n{log.decode()}"


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    said: list[str] = []
    async with asyncio.timeout(PATIENCE):
        async for line in process.stdout:
            said.append(line.decode())
            if found := re.search(r"http://\S+:\d+", said[-1]):
                return found[0]
    raise AssertionError("".join(said))
