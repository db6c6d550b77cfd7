"""Killed anywhere, on a full disk: nothing acknowledged is lost, the next start is clean."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from exchanges import ENDED, RUN, SOURCES, FakeCatalog, collection_in, exchange, many_exchanges, response

from archive.catalog.library import Library
from archive.collection import Collection, open_collection
from archive.errors import DiskFull
from archive.keeping import ledger
from archive.keeping.holdings import iter_collection, warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.model import Capture, Problem
from archive.warc.warc_file import iter_records

pytestmark = pytest.mark.slow
KILLS = 100
WRITING = """
import asyncio, json, os, sys
from dataclasses import replace
from pathlib import Path
from archive.collection import open_collection
from archive.keeping.writer import Writer
from exchanges import RUN, SOURCES, exchange, response

async def main():
    writer = Writer.start(open_collection(Path(sys.argv[1])))
    print(json.dumps({"pid": writer.pid}), flush=True)
    run = replace(RUN, id=sys.argv[2])
    await writer.begin_run(run, SOURCES)
    async def keep(lane):
        for number in range(100_000):
            body = os.urandom(8_000) if number % 3 else b"the same again " * 200
            one = exchange(f"/{lane}/{number}", run=run.id, response=response(body))
            capture = await writer.keep(one)
            print(json.dumps({"record": capture.record_id, "url": capture.url}), flush=True)
            done = await writer.record(capture, None, "time")
    await asyncio.gather(*map(keep, range(8)))

asyncio.run(main())
"""


def assert_sound(collection: Collection) -> dict[str, Capture]:
    """Every file passes the strict reader, the ledger's chain holds; the captures by record id."""
    for name in warc_files(collection):
        found = iter_records(warc_path(collection, name), name=name)
        assert [item for item in found if isinstance(item, Problem) or item.problems] == []
    assert list(ledger.verify(collection.ledger)) == []
    captures = [item for item in iter_collection(collection) if isinstance(item, Capture)]
    return {capture.record_id: capture for capture in captures if capture.record_id}


def acknowledged_until_killed(collection: Collection, run: str, after_s: float, whole_group: bool) -> list[dict]:
    """Starts a run, kills its writer (or all of it) with SIGKILL at some moment; what had been acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run_process = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(collection.root), run],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert run_process.stdout is not None
    writer = json.loads(run_process.stdout.readline())["pid"]
    time.sleep(after_s)
    os.kill(writer, signal.SIGKILL)
    if whole_group:
        run_process.kill()
    said = run_process.communicate(timeout=30)[0].decode().splitlines()
    return [json.loads(line) for line in said if line.endswith("}")]


@pytest.mark.timeout(900)
def test_killed_at_a_hundred_moments_nothing_acknowledged_is_lost(tmp_path):
    """Each start repairs what the kill before left; the catalog never has a row without its record."""
    collection = collection_in(tmp_path / "c", "max_file_bytes = 300_000")
    dice = random.Random(20261121)
    acknowledged: set[str] = set()
    repaired = 0
    for number in range(KILLS):
        run = f"20261121-{number:06d}-a1b2"
        said = acknowledged_until_killed(collection, run, dice.uniform(0.0, 0.25), dice.random() < 0.5)
        acknowledged |= {one["record"] for one in said}
        with Keeper(collection) as keeper:
            repaired += bool(keeper.repairs)
            for capture in list(keeper.uncataloged()):
                assert isinstance(capture, Capture)
                keeper.record(capture, None, "time")
            for unfinished in keeper.unfinished_runs():
                keeper.end_run(replace(unfinished, ended=ENDED.ended, end_reason="crashed"))
    kept = assert_sound(collection)
    with Library(collection.catalog) as library:
        rows = {capture.record_id for capture in library.captures()}
    print(f"{KILLS} kills: {len(acknowledged)} acknowledged, {len(kept)} kept, {repaired} repairs, {len(rows)} rows")
    assert acknowledged - set(kept) == set()
    assert rows - set(kept) == set()
    assert acknowledged - rows == set()
    assert repaired > KILLS // 3


@contextmanager
def small_file_system(directory: Path, size: str):
    """A tmpfs, where we may mount one."""
    directory.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(directory)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a file system here; the test with a limit on the size of files still runs")
    try:
        yield directory
    finally:
        subprocess.run(["umount", "--lazy", str(directory)], check=True)


@contextmanager
def file_size_limit(size: int):
    """No file of this process may grow beyond it: write(2) fails within a record, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, previous)


