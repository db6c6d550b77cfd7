"""Nights: which one is due, whether it is done, and running it once; the time comes in as an argument.

A night is named by its slot, the local date.  The table of slots is the runs of the catalog that carry one: they stand
in the WARC files too, so a rebuilt catalog knows the same nights.  A night is done when a run of its slot finished; one
that was killed or cancelled left it undone.  A lock, handed on to the run itself, keeps two services apart, and a new
service from a run that a killed one left behind.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.errors import UserError
from archive.model import Run

FINISHED = "finished"  # the end_reason of a run that came to its end by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One scheduled run: ``slot`` is the local date ("2026-11-21"), ``due`` the moment it should start, in UTC."""

    slot: str
    due: datetime


class Verdict(StrEnum):
    """What looking at the clock came to."""

    DONE = "done"  # the latest night was run already
    RAN = "ran"  # it was run now
    FAILED = "failed"  # it was run now, and its run did not finish
    GIVEN_UP = "given-up"  # it failed before under this service; a person should look, a restart tries again
    BUSY = "busy"  # another process runs a night of this collection


def parse_nightly(text: str) -> time:
    """The time of day in the settings; UserError if it is none.

    >>> parse_nightly("02:30")
    datetime.time(2, 30)
    """
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if not match:
        raise UserError(f"dibao.toml: nightly: not a time of day: {text!r}.  Example: 02:30")
    return time(int(match[1]), int(match[2]))


def night_of(day: date, *, nightly: time, zone: ZoneInfo) -> Night:
    """The night of one local day; a time that summer time skips that day falls an hour later."""
    return Night(slot=day.isoformat(), due=datetime.combine(day, nightly, zone).astimezone(UTC))


def latest_night(now: datetime, *, nightly: time, zone: ZoneInfo) -> Night:
    """The last night whose time has come.  Older ones that were missed are gone: their pages can no longer be seen."""
    today = now.astimezone(zone).date()
    tonight = night_of(today, nightly=nightly, zone=zone)
    return tonight if tonight.due <= now else night_of(today - timedelta(days=1), nightly=nightly, zone=zone)


def is_done(slot: str, runs: Iterable[Run]) -> bool:
    return any(run.slot == slot and run.end_reason == FINISHED for run in runs)


@contextmanager
def night_lock(path: Path) -> Iterator[int | None]:
    """The descriptor of the lock, or None if another process holds it.

    It is free again when every process that was handed the descriptor has closed it or died.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield descriptor
    finally:
        os.close(descriptor)


@dataclass(slots=True, kw_only=True)
class Nights:
    """The nights of one collection, each run once."""

    nightly: time
    zone: ZoneInfo
    lock: Path
    runs: Callable[[], Iterable[Run]]  # read anew each time: another process may have run the night
    run_night: Callable[[Night, int], None]  # with the lock's descriptor, to be handed on; returns when it has ended
    failed: set[str] = field(default_factory=set)

    def serve(self, now: datetime) -> Verdict:
        """Runs the latest night if it is due and not done; says what it found."""
        night = latest_night(now, nightly=self.nightly, zone=self.zone)
        with night_lock(self.lock) as descriptor:
            if descriptor is None:
                return Verdict.BUSY
            if is_done(night.slot, self.runs()):
                return Verdict.DONE
            return self._run(night, descriptor)

    def _run(self, night: Night, descriptor: int) -> Verdict:
        if night.slot in self.failed:
            return Verdict.GIVEN_UP
        self.run_night(night, descriptor)
        if is_done(night.slot, self.runs()):
            return Verdict.RAN
        self.failed.add(night.slot)
        return Verdict.FAILED
