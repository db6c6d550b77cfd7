"""What announces a date: a label on its line, or in the cell or line before; and of what it then is the date."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.fields.dates.date_patterns import ShownDate
from pipelines.fields.labels import OTHER, PUBLISHED, UPDATED, WRITTEN, Labelled, labelled
from pipelines.page.lines import Line

LONGEST_LABEL = 10  # with brackets: 【发布日期】
LONGEST_VALUE = 40
_ANY_TIME = frozenset(["时间", "時間", "日期"])
_NAMES_ITS_TIME = re.compile(r"[时時][间間]|日期|期|日$")
_COMPOUND = re.compile(r"(?:^|[\s，。；、|【\[(（])[\u4e00-\u9fff]{1,8}$")  # what stands before 时间 in 会议时间
# 某报时间：, not 东部时间：
_HOUSE = re.compile(r"(?:[报報网網社局台院委办处科室站校厅系]|(?<![东東西中])部|中心|公司|频道)$")
_OF_PUBLISHING = re.compile(
    r"(?:(?<![案出开])[发發]|[布佈登刊贴貼錄录]|(?<![投收截征退])稿|(?<!下)[载載]|[消信]息|新闻|新聞|文章)$"
)
_OF_AN_EVENT = re.compile(
    r"[\W\d]{0,4}(?:\S{0,4}地\s?[点點]|主\s?[讲講]人?|[报報]告人|主\s?[题題]|[题題]\s?目|嘉\s?[宾賓]|主持人)\s?[】:：]"
)
_BARE = re.compile(r"(?<=^日期|^时间|^時間)\s(?=\d)")  # 日期 2024-05-03
_BRACKETS = " \u3000【】[]〔〕"


def labels_on(lines: tuple[Line, ...], position: int) -> tuple[Labelled, ...]:
    """The labels of a line; what is the time of a meeting or another event is of the kind OTHER."""
    text = lines[position].text
    parts = labelled(text) or labelled(_BARE.sub("：", text, count=1))
    if not any(part.label in _ANY_TIME for part in parts):
        return parts
    beside = [line.text for line in (*lines[max(0, position - 1) : position], *lines[position + 1 : position + 2])]
    event = any(_OF_AN_EVENT.match(words) for words in (*beside, *(text[part.start :] for part in parts)))
    return tuple(
        replace(part, kind=OTHER) if event and part.label in _ANY_TIME else part for part in _judged(parts, text)
    )


def label_of(date: ShownDate, parts: tuple[Labelled, ...], text: str) -> Labelled | None:
    """The label in whose value the date stands; in 版次：A03 2024-05-03 it stands behind the value."""
    part = next((part for part in parts if part.start <= date.start < part.end), None)
    if part is None or part.kind != OTHER or _announces_a_date(part):
        return part
    return part if part.value.find(text[date.start : date.end]) < 3 else None


def label_before(lines: tuple[Line, ...], position: int) -> Labelled | None:
    """The label in the cell or line before, with a colon or without, when nothing else stands there."""
    if position == 0 or len(lines[position].text) > LONGEST_VALUE:
        return None
    above = lines[position - 1].text
    parts = labels_on(lines, position - 1)
    if not parts and len(above) <= LONGEST_LABEL:
        bare = f"{above.strip(_BRACKETS)}："
        parts = _judged(labelled(bare), bare)
    return parts[-1] if parts and not parts[-1].value and _announces_a_date(parts[-1]) else None


def _announces_a_date(label: Labelled) -> bool:
    """发布, 成文日期, 有效期; not 来源, 分享."""
    return label.kind in (PUBLISHED, UPDATED, WRITTEN) or _NAMES_ITS_TIME.search(label.label) is not None


def _judged(parts: tuple[Labelled, ...], text: str) -> tuple[Labelled, ...]:
    """会议时间 is no 时间."""
    return tuple(replace(part, kind=OTHER) if _is_compound(part, text) else part for part in parts)


def _is_compound(part: Labelled, text: str) -> bool:
    before = text[: part.start] if part.label in _ANY_TIME else ""
    return bool(_COMPOUND.search(before)) and not _HOUSE.search(before) and not _OF_PUBLISHING.search(before)
