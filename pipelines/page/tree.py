"""Page text to one parsed tree, within limits of size, depth and number of nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

from archive.errors import UnreadablePage

Element = etree._Element

MAX_CHARS = 20_000_000
MAX_NODES = 400_000
FEW_TAGS = MAX_NODES // 8  # for one tag libxml2 makes its element and those that are missing around it: html, body, p
MAX_DEPTH = 800  # the deepest honest page of the corpus has 26, but old ones leave hundreds of elements open
# libxml2 refuses control characters, and a declaration of encoding in text already decoded.
CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
AS_BLANK = bytes.maketrans(CONTROL, b" " * len(CONTROL))
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# A `</html>` or `</body>` in mid-page ends the document for libxml2.  (No IGNORECASE: that is ten times slower here.)
EARLY_END = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")
_unscripted_text = etree.XPath("descendant::text()[not(parent::script or parent::style)]")
_too_many_nodes = etree.XPath(f"count(//*) > {MAX_NODES}")


def parse(text: str) -> Element:
    """The page's tree; UnreadablePage: ``empty``, ``too-large`` or ``too-many-nodes``.

    Its depth is bounded by libxml2; ``lines.of_tree`` refuses what is deeper than MAX_DEPTH.
    """
    if len(text) > MAX_CHARS:
        raise UnreadablePage("too-large", f"{len(text)} characters; at most {MAX_CHARS} are parsed")
    declaration = XML_DECLARATION.match(text)
    source = text[declaration.end() :] if declaration else text
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    body = EARLY_END.sub(b"", source.encode("utf-8", "replace").translate(AS_BLANK))
    root = etree.fromstring(body, parser=parser) if body.strip() else None
    if root is None:
        raise UnreadablePage("empty", "no element and no text")
    if body.count(b"<") > FEW_TAGS and _too_many_nodes(root):
        raise UnreadablePage("too-many-nodes", f"more than {MAX_NODES} elements")
    return root


def words_in(element: Element) -> str:
    """All text of an element but that of its scripts and styles, white space folded."""
    scripted = next(element.iter("script", "style"), element) is not element
    words = cast(Iterable[str], _unscripted_text(element)) if scripted else element.itertext()
    return " ".join("".join(map(str, words)).split())


def metas(root: Element) -> dict[str, tuple[str, ...]]:
    """The contents of the page's meta elements by their ``name`` or ``property``, keys in lower case, in page order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, content in _named(root):
        found[name] = (*found.get(name, ()), content)
    return found


def _named(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()
