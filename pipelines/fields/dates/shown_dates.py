"""Every date that a line shows, and its worth as the day of publication: by label, place and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipelines.fields.dates.date_labels import label_before, label_of, labels_on
from pipelines.fields.dates.date_patterns import ShownDate, find_dates, may_show_a_date, read_leaf
from pipelines.fields.labels import OTHER, PUBLISHED, UPDATED, WRITTEN, Labelled, labelled
from pipelines.fields.zones import Zones
from pipelines.page.lines import Line

LONGEST_LINE = 160
LONGEST_NAME = 14  # of a house, in a link beside the date
_WORTH = {PUBLISHED: 3.0, UPDATED: -1.0, OTHER: -6.0, WRITTEN: -6.0}
_PUBLISHING = re.compile(r"(?:网站)?[发發][布佈]")  # what was handed in or entered before was published then
_HANDED_IN = re.compile(r"提交|投稿")
_PIECE = re.compile(r"(?:[\s\d:：/年月日.,-]|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)+$", re.IGNORECASE)
_PROSE = re.compile(
    r"^日?(?!发布于|發[布佈]於|[，,]\s?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]$)"
    r"(?:第|[，,摄攝]|[\u4e00-\u9fff]{2,}(?:通过|会议|公布|施行|批准|修订|起|举行|召开|发布))"
)
_RUNS_ON = re.compile(r"日?[\u4e00-\u9fff，,]")
_CLOCK = re.compile(r"今天|今日|现在|农历|農曆|天气|多云|晴|℃|您好|欢迎")  # a page's own calendar
_PERIOD = re.compile(r"\s?(?:起?至|到|[~～]|[—–-]{1,2}(?=\s?\d{1,4}[年月日/.:-]))\s?\d")
_PERIOD_ENDS = re.compile(r"\d\s?[日号]?\s?(?:起?至|到|[~～—–])\s?$")
_IN_BRACKETS = re.compile(
    r"(?:《[^《》]{2,15}》)?[（(].{2,20}日[^，。]{0,6}[)）]"
)  # below the text: （某报 2024年5月3日）, 《某报》（2024年5月3日）
_DAY_OF_A_SPEECH = re.compile(r"[（(]\d{4}\s?年[^（(）)]{3,8}日[)）]")  # on a line of its own below the headline
_OF_ANOTHER = re.compile(r".{0,4}[\u4e00-\u9fff].{9,}")  # a headline of its own before the day: a link to it
# （原载《某报》2024年5月3日）
_REPRINT = re.compile(r"[（(](?:原|首[发發]|载|載|刊|转|轉|摘|选自|選自|本文).{2,50}[)）]")
_BEHIND = re.compile(r"\s?(?:(?P<published>发布|發[布佈]|发表|發表|刊登)|更新)(?![于於会會人者单機机])")
_SINCE = re.compile(r"(?:(?<!创)建|立|生|成|设|開|开|始|逝|卒|摄)[于於]\s?$")  # 始建于 is of the thing spoken of
_ADDRESS = re.compile(r"\S{0,8}\s?(?:https?:|www\.)")  # portals show their own before the date
PAGER = re.compile(r"[上前后後下][一1][天日期]")  # 上一天 2024-05-02: the way to another page
BAR = re.compile(r"\s?[|｜]")
_EDITION = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版|版次")  # 第A03版: the page of a newspaper shows the day of its issue


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the day of publication; nothing of worth 0 or less is taken."""

    iso: str
    worth: float
    where: str
    lines: tuple[int, ...] = ()


def shown(zones: Zones, lines: tuple[Line, ...], place: str, bonus: float) -> Iterator[Candidate]:
    yield from _split(lines, place, bonus)
    for position, line in enumerate(lines):
        if len(line.text) > LONGEST_LINE or not may_show_a_date(line.text):
            continue
        parts, before = labels_on(lines, position), label_before(lines, position)
        announced = any(part.kind == PUBLISHED for part in (*parts, before) if part)
        for date in find_dates(line.text, labelled=announced):
            label = label_of(date, parts, line.text) or before
            worth = _worth(date, label, line, zones, below=bonus < 0) + bonus
            yield Candidate(date.iso, worth, f"{place}, label {label.label}" if label else place, (line.index,))


def _split(lines: tuple[Line, ...], place: str, bonus: float) -> Iterator[Candidate]:
    """A date in pieces: year, day and time in lines of their own."""
    for is_piece, group in groupby(lines, key=_is_piece):
        pieces = list(group)
        if is_piece:
            yield from _joined(pieces, place, bonus)


def _is_piece(line: Line) -> bool:
    return len(line.text) <= 12 and _PIECE.match(line.text) is not None


