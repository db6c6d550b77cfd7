"""When a page was published and when its document was written, chosen among the dates it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.date_patterns import ShownDate, find_dates, parse_date
from pipelines.labels import OTHER, PUBLISHED, UPDATED, WRITTEN, Labelled, labelled
from pipelines.lines import Line
from pipelines.sheet import Found, Sheet
from pipelines.zones import Zones, zones_of

METAS = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "og:published_time",
    "og:release_date",
    "published",
    "publish-date",
    "publish_date",
    "datepublished",
    "publishtime",
    "og:time",
    "apub:time",
    "date",
    "dc.date",
    "dc.date.issued",
    "date.available",
    "weibo:article:create_at",
    "bytedance:published_time",
    "datecreated",
)
LONGEST_LINE = 160
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(frozen=True, slots=True)
class _Candidate:
    iso: str
    worth: float
    where: str
    lines: tuple[int, ...] = ()


def read_published(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The date shown near the headline, else one labelled below the text, else what the metas say."""
    zones = zones_of(sheet, title)
    latest = sheet.page.captured_at.date().isoformat() if sheet.page.captured_at else "2100"
    candidates = [*_shown(zones, zones.head, "above the text", 0.0), *_shown(zones, zones.foot, "below the text", -2.5)]
    candidates += _said(sheet)
    candidates = [one for one in candidates if one.iso[:10] <= latest]
    best = max(candidates, key=lambda one: one.worth, default=None)
    return Found(best.iso, best.where, best.lines) if best is not None and best.worth > 0 else None


def read_written(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The day the document itself carries: labelled 成文日期, else below its signature."""
    return None


def _shown(zones: Zones, lines: tuple[Line, ...], place: str, bonus: float) -> Iterator[_Candidate]:
    for position, line in enumerate(lines):
        if len(line.text) > LONGEST_LINE:
            continue
        parts = labelled(line.text)
        for date in find_dates(line.text, labelled=any(part.kind == PUBLISHED for part in parts)):
            label = _label_of(date, parts) or _label_before(lines, position, line)
            worth = _worth(date, label, line, zones) + bonus
            yield _Candidate(date.iso, worth, f"{place}, label {label.label}" if label else place, (line.index,))


def _label_of(date: ShownDate, parts: tuple[Labelled, ...]) -> Labelled | None:
    return next((part for part in parts if part.start <= date.start < part.end), None)


def _label_before(lines: tuple[Line, ...], position: int, line: Line) -> Labelled | None:
    """The label in the cell or line before, when nothing but the label stands there."""
    if position == 0 or len(line.text) > 40:
        return None
    parts = labelled(lines[position - 1].text)
    return parts[-1] if parts and not parts[-1].value else None


def _worth(date: ShownDate, label: Labelled | None, line: Line, zones: Zones) -> float:
    worth = 4.0
    kind = label.kind if label is not None else None
    if kind == PUBLISHED:
        worth += 3.0
    elif kind == UPDATED:
        worth -= 1.0
    elif kind in (OTHER, WRITTEN):
        worth -= 6.0
    if date.has_time:
        worth += 0.6
    rest = len(line.text) - (date.end - date.start)
    if kind is None and rest > 40:
        worth -= 2.0
    if line.link_chars * 2 > len(line.text):
        worth -= 3.0
    if zones.title is not None:
        distance = line.index - zones.title
        worth -= 0.05 * abs(distance) + (0.5 if distance < 0 else 0.0)
    return worth


def _said(sheet: Sheet) -> Iterator[_Candidate]:
    for rank, name in enumerate(METAS):
        for content in sheet.metas.get(name, ())[:1]:
            iso = parse_date(content)
            if iso is not None:
                yield _Candidate(iso, 1.0 - 0.02 * rank, f"meta {name}")
    match = _JSON_LD.search(sheet.text)
    if match is not None and (iso := parse_date(match[1])):
        yield _Candidate(iso, 0.9, "JSON-LD datePublished")