def keep_until_full(keeper: Keeper) -> list[Capture]:
    """Keeps and syncs until DiskFull; what was acknowledged."""
    done: list[Capture] = []
    try:
        for number in range(100_000):
            capture = keeper.keep(exchange(f"/{number}", response=response(os.urandom(7_001))))
            keeper.sync()
            done.append(capture)
    except DiskFull:
        return done
    raise AssertionError("the disk was never full")


def test_a_full_file_system_ends_at_a_whole_record(tmp_path):
    """A small tmpfs is filled up: what was acknowledged is there, and the next start is clean."""
    with small_file_system(tmp_path / "small", "2m") as directory:
        ballast = directory / "ballast"
        ballast.write_bytes(bytes(300_000))
        collection = collection_in(directory / "c")
        with Keeper(collection, catalog=FakeCatalog(), patience_s=0) as keeper:
            keeper.begin_run(RUN, SOURCES)
            done = keep_until_full(keeper)
        assert len(done) > 100
        with suppress(DiskFull):  # no room to repair either: said as such
            Keeper(collection, catalog=FakeCatalog()).close()
        ballast.unlink()
        with Keeper(collection, catalog=FakeCatalog()):
            assert set(assert_sound(collection)) >= {capture.record_id for capture in done}


@pytest.mark.parametrize("limit", [60_000, 61_234, 65_536, 100_001])
def test_a_write_that_fails_within_a_record_leaves_none_of_it(tmp_path, limit):
    """Back to the record's start; the file is closed in order, and the next run goes on."""
    collection = collection_in(tmp_path / "c")
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        with file_size_limit(limit):
            done = keep_until_full(keeper)
        keeper.end_run(ENDED)
    kept = assert_sound(collection)
    assert list(kept) == [capture.record_id for capture in done]
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        assert keeper.repairs == ()
        keeper.begin_run(RUN, SOURCES)
        keeper.keep(exchange("/after"))
        keeper.end_run(ENDED)
    assert len(assert_sound(collection)) == len(done) + 1


def test_a_body_of_200_mb_is_kept_without_holding_it(tmp_path):
    """Less than 50 MB more memory, from a file that is gone when it is safe."""
    script = """
import sys
from pathlib import Path
from archive.collection import open_collection
from archive.keeping.keeper import Keeper
from exchanges import RUN, FakeCatalog, exchange
def peak_kib():  # not ru_maxrss, which begins with the peak of the process that started this one
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
body = Path(sys.argv[1]) / "body"
with body.open("wb") as file:
    file.write(b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
    for number in range(200):
        piece = bytes([number]) * 2**20
        file.write(b"%x\\r\\n%b\\r\\n" % (len(piece), piece))
    file.write(b"0\\r\\n\\r\\n")
with Keeper(open_collection(Path(sys.argv[1])), catalog=FakeCatalog()) as keeper:
    keeper.begin_run(RUN, {})
    before = peak_kib()
    capture = keeper.keep(exchange(response=body))
    keeper.sync()
    assert not body.exists()
    print(capture.payload_length, peak_kib() - before)
"""
    collection = collection_in(tmp_path / "c")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(collection.root)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    payload_length, more_kib = map(int, done.stdout.split())
    print(f"200 MB body: {more_kib // 1024} MiB more memory")
    assert payload_length == 200 * 2**20
    assert more_kib < 50 * 1024
    [capture] = assert_sound(open_collection(collection.root)).values()
    assert capture.payload_length == payload_length


def test_many_exchanges_in_one_process(tmp_path):
    """A thousand in a row, several files: all sound."""
    collection = collection_in(tmp_path / "c", "max_file_bytes = 500_000")
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        captures = [keeper.keep(one) for one in many_exchanges(1_000)]
        keeper.end_run(ENDED)
    assert list(assert_sound(collection)) == [capture.record_id for capture in captures]
