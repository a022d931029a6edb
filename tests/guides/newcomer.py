"""Somebody new: an empty home, an empty folder, and what a guide says, typed word by word."""

import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.guides.reading import ROOT

PATIENCE = 600
"""Seconds after which something that never comes is given up; nothing waits for them to pass."""
_NEW_MACHINE = re.compile(
    r"LANG|LC_\w+|TZ|TMPDIR|USER|\w+_proxy|SSL_\w+|PIP_\w+|UV_(?!TOOL)\w+", re.IGNORECASE
)
_LEFT_OPEN = re.compile(r"\b(NETLEARN_\w+)=\S*…|<this repository>")


@dataclass(frozen=True, slots=True)
class Said:
    """What came of some lines: their exit code, and all that they printed."""

    code: int
    text: str


class Newcomer:
    """Types lines into one shell; what a guide leaves open is `given`, by its name, what is set besides is `around`."""

    def __init__(
        self, home: Path, folder: Path, given: Mapping[str, str], around: Mapping[str, str] | None = None
    ) -> None:
        self._folder, self._given = folder, given
        self._environment = {**_environment(home), **(around or {})}

    def types(self, lines: Sequence[str]) -> Said:
        """Type lines that come to an end."""
        ended = subprocess.run(
            self._shell(lines), cwd=self._folder, env=self._environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        return Said(ended.returncode, ended.stdout)

    async def serves(
        self, lines: Sequence[str], serving: str, then: Callable[[str], Awaitable[object]], times: int = 1
    ) -> Said:
        """Type lines of which some serve: each time one says so, do something with what it said, and press Ctrl+C."""
        process = await asyncio.create_subprocess_exec(
            *self._shell(lines), cwd=self._folder, env=self._environment, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert process.stdout
        text = ""
        try:
            async with asyncio.timeout(PATIENCE):
                async for line in process.stdout:
                    text += line.decode()
                    if serving in line.decode():
                        await then(line.decode().strip())
                        os.killpg(process.pid, signal.SIGINT)
                        times -= 1
                code = await process.wait()
        except TimeoutError:
            raise AssertionError(f"no “{serving}” came, or no end: {text}") from None
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        assert times == 0, text
        return Said(code, text)

    def _shell(self, lines: Sequence[str]) -> list[str]:
        script = "\n".join(_LEFT_OPEN.sub(self._fill, line) for line in lines)
        return ["bash", "-euo", "pipefail", "-c", script]

    def _fill(self, left_open: re.Match[str]) -> str:
        if name := left_open[1]:
            return f"{name}={shlex.quote(self._given[name])}"
        return shlex.quote(self._given[left_open[0]])


def _environment(home: Path) -> dict[str, str]:
    """Return what the shell of a new machine has, and where packages come from; what pip and uv fetched is shared."""
    inherited = {name: value for name, value in os.environ.items() if _NEW_MACHINE.fullmatch(name)}
    here = Path(sys.executable).parent
    path = [each for each in os.environ["PATH"].split(os.pathsep) if Path(each) != here]
    caches = {"PIP_CACHE_DIR": Path.home() / ".cache" / "pip", "UV_CACHE_DIR": Path.home() / ".cache" / "uv"}
    return {
        **{name: str(folder) for name, folder in caches.items()},
        **inherited,
        "HOME": str(home),
        "PATH": os.pathsep.join([str(home / ".local" / "bin"), *path]),
    }


def repository(folder: Path) -> Path:
    """Make a repository that holds these files as they are now, committed or not; return where it is."""
    made = folder / "netlearn.git"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    plain["GIT_CONFIG_GLOBAL"] = os.devnull  # somebody may sign all that they commit

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", f"--git-dir={made}", f"--work-tree={ROOT}", *arguments],
            cwd=ROOT, env=plain, check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    git(*author, "commit", "--quiet", "--allow-empty", "--message", "As it stands")
    return made
