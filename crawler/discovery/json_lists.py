"""Articles named by a list that a page's scripts would fetch: objects in JSON, JSONP or a variable of a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.discovery.link import Link, absolute

MAX_ITEMS = 5_000
MAX_DEPTH = 12
ADDRESS = ("url", "link", "href", "docpuburl", "articleurl", "pageurl", "linkurl")
TITLE = ("title", "name", "doctitle", "showtitle", "headline")
DATE = ("docrelpubtime", "pubtime", "pubdate", "publishdate", "publishtime", "date", "time", "showtime")
_WRAPPED = re.compile(r"^\s*(?:var\s+)?[\w.$]+\s*(?:=|\()\s*(?=[\[{])")


def is_json_list(text: str) -> bool:
    return re.match(r"\s*[\[{]", text) is not None or _WRAPPED.match(text) is not None


def json_links(text: str, base: str) -> tuple[Link, ...]:
    """Every object that has an address and a title, in their order, each address once; empty where it is no JSON.

    >>> json_links('show([{"TITLE": "通知", "URL": "/a/1.htm", "DOCRELPUBTIME": "2026-11-20"}])', "http://www.example.cn/")
    (Link(url='http://www.example.cn/a/1.htm', title='通知', date='2026-11-20', modified=None, position=0),)
    """
    try:
        value, _ = json.JSONDecoder().raw_decode(_WRAPPED.sub("", text, count=1).strip())
    except (ValueError, RecursionError):
        return ()
    links: dict[str, Link] = {}
    for item in _objects(value, MAX_DEPTH):
        fields = {key.lower(): field for key, field in item.items() if isinstance(field, str)}
        title = _first(fields, TITLE)
        url = absolute(_first(fields, ADDRESS) or "", base) if title else None
        if url and url not in links:
            links[url] = Link(url=url, title=title, date=_first(fields, DATE), position=len(links))
        if len(links) >= MAX_ITEMS:
            break
    return tuple(links.values())


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner if depth else ():
        yield from _objects(item, depth - 1)


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name].strip() for name in names if fields.get(name, "").strip()), None)
