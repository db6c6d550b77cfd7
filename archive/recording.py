"""What a running crawl asks of the archive, as a type, and how a crawler carries it from room to room."""

from __future__ import annotations

from typing import Protocol

from archive.model import Capture, Exchange, Extraction

_ATTRIBUTE = "dibao_recording"


class Recording(Protocol):
    """The archive of the run under way.  Both calls return when what they were given is on disk, synced."""

    @property
    def run(self) -> str:
        """The id of the run that is recorded."""

    async def keep(self, exchange: Exchange) -> Capture:
        """Keeps one exchange; ArchiveInDanger where it cannot be kept, and then the run is being stopped."""

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        """Catalogs a kept capture with what was read from it; the capture with its outcome."""


def carry(crawler: object, recording: Recording) -> None:
    """Lets ``crawler`` carry ``recording``; whoever is given the crawler finds it with :func:`recording_of`."""
    setattr(crawler, _ATTRIBUTE, recording)


def recording_of(crawler: object) -> Recording | None:
    """What ``crawler`` carries; None where it records nothing (no collection was configured)."""
    return getattr(crawler, _ATTRIBUTE, None)
