"""A page as one list of lines in document order, made in a single walk over its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipelines.script import written_by

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody"
    " td tfoot th thead tr ul ucapcontent".split()
)
UNSHOWN = frozenset(
    "head script style template noscript iframe object embed svg canvas select option optgroup datalist textarea"
    " button input title map applet math audio video".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*-?\w*-?center", re.IGNORECASE)
TO_THE_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
NEAR = 3  # how many ancestors lend a line their class and id names


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between two block boundaries or line breaks, white space folded, never empty."""

    index: int
    text: str
    tag: str = "p"  # of the nearest block element
    heading: int = 0  # 1 to 6 within h1 to h6
    link_chars: int = 0  # characters of ``text`` that stand in links
    bold_chars: int = 0  # in b, strong or th
    classes: frozenset[str] = frozenset()  # class and id names, lower case, of the block and its next three ancestors
    element: HtmlElement | None = None  # the nearest block element; None where the page is not HTML
    align: str = ""  # "center" or "right" where the block itself says so
    after_image: bool = False  # an image stands between this line and the one before
    scripted: bool = False  # written by document.write
    step: int = (
        0  # levels of the tree between this line's block and that of the line before: 2 for siblings, 0 for <br>
    )

    @property
    def link_density(self) -> float:
        return self.link_chars / len(self.text)


def of_text(text: str) -> tuple[Line, ...]:
    """The lines of a plain text page: one each, empty ones left out.

    >>> [line.text for line in of_text("某某新闻\\n\\n　　正文  一")]
    ['某某新闻', '正文 一']
    """
    folded = (" ".join(line.split()) for line in text.splitlines())
    return tuple(Line(index, line) for index, line in enumerate(line for line in folded if line))


def of_tree(root: HtmlElement, *, hidden: bool = False) -> tuple[Line, ...]:
    """The lines of a page or of a part of it; what is not shown is left out, unless ``hidden`` asks for it too."""
    walk = _Walk(hidden=hidden)
    walk.block(root, None, in_link=False, in_bold=False)
    return tuple(walk.lines)


@dataclass(slots=True)
class _Block:
    """A block element that stands open, and the names it lends to its lines."""

    element: HtmlElement
    above: _Block | None
    heading: int
    _names: frozenset[str] | None = field(default=None, init=False)

    @property
    def names(self) -> frozenset[str]:
        if self._names is None:
            found: list[str] = []
            block: _Block | None = self
            for _ in range(NEAR + 1):
                if block is None:
                    break
                found += names_of(block.element)
                block = block.above
            self._names = frozenset(found)
        return self._names


def names_of(element: HtmlElement) -> list[str]:
    """Class and id names of an element, in lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()


def is_hidden(element: HtmlElement) -> bool:
    """The element's own attributes say that it is not shown."""
    style = element.get("style")
    return (style is not None and HIDDEN.search(style) is not None) or element.get("hidden") is not None


@dataclass(slots=True)
class _Walk:
    """One walk over a tree: the line under way, and the lines made."""

    hidden: bool
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    link_chars: int = 0
    bold_chars: int = 0
    image: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    lowest: int = 0  # depth reached since the last line
    last: int = 0  # depth of the last line

    def block(self, element: HtmlElement, above: _Block | None, *, in_link: bool, in_bold: bool) -> None:
        tag = element.tag
        heading = HEADINGS.get(tag, 0) or (above.heading if above is not None else 0)
        block = _Block(element, above, heading)
        self.depth += 1
        self.inside(element, block, in_link=in_link or tag == "a", in_bold=in_bold or tag == "th")
        self.close(block)
        self.depth -= 1
        self.lowest = min(self.lowest, self.depth)

    def inside(self, element: HtmlElement, block: _Block, *, in_link: bool, in_bold: bool) -> None:
        if element.text:
            self.add(element.text, in_link=in_link, in_bold=in_bold)
        for child in element:
            self.child(child, block, in_link=in_link, in_bold=in_bold)
            if child.tail:
                self.add(child.tail, in_link=in_link, in_bold=in_bold)

    def child(self, child: HtmlElement, block: _Block, *, in_link: bool, in_bold: bool) -> None:
        tag = child.tag
        if tag in BLOCKS:
            self.close(block)
            if self.hidden or not is_hidden(child):
                self.block(child, block, in_link=in_link, in_bold=in_bold)
        elif tag == "br":
            self.close(block)
        elif tag == "img":
            self.image = True
        elif tag == "script":
            self.script(child, block)
        elif tag not in UNSHOWN and (self.hidden or not is_hidden(child)):
            self.names += names_of(child)
            self.inside(child, block, in_link=in_link or tag == "a", in_bold=in_bold or tag in ("b", "strong"))

    def add(self, text: str, *, in_link: bool, in_bold: bool) -> None:
        self.parts.append(text)
        if in_link or in_bold:
            chars = len(" ".join(text.split()))
            self.link_chars += chars if in_link else 0
            self.bold_chars += chars if in_bold else 0

    def script(self, element: HtmlElement, block: _Block) -> None:
        if not element.text:
            return
        for text in written_by(element.text, self.variables):
            self.close(block)
            self.parts.append(text)
            self.close(block, scripted=True)

    def close(self, block: _Block, *, scripted: bool = False) -> None:
        """The line under way ends; without text it leaves only the fact that an image stood there."""
        text = " ".join("".join(self.parts).split())
        if text:
            self.lines.append(self.line(text, block, scripted))
            self.image = False
            self.names = []
            self.last = self.lowest = self.depth
        self.parts, self.link_chars, self.bold_chars = [], 0, 0

    def line(self, text: str, block: _Block, scripted: bool) -> Line:
        names = block.names.union(self.names) if self.names else block.names
        return Line(
            index=len(self.lines),
            text=text,
            tag=block.element.tag,
            heading=block.heading,
            link_chars=min(self.link_chars, len(text)),
            bold_chars=min(self.bold_chars, len(text)),
            classes=names,
            element=block.element,
            align=_align(block.element),
            after_image=self.image,
            scripted=scripted,
            step=self.last + self.depth - 2 * self.lowest,
        )


def _align(element: HtmlElement) -> str:
    style = element.get("style") or ""
    align = (element.get("align") or "").lower()
    if align == "center" or element.tag == "center" or CENTRED.search(style):
        return "center"
    return "right" if align == "right" or TO_THE_RIGHT.search(style) else ""
