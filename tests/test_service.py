"""The nightly service: signals reach the night under way, an error is told and the service goes on."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import UserError
from archive.model import Run
from schedules.demo import web
from schedules.demo.server import DemoServer
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


@pytest.fixture
def gazette(tmp_path: Path) -> Iterator[Path]:
    """A collection of the bundled web, which is served while the test lasts; every night is due at midnight."""
    with DemoServer() as server:
        (tmp_path / "dibao.toml").write_text(
            f'nightly = "00:00"\n[politeness]\ndelay_s = 0.0\n[keeping]\ndisk_reserve_bytes = 0\n'
            f'[network]\nproxy = "{server.proxy}"\n',
            "utf-8",
        )
        hosts = [f"http://{site['host']}/" for site in web.sites()]
        subprocess.run(dibao(tmp_path, "source", "add", *hosts), check=True, capture_output=True)
        yield tmp_path


def dibao(directory: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "schedules.cli", "-C", str(directory), *arguments]


def tell(directory: Path, *arguments: str) -> str:
    done = subprocess.run(dibao(directory, *arguments), capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
def test_a_night_that_was_killed_is_caught_up_and_nothing_is_lost(gazette: Path) -> None:
    """SIGKILL in the middle: the next start goes on with the same run; archive and catalog are whole."""
    slot = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    with subprocess.Popen(
        dibao(gazette, "collect", "--json", "--slot", slot), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as night:
        assert night.stdout is not None
        recorded = [json.loads(night.stdout.readline()) for _ in range(12)]
        night.kill()
    tell(gazette, "schedule", "--once")
    (run,) = (json.loads(line) for line in tell(gazette, "runs", "--json").splitlines())
    urls = {json.loads(line)["url"] for line in tell(gazette, "export", "captures").splitlines()}
    assert (run["slot"], run["end_reason"]) == (slot, "finished")
    assert {capture["url"] for capture in recorded} <= urls
    tell(gazette, "audit")
    tell(gazette, "rebuild", "--check")


@pytest.mark.slow
def test_sigterm_ends_service_and_night_in_order(gazette: Path) -> None:
    """The service returns 0 when its night has ended by itself; there is no second run, and nothing to repair."""
    with subprocess.Popen(
        dibao(gazette, "schedule"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as ours:
        assert ours.stderr is not None
        begun = next(line for line in ours.stderr if "begins" in line)
        ours.terminate()
        ours.communicate(timeout=60)
    ended = [json.loads(line)["ended"] for line in tell(gazette, "runs", "--json").splitlines()]
    assert (bool(begun), ours.returncode, None in ended) == (True, 0, False)
    assert list(gazette.rglob("*.open")) == []
