"""The people a page names: who wrote its text and who edited it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.fields.announced import Announced, announced
from pipelines.fields.bylines import bylined
from pipelines.fields.english import byline_of
from pipelines.fields.labels import AUTHOR, EDITOR, SOURCE, first, labelled
from pipelines.fields.lead_in import reporters_of
from pipelines.fields.names import names_in, persons_in
from pipelines.fields.person import is_name
from pipelines.fields.unlabelled import (
    HOUSE_END,
    LONGEST_BYLINE,
    Names,
    account_named,
    stated_and_shown,
    under_headline,
    unlabelled,
)
from pipelines.fields.wechat import writer_of
from pipelines.fields.zones import FOOT_LINES, Zones, zones_of
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LATE_LINES = 200  # lines at the end of the text among which a label may stand, where nothing else answers
NEAR_FOOT = 12  # lines below the text: further down the author of something else is named
_PLACE = re.compile(r"\s?[／/]\s?[\u4e00-\u9fff\s]{1,10}[报報][导導道]$|\s\S{0,6}[报報][导導道]$|\s?[发發]自\S{2,8}$")
_CLOSING = re.compile(r"[(（\[【〔](?P<inside>[^()（）\[\]【】〔〕]{2,70})[)）\]】〕]\s?\d{0,8}[。]?$")
_NOT_BY = re.compile(
    r"[编編][辑輯]|[责責][编編]|校[对對]|[摄攝]$|[摄攝]影[:：/]|图片|供图|^[图圖][:：/|]|漫画|参与|说明|来源|原题|"
    r"原标题|对此文|贡献|资料|刊于|完$"
)
_RESPONSIBLE = re.compile(r"[\s(（\[【]{0,3}(?:责任编辑|責任編輯|责编|責編)")
LONGEST_CREDIT = 40  # characters
_PICTURES = re.compile(r"[\s，,;；](?:图片|照片|视频|[图圖])\S{0,12}(?:提供|[摄攝]|供图)$")
_SIGNED = re.compile(r"[。！？”]\s{0,2}(?P<byline>[^\s，。]{0,10}(?:[记記]者|通[讯訊][员員])[^，。]{2,30})$")
_BRACKETS = re.compile(r"[(（\[【〔]")


def read_people(sheet: Sheet, title: Found[str] | None) -> tuple[Names | None, Names | None]:
    """Authors and editors, each in the order the page gives; a name that only edits is no author."""
    zones = zones_of(sheet, title)
    return _authors(sheet, zones), _editors(sheet, zones)


def _authors(sheet: Sheet, zones: Zones) -> Names | None:
    below = zones.head if zones.title is None else tuple(line for line in zones.head if line.index > zones.title)
    tail = (*zones.late, *_unlinked(zones.near_foot[:NEAR_FOOT]))
    return (
        _labelled_people(below, AUTHOR, "line above the text")
        or _byline((*below, *zones.early))
        or _lead_in((*below[-3:], *zones.early))
        or unlabelled(below)
        or under_headline(below, zones)
        or _labelled_people(tail, AUTHOR, "line below the text")
        or _contributors((*below, *tail))
        or _byline(reversed(tail))
        or _closing(zones)
        or _labelled_people(_short(sheet.inside[-LATE_LINES:]), AUTHOR, "line in the text")
        or writer_of(sheet)
        or _front_matter(sheet)
        or byline_of(sheet, below)
        or account_named(below)
        or stated_and_shown(sheet, below)
    )


def _front_matter(sheet: Sheet) -> Names | None:
    """Whom the front matter of a plain rendition calls its author."""
    stated = sheet.metas.get("byline", ()) if sheet.text.lstrip().startswith("---") else ()
    names = names_in(" ".join(stated))
    return Found(names, "front matter author") if names else None


def _editors(sheet: Sheet, zones: Zones) -> Names | None:
    return (
        _labelled_people((*zones.late[-3:], *_unlinked(zones.foot)), EDITOR, "line below the text")
        or _labelled_people(zones.head, EDITOR, "line above the text")
        or _labelled_people(_short(sheet.inside[-LATE_LINES:]), EDITOR, "line in the text")
        or _labelled_people(_called_editors(sheet.after[FOOT_LINES:]), EDITOR, "line far below the text")
    )


def _called_editors(lines: Iterable[Line]) -> Iterator[Line]:
    """Below comments and lists too, a line that says nothing but who is responsible is the page's own."""
    return (line for line in lines if len(line.text) < LONGEST_CREDIT and _RESPONSIBLE.match(line.text))


