"""What a page states for Baidu's news search: elements known by their ids, which need not be shown."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pipelines.page.sheet import Sheet
from pipelines.page.tree import words_in

Fact = Literal["pubtime", "source", "author", "editor"]
_MARK = "_baidu"


def stated(sheet: Sheet, fact: Fact) -> str | None:
    """The text of the element for a fact, its label included; None where the page has none or leaves it empty."""
    name = fact + _MARK
    if sheet.tree is None or not _states(sheet) or name not in sheet.text:
        return None
    element = sheet.tree.find(f".//*[@id='{name}']")
    return (words_in(element) or None) if element is not None else None


@lru_cache(maxsize=1)  # every reader of a field asks for the same page in turn
def _states(sheet: Sheet) -> bool:
    return _MARK in sheet.text
