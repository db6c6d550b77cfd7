"""How likely a line is the headline: by its agreement with the page's head, its mark-up, its words and its place."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.fields.headline.headline_parts import DATED, without_facts
from pipelines.fields.headline.stated_title import COLUMN, HOUSE, TITLE_LABELS, Statement
from pipelines.page.characters import squash
from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet

NEAR = 30  # lines above the container in which an unmarked line may be the headline
ABOVE_A_TEXT = 2  # lines
SENTENCE = 30  # characters: what is longer and ends in a full stop is a paragraph
AGREED = 4.0  # what agreement adds at most
_LABELS = tuple(TITLE_LABELS)
_HEADINGS = {1: 3.0, 2: 2.0, 3: 1.5, 4: 1.0, 5: 0.75, 6: 0.5}
_CLASS = re.compile(r"(?:^|[-_])(?:\w*title\w*|tit\d*|headline|bt|biaoti|heading|h1|subject)(?:$|[-_])")
_NOT_CLASS = re.compile(
    r"subtitle|sub-title|futi|fbt|site|logo|column|lanmu|author|related|recommend|other|share|nav|crumb"
)
OFFICIAL = re.compile(r"^关于.{6}|(?:通知|公告|意见|办法|决定|函|通报|方案|规定|批复|报告|公示|细则|条例|通告)$")
DASHED = re.compile(r"[—–\-―－]{1,3}\s?\w")
_ONLY_A_DATE = re.compile(r"[\d年月日时分秒星期周]+[一二三四五六日天]?\d*")
_LEAF = re.compile(r"20\d\d\s?[-/.年]\s?[01]?\d月?")  # year and month beside the day: a calendar leaf


def may_reach(worth: float, line: Line, sheet: Sheet, stated: list[Statement]) -> bool:
    """Whether ``likeness`` may be so much, told without taking the line apart: most lines need no closer look."""
    distance = sheet.start - line.index
    most = _HEADINGS.get(line.heading, 0.0) + 3.0 + (2.0 if distance <= NEAR else 0.5)  # class, bold, centre, words
    if line.link_chars * 2 > len(line.text) and not 0 < distance <= ABOVE_A_TEXT:
        most -= 2.5
    return most >= worth or (most + AGREED >= worth and _may_agree(line.text, stated))


def _may_agree(text: str, stated: list[Statement]) -> bool:
    """A label before it or facts behind it do not hide that both begin alike."""
    word = squash(text)
    return any(word[:4] in one.word or one.word[:4] in word for one in stated) or word.startswith(_LABELS)


def likeness(line: Line, sheet: Sheet, stated: list[Statement], own: frozenset[str]) -> float:
    """``own``: what the page title holds besides the headline, squashed."""
    text = without_facts(line.text, stated)
    word = squash(text)
    if len(word) < 2 or _ONLY_A_DATE.fullmatch(word):
        return 0.0
    agreement = _agreement(word, stated)
    score = agreement + _mark_up(line, sheet) + _wording(text) + _place(line, sheet)
    if not agreement and sheet.start - line.index > NEAR:
        score -= 1.5  # a heading of the side column
    if len(word) < 6:
        score -= 0.5 if line.heading else 2.5 if line.tag == "li" else 1.0  # a step of the path to the page
    if len(word) <= 16 and (word in own or (len(word) < 8 and not agreement)):
        score -= 4.0 if HOUSE.search(text) else 0.5
    return score


def _mark_up(line: Line, sheet: Sheet) -> float:
    named, linked = any(map(_names_a_title, line.classes)), line.link_chars * 2 > len(line.text)
    score = _HEADINGS.get(line.heading, 0.0)
    score += 1.0 if named else 0.0
    score += 0.5 * (line.bold_chars * 2 > len(line.text)) + 0.5 * (line.align == "center")
    own_link = named and 0 < sheet.start - line.index <= ABOVE_A_TEXT  # a blog's headline leads to itself
    return score - (2.5 if linked and not own_link else 0.0)


@lru_cache(maxsize=1024)  # few classes on many lines
def _names_a_title(name: str) -> bool:
    return _CLASS.search(name) is not None and not _NOT_CLASS.search(name)


def _wording(text: str) -> float:
    score = 1.0 if len(text) > 8 and OFFICIAL.search(text) else 0.0
    if COLUMN.fullmatch(text) or DASHED.match(text):
        score -= 2.0
    if "。" in text or text.endswith(("；", "：", ":")) or ("，" in text[12:] and len(text) > 60):
        score -= 1.5
    if text.endswith("。") and len(text) > SENTENCE:
        score -= 1.5
    return score


def _agreement(word: str, stated: list[Statement]) -> float:
    best = 0.0
    for one in stated:
        if word == one.word:
            best = max(best, 4.0 if one.whole else 3.0)
        elif word == one.first:
            best = max(best, 3.0)
        elif len(word) >= 4 and one.word.startswith(word):
            best = max(best, 2.0 + 2.0 * len(word) / len(one.word))
        elif len(one.word) >= 10 and word.endswith(one.word):  # an office before 关于…
            best = max(best, 2.0 + 2.0 * len(one.word) / len(word))
        elif len(word) >= 6 and (word in one.word or (one.word in word and len(one.word) > 6)):
            best = max(best, 1.5 * min(len(word), len(one.word)) / max(len(word), len(one.word)) + 0.5)
    return best


def _place(line: Line, sheet: Sheet) -> float:
    """Near above the text is where a headline stands; a date below it makes it likelier."""
    distance = sheet.start - line.index
    score = 1.0 if 0 <= distance <= 12 else 0.5 if -3 <= distance < 0 else 0.0 if distance <= NEAR else -0.5
    following = sheet.lines[line.index + 1 : line.index + 6]
    if any(len(one.text) < 120 and _shows_day(one.text) for one in following):
        score += 1.0
    return score


@lru_cache(maxsize=512)  # a line stands below several that may be the headline
def _shows_day(text: str) -> bool:
    return DATED.search(text) is not None or _LEAF.fullmatch(text) is not None