def _unlinked(lines: Iterable[Line]) -> Iterator[Line]:
    """Below the text a line that is a link altogether is the headline of something else."""
    return (line for line in lines if line.link_chars < len(line.text))


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
        if not found or not _is_fact(one.text, one.part.start, found) or _of_a_work(one):
            continue
        if not one.on_next or one.in_cell or all(map(is_name, found)):
            names += found
            used += () if _closes(one.text, one.part.start) else one.lines
            last, where = one.index, where or f"{place}, label {one.part.label}"
    return Found(tuple(dict.fromkeys(names)), where, tuple(dict.fromkeys(used))) if names else None


def _contributors(lines: Iterable[Line]) -> Names | None:
    """供稿：护理部 王某 and 来源：某某晚报 王某 name who wrote; an office alone is the source."""
    for one in announced(lines, SOURCE):
        house, _, rest = one.value.partition(" ")
        names = persons_in(one.value if one.part.label.startswith("供稿") else rest if HOUSE_END.search(house) else "")
        if names:
            return Found(names, f"label {one.part.label}", one.lines)
    return None


def _of_a_work(one: Announced) -> bool:
    """1.《江岸晨曦》 作者：某某 stands in a list of works; behind another label a title is that of a paper."""
    before = one.text[: one.part.start].rstrip(" ,，、(（")
    return before.endswith("》") and not labelled(before) and not HOUSE_END.search(before[:-1])


def _is_fact(text: str, start: int, names: tuple[str, ...]) -> bool:
    """In running text 作者：… belongs to a work that is spoken of."""
    if _closes(text, start):
        return True
    return start < 60 and (len(text) < LONGEST_BYLINE or start < 3 or (start < 40 and all(map(is_name, names))))


def _closes(text: str, start: int) -> bool:
    """The label stands in brackets that close a sentence: …完工。（文图：王某）"""
    return start > 1 and text[start - 1] in "(（[【〔" and text[start - 2] in "。！？”" and text[-1] in ")）]】〕"


def _byline(lines: Iterable[Line]) -> Names | None:
    """The first byline, and those that follow it line by line."""
    found: dict[int, tuple[str, ...]] = {}
    last = 0
    for line in lines:
        names = bylined(line.text) if len(line.text) <= LONGEST_BYLINE else ()
        if found and (not names or abs(line.index - last) > 1):
            break
        if names:
            found[line.index] = names
            last = line.index
    ordered = dict.fromkeys(name for index in sorted(found) for name in found[index])
    return Found(tuple(ordered), "byline", tuple(sorted(found))) if found else None


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
        inside = _PICTURES.sub("", match["inside"]) if match is not None else ""
        if match is None or len(_BRACKETS.findall(line.text)) > 3 or _NOT_BY.search(inside):
            continue
        if line.text[: match.start()].rstrip().endswith((":", "：")):
            continue
        names = persons_in(_PLACE.sub("", inside))
        if names:
            return Found(names, "brackets closing the text", (line.index,) if match.start() == 0 else ())
    return _signed(late[-1:])


def _signed(last: Iterable[Line]) -> Names | None:
    """…完工。本报记者 王某: the byline that a text ends with, on the line of its last sentence."""
    for line in last:
        match = _SIGNED.search(line.text)
        if match is not None and (names := bylined(match["byline"])):
            return Found(names, "byline closing the text")
    return None


def _above_editors(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the short one that names the editors; all where none does, or only it and what follows."""
    edited = (
        place
        for place, line in enumerate(lines)
        if len(line.text) < LONGEST_BYLINE // 2 and first(labelled(line.text), EDITOR)
    )
    return lines[: next(edited, len(lines))] or lines
