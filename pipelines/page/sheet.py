"""What every reader of a field is given: one page, decoded, parsed and laid out in lines; and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from archive.model import Page, ReadOptions
from pipelines.page.lines import Line
from pipelines.page.tree import Element, words_in

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, where it was found (``meta:PubDate``, ``line``, ``attribute-table`` …), and the lines it used up.

    ``lines`` are indices of Sheet.lines that say nothing but this value: they are left out of the body.
    """

    value: T
    where: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One page as the readers of fields see it; built once, never changed."""

    page: Page
    text: str  # the decoded source: HTML, Markdown or plain text
    lines: tuple[Line, ...]  # everything shown, in document order
    start: int  # the article's container is lines[start:end];
    end: int  # both 0 where none was found
    options: ReadOptions = field(default_factory=ReadOptions)
    tree: Element | None = None  # None: not HTML
    sure: bool = False  # the signs of where the article stands agree; False: the body may be read from the whole page
    goods: tuple[int, ...] = ()  # characters of running text in each line; (): not counted yet
    container: Element | None = None  # None: no container stood out, or not HTML
    metas: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # keys in lower case; front matter comes here too
    page_lines: tuple[int, ...] = ()  # of a paged document: index of the first line of each page

    @property
    def before(self) -> tuple[Line, ...]:
        """The lines above the container."""
        return self.lines[: self.start]

    @property
    def inside(self) -> tuple[Line, ...]:
        return self.lines[self.start : self.end]

    @property
    def after(self) -> tuple[Line, ...]:
        return self.lines[self.end :]

    def region(self, line: Line) -> str:
        """``before``, ``inside`` or ``after`` the container."""
        if line.index < self.start:
            return "before"
        return "inside" if line.index < self.end else "after"

    def meta(self, *names: str) -> str | None:
        """The first content that stands under one of the names (given in lower case), names in the order asked."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @property
    def head_title(self) -> str | None:
        """The text of ``<title>``, white space folded."""
        return _head_title(self) or None


@lru_cache(maxsize=1)  # every reader of a field asks for the same page in turn
def _head_title(sheet: Sheet) -> str:
    if sheet.tree is None:
        return ""
    element = sheet.tree.find("head/title")  # lxml's iter walks on to the second match before it gives the first
    element = next(sheet.tree.iter("title"), None) if element is None else element
    return words_in(element) if element is not None else ""


def used(found: Iterable[Found[object] | None]) -> frozenset[int]:
    """The lines that were used up by what was found."""
    return frozenset(index for one in found if one for index in one.lines)
