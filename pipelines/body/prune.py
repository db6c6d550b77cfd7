"""What of the article's container is the article: headline, facts, captions, links and calls are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.finding.folding import fold
from pipelines.body import boilerplate
from pipelines.body.captions import MAX_SCENE, are_verse, is_caption
from pipelines.body.container import links_to_file
from pipelines.body.fingerprint import plain
from pipelines.page.lines import Line
from pipelines.page.tree import Element

MOSTLY_LINK = 0.6
HEART = 0.6  # share of the running text that an element must hold to be where the paragraphs stand
LITTLE = 0.3  # share of the running text that may stand after the line of the editors
MIDST = 0.12  # share of the running text that still follows a line in the midst of it
END = 0.12  # share that may stand after the heading of a block of other things, which then ends the article
_PARTS = "p h1 h2 h3 h4 h5 h6 tr tbody thead tfoot table pre li dd dt span font b strong"
PARTS = frozenset(_PARTS.split())
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}")
_SIGNATURE = re.compile(r"^[^，。；：:]{3,60}(?:[局部厅委办院处会府室社校馆署队司团心组所站]|政府|法院|检察院)$")
_REPORTED = re.compile(r"^[(（\[【〔][^()（）]{0,10}(?:记者|通讯员|评论员)[^()（）]{2,40}[)）\]】〕]$")
_WORD = re.compile(r"\w")
_PATH = re.compile(r"\S\s?[»›>＞→].{1,40}[»›>＞→]")  # 首页 » 学术前沿 » 某某研究
_SUMMARY = re.compile(r"[\s\[【(（]{0,2}(?:内容)?(?:摘要|提要|导读|核心提示|導讀)[\]】)）]?\s?[：:]?")
_LABEL = re.compile(r"^.{1,12}[：:]$")
_COLUMN = re.compile(r"^【[^【】]{2,16}】$")
SAME = 20  # characters, that two paragraphs begin with
MAX_STOCK = 300  # characters of a line that are looked at for stock phrases
MIN_TRUNK, MAX_TAIL = 12, 40


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands among the running text."""

    good: int  # characters of running text in the line
    before: bool  # before the first running text
    after: bool  # after the last
    rest: float  # share of the running text that still follows
    at_heart: bool  # in the element that holds most of it
    in_verse: bool = False  # hardly a line of the text ends a sentence, so that captions cannot be told by that


def body_lines(lines: Sequence[Line], goods: Sequence[int], left_out: frozenset[int], title: str | None) -> list[Line]:
    """The lines of the container that are the article's own, in order.

    ``lines`` are the container's, ``goods`` the characters of running text in each (``container.good_chars``),
    ``left_out`` the indices that readers of fields used up, ``title`` the headline.
    """
    kept: list[Line] = []
    headline = plain(title or "")
    goods = [
        0 if line.heading or (good and _repeats(line, headline)) else good
        for line, good in zip(lines, goods, strict=True)
    ]
    heart = _heart(lines, goods)
    others: Element | None = None  # the block of other things under way
    skipping = False
    for whole, place in zip(lines, _places(lines, goods, heart), strict=True):
        text = fold(whole.text[:MAX_STOCK])
        if not place.before and place.rest < LITTLE and boilerplate.names_editor(text):
            break
        if not place.before and boilerplate.begins_other_things(text):
            if place.rest < END:
                break
            skipping, others = True, _branch(whole, heart)
            continue
        skipping = skipping and (not place.good or (others is not None and _branch(whole, heart) is others))
        line = _without_tail(whole)
        text = text[: len(line.text)]
        used_up = line.index in left_out and (line is whole or place.good < MAX_TAIL)
        if kept and _DAY.fullmatch(text) and _SIGNATURE.match(fold(kept[-1].text)) and not skipping:
            kept.append(line)
            continue
        if not (skipping or used_up or _is_apart(line, text, place, headline) or _is_foreign(line, text, place)):
            kept.append(line)
    while kept and _LABEL.search(kept[-1].text):
        kept.pop()
    return kept[1:] if _is_summary(kept) else kept


