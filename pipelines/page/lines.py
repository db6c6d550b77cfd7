"""A page as one list of lines in document order, made in a single walk over its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.errors import UnreadablePage
from pipelines.page.script import Scripts
from pipelines.page.tree import MAX_DEPTH, Element
from pipelines.page.unshown import is_hidden, is_unfolded, veiled_by

# What the walk does at an element; up to _BOLD it is inline, above _BLOCK it holds no text of its own.
_INLINE, _LINK, _BOLD, _BLOCK, _UNSHOWN, _BREAK, _IMAGE, _SCRIPT, _STYLE = range(9)
_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul ucapcontent"
)
_NOT_SHOWN = (
    "head template noscript iframe object embed svg canvas select option optgroup datalist textarea button"
    " input title map applet math audio video"
)
_KINDS = (
    dict.fromkeys(_BLOCKS.split(), _BLOCK)
    | dict.fromkeys(_NOT_SHOWN.split(), _UNSHOWN)
    | dict.fromkeys(("img", "picture", "amp-img"), _IMAGE)
    | {"br": _BREAK, "script": _SCRIPT, "style": _STYLE, "a": _LINK, "b": _BOLD, "strong": _BOLD}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ENDS = tuple("。！？」”")
_CENTRED = re.compile(r"text-align\s*:\s*-?\w*-?center", re.IGNORECASE)
_TO_THE_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
MOST_OF_LINK = 3  # lines: what holds more of them, sentences all, was never meant to be one
SENTENCE = 20  # characters of the shortest
_NEAR = 3  # how many ancestors lend a line their class and id names


class Block:
    """A block element and those above it, and what they lend to their lines, worked out when it is asked for."""

    __slots__ = ("_align", "_names", "_own", "above", "depth", "element", "heading")

    def __init__(self, element: Element, above: Block | None) -> None:
        self.element, self.above = element, above
        self.depth: int = 1 if above is None else above.depth + 1
        self.heading: int = _HEADINGS.get(element.tag, 0) or (above.heading if above is not None else 0)
        self._own: list[str] | None = None
        self._names: frozenset[str] | None = None
        self._align: str | None = None

    @property
    def own_names(self) -> list[str]:
        if self._own is None:
            self._own = names_of(self.element)
        return self._own

    @property
    def names(self) -> frozenset[str]:
        """Class and id names of the block and its next ancestors."""
        if self._names is None:
            found, block = list(self.own_names), self.above
            for _ in range(_NEAR):
                if block is None:
                    break
                found += block.own_names
                block = block.above
            self._names = frozenset(found)
        return self._names

    @property
    def align(self) -> str:
        if self._align is None:
            self._align = _align(self.element)
        return self._align


class Line(NamedTuple):
    """What stands between two block boundaries or line breaks, white space folded, never empty."""

    index: int  # type: ignore[assignment]  # it hides tuple.index, which no line is asked for
    text: str
    tag: str = "p"  # of the nearest block element
    heading: int = 0  # 1 to 6 within h1 to h6
    link_chars: int = 0  # characters of ``text`` that stand in links
    bold_chars: int = 0  # in b, strong or th
    element: Element | None = None  # the nearest block element; None where the page is not HTML
    after_image: bool = False  # an image stands between this line and the one before
    scripted: bool = False  # written by document.write
    step: int = (
        0  # levels of the tree between this line's block and that of the line before: 2 for siblings, 0 for <br>
    )
    block: Block | None = None
    inline: tuple[Element, ...] = ()  # the inline elements in it

    @property
    def link_density(self) -> float:
        return self.link_chars / len(self.text)

    @property
    def classes(self) -> frozenset[str]:
        """Class and id names, lower case, of its inline elements, its block and the block's next three ancestors."""
        names = self.block.names if self.block is not None else frozenset()
        return names.union(*map(names_of, self.inline)) if self.inline else names

    @property
    def align(self) -> str:
        """``center`` or ``right`` where the block itself says so."""
        return self.block.align if self.block is not None else ""


def of_text(text: str) -> tuple[Line, ...]:
    """The lines of a plain text page: one each, empty ones left out.

    >>> [line.text for line in of_text("某某新闻\\n\\n　　正文  一")]
    ['某某新闻', '正文 一']
    """
    folded = (" ".join(line.split()) for line in text.splitlines())
    return tuple(Line(index, line) for index, line in enumerate(line for line in folded if line))


def of_tree(root: Element, *, hidden: bool = False) -> tuple[Line, ...]:
    """The lines of a page or of a part of it; what is not shown is left out, unless ``hidden`` asks for it too.

    UnreadablePage: ``too-deep``.
    """
    walk = _Walk(hidden)
    whole = Block(root, None)
    walk.inside(root, whole, False, False, 0)
    walk.end(whole)
    return tuple(walk.lines)


def names_of(element: Element) -> list[str]:
    """Class and id names of an element, in lower case."""
    names, key = element.get("class"), element.get("id")
    if names is None:
        return key.lower().split() if key else []
    return (f"{names} {key}" if key else names).lower().split()


