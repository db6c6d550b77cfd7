"""Writers told by the element they stand in: called author, a link to a page of theirs, beside the date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pipelines.fields.labels import labelled
from pipelines.fields.origin.site import HOUSE
from pipelines.fields.people.announced_names import without_dateline
from pipelines.fields.people.names import names_in
from pipelines.fields.people.person import is_name
from pipelines.page.lines import Line, names_of
from pipelines.page.tree import Element, words_in

HOUSE_END = re.compile(HOUSE + r"$", re.IGNORECASE)
LONGEST_ACCOUNT = 16
SHORT_NAME = 2  # characters: so short are columns too
NEAR = 3  # elements in which a line stands
MAX_ELEMENTS = 60  # of a line's block that are looked at
# Where a link leads: to the page of a writer or of a user, or to a column.
_TO_WRITER = re.compile(
    r"(?:^|[/?&_-])(?:authors?|writers?|reporters?|journalists?|columnists?|contributors?|bylines?|users?|space|uid)[/=-]\w",
    re.IGNORECASE,
)
_TO_COLUMN = re.compile(
    r"(?:^|[/?&_-])(?:categor(?:y|ies)|cat|tags?|topics?|channels?|columns?|sections?|lists?)[/=_-]\w", re.IGNORECASE
)
_AUTHOR_CLASS = re.compile(r"(?:^|[-_])author(?:$|[-_]name$)")


def linked_writers(line: Line) -> tuple[str, ...]:
    """Whoever has a page of his own, to which his name leads; what else calls itself so is an account, and the source.

    A pen name counts where the link is marked as that of the writer, as blogs do.
    """
    if labelled(line.text):
        return ()
    links = [one for one in (*line.inline, *_around(line)) if one.tag == "a"]
    named = ((words_in(one), one) for one in links if _TO_WRITER.search(one.get("href") or "") is not None)
    return tuple(dict.fromkeys(name for name, one in named if is_name(name) or (name and _is_marked(one))))


def _around(line: Line) -> Iterable[Element]:
    """The elements in which all of a linked line stands: <a><div>…</div></a>."""
    is_whole = line.link_chars == len(line.text) and line.element is not None
    return islice(line.element.iterancestors(), NEAR) if is_whole and line.element is not None else ()


def _is_marked(link: Element) -> bool:
    """As the writer's, by HTML or by the microformat for people."""
    return _is_author(link) or "fn" in names_of(link)


def named_in(line: Line) -> tuple[str, ...]:
    """The name in an element of its own, where what its owner is stands beside it."""
    if labelled(line.text):
        return ()
    called = [one for one in line.inline if _calls_author(names_of(one))]
    names = (words_in(one) for one in called or line.inline)
    return tuple(dict.fromkeys(name for name in names if is_name(name)))


def of_their_own(line: Line) -> tuple[str, ...]:
    """Names in elements of their own on the line of the date; links lead to columns too, but not beside a house."""
    if labelled(line.text):
        return ()
    words = [(words_in(one), one.tag != "a") for one in line.inline if not len(one) and not leads_to_column(one)]
    if words and is_name(words[0][0]) and line.text.startswith(words[0][0]):
        return (words[0][0],)
    housed = any(HOUSE_END.search(word) for word, _ in words)
    named = (word for word, plain in words if is_name(word) and (plain or (housed and len(word) > SHORT_NAME)))
    return tuple(dict.fromkeys(named))


def leads_to_column(element: Element) -> bool:
    """By its address or its rel, as weblogs mark their categories."""
    return _TO_COLUMN.search(element.get("href") or "") is not None or "tag" in (element.get("rel") or "")


def called_author(line: Line) -> tuple[str, ...]:
    """What stands in an element called author inside a line that holds more, pen names included; () for a house."""
    if line.element is None or not (_calls_author(line.classes) or any(map(_is_author, line.inline))):
        return ()
    found: list[str] = []
    for element in islice(line.element.iterdescendants("span", "a", "em", "i", "b", "strong"), MAX_ELEMENTS):
        if _is_author(element) or _calls_author(names_of(element)):
            text = words_in(element)
            if text in line.text and not labelled(text) and not HOUSE_END.search(text):
                found += names_in(without_dateline(text))
    return tuple(dict.fromkeys(found))


def _calls_author(names: Iterable[str]) -> bool:
    return any(_AUTHOR_CLASS.search(name) for name in names)


def _is_author(element: Element) -> bool:
    """By what HTML and schema.org have for it."""
    return "author" in (element.get("rel"), element.get("itemprop"))
