"""The lines between headline and text that tell beforehand what the text says: decks, summaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from archive.finding.folding import fold
from pipelines.body import facts
from pipelines.page.lines import Line, names_of
from pipelines.page.tree import Element

LONGEST = 300  # characters
LARGEST = 0.4  # share of the running text
MOST_LINES = 3
BELOW = 6  # lines at most from a deck to the day
_NAMED = re.compile(
    r"(?:^|[-_]|art|end|news)(?:summary|abstract|zhaiyao|daodu|digest|sub-?head|deck|standfirst|chapo)(?:$|[-_])"
)
_DAY = re.compile(r"(?<!\d)\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,4}\s?日?(?:\W|$)")
MAX_DAY = 40


def decks_of(lines: Sequence[Line], goods: Sequence[int], heart: Element | None) -> frozenset[int]:
    """Indices of the lines; ``goods``: the running text in each, ``heart``: the element of most of it.

    More lines in a row than a deck has are a text, whatever the block around them is called.
    """
    least = sum(goods) * LARGEST
    decks: list[int] = []
    told = [number for number, good in enumerate(goods) if good]
    for number, following in islice(pairwise(told), MOST_LINES + 1):
        line = lines[number]
        if len(line.text) > LONGEST or goods[number] > least:
            break
        if not _is_named(line, heart) and not _is_above_day(lines, number, following):
            break
        decks.append(line.index)
    return frozenset(decks if len(decks) <= MOST_LINES else ())


def _is_named(line: Line, heart: Element | None) -> bool:
    """It, or the block around it, is called so; what holds the text may be called anything."""
    around = (heart, *heart.iterancestors()) if heart is not None else ()
    own = line.element
    blocks = (own, own.getparent()) if own is not None else ()
    return any(_NAMED.search(name) for one in blocks if one is not None and one not in around for name in names_of(one))


def _is_above_day(lines: Sequence[Line], number: int, following: int) -> bool:
    """It follows the headline, and before the text, which stands elsewhere in the page, comes the day."""
    if number == 0 or lines[number - 1].heading != 1 or _beside(lines[number], lines[following]):
        return False
    return any(_is_day(line.text) for line in lines[number + 1 : min(following, number + 1 + BELOW)])


def _beside(one: Line, other: Line) -> bool:
    if one.element is None or other.element is None:
        return True
    return one.element.getparent() is other.element.getparent()


def _is_day(text: str) -> bool:
    return len(text) <= MAX_DAY and (_DAY.search(text) is not None or facts.is_timed(fold(text)))
