"""Writers told by the element they stand in: called author, a link to a page of theirs, beside the date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pipelines.fields.labels import labelled
from pipelines.fields.names import names_in
from pipelines.fields.person import is_name
from pipelines.fields.site import HOUSE
from pipelines.page.lines import Line, names_of
from pipelines.page.tree import Element, words_in

HOUSE_END = re.compile(HOUSE + r"$", re.IGNORECASE)
LONGEST_ACCOUNT = 16
SHORT_NAME = 2  # characters: so short are columns too
MAX_ELEMENTS = 60  # of a line's block that are looked at
# Where a link leads: to the page of a writer or of a user, or to a column.
_TO_WRITER = re.compile(
    r"(?:^|[/?&_-])(?:authors?|writers?|reporters?|journalists?|columnists?|contributors?|users?|space|uid)[/=-]\w",
    re.IGNORECASE,
)
_TO_COLUMN = re.compile(
    r"(?:^|[/?&_-])(?:categor(?:y|ies)|cat|tags?|topics?|channels?|columns?|sections?|lists?)[/=_-]\w", re.IGNORECASE
)
_AUTHOR_CLASS = re.compile(r"(?:^|[-_])author(?:$|[-_]name$)")


def linked_writers(line: Line) -> tuple[str, ...]:
    """Whoever has a page of his own, to which his name leads; accounts that do are the source."""
    if labelled(line.text):
        return ()
    names = (
        words_in(one) for one in line.inline if one.tag == "a" and _TO_WRITER.search(one.get("href") or "") is not None
    )
    return tuple(dict.fromkeys(name for name in names if is_name(name)))


def rest_of(line: Line, rest: str) -> tuple[str, ...]:
    """What a block called author holds besides its date, desks and pen names included."""
    if not 1 < len(rest) <= LONGEST_ACCOUNT or line.element is None or labelled(line.text) or HOUSE_END.search(rest):
        return ()
    called = (names_of(line.element), *map(names_of, line.inline))
    return names_in(rest) if any(map(_calls_author, called)) else ()


def named_in(line: Line) -> tuple[str, ...]:
    """The name in an element of its own, where what its owner is stands beside it."""
    if labelled(line.text):
        return ()
    names = (words_in(one) for one in line.inline)
    return tuple(dict.fromkeys(name for name in names if is_name(name)))


def of_their_own(line: Line) -> tuple[str, ...]:
    """Names in elements of their own on the line of the date; links lead to columns too, but not beside a house."""
    if labelled(line.text):
        return ()
    words = [
        (words_in(one), one.tag != "a")
        for one in line.inline
        if not len(one) and not _TO_COLUMN.search(one.get("href") or "")
    ]
    if words and is_name(words[0][0]) and line.text.startswith(words[0][0]):
        return (words[0][0],)
    housed = any(HOUSE_END.search(word) for word, _ in words)
    named = (word for word, plain in words if is_name(word) and (plain or (housed and len(word) > SHORT_NAME)))
    return tuple(dict.fromkeys(named))


def called_author(line: Line) -> tuple[str, ...]:
    """What stands in an element called author inside a line that holds more, pen names included; () for a house."""
    if line.element is None or not (_calls_author(line.classes) or any(map(_is_author, line.inline))):
        return ()
    found: list[str] = []
    for element in islice(line.element.iterdescendants("span", "a", "em", "i", "b", "strong"), MAX_ELEMENTS):
        if _is_author(element) or _calls_author(names_of(element)):
            text = words_in(element)
            if text in line.text and not labelled(text) and not HOUSE_END.search(text):
                found += names_in(text)
    return tuple(dict.fromkeys(found))


def _calls_author(names: Iterable[str]) -> bool:
    return any(_AUTHOR_CLASS.search(name) for name in names)


def _is_author(element: Element) -> bool:
    """By what HTML and schema.org have for it."""
    return "author" in (element.get("rel"), element.get("itemprop"))
