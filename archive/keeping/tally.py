"""A count and a digest of what was added to the catalog, for the ledger."""

from __future__ import annotations

import hashlib


class Tally:
    """Counts lines and digests them in order; two tallies of the same lines are equal."""

    def __init__(self) -> None:
        self.clear()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def add(self, line: str) -> None:
        self.count += 1
        self._digest.update(line.encode() + b"\n")

    def clear(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()
