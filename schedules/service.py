"""The nightly service: looks when the clock says so, gives each night a process of its own, ends when it is told to."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from archive.collection import Collection
from archive.errors import DibaoError
from archive.model import Run
from schedules.nights import Night, Nights, Verdict, parse_nightly

log = logging.getLogger("dibao")
LOCK = ".night.lock"
TOLD = {
    Verdict.RAN: "the night was run",
    Verdict.FAILED: "the night's run did not finish; `dibao runs` and logs/ say why.  A restart tries it again",
    Verdict.BUSY: "another process runs a night of this collection",
}


class NightProcess:
    """One night in a process of its own; ``stop`` passes on that it should end, a second time that it should hurry."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self, night: Night, lock: int) -> None:
        """Returns when the night's run has ended.  It holds ``lock`` itself, so that it is held if we are killed."""
        if self._stopped:
            return
        log.info("night %s begins, due at %s", night.slot, f"{night.due:%Y-%m-%d %H:%M} UTC")
        self._process = subprocess.Popen(  # noqa: S603  # our own program on our own collection
            [sys.executable, "-P", "-m", "schedules.cli", "-C", str(self._root), "collect", "--slot", night.slot],
            stdin=subprocess.DEVNULL,
            pass_fds=(lock,),
            start_new_session=True,  # Ctrl-C at the terminal reaches us alone, and we pass it on once
        )
        log.info("night %s ended, exit code %d", night.slot, self._process.wait())

    @property
    def has_begun(self) -> bool:
        return self._process is not None

    def stop(self) -> None:
        self._stopped = True
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)


def nights_of(collection: Collection, *, runs: Callable[[], Iterable[Run]], process: NightProcess) -> Nights:
    """The nights of ``collection``, each in a process of its own."""
    settings = collection.settings
    return Nights(
        nightly=parse_nightly(settings.nightly),
        zone=settings.zone,
        lock=collection.root / LOCK,
        runs=runs,
        run_night=process.run,
    )


def serve(nights: Nights, process: NightProcess) -> None:
    """Runs nights until SIGTERM or SIGINT, then ends the one under way cleanly and returns."""
    from schedules.timetable import Timetable

    stopped = threading.Event()
    with passing_on(process, stopped.set):
        timetable = Timetable(nightly=nights.nightly, zone=nights.zone, look=lambda: look(nights))
        log.info("each night at %s %s; Ctrl-C ends the service", f"{nights.nightly:%H:%M}", nights.zone)
        timetable.start()
        stopped.wait()
        timetable.stop()


def serve_once(nights: Nights, process: NightProcess) -> Verdict | None:
    """Runs the night that is due, if any; SIGTERM or SIGINT ends it cleanly."""
    with passing_on(process, lambda: None):
        verdict = look(nights)
    if verdict is Verdict.DONE:
        log.info("the latest night was run already")
    return verdict


@contextmanager
def passing_on(process: NightProcess, stopped: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and SIGINT go on to the night under way, and ``stopped`` is called."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped()
        process.stop()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def look(nights: Nights) -> Verdict | None:
    """Looks at the clock now; None where the look itself went wrong: that is told, and the service goes on."""
    try:
        verdict = nights.serve(datetime.now(UTC))
    except DibaoError as error:
        log.error("%s", error)
        return None
    if verdict in TOLD:
        log.info("%s", TOLD[verdict])
    return verdict
