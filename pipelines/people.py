"""The people a page names: who wrote its text and who edited it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.labels import AUTHOR, EDITOR, labelled
from pipelines.lead_in import reporters_in
from pipelines.lines import Line
from pipelines.names import names_in, persons_in
from pipelines.sheet import Found, Sheet
from pipelines.zones import Zones, zones_of

LONGEST_LINE = 200
Names = Found[tuple[str, ...]]
# 澎湃新闻记者 段某 廖某; □ 本报记者 葛某; 整合 某报记者 徐某
_BYLINE = re.compile(
    r"^[\s□■◎●○◆▲(（\[【〔]{0,3}(?:(?:文|图文|文图|整合|采写|来源|编译|撰文)\s?[:：/／|]?\s?)?[^\s:：，。]{0,16}?(?:记者|記者|通讯员|通訊員|评论员|特约撰稿|撰稿人|专栏作者|实习生)"
    r"[:：\s/／]{0,2}(?P<names>[^，。,;；:：]{2,60}?)[)）\]】〕]?$"
)
_PLACE_REPORT = re.compile(r"[／/]\s?[\u4e00-\u9fff]{1,8}(?:報導|报道|電|电)|\s\S{2,6}(?:报道|報導)$")
_CLOSING = re.compile(r"[(（\[【〔](?P<inside>[^()（）\[\]【】〔〕]{2,70})[)）\]】〕]\s?[。]?$")


def read_people(sheet: Sheet, title: Found[str] | None) -> tuple[Names | None, Names | None]:
    """Authors and editors."""
    zones = zones_of(sheet, title)
    return _authors(sheet, zones), _editors(sheet, zones)


def _authors(sheet: Sheet, zones: Zones) -> Names | None:
    return (
        _labelled_people(zones.head, AUTHOR, "above the text")
        or _byline((*zones.head, *zones.early))
        or _lead_in(zones.early)
        or _labelled_people(zones.foot, AUTHOR, "below the text")
        or _labelled_people(zones.late, AUTHOR, "at the end of the text")
        or _byline(zones.late)
        or _closing(zones)
    )


def _editors(sheet: Sheet, zones: Zones) -> Names | None:
    for lines, place in ((zones.foot, "below the text"), (zones.late, "at the end of the text"), (zones.head, "above the text")):
        found = _labelled_people(lines, EDITOR, place)
        if found is not None:
            return found
    return None


def _labelled_people(lines: Iterable[Line], kind: str, place: str) -> Names | None:
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        found: list[str] = []
        label = ""
        for part in labelled(line.text):
            if part.kind == kind and (names := names_in(part.value)):
                found += names
                label = label or part.label
        if found:
            return Found(tuple(dict.fromkeys(found)), f"{place}, label {label}", (line.index,))
    return None


def _byline(lines: Iterable[Line]) -> Names | None:
    for line in lines:
        text = line.text
        if len(text) > 80:
            continue
        match = _BYLINE.match(_PLACE_REPORT.sub("", text))
        if match is not None and (names := persons_in(match["names"])):
            return Found(names, "byline", (line.index,))
    return None


def _lead_in(lines: Iterable[Line]) -> Names | None:
    for line in lines:
        names = reporters_in(line.text)
        if names:
            return Found(names, "lead-in")
    return None


def _closing(zones: Zones) -> Names | None:
    """The name in brackets that closes the text."""
    for line in (*reversed(zones.late[-2:]), *zones.foot[:2]):
        match = _CLOSING.search(line.text)
        if match is None:
            continue
        names = persons_in(match["inside"])
        if names:
            alone = match.start() == 0
            return Found(names, "brackets closing the text", (line.index,) if alone else ())
    return None