def _is_summary(kept: list[Line]) -> bool:
    """The first line is labelled as a summary and says what the next paragraph says again."""
    match = _SUMMARY.match(kept[0].text) if len(kept) > 2 else None
    if match is None:
        return False
    told = plain(kept[0].text[match.end() :])
    return any(plain(line.text)[:SAME] == told[:SAME] for line in kept[1:3]) and len(told) > SAME


def _without_tail(line: Line) -> Line:
    """The line without an editor or a call that is glued to its last sentence."""
    end = max(map(line.text.rfind, "。！？”")) + 1
    if not MIN_TRUNK <= end < len(line.text) or len(line.text) - end > MAX_TAIL:
        return line
    tail = fold(line.text[end:])
    if not _WORD.search(tail) or _REPORTED.match(tail):
        return line
    if boilerplate.is_fact(tail) or boilerplate.is_promotion(tail) or boilerplate.is_control(tail):
        return line._replace(
            text=line.text[:end], link_chars=min(line.link_chars, end), bold_chars=min(line.bold_chars, end)
        )
    return line


def _branch(line: Line, heart: Element | None) -> Element | None:
    """The element directly below the heart that the line stands in; outside it, the highest one; None: the heart."""
    element = line.element
    if element is heart:
        return None
    while element is not None and (parent := element.getparent()) is not None and parent is not heart:
        element = parent
    return element


def _places(lines: Sequence[Line], goods: Sequence[int], heart: Element | None) -> list[_Place]:
    inside = _inside(lines, heart)
    running = [number for number, good in enumerate(goods) if good > 12 and inside[number]]
    first, last = (running[0], running[-1]) if running else (0, len(lines) - 1)
    total, passed = sum(goods) or 1, 0
    in_verse = are_verse(line for line, within in zip(lines, inside, strict=True) if within)
    places = []
    for number, good in enumerate(goods):
        passed += good
        places.append(_Place(good, number < first, number > last, 1 - passed / total, inside[number], in_verse))
    return places


def _inside(lines: Sequence[Line], heart: Element | None) -> list[bool]:
    known: dict[Element, bool] = {}
    return [line.element is None or heart is None or _within(line.element, heart, known) for line in lines]


def _heart(lines: Sequence[Line], goods: Sequence[int]) -> Element | None:
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


def _is_apart(line: Line, text: str, place: _Place, headline: str) -> bool:
    """What stands above or below the running text and has no part in it."""
    if place.before and (line.heading == 1 or _repeats(line, headline)):
        return True
    if place.before and not place.good:
        return not place.at_heart or bool(_COLUMN.match(text)) or boilerplate.is_timed(text)
    return not place.good and not place.at_heart


def _repeats(line: Line, headline: str) -> bool:
    """The headline again, a part of it, it with the facts below it on one line, or the path that ends with it."""
    if not headline or not 3 < len(line.text) < 3 * len(headline) + 40:
        return False
    text = plain(line.text)
    if len(text) < 4:
        return False
    if headline not in text:
        return text in headline
    is_path = text.endswith(headline) and _PATH.search(line.text) is not None
    return is_path or len(text) <= len(headline) + 6 or line.heading > 0


def _is_foreign(line: Line, text: str, place: _Place) -> bool:
    if boilerplate.is_code(text) or boilerplate.declares(text) or not _WORD.search(text):
        return True
    if boilerplate.is_attachment(text) or (place.at_heart and _links_to_file(line)):
        return False
    in_the_midst = place.at_heart and not place.before and place.rest > MIDST
    if len(text) >= MAX_STOCK:
        return line.link_density > MOSTLY_LINK
    if in_the_midst and text.endswith("。") and len(text) > MAX_SCENE * 2:
        return is_caption(line, text, in_verse=place.in_verse)
    return (
        line.link_density > MOSTLY_LINK
        or boilerplate.is_fact(text)
        or (not in_the_midst and (boilerplate.is_event(text) or boilerplate.is_imprint(text)))
        or (not place.at_heart and boilerplate.is_address(text))
        or boilerplate.is_control(text)
        or boilerplate.is_promotion(text)
        or boilerplate.is_disclaimer(text)
        or is_caption(line, text, in_verse=place.in_verse)
    )


def _links_to_file(line: Line) -> bool:
    """The line is a link to a document: an attachment, whatever its name."""
    return line.link_density >= MOSTLY_LINK and links_to_file(line)
