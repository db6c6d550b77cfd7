"""The body text of a page; the only module that knows trafilatura."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


from pipelines.lines import Line
from pipelines.prune import body_lines
from pipelines.sheet import Sheet
from pipelines.tree import Element


@dataclass(frozen=True, slots=True)
class Body:
    """The text, paragraphs divided by a newline, cells of a table's row by a tab; ``where`` it was read from."""

    text: str
    where: str
    whole_page: bool = False
    page_starts: tuple[int, ...] = ()


def body_of(sheet: Sheet, left_out: frozenset[int], title: str | None) -> Body:
    """The article's text without the lines that readers of fields used up."""
    kept = body_lines(sheet.inside, left_out, title)
    return Body(
        joined(kept), "container" if sheet.container is not None else "text", not sheet.sure, _page_starts(sheet, kept)
    )


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
    """Offsets in the text at which the pages of a paged document begin; a page without text begins where the next does."""
    starts = []
    for first in sheet.page_lines:
        parts = _parts([line for line in kept if line.index < first])
        rest = any(line.index >= first for line in kept)
        starts.append(sum(map(len, parts)) + (1 if parts and rest else 0))
    return tuple(starts)
