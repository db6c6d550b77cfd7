"""The people a page names: who wrote its text and who edited it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.fields.announced import Announced, announced
from pipelines.fields.label_words import TRANSLATORS
from pipelines.fields.labels import AUTHOR, EDITOR, PUBLISHED, SOURCE, first, labelled
from pipelines.fields.origin.english import byline_of
from pipelines.fields.people.announced_names import writers_in
from pipelines.fields.people.bylines import bylined
from pipelines.fields.people.closing import closed_by, closing_editor, initialled_within, reported_within
from pipelines.fields.people.lead_in import reporters_of
from pipelines.fields.people.names import names_in, persons_in
from pipelines.fields.people.own_elements import HOUSE_END
from pipelines.fields.people.person import is_name
from pipelines.fields.people.unlabelled import (
    LONGEST_BYLINE,
    Names,
    account_named,
    linked,
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
_SHARED = re.compile(r"\W{0,2}(?:本文|原文|文章|本篇)\S{0,4}[自于於]")  # 本文分享自江口社区《…》，作者：某某
_REPORTED = ("報導。", "报道。", "報道。")  # a full stop ends no headline
_RESPONSIBLE = re.compile(r"[\s(（\[【]{0,3}(?:责任编辑|責任編輯|责编|責編)")
LONGEST_CREDIT = 40  # characters
LONGEST_START = 60  # characters before a label that says who; more where the line began with one
LINKED = 0.8  # part of a line in links: the rest are bullets
_CREDIT = re.compile(r"[\s(（\[【]{0,3}(?:责任|責任)?[编編责責][辑輯编編]\s?[:：]\s?[\u4e00-\u9fff]{2,4}\s?[)）\]】]?$")


def read_people(sheet: Sheet, title: Found[str] | None) -> tuple[Names | None, Names | None]:
    """Authors and editors, each in the order the page gives; a name that only edits is no author."""
    zones = zones_of(sheet, title)
    return _authors(sheet, zones), _editors(sheet, zones)


def _authors(sheet: Sheet, zones: Zones) -> Names | None:
    below = zones.head if zones.title is None else tuple(line for line in zones.head if line.index > zones.title)
    tail = (*zones.late, *_unlinked(zones.near_foot[:NEAR_FOOT]))
    return (
        _labelled_people(below, AUTHOR, "line above the text")
        or _labelled_people(_of_this_page((*zones.early[:3], *tail)), AUTHOR, "line about the text")
        or _byline((*below, *zones.early))
        or _lead_in((*below[-3:], *zones.early))
        or unlabelled(below)
        or under_headline(below, zones)
        or linked(zones.early)
        or _labelled_people(tail, AUTHOR, "line below the text")
        or _contributors((*below, *tail))
        or _byline(reversed(tail))
        or closed_by(zones, sheet.end)
        or _labelled_people(_short(sheet.inside[-LATE_LINES:]), AUTHOR, "line in the text")
        or reported_within(sheet.inside)
        or initialled_within(sheet.inside)
        or writer_of(sheet)
        or _front_matter(sheet)
        or byline_of(sheet, below)
        or account_named(below)
        or stated_and_shown(sheet, below)
    )


def _of_this_page(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that say where the text is from or when it was posted: the writer named there goes before its reporters."""
    for line in lines:
        if "作者" in line.text and (_SHARED.match(line.text) or first(labelled(line.text), PUBLISHED)):
            yield line


def _front_matter(sheet: Sheet) -> Names | None:
    """Whom the front matter of a plain rendition calls its author."""
    stated = sheet.metas.get("byline", ()) if sheet.text.lstrip().startswith("---") else ()
    names = names_in(" ".join(stated))
    return Found(names, "front matter author") if names else None


def _editors(sheet: Sheet, zones: Zones) -> Names | None:
    return (
        _labelled_people((*zones.late[-3:], *_unlinked(zones.foot)), EDITOR, "line below the text")
        or _labelled_people(zones.head, EDITOR, "line above the text")
        or _labelled_people((*zones.early[:3], *_short(sheet.inside[-LATE_LINES:])), EDITOR, "line in the text")
        or closing_editor((*reversed(zones.late), *zones.foot[:3]))
        or _labelled_people(_called_editors(sheet.after[FOOT_LINES:]), EDITOR, "line far below the text")
    )


def _called_editors(lines: Iterable[Line]) -> Iterator[Line]:
    """Below comments and lists too, a line that says nothing but who is responsible is the page's own."""
    return (line for line in lines if len(line.text) < LONGEST_CREDIT and _RESPONSIBLE.match(line.text))


