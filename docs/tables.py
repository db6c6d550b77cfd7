"""The generated tables of the documents: `make docs` writes them anew, a test compares."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from archive import collection
from archive.catalog import schema
from archive.keeping.ledger import Kind
from archive.model import FLAGS, Extraction, Outcome
from crawler.sources.source import Source, starter_ids, starter_toml
from docs import examples
from docs.meanings import FIELDS, LEDGER, METADATA, OUTCOMES

ROOT = Path(__file__).resolve().parent.parent
_FIELD = re.compile(r"^    (\w+): [^=\n]+?(?: = .+?)?(?:  # (.*))?$", re.M)


def settings() -> str:
    """Every key of dibao.toml: its default and what it means, from the dataclasses' own source."""
    groups = [f for f in dataclasses.fields(collection.Settings) if isinstance(f.default_factory, type)]
    rows = ["| key | default | meaning |", "|---|---|---|", *_keys(collection.Settings, "")]
    for field in groups:
        kind = cast("type[object]", field.default_factory)
        rows += [f"| **`[{field.name}]`** | | {_sentence(kind)} |", *_keys(kind, f"{field.name}.")]
    return "\n".join(rows)


def _keys(kind: type[object], prefix: str) -> list[str]:
    meanings = _meanings(kind)
    fields = [f for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING]  # type: ignore[arg-type]
    return [f"| `{prefix}{f.name}` | {_toml(f.default)} | {meanings[f.name]} |" for f in fields]


def _meanings(kind: type[object]) -> dict[str, str]:
    """The comments behind a dataclass's fields."""
    return dict(_FIELD.findall(inspect.getsource(kind)))


def _toml(default: object) -> str:
    if default is dataclasses.MISSING:
        return "needed"
    if default in (None, "", ()):
        return ""
    return f"`{json.dumps(default)}`"


def source() -> str:
    """Every key of a source's file, from the dataclasses' own source."""
    return "\n".join(["| key | default | meaning |", "|---|---|---|", *_source_keys(Source, "")])


def _source_keys(kind: type[Any], prefix: str) -> Iterator[str]:
    meanings, hints = _meanings(kind), get_type_hints(kind)
    tables = []
    for field in dataclasses.fields(kind):
        inner = _dataclass_in(hints[field.name])
        if inner is not None:
            tables.append((field.name, inner, get_origin(hints[field.name]) is tuple))
        else:
            yield f"| `{prefix}{field.name}` | {_toml(field.default)} | {_said(meanings, field.name, kind)} |"
    for name, inner, many in tables:
        head = f"[[{prefix}{name}]]" if many else f"[{prefix}{name}]"
        yield f"| **`{head}`** | | {_sentence(inner)} |"
        yield from _source_keys(inner, f"{prefix}{name}.")


def _dataclass_in(hint: Any) -> type[Any] | None:
    """The dataclass that is the type, or of which a tuple holds many."""
    one = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return one if dataclasses.is_dataclass(one) and isinstance(one, type) else None


def _said(meanings: dict[str, str], name: str, kind: type[Any]) -> str:
    assert meanings[name], f"{kind.__name__}.{name} lacks the comment that the documents print"
    return _plain(meanings[name])


def _plain(text: str) -> str:
    """As Markdown; a TOML file leaves out what is None in Python."""
    return text.replace("``", "`").replace("None: ", "left out: ")


def starters() -> str:
    """The sources that ship with the package, each with the first line of its file."""
    rows = [f"| `{name}` | {starter_toml(name).splitlines()[0].removeprefix('# ')} |" for name in starter_ids()]
    return "\n".join(["| id | what it collects |", "|---|---|", *rows])


def flags() -> str:
    """What an extraction can be flagged with."""
    return "\n".join(["| flag | meaning |", "|---|---|", *(f"| `{flag}` | {says} |" for flag, says in FLAGS.items())])


def fields() -> str:
    """Every field of an extraction, as JSON names it, and the module that reads it."""
    names = [field.name for field in dataclasses.fields(Extraction)]
    assert FIELDS.keys() == set(names), FIELDS.keys() ^ set(names)
    rows = [f"| `{name}` | {FIELDS[name][0]} | {_code(FIELDS[name][1])} |" for name in names]
    return "\n".join(["| field | meaning | read in |", "|---|---|---|", *rows])


def _code(paths: str) -> str:
    return ", ".join(f"`pipelines/{path}`" for path in paths.split())


def catalog() -> str:
    """Every table of the catalog with its columns, from the one place where they are described."""
    blocks = [f"### `{table}`\n\n{meaning}\n\n{_columns(table)}" for table, meaning in schema.TABLES.items()]
    return "\n\n".join(blocks)


def _columns(table: str) -> str:
    rows = [f"| `{column}` | {meaning} |" for column, meaning in schema.COLUMNS[table].items()]
    return "\n".join(["| column | meaning |", "|---|---|", *rows])


def metadata() -> str:
    """Every key of a capture's metadata record, as the example has them."""
    said = examples.capture_metadata()
    assert said.keys() == METADATA.keys(), said.keys() ^ METADATA.keys()
    rows = [f"| `{key}` | {METADATA[key]} |" for key in said]
    return "\n".join(["| key | meaning |", "|---|---|", *rows])


def ledger() -> str:
    """Every kind of line in the ledger."""
    assert set(Kind) <= LEDGER.keys(), set(Kind) - LEDGER.keys()
    rows = [f"| `{kind}` | {LEDGER[kind][0]} | {LEDGER[kind][1]} |" for kind in Kind]
    return "\n".join(["| kind | when | what it says |", "|---|---|---|", *rows])


def outcomes() -> str:
    """Every outcome and what it means."""
    assert OUTCOMES.keys() == set(Outcome), OUTCOMES.keys() ^ set(Outcome)
    return "\n".join(["| outcome | meaning |", "|---|---|", *(f"| `{one}` | {OUTCOMES[one]} |" for one in Outcome)])


def modules(room: str) -> str:
    """The modules of a room, each with the first sentence of its docstring."""
    paths = sorted(path for path in (ROOT / room).rglob("*.py") if path.name != "__init__.py")
    rows = [f"| `{path.relative_to(ROOT).as_posix()}` | {_says(path)} |" for path in paths]
    return "\n".join(["| module | what it alone does |", "|---|---|", *rows])


def benchmarks() -> str:
    """Each script that measures something: the first sentence of its docstring, and how it is called."""
    paths = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if path.name != "stand.py")  # what they share
    rows = [f"| {_says(path)} | `benchmarks/{path.name}` | {_arguments(path)} |" for path in paths]
    return "\n".join(["| what it measures | script | arguments |", "|---|---|---|", *rows])


def _arguments(path: Path) -> str:
    """What follows the script's name in the usage line of its docstring; "" where it has none."""
    usage = re.search(rf"^    .*{path.name}(.*)$", ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "", re.M)
    return f"`{usage[1].strip()}`" if usage and usage[1].strip() else ""


def _says(path: Path) -> str:
    paragraph = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")[0]
    assert paragraph, f"{path} does not say what it alone does"
    return " ".join(_plain(paragraph).replace("|", r"\|").split())


def _sentence(kind: type) -> str:
    return _plain((kind.__doc__ or "").split("\n")[0])
