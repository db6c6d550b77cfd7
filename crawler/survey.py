"""What a look at a site found: the source it makes, and every finding with its ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.source import Source
from crawler.source_toml import to_toml


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

    @property
    def toml(self) -> str:
        """The source's file, each finding a comment above what it explains."""
        keys = dict.fromkeys(finding.key for finding in self.findings)
        notes = {key: _note(finding for finding in self.findings if finding.key == key) for key in keys}
        absent = [note for key, note in notes.items() if key in ("feeds", "sitemaps") and not getattr(self.source, key)]
        head = [f"Found by looking at {self.looked_at} on {self.on:%Y-%m-%d}; this file is yours to edit.", *absent]
        return to_toml(self.source, {**notes, "": "\n".join(head)})


def _note(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{finding.url}: {finding.says}" if finding.url else finding.says for finding in findings)
