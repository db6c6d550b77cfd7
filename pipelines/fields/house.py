"""The house that stands by the date with no label: as portals show whom they took a text from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipelines.fields.date_patterns import find_dates
from pipelines.fields.labels import PUBLISHED, UPDATED, labelled
from pipelines.fields.person import is_name
from pipelines.fields.site import OFFICE, is_own_name
from pipelines.fields.stated_title import COLUMN
from pipelines.fields.unlabelled import AUTHOR_CLASSES, HOUSE_END, byline_pair, called_author
from pipelines.fields.zones import Zones
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

LONGEST = 16
MAX_ELEMENTS = 200  # of a line's block that are looked at; a block with more is the page itself
# What else stands by a date: buttons, counters, remarks, the words of other labels.
_BUTTONS = (
    r"字[体型号體號级級]|大\s?中\s?小|打印|列印|分享|转[发贴載载]|轉[發貼載]|收藏|举报|檢舉|报料|爆料|纠错|报错|投诉|反馈|"
    r"[关關]注|追[蹤踪]|订阅|訂閱|下[载載]|登[录錄入]|[注註][册冊]|打[开開]|返回|复制|複製|扫|掃|用LINE|首[页頁]|更多|"
    r"上一|下一|^[听聽]|播[报報放]|朗[读讀]|[语語]音|[简簡][体體]|繁[体體]|^手机|^移动|客户端下载|无障碍|無障礙|微信|微博|"
    r"QQ|朋友圈|[链鏈連][接結结]|网址|網址|生成"
)
_COUNTERS = (
    r"[评評]|留言|[讨討][论論]|互[动動]|参[与與]|參與|[阅閱][读讀]|浏览|瀏覽|[点點][击擊赞讚]|查看|[观觀]看|人气|人氣|热度|^已|"
    r"^\d[\d.,]*\s?(?:[^\W\d]{1,2}\+?)?$|^[共第]\s?[\d一二三四五六七八九十]*\s?[页頁版次条條篇期张張]"
)
_LABELS = (
    r"更新|[时時][间間]|日期|星期|[编編][辑輯]|[责責][编編]|作者|[记記]者|通[讯訊][员員]|[报報][导導]$|版[权權]|正文|"
    r"^[来來]自|[属屬]地|楼主|^原[创創]$|[即实實][时時]|默认|标准|^(?:小|中|大|超大)$|文/|图/|[摄攝]影?$"
)
_NO_HOUSE = re.compile(
    "|".join((_BUTTONS, _COUNTERS, _LABELS))
    + r"|www\.|\.com|\.cn|[a-z]+\.[a-z]|^[\d\W]+$|[>》＞]|副刊|^[A-D]\d{1,2}(?!\d)"
    + r"|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?:^|\d|已|于|於|次|审核|正式|刚刚|编辑|原创)\W?[发發][布佈表]|^\W?(?:今日|最新|首次)?[发發][布佈表]$"
)
# How the names of offices, schools and firms end, their departments included.
OFFICE_END = re.compile(
    rf"(?:{OFFICE}|委|办|辦|部|院|处|處|科|室|所|中心|会|會|队|隊|镇|鎮|乡|鄉|街道|县|縣|馆|館|站)$"
)
_STRONG_END = re.compile(r"[报報网網社台臺站]$")  # no column of a site is called so
_SOURCE_CLASS = re.compile(r"(?:^|[-_])(?:source|laiyuan|ly|media-?name|from|copyfrom|origin)(?:$|[-_])")
_COLUMN_CLASS = re.compile(r"(?:^|[-_])(?:cat|category|categories|column|channel|lanmu|tags?|section|topic)(?:$|[-_])")
_ADDRESS = re.compile(r"https?:|www\.")
_DATED = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d{1,2}:\d\d|\d{1,2}/\d{1,2}$")
_ROLE = re.compile(r"[记記]者|通[讯訊][员員]|[编編][辑輯]")
_PATH = re.compile(r"[>»›→]")
_STEP = re.compile(r"[\s>»›→/|·-]+")


def house_by_the_date(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """A house beside the date or on the lines next to it; the site's own name and its columns are none."""
    for line in _by_the_date(zones):
        named = _named_source(line)
        for piece in (named,) if named else _pieces(line.text):
            if _may_be_house(piece, line) and not is_own_name(piece, sheet) and not _is_column(piece, sheet, zones):
                return Found(piece, "beside the date, without a label", (line.index,))
    return None


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
    """The element inside the line that is called source."""
    if line.element is None or not any(_SOURCE_CLASS.search(name) for name in line.classes):
        return None
    for element in islice(line.element.iterdescendants(), MAX_ELEMENTS):
        names = element.get("class") or element.get("id") or ""
        if isinstance(element.tag, str) and names and any(_SOURCE_CLASS.search(name) for name in names.lower().split()):
            text = words_in(element)
            if text and not _ADDRESS.match(text) and not any(find_dates(text)):
                return text
    return None


