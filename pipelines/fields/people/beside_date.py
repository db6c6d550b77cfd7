"""Who stands on the line of the date without a label: behind the house, in brackets, as the account that posted."""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.labels import labelled
from pipelines.fields.people.names import names_in, persons_in
from pipelines.fields.people.own_elements import HOUSE_END, SHORT_NAME, leads_to_column
from pipelines.fields.people.person import is_name
from pipelines.page.lines import Line

LONGEST_LIST = 24
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]{1,30}\.){2,4}[a-z]{2,4}/?")
PAIR = 2  # words: a house and its writer
_IN_BRACKETS = re.compile(r"[\[(（【]\s?(?P<name>[^\[\]()（）【】]{2,20}?)\s?[\])）】]")
# 原创 某某 于 2024-05-03 发布; 某某 发表于 2024-05-03
_POSTED = re.compile(
    r"^(?:(?:原创|原創|转载|转帖|翻译)\s)?(?:由\s)?(?P<name>[^\s，。:：|]{2,20})\s?(?:(?:发表|發表|发布|發佈|發布)[于於]|"
    r"(?<=\s)[于於])[\s:：]{0,2}(?=\d)"
)
# Posted by 某某 on 2024-05-03, By 某某 | 2024-05-03
_BY = re.compile(
    r"^(?:(?:posted|published|written)\sby\s(?P<name>[^|·•]{2,24}?)|by\s(?P<pen>[^|·•]{0,8}[\u4e00-\u9fff]{2,8}))\s?(?:\son\s|[|·•,]|"
    r"$|(?=\d{4}))",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?P<desk>[\u4e00-\u9fff]{0,6}(?:(?:編譯|新聞|國際|政治|財經|社會|生活|娛樂|體育|大陸|兩岸|綜合|地方|採訪)(?:中心|組)|編[譯輯][部室組]|新聞部))(?=[\s(（|｜])"
)


def beside_house(text: str) -> tuple[str, ...]:
    """Who stands behind the house and beside the date, on a line that goes on with other matter.

    >>> beside_house("江口网 张晓明 2024-05-03 10:12 评论0条"), beside_house("江口网 时政 2024-05-03 10:12")
    (('张晓明',), ())
    """
    date = next(find_dates(text), None)
    if date is None or labelled(text):
        return ()
    before, after = text[: date.start].split(), text[date.end :].split()
    if len(before) == PAIR and HOUSE_END.search(before[0]):
        return persons_in(before[1])
    is_pair = len(after) > 1 and not before and HOUSE_END.search(after[0]) and len(after[1]) > SHORT_NAME
    return tuple(takewhile(is_name, after[1:])) if is_pair else ()


def desk(line: Line) -> tuple[str, ...]:
    """The desk of a house in Taiwan or abroad, in the place of its writer: 編譯中心 2024-05-03."""
    match = _DESK.match(line.text)
    return (match["desk"],) if match is not None and not any(map(leads_to_column, line.inline)) else ()


def poster(text: str) -> str | None:
    """Who posted on a day, pen names included; a house that did is the source."""
    match = _POSTED.match(text) or _BY.match(text)
    name = match.group(match.lastgroup or 0) if match is not None else ""
    return name if name and not HOUSE_END.search(name) else None


def beside_date(text: str) -> tuple[str, ...]:
    """The names in what a line holds besides its date: in brackets, behind "by", or alone."""
    if text.startswith("by ") and len(names := names_in(text[3:])) == 1:
        return names
    text = _ADDRESS.sub(" ", text) if "." in text else text
    parts = labelled(text)
    for match in _IN_BRACKETS.finditer(text):
        if names := persons_in(match["name"]):
            return names
    for alone in (text[: parts[0].start], text[parts[-1].end :]) if parts else (text,):
        if len(alone) < LONGEST_LIST and (names := persons_in(alone.strip(" ·|｜,，-—"))):
            return names
    return ()
