"""What of the article's container is the article: headline, facts, captions, links and calls are left out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.boilerplate import begins_other_things, is_attachment, is_call, is_fact, is_foreign_sentence
from pipelines.container import FOREIGN, good_chars
from pipelines.fingerprint import plain
from pipelines.lines import Line

CAPTION = re.compile(
    r"^\W{0,3}(?:图为|圖為|资料图|資料圖|图片来源|圖片來源|图片说明|图片来自|图[一二三四五六七八九十\d]*[：:/／]|[▲△↑↓▼][^。]{2,60}$)|"
    r"(?:[\s（(【/／]|^)(?:[^，。\s]{2,14}\s*)(?:摄|攝|供图|供圖|制图|製圖|绘|摄影)\s*[）)】]?$|(?:摄影|攝影|图片|圖片|图源|供图|记者|制图)\s*[：:/／]\s*\S{2,20}\s*[）)】]?$|"
    r"[（(](?:图|圖|图片|圖片|视频)?[^（()）。]{0,6}(?:图|圖|摄|來源|来源)[^（()）。]{0,16}[)）]$|(?:资料图|资料图片|视频截图|网络图)[）)]?$"
)
SENTENCE_END = re.compile(r"[。！？；…：.!?;:][”’」』）)\"']*$")
DATE_LINE = re.compile(
    r"^[（(]?\s*[\d一二三四五六七八九〇○零十oO]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*[）)]?$"
)
MAX_CAPTION = 80


def body_lines(lines: tuple[Line, ...], left_out: frozenset[int], title: str | None) -> list[Line]:
    """The lines of the container that are the article's own, in order.

    ``lines`` are the container's, ``left_out`` the indices that readers of fields used up, ``title`` the headline.
    """
    good = [good_chars(line) for line in lines]
    last = _last_good(lines, good)
    core = _core(lines, good)
    first = next((place for place, chars in enumerate(good) if chars > 30), 0)
    headline = plain(title or "")
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if line.index in left_out:
            continue
        if place > last and begins_other_things(line.text):
            break
        among = _among(line, core)
        if place < first and not (among and not _repeats(line, headline)):
            continue
        if place > last and not among:
            continue
        if not _is_foreign(line, good[place], place >= last):
            kept.append(line)
    return kept


def _last_good(lines: tuple[Line, ...], good: list[int]) -> int:
    return max((place for place, chars in enumerate(good) if chars), default=0)


def _core(lines: tuple[Line, ...], good: list[int]) -> frozenset[HtmlElement]:
    """The elements whose children are the paragraphs: those that directly hold a good part of the running text."""
    sums: dict[HtmlElement, int] = {}
    for line, chars in zip(lines, good, strict=True):
        if chars and line.element is not None:
            for element in (line.element, line.element.getparent()):
                if element is not None:
                    sums[element] = sums.get(element, 0) + chars
    least = sum(good) * 0.15
    return frozenset(element for element, chars in sums.items() if chars >= least)


def _among(line: Line, core: frozenset[HtmlElement]) -> bool:
    """The line stands among the paragraphs: a sibling of theirs, or in a table or list that is one."""
    element = line.element
    for _ in range(6):
        if element is None:
            return False
        if element in core:
            return True
        if element is not line.element and element.tag not in (
            "td",
            "th",
            "tr",
            "tbody",
            "table",
            "ul",
            "ol",
            "li",
            "p",
        ):
            return element.getparent() in core
        element = element.getparent()
    return False


def _repeats(line: Line, headline: str) -> bool:
    text = plain(line.text)
    return bool(headline) and len(text) > 3 and (text in headline or headline in text) and len(text) < len(headline) * 2


def _is_foreign(line: Line, good: int, at_end: bool) -> bool:
    text = line.text
    if len(text) < 150 and is_fact(text):
        return True
    if is_attachment(text):
        return False
    if line.link_density > 0.6:
        return True
    if len(text) < 60 and is_call(text):
        return True
    if len(text) < 250 and is_foreign_sentence(text) and (at_end or len(text) < 80):
        return True
    if not good and any(FOREIGN.search(name) for name in line.classes):
        return True
    return _is_caption(line)


def _is_caption(line: Line) -> bool:
    text = line.text
    if line.tag == "figcaption":
        return True
    if len(text) > MAX_CAPTION:
        return False
    if CAPTION.search(text):
        return True
    if line.after_image and not SENTENCE_END.search(text) and (line.align == "center" or len(text) < 40):
        return True
    return False
