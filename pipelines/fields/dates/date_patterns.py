"""Dates and times of day as pages write them, to ISO 8601; pure strings, no choice between candidates.

Precision is what is written: a day stays a day, minutes stay minutes, and a zone appears only where one is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.fields.dates import clock
from pipelines.page.characters import fold

LONGEST = 400  # characters of one line that are searched: a line that shows a date is short


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """One date in a line: its ISO form and where in the line it stands, time of day included."""

    iso: str
    start: int
    end: int

    @property
    def day(self) -> str:
        return self.iso[:10]

    @property
    def has_time(self) -> bool:
        return "T" in self.iso


_CJK_NUMBER = "〇○零Ｏ０O0一二三四五六七八九十百元正廿卅"
_DAY = r"(?P<{0}>[0-2]?\d|3[01])"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = r"(?P<{0}>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{{0,6}})\.?"

_DATE = re.compile(
    r"(?:(?<!\d)|(?<=:\d\d))(?:"
    # 2024-05-03, 2024年5月3日, 2024/5/3, 2024.05.03, blanks anywhere, the time glued on behind
    r"(?P<y>(?:19|20)\d\d)\s?(?:[-/._—·‧]|年)\s?(?P<m>0?[1-9]|1[0-2])\s?(?:[-/._—·‧]|月)\s?"
    r"(?P<d>(?:0[1-9]|[12]\d|3[01])(?=[0-2]?\d:\d\d)|(?:[12]\d|3[01]|0?[1-9])(?!\d))(?:\s?[日号號])?"
    # 2023 11/17: a calendar leaf, year and day in boxes of their own
    r"|(?P<y2>20\d\d)\s(?P<m2>0?[1-9]|1[0-2])\s?[-/月]\s?(?P<d2>[12]\d|3[01]|0?[1-9])(?!\d)(?:\s?日)?"
    # 20240503 101200, as machines write it
    r"|(?P<y3>20\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=T?\d{6}\b|\b)"
    # 03/05/2024: the day first, unless it cannot be a month or an American clock follows
    r"|(?<![A-Za-z])(?P<a4>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<b4>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<y4>20\d\d)(?!\d|-\d)"
    r"|(?<![A-Za-z])" + _MONTH_NAME.format("m5") + r"\s{0,2}(?P<d5>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?,?\s{0,2}"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?"
    r"(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?P<d6>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[\s-]{0,2}(?:of\s)?" + _MONTH_NAME.format("m6") + r",?[\s-]{0,2}"
    r"(?P<y6>(?:19|20)\d\d)(?!\d)"
    # 二〇二四年五月三日, 中華民國一百一十三年…, 民國113年5月3日
    r"|(?P<roc>民[國国])?\s?(?P<y7>[" + _CJK_NUMBER + r"]{1,6}|(?<=[國国])\s?\d{1,3}|(?<=[國国]\s)\d{1,3})\s?年\s?"
    r"(?P<m7>[" + _CJK_NUMBER + r"]{1,3}|\d{1,2})\s?月\s?(?P<d7>[" + _CJK_NUMBER + r"]{1,3}|\d{1,2})\s?日"
    # 3 五月, 2024: the same, the day first
    r"|(?<!\d)(?P<d9>[12]\d|3[01]|0?[1-9])\s(?P<m9>[一二三四五六七八九十]{1,2}|1[0-2]|0?[1-9])\s?月,?\s(?P<y9>20\d\d)(?!\d)"
    # 五月 3rd, 2024: a template in English under a Chinese name of the month
    r"|(?P<m8>[一二三四五六七八九十]{1,2}|1[0-2]|[1-9])\s?月\s?(?P<d8>[12]\d|3[01]|[1-9])(?:st|nd|rd|"
    r"th)?日?,\s?(?P<y8>20\d\d)"
    # May 03 10:12:33 CST 2024, as Java writes it
    r"|"
    + _MONTH_NAME.format("m10")
    + r"\s(?P<d10>\d\d)\s(?P<inner>\d\d:\d\d:\d\d)\s(?:[A-Z]{3,4}\s)?(?P<y10>20\d\d)(?!\d)"
    r")",
    re.IGNORECASE,
)
# Only where a label announces a date: 24-05-03, 113/05/03 (years of the Republic of China), 2024年5月.
_SHORT_YEAR = re.compile(
    r"(?<!\d)(?P<y>\d{2,3})\s?[-/.年]\s?(?P<m>0?[1-9]|1[0-2])\s?[-/.月]\s?(?P<d>\d\d(?=\d\d:\d\d)|\d{1,2}(?!\d))日?"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>19\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")  # 19860915
_MONTH = re.compile(r"(?<!\d)(?P<y>20\d\d)\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9])(?!\d)月?")
_YEARLESS = re.compile(
    r"(?<![\d/.-])(?<!\d:)(?P<m>1[0-2]|0?[1-9])\s?[-/月]\s?"
    r"(?P<d>[0-3]\d(?=\d\d:\d\d)|[12]\d|3[01]|0?[1-9](?![\d/.-]))日?(?=[\s,]{0,4}\d{1,2}:\d\d)"
)

_AMERICAN_CLOCK = re.compile(r",?\s\d\d?:\d\d:\d\d\s[AP]M\b")  # as machines write it: 6/10/2021, 8:21:04 PM

# A calendar leaf: day and month in boxes of their own, in any order.
_LEAVES = (
    re.compile(r"(?P<d>\d\d?)日?\s?(?P<y>20\d\d)\s?[-/.年]\s?(?P<m>\d\d?)月?"),
    re.compile(r"(?P<m>\d\d?)\s?[-/.月]\s?(?P<d>\d\d?)日?\s?(?P<y>20\d\d)年?"),
    re.compile(r"(?P<y>20\d\d)\s?[-/.年]\s?(?P<m>\d\d)月?\s?(?P<d>\d\d)日?"),
)
# A year of four digits, a short one before its divider, or one in words; full-width digits are digits too.
_WORTH_A_LOOK = re.compile(
    r"[12１２][09０９]\d\d|\d\s?[-/.－／．年]\s?\d|[〇○零一二三四五六七八九十]\s?年|[民國国]\S{1,6}年"
)


def find_dates(line: str, *, labelled: bool = False) -> Iterator[ShownDate]:
    """All dates in a line, in order.

    ``labelled``: a label announces a date here, so that short years, years of the Republic without its name
    and months without a day are understood too.

    >>> [found.iso for found in find_dates("发布时间：2024年 5月3日 下午3:07 来源：某报")]
    ['2024-05-03T15:07']
    >>> [found.iso for found in find_dates("15:312018/09/16")]
    ['2018-09-16T15:31']
    """
    if not may_show_a_date(line):
        return
    text = fold(line[:LONGEST])
    seen = False
    for match in _DATE.finditer(text):
        day = _day_of(match)
        if day is not None:
            seen = True
            yield _with_time(text, day, match)
    if labelled and not seen:
        yield from _short_dates(text)


def may_show_a_date(line: str) -> bool:
    """A quick look, before the line is taken apart."""
    return _WORTH_A_LOOK.search(line) is not None


def parse_date(text: str) -> str | None:
    """The first date of a text that is nothing but a date: a meta value, a labelled value, a front matter line.

    >>> parse_date("Thu, 28 Jul 2022 03:53:59 GMT")
    '2022-07-28T03:53:59+00:00'
    """
    return next((found.iso for found in find_dates(text, labelled=True)), None)


def read_leaf(text: str) -> str | None:
    """The day that a calendar leaf shows, year and month apart from the day.

    >>> read_leaf("03 2024-05"), read_leaf("05/03 2024"), read_leaf("2024.05 03"), read_leaf("12 30")
    ('2024-05-03', '2024-05-03', '2024-05-03', None)
    """
    for leaf in _LEAVES:
        if match := leaf.fullmatch(text.strip()):
            return _iso_day(*(int(match[part]) for part in "ymd"))
    return None


def find_yearless(line: str) -> Iterator[tuple[str, str]]:
    """Dates that leave the year to the reader, with their time of day: ("05-03", "T10:12")."""
    text = fold(line[:LONGEST])
    for match in _YEARLESS.finditer(text):
        shown = _with_time(text, f"2000-{int(match['m']):02}-{int(match['d']):02}", match)
        yield shown.iso[5:10], shown.iso[10:]


def number(text: str) -> int | None:
    """A number in Chinese or Arabic digits; 元 and 正 (the first year, the first month) are one.

    >>> [number(word) for word in ("二〇二四", "一百一十三", "廿一", "十", "元", "12")]
    [2024, 113, 21, 10, 1, 12]
    """
    text = text.strip().translate(_DIGITS)
    if text.isdigit():
        return int(text)
    if text in ("元", "正"):
        return 1
    return _counted(text)


_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def _counted(text: str) -> int | None:
    match = re.fullmatch(r"(?:(\d)百0?)?(?:(\d)?十|(廿|卅))?(\d)?", text)
    if match is None or not text:
        return None
    hundreds, tens, score, ones = match.groups()
    ten = {"廿": 2, "卅": 3}[score] if score else int(tens or 1) if "十" in text else 0
    return 100 * int(hundreds or 0) + 10 * ten + int(ones or 0)


def _day_of(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    for digit in ("", "2", "3"):
        if parts[f"y{digit}"]:
            return _iso_day(int(parts[f"y{digit}"]), int(parts[f"m{digit}"]), int(parts[f"d{digit}"]))
    if parts["y4"]:
        first, second = int(parts["a4"]), int(parts["b4"])
        month_first = second > 12 or (first <= 12 and _AMERICAN_CLOCK.match(match.string, match.end()))
        day, month = (second, first) if month_first else (first, second)
        return _iso_day(int(parts["y4"]), month, day)
    for digit in ("5", "6", "10"):
        if parts[f"y{digit}"]:
            month = _MONTHS.index(parts[f"m{digit}"][:3].lower()) + 1
            return _iso_day(int(parts[f"y{digit}"]), month, int(parts[f"d{digit}"]))
    return _chinese_day(parts, next(digit for digit in "897" if parts[f"y{digit}"]))


def _chinese_day(parts: dict[str, str | None], digit: str) -> str | None:
    year, month, day = (number(parts[f"{name}{digit}"] or "") for name in "ymd")
    if year is None or month is None or day is None:
        return None
    return _iso_day(year + 1911 if parts["roc"] else year, month, day)


def _iso_day(year: int, month: int, day: int) -> str | None:
    """None for a day that no calendar has, and for years before the web could have told of them."""
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _short_dates(text: str) -> Iterator[ShownDate]:
    for match in (*_SHORT_YEAR.finditer(text), *_COMPACT.finditer(text)):
        year = int(match["y"])
        year += 0 if year >= 1900 else 2000 if year < 100 else 1911
        if day := _iso_day(year, int(match["m"]), int(match["d"])):
            yield _with_time(text, day, match)
            return
    if month := _MONTH.search(text):
        yield ShownDate(iso=f"{month['y']}-{int(month['m']):02}", start=month.start(), end=month.end())


def _with_time(text: str, day: str, match: re.Match[str]) -> ShownDate:
    start, end = match.span()
    if inner := match.groupdict().get("inner"):
        return ShownDate(iso=f"{day}T{inner}", start=start, end=end)
    after = clock.after(text, end)
    if after is not None:
        return ShownDate(iso=day + after.iso, start=start, end=start + len(text[start : after.end].rstrip()))
    before = clock.before(text, start, end)
    if before is not None:
        return ShownDate(iso=day + before.iso, start=before.start, end=before.end)
    return ShownDate(iso=day, start=start, end=end)
