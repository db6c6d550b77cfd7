"""WACZ: WARC files as they are, an index, pages with their text; the same bytes each time, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from foreign_files import arc, members, message, response
from nights_kept import LONG, keep_night, new_collection, page, plain_readers

from archive.bundle import Bundle, write_wacz
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UserError
from archive.keeping.holdings import warc_files, warc_path
from schedules.jobs.importing import import_files


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    made = new_collection(tmp_path / "gazette")
    keep_night(made, 1, [page("/same", LONG), page("/edited", LONG + "三亿元。", minute=1)])
    keep_night(made, 2, [page("/same", LONG, 2), page("/edited", LONG + "五亿元。", 2, minute=1)])
    return made


def bundle(collection: Collection, name: str = "x.wacz", **wanted: Any) -> tuple[Path, Bundle]:
    path = collection.root.parent / name
    with Library(collection.catalog) as library:
        return path, write_wacz(collection, library, path, library.captures(**wanted))


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {info.filename: file.read(info) for info in file.infolist()}


def json_lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_the_warc_files_are_in_it_as_they_are(collection: Collection) -> None:
    """Stored, not deflated, so that a player can fetch a single record."""
    path, made = bundle(collection)
    found = entries(path)
    names = warc_files(collection)
    assert (made.warc_files, made.captures, made.left_out) == (2, 4, ())
    assert {f"archive/{name.rpartition('/')[2]}": warc_path(collection, name).read_bytes() for name in names} == {
        name: data for name, data in found.items() if name.startswith("archive/")
    }
    with zipfile.ZipFile(path) as file:
        stored = {info.filename for info in file.infolist() if info.compress_type == zipfile.ZIP_STORED}
    assert stored == {name for name in found if name.endswith(".gz")}


def test_each_file_stands_in_the_package_with_its_digest(collection: Collection) -> None:
    """And the package's own digest beside it."""
    found = entries(bundle(collection)[0])
    package, digest = json.loads(found["datapackage.json"]), json.loads(found["datapackage-digest.json"])
    own = {"datapackage.json", "datapackage-digest.json"}
    assert {one["path"]: (one["hash"], one["bytes"]) for one in package["resources"]} == {
        name: (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
        for name, data in found.items()
        if name not in own
    }
    assert digest["hash"] == f"sha256:{hashlib.sha256(found['datapackage.json']).hexdigest()}"
    assert (package["wacz_version"], package["profile"]) == ("1.1.1", "data-package")


def test_each_text_of_each_document_is_a_page(collection: Collection) -> None:
    """As it was first seen, with address, time, title and text."""
    head, *pages = json_lines(entries(bundle(collection)[0])["pages/pages.jsonl"])
    assert (head["format"], head["hasText"]) == ("json-pages-1.0", True)
    assert [(one["url"], one["ts"], one["text"][-5:]) for one in pages] == [
        ("http://example.org/same", "2026-11-20T18:30:00Z", LONG[-5:]),
        ("http://example.org/edited", "2026-11-20T18:31:00Z", "。三亿元。"),
        ("http://example.org/edited", "2026-11-21T18:31:00Z", "。五亿元。"),
    ]
    assert len({one["id"] for one in pages}) == 3


def test_the_index_is_sorted_and_its_places_hold_the_records(collection: Collection) -> None:
    """By file, offset and length in the WACZ itself; the second-level index tells where each block begins."""
    found = entries(bundle(collection)[0])
    lines = gzip.decompress(found["indexes/index.cdx.gz"]).splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, _, said = line.split(b" ", 2)
        place = json.loads(said)
        start, end = int(place["offset"]), int(place["offset"]) + int(place["length"])
        record = gzip.decompress(found[f"archive/{place['filename']}"][start:end])
        assert f"WARC-Target-URI: {place['url']}\r\n".encode() in record
        assert key.startswith(b"org,example)/")
    meta, block = found["indexes/index.idx"].splitlines()
    assert meta.startswith(b'!meta 0 {"format": "cdxj-gzip-1.0"')
    assert block.split(b" ", 2)[:2] == lines[0].split(b" ", 2)[:2]
    place = json.loads(block.split(b" ", 2)[2])
    assert (place["offset"], place["length"]) == (0, len(found["indexes/index.cdx.gz"]))


def test_a_long_index_has_several_blocks(collection: Collection) -> None:
    """Each can be unpacked alone, from where the second-level index says."""
    keep_night(collection, 3, [page(f"/{number:04d}", "kurz", 3, minute=0) for number in range(1_100)])
    found = entries(bundle(collection)[0])
    blocks = found["indexes/index.cdx.gz"]
    for line in found["indexes/index.idx"].splitlines()[1:]:
        key, time, place = line.split(b" ", 2)
        where = json.loads(place)
        first = gzip.decompress(blocks[where["offset"] : where["offset"] + where["length"]]).split(b" ", 2)
        assert first[:2] == [key, time]
    assert len(found["indexes/index.idx"].splitlines()) == 3


def test_what_a_revisit_refers_to_is_there_too(collection: Collection) -> None:
    """A night alone could not be replayed: its unchanged pages lie in the file of another."""
    with Library(collection.catalog) as library:
        second = library.runs()[0].id
    path, made = bundle(collection, run=second)
    lines = gzip.decompress(entries(path)["indexes/index.cdx.gz"]).decode().splitlines()
    assert (made.warc_files, len(lines)) == (2, 3)
    assert sum('"warc/revisit"' in line for line in lines) == 1


def test_the_same_collection_gives_the_same_bytes(collection: Collection) -> None:
    """Nothing in it is of the day on which it was written."""
    first, second = bundle(collection)[0].read_bytes(), bundle(collection, "other.wacz")[0].read_bytes()
    assert first == second


def test_it_is_written_whole_or_not_at_all(collection: Collection, tmp_path: Path) -> None:
    """What stood there before stays where something goes wrong; no draft is left."""
    path, _ = bundle(collection)
    before = path.read_bytes()
    with pytest.raises(UserError, match="no capture that can be replayed"):
        bundle(collection, outcome="gone")
    with Library(collection.catalog) as library, pytest.raises(ZeroDivisionError):
        write_wacz(collection, library, path, (1 // 0 for _ in range(1)))  # type: ignore[misc]  # it never yields
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["x.wacz"]


def test_arc_files_and_those_still_written_are_left_out(collection: Collection) -> None:
    """The standard knows no ARC, and a file that grows has no digest; both are named."""
    given = collection.root.parent / "old.arc"
    given.write_bytes(arc(("http://example.org/", message())))
    list(import_files(collection, [given], pool=plain_readers))
    path, made = bundle(collection)
    assert [name.rpartition("-")[2] for name in made.left_out] == ["old.arc"]
    assert not any(name.endswith(".arc") for name in entries(path))


def test_what_others_kept_can_be_passed_on(collection: Collection) -> None:
    """An imported file is in it under its name here, which is unlike any other."""
    given = collection.root.parent / "Theirs (1).warc.gz"
    given.write_bytes(members(response()))
    [done] = import_files(collection, [given], pool=plain_readers)
    assert done.adopted is not None
    found = entries(bundle(collection, source="import")[0])
    assert [name for name in found if name.startswith("archive/")] == [
        f"archive/{done.adopted.name.rpartition('/')[2]}"
    ]
    names = [one["name"] for one in json.loads(found["datapackage.json"])["resources"]]
    assert names[0].endswith("-theirs__1_.warc.gz")
