"""What went over the wire is what the WARC files hold, byte for byte; and others read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from wire.archive_round import rows_of
from wire.cases import CASES

from archive.collection import open_collection
from archive.keeping.holdings import warc_files, warc_path

pytestmark = pytest.mark.slow
BIN = Path(sys.executable).parent


def test_the_archive_holds_what_went_over_the_wire(tmp_path: Path) -> None:
    """Each case's records, read back from the files, are what the scripted server received and sent."""
    rows = rows_of(CASES, tmp_path)
    assert len(rows) == len(CASES)
    assert [row.case.name for row in rows if not row.request_exact] == []
    assert [row.case.name for row in rows if not row.response_exact] == []
    assert [(row.told["ending"], row.told["reason"]) for row in rows] == [
        (str(case.ending), case.reason) for case in CASES
    ]


def test_others_find_nothing_wrong_with_ordinary_exchanges(tmp_path: Path) -> None:
    """gzip, warcio and FastWARC accept the files that the ordinary cases make."""
    rows_of(tuple(case for case in CASES if case.sane), tmp_path)
    collection = open_collection(tmp_path)
    for path in (warc_path(collection, name) for name in warc_files(collection)):
        for command in (["gzip", "-t"], [f"{BIN}/warcio", "check"], [f"{BIN}/fastwarc", "check"]):
            done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout.lower().count("fail")) == (0, 0), done.stdout + done.stderr


def test_a_big_body_streams_through(tmp_path: Path) -> None:
    """200 MB go from the wire to the archive while the run's process grows by less than 50 MB."""
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tests}:{tests.parent}"}
    command = [sys.executable, "-m", "wire.big_body", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    grown, kept = map(int, done.stdout.split()[-2:])
    assert kept == 200 * 2**20
    assert grown < 50 * 2**20
