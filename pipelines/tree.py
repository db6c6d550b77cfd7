"""Page text to one parsed tree, within limits of size, depth and number of nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from archive.errors import UnreadablePage

MAX_CHARS = 20_000_000
MAX_NODES = 400_000
MAX_DEPTH = 400  # the deepest honest page of the corpus has 26; libxml2 itself gives up at 2048
# libxml2 refuses control characters, and a declaration of encoding in text already decoded.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# A `</html>` or `</body>` in mid-page ends the document for libxml2's reader of forms and frames.
EARLY_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def parse(text: str) -> html.HtmlElement:
    """The page's tree; UnreadablePage: ``empty``, ``too-large``, ``too-many-nodes`` or ``too-deep``."""
    if len(text) > MAX_CHARS:
        raise UnreadablePage("too-large", f"{len(text)} characters; at most {MAX_CHARS} are parsed")
    source = EARLY_END.sub("", CONTROL.sub(" ", XML_DECLARATION.sub("", text, count=1)))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise UnreadablePage("empty", str(error)) from None
    _check(root)
    return root


def _check(root: html.HtmlElement) -> None:
    depth = deepest = nodes = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        nodes += 1
        depth += 1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            raise UnreadablePage("too-deep", f"more than {MAX_DEPTH} elements one in another")
        if nodes > MAX_NODES:
            raise UnreadablePage("too-many-nodes", f"more than {MAX_NODES} elements")


def metas(root: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    """The contents of the page's meta elements by their ``name`` or ``property``, keys in lower case, in page order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, content in _named(root):
        found[name] = (*found.get(name, ()), content)
    return found


def _named(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()
