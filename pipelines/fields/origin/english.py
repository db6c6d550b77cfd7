"""Who wrote a text in English, and for which house: its byline, what JSON-LD says of it, the words by its date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LONGEST = 120  # characters of a byline with its house and date
META = ("author", "article:author", "byl", "dc.creator", "parsely-author")
_BY = re.compile(r"^(?:by|written by|story by|reported by)[\s:]+(?P<names>[A-Z][^|·•]{3,80})", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Za-zà-ÿ'’.-]{0,20}(?:\s(?:[A-Z][A-Za-zà-ÿ'’.-]{0,20}|de|van|von|al|bin|da|del|la)){1,4}")
_WHERE = re.compile(r"\sin\s[A-Z][A-Za-z'’-]+(?:\s[A-Z][A-Za-z'’-]+)?")
_AND = re.compile(r"\s?(?:,|;|&|\band\b)\s?")
_NO_NAME = re.compile(
    r"\b(?:Staff|Desk|Editors?|Reporters?|Daily|News|Times|Post|Agency|Online|Xinhua|Reuters|Press)\b"
)
_STATED = re.compile(r'"author"\s{0,4}:\s{0,4}(?P<people>\[[^\[\]]{0,2000}\]|\{[^{}]{0,600}\})')
_PERSON = re.compile(r'"name"\s{0,4}:\s{0,4}"(?P<name>[^"\\]{2,60})"')
AGENCY = re.compile(
    r"Xinhua(?: News Agency)?|China Daily|People['’]s Daily(?: Online)?|Global Times|"
    r"China News Service|CGTN|China\.org\.cn|Reuters|AFP|AP|Bloomberg"
)
_HOUSE = re.compile(rf"(?:^|[\s|·•,(])(?P<house>{AGENCY.pattern})(?=$|[\s|·•,)])")


def byline_of(sheet: Sheet, below: tuple[Line, ...]) -> Found[tuple[str, ...]] | None:
    """By Ann Lee in Hekou and Bob Roe; else the names of JSON-LD that a line shows; else those of a meta.

    On Chinese pages metas and JSON-LD name the site or the editor, so that they count for names in Latin letters only.
    """
    for line in below:
        match = _BY.match(line.text) if len(line.text) <= LONGEST else None
        if match is not None and (names := _leading(match["names"])):
            return Found(names, "byline", (line.index,))
    return _stated(sheet, below) or _meta(sheet)


def house_of(below: Iterable[Line]) -> Found[str] | None:
    """A house of the trade that stands unlabelled on the line of the date: Updated: May 9, 2024 16:20 Xinhua."""
    for line in below:
        date = next(find_dates(line.text), None) if len(line.text) <= LONGEST else None
        match = _HOUSE.search(f"{line.text[: date.start]}|{line.text[date.end :]}") if date is not None else None
        if match is not None:
            return Found(match["house"], "beside the date, without a label", (line.index,))
    return None


def _leading(text: str) -> tuple[str, ...]:
    """The names that a byline begins with, places left out; () where it begins with something else.

    >>> _leading("ANN LEE in Hekou and Bob Roe, Hekou Daily")
    ('ANN LEE', 'Bob Roe')
    """
    date = next(find_dates(text), None)
    text = text[: date.start] if date is not None else text
    names: list[str] = []
    for part in _AND.split(_WHERE.sub("", text).strip()):
        if not _NAME.fullmatch(part) or _NO_NAME.search(part):
            break
        names.append(part)
    return tuple(dict.fromkeys(names))


def stated_authors(sheet: Sheet) -> tuple[str, ...]:
    """Whom JSON-LD calls the author, people and accounts alike."""
    match = _STATED.search(sheet.text) if '"author"' in sheet.text else None
    return tuple(dict.fromkeys(_PERSON.findall(match["people"]))) if match is not None else ()


def _stated(sheet: Sheet, below: tuple[Line, ...]) -> Found[tuple[str, ...]] | None:
    names = stated_authors(sheet)
    if not names or not all(map(_NAME.fullmatch, names)):
        return None
    for line in below:
        if len(line.text) <= LONGEST and all(name in line.text for name in names):
            shown = line.text
            for name in names:
                shown = shown.replace(name, "")
            return Found(names, "JSON-LD author", (line.index,) if not re.sub(r"\band\b|\bby\b|\W", "", shown) else ())
    return None


def _meta(sheet: Sheet) -> Found[tuple[str, ...]] | None:
    for meta in META:
        names = _leading(sheet.meta(meta) or "")
        if names:
            return Found(names, f"meta {meta}")
    return None
