"""A source as TOML text with comments that explain it; the other half of ``crawler.sources.source.parse_source``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from crawler.sources.source import Source


def to_toml(source: Source, notes: Mapping[str, str] | None = None) -> str:
    """TOML that ``parse_source`` reads as ``source`` again; what is as by default is left out.

    ``notes`` are comments by the key or table they explain; the one at "" heads the file.
    """
    return "\n".join(_document(source, notes or {})) + "\n"


def _document(source: Source, notes: Mapping[str, str]) -> Iterator[str]:
    yield from _comment(notes.get("", ""))
    for key, value in _set_fields(source):
        if isinstance(value, str | bool | int | float | date) or _is_strings(value):
            yield from _pair(key, value, notes.get(key, ""))
    for key, value in _set_fields(source):
        if not (isinstance(value, str | bool | int | float | date) or _is_strings(value)):
            yield from _tables(key, value, notes)


def _tables(key: str, value: Any, notes: Mapping[str, str]) -> Iterator[str]:
    for number, table in enumerate(value if isinstance(value, tuple) else (value,)):
        yield ""
        yield from _comment(notes.get(key, "") if number == 0 else "")
        yield from _comment(notes.get(f"{key}[{number}]", ""))
        nested = [
            (name, item) for name, item in _set_fields(table) if not isinstance(item, str | bool | int | float | date)
        ]
        nested = [(name, item) for name, item in nested if not _is_strings(item)]
        yield f"[[{key}]]" if isinstance(value, tuple) else f"[{key}]"
        for name, item in _set_fields(table):
            if (name, item) not in nested:
                yield from _pair(name, item, notes.get(f"{key}.{name}", ""))
        for name, item in nested:
            yield from _tables(f"{key}.{name}", item, notes)


def _set_fields(value: Any) -> Iterator[tuple[str, Any]]:
    for f in fields(value):
        present = getattr(value, f.name)
        default = f.default if f.default_factory is MISSING else f.default_factory()
        if present != default:
            yield f.name, present


def _is_strings(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _pair(key: str, value: Any, note: str) -> Iterator[str]:
    yield from _comment(note)
    if isinstance(value, tuple) and len(value) > 1:
        yield f"{key} = ["
        yield from (f"  {_literal(item)}," for item in value)
        yield "]"
    elif isinstance(value, tuple):
        yield f"{key} = [{', '.join(map(_literal, value))}]"
    else:
        yield f"{key} = {_literal(value)}"


def _literal(value: Any) -> str:
    r"""One value as TOML writes it; a text with backslashes stands between single quotes where it can.

    >>> print(_literal(r"/\d+\.html$"), _literal("a'\\"), _literal(True), _literal(1.5))
    '/\d+\.html$' "a'\\" true 1.5
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return repr(value)
    if "\\" in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        printable = "".join(character for character in line if character.isprintable())
        yield f"# {printable}".rstrip()
