"""The people a page names: who wrote its text and who edited it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.fields.announced import announced
from pipelines.fields.english import byline_of
from pipelines.fields.labels import AUTHOR, EDITOR, first, labelled
from pipelines.fields.lead_in import reporters_of
from pipelines.fields.names import names_in, persons_in, reporters_in
from pipelines.fields.person import is_name
from pipelines.fields.unlabelled import LONGEST_BYLINE, Names, account_named, under_headline, unlabelled, without_date
from pipelines.fields.wechat import writer_of
from pipelines.fields.zones import Zones, zones_of
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LATE_LINES = 200  # lines at the end of the text among which a label may stand, where nothing else answers
NEAR_FOOT = 12  # lines below the text: further down the author of something else is named
# 澎湃新闻记者 段某 廖某; □ 本报记者 葛某; 整合 某报记者 徐某; 聯合報 記者林某／即時報導
_BYLINE = re.compile(
    r"^[\s□■◎●○◆▲(（\[【〔{]{0,3}(?:(?:文|图文|文图|文字|整合|采写|编译|撰文)\s?[:：/／|]?\s?)?"
    r"(?:\S{1,16}\s)?[^\s:：，。]{0,16}?(?:记者|記者|通讯员|通訊員|评论员|評論員|特约撰稿|撰稿人|实习生|(?:作者|"
    r"编译)(?=\s))"
    r"[:：\s/／]{0,2}(?P<names>[^，。,;；:：]{2,60}?)[)）\]】〕}]?$"
)
_WRITER = re.compile(r"[者员員稿人生译]")  # in one of these characters ends what a byline calls its writer
_PLACE = re.compile(
    r"\s?[／/]\s?[\u4e00-\u9fff\s]{1,10}(?:報導|报道|電|电)$|\s\S{2,6}(?:报道|報導)$|\s?发自\S{2,8}$|\s(?:报道|"
    r"報導)$"
)
_PRINTED = re.compile(r"\s?《[^》《]{2,14}》\s?[(（].{0,40}版\s?[)）]$")  # the edition beside the writer
_PHOTO = re.compile(r"(?:\s[摄攝]|[翻拍][摄攝]|[^／/文][摄攝]影?|提供|供[图圖])[)）\]】〕]?$")
_CLOSING = re.compile(r"[(（\[【〔](?P<inside>[^()（）\[\]【】〔〕]{2,70})[)）\]】〕]\s?\d{0,8}[。]?$")
_NOT_BY = re.compile(
    r"[编編][辑輯]|[责責][编編]|校[对對]|[摄攝]$|[摄攝]影[:：/]|图片|供图|^[图圖][:：/|]|漫画|供稿|说明|来源|原题|"
    r"原标题|对此文|贡献|资料|刊于|完$"
)
_BRACKETS = re.compile(r"[(（\[【〔]")


def read_people(sheet: Sheet, title: Found[str] | None) -> tuple[Names | None, Names | None]:
    """Authors and editors, each in the order the page gives; a name that only edits is no author."""
    zones = zones_of(sheet, title)
    return _authors(sheet, zones), _editors(sheet, zones)


def _authors(sheet: Sheet, zones: Zones) -> Names | None:
    below = zones.head if zones.title is None else tuple(line for line in zones.head if line.index > zones.title)
    tail = (*zones.late, *zones.near_foot[:NEAR_FOOT])
    return (
        _labelled_people(below, AUTHOR, "line above the text")
        or _byline((*below, *zones.early))
        or _lead_in((*below[-3:], *zones.early))
        or unlabelled(below)
        or under_headline(below, zones)
        or _labelled_people(tail, AUTHOR, "line below the text")
        or _byline(reversed(tail))
        or _closing(zones)
        or _labelled_people(_short(sheet.inside[-LATE_LINES:]), AUTHOR, "line in the text")
        or writer_of(sheet)
        or _front_matter(sheet)
        or byline_of(sheet, below)
        or account_named(below)
    )


def _front_matter(sheet: Sheet) -> Names | None:
    """Whom the front matter of a plain rendition calls its author."""
    stated = sheet.metas.get("byline", ()) if sheet.text.lstrip().startswith("---") else ()
    names = names_in(" ".join(stated))
    return Found(names, "front matter author") if names else None


def _editors(sheet: Sheet, zones: Zones) -> Names | None:
    return (
        _labelled_people((*zones.late[-3:], *zones.foot), EDITOR, "line below the text")
        or _labelled_people(zones.head, EDITOR, "line above the text")
        or _labelled_people(_short(sheet.inside[-LATE_LINES:]), EDITOR, "line in the text")
    )


def _short(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if len(line.text) < LONGEST_BYLINE // 2)


def _labelled_people(lines: Iterable[Line], kind: str, place: str) -> Names | None:
    """What the labels of one line say, and of the next lines as long as they go on with it."""
    names: list[str] = []
    used: list[int] = []
    last, where = 0, ""
    for one in announced(lines, kind):
        if names and one.index > last + 2:
            break
        found = names_in(one.value)
        if not found or not _is_fact(one.text, one.part.start, found):
            continue
        if not one.on_next or one.in_cell or all(map(is_name, found)):
            names += found
            used += one.lines
            last, where = one.index, where or f"{place}, label {one.part.label}"
    return Found(tuple(dict.fromkeys(names)), where, tuple(dict.fromkeys(used))) if names else None


def _is_fact(text: str, start: int, names: tuple[str, ...]) -> bool:
    """In running text 作者：… belongs to a work that is spoken of."""
    return start < 60 and (len(text) < LONGEST_BYLINE or start < 3 or (start < 40 and all(map(is_name, names))))


def _byline(lines: Iterable[Line]) -> Names | None:
    """The first byline, and those that follow it line by line."""
    found: dict[int, tuple[str, ...]] = {}
    last = 0
    for line in lines:
        names = _bylined(line.text) if len(line.text) <= LONGEST_BYLINE else ()
        if found and (not names or abs(line.index - last) > 1):
            break
        if names:
            found[line.index] = names
            last = line.index
    ordered = dict.fromkeys(name for index in sorted(found) for name in found[index])
    return Found(tuple(ordered), "byline", tuple(sorted(found))) if found else None


def _bylined(text: str) -> tuple[str, ...]:
    if not _WRITER.search(text):
        return ()
    text = without_date(_PRINTED.sub("", text))
    match = None if _PHOTO.search(text) else _BYLINE.match(_PLACE.sub("", text))
    return reporters_in(match["names"]) if match is not None else ()


def _lead_in(lines: Iterable[Line]) -> Names | None:
    for line in lines:
        names = reporters_of(line.text)
        if names:
            return Found(names, "lead-in")
    return None


def _closing(zones: Zones) -> Names | None:
    """The name in brackets that closes the text; brackets behind a label hold its value."""
    late = _above_editors(zones.late)
    for line in (*reversed(late[-2:]), *zones.foot[:3]):
        match = _CLOSING.search(line.text)
        if match is None or len(_BRACKETS.findall(line.text)) > 3 or _NOT_BY.search(match["inside"]):
            continue
        if line.text[: match.start()].rstrip().endswith((":", "：")):
            continue
        names = persons_in(_PLACE.sub("", match["inside"]))
        if names:
            return Found(names, "brackets closing the text", (line.index,) if match.start() == 0 else ())
    return None


def _above_editors(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the short one that names the editors; all where none does, or only it and what follows."""
    edited = (
        place
        for place, line in enumerate(lines)
        if len(line.text) < LONGEST_BYLINE // 2 and first(labelled(line.text), EDITOR)
    )
    return lines[: next(edited, len(lines))] or lines
