"""Dates and times of day as pages write them, to ISO 8601; pure strings, no choice between candidates.

Precision is what is written: a day stays a day, minutes stay minutes, and a zone appears only where one is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
    r"(?P<y>(?:19|20)\d\d)\s?(?:[-/._]|年)\s?(?P<m>0?[1-9]|1[0-2])\s?(?:[-/._]|月)\s?"
    r"(?P<d>(?:0[1-9]|[12]\d|3[01])(?=[0-2]?\d:\d\d)|(?:[12]\d|3[01]|0?[1-9])(?!\d))(?:\s?[日号號])?"
    # 2023 11/17: a calendar leaf, year and day in boxes of their own
    r"|(?P<y2>20\d\d)\s(?P<m2>0?[1-9]|1[0-2])\s?[-/月]\s?(?P<d2>[12]\d|3[01]|0?[1-9])(?!\d)(?:\s?日)?"
    # 20240503 101200, as machines write it
    r"|(?P<y3>20\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=T?\d{6}\b|\b)"
    # 03/05/2024: the day first, unless it cannot be a month
    r"|(?<![A-Za-z])(?P<a4>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<b4>0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?P<y4>20\d\d)(?!\d|-\d)"
    r"|(?<![A-Za-z])" + _MONTH_NAME.format("m5") + r"\s{0,2}(?P<d5>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?,?\s{0,2}"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?"
    r"(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?P<d6>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[\s-]{0,2}(?:of\s)?" + _MONTH_NAME.format("m6") + r",?[\s-]{0,2}"
    r"(?P<y6>(?:19|20)\d\d)(?!\d)"
    # 二〇二四年五月三日, 中華民國一百一十三年…, 民國113年5月3日
    r"|(?P<roc>民[國国])?\s?(?P<y7>[" + _CJK_NUMBER + r"]{1,6}|(?<=[國国])\s?\d{1,3}|(?<=[國国]\s)\d{1,3})\s?年\s?"
    r"(?P<m7>[" + _CJK_NUMBER + r"]{1,3}|\d{1,2})\s?月\s?(?P<d7>[" + _CJK_NUMBER + r"]{1,3}|\d{1,2})\s?日"
    # 五月 3rd, 2024: a template in English under a Chinese name of the month
    r"|(?P<m8>[一二三四五六七八九十]{1,2}|1[0-2]|[1-9])\s?月\s?(?P<d8>[12]\d|3[01]|[1-9])(?:st|nd|rd|"
    r"th)?日?,\s?(?P<y8>20\d\d)"
    r")",
    re.IGNORECASE,
)
# Only where a label announces a date: 24-05-03, 113/05/03 (years of the Republic of China), 2024年5月.
_SHORT_YEAR = re.compile(
    r"(?<!\d)(?P<y>\d{2,3})\s?[-/.年]\s?(?P<m>0?[1-9]|1[0-2])\s?[-/.月]\s?(?P<d>\d\d(?=\d\d:\d\d)|\d{1,2}(?!\d))日?"
)
_MONTH = re.compile(r"(?<!\d)(?P<y>20\d\d)\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9])(?!\d)月?")
_YEARLESS = re.compile(
    r"(?<![\d/.-])(?<!\d:)(?P<m>1[0-2]|0?[1-9])\s?[-/月]\s?"
    r"(?P<d>[0-3]\d(?=\d\d:\d\d)|[12]\d|3[01]|0?[1-9](?![\d/.-]))日?(?=[\s,]{0,4}\d{1,2}:\d\d)"
)

_CLOCK = (
    r"(?P<h>[01]?\d|2[0-3])\s?(?::|[时時点點])\s?(?P<min>[0-5]\d|\d(?=分))(?!\d{1,2}:)分?"
    r"(?::?(?<=[:分])(?P<s>[0-5]\d)(?!\d)秒?)?"
)
_HALF = r"(?P<half>上午|下午|中午|晚上|晚间|晚間|凌晨|早上|清晨|傍晚|[AP]\.?M\.?)"
_ZONE = (
    r"(?:\.\d{1,9})?\s?"
    r"(?P<zone>Z\b|(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b|[(]?北京[时時][间間][)]?)"
)
_TIME_AFTER = re.compile(
    r"[\s,|T·日-]{0,4}(?:[(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)]?|[(][日一二三四五六][)]|(?:mon|tue|wed|"
    r"thu|fri|sat|sun)[a-z]{0,6}|at|[于於])?"
    r"[\s,|·]{0,3}(?P<place>(?:格林[尼威]治|北京|当地|香港|台北)(?:标准|標準)?[时時][间間]|HKT)?\s?"
    r"(?:" + _HALF + r"\s?)?" + _CLOCK + r"\s?(?P<half2>[AP]\.?M\b\.?)?(?:" + _ZONE + r")?",
    re.IGNORECASE,
)
_ZONES = {"北京": "+08:00", "香港": "+08:00", "台北": "+08:00", "HKT": "+08:00", "格林": "+00:00", "当地": ""}
_COMPACT_TIME = re.compile(r"T?(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?P<s>[0-5]\d)(?P<zone>Z)?\b")
_TIME_BEFORE = re.compile(
    r"(?<![\d:])(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?"
    r"(?:\s?(?P<half2>[AP]\.?M\.?))?[\s|,·]{0,3}$",
    re.IGNORECASE,
)
_WORTH_A_LOOK = re.compile(r"\d\d|[〇○零一二三四五六七八九十]\s?年|[民國国]\S{1,6}年")


def find_dates(line: str, *, labelled: bool = False) -> Iterator[ShownDate]:
    """All dates in a line, in order.

    ``labelled``: a label announces a date here, so that short years, years of the Republic without its name
    and months without a day are understood too.

    >>> [found.iso for found in find_dates("发布时间：2024年 5月3日 下午3:07 来源：某报")]
    ['2024-05-03T15:07']
    >>> [found.iso for found in find_dates("15:312018/09/16")]
    ['2018-09-16T15:31']
    """
    if not _WORTH_A_LOOK.search(line):
        return
    text = fold(line[:LONGEST])
    seen = False
    for match in _DATE.finditer(text):
        day = _day_of(match)
        if day is not None:
            seen = True
            yield _with_time(text, day, match.start(), match.end())
    if labelled and not seen:
        yield from _short_dates(text)


def parse_date(text: str) -> str | None:
    """The first date of a text that is nothing but a date: a meta value, a labelled value, a front matter line.

    >>> parse_date("Thu, 28 Jul 2022 03:53:59 GMT")
    '2022-07-28T03:53:59+00:00'
    """
    return next((found.iso for found in find_dates(text, labelled=True)), None)


def find_yearless(line: str) -> Iterator[tuple[str, str]]:
    """Dates that leave the year to the reader, with their time of day: ("05-03", "T10:12")."""
    text = fold(line[:LONGEST])
    for match in _YEARLESS.finditer(text):
        shown = _with_time(text, f"2000-{int(match['m']):02}-{int(match['d']):02}", match.start(), match.end())
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
        day, month = (second, first) if second > 12 else (first, second)
        return _iso_day(int(parts["y4"]), month, day)
    for digit in ("5", "6"):
        if parts[f"y{digit}"]:
            month = _MONTHS.index(parts[f"m{digit}"][:3].lower()) + 1
            return _iso_day(int(parts[f"y{digit}"]), month, int(parts[f"d{digit}"]))
    return _chinese_day(parts, "8" if parts["y8"] else "7")


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
    for match in _SHORT_YEAR.finditer(text):
        year = int(match["y"])
        year += 2000 if year < 100 else 1911
        if day := _iso_day(year, int(match["m"]), int(match["d"])):
            yield _with_time(text, day, match.start(), match.end())
            return
    if month := _MONTH.search(text):
        yield ShownDate(iso=f"{month['y']}-{int(month['m']):02}", start=month.start(), end=month.end())


def _with_time(text: str, day: str, start: int, end: int) -> ShownDate:
    after = _COMPACT_TIME.match(text, end) or _TIME_AFTER.match(text, end)
    if after is not None:
        return ShownDate(iso=day + _clock(after), start=start, end=start + len(text[start : after.end()].rstrip()))
    earlier = _TIME_BEFORE.search(text, max(0, start - 16), start)
    if earlier is not None:
        return ShownDate(iso=day + _clock(earlier), start=earlier.start(), end=end)
    return ShownDate(iso=day, start=start, end=end)


def _clock(match: re.Match[str]) -> str:
    parts = match.groupdict()
    hour = int(parts["h"])
    half = (parts.get("half") or parts.get("half2") or "").upper()
    if half[:1] == "P" or half in ("下午", "晚上", "晚间", "晚間", "傍晚") or (half == "中午" and hour < 3):
        hour = hour + 12 if hour < 12 else hour
    elif half[:1] == "A" and hour == 12:
        hour = 0
    seconds = f":{parts['s']}" if parts["s"] else ""
    return f"T{hour:02}:{int(parts['min']):02}{seconds}{_zone(parts.get('zone') or parts.get('place'))}"


def _zone(stated: str | None) -> str:
    if not stated:
        return ""
    for place, offset in _ZONES.items():
        if place in stated:
            return offset
    match = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", stated)
    if match is None:
        return "+00:00"
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
