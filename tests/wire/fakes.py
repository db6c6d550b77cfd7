"""A writer that keeps in a list, and a collection to record in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.collection import Collection, create_collection
from archive.errors import WriterDied
from archive.model import Capture, Exchange, Extraction, Outcome, Run


@dataclass
class ListWriter:
    """Stands for the writing process; ``dies_after`` so many exchanges it is gone."""

    dies_after: int | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    recorded: list[Capture] = field(default_factory=list)
    begun: list[tuple[Run, Mapping[str, str]]] = field(default_factory=list)
    ended: list[Run] = field(default_factory=list)
    closed: int = 0

    async def begin_run(self, run: Run, sources: Mapping[str, str]) -> None:
        self.begun.append((run, sources))

    async def end_run(self, run: Run) -> None:
        self.ended.append(run)

    async def keep(self, exchange: Exchange) -> Capture:
        if self.dies_after is not None and len(self.exchanges) >= self.dies_after:
            raise WriterDied("the writer is gone")
        self.exchanges.append(exchange)
        return capture_of(exchange)

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        self.recorded.append(capture)
        return replace(capture, outcome=Outcome.NEW if extraction else Outcome.PAGE)

    async def close(self) -> None:
        self.closed += 1


def capture_of(exchange: Exchange) -> Capture:
    return Capture(
        url=exchange.url,
        run=exchange.run,
        source=exchange.source,
        role=exchange.role,
        time=exchange.started,
        ending=exchange.ending,
        reason=exchange.reason,
        via=exchange.via,
        found_by=exchange.found_by,
        attempt=exchange.attempt,
    )


def new_collection(directory: Path) -> Collection:
    return create_collection(directory, 'name = "test"\n')
