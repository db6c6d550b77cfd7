"""When a page was published and when its document was written, chosen among the dates it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from pipelines.fields.date_patterns import find_dates, find_yearless, parse_date
from pipelines.fields.labels import WRITTEN, labelled
from pipelines.fields.shown_dates import LONGEST_LINE, Candidate, shown
from pipelines.fields.stated_dates import days_named, stated
from pipelines.fields.wechat import hour_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

AHEAD_OF_UTC = timedelta(hours=14)  # the farthest zone east: there it is tomorrow already
SIGNATURE_LINES = 12
_ONLY_A_DAY = re.compile(r"[\s(]*[\d〇○零一二三四五六七八九十元O年月日民國国\s]{6,}日\s*[)]?$")
_SIGNATURE = re.compile(
    r"^[^。，；：]{3,60}(?:[局部厅廳委办辦院处處会會府室社校馆館署科队行公司团中心组所站]|政府|法院|"
    r"检察院)\s*(?:[（(].{0,20}[)）])?$"
)
_HOUR_ISSUED = re.compile(r"(?:香港[時时][間间]|Issued at HKT)\s?(?=\d)", re.IGNORECASE)
LONGEST_SIGN_OFF = 40
LONGEST_ANNOUNCEMENT = 7  # 创建时间：


def read_published(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The date shown near the headline, else one labelled below the text, else what the metas say."""
    zones = zones_of(sheet, title)
    captured = sheet.page.captured_at
    latest = (captured + AHEAD_OF_UTC).date().isoformat() if captured else "2100"
    spoken = _spoken_of_in(title)
    for look in (_above, _completed, _below_and_said):
        candidates = [one for one in look(sheet, zones) if one.iso[:10] <= latest and one.worth > 0 and not spoken(one)]
        if candidates:
            best = max(candidates, key=lambda one: one.worth)
            return Found(best.iso, best.where, best.lines)
    return None


def _spoken_of_in(title: Found[str] | None) -> Callable[[Candidate], bool]:
    """Whether a date is part of the headline: 今日菜价（5月3日）."""
    days = {date.iso for date in find_dates(title.value)} if title else set()
    lines = frozenset(title.lines) if title else frozenset()
    return lambda one: one.iso in days and bool(one.lines) and lines.issuperset(one.lines)


def _above(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    return shown(zones, zones.head, "line above the text", 0.0)


def _below_and_said(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    yield from shown(zones, zones.near_foot, "line below the text", -2.5)
    yield from _issued(zones)
    yield from _meant(zones)
    posted = hour_of(sheet)
    if posted is not None:
        yield Candidate(posted.value, 1.5, posted.where)
    for iso, worth, where in stated(sheet):
        yield Candidate(iso, worth, where)


def _completed(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    """A date shown without its year, which a meta or the address that names the same day supplies."""
    years: dict[str, str] = {}
    for line in zones.head:
        for day, clock in find_yearless(line.text) if len(line.text) < LONGEST_LINE else ():
            years = years or {iso[5:10]: iso[:4] for iso in days_named(sheet)}
            if day in years:
                yield Candidate(f"{years[day]}-{day}{clock}", 1.0, "line above the text, year from meta", (line.index,))


def _issued(zones: Zones) -> Iterator[Candidate]:
    """How Hong Kong's government signs off: the day below the text, and below it the hour in Hong Kong's time."""
    lines = (*zones.late, *zones.near_foot)
    for day, hour in pairwise(lines):
        if _HOUR_ISSUED.match(hour.text) and len(day.text) < LONGEST_SIGN_OFF:
            for date in find_dates(f"{day.text} {_HOUR_ISSUED.sub('', hour.text)}"):
                yield Candidate(date.iso, 2.0, "sign-off below the text", (day.index, hour.index))


def _meant(zones: Zones) -> Iterator[Candidate]:
    """What a time element by the headline means, or what a pointer shows over it, where one reads only 3天前."""
    blocks = {line.element: line.index for line in zones.head if line.element is not None}
    for block, index in blocks.items():
        for element in block.iter("time"):
            iso = parse_date(element.get("datetime") or "")
            if iso is not None:
                yield Candidate(iso, 1.5, "time element", (index,))
    for line in zones.head:
        for element in line.inline:
            tip = element.get("title") or ""
            for date in find_dates(tip):
                if len(tip) - (date.end - date.start) < LONGEST_ANNOUNCEMENT:
                    yield Candidate(date.iso, 1.5, "title of an element", (line.index,))


def read_written(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The day the document itself carries: labelled 成文日期, else alone on a line below its signature."""
    zones = zones_of(sheet, title)
    for lines in (zones.head, zones.foot):
        found = _labelled_written(lines)
        if found is not None:
            return found
    return _signed(sheet)


def _labelled_written(lines: tuple[Line, ...]) -> Found[str] | None:
    for position, line in enumerate(lines):
        if len(line.text) > LONGEST_LINE:
            continue
        for part in labelled(line.text):
            if part.kind == WRITTEN:
                following = lines[position + 1].text if position + 1 < len(lines) else ""
                iso = parse_date(part.value or following[:30])
                if iso is not None:
                    return Found(iso, f"label {part.label}", (line.index,))
    return None


def _signed(sheet: Sheet) -> Found[str] | None:
    """The last line of the text that is nothing but a day, under the name of who signed; it stays in the text."""
    inside = sheet.inside[-SIGNATURE_LINES:]
    for above, line in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        if len(line.text) <= 24 and _ONLY_A_DAY.match(fold(line.text)) and _SIGNATURE.search(above.text):
            iso = parse_date(line.text)
            if iso is not None and len(iso) == 10:
                return Found(iso, "below the signature")
    return None
