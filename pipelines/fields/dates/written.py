"""When an official document was written: the day it names, or the day below its signature."""

from __future__ import annotations

import re

from pipelines.fields.dates.date_patterns import parse_date
from pipelines.fields.dates.shown_dates import LONGEST_LINE
from pipelines.fields.labels import WRITTEN, labelled
from pipelines.fields.zones import zones_of
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

_MAY_TELL = re.compile(r"[日时時]\s?[期间間]")  # every label of writing ends so
LONGEST_DAY = 24
LONGEST_SIGNATURE = 80
SIGNATURE_LINES = 12
_ONLY_A_DAY = re.compile(r"[\s(]*[\d〇○零一二三四五六七八九十元O年月日民國国\s]{6,}日\s*[)]?$")
_SIGNATURE = re.compile(
    r"^[^。，；：]{3,60}(?:[局部厅廳委办辦院处處会會府室社校馆館署科队行公司团中心组所站]|政府|法院|"
    r"检察院)\s*(?:[（(].{0,20}[)）])?$"
)
_IN_ONE_LINE = re.compile(r"(?P<who>\S.{2,50}?)\s+(?P<day>[12二]\S{3}\s?年.{2,12}日)")


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
        if len(line.text) > LONGEST_LINE or not _MAY_TELL.search(line.text):
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
        who, day = _signature_in(line) or (above.text, line.text)
        if is_signature(who, day):
            iso = parse_date(day)
            if iso is not None and len(iso) == 10:
                return Found(iso, "below the signature")
    return None


def is_signature(who: str, day: str) -> bool:
    """An office, and below it nothing but a day."""
    return len(day) <= LONGEST_DAY and _ONLY_A_DAY.match(fold(day)) is not None and _SIGNATURE.search(who) is not None


def _signature_in(line: Line) -> tuple[str, str] | None:
    """Who signed and when, where both stand in one line."""
    match = _IN_ONE_LINE.fullmatch(line.text) if len(line.text) <= LONGEST_SIGNATURE else None
    return (match["who"], match["day"]) if match is not None else None
