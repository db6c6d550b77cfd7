"""Players of other people show what we keep: each tool in an environment of its own, since it would change ours."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from exchanges import ENDED, RUN, SOURCES, START, exchange, response, unanswered
from foreign_files import arc, members, message
from foreign_files import response as foreign_response
from nights_kept import new_collection, plain_readers

from archive.catalog.library import Library
from archive.collection import Collection
from archive.keeping.holdings import payload_of
from archive.keeping.keeper import Keeper
from archive.model import Capture, Exchange, RecordRef, Run
from schedules.jobs.exporting import export_wacz
from schedules.jobs.importing import import_files

pytestmark = pytest.mark.slow
PAGE = (
    "<html><head><title>医改</title></head><body><p>"
    + "新华社北京5月24日电，各地将于明年起实施。" * 60
    + "</p></body></html>"
)
CONFIG = "collections: {gazette: {index_paths: index, archive_paths: warc/}}"
UTF8, GBK = PAGE.encode(), PAGE.encode("gb18030")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"
NEXT = Run(**{**{name: getattr(RUN, name) for name in RUN.__slots__}, "id": "20261122-023000-b2c3"})
DAY = timedelta(days=1)


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


FIRST_NIGHT = [
    exchange("/plain", response=response(UTF8)),
    exchange("/gbk", response=HEAD + b"; charset=GBK\r\nContent-Length: %d\r\n\r\n" % len(GBK) + GBK),
    exchange("/chunked", response=HEAD + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(UTF8 + b"1")),
    exchange(
        "/chunked-gzip",
        response=HEAD
        + b"\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + chunked(zlib.compress(UTF8 + b"2", wbits=31)),
    ),
    exchange("/gzip", response=response(zlib.compress(UTF8 + b"3", wbits=31), fields="Content-Encoding: gzip\r\n")),
    exchange("/br", response=response(brotli.compress(UTF8 + b"4"), fields="Content-Encoding: br\r\n")),
    exchange("/close", response=b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + UTF8 + b"5"),
    exchange("/copy", response=response(UTF8)),
    exchange("/moved", response=response(b"", status="302 Found", fields="Location: /plain\r\n")),
    exchange("/404", response=response(b"gone", status="404 Not Found")),
    exchange("/a%20b/?z=1&a=%E5%8C%BB", response=response(UTF8 + b"6")),
    unanswered("/dns"),
]


def second_night(first: list[Capture]) -> list[Exchange]:
    """Unchanged: by the server's word, and by the same bytes, framed and not."""
    plain = first[0]
    assert plain.record_id is not None
    assert plain.payload_sha256 is not None
    known = RecordRef(
        record_id=plain.record_id,
        url=plain.url,
        date=f"{plain.time:%Y-%m-%dT%H:%M:%S.%fZ}",
        payload_sha256=plain.payload_sha256,
    )
    unchanged = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    said = {"run": NEXT.id, "started": START + DAY}
    return [
        exchange("/plain", response=unchanged, asked_if_changed_since=known, **said),
        *(replace(one, run=NEXT.id, started=START + DAY) for one in FIRST_NIGHT[1:3]),
    ]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Two nights, and files of other tools."""
    root = tmp_path_factory.mktemp("players")
    made = new_collection(root / "gazette")
    first = keep(made, RUN, FIRST_NIGHT)
    keep(made, NEXT, second_night(first))
    given = {
        "plain.warc": foreign_response(url="http://f.example/plain"),
        "good.warc.gz": members(foreign_response("一", number=2, url="http://f.example/gz")),
        "old.arc": arc(("http://f.example/arc", message("二"))),
    }
    for name, data in given.items():
        (root / name).write_bytes(data)
    list(import_files(made, [root / name for name in given], pool=plain_readers))
    return made


def keep(collection: Collection, run: Run, exchanges: list[Exchange]) -> list[Capture]:
    with Keeper(collection) as keeper:
        keeper.begin_run(run, SOURCES)
        captures = [keeper.keep(one) for one in exchanges]
        keeper.sync()
        done = [keeper.record(one, None, "not read here") for one in captures]
        keeper.end_run(replace(ENDED, id=run.id))
    return done


def environment(directory: Path, *packages: str) -> Path:
    """The programs of a new environment; the test is skipped where they cannot be installed."""
    subprocess.run([sys.executable, "-m", "venv", directory], check=True)
    pip = [directory / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for wanted in (["--upgrade", "pip"], list(packages)):
        done = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{' '.join(wanted)} cannot be installed here: {done.stderr.strip()[-300:]}")
    return directory / "bin"


@contextmanager
def pywb(programs: Path, directory: Path) -> Iterator[int]:
    """pywb serving the collection as the document says; its port."""
    (directory / "config.yaml").write_text(CONFIG)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    command = [programs / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], patience_s: float = 60.0) -> None:
    until = time.monotonic() + patience_s
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("pywb did not start")


def replayed(port: int, capture: Capture) -> tuple[int, bytes]:
    """Status and body without rewriting, as they were captured."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        path = f"/gazette/{capture.time:%Y%m%d%H%M%S}id_/{capture.url}"
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_pywb_serves_the_collection_as_it_is(collection: Collection, tmp_path: Path) -> None:
    """Each payload comes back byte for byte: chunked, compressed, not UTF-8, revisits, others' files, ARC."""
    programs = environment(tmp_path / "pywb", "pywb", "setuptools<81")
    with Library(collection.catalog) as library:
        captures = [capture for capture in library.captures() if capture.status is not None]
    with pywb(programs, collection.root) as port:
        found = {(one.url, one.time): replayed(port, one) for one in captures}
    expected = {
        (one.url, one.time): (200 if one.status == 304 else one.status, payload_of(collection, one)) for one in captures
    }
    assert len(expected) == 17
    assert found == expected


def test_the_recipe_is_the_one_that_was_tried() -> None:
    """The two lines of docs/interchange.md, but for the port."""
    recipe = (Path(__file__).parent.parent / "docs" / "interchange.md").read_text("utf-8").partition("```sh\n")[2]
    configure, serve = recipe.partition("```")[0].splitlines()
    assert configure == f"echo '{CONFIG}' > config.yaml"
    assert serve == "wayback --bind 127.0.0.1"


def test_wacz_files_are_valid(collection: Collection, tmp_path: Path) -> None:
    """In the judgement of the format's own tool."""
    programs = environment(tmp_path / "wacz", "wacz==0.6.0", "setuptools<81")  # it needs pkg_resources
    export_wacz(collection, tmp_path / "all.wacz")
    done = subprocess.run(
        [programs / "wacz", "validate", "--file", tmp_path / "all.wacz"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "is valid" in done.stdout) == (0, True), done.stdout + done.stderr
