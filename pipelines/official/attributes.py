"""Labels and their values on official pages: attribute tables, lists of pairs, blocks in one line, meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from pipelines.official.official_labels import NATIONAL, STRONG
from pipelines.official.pairs import (
    BARE,
    FIRST,
    MEANING,
    RANK,
    STRONG_FIRST,
    Pair,
    bare_label,
    clean,
    opens_pair,
    pairs_in,
)
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import Element, words_in

LONGEST_LINE = 600  # of a line that is looked into for pairs
MOST_CELLS = 40  # of a row of attributes
MOST_LINES = 600  # that begin as a label might
LONGEST_VALUE = 200
LONGEST_UNSAID = 40
DATES = ("written", "published", "in_force")
HEAD = 30  # so many lines of the container may hold its attributes, when they lie inside it
FOOT = 12

# 有效性 alone may begin a sentence about a vaccine.
_TELLING = frozenset(label for label in STRONG if MEANING[label] != "status")
_TELLS = re.compile("|".join(sorted(_TELLING, key=len, reverse=True)))
_FORCE = re.compile("效|废|止|修[改订正]|作废|施行|实施|^[是否]$|valid|repealed|force", re.IGNORECASE)


def read_attributes(sheet: Sheet) -> dict[str, Found[str]]:
    """What the page's attribute block says, by field; no block, no fields.  An empty value is not in the answer."""
    lines = tuple(islice(_may_open_pairs(sheet), MOST_LINES))
    if not _TELLS.search("".join(line.text for line in lines).replace(" ", "")):
        return {}
    pairs = [pair for pair in _pairs(lines, sheet) if not pair.value or not pair.name or _fits(pair)]
    if not any(pair.label in _TELLING for pair in pairs):
        return {}
    best: dict[str, Pair] = {}
    for pair in pairs:
        known = best.get(pair.name)
        if pair.name and pair.value and (known is None or RANK[pair.label] < RANK[known.label]):
            best[pair.name] = pair
    every_line = tuple(sorted({index for pair in pairs for index in pair.lines}))
    return {name: Found(pair.value, pair.where, every_line) for name, pair in best.items()}


def _fits(pair: Pair) -> bool:
    """Whether the value can be one of its field; an empty label may stand before anything.

    字号 names the number of a document as well as the size of the letters.
    """
    if pair.name == "doc_number" and pair.label == "字号" and "号" not in pair.value:
        return False
    if pair.name in ("doc_number", "index_number", *DATES):
        return any(sign.isdigit() or sign in "〇一二三" for sign in pair.value)
    return (
        bool(pair.value) and "。" not in pair.value and (pair.name != "status" or _FORCE.search(pair.value) is not None)
    )


