"""What of the article's container is the article: headline, facts, captions, links and calls are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.folding import fold
from pipelines import boilerplate
from pipelines.boilerplate import either
from pipelines.fingerprint import plain
from pipelines.lines import Line
from pipelines.tree import Element

MOSTLY_LINK = 0.6
HEART = 0.6  # share of the running text that an element must hold to be where the paragraphs stand
LITTLE = 0.3  # share of the running text that may stand after the line of the editors
MIDST = 0.12  # share of the running text that still follows a line in the midst of it
END = 0.12  # share that may stand after the heading of a block of other things, which then ends the article
_PARTS = "p h1 h2 h3 h4 h5 h6 tr tbody thead tfoot table pre li dd dt span font b strong"
PARTS = frozenset(_PARTS.split())
_CREDIT = re.compile(
    either(
        r"^\W{0,3}(?:图为|资料图|图片来源|图片说明|图片来自|图源|图注|图[一二三四五六七八九十\d]*[：:/／]|[▲△↑↓▼◎])"
        r" ^photo(?:\s+by|:|\s*/)"
        r" (?:[\s（(【/／。”]|^)[^，。；\s]{2,14}(?:\s[^，。；\s]{2,6}){0,3}\s*(?:摄|供图|翻摄)[）)】]?$"
        r" [\s/／](?:图|绘|制图|摄影)[）)】]?$"
        r" (?:摄影|图片|图源|供图|制图)\s*[：:/／]\s*[^，。；？！]{2,20}[）)】]?$"
        r" 记者\s*[^，。；？！：:]{2,12}\s*[/／]?(?:摄|摄影|图)[）)】]?$"
        r" [（(](?:图|图片|视频|资料)?[^（()）。]{0,8}"
        r"(?:图|摄|来源|资料照|截图|取自|提供|授权)[^（()）。]{0,20}[)）]。?$"
        r" (?:资料图|资料图片|资料照片|视频截图|网络图|截图|示意图|效果图|现场图)[）)】]?。?$"
    )
)
_ENDS_SENTENCE = re.compile(r"[。！？；…：.!?;:][”’」』）)\"']*$")
_DATE = re.compile(
    r"^\W{0,2}[\d一二三四五六七八九〇○零十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\W{0,2}$"
)
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}")
_SIGNATURE = re.compile(r"^[^，。；：:]{3,60}(?:[局部厅委办院处会府室社校馆署队司团心组所站]|政府|法院|检察院)$")
_REPORTED = re.compile(r"^[(（\[【〔][^()（）]{0,10}(?:记者|通讯员|评论员)[^()（）]{2,40}[)）\]】〕]$")
_WORD = re.compile(r"\w")
_LABEL = re.compile(r"^.{1,12}[：:]$")
_COLUMN = re.compile(r"^【[^【】]{2,16}】$")
VERSES = 15  # lines at least, for a text to be told by how they end
PROSE = 0.3  # share of lines that end a sentence in prose
MAX_STOCK = 300  # characters of a line that are looked at for stock phrases
MIN_TRUNK, MAX_TAIL = 12, 40
MAX_CREDIT, MAX_LONE_CREDIT, MAX_CAPTION, MAX_SCENE = 120, 45, 40, 12


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
    return kept


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
    in_verse = _is_verse(lines, inside)
    places = []
    for number, good in enumerate(goods):
        passed += good
        places.append(_Place(good, number < first, number > last, 1 - passed / total, inside[number], in_verse))
    return places


def _is_verse(lines: Sequence[Line], inside: list[bool]) -> bool:
    """Many short lines without full stops: a poster's captions and sentences look alike."""
    told = [line for line, within in zip(lines, inside, strict=True) if within and len(line.text) >= MAX_SCENE]
    ended = sum(_ENDS_SENTENCE.search(line.text[-4:]) is not None for line in told)
    return len(told) >= VERSES and ended < len(told) * PROSE


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
    while heart is not None and (heart.tag in PARTS or _is_cell(heart, lines)) and heart.getparent() is not None:
        heart = heart.getparent()
    return heart


def _is_cell(element: Element, lines: Sequence[Line]) -> bool:
    """A cell of one line is a cell of data; a cell of many holds a part of the page."""
    return (
        element.tag in ("td", "th")
        and sum(_within(line.element, element, {}) for line in lines if line.element is not None) < 2
    )


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
    """The headline again, a part of it, or it with the facts below it on one line."""
    if not headline or not 3 < len(line.text) < 3 * len(headline) + 40:
        return False
    text = plain(line.text)
    if len(text) < 4:
        return False
    return text in headline or (headline in text and (len(text) <= len(headline) + 6 or line.heading > 0))


def _is_foreign(line: Line, text: str, place: _Place) -> bool:
    if boilerplate.is_code(text) or boilerplate.declares(text) or not _WORD.search(text):
        return True
    if boilerplate.is_attachment(text) or (place.at_heart and _links_to_file(line)):
        return False
    in_the_midst = place.at_heart and not place.before and place.rest > MIDST
    if len(text) >= MAX_STOCK:
        return line.link_density > MOSTLY_LINK
    if in_the_midst and text.endswith("。") and len(text) > MAX_SCENE * 2:
        return _is_caption(line, text, place)
    return (
        line.link_density > MOSTLY_LINK
        or boilerplate.is_fact(text)
        or (not in_the_midst and (boilerplate.is_event(text) or boilerplate.is_imprint(text)))
        or (not place.at_heart and boilerplate.is_address(text))
        or boilerplate.is_control(text)
        or boilerplate.is_promotion(text)
        or boilerplate.is_disclaimer(text)
        or _is_caption(line, text, place)
    )


def _links_to_file(line: Line) -> bool:
    """The line is a link to a document: an attachment, whatever its name."""
    if line.element is None or line.link_density < MOSTLY_LINK:
        return False
    return any(boilerplate.is_attachment(link.get("href") or "") for link in line.element.iter("a"))


def _is_caption(line: Line, text: str, place: _Place) -> bool:
    if line.tag == "figcaption":
        return True
    if len(text) <= (MAX_CREDIT if line.after_image else MAX_LONE_CREDIT) and _CREDIT.search(text):
        return True
    if line.after_image and boilerplate.credits_photo(text):
        return True
    if not line.after_image or len(text) > MAX_CREDIT or _DATE.match(text) or place.in_verse:
        return False
    if line.align == "center":
        return not text.startswith("《")
    if _ENDS_SENTENCE.search(text):
        return len(text) <= MAX_SCENE and text.endswith("。") and "，" not in text
    return len(text) <= MAX_CAPTION and not line.bold_chars and not re.search(r"[，,]", text) and len(text) > 3
