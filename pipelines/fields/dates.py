"""When a page was published and when its document was written, chosen among the dates it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise

from pipelines.fields.date_patterns import ShownDate, find_dates, find_yearless, parse_date
from pipelines.fields.labels import OTHER, PUBLISHED, UPDATED, WRITTEN, Labelled, labelled
from pipelines.fields.stated_dates import days_named, stated
from pipelines.fields.wechat import hour_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LONGEST_LINE = 160
AHEAD_OF_UTC = timedelta(hours=14)  # the farthest zone east: there it is tomorrow already
SIGNATURE_LINES = 12
_ONLY_A_DAY = re.compile(r"[\s(]*[\d〇○零一二三四五六七八九十元O年月日民國国\s]{6,}日\s*[)]?$")
_SIGNATURE = re.compile(
    r"^[^。，；：]{3,60}(?:[局部厅廳委办辦院处處会會府室社校馆館署科队行公司团中心组所站]|政府|法院|"
    r"检察院)\s*(?:[（(].{0,20}[)）])?$"
)
_HOUR_ISSUED = re.compile(r"(?:香港[時时][間间]|Issued at HKT)\s?(?=\d)", re.IGNORECASE)
LONGEST_SIGN_OFF = 40
_PIECE = re.compile(r"[\s\d:：/年月日.-]+$")
_PROSE = re.compile(r"^日?(?:第|[，,]|[\u4e00-\u9fff]{2,}(?:通过|会议|公布|施行|批准|修订|起|举行|召开|发布))")
_RUNS_ON = re.compile(r"日?[\u4e00-\u9fff，,]")
_CLOCK = re.compile(r"今天|今日|现在|农历|農曆|天气|您好|欢迎")  # a page's own calendar


@dataclass(frozen=True, slots=True)
class _Candidate:
    iso: str
    worth: float
    where: str
    lines: tuple[int, ...] = ()


def read_published(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The date shown near the headline, else one labelled below the text, else what the metas say."""
    zones = zones_of(sheet, title)
    captured = sheet.page.captured_at
    latest = (captured + AHEAD_OF_UTC).date().isoformat() if captured else "2100"
    for look in (_above, _completed, _below_and_said):
        candidates = [one for one in look(sheet, zones) if one.iso[:10] <= latest and one.worth > 0]
        if candidates:
            best = max(candidates, key=lambda one: one.worth)
            return Found(best.iso, best.where, best.lines)
    return None


def _above(sheet: Sheet, zones: Zones) -> Iterator[_Candidate]:
    return _shown(zones, zones.head, "line above the text", 0.0)


def _below_and_said(sheet: Sheet, zones: Zones) -> Iterator[_Candidate]:
    yield from _shown(zones, zones.near_foot, "line below the text", -2.5)
    yield from _issued(zones)
    yield from _meant(zones)
    posted = hour_of(sheet)
    if posted is not None:
        yield _Candidate(posted.value, 1.5, posted.where)
    for iso, worth, where in stated(sheet):
        yield _Candidate(iso, worth, where)


def _completed(sheet: Sheet, zones: Zones) -> Iterator[_Candidate]:
    """A date shown without its year, which a meta or the address that names the same day supplies."""
    years: dict[str, str] = {}
    for line in zones.head:
        for day, clock in find_yearless(line.text) if len(line.text) < LONGEST_LINE else ():
            years = years or {iso[5:10]: iso[:4] for iso in days_named(sheet)}
            if day in years:
                yield _Candidate(
                    f"{years[day]}-{day}{clock}", 1.0, "line above the text, year from meta", (line.index,)
                )


def _issued(zones: Zones) -> Iterator[_Candidate]:
    """How Hong Kong's government signs off: the day below the text, and below it the hour in Hong Kong's time."""
    lines = (*zones.late, *zones.near_foot)
    for day, hour in pairwise(lines):
        if _HOUR_ISSUED.match(hour.text) and len(day.text) < LONGEST_SIGN_OFF:
            for date in find_dates(f"{day.text} {_HOUR_ISSUED.sub('', hour.text)}"):
                yield _Candidate(date.iso, 2.0, "sign-off below the text", (day.index, hour.index))


