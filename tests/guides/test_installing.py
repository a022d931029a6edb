"""Installing from a registry whose downloads break off."""

import asyncio
import base64
import hashlib
import os
import subprocess
import venv
import zipfile
from io import BytesIO
from pathlib import Path

from aiohttp import web

from adapters.http import listening
from tests.guides.reading import ROOT

WHEEL = "tiny-1.0-py3-none-any.whl"


def wheel() -> bytes:
    """Make a package with nothing in it."""
    made = BytesIO()
    files = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(made, "w") as archive:
        rows = []
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(text)}\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "".join([*rows, "tiny-1.0.dist-info/RECORD,,\n"]))
    return made.getvalue()


class Registry:
    """A registry of one package, of which so many downloads break off."""

    def __init__(self, broken: int) -> None:
        self._left, self.wheel = broken, wheel()
        self.downloads = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/simple/tiny/", self._links)
        app.router.add_get(f"/{WHEEL}", self._download)
        return app

    async def _links(self, _: web.Request) -> web.Response:
        return web.Response(text=f'<a href="/{WHEEL}">{WHEEL}</a>', content_type="text/html")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        self.downloads += 1
        if self.downloads > self._left:
            return web.Response(body=self.wheel)
        response = web.StreamResponse(headers={"Content-Length": str(len(self.wheel))})
        await response.prepare(request)
        await response.write(self.wheel[:100])
        assert request.transport
        request.transport.abort()
        return response


async def install(registry: Registry, folder: Path) -> subprocess.CompletedProcess[str]:
    """Install from it, as `make` does, into an environment that has only pip."""
    venv.create(folder / ".venv", with_pip=True)
    (folder / "lock.txt").write_text(
        f"tiny==1.0 --hash=sha256:{hashlib.sha256(registry.wheel).hexdigest()}\n"
    )
    async with listening(registry.app(), "127.0.0.1", 0) as address:
        settings = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": f"{address}/simple",
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RESUME_RETRIES": "0",
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        return await asyncio.to_thread(
            subprocess.run, ["sh", str(ROOT / ".ci" / "install-locked"), "lock.txt"],
            cwd=folder, env=inherited | settings, capture_output=True, text=True,
        )  # fmt: skip


async def test_a_download_that_breaks_off_is_tried_again(tmp_path: Path) -> None:
    registry = Registry(broken=2)
    said = await install(registry, tmp_path)
    again = "That did not work. Trying it again …\n"
    assert (said.returncode, said.stdout, said.stderr) == (0, "", 2 * again)
    assert registry.downloads == 3
    assert list((tmp_path / ".venv").rglob("tiny.py"))


async def test_what_does_not_come_at_all_is_explained(tmp_path: Path) -> None:
    registry = Registry(broken=99)
    said = await install(registry, tmp_path)
    assert said.returncode == 1
    assert registry.downloads == 3
    assert "The packages of lock.txt could not be installed." in said.stderr
    assert "ERROR: " in said.stderr  # what pip says itself
    assert "type the same again" in said.stderr
