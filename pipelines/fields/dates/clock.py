"""Times of day beside a date, as pages write them, to the part of ISO 8601 that follows the day; pure strings."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in its ISO form, T and zone included, and where in the line it stands."""

    iso: str
    start: int
    end: int


_CLOCK = (
    r"(?P<h>[01]?\d|2[0-3])\s?(?::|[时時点點])\s?(?P<min>[0-5]\d|\d(?=分))(?!\d{1,2}:)分?"
    r"(?::?(?<=[:分])(?P<s>[0-5]\d)秒?)?"
)
_HALF = r"(?P<half>上午|下午|中午|晚上|晚间|晚間|晚|凌晨|早上|早|清晨|傍晚|[AP]\.?M\.?)"
_PLACES = r"(?:北京|香港|[台臺]北)[时時][间間]"
_ZONE = (
    r"(?:\.\d{1,9})?\s?"
    r"(?P<zone>Z\b|(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b|HKT\b|SGT\b|[(]?" + _PLACES + r"[)]?)"
)
_BETWEEN = r"[\s,|T·•/日—-]{0,4}"
_WEEKDAY = (
    r"(?:[(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)]?|[(][日一二三四五六月火水木金土][)]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
    r"|at|[于於])?"
)
_PLACE = r"(?P<place>(?:格林[尼威]治|北京|当地|香港|[台臺]北)(?:标准|標準)?[时時][间間]|HKT)?"
_TIME_AFTER = re.compile(
    _BETWEEN + _WEEKDAY + r"[\s,|·]{0,3}" + _PLACE + r"\s?(?:" + _HALF + r"\s?)?" + _CLOCK
    + r"\s?(?P<half2>[AP]\.?M\b\.?|[上下]午(?![\u4e00-\u9fff]))?(?:" + _ZONE + r")?",
    re.IGNORECASE,
)  # fmt: skip
_ZONES = {**dict.fromkeys(["北京", "香港", "台北", "臺北", "HKT", "SGT"], "+08:00"), "格林": "+00:00", "当地": ""}
_COMPACT_TIME = re.compile(r"T?(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?P<s>[0-5]\d)(?P<zone>Z)?\b")
_TIME_BEFORE = re.compile(
    r"(?<!\d)(?<!\d:)(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?"
    r"(?:\s?(?P<half2>[AP]\.?M\.?))?[\s|,·-]{0,3}$",
    re.IGNORECASE,
)
_ZONE_BEHIND = re.compile(r"\s?(HKT|GMT|UTC)\b")


def after(text: str, end: int) -> Clock | None:
    """The time that follows a date ending at ``end``; ``text`` is folded."""
    found = _COMPACT_TIME.match(text, end) or _TIME_AFTER.match(text, end)
    return Clock(_iso(found), end, found.end()) if found is not None else None


def before(text: str, start: int, end: int) -> Clock | None:
    """The time that stands before a date; its zone may stand behind the date."""
    found = _TIME_BEFORE.search(text, max(0, start - 16), start)
    if found is None:
        return None
    zone = _ZONE_BEHIND.match(text, end)
    return Clock(_iso(found) + _zone(zone and zone[1]), found.start(), zone.end() if zone else end)


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    hour = int(parts["h"])
    half = (parts.get("half") or parts.get("half2") or "").upper()
    if half[:1] == "P" or half in ("下午", "晚上", "晚间", "晚間", "晚", "傍晚") or (half == "中午" and hour < 3):
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
