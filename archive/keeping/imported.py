"""Where other people's WARC files lie in a collection; their names tell of which run and source their captures are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.model import Capture

FOLDER = "imported"
IMPORTED = "import"  # the source of captures that another tool made, where nobody names another
_NAME = re.compile(rf"{FOLDER}/([^/]+)/([0-9a-f]{{16}})-[^/]+")
_RUN = re.compile(r"import-[0-9a-f]{16}(\.\d+)?")
_ENDINGS = re.compile(r"(\.(open|draft|gz|w?arc|warc\.\w+))+$", re.IGNORECASE)
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an imported file's name says."""

    source: str
    digest: str  # the first 16 hex digits of the SHA-256 of the file as it was given

    @property
    def run(self) -> str:
        """The run of its captures."""
        return f"import-{self.digest}"

    def run_of_repeat(self, number: int) -> str:
        """The run of the captures that repeat an address (``number`` from 2): one run has an address once."""
        return self.run if number == 1 else f"{self.run}.{number}"


def imported_name(original: str, *, source: str, sha256: str, ending: str) -> str:
    """The name below ``warc/`` of a file that was called ``original``; ``ending``: warc, warc.gz, arc or arc.gz.

    >>> imported_name("crawl 1.warc.gz.open", source="import", sha256="ab" * 32, ending="warc.gz")
    'imported/import/abababababababab-crawl_1.warc.gz'
    """
    stem = re.sub(r"[^\w.-]", "_", _ENDINGS.sub("", original), flags=re.ASCII).strip(".")[:_NAME_LENGTH]
    return f"{FOLDER}/{source}/{sha256[:16]}-{stem or 'unnamed'}.{ending}"


def origin_of(warc_file: str) -> Origin | None:
    """Of a file below ``warc/``; None for one that was written here."""
    found = _NAME.fullmatch(warc_file)
    return Origin(source=found[1], digest=found[2]) if found else None


def is_foreign(capture: Capture) -> bool:
    """Whether another tool made the record, so that nobody said what the address was asked for."""
    return _RUN.fullmatch(capture.run) is not None
