"""Records a second into the catalog, beside SQLite's own time for the same rows; and how fast it answers.

    python benchmarks/catalog.py [--records 20000] [--characters 2000] [--commit 200]

The texts are random characters with the frequencies of a real language, so that the index has real work.  The bare
insert writes the very rows of the finished catalog, index included, into a copy of its tables: no hashing, no folding,
no comparing with what was there before.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path

from archive.catalog.catalog import Catalog
from archive.catalog.library import Library
from archive.finding.folding import index_form
from archive.model import Capture, Ending, Extraction, Extractor, Location, Role, Run

START = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
READER = Extractor(name="dibao", version="bench")
HAN = [chr(0x4E00 + number) for number in range(4000)]
WEIGHTS = [1 / (rank + 2) for rank in range(len(HAN))]  # Zipf
TABLES = ("sources", "runs", "payloads", "documents", "captures", "extractors", "texts", "extractions", "versions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=2_000)
    parser.add_argument("--commit", type=int, default=200)
    options = parser.parse_args()
    pages = list(made_up(options.records, options.characters))
    with tempfile.TemporaryDirectory() as directory:
        ours, bare = Path(directory) / "catalog.db", Path(directory) / "bare.db"
        first = timed(lambda: record(ours, pages, night=1, commit=options.commit))
        again = timed(lambda: record(ours, pages, night=2, commit=options.commit))
        report("a first night (all new)", len(pages), first)
        report("a second night (same bytes)", len(pages), again)
        plain = Path(directory) / "first.db"
        record(plain, pages, night=1, commit=options.commit)
        without = insert_bare(plain, bare, options.commit)
        report("a bare insert of the first night's rows", len(pages), without)
        print(f"  ratio of the first night to it: {without / first:.2f}")
        print(f"on disk: {ours.stat().st_size / len(pages) / 1024:.1f} KiB a document")
        answers(ours)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak_mib:,.0f} MiB (the made-up texts included)")


def made_up(count: int, characters: int) -> Iterator[tuple[str, str, Extraction]]:
    """Address, payload digest and extraction."""
    rng = random.Random(20261121)
    for number in range(count):
        drawn = "".join(rng.choices(HAN, WEIGHTS, k=characters))
        text = "。\n".join(drawn[start : start + 30] for start in range(0, characters, 30))
        digest = hashlib.sha256(text.encode()).hexdigest()
        published = (START - timedelta(minutes=rng.randrange(5_000_000))).strftime("%Y-%m-%dT%H:%M")
        extraction = Extraction(
            extractor=READER, title=drawn[:22], published=published, source="新华社", text=text, text_sha256=digest
        )
        yield f"http://www.example.cn/news/{number // 100}/{number}.html", digest, extraction


def record(path: Path, pages: list[tuple[str, str, Extraction]], *, night: int, commit: int) -> None:
    run = Run(id=f"night-{night}", started=START, settings_sha256="", software="")
    with Catalog(path) as catalog:
        catalog.begin_run(run, {"bench": "name = 'bench'"})
        for number, (url, digest, extraction) in enumerate(pages):
            capture = Capture(
                url=url,
                run=run.id,
                source="bench",
                role=Role.DOCUMENT,
                time=START + timedelta(days=night, milliseconds=number),
                ending=Ending.COMPLETE,
                status=200,
                content_type="text/html; charset=utf-8",
                payload_sha256=digest,
                payload_length=30_000,
                record_id=f"urn:uuid:{night:08}-0000-4000-8000-{number:012}",
                location=Location(warc_file="2026/11/bench.warc.gz", offset=number * 9000, length=8000),
            )
            catalog.record(capture, extraction)
            if number % commit == commit - 1:
                catalog.commit()


def insert_bare(source: Path, target: Path, commit: int) -> float:
    """The rows of ``source`` as they are, in transactions of as many documents; the seconds of the inserting alone."""
    reading = sqlite3.connect(source)
    writing = sqlite3.connect(target, isolation_level=None)
    writing.execute("pragma journal_mode = wal")
    writing.execute("pragma synchronous = full")
    schema = "select sql from sqlite_master where sql is not null and name not glob 'docs_fts_*'"
    for (statement,) in reading.execute(schema):
        writing.execute(statement)
    index = "select rowid, title, text from docs order by rowid"
    folded = ((key, index_form(title), index_form(text)) for key, title, text in reading.execute(index).fetchall())
    rows = {table: iter(reading.execute(f"select * from {table} order by rowid").fetchall()) for table in TABLES}
    rows["docs_fts"] = iter(list(folded))
    more = True
    begun = time.perf_counter()
    while more:
        writing.execute("begin")
        more = False
        for table, of_table in rows.items():
            chunk = list(islice(of_table, commit))
            if chunk:
                more = True
                names = "docs_fts (rowid, title, text)" if table == "docs_fts" else table
                writing.executemany(f"insert into {names} values ({', '.join('?' * len(chunk[0]))})", chunk)
        writing.execute("commit")
    writing.close()
    return time.perf_counter() - begun


def answers(path: Path) -> None:
    with Library(path) as library:
        some = [document.url for document in islice(library.documents(), 200)]
        report_time("a document by its address", lambda url: library.document(url), some)
        report_time("its text", lambda url: library.extraction(url), some)
        report_time("its history", lambda url: library.history(url), some)
        words = ["".join(pair) for pair in pairwise(HAN[:40])]
        report_time("twenty hits, newest first, a frequent word", lambda word: library.search(word), words)
        report_time("… by rank", lambda word: library.search(word, order="rank"), words[:10])
        rare = ["".join(pair) for pair in pairwise(HAN[900:940])]
        report_time("… newest first, a rare word", lambda word: library.search(word), rare)
        report_time("counts of a run by outcome", lambda _: library.counts("night-1"), [""] * 5)


def report(what: str, count: int, seconds: float) -> None:
    print(f"{what}: {count / seconds:,.0f} records/s ({seconds / count * 1e6:,.0f} µs each)")


def report_time(what: str, ask: Callable[[str], object], names: list[str]) -> None:
    seconds = [timed(lambda name=name: ask(name)) for name in names]
    print(f"{what}: median {statistics.median(seconds) * 1e3:.2f} ms, slowest {max(seconds) * 1e3:.2f} ms")


def timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
