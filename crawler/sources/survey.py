"""What a look at a site found: the source it makes, and every finding with its ground."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from crawler.sources.source import Source
from crawler.sources.source_toml import to_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found, or looked for in vain."""

    key: str  # of the source's TOML that it explains: feeds, sitemaps, sections, articles, kind, name …
    says: str  # a sentence for people
    url: str | None = None
    good: bool = True  # False: missing or doubtful, worth a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A source as found, ready to be written, and why it is so."""

    source: Source
    findings: tuple[Finding, ...]
    looked_at: str
    on: date

    def under_free_id(self, taken: Iterable[str]) -> Survey:
        """The same with a number behind its id, if that is in ``taken``: www.a.cn and a.cn are sites of one name."""
        return replace(self, source=replace(self.source, id=free_id(self.source.id, taken)))

    @property
    def toml(self) -> str:
        """The source's file, each finding a comment above what it explains."""
        keys = dict.fromkeys(finding.key for finding in self.findings)
        notes = {key: _note(finding for finding in self.findings if finding.key == key) for key in keys}
        absent = [note for key, note in notes.items() if key in ("feeds", "sitemaps") and not getattr(self.source, key)]
        head = [f"Found by looking at {self.looked_at} on {self.on:%Y-%m-%d}; this file is yours to edit.", *absent]
        return to_toml(self.source, {**notes, "": "\n".join(head)})


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """``wanted``, or with the first number from 2 on that makes an id not in ``taken``."""
    used = set(taken)
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([wanted], numbered) if name not in used)


def _note(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{finding.url}: {finding.says}" if finding.url else finding.says for finding in findings)
