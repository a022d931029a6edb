"""The wheel serves the demo from an environment that has only it and what it needs."""

import asyncio
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import __version__
from tests.guides.newcomer import Newcomer
from tests.guides.reading import ROOT

UV = str(Path(sys.executable).with_name("uv"))


def built(folder: Path) -> Path:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.mark.usefixtures("clone")  # where packages can be had
async def test_the_wheel_serves_the_demo(tmp_path: Path) -> None:
    wheel = await asyncio.to_thread(built, tmp_path)
    fresh, elsewhere = tmp_path / "fresh", tmp_path / "elsewhere"
    venv.create(fresh)
    elsewhere.mkdir()
    install = f'"{UV}" pip install --quiet --python "{fresh}" '
    somebody = Newcomer(tmp_path, elsewhere, {})

    async def look(line: str) -> None:
        async with ClientSession(line.split()[1]) as session:
            async with session.get("/") as response:
                page = await response.text()
            for part in re.findall(r'(?:href|src)="(/[^"]+)"', page):
                async with session.get(part) as response:
                    assert response.status == 200, part
            asked = '/intro ask Globex "Are there any openings that you could refer me to?" offer:"a coffee"'
            body = {"as": "ana", "room": "job-seekers", "text": asked}
            async with session.post("/api/call", json=body) as response:
                assert "asking for a job" in await response.text()  # the coach has what it learned with it

    said = await somebody.serves(
        [
            f'{install} --require-hashes --requirement "{ROOT}/requirements/base.txt"',
            f'{install} --no-deps "{wheel}"',
            f'"{fresh}/bin/netlearn" --version',
            f'"{fresh}/bin/netlearn" demo --port 0',
        ],
        "Open http",
        look,
    )
    assert said.code == 0, said.text
    assert f"netlearn {__version__}\n" in said.text
