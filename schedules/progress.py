"""How far a long job has come: a bar on a terminal, a log line now and then elsewhere; nothing before two seconds."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

PATIENCE_S = 2.0  # what is over sooner needs no bar
LINE_EVERY_S = 30.0  # where there is no terminal
log = logging.getLogger("dibao")
T = TypeVar("T")


class Progress:
    """Counts what is done; ``total`` is None where nobody knows it yet."""

    def __init__(
        self, what: str, *, total: int | None, console: Console, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._what = what
        self._total = total
        self._console = console
        self._clock = clock
        self._done = 0
        self._note = ""
        self._next_show = clock() + PATIENCE_S
        self._bar: Bar | None = None
        self._task = TaskID(0)

    def advance(self, count: int = 1, *, note: str = "", total: int | None = None) -> None:
        """``count`` more are done; ``note`` is shown behind the number."""
        self._done += count
        self._note = note or self._note
        self._total = total if total is not None else self._total
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, total=self._total, note=self._note)
        elif self._clock() >= self._next_show:
            self._show()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _show(self) -> None:
        if self._console.is_terminal:
            self._open_bar()
            return
        self._next_show = self._clock() + LINE_EVERY_S
        log.info("%s", self._line())

    def _line(self) -> str:
        number = f"{self._done:,}" if self._total is None else f"{self._done:,} of {self._total:,}"
        return f"{self._what}: {number}" + (f", {self._note}" if self._note else "")

    def _open_bar(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}"),
        )
        # Lines for people go above the bar; data that goes to a file or pipe must not be led to the terminal.
        self._bar = Bar(*columns, console=self._console, transient=True, redirect_stdout=sys.stdout.isatty())
        self._task = self._bar.add_task(self._what, total=self._total, completed=self._done, note=self._note)
        self._bar.start()


@contextmanager
def progress(what: str, *, total: int | None = None) -> Iterator[Progress]:
    """Shows on stderr how far ``what`` has come."""
    shown = Progress(what, total=total, console=Console(stderr=True))
    try:
        yield shown
    finally:
        shown.close()


def counted(items: Iterable[T], what: str, *, total: int | None = None) -> Iterator[T]:
    """``items``, with the progress of whoever takes them shown."""
    with progress(what, total=total) as shown:
        for item in items:
            yield item
            shown.advance()
