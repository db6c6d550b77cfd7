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

from archive import collection, schema
from archive.ledger import Kind
from archive.model import FLAGS, Extraction, Outcome
from crawler.source import Source, starter_ids, starter_toml
from docs import examples

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


FIELDS = {
    "extractor": ("who read: name, version, digest of the options that the source gave", "read.py"),
    "url": ("the address, of an archived page", ""),
    "path": ("the file's name, of a page on disk", ""),
    "title": ("the headline as the page shows it, without the site's name", "title.py stated_title.py"),
    "kicker": ("the line above the headline", "title.py"),
    "subtitle": ("the line below it", "title.py"),
    "published": (
        "when it was published: ISO 8601 as precise as the page is; a zone only if the page states one",
        "dates.py",
    ),
    "written": ("when an official document was written", "dates.py government.py"),
    "source": ("the declared source: whom the page says it has its text from", "source.py"),
    "credits": ("whom the lead-in of the text names: 新华社, 据中国网…消息", "lead_in.py"),
    "author": ("who wrote it, without roles and staff codes", "people.py names.py"),
    "editor": ("who edited it", "people.py names.py"),
    "site": ("what the site calls itself", "site.py"),
    "publisher": ("who runs the site", "site.py"),
    "issuer": ("who issued an official document", "government.py"),
    "doc_number": ("its own number, brackets as 〔〕", "government.py doc_number.py"),
    "index_number": ("its index number (索引号)", "government.py"),
    "status": ("whether it is in force, as the page says", "government.py"),
    "topic": ("its topic, as the page says", "government.py"),
    "in_force": ("from when it is in force", "government.py"),
    "language": ("BCP 47, with the script for Chinese: zh-Hans, zh-Hant", "language.py"),
    "encoding": ("in which the page was decoded", "encoding.py"),
    "text": ("the text, paragraphs divided by a line end, cells of a row by a tab", "extract.py prune.py"),
    "text_sha256": ("its hash: SHA-256 after NFKC with all white space removed", "fingerprint.py"),
    "page_starts": ("of PDF and OFD: where in the text its pages begin", "office.py"),
    "attachments": ("files the document offers: address and title", "government.py"),
    "contains": ("the documents of a compilation, each with its own attributes", "compilation.py"),
    "flags": ("what is to be known before the text is trusted", "quality.py"),
    "found_in": ("for each field, where it was found", "sheet.py"),
}


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


METADATA = {
    "format": "what a reader must understand to read the rest",
    "url": "the address, as it was asked for",
    "run": "id of the run",
    "source": "id of the source; empty where there was none",
    "role": "what it was asked for: `document`, `attachment`, `listing`, `feed`, `sitemap` or `robots`",
    "via": "the address at which it was found; null for a starting point",
    "found_by": "how: `seed`, `feed`, `sitemap`, `listing`, `link`, `redirect`, `known` or `robots`",
    "attempt": "counts from 1 within the run",
    "ending": "how the exchange ended: `complete`, `cut`, `unparsed`, `unanswered` or `not-asked`",
    "reason": "why, where it was not complete: `dns`, `tls`, `timeout`, `robots`, `budget`, `length` …",
    "detail": "the same for people: the error's own words",
    "payload": "SHA-256 and length of the entity body; null where nothing came; the length is null for a 304",
    "records": "ids of the response (or revisit) and request records that belong to it",
    "redacted": "header fields of the request whose values were blanked: `Cookie`, `Authorization` …",
    "timings_ms": "milliseconds from the start to `connect`, `first-byte` and `total`",
    "tls": "protocol, cipher, SHA-256 of each certificate shown, whether the check passed and why not, and whether "
    "concessions to an old server were needed; null without TLS",
    "asked_if_changed_since": "the full response that a conditional request was about",
    "interim": "1xx responses that came before the message, in base64",
    "surplus": "bytes that followed the message on the connection, in base64",
}


def ledger() -> str:
    """Every kind of line in the ledger."""
    assert set(Kind) <= LEDGER.keys(), set(Kind) - LEDGER.keys()
    rows = [f"| `{kind}` | {LEDGER[kind][0]} | {LEDGER[kind][1]} |" for kind in Kind]
    return "\n".join(["| kind | when | what it says |", "|---|---|---|", *rows])


LEDGER = {
    "run-started": (
        "a run began, or went on after a crash",
        "`run`: id, start, SHA-256 of `dibao.toml`, software and versions, sources, slot",
    ),
    "file-opened": ("a WARC file was begun", "`file`, `run`, `records`"),
    "capture-kept": ("an exchange was kept", "`run`, `file`, `url`, `attempt`, `records`"),
    "records-kept": ("other records were written: a run's begin and end, sources", "`run`, `file`, `records`"),
    "file-closed": ("a file has its final name", "`file`, `bytes`, `sha256` of the whole file"),
    "file-adopted": (
        "another tool's file was taken in",
        "`run`, `file`, `bytes`, `sha256`; the name and digest that it had; what was wrong with it then",
    ),
    "catalog-rows": ("captures were cataloged", "`count`; `sha256` over their record ids, outcomes and text hashes"),
    "extractions-added": ("readings were added", "`count`; `sha256` over payloads, readers and text hashes"),
    "fixity-checked": ("what is at rest was checked", "what was found"),
    "repaired": (
        "a start after a crash put something right",
        "`file`, `kept_bytes`, `torn` (the name below `torn/`), `torn_bytes`",
    ),
    "run-ended": ("a run ended", "`run` again, with its end, the reason, and counts by outcome"),
}


def outcomes() -> str:
    """Every outcome and what it means."""
    assert OUTCOMES.keys() == set(Outcome), OUTCOMES.keys() ^ set(Outcome)
    return "\n".join(["| outcome | meaning |", "|---|---|", *(f"| `{one}` | {OUTCOMES[one]} |" for one in Outcome)])


OUTCOMES = {
    "new": "the first text of a document",
    "changed": "another text than last time",
    "same-text": "other bytes, the same text",
    "same-bytes": "the same payload as last time",
    "not-modified": "the server said so (304)",
    "moved": "a redirect; its target is a capture of its own",
    "gone": "404 or 410",
    "http-error": "another status that is no page, an error page sent with 200, or bytes that are no HTTP message",
    "blocked": "a challenge, captcha, login or firewall page",
    "refused": "not asked: robots.txt forbids it, or it leads into a private network",
    "unreachable": "no answer: DNS, TLS, refused, reset, timeout",
    "truncated": "a part came, and is kept",
    "not-text": "kept, but no text was found in it, or it could not be read",
    "page": "a list, feed, sitemap or robots.txt: kept, not read for its text",
    "over-budget": "known but not asked: the source's budget was spent",
}


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
