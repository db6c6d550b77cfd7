"""The lines above and below the headline that are marked up like it and are no part of it: kicker and subtitle."""

from __future__ import annotations

import re

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.headline.likeness import DASHED
from pipelines.fields.headline.stated_title import DIVIDER
from pipelines.fields.headline.title import LONGEST, NO_TITLE
from pipelines.fields.labels import labelled
from pipelines.official.doc_number import is_number
from pipelines.page.characters import squash
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

_KICKER_CLASS = re.compile(
    r"kicker|yinti|jianti|shoulder|pre-?title|toptitle|eyebrow|(?:^|[ _-])(?:yt|jt|font02)(?:$|[ _-])"
)
_KICKER_WORDS = re.compile(r"(?:强调|強調|指出|要求|提出|表示|讲话|致辞|调研时|座谈会上|会议上)$")
_SUBTITLE_CLASS = re.compile(r"sub-?_?title|futi|fubiao|(?:^|[ _-])(?:fbt|ft2?|second-?title|font02)(?:$|[ _-])")
_NAMES = r"[\u4e00-\u9fff]{2,3}(?:[\s、]+[\u4e00-\u9fff]{2,3})+$"
_BYLINE = re.compile(r"\W{0,3}(?:本[报刊网台]|(?:\S{0,8}(?:记者|通讯员))\s|记者|通讯员|文[/／])|" + _NAMES)
_ISSUE = re.compile(r"(?:\d{4}年)?总?第\s?\d+期")
_PATH = re.compile(r"[>＞»→]|^(?:首页|当前|您)|正文$")


def read_kicker(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The short line directly above the headline that is marked up like one."""
    if title is None or not title.lines:
        return None
    first = min(title.lines, key=lambda index: abs(sheet.start - index) if index <= sheet.start else LONGEST)
    for line in reversed(sheet.lines[max(0, first - 2) : first]):
        if (
            _may_stand_by(line, title)
            and line.text not in DIVIDER.split(sheet.head_title or "")
            and (
                _KICKER_CLASS.search(" ".join(line.classes))
                or _KICKER_WORDS.search(line.text)
                or _is_heading_beside(line, sheet.lines[first])
            )
        ):
            return Found(line.text, "line above the headline", (line.index,))
    return None


def read_subtitle(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    """The line directly below the headline that begins with a dash or is marked up as a lower heading."""
    if title is None or not title.lines:
        return None
    for last in sorted(title.lines, key=lambda index: abs(sheet.start - index))[:1]:
        for line in sheet.lines[last + 1 : last + 3]:
            if line.index in title.lines or not _may_stand_by(line, title):
                continue
            if (
                DASHED.match(line.text)
                or _SUBTITLE_CLASS.search(" ".join(line.classes))
                or _is_heading_beside(line, sheet.lines[last])
            ):
                return Found(line.text, "line below the headline", (line.index,))
    return None


def _may_stand_by(line: Line, title: Found[str]) -> bool:
    text = line.text
    if not 5 <= len(text) <= 60 or line.link_chars or NO_TITLE.match(text) or squash(text) == squash(title.value):
        return False
    if text.endswith(("：", ":")) or _BYLINE.match(text) or _ISSUE.match(text) or _PATH.search(text) or is_number(text):
        return False
    return not labelled(text) and not any(find_dates(text))


def _is_heading_beside(line: Line, headline: Line) -> bool:
    """A heading of another level, next to the headline in the same block."""
    if not line.heading or not headline.heading or line.element is None or headline.element is None:
        return False
    return line.element is not headline.element and line.element.getparent() is headline.element.getparent()
