"""Which block a line stands in, as seen from the element that holds the paragraphs: its heart."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.page.lines import Line
from pipelines.page.tree import Element

_USER = frozenset(("pls", "avatar", "authi", "userinfo", "user-info", "profile"))  # class names of forums


def branch(line: Line, heart: Element | None) -> Element | None:
    """The element directly below the heart that the line stands in; outside it, the highest one; None: the heart."""
    element = line.element
    if element is heart:
        return None
    while element is not None and (parent := element.getparent()) is not None and parent is not heart:
        element = parent
    return element


def headed_by(line: Line, heart: Element | None) -> Element | None:
    """The block that a heading stands over: the list it is an item of, else its branch."""
    block = branch(line, heart)
    if line.tag not in ("dt", "dd", "li") or line.element is None or block is line.element:
        return block
    listing = line.element.getparent()
    around = heart is not None and listing in (heart, *heart.iterancestors())
    return block if around else listing


def common(elements: Iterable[Element | None]) -> Element | None:
    """The lowest element that holds them all."""
    first, *others = (element for element in elements if element is not None)
    above = [first, *first.iterancestors()]
    level = 0
    places = {element: place for place, element in enumerate(above)}
    for other in dict.fromkeys(others):
        level = max(level, next(places[one] for one in (other, *other.iterancestors()) if one in places))
    return above[level]


def stands_in(line: Line, element: Element | None) -> bool:
    if element is None or line.element is None:
        return False
    return line.element is element or element in line.element.iterancestors()


def is_of_user(line: Line) -> bool:
    """What a forum tells of the one who wrote a post, beside it."""
    return line.block is not None and not _USER.isdisjoint(line.block.names)
