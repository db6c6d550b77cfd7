"""The body text of a page; the only module that knows trafilatura."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree, html

from archive.finding.folding import fold
from pipelines.body.boilerplate import credits_photo, is_control, is_imprint, is_promotion
from pipelines.body.container import good_chars
from pipelines.body.facts import closes, is_fact, is_timed
from pipelines.body.other_things import begins_other_things
from pipelines.body.prune import MOSTLY_LINK, body_lines
from pipelines.body.stated import stated_body
from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet
from pipelines.page.tree import Element

WIDE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
SAMPLE = 2_000  # characters that tell a page's script
FEW = 0.1  # share of such characters below which a page is in another script
HEAD_LINES = 6  # above the article that may stand in the element it was found in
TAIL_LINES = 12  # below it, likewise
MAX_TOLD = 400  # characters of a line that are looked at
NEXT_TO_NOTHING = 50  # characters
TOO_LITTLE = 0.5  # share of the lines' text that trafilatura must find to be believed


@dataclass(frozen=True, slots=True)
class Body:
    """The text, paragraphs divided by a newline, cells of a table's row by a tab; ``where`` it was read from."""

    text: str
    where: str
    whole_page: bool = False
    page_starts: tuple[int, ...] = ()


def body_of(sheet: Sheet, left_out: frozenset[int], title: str | None) -> Body:
    """The article's text as the page shows it; what it only states, where it shows next to nothing."""
    shown = _shown_body(sheet, left_out, title)
    stated = stated_body(sheet) if len(shown.text) < NEXT_TO_NOTHING else ""
    return Body(stated, "json-ld") if len(stated) > NEXT_TO_NOTHING else shown


def _shown_body(sheet: Sheet, left_out: frozenset[int], title: str | None) -> Body:
    """The article's text without the lines that readers of fields used up.

    Chinese, Japanese and Korean pages are read off their lines: on the marked pages that is right where trafilatura,
    given the same container, loses short paragraphs and keeps captions and facts (body F1 0.99 against 0.96).  On
    pages in other scripts trafilatura is the better judge of a container, and of any page on which none stands out.
    """
    goods = sheet.goods or tuple(map(good_chars, sheet.lines))
    kept = body_lines(sheet.inside, goods[sheet.start : sheet.end], left_out, title)
    own = joined(kept)
    if sheet.tree is None:
        return Body(own, "text", page_starts=_page_starts(sheet, kept))
    if not sheet.sure:
        if _is_mostly_links(sheet):
            return Body(own, "container", True)
        whole = joined(body_lines(sheet.lines, goods, left_out, title))
        return _of_whole_page(sheet, left_out, whole, own)
    if own and sheet.container is not None and _is_in_other_script(own):
        text = _without(_read(sheet.container), sheet, left_out | _refused(sheet, kept))
        return Body(own, "container") if _loses_too_much(text, own, sheet) else Body(text, "trafilatura")
    return Body(own, "container")


def _refused(sheet: Sheet, kept: Sequence[Line]) -> frozenset[int]:
    """Lines our own reading leaves out that are plainly facts of the page, calls, captions or steps to the page."""
    own = {line.index for line in kept}
    left = [line for line in sheet.inside if line.index not in own]
    steps = sheet.lines[max(0, sheet.start - HEAD_LINES) : sheet.start]
    below = sheet.lines[sheet.end : sheet.end + TAIL_LINES]
    return frozenset(
        line.index for line in (*left, *below) if _is_plainly_foreign(fold(line.text[:MAX_TOLD]))
    ) | frozenset(line.index for line in (*steps, *below) if line.link_density > MOSTLY_LINK)


def _is_plainly_foreign(text: str) -> bool:
    if is_control(text) or is_imprint(text) or closes(text):
        return True
    return is_promotion(text) or begins_other_things(text) or is_fact(text) or is_timed(text) or credits_photo(text)


def _is_in_other_script(text: str) -> bool:
    sample = text[:SAMPLE]
    return sum(map(len, WIDE_SCRIPT.findall(sample))) < len(sample) * FEW


def _of_whole_page(sheet: Sheet, left_out: frozenset[int], whole: str, own: str) -> Body:
    """Where no container stands out, the reading that finds more; both are guesses, and the page is flagged."""
    if whole and sheet.tree is not None and _is_in_other_script(whole):
        return Body(_without(_read(sheet.tree), sheet, left_out) or own, "trafilatura", True)
    return Body(whole, "page", True) if len(whole) > len(own) else Body(own, "container", True)


def _is_mostly_links(sheet: Sheet) -> bool:
    """A list, on which there is nothing more to find."""
    return sum(line.link_chars for line in sheet.lines) * 2 > sum(len(line.text) for line in sheet.lines)


def _loses_too_much(text: str, own: str, sheet: Sheet) -> bool:
    """Two readings of one container differ widely; a third, of the whole page, says which of them is nearer."""
    if len(text) > len(own) * TOO_LITTLE or sheet.tree is None:
        return False
    third = len(_read(sheet.tree))
    return abs(third - len(own)) < abs(third - len(text))


def _read(element: Element) -> str:
    """What trafilatura reads in a part of the page; it alters the tree it is given, and wants lxml.html's elements."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    tree = html.document_fromstring(f"<html><body>{markup}</body></html>")
    return trafilatura.extract(tree, fast=True, include_comments=False, deduplicate=False) or ""


def _without(text: str, sheet: Sheet, left_out: frozenset[int]) -> str:
    """The paragraphs that are not lines left out."""
    cut = {sheet.lines[index].text for index in left_out}
    return "\n".join(paragraph for paragraph in text.splitlines() if " ".join(paragraph.split()) not in cut | {""})


def joined(lines: Sequence[Line]) -> str:
    """The lines one under another; cells of one row stand on one line."""
    return "".join(_parts(lines))


def _parts(lines: Sequence[Line]) -> list[str]:
    parts: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None:
            parts.append("\t" if _same_row(before, line) else "\n")
        parts.append(line.text)
        before = line
    return parts


def _same_row(one: Line, other: Line) -> bool:
    """Two cells next to each other in a row of data: each a single line of its cell."""
    cell, next_cell = _cell(one), _cell(other)
    return (
        cell is not None
        and next_cell is not None
        and cell is not next_cell
        and cell.getparent() is next_cell.getparent()
    )


def _cell(line: Line) -> Element | None:
    element = line.element
    while element is not None and element.tag not in ("td", "th"):
        if element.tag not in ("p", "div", "span"):
            return None
        element = element.getparent()
    return element


def _page_starts(sheet: Sheet, kept: Sequence[Line]) -> tuple[int, ...]:
    """Offsets in the text at which the pages of a document begin; one without text begins where the next does."""
    starts = []
    for first in sheet.page_lines:
        parts = _parts([line for line in kept if line.index < first])
        rest = any(line.index >= first for line in kept)
        starts.append(sum(map(len, parts)) + (1 if parts and rest else 0))
    return tuple(starts)
