"""Teasers of other articles below one: a linked headline and how the article begins, time and again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.finding.folding import fold
from pipelines.body.blocks import common, stands_in
from pipelines.body.other_things import begins_other_things
from pipelines.page.lines import Line
from pipelines.page.unshown import is_button

ALL_LINK = 0.9
HEADLINE = 6  # characters of the shortest
FEWEST = 3  # of a list of them
MANY = 5  # of a column without a heading: no text has so many sub-headings that are all link
SENTENCE = 40  # characters of running text above such a column
APART = 6  # lines at most from one to the next: picture, section, author, day
ABOVE = 4  # lines at most between the first and the heading of the list
_CUT_SHORT = re.compile(
    r"[\[【(（<〈](?:查看|阅读|閱讀)?(?:详细|详情|詳細|詳情|全文|更多|原文|more)(?:内容)?[\]】)）>〉]$"
    r"|(?:\.{3}|…)\s?(?:查看|阅读|閱讀|点击)?(?:详细|详情|詳細|詳情|全文|更多|more)[\s>»›]*$",
    re.IGNORECASE,
)
_ENDS = tuple("】])）>〉»›多文细細情eE")


def is_cut_short(text: str) -> bool:
    """How an article begins, with the link to the rest of it.

    >>> [is_cut_short(text) for text in ("江口大桥通车。【详细】", "江口大桥昨…更多", "他说：“见全文。”（完）")]
    [True, True, False]
    """
    return text.endswith(_ENDS) and _CUT_SHORT.search(text[-12:]) is not None


def teasers_of(lines: Sequence[Line], goods: Sequence[int]) -> frozenset[int]:
    """The indices of the sentences of teasers, below the heading of a block of other things."""
    begun = [
        number
        for number, good in enumerate(goods)
        if good and number and (_is_headline(lines[number - 1]) or any(map(_is_rest, lines[number + 1 : number + 2])))
    ]
    if len(begun) < FEWEST:
        return frozenset()
    headed = (index for run in _runs(begun) if len(run) >= FEWEST and _is_headed(lines, run[0]) for index in run)
    return frozenset((*headed, *_below_linked_headings(lines, goods, begun)))


def _below_linked_headings(lines: Sequence[Line], goods: Sequence[int], begun: list[int]) -> list[int]:
    """A column of them without a heading of its own, advertisements between; what it is beside stands above it.

    Items of a digest stand in the element of its first words, and a list page has nothing above.
    """
    found = [number for number in begun if lines[number - 1].heading and _is_headline(lines[number - 1])]
    if len(found) < MANY:
        return []
    column = common(lines[number - 1].element for number in found)
    above = zip(lines[: found[0]], goods, strict=False)
    is_beside = any(good > SENTENCE and not stands_in(line, column) for line, good in above)
    return found if is_beside else []


def _is_headline(line: Line) -> bool:
    return line.link_density > ALL_LINK and len(line.text) >= HEADLINE


def _is_rest(line: Line) -> bool:
    """The link to the rest of the article."""
    return line.link_density > ALL_LINK and is_button(line.text)


def _runs(indices: list[int]) -> list[list[int]]:
    """Those near one another together."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index - runs[-1][-1] <= APART:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _is_headed(lines: Sequence[Line], first: int) -> bool:
    return any(begins_other_things(fold(line.text)) for line in lines[max(0, first - 1 - ABOVE) : first])
