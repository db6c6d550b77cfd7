"""Prints the wire table: each scripted exchange, whether the archive has it exactly, and what other readers see.

    python benchmarks/wire_table.py [--json]

Each case of ``tests/wire/cases.py`` is fetched from a scripted server into a collection of its own in a temporary
directory and read back from its WARC file.  The readers get that capture's records alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastReader
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from wire import loop  # noqa: E402  # found through the path above
from wire.archive_round import Row, rows_of  # noqa: E402
from wire.cases import CASES  # noqa: E402


def warcio_sees(members: bytes) -> str:
    for record in ArchiveIterator(BytesIO(members), check_digests=True):
        body = record.content_stream().read()
        if record.rec_type == "response":
            said = record.http_headers.get_statuscode() if record.http_headers else "no HTTP"
            wrong = record.digest_checker.passed is False
            return f"{said}, {len(body)} B" + (", digest wrong" if wrong else "")
    return "no response"


def fastwarc_sees(members: bytes) -> str:
    for record in FastReader(BytesIO(members), parse_http=False):
        if record.record_type != WarcRecordType.response:
            continue
        wrong = not record.verify_block_digest(consume=False)
        record.parse_http(auto_decode="all")
        said = record.http_headers.status_code if record.http_headers is not None else "no HTTP"
        return f"{said}, {len(record.reader.read())} B" + (", digest wrong" if wrong else "")
    return "no response"


def seen_by(reader: Callable[[bytes], str], members: bytes) -> str:
    """What ``reader`` makes of the records, or the error it ends with: any error of a foreign reader is a finding."""
    try:
        return reader(members)
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"[:60]


def line_of(row: Row) -> dict[str, object]:
    with row.file.open("rb") as file:
        file.seek(row.offset)
        members = file.read(row.end - row.offset)
    return {
        "case": row.case.name,
        "request": "exact" if row.request_exact else "DIFFERS",
        "response": ("prefix" if row.case.prefix else "exact") if row.response_exact else "DIFFERS",
        "ending": " ".join(filter(None, (row.told["ending"], row.told["reason"]))),
        "warcio": seen_by(warcio_sees, members),
        "fastwarc": seen_by(fastwarc_sees, members),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        lines = [line_of(row) for row in rows_of(CASES, Path(directory))]
    loop.stop()
    if "--json" in sys.argv:
        print("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
        return
    widths = {key: max(len(key), *(len(str(line[key])) for line in lines)) for key in lines[0]}
    for line in [{key: key for key in widths}, *lines]:
        print("  ".join(str(line[key]).ljust(width) for key, width in widths.items()).rstrip())
    exact = sum(line["request"] == "exact" and line["response"] != "DIFFERS" for line in lines)
    print(f"\n{exact} of {len(lines)} exchanges exact")


if __name__ == "__main__":
    main()
