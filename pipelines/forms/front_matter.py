"""YAML front matter of Markdown pages: the plain subset that generators of such pages write."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_][\w .\-]{0,60}?)\s*:(?:\s+(.*)|$)")
_ITEM = re.compile(r"\s*-\s+(.*)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
LONGEST = 20_000  # characters: a longer block is not front matter


def split(text: str) -> tuple[dict[str, tuple[str, ...]], str] | None:
    """The fields, keys in lower case, and the rest of the page; None where no front matter opens it.

    >>> split("---\\ntitle: '某: 事'\\ntags:\\n - 甲\\n - 乙\\n---\\n正文")
    ({'title': ('某: 事',), 'tags': ('甲', '乙')}, '正文')
    """
    match = _BLOCK.match(text, 0, LONGEST)
    fields = _fields(match[1]) if match else {}
    return (fields, text[match.end() :]) if match and fields else None


def _fields(block: str) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in block.splitlines():
        if pair := _PAIR.fullmatch(line.rstrip()):
            key = pair[1].lower()
            fields[key] = _values(pair[2] or "")
        elif key and (item := _ITEM.match(line)):
            fields[key] = (*fields[key], _scalar(item[1]))
    return {name: values for name, values in fields.items() if values}


def _values(written: str) -> tuple[str, ...]:
    """One scalar, or the items of a list in brackets."""
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        return tuple(filter(None, (_scalar(item) for item in written[1:-1].split(","))))
    scalar = _scalar(written)
    return (scalar,) if scalar else ()


def _scalar(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    if len(written) > 1 and written[0] == written[-1] == '"':
        return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), written[1:-1])
    return re.sub(r"\s+#.*$", "", written)
