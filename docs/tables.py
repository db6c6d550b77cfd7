"""The generated tables of the documents: `make docs` writes them anew, a test compares."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from typing import cast

from archive import collection, schema

_FIELD = re.compile(r"^    (\w+): .+? = .+?(?:  # (.*))?$", re.M)


def settings() -> str:
    """Every key of dibao.toml: its default and what it means, from the dataclasses' own source."""
    groups = [f for f in dataclasses.fields(collection.Settings) if isinstance(f.default_factory, type)]
    rows = ["| key | default | meaning |", "|---|---|---|", *_keys(collection.Settings, "")]
    for field in groups:
        kind = cast("type[object]", field.default_factory)
        rows += [f"| **`[{field.name}]`** | | {_sentence(kind)} |", *_keys(kind, f"{field.name}.")]
    return "\n".join(rows)


def _keys(kind: type[object], prefix: str) -> list[str]:
    meanings = dict(_FIELD.findall(inspect.getsource(kind)))
    fields = [f for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING]  # type: ignore[arg-type]
    return [f"| `{prefix}{f.name}` | {_toml(f.default)} | {meanings[f.name]} |" for f in fields]


def _toml(default: object) -> str:
    if default in (None, "", ()):
        return ""
    return f"`{json.dumps(default)}`"


def catalog() -> str:
    """Every table of the catalog with its columns, from the one place where they are described."""
    blocks = [f"### `{table}`\n\n{meaning}\n\n{_columns(table)}" for table, meaning in schema.TABLES.items()]
    return "\n\n".join(blocks)


def _columns(table: str) -> str:
    rows = [f"| `{column}` | {meaning} |" for column, meaning in schema.COLUMNS[table].items()]
    return "\n".join(["| column | meaning |", "|---|---|", *rows])


def _sentence(kind: type) -> str:
    return (kind.__doc__ or "").split("\n")[0]