def _unlinked(lines: list[Line]) -> list[Line]:
    """The lines of one link; a text that a link holds, left open or put around it, counts as no link."""
    told = sum(len(line.text) >= SENTENCE and line.text.endswith(_ENDS) for line in lines)
    return [line._replace(link_chars=0) for line in lines] if told > MOST_OF_LINK else lines


@dataclass(slots=True)
class _Walk:
    """One walk over a tree: the line under way, and the lines made.  Half the time of reading a page would go here."""

    hidden: bool  # what is not shown is walked too
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inline: list[Element] = field(default_factory=list)  # inline elements of the line under way
    link_chars: int = 0
    bold_chars: int = 0
    image: bool = False
    scripts: Scripts = field(default_factory=Scripts)
    lowest: int = 0  # depth in blocks reached since the last line
    last: int = 0  # depth of the last line
    veils: frozenset[str] = frozenset()  # classes that a style sheet among the paragraphs hides

    def inside(self, element: Element, block: Block, in_link: bool, in_bold: bool, level: int) -> None:  # noqa: C901  # see below
        """One frame of Python for each level of the tree: what is deeper than MAX_DEPTH would end at its limit.

        Most elements hold nothing but text: those that are inline are read here, without a frame of their own.  So
        this is one long function, with more ways through it than others may have.
        """
        if level > MAX_DEPTH:
            raise UnreadablePage("too-deep", f"more than {MAX_DEPTH} elements one in another")
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.add(text, in_link, in_bold)
        for child in element:
            kind = _KINDS.get(child.tag, _INLINE)
            if kind > _BLOCK:
                self.mark(kind, child, block)
            elif kind == _BLOCK:
                if self.parts:
                    self.close(block)
                if self.hidden or not is_hidden(child, self.veils) or self.unfolds(child):
                    inner = Block(child, block)
                    self.inside(child, inner, in_link, in_bold or child.tag == "th", level + 1)
                    self.end(inner)
            elif self.hidden or not is_hidden(child, self.veils):
                self.inline.append(child)
                if len(child):
                    begun = len(self.lines)
                    self.inside(child, block, in_link or kind == _LINK, in_bold or kind == _BOLD, level + 1)
                    if kind == _LINK and len(self.lines) > begun + MOST_OF_LINK:
                        self.lines[begun:] = _unlinked(self.lines[begun:])
                elif (text := child.text) and (self.parts or not text.isspace()):
                    self.add(text, in_link or kind == _LINK, in_bold or kind == _BOLD)
            text = child.tail
            if text and (self.parts or not text.isspace()):
                self.add(text, in_link, in_bold)

    def unfolds(self, hidden: Element) -> bool:
        """It is the rest of a text, behind a button of which the last line is the words."""
        return is_unfolded(hidden, self.lines[-1].text if self.lines else "")

    def mark(self, kind: int, child: Element, block: Block) -> None:
        """A break, an image, a script or a style sheet."""
        if kind == _IMAGE:
            self.image = True
        elif kind == _SCRIPT:
            self.script(child, block)
        elif kind == _STYLE:
            self.veils |= veiled_by(child.text or "")
        elif kind == _BREAK and self.parts:
            self.close(block)

    def end(self, block: Block) -> None:
        if self.parts:
            self.close(block)
        self.inline.clear()
        if block.depth <= self.lowest:
            self.lowest = block.depth - 1

    def add(self, text: str, in_link: bool, in_bold: bool) -> None:
        self.parts.append(text)
        if in_link or in_bold:
            chars = len(" ".join(text.split()))
            self.link_chars += chars if in_link else 0
            self.bold_chars += chars if in_bold else 0

    def script(self, element: Element, block: Block) -> None:
        for text in self.scripts.written_by(element.text or ""):
            if self.parts:
                self.close(block)
            self.parts.append(text)
            self.close(block, scripted=True)

    def close(self, block: Block, scripted: bool = False) -> None:
        """The line under way ends; without text it leaves only the fact that an image stood there."""
        text = "".join(self.parts)
        for part in text.splitlines() if block.element.tag == "pre" else (text,):
            folded = " ".join(part.split())
            if folded:
                self.lines.append(self.line(folded, block, scripted))
                self.image = False
                self.last = self.lowest = block.depth
        self.parts.clear()
        self.inline.clear()
        self.link_chars = self.bold_chars = 0

    def line(self, text: str, block: Block, scripted: bool) -> Line:
        length = len(text)
        return Line._make(  # by name or place it would take twice the time
            (
                len(self.lines),
                text,
                block.element.tag,
                block.heading,
                self.link_chars if self.link_chars < length else length,
                self.bold_chars if self.bold_chars < length else length,
                block.element,
                self.image,
                scripted,
                self.last + block.depth - 2 * min(self.lowest, block.depth),
                block,
                tuple(self.inline),
            )
        )


def _align(element: Element) -> str:
    align, style = (element.get("align") or "").lower(), element.get("style") or ""
    if align == "center" or element.tag == "center" or _CENTRED.search(style):
        return "center"
    return "right" if align == "right" or _TO_THE_RIGHT.search(style) else ""
