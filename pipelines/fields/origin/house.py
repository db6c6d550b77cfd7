"""The house that stands by the date with no label: as portals show whom they took a text from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.headline.stated_title import COLUMN
from pipelines.fields.labels import PUBLISHED, UPDATED, labelled
from pipelines.fields.origin.buttons import is_button
from pipelines.fields.origin.english import AGENCY, stated_authors
from pipelines.fields.origin.site import OFFICE, is_own_name
from pipelines.fields.people.own_elements import HOUSE_END, called_author
from pipelines.fields.people.person import is_name
from pipelines.fields.people.unlabelled import AUTHOR_CLASSES, byline_pair
from pipelines.fields.zones import Zones
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

LONGEST = 16
_PLACE = "beside the date, without a label"
MAX_ELEMENTS = 200  # of a line's block that are looked at; a block with more is the page itself
# How the names of offices, schools and firms end, their departments included.
OFFICE_END = re.compile(
    rf"(?:{OFFICE}|委|办|辦|部|院|处|處|科|室|所|中心|会|會|队|隊|镇|鎮|乡|鄉|街道|县|縣|馆|館|站)$"
)
_STRONG_END = re.compile(r"[报報网網社台臺站]$")  # no column of a site is called so
_TOPICS = (
    "重要|首页|本站|头条|学校|学院|校园|集团|公司|企业|行业|医院|协会|焦点|科技|娱乐|体育|教育|文化|健康|经济|军事|民生|法治|"
    "地方|市县|县区|区县|乡镇|深度|独家|滚动|原创|视频|業界|即時|產業|國內|國際|社會|生活|政治"
)
_GENRES = (
    "动态|動態|要闻|要聞|资讯|資訊|公告|活动|活動|聚焦|解读|焦点|随笔|杂谈|教程|笔记|攻略|工作|建设|观点|專題|专题|热线|"
    "模式|版本|摘要|[产產行]业|[产產行]業|趨勢|趋势|領域|领域|[市县区省]"
)
_COLUMN = re.compile(
    r"^(?:新闻|新聞|财经|財經|报道|通讯|通訊|政府|平台|在线|线上|杂志|广播)$"
    rf"|^(?:{_TOPICS})(?:新闻|新聞|报道|報導|财经|频道|頻道)$|(?:{_GENRES})$"
)
_CHANNEL = re.compile(r"^[^网網社报報台]+[频頻]道$")
_SOURCE_CLASS = re.compile(r"(?:^|[-_])(?:source|laiyuan|ly|media-?name|from|copyfrom|origin)(?:$|[-_])")
_ACCOUNT_CLASS = re.compile(r"(?:^|[-_])(?:nick(?:-?name)?|account|user(?:-?name)?|mp-?name)(?:$|[-_])")
_COLUMN_CLASS = re.compile(r"(?:^|[-_])(?:cat|category|categories|column|channel|lanmu|tags?|section|topic)(?:$|[-_])")
_ADDRESS = re.compile(r"https?:|www\.")
_DATED = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d{1,2}:\d\d|\d{1,2}/\d{1,2}$|\d\s?(?:分[钟鐘]|小[时時]|天)前"
)
_ORIGINAL = re.compile(r"^原[创創]\s?[:：]")
_TAKEN_FROM = re.compile(r"^(?:[选選摘转轉][载載编編]?自|原[载載](?=《))")
# Slogans (随时随地看新闻), desks (编译中心) and datelines (国际新闻组北京17日电) end like houses.
_NO_NAME = re.compile(
    r"随时|隨時|身边|身邊|[^看][看读讀](?!看).{0,4}新[闻聞]$|新[闻聞][组組]|\d日[电電讯訊]|[热熱][线線]|"
    r"^(?:[编編][译譯辑輯]|[采採][访訪编編])(?:中心|部|[组組]|室)$|"
    r"(?:[综綜]合|[专專][题題]|系列|[连連][续續]|深度|[现現][场場])[报報][道導导]$"
)
_BETWEEN = re.compile(r"[|\s()（）\[\]【】]+|/(?=[记記]者)")
_CLOCK = re.compile(r"(?:\d{1,2}[-/.月]\d{1,2}日?\s?)?\d{1,2}:\d\d(?::\d\d)?")
_ROLE = re.compile(r"[记記]者|通[讯訊][员員]|[编編][辑輯]")
_PATH = re.compile(r"[>»›→]")
_STEP = re.compile(r"[\s>»›→/|·-]+")


def called_source(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """The house or account in an element that the page calls so, beside the date."""
    for line in _by_the_date(zones):
        named = _named_source(line)
        piece = _of_pair(named) if named is not None else ""
        if piece and _is_house_here(piece, line, sheet, zones):
            return Found(piece, _PLACE, (line.index,))
    return None


def house_by_the_date(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """A house beside the date or on the lines next to it; the site's own name and its columns are none.

    Nor is an account that stands in an element called author, and is stated as the author for machines too.
    """
    for line in _by_the_date(zones):
        named = _named_source(line)
        for piece in (_of_pair(named),) if named else _pieces(line, sheet):
            if _is_house_here(piece, line, sheet, zones):
                return Found(piece, _PLACE, (line.index,))
    return None


def _is_house_here(piece: str, line: Line, sheet: Sheet, zones: Zones) -> bool:
    if not _may_be_house(piece, line) or is_own_name(piece, sheet) or _is_column(piece, sheet, zones):
        return False
    return not (_calls_author(line) and piece in stated_authors(sheet))


def _by_the_date(zones: Zones) -> Iterator[Line]:
    """The line of the date between headline and text, then the lines next to it."""
    below = [line for line in zones.head if zones.title is None or line.index > zones.title]
    dated = next((place for place, line in enumerate(below) if len(line.text) < 80 and _DATED.search(line.text)), None)
    if dated is None:
        return
    yield below[dated]
    if zones.title is not None and below[0].index == zones.title + 1 and HOUSE_END.search(below[0].text):
        yield below[0]  # the house below the headline, buttons between it and the date
    for place in (dated - 1, dated + 1, dated + 2, dated + 3):
        if 0 <= place < len(below) and len(below[place].text) <= LONGEST:
            yield below[place]


def _named_source(line: Line) -> str | None:
    """The element inside the line that is called source or account."""
    if line.element is None or not any(map(_is_called_source, line.classes)):
        return None
    for element in islice(line.element.iterdescendants(), MAX_ELEMENTS):
        names = element.get("class") or element.get("id") or ""
        if isinstance(element.tag, str) and names and any(map(_is_called_source, names.lower().split())):
            text = words_in(element)
            if text and not _ADDRESS.match(text) and not any(find_dates(text)):
                return text
    return None


def _pieces(line: Line, sheet: Sheet) -> Iterator[str]:
    """The one thing that a line holds besides dates, labelled values, bylines and buttons; of several, the houses."""
    text = _divided(_before_labels(_without_date(line.text)), line)
    pair = byline_pair(text.strip(" |[]()【】（）〔〕"))
    if pair is not None:
        yield pair[1]
        return
    pieces = [_TAKEN_FROM.sub("", piece).strip(":,-·/《》") for piece in _BETWEEN.split(fold(text))]
    pieces = [piece for piece in pieces if piece and not is_button(piece)]
    houses = [piece for piece in pieces if not is_name(piece)]
    if len(pieces) == 1 or (len(houses) == 1 and OFFICE_END.search(houses[0])):
        yield (houses or pieces)[0]
    elif houses and (HOUSE_END.search(houses[0]) or is_own_name(houses[0], sheet)):
        yield from (piece for piece in houses if HOUSE_END.search(piece))


def _of_pair(text: str) -> str:
    """The house of a writer and a house divided by a stroke; any other text as it is."""
    pair = byline_pair(text)
    return pair[1] if pair is not None else text


def _without_date(text: str) -> str:
    """The line without its first date, the label of the date, and the remark that it is no reprint."""
    text = _ORIGINAL.sub("", text)
    date = next(find_dates(text), None)
    if date is None:
        return _CLOCK.sub("|", text)
    starts = [part.start for part in labelled(text) if part.kind in (PUBLISHED, UPDATED) and part.start < date.start]
    return f"{text[: starts[-1] if starts else date.start]}|{text[date.end :]}"


def _before_labels(text: str) -> str:
    """What stands before the first label; "" where it is one word with it: 某某新闻记者：…"""
    parts = labelled(text)
    if not parts:
        return text
    before = text[: parts[0].start]
    return "" if _ROLE.match(parts[0].label) and before[-1:].isalnum() else before


def _divided(text: str, line: Line) -> str:
    """Bars around what inline elements hold, where no blank divides them: <span>某社</span><span>评论</span>."""
    place = 0
    for element in line.inline:
        words = words_in(element) if len(element) == 0 else ""
        found = text.find(words, place) if words else -1
        if found >= 0:
            place = found + len(words) + 2
            text = f"{text[:found]}|{words}|{text[found + len(words) :]}"
    return text


def _may_be_house(piece: str, line: Line) -> bool:
    if not 2 <= len(piece) <= LONGEST or is_button(piece) or COLUMN.fullmatch(piece):
        return False
    if ":" in piece or _NO_NAME.search(piece) or _COLUMN.search(piece) or _CHANNEL.search(piece):
        return False
    if (
        HOUSE_END.search(piece)
        or AGENCY.fullmatch(piece)
        or (len(piece) > 2 and OFFICE_END.search(piece) and _DATED.search(line.text))
    ):
        return True
    if is_name(piece) or _ROLE.search(line.text) or any(_COLUMN_CLASS.search(name) for name in line.classes):
        return False
    if not _DATED.search(line.text):
        return any(map(_is_called_source, line.classes)) or _calls_author(line)
    return _has_own_element(piece, line) and piece not in called_author(line)


def _calls_author(line: Line) -> bool:
    return not AUTHOR_CLASSES.isdisjoint(line.classes)


def _has_own_element(piece: str, line: Line) -> bool:
    """An account is linked, or comes before the date; remarks come behind it."""
    date, clock = next(find_dates(line.text), None), _CLOCK.search(line.text)
    start = date.start if date is not None else clock.start() if clock is not None else 0
    before = line.text.find(piece) < start
    return any((before or element.tag == "a") and words_in(element) == piece for element in line.inline)


def _is_called_source(name: str) -> bool:
    return bool(_SOURCE_CLASS.search(name) or _ACCOUNT_CLASS.search(name))


def _is_column(piece: str, sheet: Sheet, zones: Zones) -> bool:
    """A line of the menu or a step of the path above the headline; of a paper's name only its first step counts."""
    strong = _STRONG_END.search(piece) is not None
    for line in (*sheet.lines[: zones.title or 0], *zones.head):
        if piece not in line.text:
            continue
        steps = _steps(line.text)
        in_menu = piece == line.text and line.index < (zones.title or 0)
        if piece in steps[:1] or (not strong and (piece in steps or in_menu)):
            return True
    return False


def _steps(text: str) -> list[str]:
    """The steps of a path (首页 > 新闻 > 正文); [] of any other line."""
    path = fold(text).rpartition(":")[2]
    return [step for step in _STEP.split(path) if step] if _PATH.search(path) else []
