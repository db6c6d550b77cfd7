"""Who is named where a text closes: in the brackets behind its last words, in its last line, above its editors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.fields.labels import AUTHOR, EDITOR, first, labelled
from pipelines.fields.people.bylines import bylined
from pipelines.fields.people.names import names_in, persons_in
from pipelines.fields.people.reported import without_places
from pipelines.fields.people.unlabelled import LONGEST_BYLINE, Names
from pipelines.fields.zones import Zones
from pipelines.page.lines import Line
from pipelines.page.sheet import Found

LONGEST_CLOSING = 40  # characters
_PLACE = re.compile(r"\s?[／/]\s?[\u4e00-\u9fff\s]{1,10}[报報][导導道]$|\s\S{0,6}[报報][导導道]$|\s?[发發]自\S{2,8}$")
_CLOSING = re.compile(r"[(（\[【〔](?P<inside>[^()（）\[\]【】〔〕]{2,70})[)）\]】〕]\s?\d{0,8}[。]?$")
_NOT_BY = re.compile(
    r"[编編][辑輯]|[责責][编編]|校[对對]|[摄攝]$|[摄攝]影[:：/]|图片|供图|^[图圖][:：/|]|漫画|参与|说明|来源|原题|"
    r"原标题|[整综编摘][理合译]自|[摘转]自|对此文|贡献|资料|刊于|完$"
)
_PICTURES = re.compile(r"[\s，,;；](?:图片|照片|视频|[图圖])\s?\S{0,12}(?:提供|[摄攝]|供图)$")
# …完工。◎王某 and …完工。 王某某, without a role
_INITIALLED = re.compile(r"[。！？”](?:\s{0,2}[◎●■□]\s?|\s{1,2})(?P<name>[\u4e00-\u9fff]{2,4})$")
_EDITORS = re.compile(
    r"\s?[(（\[【〔]\s?(?:\S{0,6}[编編][辑輯]|[责責][编編])[^()（）\[\]【】〔〕]{2,40}[)）\]】〕]\s?$"
)
_SIGNED = re.compile(r"[。！？”]\s{0,2}(?P<byline>[^\s，。]{0,10}(?:[记記]者|通[讯訊][员員])[^，。]{2,30})$")
_NAME_FIRST = re.compile(r"[(（\[【](?P<name>[\u4e00-\u9fff]{2,4})(?:\s|/|／)(?:责任|責任)?[编編][辑輯][)）\]】]$")
# …欣慰。報導．攝影／王某, which may end the first paragraph too
_CREDITED = re.compile(r"[。！？」”]\s{0,2}(?P<credit>(?:報導|报道|採訪|采写|撰文|图文|圖文|文)[^，。！？]{2,24})$")
# 王某（某社供本报特稿）, ●王某（某大学教授）, 王某/李某（综合报道）, 王某某 as a last line of its own
_LAST = re.compile(
    r"[●■□◎]?\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:[/／、\s][\u4e00-\u9fff]{2,4}){0,2})\s?(?P<is>[(（][^()（）]{3,24}[)）])?"
)
_REPORTER = re.compile(r"[记記]者|通[讯訊][员員]|[报報][导導道]")
_BEFORE_NAME = frozenset(" \u3000\xa0◎●■□")
MOST_REPORTS = 3  # in more paragraphs it is a digest of many stories
ALONE = 3  # characters of a name that stands alone: shorter are words too
_BRACKETS = re.compile(r"[(（\[【〔]")


def closed_by(zones: Zones, end: int) -> Names | None:
    """The name in brackets that closes the text; brackets behind a label hold its value.

    ``end`` is where the article's container ends.
    """
    late = _above_editors(zones.late)
    for line in (*reversed(late[-2:]), *zones.foot[:3]):
        match = _CLOSING.search(_EDITORS.sub("", line.text))
        inside = _PICTURES.sub("", match["inside"]) if match is not None else ""
        if match is None or len(_BRACKETS.findall(line.text)) > 3 or _NOT_BY.search(inside):
            continue
        if line.text[: match.start()].rstrip().endswith((":", "：")):
            continue
        names = _reported(inside)
        if names:
            return Found(names, "brackets closing the text", (line.index,) if match.start() == 0 else ())
    return (
        _signed(late[-1:])
        or _credited((*late[-1:], *zones.early[:2]))
        or _last_line(line for line in zones.foot[:1] if line.index < end)
    )


def reported_within(lines: Iterable[Line]) -> Names | None:
    """（某台记者 王某） at the end of a paragraph, wherever it stands: other matter was put below."""
    names: list[str] = []
    count = 0
    for line in lines:
        if line.text[-1] not in ")）】" or _REPORTER.search(line.text[-LONGEST_CLOSING:]) is None:
            continue
        match = _CLOSING.search(line.text)
        if match is not None and not _NOT_BY.search(match["inside"]):
            names += _reported(match["inside"])
            count += 1
    return (
        Found(tuple(dict.fromkeys(names)), "brackets closing a paragraph") if names and count <= MOST_REPORTS else None
    )


def _reported(inside: str) -> tuple[str, ...]:
    """By a byline, or by nothing but names with their place."""
    return bylined(inside) or persons_in(_PLACE.sub("", inside))


def initialled_within(lines: Iterable[Line]) -> Names | None:
    """…完工。 王某某, which closes the story itself where others were put below it; two of them are many stories."""
    matches = (_INITIALLED.search(line.text) for line in lines if line.text[-4:-3] in _BEFORE_NAME)
    names = [name for match in matches if match is not None for name in persons_in(match["name"]) if len(name) >= ALONE]
    return Found((names[0],), "name closing a paragraph") if len(names) == 1 else None


def _credited(lines: Iterable[Line]) -> Names | None:
    for line in lines:
        match = _CREDITED.search(line.text)
        part = first(labelled(match["credit"]), AUTHOR) if match is not None else None
        if part is not None and (names := persons_in(part.value)):
            return Found(names, f"label {part.label} closing a paragraph")
    return None


def _last_line(lines: Iterable[Line]) -> Names | None:
    """A name that is all of the line below the text, with what its owner is."""
    for line in lines:
        match = _LAST.fullmatch(without_places(line.text)) if len(line.text) < LONGEST_CLOSING else None
        if match is None or line.heading or line.link_chars or line.after_image:
            continue
        names = persons_in(match["names"])
        if names and (match["is"] or len(names) > 1 or len(match["names"]) == ALONE):
            return Found(names, "line closing the text", (line.index,))
    return None


def _signed(last: Iterable[Line]) -> Names | None:
    """…完工。本报记者 王某: the byline that a text ends with, on the line of its last sentence."""
    for line in last:
        match = _SIGNED.search(line.text)
        if match is not None and (names := bylined(match["byline"])):
            return Found(names, "byline closing the text")
        match = _INITIALLED.search(line.text)
        if match is not None and len(match["name"]) >= ALONE and (names := persons_in(match["name"])):
            return Found(names, "name closing the text")
    return None


def _above_editors(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the short one that names the editors; all where none does, or only it and what follows."""
    edited = (
        place
        for place, line in enumerate(lines)
        if len(line.text) < LONGEST_BYLINE // 2 and first(labelled(line.text), EDITOR)
    )
    return lines[: next(edited, len(lines))] or lines


def closing_editor(lines: Iterable[Line]) -> Names | None:
    """（某某 编辑）, which closes the text or stands below it."""
    for line in lines:
        match = _NAME_FIRST.search(line.text)
        names = names_in(match["name"]) if match is not None else ()
        if match is not None and names:
            return Found(names, "brackets closing the text", (line.index,) if match.start() == 0 else ())
    return None