def _unlinked(lines: Iterable[Line]) -> Iterator[Line]:
    """Below the text a line that is a link altogether is the headline of something else, if no label begins it."""
    return (
        line
        for line in lines
        if line.link_chars < len(line.text) * LINKED
        or line.text.endswith(_REPORTED)
        or (len(line.text) < LONGEST_CREDIT and _CREDIT.match(line.text))
    )


def _short(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if len(line.text) < LONGEST_BYLINE // 2)


def _labelled_people(lines: Iterable[Line], kind: str, place: str) -> Names | None:
    """What the labels of one line say, and of the next lines as long as they go on with it."""
    names: list[str] = []
    used: list[int] = []
    translators: set[str] = set()
    last, where = 0, ""
    for one in announced(lines, kind):
        if names and one.index > last + 2:
            break
        found = writers_in(one.value)
        if not found or not _is_fact(one.text, one.part.start, found) or _of_a_work(one) or _reports(one):
            continue
        if not one.on_next or one.in_cell or all(map(is_name, found)):
            names += found
            translators |= set(found) if one.part.label in TRANSLATORS else set()
            used += _lines_of(one)
            last, where = one.index, where or f"{place}, label {one.part.label}"
    writers = [name for name in names if name not in translators] or names
    return Found(tuple(dict.fromkeys(writers)), where, tuple(dict.fromkeys(used))) if names else None


def _lines_of(one: Announced) -> tuple[int, ...]:
    """The lines that say nothing else: brackets around a paragraph's beginning or end leave the paragraph."""
    goes_on = len(one.text) - one.part.end > LONGEST_CREDIT // 2 and "。" in one.text[one.part.end :]
    return () if goes_on or _closes(one.text, one.part.start) else one.lines


def _reports(one: Announced) -> bool:
    """編輯 王某 報導: the rank of the writer."""
    return one.part.kind == EDITOR and one.value.endswith(("報導", "报道", "報道"))


def _contributors(lines: Iterable[Line]) -> Names | None:
    """供稿：护理部 王某 and 来源：某某晚报 王某 name who wrote; an office alone is the source."""
    for one in announced(lines, SOURCE):
        house, _, rest = one.value.partition(" ")
        names = persons_in(one.value if one.part.label.startswith("供稿") else rest if HOUSE_END.search(house) else "")
        if names:
            return Found(names, f"label {one.part.label}", _lines_of(one))
    return None


def _of_a_work(one: Announced) -> bool:
    """1.《江岸晨曦》 作者：某某 stands in a list of works; behind another label a title is that of a paper."""
    before = one.text[: one.part.start].rstrip(" ,，、(（")
    is_own = _SHARED.match(before) is not None
    return before.endswith("》") and not is_own and not labelled(before) and not HOUSE_END.search(before[:-1])


def _is_fact(text: str, start: int, names: tuple[str, ...]) -> bool:
    """In running text 作者：… belongs to a work that is spoken of."""
    if _closes(text, start) or (start > LONGEST_START and labelled(text)[0].start < 3):
        return True
    return start < LONGEST_START and (
        len(text) < LONGEST_BYLINE or start < 3 or (start < 40 and all(map(is_name, names)))
    )


def _closes(text: str, start: int) -> bool:
    """The label stands in brackets that close a sentence: …完工。（文图：王某）, …完工。（来源：某报 作者：王某）"""
    opened = max(text.rfind(mark, 0, start) for mark in "(（[【〔")
    return opened > 0 and text[:opened].rstrip().endswith(tuple("。！？”)）")) and text[-1] in ")）]】〕"


def _byline(lines: Iterable[Line]) -> Names | None:
    """The first byline, and those that follow it line by line."""
    found: dict[int, tuple[str, ...]] = {}
    last = 0
    for line in lines:
        names = bylined(line.text) or _before_labels(line.text) if len(line.text) <= LONGEST_BYLINE else ()
        if found and (not names or abs(line.index - last) > 1):
            break
        if names:
            found[line.index] = names
            last = line.index
    ordered = dict.fromkeys(name for index in sorted(found) for name in found[index])
    return Found(tuple(ordered), "byline", tuple(sorted(found))) if found else None


def _before_labels(text: str) -> tuple[str, ...]:
    """某报记者 王某 责任编辑：李某"""
    parts = labelled(text)
    return bylined(text[: parts[0].start].rstrip(" /／|｜")) if parts and parts[0].kind == EDITOR else ()


def _lead_in(lines: Iterable[Line]) -> Names | None:
    for line in lines:
        names = reporters_of(line.text)
        if names:
            return Found(names, "lead-in")
    return None
