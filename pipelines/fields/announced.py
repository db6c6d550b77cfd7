"""The labels on the lines of a page, each with its value: on the same line, or in the cell or line after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.fields.label_words import KIND_OF
from pipelines.fields.labels import SOURCE, Labelled, labelled
from pipelines.page.lines import Line
from pipelines.page.tree import Element, words_in

LONGEST_LINE = 200  # characters: of a longer line only the brackets that close it are looked at
LONGEST_TAIL = 80
LONGEST_NEXT = 30
CELLS = frozenset(["td", "th", "dd", "dt"])
LONGEST_LABEL = 6
_LAST = frozenset(word[-1] for word in KIND_OF) | frozenset("】]〕)）:：")  # characters in which labels end
_CLOSING = re.compile(r"[(（\[【〔](?P<inside>[^()（）\[\]【】〔〕]{2,70})[)）\]】〕]\s?\d{0,8}[。]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One label and its value; ``lines`` hold nothing but labels and values."""

    part: Labelled
    value: str
    text: str  # what was searched for labels
    index: int  # of the line with the label
    lines: tuple[int, ...]
    in_cell: bool  # the value is the whole of a table cell of its own
    on_next: bool  # the value is the next line, of whatever kind


def announced(lines: Iterable[Line], kind: str) -> Iterator[Announced]:
    """What the labels of a kind say, in the order of the lines."""
    for line, follower in pairwise((*lines, None)):
        if line is None:
            return
        text = line.text if len(line.text) < LONGEST_TAIL else credits_text(line.text)
        parts = labelled(text) or _labelling_cell(line, follower)
        for part in parts:
            if part.kind != kind:
                continue
            if part.value or part is not parts[-1] or follower is None:
                own = (line.index,) if text is line.text else ()
                yield Announced(
                    part=part, value=part.value, text=text, index=line.index, lines=own, in_cell=False, on_next=False
                )
            elif len(follower.text) <= LONGEST_NEXT and not labelled(follower.text):
                yield Announced(
                    part=part,
                    value=follower.text,
                    text=text,
                    index=line.index,
                    lines=(line.index, follower.index),
                    in_cell=follower.tag in CELLS,
                    on_next=True,
                )


def spanned(lines: Iterable[Line], kind: str) -> Iterator[Announced]:
    """Labels without a colon that are all of an inline element: <span>来源</span><span>某某日报</span>."""
    for line in lines:
        for element in line.inline if len(line.text) <= LONGEST_TAIL else ():
            part = _labelling(element, kind)
            if part is not None:
                value = _behind(element)
                yield Announced(
                    part=part,
                    value=value,
                    text=value,
                    index=line.index,
                    lines=(line.index,),
                    in_cell=True,
                    on_next=False,
                )


def _labelling(element: Element, kind: str) -> Labelled | None:
    word = (element.text or "").strip()
    if not 1 < len(word) <= LONGEST_LABEL or len(element) or word[-1].lower() not in _LAST:
        return None
    parts = labelled(f"{word}:")
    announces = parts and parts[0].kind == kind and parts[0].start == 0
    return replace(parts[0], value=_behind(element)) if announces else None


def _behind(element: Element) -> str:
    """What stands behind an element: text of its own, else the next element's."""
    follower = element.getnext()
    return (element.tail or "").strip() or (words_in(follower) if follower is not None else "")


def _labelling_cell(line: Line, follower: Line | None) -> tuple[Labelled, ...]:
    """The label that is all of a cell, where its colon is left out; in a row of labels none has a value.

    A source may be labelled so in any block: 编辑 on a line of its own is a heading.
    """
    text = line.text
    if len(text) > LONGEST_LABEL or text[-1:].lower() not in _LAST or follower is None or line.element is None:
        return ()
    if line.element.getnext() is not follower.element or labelled(f"{follower.text}:"):
        return ()
    return tuple(part for part in labelled(f"{text}:") if line.tag in CELLS or part.kind == SOURCE)


def credits_text(text: str) -> str:
    """A short line as it is; of a long paragraph the brackets that close it: …。（责任编辑：某某）"""
    if len(text) < LONGEST_TAIL or (len(text) <= LONGEST_LINE and "。" not in text):
        return text
    match = _CLOSING.search(text[-LONGEST_TAIL:])
    return match["inside"] if match is not None else ""
