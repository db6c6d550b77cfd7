"""Progress: nothing for a quick job, a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import io
import logging

import pytest
from rich.console import Console

from schedules.progress import Progress, counted


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def shown(clock: Clock, *, terminal: bool, total: int | None = 1000) -> tuple[Progress, io.StringIO]:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=80)
    return Progress("Reading", total=total, console=console, clock=clock), stream


@pytest.mark.parametrize("terminal", [True, False])
def test_a_quick_job_shows_nothing(clock: Clock, terminal: bool, caplog: pytest.LogCaptureFixture) -> None:
    """What is over within two seconds needs neither bar nor line."""
    caplog.set_level(logging.INFO, "dibao")
    progress, stream = shown(clock, terminal=terminal)
    clock.now = 1.9
    progress.advance(1000)
    progress.close()
    assert (stream.getvalue(), caplog.messages) == ("", [])


def test_a_long_job_shows_a_bar_on_a_terminal(clock: Clock) -> None:
    """After two seconds a bar says what is done and of how many."""
    progress, stream = shown(clock, terminal=True)
    clock.now = 2.0
    progress.advance(7)
    progress.close()
    assert "Reading" in stream.getvalue()
    assert "7/1000" in stream.getvalue()


def test_a_long_job_writes_a_line_now_and_then_elsewhere(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """Where there is no terminal: a log line after two seconds, and then one each half minute."""
    caplog.set_level(logging.INFO, "dibao")
    progress, _ = shown(clock, terminal=False)
    for clock.now in (1.0, 2.0, 3.0, 31.0, 32.0):
        progress.advance(100, note="12 changed")
    assert caplog.messages == ["Reading: 200 of 1,000, 12 changed", "Reading: 500 of 1,000, 12 changed"]


def test_an_unknown_total_is_left_out(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody knows how many there are, the line says only how many are done."""
    caplog.set_level(logging.INFO, "dibao")
    progress, _ = shown(clock, terminal=False, total=None)
    clock.now = 2.0
    progress.advance(5)
    assert caplog.messages == ["Reading: 5"]


def test_data_goes_where_it_was_sent_while_a_bar_is_shown(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output that is a file or a pipe stays one; only a terminal's lines are put above the bar."""
    progress, stream = shown(clock, terminal=True)
    clock.now = 2.0
    progress.advance()
    print("data")
    progress.close()
    assert (capsys.readouterr().out, "data" in stream.getvalue()) == ("data\n", False)


def test_counted_gives_every_item() -> None:
    """The items come through as they are."""
    assert list(counted(iter("abc"), "Letters")) == ["a", "b", "c"]
