"""The article's container: the one element of a page that holds most of its running text and least of anything else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.finding.folding import fold
from pipelines.body.blocks import common, stands_in
from pipelines.body.boilerplate import is_attachment, is_control, is_terms
from pipelines.body.facts import MAX_FACT, is_dated, is_fact, is_of_letter, is_timed
from pipelines.body.other_things import begins_other_things
from pipelines.body.teasers import is_cut_short, teasers_of
from pipelines.page.lines import Line, names_of
from pipelines.page.tree import Element

PUNCTUATION = re.compile(r"[，。；！？：、…]|[.,;!?](?=\s|$|[\"'”’])")
_NUMBERED = re.compile(r"\d{1,2}\s?(?:[、．]|\.\s?\D)")
VERSE_ENDS = ("，", "。", "！", "？", "；")
FREE_STEPS = 2
FREE_STEPS_IN_TABLE = 6  # from a paragraph in a cell to one in the next row
STEP_COST = 4.0
MAX_COST = 30.0
NEAR = 10  # lines between the headline or the date and the first sentence
LEAST = 15  # characters of that sentence, and of an article
BONUS = 150.0  # what that is worth: a disclaimer is seldom longer than that and the shortest news together
SURE = 0.6  # share of the page's running text that the best stretch must hold
CELLS = ("td", "th")
_PARTS = "p h1 h2 h3 h4 h5 h6 tr tbody thead tfoot table pre li dd dt"
PARTS = frozenset(_PARTS.split())  # of something that may be an article
# Names that the editors of pages give to what is not the article.  Hints only: they lower what a line counts.
FOREIGN = re.compile(
    r"comment|pinglun|reply|foot|copyright|banquan|sidebar|related|relate|recommend|tuijian|hotnews|hot-|rank|nav|menu|"
    r"breadcrumb|crumb|share|qrcode|login|search|dialog|popup|modal|disclaimer|shengming|statement|advert|banner|"
    r"links|yqlj|friend|widget|header|toolbar|subscribe|download|author-?(?:info|card|bio|box|about|intro)|xgbd|xglj|xgyd|aside|slide"
)
NEVER = re.compile(r"comment|pinglun|copyright|disclaimer|footer|recommend|related")


@dataclass(frozen=True, slots=True)
class Container:
    """An element and its lines[start:end]; not ``sure`` where the signals disagree."""

    element: Element
    start: int
    end: int
    sure: bool
    goods: tuple[int, ...] = ()  # characters of running text in each line of the page

    def is_bare(self, lines: tuple[Line, ...]) -> bool:
        """Hardly more than a headline stands in it."""
        held = zip(lines[self.start : self.end], self.goods[self.start : self.end], strict=False)
        return sum(good for line, good in held if not line.heading) < LEAST


def find(lines: tuple[Line, ...]) -> Container | None:
    """The element that holds the article; None where no running text stands on the page."""
    goods = _goods(lines)
    worths = _worths(lines, goods)
    favourites = _favourites(lines, worths)
    stretch = _best_stretch(lines, [worth + BONUS * favourites.count(n) for n, worth in enumerate(worths)])
    if stretch is None:
        return None
    start, end = stretch
    element = common([line.element for line in lines[start:end] if worths[line.index] > 0])
    if element is None:
        return None
    held, shown = (sum(worth for worth in some if worth > 0) for some in (worths[start:end], worths))
    element = frame(element)
    start, end = _whole(lines, element, start, end)
    sure = held >= SURE * shown or any(start <= index < end for index in favourites)
    return Container(element, start, end, sure=sure, goods=goods)


def _goods(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The characters of running text in each line; what other articles begin with is none."""
    goods = tuple(map(good_chars, lines))
    teasers = teasers_of(lines, goods)
    return tuple(0 if n in teasers else good for n, good in enumerate(goods)) if teasers else goods


def _favourites(lines: tuple[Line, ...], worths: list[float]) -> list[int]:
    """The first sentence after the headline, and the first after the date, where they are close enough."""
    favourites = []
    for starts in (_is_headline, _is_dated):
        start = next((line.index for line in lines if starts(line)), len(lines))
        near = range(start + 1, min(start + 1 + NEAR, len(lines)))
        favourites += [index for index in near if worths[index] >= LEAST][:1]
    return favourites


def _is_headline(line: Line) -> bool:
    return line.heading == 1 and len(line.text) > 5


def _is_dated(line: Line) -> bool:
    """A line of the page's facts that is no part of a list of links."""
    if not 10 <= len(line.text) <= MAX_FACT or line.link_density > 0.5:
        return False
    text = fold(line.text)
    return (is_timed(text) or is_fact(text)) and not is_of_letter(text)


def _best_stretch(lines: tuple[Line, ...], worths: list[float]) -> tuple[int, int] | None:
    """The lines[start:end] of greatest sum (Kadane's scan); each step through the tree between two lines costs."""
    best, span = 0.0, None
    here, since = 0.0, 0
    for line in lines:
        cost = _way(line) if line.step > FREE_STEPS else 0.0
        if here - cost <= 0:
            here, since = 0.0, line.index
        else:
            here -= cost
        here += worths[line.index]
        if here > best:
            best, span = here, (since, line.index + 1)
    return span


