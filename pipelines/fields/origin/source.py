"""The declared source: whom the page says its text comes from (来源：, 转自《…》, ContentSource)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pipelines.fields import baidu
from pipelines.fields.announced import Announced, announced, spanned
from pipelines.fields.labels import EDITOR, OTHER, SOURCE, Labelled, first, labelled
from pipelines.fields.origin.buttons import is_button
from pipelines.fields.origin.english import house_of
from pipelines.fields.origin.house import OFFICE_END, called_source, house_by_the_date
from pipelines.fields.origin.site import is_own_name
from pipelines.fields.origin.source_name import LONGEST, clean_source
from pipelines.fields.origin.told import closing_house, print_edition, told_source
from pipelines.fields.people.names import persons_in
from pipelines.fields.people.own_elements import HOUSE_END
from pipelines.fields.wechat import account_of
from pipelines.fields.zones import Zones, is_running_text, zones_of
from pipelines.page.characters import tidy
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

MAX_ELEMENTS = 200  # of a line's block that are looked at; a block with more is the page itself
BESIDE = 7  # lines below which the text of another article would begin
METAS = ("contentsource", "source", "mediaid", "media", "copyrightholder", "dc.source", "article:source", "og:source")
_PLACEHOLDER = re.compile(
    r"(?:(?:本站)?(?:转载|轉載)(?:文章|稿件?)?|网络|網絡|網路|互联网|互聯網|网上|综合整理|综合|原创|本站原创|本站|"
    r"整理|未知|不详|佚名|其他|其它|网友投稿|投稿)(?:转载|转自)?$"
)
_MACHINE = re.compile(r"[a-z0-9_]{1,12}")  # web, pc, admin: for the site's own programs
# Words of a sentence, not of another label.
_WORDS = re.compile(r"(?!\W*(?:[\u4e00-\u9fff]{1,6}\s?[:：]|[\u4e00-\u9fff]{0,4}[声聲]明\s))\W*[\u4e00-\u9fff]{3}")
_ENDED = re.compile(r"[。！？”》)）…]\s*$|[转轉][载載][^。]{0,6}$")
_COMPOUND = re.compile(r"\W*(?!.*[文稿讯訊])[\u4e00-\u9fff]{1,4}$(?<!新闻)(?<!信息)(?<!内容)")
_URL = re.compile(r"https?://[^\s|)）\]】]+")
_APPENDIX = re.compile(
    r"[^\w]{0,3}(?:(?:个人|人物|官员|嘉宾|作者|專家|专家)?(?:简历|簡歷|履历|履歷|簡介|简介)|(?:相关|新闻|背景|知识|延伸)(?:链接|资料|背景|阅读)|"
    r"(?:名词|新闻)解释)[^\w]{0,3}$"
)
_SPOKEN_OF = re.compile(r"(?:[“\"「『注]|[注标標][明注])\s?$")  # 凡注明“来源：…”的作品, 转载请注明来源：…


def read_source(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """What a label says above the text, else below it, else what is stated for machines, else a house by the date.

    Where none answers, a sentence of the text about itself does, or a house in brackets that closes it.
    A header that only says "reprinted" gives way to a credit below the text that names somebody.
    """
    zones = zones_of(sheet, title)
    stated = chain(announced(zones.head, SOURCE), _material(zones.head), spanned(zones.head, SOURCE))
    above = _labelled_source(stated, "line above the text", sheet, zones)
    if above is not None and not _PLACEHOLDER.match(above.value):
        return _whole(above, sheet)
    stated = chain(announced((*zones.late, *zones.near_foot), SOURCE), _beside_editors(zones))
    below = _labelled_source(stated, "line below the text", sheet, zones)
    for found in (below, above):
        if found is not None:
            return _whole(found, sheet)
    return (
        _stated_source(sheet, zones)
        or account_of(sheet)
        or house_by_the_date(sheet, zones)
        or told_source(sheet, zones)
        or house_of(zones.head)
        or print_edition(zones)
        or closing_house(sheet, zones)
        or _address(zones.head)
    )


def _beside_editors(zones: Zones) -> Iterator[Announced]:
    """Labels with an editor beside them that stand below a list of other articles, not around the text of one."""
    rest = zones.foot[len(zones.near_foot) :]
    for place, line in enumerate(rest):
        if "源" not in line.text or line.link_chars:
            continue
        if not any(map(_credits_editor, rest[max(0, place - 1) : place + 2])):
            continue
        if not any(map(is_running_text, rest[: place + BESIDE])):
            yield from announced((line,), SOURCE)


def _credits_editor(line: Line) -> bool:
    return not line.link_chars and first(labelled(line.text), EDITOR) is not None


def _material(head: tuple[Line, ...]) -> Iterator[Announced]:
    """Labels that name whom a text is from above it only: below the text, or of a table, 資料來源 is something else."""
    if not any("料" in line.text or "原" in line.text for line in head):
        return
    for one in announced(head, OTHER):
        if one.part.label in ("資料來源", "资料来源") or (one.part.label == "原创" and _is_house(one.value)):
            yield one


def _is_house(value: str) -> bool:
    """原创：某某网 names a house; 原创：王某 a writer."""
    name = clean_source(value)
    return name is not None and " " not in name and HOUSE_END.search(name) is not None


def _labelled_source(stated: Iterable[Announced], place: str, sheet: Sheet, zones: Zones) -> Found[str] | None:
    foot = zones.foot[0].index if zones.foot else len(sheet.lines)
    for one in stated:
        if one.index == zones.title and one.part.start == 0:
            continue  # a headline such as 来源：一个词的历史
        if _is_of_another(one, sheet.lines[one.index], foot) or _closes_appendix(one, sheet, zones):
            continue
        value = clean_source(one.value if one.on_next else _linked(sheet.lines[one.index], one.part))
        if value is None or (one.part.label == "供稿" and persons_in(value.split(" ")[0])):
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


def _closes_appendix(one: Announced, sheet: Sheet, zones: Zones) -> bool:
    """A bracket behind the last sentence of a biography or a glossary says where that is from."""
    if zones.title is None or not _ENDED.search(one.text[: one.part.start].rstrip(" (（[【")):
        return False
    return any(_APPENDIX.match(line.text) for line in sheet.inside if zones.title < line.index < one.index)


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
        if words and words != value and value.endswith(words) and is_button(words):
            value = value[: -len(words)]
    return value


def _stated_source(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """What the page states for machines; the site itself gives way to the account that the page shows."""
    found = _stated(sheet)
    shown = called_source(sheet, zones) if found is not None and is_own_name(found.value, sheet) else None
    return shown or found


def _stated(sheet: Sheet) -> Found[str] | None:
    for where, content in _statements(sheet):
        part = first(labelled(content), SOURCE)
        value = clean_source(part.value if part is not None else content)
        if value is not None and not value.isdigit() and not _MACHINE.fullmatch(value):
            return Found(value, where)
    return None


def _statements(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for_search = baidu.stated(sheet, "source")
    if for_search is not None:
        yield "element source_baidu", for_search
    for name in METAS:
        for content in sheet.metas.get(name, ()):
            yield f"meta {name}", content


def _address(head: Iterable[Line]) -> Found[str] | None:
    """The address that a label gives in place of a name."""
    for one in announced(head, SOURCE):
        match = _URL.match(one.value)
        if match is not None:
            return Found(match[0], f"line above the text, label {one.part.label}", one.lines)
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
