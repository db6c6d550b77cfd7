"""The text that a page states for search engines (schema.org ``articleBody``), where it shows none itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archive.errors import UnreadablePage
from pipelines.page import lines
from pipelines.page.sheet import Sheet
from pipelines.page.tree import parse

KEY = "articleBody"


def stated_body(sheet: Sheet) -> str:
    """The longest that is stated, its markup taken away; empty where none is."""
    if sheet.tree is None or KEY not in sheet.text:
        return ""
    told = [
        body
        for script in sheet.tree.iter("script")
        if "json" in (script.get("type") or "")
        for body in _bodies(_loaded(script.text or ""))
    ]
    return _shown(max(told, key=len, default=""))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _bodies(value: Any) -> Iterator[str]:
    """Of an article alone, in a list, or in a graph of things."""
    if isinstance(value, list):
        for one in value:
            yield from _bodies(one)
    elif isinstance(value, dict):
        if isinstance(value.get(KEY), str):
            yield value[KEY]
        yield from _bodies(value.get("@graph"))


def _shown(text: str) -> str:
    try:
        laid_out = lines.of_tree(parse(text)) if "</" in text else lines.of_text(text)
    except UnreadablePage:
        return ""
    return "\n".join(line.text for line in laid_out)
