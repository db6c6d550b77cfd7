"""How well pages are read: our score on a marked corpus beside that of other readers on the same pages.

    evaluate.py CORPUS [--against trafilatura,gne] [--worst N] [--keep DIR]

CORPUS holds ``raw/``, ``gold.jsonl`` and ``score.py GOLD RESULTS [--worst N] [--json]``, which this script calls.
A reader that is not installed is left out; GNE (GPL) is never a dependency: ``pip install gne`` to compare with it.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive.errors import UnreadablePage
from archive.model import Page
from pipelines.page.encoding import decode
from pipelines.read import read

ROWS = [
    "body_f1",
    "body_precision",
    "body_recall",
    "body_pooled_f1",
    "body_f1_under_0.8",
    *("title", "published", "published_time", "source", "author", "editor", "issuer", "doc_number", "index_number"),
]


def by_dibao(body: bytes, path: str) -> dict[str, Any]:
    try:
        return dataclasses.asdict(read(Page(body=body, path=path)))
    except UnreadablePage as error:
        return {"path": path, "error": str(error)}


def by_trafilatura(body: bytes, path: str) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(body, with_metadata=True)
    fields = found.as_dict() if found else {}
    author = [name.strip() for name in (fields.get("author") or "").split(";") if name.strip()]
    return {"title": fields.get("title"), "published": fields.get("date"), "author": author, "text": fields.get("text")}


def by_gne(body: bytes, path: str) -> dict[str, Any]:
    from gne import GeneralNewsExtractor  # type: ignore[import-not-found]  # installed by hand, to compare with

    found = GeneralNewsExtractor().extract(decode(body).text)
    fields = {"title": found.get("title"), "published": found.get("publish_time"), "text": found.get("content")}
    return {**fields, "author": [found["author"]] if found.get("author") else []}


READERS: dict[str, Callable[[bytes, str], dict[str, Any]]] = {
    "dibao": by_dibao,
    "trafilatura": by_trafilatura,
    "gne": by_gne,
}


def results_of(name: str, pages: list[Path], directory: Path) -> Path:
    """One JSON object a line, as ``dibao extract`` prints them; a page on which a reader fails is an empty answer."""
    results = directory / f"{name}.jsonl"
    with results.open("w", encoding="utf-8") as lines:
        for page in pages:
            lines.write(
                json.dumps({"path": str(page), **answer_of(name, page)}, ensure_ascii=False, default=str) + "\n"
            )
    return results


def answer_of(name: str, page: Path) -> dict[str, Any]:
    try:
        return READERS[name](page.read_bytes(), str(page))
    except Exception as error:  # noqa: BLE001  # other people's code: whatever it raises is its answer
        return {"error": repr(error)}


def score(corpus: Path, results: Path, *options: str) -> str:
    command = [sys.executable, str(corpus / "score.py"), str(corpus / "gold.jsonl"), str(results), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def print_table(scores: dict[str, dict[str, Any]]) -> None:
    print(f"{'':18}" + "".join(f"{name:>14}" for name in scores))
    for row in ROWS:
        cells = (one.get(row, "") for one in scores.values())
        print(f"{row:18}" + "".join(f"{cell:14.4f}" if isinstance(cell, float) else f"{cell:>14}" for cell in cells))
    print(f"{'pages':18}" + "".join(f"{one['pages']:>14}" for one in scores.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--against", default="trafilatura,gne", help="other readers, by comma; none: ''")
    parser.add_argument("--worst", type=int, default=0, help="name the N worst pages of each field")
    parser.add_argument("--keep", type=Path, help="keep the results in this directory")
    given = parser.parse_args()
    others = [name for name in given.against.split(",") if name and importlib.util.find_spec(name)]
    marked = {json.loads(line)["id"] for line in (given.corpus / "gold.jsonl").read_text("utf-8").splitlines()}
    pages = sorted(path for path in (given.corpus / "raw").iterdir() if path.stem in marked)
    with tempfile.TemporaryDirectory() as scratch:
        directory = given.keep or Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        results = {name: results_of(name, pages, directory) for name in ("dibao", *others)}
        print_table({name: json.loads(score(given.corpus, path, "--json")) for name, path in results.items()})
        if given.worst:
            print(score(given.corpus, results["dibao"], "--worst", str(given.worst)).partition("\n\n")[2])


if __name__ == "__main__":
    main()
