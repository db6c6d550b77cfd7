"""Writers whom no label announces: by the date, below the headline, in an element called author."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.fields.announced import CELLS, announced
from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.labels import SOURCE, labelled
from pipelines.fields.origin.site import is_own_name
from pipelines.fields.people.announced_names import without_dateline
from pipelines.fields.people.beside_date import LONGEST_LIST, beside_date, beside_house, desk, poster
from pipelines.fields.people.names import names_in, persons_in
from pipelines.fields.people.own_elements import (
    HOUSE_END,
    LONGEST_ACCOUNT,
    called_author,
    linked_writers,
    named_in,
    of_their_own,
)
from pipelines.fields.people.person import is_name
from pipelines.fields.zones import Zones
from pipelines.page.lines import Line, names_of
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

Names = Found[tuple[str, ...]]
LONGEST_BYLINE = 80
_PAIR = re.compile(r"^(?P<left>[^\s/／·|｜]{2,12})\s?(?P<by>[/／·|｜])\s?(?P<right>[^\s/／·|｜]{2,12})$")
_ROLE_END = re.compile(r"[编編][辑輯]$|[摄攝]影$|校[对對]$")
METAS = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_ACCOUNT_CLASS = re.compile(
    r"(?:^|[-_])author(?:$|[-_]?(?:name|info|link|item)$)|^(?:author|user|nick|follow-nick)[-_]?name$|^userlink"
)
# Two names at most, behind a box with what they are; 王某： is whom a notice addresses.
_BOXES = "□■◎●○◆◇△▲"
_NO_ACCOUNT = re.compile(r"关注|[，。,！!？?；;]")
_TITLE = (
    "(?:教授|主任|研究[员員]|院[长長]|所[长長]|[记記]者|[评評][论論][员員]|作[家者]|博士|[讲講][师師]|[会會][长長]|"
    "[书書][记記])"
)
_FOREIGN = r"[\u3400-\u9fff·]{2,16}\s?[(（][A-Z][A-Za-z .’'-]{3,40}[)）]"  # 约翰·史密斯（John Smith）
_LATIN_END = re.compile(r"[A-Za-z][)）]$")
_ALONE = re.compile(
    rf"[{_BOXES}]\s?[\u3400-\u9fff\s]{{2,24}}(?:[(（].{{2,8}}[)）])?|[(（]?[\u3400-\u9fff\s]{{2,10}}[)）]?|[\u3400-\u9fff]{{2,4}}\s?[(（].{{2,16}}[)）]|[\u3400-\u9fff\s]{{4,20}}{_TITLE}"
    rf"|[\u3400-\u9fff]{{2,18}}{_TITLE}\s[\u3400-\u9fff\s]{{2,8}}"
    rf"|[\u3400-\u9fff]{{2,3}}(?:[、,，]\s?[\u3400-\u9fff]{{2,3}}){{1,3}}|{_FOREIGN}"
)
# ANN LEE, SAM LOWE和JOHN DOE: how papers print their writers
_CAPITAL = r"[A-Z][A-Z.'’-]*(?:\s[A-Z][A-Z.'’-]*){1,3}"
_CAPITALS = re.compile(rf"{_CAPITAL}(?:(?:,\s?|\s?[、和與与]\s?|\sAND\s){_CAPITAL}){{0,4}}")
_AND = re.compile(r",\s?|\s?[、和與与]\s?|\sAND\s")
AUTHOR_CLASSES = frozenset({"author", "authors", "zuozhe", "writer", "byline", "author-name", "author_name"})


def byline_pair(text: str) -> tuple[str, str] | None:
    """A writer and the house, divided by a stroke, in either order; the writer comes first.

    >>> byline_pair("石佳/某某青年报"), byline_pair("某報快訊／范姜佳")
    (('石佳', '某某青年报'), ('范姜佳', '某報快訊'))
    """
    match = _PAIR.match(text)
    if match is None:
        return None
    left, right = match["left"], match["right"]
    if is_name(left) == is_name(right):
        return None
    writer, house = (left, right) if is_name(left) else (right, left)
    if _ROLE_END.search(house) or (match["by"] not in "/／" and not HOUSE_END.search(house)):
        return None
    return writer, house


def account_named(below: tuple[Line, ...]) -> Names | None:
    """The account that posted: in an element called author or for a user's name; a house there is the source."""
    sourced = any(one.value for one in announced(below, SOURCE))
    for line in below:
        if len(line.text) > LONGEST_BYLINE or line.tag in CELLS or labelled(line.text) or not _is_called(line.classes):
            continue  # a table tells of the person the page is about
        text = without_dateline(without_date(_called_text(line)))
        if 2 <= len(text) <= LONGEST_ACCOUNT and (sourced or not HOUSE_END.search(text)):
            names = names_in(text)
            if len(names) == 1 and not _NO_ACCOUNT.search(text):
                return Found(names, "element author", (line.index,) if text == line.text else ())
    return None