def _pieces(text: str) -> Iterator[str]:
    """The one thing that a line holds besides dates, labelled values, bylines and buttons; nothing where several."""
    text = _before_labels(_without_date(text))
    pair = byline_pair(text.strip(" |"))
    if pair is not None:
        yield pair[1]
        return
    pieces = [piece.strip(":,-·/") for piece in re.split(r"[|\s()（）\[\]【】]+", fold(text))]
    pieces = [piece for piece in pieces if piece and not _is_button(piece)]
    houses = [piece for piece in pieces if not is_name(piece)]
    if len(pieces) == 1 or (houses and HOUSE_END.search(houses[0])):
        yield (houses or pieces)[0]


def _without_date(text: str) -> str:
    """The line without its first date and the label of the date."""
    date = next(find_dates(text), None)
    if date is None:
        return text
    starts = [part.start for part in labelled(text) if part.kind in (PUBLISHED, UPDATED) and part.start < date.start]
    return f"{text[: starts[-1] if starts else date.start]}|{text[date.end :]}"


def _before_labels(text: str) -> str:
    """What stands before the first label; "" where it is one word with it: 某某新闻记者：…"""
    parts = labelled(text)
    if not parts:
        return text
    before = text[: parts[0].start]
    return "" if _ROLE.match(parts[0].label) and before[-1:].isalnum() else before


def _is_button(piece: str) -> bool:
    return _NO_HOUSE.search(piece) is not None or _POSTED.search(piece) is not None


def _may_be_house(piece: str, line: Line) -> bool:
    if not 2 <= len(piece) <= LONGEST or _is_button(piece) or COLUMN.fullmatch(piece):
        return False
    if HOUSE_END.search(piece) or (OFFICE_END.search(piece) and _DATED.search(line.text)):
        return True
    if is_name(piece) or _ROLE.search(line.text) or any(_COLUMN_CLASS.search(name) for name in line.classes):
        return False
    if not _DATED.search(line.text):
        return any(_SOURCE_CLASS.search(name) or name in AUTHOR_CLASSES for name in line.classes)
    return any(words_in(element) == piece for element in line.inline) and piece not in called_author(line)


def _is_column(piece: str, sheet: Sheet, zones: Zones) -> bool:
    """A line of the menu or a step of the path above the headline; of a paper's name only its first step counts."""
    strong = _STRONG_END.search(piece) is not None
    for line in sheet.lines[: zones.title or 0]:
        if piece not in line.text:
            continue
        steps = _steps(line.text)
        if piece in steps[:1] or (not strong and (piece in steps or piece == line.text)):
            return True
    return False


def _steps(text: str) -> list[str]:
    """The steps of a path (首页 > 新闻 > 正文); [] of any other line."""
    path = fold(text).rpartition(":")[2]
    return [step for step in _STEP.split(path) if step] if _PATH.search(path) else []
