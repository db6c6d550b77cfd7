"""When a page was published, chosen among the dates it shows and states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from pipelines.fields.dates.date_patterns import find_dates, find_yearless, may_show_a_date, parse_date
from pipelines.fields.dates.shown_dates import BAR, LONGEST_LINE, PAGER, Candidate, shown
from pipelines.fields.dates.stated_dates import days_named, scripted, stated
from pipelines.fields.dates.written import is_signature
from pipelines.fields.labels import PUBLISHED, labelled
from pipelines.fields.wechat import hour_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import Element

AHEAD_OF_UTC = timedelta(hours=14)  # the farthest zone east: there it is tomorrow already
_HOUR_ISSUED = re.compile(r"(?:香港[時时][間间]|Issued at HKT)\s?(?=\d)", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:[答回][复覆復]|办结)[时時日][间間期]")
LONGEST_SIGN_OFF = 40
LONGEST_FACTS = 80  # 发布时间：… 更改时间：…
LONGEST_ANNOUNCEMENT = 7  # 创建时间：
LONGEST_DATELINE = 48
EARLIEST = 3  # lines of the text that may be a dateline or begin with one
MEANT = 0.99  # between the one meta that means nothing else and all others
_ENTRY = re.compile(r"\W{0,3}this (?:entry|post|article) was (?:posted|written|published)\b", re.IGNORECASE)
_STOP = re.compile(r"[，。；：“《据據]")  # 据某报5月3日报道: another house's day
_REPORTED = re.compile(r"[^，。；：“《]{0,12}?(?<!曾)(?:[讯訊电電]|消息|[报報][道導导])(?=$|[】\]）)\s:：,，（(])")
_RELATIVE = re.compile(r"[\d几幾]\s?(?:秒|分[钟鐘]|小[时時]|天|周|週|[个個]?月|年)[之以]?前|昨[天日]|前天|[刚剛]{2}")


def read_published(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The date shown near the headline, else one labelled below the text, else what the metas say, else a script."""
    zones = zones_of(sheet, title)
    captured = sheet.page.captured_at
    latest = (captured + AHEAD_OF_UTC).date().isoformat() if captured else "2100"
    spoken = _spoken_of_in(title)
    for look in (_above, _completed, _below_and_said, _dateline, _scripted):
        candidates = [one for one in look(sheet, zones) if one.iso[:10] <= latest and one.worth > 0 and not spoken(one)]
        if candidates:
            best = max(candidates, key=lambda one: one.worth)
            return Found(best.iso, best.where, _with_copies(best, candidates, sheet))
    return None


def _spoken_of_in(title: Found[str] | None) -> Callable[[Candidate], bool]:
    """Whether a date is part of the headline: 今日菜价（5月3日）."""
    days = {date.iso for date in find_dates(title.value)} if title else set()
    lines = frozenset(title.lines) if title else frozenset()
    return lambda one: one.iso in days and bool(one.lines) and lines.issuperset(one.lines)


def _with_copies(best: Candidate, candidates: list[Candidate], sheet: Sheet) -> tuple[int, ...]:
    """The line that shows the date, and its copy for phones, which reads the same."""
    shown_as = {sheet.lines[index].text for index in best.lines}
    lines = {one.lines[0] for one in candidates if len(one.lines) == 1 and sheet.lines[one.lines[0]].text in shown_as}
    return tuple(sorted(lines.union(best.lines)))


def _above(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    for one in shown(zones, zones.head, "line above the text", 0.0):
        if one.worth <= 0 or not (_is_signed(one, sheet) and any(stated(sheet))):
            yield one
    facts = tuple(line for line in zones.early if _tells_only_when(line))
    yield from shown(zones, facts, "line below the standfirst", 0.0) if facts else ()
    yield from _answered(sheet)


def _is_signed(one: Candidate, sheet: Sheet) -> bool:
    """A day in the text itself, below the office that wrote it: the document's own, where the metas tell another."""
    index = one.lines[0]
    if len(one.lines) > 1 or not sheet.start < index < sheet.end:
        return False
    return is_signature(sheet.lines[index - 1].text, sheet.lines[index].text)


def _tells_only_when(line: Line) -> bool:
    """Below a standfirst: a label of publishing, a date in front of a bar, an hour alone; no day the text tells of."""
    if len(line.text) > LONGEST_FACTS or not may_show_a_date(line.text):
        return False
    if any(part.kind == PUBLISHED and part.start == 0 and len(part.label) > 2 for part in labelled(line.text)):
        return True
    day = next(find_dates(line.text), None)
    if day is None or day.start:
        return False
    return BAR.match(line.text, day.end) is not None or (day.has_time and day.end == len(line.text))


def _below_and_said(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    yield from shown(zones, zones.near_foot, "line below the text", -2.5)
    yield from _issued(zones)
    yield from _entered(zones)
    yield from _meant(zones)
    posted = hour_of(sheet)
    if posted is not None:
        yield Candidate(posted.value, 1.5, posted.where)
    for iso, worth, where in stated(sheet):
        yield Candidate(iso, worth, where)


def _dateline(_: Sheet, zones: Zones) -> Iterator[Candidate]:
    """What opens the text where nothing else is dated: 【某某2024年5月3日讯】, 某报2024.5.3 某人/某地报导."""
    for line in zones.early[:EARLIEST]:
        opening = line.text[:LONGEST_DATELINE]
        day = next(find_dates(opening), None) if may_show_a_date(opening) else None
        if day and not _STOP.search(opening, 0, day.start) and _REPORTED.match(opening, day.end):
            yield Candidate(day.iso, 1.0, "dateline", ())


def _scripted(sheet: Sheet, zones: Zones) -> Iterator[Candidate]:
    """What a script says is not shown; where the page says 昨天 instead, no day is told at all."""
    if any(len(line.text) < LONGEST_SIGN_OFF and _RELATIVE.search(line.text) for line in zones.head):
        return
    if iso := scripted(sheet):
        yield Candidate(iso, 1.0, "script")


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


def _entered(zones: Zones) -> Iterator[Candidate]:
    """How a blog closes an entry: This entry was posted on …, and is filed under …"""
    for line in (*zones.late, *zones.near_foot):
        if _ENTRY.match(line.text):
            yield from (Candidate(date.iso, 2.0, "end of the entry", (line.index,)) for date in find_dates(line.text))


def _answered(sheet: Sheet) -> Iterator[Candidate]:
    """A letter to an office is published with its answer, whose day stands above or below the answer."""
    for line, follower in pairwise(sheet.inside):
        if len(line.text) < LONGEST_SIGN_OFF and _ANSWERED.search(line.text):
            iso = parse_date(line.text) or parse_date(follower.text[:LONGEST_SIGN_OFF])
            if iso is not None:
                yield Candidate(iso, 6.5, "day of the answer", (line.index,))


def _meant(zones: Zones) -> Iterator[Candidate]:
    """What a time element by the headline means, or what a pointer shows over it, where one reads only 3天前."""
    for line in zones.head:
        if PAGER.search(line.text):
            continue
        for holder in (*line.inline, line.element):
            yield from _tips(holder, line) if holder is not None else ()


def _tips(element: Element, line: Line) -> Iterator[Candidate]:
    for name, worth in (("title", 1.5), ("datetime", MEANT)):
        tip = element.get(name) or ""
        for date in find_dates(tip):
            if len(tip) - (date.end - date.start) < LONGEST_ANNOUNCEMENT:
                where = "time element" if element.tag == "time" else f"{name} of an element"
                yield Candidate(date.iso, worth, where, (line.index,))
