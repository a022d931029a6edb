"""How long the program takes to begin, beside a Python that only prints."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.bench.report import Report, Row

ROUNDS = 3
NETLEARN = str(Path(sys.executable).with_name("netlearn"))
IMPORTED = (
    "import bot.__main__, sys; print({'matplotlib', 'numpy', 'dateparser', 'icalendar'} & sys.modules.keys())"
)


def test_no_command_pays_for_matplotlib_that_draws_nothing() -> None:
    seen = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    assert seen.stdout == "set()\n"


def test_how_long_the_program_takes_to_begin(tmp_path: Path, report: Report) -> None:
    demo = [NETLEARN, "demo", "--port", "0"]
    taken: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        home = tmp_path / str(turn)
        for name, command, words in (
            ("python", [sys.executable, "-c", "print()"], ""),
            ("netlearn --help", [NETLEARN, "--help"], "Usage"),
            ("netlearn demo, the first time", demo, "Open http"),
            ("netlearn demo, again", demo, "Open http"),
        ):
            taken.setdefault(name, []).append(_seconds_until(words, command, home))
    bare = median(taken.pop("python"))
    for name, seconds in taken.items():
        ours = median(seconds)
        report.add(Row(f"{name}, against a bare Python", "", f"{ours:.2f} s", f"{bare:.2f} s", ours / bare))


def _seconds_until(words: str, command: list[str], home: Path) -> float:
    """Start a program, and give how long it takes to print a line with these words; then it is stopped."""
    env = os.environ | {"NETLEARN_DATA_DIR": str(home), "NETLEARN_DATABASE_URL": "", "PYTHONUNBUFFERED": "1"}
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert any(words in line for line in process.stdout)
        seconds = time.perf_counter() - begun
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
    return seconds
