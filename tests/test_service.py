"""The nightly service: signals reach the night under way, an error is told and the service goes on."""

from __future__ import annotations

import logging
import os
import signal
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import UserError
from archive.model import Run
from schedules.nights import Night, Nights, Verdict
from schedules.service import NightProcess, look, serve, serve_once

ALL_DAY = {"nightly": time(0, 0), "zone": ZoneInfo("UTC")}


class Stopped(NightProcess):
    """Notes that it was told to stop."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.stops = 0

    def stop(self) -> None:
        self.stops += 1
        super().stop()


def nights(lock: Path, run_night: object) -> Nights:
    return Nights(**ALL_DAY, lock=lock, runs=list, run_night=run_night)  # type: ignore[arg-type]


def finished(slot: str) -> Run:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return Run(id="r", started=now, settings_sha256="", software="", slot=slot, ended=now, end_reason="finished")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_service_and_reaches_the_night_under_way(tmp_path: Path, number: int) -> None:
    """SIGTERM and Ctrl-C alike: the night's process is told to end, the service returns when it has."""
    process = Stopped()

    def night_under_way(night: Night, descriptor: int) -> None:
        os.kill(os.getpid(), number)

    serve(nights(tmp_path / "lock", night_under_way), process)
    assert process.stops == 1


def test_the_signals_mean_what_they_did_before(tmp_path: Path) -> None:
    """After the service has ended, Ctrl-C is nobody's but the caller's."""
    before = signal.getsignal(signal.SIGINT)
    serve_once(nights(tmp_path / "lock", lambda night, descriptor: None), Stopped())
    assert signal.getsignal(signal.SIGINT) is before


def test_a_stopped_service_begins_no_night(tmp_path: Path) -> None:
    """A night that comes due while the service ends is left for the next start."""
    process = NightProcess(tmp_path)
    process.stop()
    with (tmp_path / "lock").open("w") as lock:
        process.run(Night(slot="2026-11-21", due=datetime(2026, 11, 21, tzinfo=UTC)), lock.fileno())
    assert process.has_begun is False


def test_an_error_is_told_and_the_service_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A catalog that cannot be read now may be readable in ten minutes; the message is in the log."""

    def unreadable(night: Night, descriptor: int) -> None:
        raise UserError("the catalog cannot be opened")

    assert look(nights(tmp_path / "lock", unreadable)) is None
    assert caplog.messages == ["the catalog cannot be opened"]


def test_once_runs_the_night_that_is_due(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """For those who have their own clock; the log says what was done."""
    caplog.set_level(logging.INFO, "dibao")
    runs: list[Run] = []

    def run_night(night: Night, descriptor: int) -> None:
        runs.append(finished(night.slot))

    tonight = Nights(**ALL_DAY, lock=tmp_path / "lock", runs=lambda: runs, run_night=run_night)  # type: ignore[arg-type]
    assert serve_once(tonight, NightProcess(tmp_path)) is Verdict.RAN
    assert caplog.messages == ["the night was run"]
