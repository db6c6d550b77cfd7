"""What a source's own selectors say about a page; they come before the general readers, while they are valid."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from archive.errors import UserError
from archive.model import FieldSelector, Page, ReadOptions
from pipelines.body.container import Container, span_of
from pipelines.fields.dates.date_patterns import parse_date
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import Element, words_in

BODY = "text"  # the name of the field whose selector names the container
DATES = ("published", "written", "in_force")
MANY = ("author", "editor")  # fields that hold several values


def container(root: Element, lines: tuple[Line, ...], page: Page, options: ReadOptions) -> Container | None:
    """The container that the source names, if it stands on this page and holds text."""
    element = _element(root, BODY, page, options)
    span = span_of(element, lines) if element is not None else None
    return Container(element, *span, sure=True) if element is not None and span else None


def read(sheet: Sheet, field: str) -> Found[Any] | None:
    """What the source's selector for a field finds on this page; None without a valid selector or a match."""
    if sheet.tree is None:
        return None
    element = _element(sheet.tree, field, sheet.page, sheet.options)
    words = " ".join((element.get("content") or words_in(element)).split()) if element is not None else ""
    if not words or element is None:
        return None
    span = span_of(element, sheet.lines)
    value = _value(field, words)
    return Found(value, "selector", tuple(range(*span)) if span else ()) if value else None


def read_all(sheet: Sheet) -> dict[str, Found[Any]]:
    """All fields that the source's selectors find."""
    names = dict.fromkeys(one.field for one in sheet.options.selectors if one.field != BODY)
    found = {name: read(sheet, name) for name in names}
    return {name: one for name, one in found.items() if one}


def _value(field: str, words: str) -> str | tuple[str, ...] | None:
    if field in DATES:
        return parse_date(words)
    return tuple(words.replace("、", " ").split()) if field in MANY else words


def _element(root: Element, field: str, page: Page, options: ReadOptions) -> Element | None:
    day = page.captured_at.date() if page.captured_at else None
    for one in options.selectors:
        if one.field == field and _is_valid(one, day):
            found = _compiled(one.css)(root)
            if isinstance(found, list) and found and isinstance(found[0], Element):
                return found[0]
    return None


def _is_valid(one: FieldSelector, day: date | None) -> bool:
    """A page of unknown date is read with whatever has no end."""
    if day is None:
        return one.valid_to is None
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day <= one.valid_to)


@lru_cache(maxsize=1024)
def _compiled(css: str) -> CSSSelector:
    """UserError names a selector that is none."""
    try:
        return CSSSelector(css)
    except SelectorError as error:
        raise UserError(f"selector {css!r}: {error}.  Example: div.article > p.source") from None
