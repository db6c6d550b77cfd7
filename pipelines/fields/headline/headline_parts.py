"""What a line shows besides the headline: label, date and source behind it, badges of the site before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.headline.stated_title import HOUSE, LONGEST_HOUSE, TITLE_LABELS, Statement
from pipelines.fields.labels import labelled
from pipelines.page.characters import squash

DATED = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|[〇零一二三四五六七八九]年\S{1,2}月")
_DAY_IN_BRACKETS = re.compile(
    r"（(?:[\d年月日]+|[^（）]{1,8}\d年[^（）]{3,12})）$"
)  # 菜价（2024年5月3日）, …（截至2024年5月3日）
_BADGE = r"(?:原创|原創|转载|轉載|独家|獨家|置顶|置頂|精华|精華|推荐|热门|头条|图文|组图|最新)"
_BADGES = re.compile(rf"(?:[\[【]?{_BADGE}[\]】]?|\[[^\[\]]{{2,8}}\])\s?(?=.{{4}})")
_POINTERS = "》〉»›>＞▶► "  # no headline begins with them
_HANDLES = re.compile(
    r"\s?(?:\[(?:复制链接|複製鏈接|原创|转载)\]|[\[(（]?转载[▼\])）]+|[(（](?:阅读|点击|浏览)\D{0,4}\d+\S{0,2}[)）]|\sNEW)$"
)


def without_facts(text: str, stated: list[Statement]) -> str:
    """The line without the label before the headline, and without the date and source that share its element.

    What the head of the page says too is the headline's: 用电高峰时间：…, 菜价（2024年5月3日）.
    """
    parts = labelled(text)
    if parts and parts[0].start == 0 and parts[0].label in TITLE_LABELS and parts[0].value:
        return parts[0].value
    dated = DATED.search(text) is not None
    if not (parts or dated) or _is_stated(squash(text), stated):
        return text.rstrip(" -|_")
    if parts and parts[0].start > 5:
        text = text[: parts[0].start]
    for date in find_dates(text) if dated and not _DAY_IN_BRACKETS.search(text) else ():
        if date.start > 5 and not text[date.end :].strip(" )）】]"):
            return text[: date.start].rstrip(" (（[【")
    return text.rstrip(" -|_")


def without_badges(text: str, stated: list[Statement]) -> str:
    """The headline without 原创, [论坛版块] or [复制链接], which the head of the page leaves out."""
    text = text.lstrip(_POINTERS)
    if _is_stated(squash(text), stated):
        return text
    text = _HANDLES.sub("", text)
    badge = _BADGES.match(text)
    if badge is None or _is_stated(squash(text), stated):
        return text
    rest = text[badge.end() :]
    return rest if _is_stated(squash(rest), stated) else text


def without_house(text: str, stated: list[Statement]) -> str:
    """The headline without the house that shares its element: what the head of the page says is before it."""
    headline, _, house = text.rpartition(" ")
    if len(house) > LONGEST_HOUSE or not HOUSE.search(house):
        return text
    word = squash(headline)
    return (
        headline if word and any(word == one.first for one in stated) and not _is_stated(squash(text), stated) else text
    )


def _is_stated(word: str, stated: Iterable[Statement]) -> bool:
    return any(word in one.word for one in stated)
