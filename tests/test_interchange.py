"""The verbs that exchange archives with other tools, as they are typed."""

from __future__ import annotations

import codecs
import csv
import io
import json
from pathlib import Path

import pytest
from captured import capture
from click.testing import CliRunner, Result
from foreign_files import arc, members, message, record, response
from nights_kept import LONG, keep_night, new_collection, page

from archive.catalog.catalog import Catalog
from archive.collection import Collection
from archive.model import Extraction, Extractor
from schedules.cli import cli


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return new_collection(tmp_path / "gazette")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.warc.gz"
    style = record("response", message("h1 {}", content_type="text/css"), number=2, url="http://example.org/2")
    path.write_bytes(members(response(), style))
    return path


def run(collection: Collection, *arguments: object) -> Result:
    return CliRunner().invoke(cli, ["-C", str(collection.root), *map(str, arguments)])


def test_import_says_what_came_of_each_file(collection: Collection, given: Path) -> None:
    """One line a file, on standard output."""
    result = run(collection, "import", given)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["file\trecords\tcaptures\tcame to", f"{given}\t2\t2\t1 new, 1 not-text"],
    )
    assert run(collection, "import", given).stdout.splitlines()[1] == f"{given}\t0\t0\theld already"


def test_import_tells_what_is_wrong_and_takes_the_rest(collection: Collection, given: Path) -> None:
    """On standard error, with the place; the exit code is 1."""
    given.write_bytes(given.read_bytes() + b"garbage")
    bad = given.with_name("page.html")
    bad.write_text("<html>")
    result = run(collection, "import", given, bad)
    assert result.exit_code == 1
    assert f"{given} at" in result.stderr
    assert "garbage" in result.stderr
    assert "no WARC or ARC record in it" in result.stderr
    assert [line.split("\t")[1:3] for line in result.stdout.splitlines()[1:]] == [["2", "2"], ["0", "0"]]


def test_import_as_json(collection: Collection, given: Path) -> None:
    """One object a file, with all its problems."""
    given.write_bytes(given.read_bytes() + b"garbage")
    result = run(collection, "import", given, "--source", "people", "--json")
    told = json.loads(result.stdout)
    assert (told["is_new"], told["records"], told["outcomes"]) == (True, 2, {"new": 1, "not-text": 1})
    assert told["warc_file"].startswith("imported/people/")
    assert [problem["what"] for problem in told["problems"]] == ["garbage"]


def test_many_problems_are_counted(collection: Collection, given: Path) -> None:
    """A file full of them does not flood the terminal."""
    wrong = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    records = [response(number=n, url=f"http://example.org/{n}", WARC_Payload_Digest=wrong) for n in range(30)]
    given.write_bytes(members(*records))
    result = run(collection, "import", given)
    assert "and 10 more" in result.stderr
    assert len(result.stderr.splitlines()) == 21


def test_a_source_that_is_no_name_is_wrong_use(collection: Collection, given: Path) -> None:
    """Told in one line."""
    result = run(collection, "import", given, "--source", "A/B")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_wacz_is_written_and_counted(collection: Collection, tmp_path: Path) -> None:
    """What was left out is named."""
    keep_night(collection, 1, [page("/same", LONG)])
    old = tmp_path / "old.arc"
    old.write_bytes(arc(("http://example.org/", message())))
    run(collection, "import", old)
    result = run(collection, "export", "wacz", tmp_path / "x.wacz")
    assert result.exit_code == 0
    assert "old.arc was left out" in result.stderr
    assert "1 texts of 1 captures in 1 WARC files" in result.stderr


@pytest.mark.parametrize("choice", [["--run", "nope"], ["--since", "2090-01-01"], ["--source", "nobody"]])
def test_nothing_to_export_is_wrong_use(collection: Collection, tmp_path: Path, choice: list[str]) -> None:
    """And leaves no file."""
    keep_night(collection, 1, [page("/same", LONG)])
    result = run(collection, "export", "wacz", tmp_path / "x.wacz", *choice)
    assert (result.exit_code, (tmp_path / "x.wacz").exists()) == (2, False)


def test_since_is_a_local_day(collection: Collection, tmp_path: Path) -> None:
    """18:30 in UTC is the next day in Shanghai."""
    keep_night(collection, 1, [page("/same", LONG)])
    assert run(collection, "export", "wacz", tmp_path / "x.wacz", "--since", "2026-11-21").exit_code == 0
    assert run(collection, "export", "wacz", tmp_path / "x.wacz", "--since", "2026-11-22").exit_code == 2


def test_the_merged_index_is_sorted_over_all_files(collection: Collection, given: Path) -> None:
    """Ours and others'."""
    keep_night(collection, 1, [page("/same", LONG), page("/a", LONG)])
    run(collection, "import", given)
    lines = run(collection, "export", "cdxj").stdout.splitlines()
    assert lines == sorted(lines)
    assert [line.split(" ")[0] for line in lines] == [
        "org,example)/",
        "org,example)/2",
        "org,example)/a",
        "org,example)/same",
    ]


def test_csv_has_a_row_for_each_document(collection: Collection, given: Path) -> None:
    """With a byte order mark, so that spreadsheets read Chinese; the fields by their names in the first row."""
    keep_night(collection, 1, [page("/same", LONG), page("/a", LONG + "末。")])
    result = CliRunner().invoke(cli, ["-C", str(collection.root), "export", "csv", "--source", "people"])
    assert result.stdout_bytes.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert sorted(row["url"] for row in rows) == ["http://example.org/a", "http://example.org/same"]
    assert {(row["collected_by"], row["versions"], row["first_seen"][:10]) for row in rows} == {
        ("people", "1", "2026-11-20")
    }


def test_csv_holds_nothing_that_a_spreadsheet_would_run(collection: Collection) -> None:
    """A headline may be anything that somebody has written on the web."""
    hostile = Extraction(
        extractor=Extractor(name="x", version="1"), title='=HYPERLINK("http://x")', text="文", text_sha256="ab"
    )
    with Catalog(collection.catalog) as catalog:
        catalog.record(capture("http://example.org/x", 0, "body"), hostile)
    result = run(collection, "export", "csv")
    assert "'=HYPERLINK" in result.stdout
