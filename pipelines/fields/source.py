"""The declared source: whom the page says its text comes from (来源：, 转自《…》, ContentSource)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipelines.fields.announced import announced
from pipelines.fields.date_patterns import find_dates
from pipelines.fields.english import house_of
from pipelines.fields.labels import SOURCE, Labelled, first, labelled
from pipelines.fields.person import is_name
from pipelines.fields.site import is_own_name
from pipelines.fields.stated_title import COLUMN
from pipelines.fields.unlabelled import AUTHOR_CLASSES, HOUSE_END, byline_pair, called_author
from pipelines.fields.wechat import account_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.characters import fold, tidy
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LONGEST = 40  # characters: a longer value is running text
LONGEST_HOUSE = 16
MAX_ELEMENTS = 200  # of a line's block that are looked at; a block with more is the page itself
METAS = ("contentsource", "source", "mediaid", "media", "copyrightholder", "dc.source", "article:source", "og:source")
# What runs on behind a source without a label of its own: counters, buttons, remarks.
_TAIL = re.compile(
    r"(?:^|\s|[|,，;；])(?:字[体號号级級]|大小|浏览|瀏覽|阅读|閱讀|点击|點擊|打印|列印|分享|评论|評論|收藏|纠错|"
    r"下载|我要|我来说|我有话说|更多|查看原文|关注|作者|编辑|责任编辑|网友|跟[贴帖]).*$"
    r"|(?:参与互动|手机看新闻|我要评论|我有话说|我来说两句|网友评论|原创稿?|查看原文|点击进入|字体|字号|打印|分享到?|收藏|"
    r"浏览)\W*$"
    r"|\s?[（(\[【<>].*$|\s[∙•·|]\s.*$|\s\S*(?:收集|整理|转载)$|\s?https?://\S*$|\swww\.\S*$|\s\d+\s?(?:次|人|条).*$"
)
_PLACEHOLDER = re.compile(
    r"(?:(?:本站)?(?:转载|轉載)(?:文章|稿件?)?|网络|網絡|網路|互联网|互聯網|网上|综合整理|综合|原创|本站原创|本站|"
    r"整理|未知|不详|佚名|其他|其它|网友投稿|投稿)(?:转载|转自)?$"
)
_NOTHING = re.compile(r"(?:转载|轉載|无|暂无|未知|不详|null|none|undefined|nan|[-—_/.·\s]+)?$", re.IGNORECASE)
_NO_HOUSE = re.compile(
    r"字[体号號]|打印|分享|评论|留言|阅读|浏览|点击|首页|关注|收藏|更多|正文|参与|网址|更新|发布|时间|日期|星期|"
    r"编辑|作者|记者|記者|www\.|\.com|\.cn|[a-z]+\.[a-z]"
    r"|^[\d\W]+$|^第.*页|^[共第]|大\s?中\s?小|[>》＞]|上一|下一|客户端下载|扫|微信|微博|QQ|朋友圈|转发|举报|报料|"
    r"纠错|版权|评|^来自|楼主|^(?:原创|小|中|大|标准|超大|默认)$"
    r"|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$|^[A-D]\d{1,2}(?!\d)|副刊",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"^[\s(—―–-]{0,4}(?:原?载|刊于?|发表于|選自|选自|摘自)?《(?P<name>[^》《]{2,16})》\s?[(]?(?:(?:19|20)\d\d年)?"
    r"(?:第?[\d一二三四五六七八九十]{1,4}[期号卷]|\d{1,2}月[\d日号第\s]{0,6}).{0,12}$"
)
_SENTENCE = re.compile(r"[。！？!?]|，.*，|[”’\"]的?$|^[”’]")
_QUOTED = re.compile(r"[“\"「『注]\s?$")  # 凡注明“来源：…”的作品: a disclaimer speaks of labels
_SOURCE_CLASS = re.compile(r"(?:^|[-_])(?:source|laiyuan|ly|media-?name|from|copyfrom|origin)(?:$|[-_])")
_ADDRESS = re.compile(r"https?:|www\.")
_DATED = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d{1,2}:\d\d|\d{1,2}/\d{1,2}$")


def read_source(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """What a label says above the text, else below it, else what the metas say, else an unlabelled house by the date.

    A header that only says "reprinted" gives way to a credit below the text that names somebody.
    """
    zones = zones_of(sheet, title)
    above = _labelled_source(zones.head, "line above the text", sheet, zones.title)
    if above is not None and not _PLACEHOLDER.match(above.value):
        return _whole(above, sheet)
    below = _labelled_source((*zones.late, *zones.near_foot), "line below the text", sheet)
    for found in (below, above):
        if found is not None:
            return _whole(found, sheet)
    return (
        _meta_source(sheet) or account_of(sheet) or _unlabelled(sheet, zones) or house_of(zones.head) or _printed(zones)
    )


def clean_source(value: str) -> str | None:
    """The house's name out of a labelled value; None where nothing is left of it.

    >>> clean_source("《某某科技报》"), clean_source("某网-《某某日报》 字号：大"), clean_source("：")
    ('某某科技报', '某网-《某某日报》', None)
    """
    value = tidy(value)
    date = next(find_dates(value), None)
    if date is not None:
        value = value[: date.start] if date.start > 1 else value[date.end :]
    value = _TAIL.sub("", value.strip(" :：,，;；|｜·-—[]【】()（）"))
    value = value.strip(" :：,，;；|｜[]【】")
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        value = value[1:-1]
    return None if _NOTHING.match(value) or len(value) > LONGEST or _SENTENCE.search(value) else value


def _labelled_source(lines: Iterable[Line], place: str, sheet: Sheet, title: int | None = None) -> Found[str] | None:
    for one in announced(lines, SOURCE):
        if one.index == title and one.part.start == 0:
            continue  # a headline such as 来源：一个词的历史
        if _QUOTED.search(one.text[: one.part.start]):
            continue
        value = clean_source(one.value if one.on_next else _linked(sheet.lines[one.index], one.part))
        if value is None or (one.part.label == "供稿" and is_name(value)):
            continue
        if not one.on_next or one.in_cell or HOUSE_END.search(value):
            return Found(value, f"{place}, label {one.part.label}", one.lines)
    return None


def _linked(line: Line, part: Labelled) -> str:
    """The value, ended where the link ends whose text it begins with."""
    if line.element is not None and line.link_chars:
        for link in islice(line.element.iter("a"), MAX_ELEMENTS):
            text = text_in(link)
            if text and len(text) > 1 and part.value.startswith(text):
                return text
    return part.value


def text_in(element: HtmlElement) -> str:
    """All text of an element, white space folded."""
    return tidy("".join(map(str, element.itertext())))


def _meta_source(sheet: Sheet) -> Found[str] | None:
    for name in METAS:
        for content in sheet.metas.get(name, ()):
            part = first(labelled(content), SOURCE)
            value = clean_source(part.value if part is not None else content)
            if value is not None and not value.isdigit():
                return Found(value, f"meta {name}")
    return None


def _whole(found: Found[str], sheet: Sheet) -> Found[str]:
    """The name as a meta states it whole, where the line cuts it short (某某日报、某某...) or a bracket ends it."""
    stem = found.value.rstrip(".…")
    for content in (tidy(content) for name in METAS for content in sheet.metas.get(name, ())):
        rest = content[len(stem) :] if content.startswith(stem) and len(content) < 3 * LONGEST else ""
        shown = rest[:1] in ("(", "（") and any(content in sheet.lines[index].text for index in found.lines)
        if rest and (stem != found.value or shown):
            return Found(content, found.where, found.lines)
    return found


def _unlabelled(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """A house beside the date, as portals show whom they took a text from; the site's own name is none."""
    for line in _by_the_date(zones):
        named = _named_source(line)
        for piece in (named,) if named else _pieces(line.text):
            if _may_be_house(piece, line) and not is_own_name(piece, sheet):
                return Found(piece, "beside the date, without a label", (line.index,))
    return None


