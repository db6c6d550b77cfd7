"""What a collection knows, by the command line: found, shown, compared; plain where nobody watches, JSON on demand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from exchanges import response
from nights_kept import LONG, keep_night, new_collection, page

from archive.collection import Collection
from schedules.cli import cli

KINDS = ("jsonl", "captures")
EDITED = "http://example.org/edited"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Two nights: one text edited, one gone, one copied to another address, one unreadable."""
    made = new_collection(tmp_path_factory.mktemp("gazette"))
    first = [
        page("/edited", f"{LONG}\n投入三亿元。", minute=1),
        page("/gone", LONG + "将被撤下。", minute=2),
        page("/broken", "BROKEN", minute=3),
    ]
    second = [
        page("/edited", f"{LONG}\n投入五亿元。", 2, minute=1),
        page("/gone", "", 2, minute=2, response=response(b"", status="404 Not Found")),
        page("/copy", f"{LONG}\n投入五亿元。", 2, minute=3),
    ]
    keep_night(made, 1, first)
    keep_night(made, 2, second)
    return made


@pytest.fixture
def dibao(collection: Collection) -> Any:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["-C", str(collection.root), *arguments])

    return run


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_search_finds_words_in_either_script(dibao: Any) -> None:
    """Newest first, each document once, the passage around the words."""
    simplified, traditional = (objects(dibao("search", "--json", words)) for words in ("医改 五亿", "醫改 五億"))
    assert [hit["url"] for hit in simplified] == ["http://example.org/copy", EDITED]
    assert simplified == traditional


def test_a_source_that_never_collected_is_wrong_use(dibao: Any) -> None:
    """Nothing found would read as if there were nothing."""
    calls = [("search", "--source", "nobody", "医改"), *(("export", kind, "--source", "nobody") for kind in KINDS)]
    results = [dibao(*call) for call in calls]
    assert [(one.exit_code, "'nobody'" in one.stderr, one.stdout) for one in results] == [(2, True, "")] * 3


def test_search_prints_title_address_and_passages(dibao: Any) -> None:
    """For people: no JSON, and nothing but what was found."""
    told = dibao("search", "五亿").stdout
    assert EDITED in told
    assert "投入五亿元" in told


def test_a_search_without_words_is_wrong_use(dibao: Any) -> None:
    """The message shows how a query looks."""
    result = dibao("search", "。")
    assert (result.exit_code, "Example: dibao search" in result.stderr) == (2, True)


def test_nothing_found_is_no_mistake(dibao: Any) -> None:
    """Exit code 0 and no line."""
    result = dibao("search", "火星")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("name", [EDITED, "example.org/edited"])
def test_a_document_is_shown_with_where_else_its_text_stands(dibao: Any, name: str) -> None:
    """By its address, with or without the scheme: its last text, and the copy's address."""
    told = dibao("show", name).stdout
    assert "投入五亿元。" in told
    assert "2 version(s)" in told
    assert "same text: http://example.org/copy" in told


def test_a_document_is_shown_by_the_beginning_of_its_id(dibao: Any) -> None:
    """As search prints it."""
    (document,) = {hit["document"] for hit in objects(dibao("search", "--json", "五亿")) if hit["url"] == EDITED}
    assert EDITED in dibao("show", document[:8]).stdout


def test_an_earlier_version_is_shown_on_demand(dibao: Any) -> None:
    """As JSON under the documented names, or its text alone."""
    (extraction,) = objects(dibao("show", EDITED, "--version", "1", "--json"))
    assert (extraction["url"], extraction["text"].endswith("投入三亿元。")) == (EDITED, True)
    assert dibao("show", EDITED, "--text").stdout == f"{LONG}\n投入五亿元。\n"


def test_what_was_never_read_says_what_came_instead(dibao: Any) -> None:
    """The outcome of the last visit with its reason, and where to see the others."""
    result = dibao("show", "http://example.org/broken")
    assert result.exit_code == 2
    assert "not-text (too-deep" in result.stderr
    assert "dibao history" in result.stderr


def test_an_unknown_document_is_told_how_to_find_one(dibao: Any) -> None:
    """Not a traceback, and not an empty answer."""
    result = dibao("show", "http://example.org/never")
    assert (result.exit_code, "dibao search" in result.stderr) == (2, True)


def test_history_tells_every_visit(dibao: Any) -> None:
    """What came and what had happened, in the order of time; captures under the documented names."""
    visits = objects(dibao("history", "http://example.org/gone", "--json"))
    assert [(visit["outcome"], visit["status"]) for visit in visits] == [("new", 200), ("gone", 404)]
    assert [[one["kind"] for one in visit["happened"]] for visit in visits] == [[], ["withdrawn"]]
    lines = dibao("history", "http://example.org/gone").stdout.splitlines()
    assert [line.split("\t")[1] for line in lines] == ["outcome", "new", "gone"]


def test_diff_shows_the_sentence_before_and_after(dibao: Any) -> None:
    """The last two versions if not told otherwise; backwards if asked so."""
    told = dibao("diff", EDITED).stdout.splitlines()
    assert [line for line in told if line[:2] in ("- ", "+ ")] == ["- 投入三亿元。", "+ 投入五亿元。"]
    (change,) = objects(dibao("diff", EDITED, "2", "1", "--json"))
    assert (change["kind"], change["before"].strip(), change["after"].strip()) == (
        "replaced",
        "投入五亿元。",
        "投入三亿元。",
    )


def test_a_document_with_one_text_has_no_difference(dibao: Any) -> None:
    """Wrong use, said in words."""
    result = dibao("diff", "http://example.org/copy")
    assert (result.exit_code, "nothing to compare" in result.stderr) == (2, True)


def test_runs_are_listed_newest_first(dibao: Any) -> None:
    """With how they ended and their pages by outcome."""
    runs = objects(dibao("runs", "--json"))
    assert [run["counts"] for run in runs] == [{"new": 1, "changed": 1, "gone": 1}, {"new": 2, "not-text": 1}]
    assert [line.split("\t")[3] for line in dibao("runs", "--limit", "1").stdout.splitlines()] == ["end", "finished"]


def test_exports_are_streams_of_the_documented_objects(dibao: Any) -> None:
    """Documents that were read, and captures by run, source and outcome."""
    assert {one["url"].rpartition("/")[2] for one in objects(dibao("export", "jsonl"))} == {"edited", "gone", "copy"}
    changed = objects(dibao("export", "captures", "--outcome", "changed"))
    assert [one["url"] for one in changed] == [EDITED]


@pytest.mark.parametrize("arguments", [("--outcome", "lost"), ("--run", "20200101-000000-0000")])
def test_an_export_of_what_there_is_not_is_wrong_use(dibao: Any, arguments: tuple[str, str]) -> None:
    """An outcome that is no word, a run that never was: said, with what there is."""
    result = dibao("export", "captures", *arguments)
    assert (result.exit_code, arguments[1] in result.stderr) == (2, True)


def test_an_audit_that_finds_nothing_is_0_and_one_that_does_is_1(tmp_path: Path) -> None:
    """What is wrong goes to standard output, one finding a line; the count to people."""
    collection = new_collection(tmp_path)
    keep_night(collection, 1, [page("/a", LONG)])
    clean = CliRunner().invoke(cli, ["-C", str(tmp_path), "audit"])
    path = next(collection.warc.rglob("*.warc.gz"))
    path.write_bytes(path.read_bytes() + b"\0")
    found = CliRunner().invoke(cli, ["-C", str(tmp_path), "audit", "--json"])
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "Nothing is wrong.\n")
    assert (found.exit_code, "file-digest" in found.stdout) == (1, True)
