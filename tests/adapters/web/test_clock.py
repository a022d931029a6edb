"""The clock that visitors move forward."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from adapters.web.clock import MOST_AHEAD, MOST_AT_ONCE, ClockDamaged, ClockStuck, ShiftedClock
from tests.adapters.web.conftest import Simulator

NOW = datetime(2026, 11, 22, 15, 36, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "clock.json"


def test_at_first_it_shows_the_real_time_and_writes_nothing(file: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        clock = ShiftedClock(file)
        assert clock.now() == clock.advance(0) == NOW
        assert clock.now().tzinfo is UTC
    assert not file.exists()


def test_it_goes_on_from_where_it_was_after_a_restart(file: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        clock = ShiftedClock(file)
        assert clock.advance(3600) == NOW + timedelta(hours=1)
        assert clock.advance(MOST_AT_ONCE) == NOW + timedelta(hours=1, days=366)
        assert ShiftedClock(file).now() == clock.now()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert ShiftedClock(file).now() == NOW + timedelta(hours=1, days=367)


@pytest.mark.parametrize("seconds", [-1, MOST_AT_ONCE + 1, 10**100])
def test_it_goes_forward_only_and_not_too_far_at_once(file: Path, seconds: int) -> None:
    clock = ShiftedClock(file)
    with pytest.raises(ClockStuck, match="366 days"):
        clock.advance(seconds)
    assert not file.exists()


def test_it_ends_after_a_century(file: Path) -> None:
    clock = ShiftedClock(file)
    for _ in range(MOST_AHEAD // MOST_AT_ONCE):
        clock.advance(MOST_AT_ONCE)
    with pytest.raises(ClockStuck, match="century"):
        clock.advance(1)
    assert ShiftedClock(file).now().year < 2200


@pytest.mark.parametrize(
    "kept",
    [
        *(b"", b"{", b"[]", b"3", b"{}", b"\xff\xff", b"[" * 100_000),
        *(b'{"ahead_seconds": %s}' % wrong for wrong in (b"-1", b"true", b"1.5", b'"1"', b"99999999999999")),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(file: Path, kept: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(kept)
    with pytest.raises(ClockDamaged, match="--fresh") as raised:
        ShiftedClock(file)
    assert str(file) in str(raised.value)
    assert file.read_bytes() == kept


def test_a_write_that_fails_leaves_the_old_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ShiftedClock(file)
    clock.advance(60)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with time_machine.travel(NOW, tick=False):
        with pytest.raises(OSError, match="No space"):
            clock.advance(60)
        assert clock.now() == ShiftedClock(file).now() == NOW + timedelta(seconds=60)


async def test_a_visitor_moves_it_and_reads_it(simulator: Simulator) -> None:
    before = (await simulator.send("/api/clock", {"advance_seconds": 0}))["now"]
    after = (await simulator.send("/api/clock", {"advance_seconds": 7 * 86_400}))["now"]
    assert datetime.fromisoformat(after) - datetime.fromisoformat(before) >= timedelta(days=7)
    assert simulator.clock.now() - datetime.now(UTC) > timedelta(days=6)


async def test_a_visitor_is_told_that_the_clock_cannot_be_kept(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = await simulator.send("/api/clock", {"advance_seconds": 60}, status=503)
    assert "as it was" in answer["error"]["message"]