def _printed(zones: Zones) -> Found[str] | None:
    """The print edition that a text closes with: ——《某某月刊》1996年第3期, 《某某日报》（2024年1月29日 04版）."""
    for line in (*reversed(zones.late[-2:]), *zones.near_foot[:2]):
        match = _PRINTED.match(fold(line.text)) if len(line.text) <= LONGEST else None
        if match is not None:
            return Found(match["name"], "print edition", (line.index,))
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
        if 0 <= place < len(below) and len(below[place].text) <= LONGEST_HOUSE:
            yield below[place]


def _named_source(line: Line) -> str | None:
    """The element inside the line that is called source."""
    if line.element is None or not any(_SOURCE_CLASS.search(name) for name in line.classes):
        return None
    for element in islice(line.element.iterdescendants(), MAX_ELEMENTS):
        names = element.get("class") or element.get("id") or ""
        if isinstance(element.tag, str) and names and any(_SOURCE_CLASS.search(name) for name in names.lower().split()):
            text = text_in(element)
            if text and not _ADDRESS.match(text) and not any(find_dates(text)):
                return text
    return None


def _pieces(text: str) -> Iterator[str]:
    """The one thing that a line holds besides dates, labelled values and bylines; nothing where there are several."""
    for date in find_dates(text):
        text = text[: date.start] + "|" + text[date.end :]
        break
    parts = labelled(text)
    text = text[: parts[0].start] if parts else text
    pair = byline_pair(text.strip(" |"))
    if pair is not None:
        yield pair[1]
        return
    pieces = [piece.strip(":,-·/") for piece in re.split(r"[|\s()（）\[\]【】]+", fold(text))]
    pieces = [piece for piece in pieces if piece and not _NO_HOUSE.search(piece)]
    if len(pieces) == 1 or (pieces and HOUSE_END.search(pieces[0])):
        yield pieces[0]


def _may_be_house(piece: str, line: Line) -> bool:
    if not 2 <= len(piece) <= LONGEST_HOUSE or _NO_HOUSE.search(piece) or COLUMN.fullmatch(piece):
        return False
    if HOUSE_END.search(piece):
        return True
    called = any(_SOURCE_CLASS.search(name) or name in AUTHOR_CLASSES for name in line.classes)
    return called if not _DATED.search(line.text) else not is_name(piece) and piece not in called_author(line)
