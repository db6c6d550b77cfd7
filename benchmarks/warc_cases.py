"""Other people's WARC and ARC files, good, odd and bad: what reader and import say of each, and whether it fits.

    python benchmarks/warc_cases.py SHARED [--all]

SHARED holds warc-cases/ with files/ (one good file, altered in one way each), foreign/ and foreign.jsonl (files of
other projects' tests, with what each says of them).  Each file is read by ``iter_records`` and then imported into a
collection of its own, which is rebuilt.  A verdict fits when

- what is good is read wholly and nothing is said against it (of others' files, whose state nobody verified: every byte
  belongs to a record);
- what is bad is told, by the reader or by the import, or nothing of it is taken;
- what only a ledger can know (a record removed, a date changed) is read; telling it is the audit's part;
- nothing crashes, nothing takes longer than ten seconds, and the rebuilt catalog is the same.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archive.bundle import is_wacz
from archive.collection import create_collection
from archive.model import Extraction, Extractor, Page, Problem, ReadOptions
from archive.warc.warc_file import iter_records
from schedules.jobs.importing import import_files
from schedules.jobs.readers import Readers, done
from schedules.jobs.rebuilding import rebuild

SLOW_S = 10.0
GOOD = ("00", "09a", "13a", "19e", "19f", "19g", "19h", "20")
LEDGER_KNOWS = {  # alterations that leave a file which is sound in itself
    "05a": "other gzip time",
    "05b": "other gzip system",
    "07a": "last record removed",
    "07b": "middle record removed",
    "07d": "reordered",
    "08a": "date changed",
    "08b": "address changed",
    "08c": "IP changed",
    "09b": "no digests, altered",
    "09c": "head altered, only the payload has a digest",
    "10-": "digests forged too",
    "16d": "refers to no record",
    "16e": "refers to no record",
    "17e": "revisit's payload digest changed",
    "21b": "compressed anew",
    "21c": "a header field more",
    "21d": "truncation denied",
}
BOTH_IN_USE = {  # not wrong by the standard, or by enough tools' practice
    "17c": "padded digest",
    "18a": "a body shorter than its head says: captured as truncated",
    "19a": "digest without framing",
    "19b": "digest with framing",
    "19d": "bad chunks, told by the payload",
}
ELSEWHERE = {  # where what the projects say of their files, by name, is another question than ours
    "example-wget-bad-target-uri.warc.gz": ("use", "brackets around the address, as the grammar of WARC 1.0 has it"),
    "invalid-warcfile-contenttype-warcinfo-recommended.warc": ("use", "another content type than is recommended"),
    "invalid-warcfile-encoding-headers.warc.gz": ("use", "question marks where letters were"),
    "test-arc-1.0-invalid-fields.arc": ("bad", "a first line that is none"),
}
UNREAD = {"garbage", "head", "torn", "deflate", "gzip-header", "too-large", "short"}


@dataclass(slots=True)
class Case:
    """One file and what was found."""

    path: Path
    expected: str  # good, bad, ledger, use, quirk, assumed
    note: str = ""
    records: int = 0
    said: collections.Counter[str] = field(default_factory=collections.Counter)
    captures: int = 0
    import_said: collections.Counter[str] = field(default_factory=collections.Counter)
    seconds: float = 0.0
    crash: str = ""

    @property
    def fits(self) -> bool:
        told = bool(self.said or self.import_said)
        if self.crash or self.seconds > SLOW_S:
            return False
        match self.expected:
            case "good":
                return self.records > 0 and not told
            case "bad":
                return told
            case "assumed":
                return self.records > 0 and not (UNREAD - {"short"}) & set(self.said)
            case _:
                return self.records > 0 or told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--all", action="store_true", help="print the cases that fit too")
    arguments = parser.parse_args()
    cases = list(cases_of(arguments.shared / "warc-cases"))
    for case in cases:
        examine(case)
        if arguments.all or not case.fits:
            print(line_of(case))
    return report(cases)


def cases_of(root: Path) -> Iterator[Case]:
    for path in sorted((root / "files").iterdir()):
        key = path.name[:3]
        if path.name.startswith(GOOD):
            yield Case(path, "good")
        elif key in LEDGER_KNOWS:
            yield Case(path, "ledger", LEDGER_KNOWS[key])
        elif key in BOTH_IN_USE:
            yield Case(path, "use", BOTH_IN_USE[key])
        else:
            yield Case(path, "bad")
    with (root / "foreign.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            expected = {"ok": "assumed", "ok (assumed)": "assumed"}.get(row["status"], row["status"])
            path = root / row["file"]
            yield Case(path, *ELSEWHERE.get(path.name, (expected, row["what"])))


def examine(case: Case) -> None:
    start = time.perf_counter()
    try:
        for item in () if is_wacz(case.path) else iter_records(case.path):
            if isinstance(item, Problem):
                case.said[item.what] += 1
            else:
                case.records += 1
                case.said.update(item.problems)
        with tempfile.TemporaryDirectory() as scratch:
            take_in(case, Path(scratch))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        case.crash = repr(error)
    case.seconds = time.perf_counter() - start


def take_in(case: Case, scratch: Path) -> None:
    collection = create_collection(scratch / "c", "[keeping]\ndisk_reserve_bytes = 0\n")
    for imported in import_files(collection, [case.path], pool=plain_readers):
        case.captures += imported.captures
        case.records = case.records or (imported.adopted.records if imported.adopted else 0)
        case.import_said.update(problem.what for problem in imported.problems)
    again = rebuild(collection, check=True, pool=plain_readers)
    if again.differences or again.problems:
        raise AssertionError(f"rebuilt otherwise: {(again.differences or again.problems)[:3]}")


class PlainReader:
    """Takes the body for the text: what is measured here is not the reading of pages."""

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        return done(Extraction(extractor=Extractor(name="plain", version="1"), url=page.url))


@contextmanager
def plain_readers() -> Iterator[Readers]:
    yield Readers(PlainReader(), 1)


def line_of(case: Case) -> str:
    said = " ".join(f"{what}×{count}" if count > 1 else what for what, count in (case.said | case.import_said).items())
    mark = "fits" if case.fits else "DOES NOT FIT"
    name = f"{case.path.parent.name}/{case.path.name}"
    counts = f"{case.records:4} records {case.captures:4} captures {case.seconds * 1000:6.0f} ms"
    return f"{mark:12} {case.expected:8} {name:62.62} {counts}  {case.crash or said[:110]}"


def report(cases: list[Case]) -> int:
    fitting = collections.Counter(case.expected for case in cases if case.fits)
    total = collections.Counter(case.expected for case in cases)
    print(f"\n{len(cases)} files, {sum(case.records for case in cases)} records")
    for expected, count in total.items():
        print(f"{expected:8} {fitting[expected]:4} of {count:4} fit")
    print(f"crashes {sum(bool(case.crash) for case in cases)}, slowest {max(case.seconds for case in cases):.2f} s")
    return 0 if sum(fitting.values()) == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
