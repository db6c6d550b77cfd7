"""Where each line of the article's container stands among its running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.finding.folding import fold
from pipelines.body import facts
from pipelines.body.captions import MAX_LONE_CREDIT, are_verse, is_lone_credit
from pipelines.page.lines import Block, Line
from pipelines.page.tree import Element

HEART = 0.6  # share of the running text that an element must hold to be where the paragraphs stand
_PARTS = "p h1 h2 h3 h4 h5 h6 tr tbody thead tfoot table pre li dd dt span font b strong"
PARTS = frozenset(_PARTS.split())
ASIDE = re.compile(
    r"comment|pinglun|copyright|disclaimer|footer|recommend|related|(?:^|[-_])(?:ads?|adv|guanggao)(?:$|[-_\d])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands among the running text."""

    good: int  # characters of running text in the line
    before: bool  # before the first running text
    after: bool  # after the last
    rest: float  # share of the running text that still follows
    at_heart: bool  # in the element that holds most of it
    share: float = 0.0  # of the running text that is the line's own
    credited: bool = False  # the line stands below an image, and the next says only who took the picture
    in_verse: bool = False  # hardly a line of the text ends a sentence, so that captions cannot be told by that
    outside: float = 0.0  # share of the running text that stands below and outside of that element
    aside: bool = False  # in a block, within that element, whose name says that it is no part of the article
    announced: bool = False  # the text announces a meeting: hours and hosts are its own


def places_of(lines: Sequence[Line], goods: Sequence[int], heart: Element | None) -> list[Place]:
    inside = _inside(lines, heart)
    running = [number for number, good in enumerate(goods) if good > 12 and inside[number]]
    first, last = (running[0], running[-1]) if running else (0, len(lines) - 1)
    total, passed = sum(goods), 0
    asides: dict[Element, bool] = {}
    outside = sum(good for number, good in enumerate(goods) if number > last) / (total or 1)
    credited = _credited(lines, goods)
    announced = any(facts.tells_venue(line.text) for line in lines)
    in_verse = are_verse(line for line, within in zip(lines, inside, strict=True) if within)
    places = []
    for number, good in enumerate(goods):
        passed += good
        places.append(
            Place(
                good,
                number < first,
                number > last,
                1 - passed / total if total else 0.0,
                inside[number],
                good / (total or 1),
                number in credited,
                in_verse,
                outside,
                inside[number] and _is_aside(lines[number].block, heart, asides),
                announced,
            )
        )
    return places


def _is_aside(block: Block | None, heart: Element | None, known: dict[Element, bool]) -> bool:
    if block is None or heart is None or block.element is heart:
        return False
    found = known.get(block.element)
    if found is None:
        named = any(ASIDE.search(name) for name in block.own_names)
        found = known[block.element] = named or _is_aside(block.above, heart, known)
    return found


def _credited(lines: Sequence[Line], goods: Sequence[int]) -> frozenset[int]:
    """The captions told by the line below them; where they are most of the text, they are the text."""
    found = [number for number in range(len(lines)) if _is_credited(lines, number)]
    return frozenset(found if 2 * sum(goods[number] for number in found) <= sum(goods) else ())


def _is_credited(lines: Sequence[Line], number: int) -> bool:
    below = lines[number + 1] if number + 1 < len(lines) and lines[number].after_image else None
    return below is not None and not below.after_image and is_lone_credit(fold(below.text[: MAX_LONE_CREDIT + 1]))


def _inside(lines: Sequence[Line], heart: Element | None) -> list[bool]:
    known: dict[Element, bool] = {}
    return [line.element is None or heart is None or _within(line.element, heart, known) for line in lines]


def heart_of(lines: Sequence[Line], goods: Sequence[int]) -> Element | None:
    """The lowest element that holds most of the running text, and is no single paragraph or row."""
    sums: dict[Element, int] = {}
    for line, good in zip(lines, goods, strict=True):
        element = line.element if good else None
        while element is not None:
            sums[element] = sums.get(element, 0) + good
            element = element.getparent()
    least = sum(goods) * HEART
    # Of elements that hold equally much the inmost comes first.
    heart = min((element for element, good in sums.items() if good >= least), key=sums.__getitem__, default=None)
    while heart is not None and (heart.tag in PARTS or _is_one_line(heart, lines)) and heart.getparent() is not None:
        heart = heart.getparent()
    return heart


def _is_one_line(element: Element, lines: Sequence[Line]) -> bool:
    """A cell of data, or a paragraph whatever its tag; what is made to hold a text of one line has a name."""
    if element.tag not in ("td", "th") and (element.get("class") or element.get("id")):
        return False
    return sum(_within(line.element, element, {}) for line in lines if line.element is not None) < 2


def _within(element: Element, heart: Element, known: dict[Element, bool]) -> bool:
    found = known.get(element)
    if found is None:
        parent = element.getparent()
        found = known[element] = element is heart or (parent is not None and _within(parent, heart, known))
    return found
