"""The marks of one article, however short: who edited it, whom it is from, its hour below its headline."""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet

FEW = 3  # sources that one article names; a list credits each of its articles
BELOW = 4  # lines from a headline to its date
HEADLINE = 4  # characters of the shortest
_EDITED = re.compile(r"[\s【\[(（]*(?:责任|責任)?(?:编辑|编\s辑|責編|责编|編輯|记者|作者)\s?[:：\s]\s?\S")
_CREDITED = re.compile(r"(?:来\s?源|來\s?源|稿源|出处)\s?[:：]")
_HOUR = re.compile(
    r"(?:发布|發布|發佈|发表|公布|更新)(?:时间|時間|日期)|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s*\d{1,2}:\d\d"
    r"|^\W*20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\W*$"
)
_OF_A_REQUEST = re.compile(
    r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d|(?:拦截|攔截|访问|请求|事件)(?:时间|時間|编号|ID)|\bray id\b", re.IGNORECASE
)


def has_article_marks(sheet: Sheet) -> bool:
    """An attribute of one article: its title in the meta tags of the national standard, who edited it, its time."""
    if sheet.meta("articletitle", "article:published_time"):
        return True
    near = [line for line in sheet.lines if len(line.text) < 100 and line.link_density < 0.7]
    if any(_EDITED.match(line.text) for line in near):
        return True
    credited = sum(_CREDITED.search(line.text) is not None for line in near)
    return 0 < credited <= FEW


def _is_headline(line: Line, named: str) -> bool:
    return 1 <= line.heading <= 3 or (len(line.text) > HEADLINE and named.startswith(line.text))


def is_dated_below_headline(sheet: Sheet) -> bool:
    """A headline, soon below it when the page was published, and a sentence; notices of firewalls date the request."""
    named = sheet.head_title or ""
    first = next((line for line in sheet.lines if len(line.text) >= HEADLINE and _is_headline(line, named)), None)
    if first is None or first.link_density > 0.5:
        return False
    near = takewhile(lambda line: line.link_density <= 0.5, sheet.lines[first.index + 1 : first.index + 1 + BELOW])
    return (
        any(_HOUR.search(line.text) for line in near)
        and any("，" in line.text or line.text.endswith("。") for line in sheet.inside)
        and not any(_OF_A_REQUEST.search(line.text) for line in sheet.lines)
    )
