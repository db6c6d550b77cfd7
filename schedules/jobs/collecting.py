"""One run, by hand or for a night: what a crash left is cataloged first, progress is shown, the end is told."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archive.catalog.field_rates import Loss
from archive.collection import Collection
from archive.errors import OURS
from archive.model import Capture, Outcome
from schedules.jobs.recovery import catch_up
from schedules.jobs.redesigns import lost_in
from schedules.jobs.runs import interrupted
from schedules.logbook import drop_old_logs, log_to_stderr
from schedules.nights import FINISHED
from schedules.printout import outcome_table, print_table, say
from schedules.progress import Progress, progress

if TYPE_CHECKING:  # it loads Scrapy
    from crawler.crawl import Finished

log = logging.getLogger("dibao")
PROBLEMS = (Outcome.HTTP_ERROR, Outcome.BLOCKED, Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.TRUNCATED)
UNREAD = (Outcome.NOT_TEXT, Outcome.SAME_BYTES)  # outcomes of a page that nothing was read from
READABLE = ("not-text", "no-text", "unread")  # reasons that are none: there is no text to read in it
SHUTDOWN = "shutdown"  # Scrapy's word for an end by Ctrl-C or SIGTERM
SHOWN = 20  # problems listed at the end; the catalog has them all


@dataclass(slots=True)
class Tally:
    """What a run has come to so far."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Capture] = field(default_factory=list)  # the first of them
    unread: Counter[str] = field(default_factory=Counter)  # pages that could not be read, by reason

    def add(self, capture: Capture) -> None:
        if capture.outcome is None:
            return
        self.counts[capture.outcome.value] += 1
        if capture.outcome in UNREAD and capture.outcome_reason not in (None, *READABLE):
            self.unread[str(capture.outcome_reason)] += 1
        if capture.outcome in PROBLEMS and len(self.problems) < SHOWN:
            self.problems.append(capture)

    @property
    def faults(self) -> int:
        """Pages on which our own code failed."""
        return sum(self.unread[reason] for reason in OURS)

    @property
    def note(self) -> str:
        """The counts that make news.

        >>> Tally(Counter({"new": 12, "page": 5, "gone": 1})).note
        '12 new, 1 gone'
        """
        told = (Outcome.NEW, Outcome.CHANGED, Outcome.GONE, *PROBLEMS)
        return ", ".join(f"{self.counts[one]:,} {one}" for one in told if self.counts[one])


@dataclass(frozen=True, slots=True)
class Summary:
    """What ``collect`` tells at the end."""

    finished: Finished
    tally: Tally
    log_file: Path
    lost: tuple[Loss, ...] = ()  # what the pages of a source had before this run

    @property
    def exit_code(self) -> int:
        if self.finished.reason == SHUTDOWN:
            return 130  # 128 + SIGINT, as shells count
        has_erred = self.finished.errors or self.tally.faults
        return 0 if self.finished.reason == FINISHED and not has_erred else 1


def collect(
    collection: Collection,
    source_ids: Iterable[str] = (),
    *,
    slot: str | None = None,
    on_capture: Callable[[Capture], None] = lambda capture: None,
) -> Summary:
    """One run, a new one or an interrupted one that goes on; ``on_capture`` is told each capture with its outcome."""
    from crawler.crawl import sources_to_collect, start_run
    from crawler.recorder import new_run_id

    sources = tuple(sources_to_collect(collection, source_ids))
    log_to_stderr()
    drop_old_logs(collection.logs, keep_days=collection.settings.logs.keep_days)
    now = datetime.now(UTC)
    goes_on = catch_up(collection, goes_on=lambda runs: interrupted(runs, sources=sources, slot=slot, now=now))
    if goes_on is not None:
        log.warning("run %s was interrupted and goes on", goes_on.id)
    run = goes_on.id if goes_on else new_run_id(now)
    log_file = collection.logs / f"{run}.log"
    log_file.parent.mkdir(exist_ok=True)
    tally = Tally()
    with progress("Collecting") as shown:
        finished = start_run(
            collection,
            sources,
            slot=slot,
            run=run,
            on_capture=_listener(tally, shown, on_capture),
            settings={"LOG_FILE": str(log_file)},
        )
    return Summary(finished, tally, log_file, lost_in(collection, run))


def _listener(tally: Tally, shown: Progress, on_capture: Callable[[Capture], None]) -> Callable[[Capture], None]:
    def listen(capture: Capture) -> None:
        tally.add(capture)
        on_capture(capture)
        shown.advance(note=tally.note)

    return listen


def print_counts(summary: Summary) -> None:
    """Pages by outcome, as data."""
    print_table(["outcome", "pages#"], outcome_table(summary.tally.counts))


def tell_end(summary: Summary) -> None:
    finished = summary.finished
    for capture in summary.tally.problems:
        why = capture.reason or capture.outcome_reason or str(capture.status or "")
        say(f"{capture.outcome}  {why}  {capture.url}", style="red")
    many = sum(summary.tally.counts[outcome] for outcome in PROBLEMS)
    if many > SHOWN:
        say(f"… and {many - SHOWN:,} more: dibao export captures --run {finished.run}", style="red")
    if finished.unfetched:
        say(f"{finished.unfetched:,} addresses were left over: the budget of their sources was spent.", style="yellow")
    _tell_unread(summary)
    _tell_lost(summary.lost)
    if finished.errors:
        say(f"{finished.errors:,} errors of Dibao's own; {summary.log_file} has them.", style="red")
    say(f"Run {finished.run} {_ended(finished.reason)}.")


def _tell_unread(summary: Summary) -> None:
    unread = summary.tally.unread
    if unread:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(unread.items()))
        many = f"{unread.total():,} page{'s' * (unread.total() > 1)} could not be read: {reasons}"
        say(f"{many} (see {summary.log_file}).", style="red" if summary.tally.faults else "yellow")


def _tell_lost(lost: tuple[Loss, ...]) -> None:
    for loss in lost:
        say(str(loss), style="yellow")
    for source in dict.fromkeys(loss.source for loss in lost):
        say(f"Was its site redesigned?  `dibao source check {source}` shows a page as it is read now.", style="yellow")


def _ended(reason: str) -> str:
    return {
        FINISHED: "finished",
        SHUTDOWN: "was interrupted; what was kept stays kept, and the next `dibao collect` goes on from there",
    }.get(reason, f"ended: {reason}")