def _way(line: Line) -> float:
    """What the steps through the tree from the line before cost."""
    free = FREE_STEPS_IN_TABLE if _in_cell(line) else FREE_STEPS
    return min(max(0, line.step - free) * STEP_COST, MAX_COST)


def frame(element: Element) -> Element:
    """The block around a paragraph or a part of a table: what could hold more of the same article."""
    while element.tag in PARTS and (parent := element.getparent()) is not None:
        element = parent
    return element


def _whole(lines: tuple[Line, ...], element: Element, start: int, end: int) -> tuple[int, int]:
    """The stretch with what adjoins it in its element: headings above, a signature below; links end it."""
    while start > 0 and _adjoins(lines[start - 1], element):
        start -= 1
    while end < len(lines) and _adjoins(lines[end], element) and not begins_other_things(fold(lines[end].text)):
        end += 1
    return start, end


def _adjoins(line: Line, element: Element) -> bool:
    if line.element is None or (line.link_density > 0.5 and not _is_own_link(line)):
        return False
    return stands_in(line, element)


def _is_own_link(line: Line) -> bool:
    return is_attachment(line.text) or links_to_file(line) or is_numbered_link(line)


def is_numbered_link(line: Line) -> bool:
    """A paragraph of a text that recommends one page after the other; lists of other articles are made otherwise."""
    return line.tag == "p" and line.text[:1].isdigit() and _NUMBERED.match(line.text) is not None


def links_to_file(line: Line) -> bool:
    """The line holds a link to a document: an attachment, whatever its name."""
    return line.element is not None and any(is_attachment(link.get("href") or "") for link in line.element.iter("a"))


def span_of(element: Element, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """The lines[start:end] of an element; None where it shows no text."""
    indices = [line.index for line in lines if stands_in(line, element)]
    return (indices[0], indices[-1] + 1) if indices else None


def good_chars(line: Line) -> int:
    """How much running text a line holds: sentences, not labels; links do not count."""
    text, linked = line.text, line.link_chars
    length = len(text)
    if linked * 2 > length or length < 12:
        return 0 if linked else _good_of_short(line, length)
    if linked * 3 > length and linked * 2 > sum(map(str.isalnum, text)):  # tags in a row
        return 0
    chars = length - linked
    if not PUNCTUATION.search(text):
        return chars // 3 if chars > 40 else 0
    if is_cut_short(text):
        return 0
    return 0 if length < 150 and _is_stock(fold(text)) else chars


def _good_of_short(line: Line, length: int) -> int:
    """A line of verse, or a cell of data."""
    if length > 3 and line.text.endswith(VERSE_ENDS):
        return length
    return length // 3 if _in_cell(line) and not line.text.endswith(("：", ":")) else 0


def _is_stock(text: str) -> bool:
    return is_fact(text) or is_timed(text) or is_dated(text) or is_terms(text) or is_control(text)


def _in_cell(line: Line) -> bool:
    parent = line.element.getparent() if line.element is not None else None
    return line.tag in CELLS or (parent is not None and parent.tag in CELLS)


def bad_chars(line: Line) -> float:
    """How much a line without running text speaks against the element it stands in."""
    if line.link_chars * 2 > len(line.text):
        return 8.0 + min(line.link_chars, 40) * 0.5
    return 2.0


def _worths(lines: tuple[Line, ...], goods: tuple[int, ...]) -> list[float]:
    """What each line speaks for (above 0) or against its being part of the article."""
    shown = list(zip(lines, goods, strict=True))
    running = _running(shown)
    foreign: dict[Element, bool] = {}
    seen: set[str] = set()
    worths = []
    for line, good in shown:
        if not good:
            worths.append(-bad_chars(line))
            continue
        second = good > 20 and line.text in seen  # a second copy, for phones or printers
        seen.add(line.text)
        if second or (line.element is not None and _is_foreign(line.element, running, foreign)):
            worths.append(-0.7 * good)
        else:
            worths.append(good)
    return worths


def _running(shown: list[tuple[Line, int]]) -> dict[Element, int]:
    """The characters of running text in each element, whatever it is called."""
    sums: dict[Element, int] = {}
    for line, good in shown:
        element = line.element if good else None
        while element is not None:
            sums[element] = sums.get(element, 0) + good
            element = element.getparent()
    return sums


def _is_foreign(element: Element, running: dict[Element, int], known: dict[Element, bool]) -> bool:
    """The element, or what it stands in, is named as something that is not the article.

    A name means nothing on what holds half the running text of the page: there it names the frame of the article.  Not
    even ``comment`` does, where what is left is less than a sentence.
    """
    found = known.get(element)
    if found is None:
        parent = element.getparent()
        whole = running[element.getroottree().getroot()]
        share = running[element] / whole
        if parent is None or share > 0.9 or (share > 0.5 and whole - running[element] < 2 * LEAST):
            found = False
        elif share > 0.5:
            found = any(NEVER.search(name) for name in names_of(element)) or _is_foreign(parent, running, known)
        else:
            named = element.tag in ("footer", "nav", "aside") or any(FOREIGN.search(n) for n in names_of(element))
            found = named or _is_foreign(parent, running, known)
        known[element] = found
    return found