def stated_and_shown(sheet: Sheet, below: tuple[Line, ...]) -> Names | None:
    """Whom a meta names, if an element or a line below the headline holds nothing else: else it is the site's."""
    stated = sheet.meta(*METAS) or ""
    if not 2 <= len(stated) <= LONGEST_ACCOUNT or HOUSE_END.search(stated) or is_own_name(stated, sheet):
        return None
    for line in below:
        if stated in line.text and len(line.text) <= LONGEST_BYLINE and not labelled(line.text):
            if without_date(line.text) == stated:
                return Found((stated,), "meta author, shown", (line.index,))
            if any(words_in(one) == stated for one in line.inline):
                return Found((stated,), "meta author, shown")
    return None


def _is_called(names: Iterable[str]) -> bool:
    return any(_ACCOUNT_CLASS.search(name) for name in names)


def _called_text(line: Line) -> str:
    """What the inline element of the line that is called so holds; else the first link; else the whole line."""
    called = (one for one in line.inline if _is_called(names_of(one)))
    element = next(called, None)
    if element is None:
        element = next((one for one in line.inline if one.tag == "a"), None)
    return (words_in(element) if element is not None else line.text).strip("©@ ")


def without_date(text: str) -> str:
    """The line without its date, to see what else it holds."""
    date = next(find_dates(text), None)
    return (text[: date.start] + text[date.end :]).strip(" |｜()（）") if date else text


def linked(lines: Iterable[Line]) -> Names | None:
    """A line that is nothing but a link to its writer; a standfirst may stand above it."""
    for line in lines:
        if line.link_chars == len(line.text) <= LONGEST_ACCOUNT and (names := linked_writers(line)):
            return Found(names, "link to a writer", (line.index,))
    return None


def unlabelled(lines: Iterable[Line]) -> Names | None:
    """A name by the date: beside the house, in brackets, or in an element that is called author."""
    for line in lines:
        if len(line.text) > LONGEST_BYLINE:
            continue
        text = without_date(line.text)
        if (account := poster(line.text)) is not None:
            return Found((account,), "beside the date", (line.index,))
        if line.link_chars and (names := linked_writers(line)):
            return Found(names, "link to a writer", (line.index,) if line.text in names else ())
        if text != line.text and (names := beside_house(line.text) or desk(line)):
            return Found(names, "beside the date", () if labelled(line.text) else (line.index,))
        pair = byline_pair(text)
        if pair is not None:
            return Found((pair[0],), "beside the house", (line.index,))
        if names := _in_author_element(line, text):
            return Found(names, "element author", (line.index,))
        if text != line.text and (names := beside_date(text) or called_author(line) or of_their_own(line)):
            return Found(names, "beside the date", (line.index,))
    return None


def _in_author_element(line: Line, text: str) -> tuple[str, ...]:
    is_called = line.tag == "address" or not AUTHOR_CLASSES.isdisjoint(line.classes)
    if is_called and _CAPITALS.fullmatch(text):
        return tuple(_AND.split(text))
    if len(text) > LONGEST_LIST or AUTHOR_CLASSES.isdisjoint(line.classes):
        return ()
    return (persons_in(text) if len(text) <= 12 else ()) or named_in(line)


def under_headline(below: tuple[Line, ...], zones: Zones) -> Names | None:
    """A name, and nothing else, on one of the two lines below the headline or below the date."""
    dated = next((place for place, line in enumerate(below) if without_date(line.text) != line.text), len(below))
    for line in (*below[:2], *below[dated + 1 : dated + 3]) if zones.title is not None else ():
        is_cell = line.tag in ("li", "th", "td") and line.text[0] not in _BOXES and not _LATIN_END.search(line.text)
        may_link = line.text[0] in _BOXES
        if (
            _ALONE.fullmatch(line.text)
            and (may_link or not line.link_chars)
            and not is_cell
            and line.text[-1] not in "摄攝影图圖"
        ):
            names = persons_in(line.text.strip("()（） "))
            if names:
                return Found(names, "line below the headline", (line.index,))
    return None