def _meant(zones: Zones) -> Iterator[_Candidate]:
    """What a time element by the headline means, where it shows only 3天前."""
    blocks = {line.element: line.index for line in zones.head if line.element is not None}
    for block, index in blocks.items():
        for element in block.iter("time"):
            iso = parse_date(element.get("datetime") or "")
            if iso is not None:
                yield _Candidate(iso, 1.5, "time element", (index,))


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


def _shown(zones: Zones, lines: tuple[Line, ...], place: str, bonus: float) -> Iterator[_Candidate]:
    yield from _split(lines, place, bonus)
    for position, line in enumerate(lines):
        if len(line.text) > LONGEST_LINE:
            continue
        parts = labelled(line.text)
        for date in find_dates(line.text, labelled=any(part.kind == PUBLISHED for part in parts)):
            label = _label_of(date, parts) or _label_before(lines, position, line)
            worth = _worth(date, label, line, zones, below=bonus < 0) + bonus
            yield _Candidate(date.iso, worth, f"{place}, label {label.label}" if label else place, (line.index,))


def _split(lines: tuple[Line, ...], place: str, bonus: float) -> Iterator[_Candidate]:
    """A date in pieces: year, day and time in lines of their own."""
    for is_piece, group in groupby(lines, key=_is_piece):
        pieces = list(group)
        if is_piece and len(pieces) > 1:
            yield from _joined(pieces, place, bonus)


def _is_piece(line: Line) -> bool:
    return len(line.text) <= 12 and _PIECE.match(line.text) is not None


def _joined(pieces: list[Line], place: str, bonus: float) -> Iterator[_Candidate]:
    for date in find_dates(" ".join(piece.text for piece in pieces)):
        worth = 4.5 + bonus + (0.6 if date.has_time else 0.0)
        yield _Candidate(date.iso, worth, f"{place}, in several lines", tuple(piece.index for piece in pieces))


def _label_of(date: ShownDate, parts: tuple[Labelled, ...]) -> Labelled | None:
    return next((part for part in parts if part.start <= date.start < part.end), None)


def _label_before(lines: tuple[Line, ...], position: int, line: Line) -> Labelled | None:
    """The label in the cell or line before, when nothing but the label stands there."""
    if position == 0 or len(line.text) > 40:
        return None
    parts = labelled(lines[position - 1].text)
    return parts[-1] if parts and not parts[-1].value else None


def _worth(date: ShownDate, label: Labelled | None, line: Line, zones: Zones, *, below: bool) -> float:
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
    if kind is None and below and not (date.has_time and rest < 10):
        worth -= 4.0
    if kind is None and _is_prose(date, line.text, rest) and not _label_follows(date, line.text):
        worth -= 4.5
    if line.link_chars * 2 > len(line.text):
        worth -= 3.0
    if zones.title is not None and line.index < zones.title:
        worth -= 0.5 if kind == PUBLISHED or date.has_time else 2.0
        worth -= 3.0 if kind is None and line.link_chars > 4 and not date.has_time else 0.0
        worth -= 4.0 if _CLOCK.search(line.text) else 0.0
    return worth - 0.05 * abs(line.index - zones.title if zones.title is not None else 0)


def _is_prose(date: ShownDate, text: str, rest: int) -> bool:
    """The date belongs to a sentence: words run on behind it."""
    following = text[date.end :]
    if rest > 40 or _PROSE.match(following):
        return True
    return not date.has_time and rest > 14 and _RUNS_ON.match(following) is not None


def _label_follows(date: ShownDate, text: str) -> bool:
    """2024.05.03分类：…: glued on, but no sentence."""
    return any(part.start == date.end for part in labelled(text))
