"""The declared source: whom the page says its text comes from (来源：, 转自《…》, ContentSource)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pipelines.fields.announced import Announced, announced, spanned
from pipelines.fields.buttons import is_button
from pipelines.fields.date_patterns import find_dates
from pipelines.fields.english import house_of
from pipelines.fields.house import OFFICE_END, house_by_the_date
from pipelines.fields.labels import OTHER, SOURCE, Labelled, first, labelled
from pipelines.fields.names import persons_in
from pipelines.fields.person import is_name
from pipelines.fields.site import is_own_name
from pipelines.fields.unlabelled import HOUSE_END
from pipelines.fields.wechat import account_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.characters import fold, tidy
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

LONGEST_TOLD = 120  # characters at the beginning of a line in which it tells where it is from
LONGEST = 40  # characters: a longer value is running text
MAX_ELEMENTS = 200  # of a line's block that are looked at; a block with more is the page itself
METAS = ("contentsource", "source", "mediaid", "media", "copyrightholder", "dc.source", "article:source", "og:source")
# What runs on behind a source without a label of its own: counters, buttons, remarks.
_TAIL = re.compile(
    r"(?:^|[|,，;；])(?:字[体號号级級]|大小|浏览|瀏覽|阅读|閱讀|点击|點擊|打印|列印|分享|评论|評論|收藏|纠错|"
    r"下载|我要|我来说|我有话说|更多|查看原文|关注|作者|编辑|责任编辑|网友|跟[贴帖]|原[标標][题題]|有删[改节]|略有|[转轉][载載]|版[权權]|侵|[仅僅]|不代表|未经|如有).*$"
    r"|\s[\u4e00-\u9fff]{2,4}\s?[:：].*$|(?<=[报報网網社台刊闻聞])(?:[见實实特约派驻]{0,3})[记記]者.{0,12}$"
    r"|\s(?:作者|编辑|责任编辑|网友|我来说|我有话说).*$"
    r"|(?:参与互动|手机看新闻|我要评论|我有话说|我来说两句|网友评论|(?<!本站)原创稿?|查看原文|点击进入|字体|字号|打印|分享到?|收藏|"
    r"浏览)\W*$"
    r"|\s?[（(\[【<>].*$|\s[∙•·|]\s.*$|\s?https?://\S*$|\s\d+\s?(?:次|人|条).*$|[\s,，]第?[A-Z]{0,2}\d{1,3}\s?版.*$|\s\d+$"
)
_PLACEHOLDER = re.compile(
    r"(?:(?:本站)?(?:转载|轉載)(?:文章|稿件?)?|网络|網絡|網路|互联网|互聯網|网上|综合整理|综合|原创|本站原创|本站|"
    r"整理|未知|不详|佚名|其他|其它|网友投稿|投稿)(?:转载|转自)?$"
)
_NOTHING = re.compile(r"(?:转载|轉載|无|暂无|未知|不详|null|none|undefined|nan|[-—_/.·\s]+)?$", re.IGNORECASE)
_PRINTED = re.compile(
    r"^[\s(—―–-]{0,4}(?:原?(?:[载載]|刊|[发發]表)(?:[于於]|在)?|[选選]自|摘自|[转轉]自)?《(?P<name>[^》《]{2,16})》\s?[(]?(?:(?:19|20)\d\d年)?"
    r"(?:第?[\d一二三四五六七八九十]{1,4}[期号卷]|\d{1,2}月[\d日号第\s]{0,6}).{0,12}$"
)
_CALL = re.compile(r"下[载載]|更多|[不未]代表(?![本我])|自媒[体體]|APP")  # of the house itself
_MARKED = re.compile(r"[《“「‘](?P<name>[^《》“”「」‘’]{2,20})[》”」’]")
_MACHINE = re.compile(r"[a-z0-9_]{1,12}")  # web, pc, admin: for the site's own programs
_SLASH = re.compile(r"\s?/\s?")  # 稿源：2024-05-03 / 某社 / 王某
_SENTENCE = re.compile(r"[。！？!?]|，.*，|[”’\"]的$|^[”’]")
_WORDS = re.compile(
    r"(?!\W*(?:[\u4e00-\u9fff]{1,6}\s?[:：]|[\u4e00-\u9fff]{0,4}[声聲]明\s))\W*[\u4e00-\u9fff]{3}"
)  # of a sentence, not of a label
# 本文转自某某日报，版权归原作者所有; what says only that it is from the network names nobody.
_TOLD = re.compile(
    r"(?:(?<![\u4e00-\u9fff])(?:本文|文章|本篇文章|此文|原文|该文|稿件|(?:以上)?内容)系?|^\W?(?=(?:[综綜]合|[转轉][载載]?|摘[编編]?)自.{2,30}$))(?:[转轉](?:[载載发發])?自|摘[编編]?自|[选選]自|[来來]自|[来來]源于|[综綜]合自|原[载載][于於]?|"
    r"[刊登][载載]?[于於]|[发發]表[于於])\s?[:：]?\s?(?!网[络上]|網[路絡上]|互[联聯])(?:[微公][信众][\u4e00-\u9fff]{1,4}[:：]?\s?)?"
    r"(?P<name>[^，。,;；:：]{2,40})"
)
_ENDED = re.compile(r"[。！？”》)）…]\s*$|[转轉][载載][^。]{0,6}$")
_COMPOUND = re.compile(r"\W*(?!.*[文稿讯訊])[\u4e00-\u9fff]{1,4}$(?<!新闻)(?<!信息)(?<!内容)")
_SPOKEN_OF = re.compile(r"(?:[“\"「『注]|[注标標][明注])\s?$")  # 凡注明“来源：…”的作品, 转载请注明来源：…


def read_source(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """What a label says above the text, else below it, else what the metas say, else an unlabelled house by the date.

    A header that only says "reprinted" gives way to a credit below the text that names somebody.
    """
    zones = zones_of(sheet, title)
    stated = chain(announced(zones.head, SOURCE), _material(zones.head), spanned(zones.head, SOURCE))
    above = _labelled_source(stated, "line above the text", sheet, zones)
    if above is not None and not _PLACEHOLDER.match(above.value):
        return _whole(above, sheet)
    below = _labelled_source(announced((*zones.late, *zones.near_foot), SOURCE), "line below the text", sheet, zones)
    for found in (below, above):
        if found is not None:
            return _whole(found, sheet)
    return (
        _meta_source(sheet)
        or account_of(sheet)
        or house_by_the_date(sheet, zones)
        or _told(sheet, zones)
        or house_of(zones.head)
        or _printed(zones)
    )


def clean_source(value: str) -> str | None:
    """The house's name out of a labelled value; None where nothing is left of it.

    >>> clean_source("《某某科技报》"), clean_source("某网-《某某日报》 字号：大"), clean_source("：")
    ('某某科技报', '某网-《某某日报》', None)
    """
    value = tidy(value)
    date = next(find_dates(value), None)
    if date is not None:
        value = value[: date.start] if date.start > 1 else _SLASH.split(value[date.end :].lstrip(" /"))[0]
    value = _TAIL.sub("", value.strip(" :：,，;；|｜·-—[]【】()（）"))
    value = _without_people(_without_buttons(value.strip(" :：,，;；|｜[]【】")))
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        value = value[1:-1]
    return None if _NOTHING.match(value) or len(value) > LONGEST or _is_sentence(value) else value


def _without_people(value: str) -> str:
    """The value without the writers behind a stroke: 某某日报/王某."""
    house, stroke, last = value.rpartition("/")
    return _without_people(house.rstrip()) if stroke and is_name(last.strip()) else value


def _without_buttons(value: str) -> str:
    """The value without the buttons, counters and writers that run on behind it: 某某日报 听新闻."""
    words = value.split(" ")
    while len(words) > 1 and (is_button(words[-1]) or (is_name(words[-1]) and HOUSE_END.search(words[0]))):
        words.pop()
    return " ".join(words)


def _is_sentence(value: str) -> bool:
    return _SENTENCE.search(value) is not None or value.count("“") != value.count("”") or value.count('"') % 2 == 1


def _material(head: Iterable[Line]) -> Iterator[Announced]:
    """資料來源 beside the date says whom a text is from; below the text, or of a table, it is something else."""
    return (one for one in announced(head, OTHER) if one.part.label in ("資料來源", "资料来源"))


def _labelled_source(stated: Iterable[Announced], place: str, sheet: Sheet, zones: Zones) -> Found[str] | None:
    foot = zones.foot[0].index if zones.foot else len(sheet.lines)
    for one in stated:
        if one.index == zones.title and one.part.start == 0:
            continue  # a headline such as 来源：一个词的历史
        if _is_of_another(one, sheet.lines[one.index], foot):
            continue
        value = clean_source(one.value if one.on_next else _linked(sheet.lines[one.index], one.part))
        if value is None or (one.part.label == "供稿" and persons_in(value)):
            continue
        if not one.on_next or one.in_cell or HOUSE_END.search(value) or OFFICE_END.search(value):
            return Found(value, f"{place}, label {one.part.label}", one.lines)
    return None


def _is_of_another(one: Announced, line: Line, foot: int) -> bool:
    """A disclaimer speaks of labels; below the text and below pictures, words before a label say whose it is."""
    before = one.text[: one.part.start]
    if _SPOKEN_OF.search(before) or _is_compound(before, line, one.part.label):
        return True
    if not _WORDS.match(before):
        return False
    ended = _ENDED.search(before) is not None
    return (line.after_image and ended) or (line.index >= foot and not ended)


def _is_compound(before: str, line: Line, label: str) -> bool:
    """经费来源：… and 客源来自：… speak of something else; the label may begin an element of its own, though."""
    if not _COMPOUND.match(before):
        return False
    return not any(words_in(element).startswith(label) for element in line.inline)


def _linked(line: Line, part: Labelled) -> str:
    """The value, ended where the link ends whose text it begins with, and where an element with a button begins."""
    if line.element is not None and line.link_chars:
        for link in islice(line.element.iter("a"), MAX_ELEMENTS):
            text = words_in(link)
            if text and len(text) > 1 and part.value.startswith(text):
                return text
    value = part.value
    for element in reversed(line.inline):
        words = words_in(element)
        if words != value and value.endswith(words) and is_button(words):
            value = value[: -len(words)] if words else value
    return value


def _meta_source(sheet: Sheet) -> Found[str] | None:
    for name in METAS:
        for content in sheet.metas.get(name, ()):
            part = first(labelled(content), SOURCE)
            value = clean_source(part.value if part is not None else content)
            if value is not None and not value.isdigit() and not _MACHINE.fullmatch(value):
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


def _told(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """What a sentence at the beginning or the end of the text tells of itself."""
    for line in (*zones.head, *zones.early[:2], *zones.late[-3:], *zones.near_foot):
        match = _TOLD.search(line.text[:LONGEST_TOLD]) if "自" in line.text or "于" in line.text else None
        value = _account(match["name"]) if match is not None else None
        if value is not None and not _CALL.search(line.text) and not is_own_name(value, sheet):
            alone = match is not None and match.start() < 3 and len(line.text) <= LONGEST
            return Found(value, "sentence about the text", (line.index,) if alone else ())
    return None


def _account(name: str) -> str | None:
    """The name without its mark and what is said of it: “某某观察”（ID：mm）, 《某某月刊》2024年第3期.

    >>> _account("“某某观察”（ID"), _account("《某某月刊》2024年第3期")
    ('某某观察', '某某月刊')
    """
    marked = _MARKED.match(name)
    return clean_source(marked["name"] if marked is not None else name)


def _printed(zones: Zones) -> Found[str] | None:
    """The print edition that a text closes with: ——《某某月刊》1996年第3期, 《某某日报》（2024年1月29日 04版）."""
    for line in (*reversed(zones.late[-2:]), *zones.near_foot[:2]):
        match = _PRINTED.match(fold(line.text)) if len(line.text) <= LONGEST else None
        if match is not None:
            return Found(match["name"], "print edition", (line.index,))
    return None