def _joined(pieces: list[Line], place: str, bonus: float) -> Iterator[Candidate]:
    text = " ".join(piece.text for piece in pieces)
    lines = tuple(piece.index for piece in pieces)
    if leaf := read_leaf(text):
        yield Candidate(leaf, 4.5 + bonus, f"{place}, a calendar leaf", lines)
    for date in find_dates(text) if len(pieces) > 1 else ():
        worth = 4.5 + bonus + (0.6 if date.has_time else 0.0)
        yield Candidate(date.iso, worth, f"{place}, in several lines", lines)


def _worth(date: ShownDate, label: Labelled | None, line: Line, zones: Zones, *, below: bool) -> float:
    kind = label.kind if label is not None else _kind_behind(date, line.text)
    worth = 4.0 + _WORTH.get(kind or "", 0.0) + (0.6 if date.has_time else 0.0)
    if label is not None:
        worth += 0.3 if _PUBLISHING.match(label.label) else -2.5 if _HANDED_IN.match(label.label) else 0.0
    worth -= _doubt(date, line) + (_doubt_unlabelled(date, line, below=below) if kind is None else 0.0)
    if zones.title is not None and line.index < zones.title:
        worth -= _penalty_above(date, kind, line, zones)
    return worth - 0.05 * abs(line.index - zones.title if zones.title is not None else 0)


def _kind_behind(date: ShownDate, text: str) -> str | None:
    """2024-05-03 发布."""
    word = _BEHIND.match(text, date.end)
    return (PUBLISHED if word["published"] else UPDATED) if word is not None else None


def _doubt(date: ShownDate, line: Line) -> float:
    """A period is no day, a reprint names another, and a line of links shows other articles."""
    if _REPRINT.fullmatch(line.text):
        return 7.0
    bare = not date.has_time and not line.text[date.end :].strip("])）】")
    if bare and line.link_chars > LONGEST_NAME and _OF_ANOTHER.fullmatch(line.text, 0, date.start):
        return 5.0
    is_period = _PERIOD.match(line.text, date.end) or _PERIOD_ENDS.search(line.text, 0, date.start)
    links = line.link_chars * 2 > len(line.text) and not _ADDRESS.match(line.text)
    if is_period or (links and PAGER.search(line.text)):
        return 7.0
    return 3.0 if links else 0.0


def _doubt_unlabelled(date: ShownDate, line: Line, *, below: bool) -> float:
    """Words that run on behind a date, a place below the text, a speech: then it may well be another day."""
    rest = len(line.text) - (date.end - date.start) - (date.start if _ADDRESS.match(line.text) else 0)
    doubt = 4.5 if _is_prose(date, line.text, rest) and not _label_follows(date, line.text) else 0.0
    if below and not (date.has_time and rest < 10):
        doubt += 0.8 if _IN_BRACKETS.fullmatch(line.text) or _EDITION.search(line.text) else 4.0
    if (not below and _DAY_OF_A_SPEECH.fullmatch(line.text)) or line.tag == "figcaption":
        doubt += 4.0
    return doubt


def _penalty_above(date: ShownDate, kind: str | None, line: Line, zones: Zones) -> float:
    """What stands above the headline is seldom the article's, unless the page is one of a newspaper."""
    if kind == PUBLISHED or date.has_time:
        penalty = 0.5
    elif _is_newspaper(zones):
        return 1.0
    else:
        penalty = 5.0 if kind is None and line.link_chars > 4 and not _is_beside_column(date, line.text) else 2.0
    return penalty + (4.0 if _CLOCK.search(line.text) else 0.0)


def _is_beside_column(date: ShownDate, text: str) -> bool:
    """2024.05.03 | 财经, or 财经 | 2024.05.03."""
    if date.start == 0:
        return BAR.match(text, date.end) is not None
    return date.end == len(text) and text[: date.start].rstrip().endswith(("|", "｜"))


def _is_newspaper(zones: Zones) -> bool:
    above = (line.text for line in zones.head if line.index < (zones.title or 0))
    return any(len(text) < LONGEST_LINE and _EDITION.search(text) for text in above)


def _is_prose(date: ShownDate, text: str, rest: int) -> bool:
    """The date belongs to a sentence: words run on behind it."""
    following = text[date.end :]
    if rest > 40 or _PROSE.match(following) or text.endswith("。") or _SINCE.search(text, 0, date.start):
        return True
    return not date.has_time and rest > 14 and _RUNS_ON.match(following) is not None


def _label_follows(date: ShownDate, text: str) -> bool:
    """2024.05.03分类：…: glued on, but no sentence."""
    return any(part.start == date.end for part in labelled(text))