def national_metas(metas: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The page's meta tags of the national standard, whatever way they are spelled.

    >>> national_metas({"article-title": ("某通知",), "viewport": ("x",)})
    {'title': '某通知'}
    """
    found: dict[str, str] = {}
    for name, contents in metas.items():
        standard = NATIONAL.get(re.sub(r"[\W_]+", "", name.lower()))
        if standard:
            found.setdefault(standard, contents[0])
    return found


def _pairs(lines: tuple[Line, ...], sheet: Sheet) -> Iterator[Pair]:
    for line in lines:
        pairs = pairs_in(line.text)
        bare = None if len(pairs) > 1 or (pairs and pairs[0].value) else bare_label(line.text)
        if bare:
            yield from _beside(sheet, line, "".join(bare[1].split()))
        else:
            yield from (Pair(pair.label, pair.value, (line.index,)) for pair in pairs or _in_elements(line))


def _may_open_pairs(sheet: Sheet) -> Iterator[Line]:
    for line in _places(sheet):
        if line.text[0] in FIRST and len(line.text) <= LONGEST_LINE and not line.scripted:
            yield line


def _in_elements(line: Line) -> Iterator[Pair]:
    """Pairs without colons: label and value in inline elements of their own, one behind the other."""
    if line.element is None or not STRONG_FIRST.match(line.text):
        return
    pieces = [" ".join(piece.split()) for piece in map(str, line.element.itertext())]
    pieces = [piece for piece in pieces if piece]
    for label, value in pairwise((*pieces, "")):
        bare = BARE.fullmatch(label)
        if bare:
            yield Pair("".join(bare[1].split()), "" if BARE.fullmatch(value) else clean(value), (line.index,))


def _places(sheet: Sheet) -> Iterator[Line]:
    """The head of the page and of its container first, then what follows."""
    inside = sheet.inside
    yield from sheet.before
    yield from inside if len(inside) <= HEAD + FOOT else (*inside[:HEAD], *inside[-FOOT:])
    yield from sheet.after


def _beside(sheet: Sheet, line: Line, label: str) -> Iterator[Pair]:
    """The value of a label that fills its cell, term or block."""
    cell = _nearest(line.element, ("td", "th"))
    if cell is not None and _is_label(cell):  # a cell may also hold both, in items of a list
        yield from _in_table(sheet, line, label, cell)
        return
    following = sheet.lines[line.index + 1 : line.index + 2]
    if following and not opens_pair(following[0].text) and _close(line, following[0]):
        value = clean(following[0].text)
        unsaid = not MEANING[label] and len(value) > LONGEST_UNSAID  # an empty label that text follows
        yield Pair(label, value, (line.index,) if unsaid else (line.index, following[0].index), "attribute-list")


def _in_table(sheet: Sheet, line: Line, label: str, cell: Element) -> Iterator[Pair]:
    row = cell.getparent()
    if row is None:
        return
    cells = [one for one in row if one.tag in ("td", "th")]
    if len(cells) > MOST_CELLS:
        return
    place = cells.index(cell)
    under = _row_under(row) if all(_is_label(one) for one in cells) and len(cells) > 1 else None
    if under is not None:
        values = [one for one in under if one.tag in ("td", "th")]
        value = values[place] if len(values) == len(cells) else None
    else:
        value = cells[place + 1] if place + 1 < len(cells) else None
    if value is None or _is_label(value):
        return
    owned = _lines_in(sheet, line, value) if _is_attribute_table(_nearest(row, ("table",))) else ()
    yield Pair(label, clean(_text(value)), owned, "attribute-table")


def _row_under(row: Element) -> Element | None:
    """The one row of values under a row of labels; None where there are more: that is a list."""
    table = _nearest(row, ("table",))
    rows = list(table.iter("tr")) if table is not None else []
    later = rows[rows.index(row) + 1 :] if row in rows else []
    filled = [one for one in later if _text(one)]
    return filled[0] if len(filled) == 1 else None


def _is_attribute_table(table: Element | None) -> bool:
    """Whether most of a table is labels we know; else it is part of the text."""
    if table is None:
        return False
    cells = list(islice(table.iter("td", "th"), 60))
    return 3 * sum(_is_label(cell) for cell in cells) >= len(cells)


def _lines_in(sheet: Sheet, line: Line, value: Element) -> tuple[int, ...]:
    near = sheet.lines[line.index + 1 : line.index + 1 + HEAD]
    return (line.index, *(one.index for one in near if _holds(value, one.element)))


def _holds(outer: Element, inner: Element | None) -> bool:
    for _ in range(8):
        if inner is None or inner is outer:
            break
        inner = inner.getparent()
    return inner is outer


def _nearest(element: Element | None, tags: Sequence[str]) -> Element | None:
    for _ in range(6):
        if element is None or element.tag in tags:
            break
        element = element.getparent()
    return element if element is not None and element.tag in tags else None


def _close(one: Line, other: Line) -> bool:
    """Whether two lines are parts of one pair: siblings, or children of siblings; always so on a page of plain text."""
    if one.element is None or other.element is None:
        return len(other.text) <= LONGEST_VALUE
    left, right = one.element.getparent(), other.element.getparent()
    return len(other.text) <= LONGEST_VALUE and left is not None and left in (right, other.element, _parent(right))


def _parent(element: Element | None) -> Element | None:
    return element.getparent() if element is not None else None


def _is_label(cell: Element) -> bool:
    return _is_label_text(_text(cell))


@lru_cache(maxsize=512)
def _is_label_text(text: str) -> bool:
    return bare_label(text) is not None


def _text(element: Element) -> str:
    return words_in(element)
