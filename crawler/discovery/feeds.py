"""Articles named by a feed: RSS 0.9 to 2.0, RDF, Atom and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from crawler.discovery.link import Link, absolute
from crawler.discovery.markup import decode, xml_tree

MAX_ENTRIES = 10_000
ENTRIES = ("item", "entry")
DATES = ("pubDate", "date", "published", "updated", "issued", "modified", "created")


def read_feed(body: bytes, base: str, *, charset: str | None = None) -> tuple[Link, ...]:
    """The feed's articles in its order, each once; empty where ``body`` is no feed or names none."""
    if body.lstrip()[:1] == b"{":
        return _unique(_json_entries(decode(body, charset)[0], base))
    root = xml_tree(body, charset)
    return _unique(_xml_entries(root, base)) if root is not None else ()


def _xml_entries(root: etree._Element, base: str) -> Iterator[tuple[str | None, str | None, str | None]]:
    for entry in root.iter():
        if _name(entry) in ENTRIES:
            yield absolute(_address(entry), base), _text(entry, ("title",)), _text(entry, DATES)


def _address(entry: etree._Element) -> str:
    """An Atom link without rel or with rel=alternate; the text of an RSS link; a guid that is one."""
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = child.get("href") or _all_text(child)
            if address:
                return address
    for child in entry:
        if _name(child) in ("guid", "id") and child.get("isPermaLink") != "false":
            text = _all_text(child)
            if text.startswith("http"):
                return text
    return entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""


def _json_entries(text: str, base: str) -> Iterator[tuple[str | None, str | None, str | None]]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            texts = [
                value if isinstance(value := item.get(key), str) else None for key in ("url", "title", "date_published")
            ]
            yield absolute(texts[0] or "", base), texts[1], texts[2]


def _unique(entries: Iterator[tuple[str | None, str | None, str | None]]) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for url, title, date in entries:
        if url and url not in links:
            links[url] = Link(url=url, title=title, date=date, position=len(links))
        if len(links) >= MAX_ENTRIES:
            break
    return tuple(links.values())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(entry: etree._Element, names: tuple[str, ...]) -> str | None:
    return next(
        (text for name in names for child in entry if _name(child) == name and (text := _all_text(child))), None
    )


def _all_text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
