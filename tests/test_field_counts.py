"""The counts of fields, as the catalog gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from captured import NEXT_READER, READER, START, at, capture, digest, extraction, run

from archive.catalog.catalog import Catalog
from archive.catalog.field_rates import FieldCounts
from archive.catalog.library import Library
from archive.model import Extractor, Outcome, Role

FULL: dict[str, Any] = {"published": "2026-11-20", "source": "新华社", "author": ("王",), "editor": ("李", "赵")}


def body_of(number: int, night: int) -> str:
    return f"{number} {night}"


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Two nights of three documents, one of them unchanged on the second; a list, an attachment, another source."""
    with Catalog(tmp_path / "catalog.db") as opened:
        for night in (1, 2):
            opened.begin_run(run(f"n{night}", started=at(night * 100)))
        for number in range(3):
            put(opened, number, 1, "甲" * (number + 1) * 100, **FULL)
        put(opened, 0, 2, "乙" * 100, published="2026-11-21", flags=("near-empty", "whole-page"))
        put(opened, 1, 2, "乙" * 400, author=("王",))
        opened.record(capture("http://a.cn/2", 299, body_of(2, 1), run="n2"))
        opened.record(capture("http://a.cn/list", 150, "list", run="n1", role=Role.LISTING))
        put(opened, 8, 1, "丙", role=Role.ATTACHMENT)
        put(opened, 9, 1, "丁" * 50, of="gov", issuer="国务院", doc_number="国发〔2024〕1号")
        yield opened


def put(catalog: Catalog, number: int, night: int, text: str, *, of: str = "site", **facts: Any) -> None:
    role = facts.pop("role", Role.DOCUMENT)
    kept = capture(
        f"http://a.cn/{number}", night * 100 + number, body_of(number, night), run=f"n{night}", source=of, role=role
    )
    catalog.record(kept, extraction(text, **facts))


def counts(catalog: Catalog, extractor: Extractor = READER, **wanted: Any) -> list[FieldCounts]:
    catalog.commit()
    path = Path(catalog.connection.execute("pragma database_list").fetchone()["file"])
    with Library(path) as library:
        return library.field_counts(extractor, **{"since": START, **wanted})


def found(one: FieldCounts) -> tuple[str, str, int, dict[str, int], dict[str, int], float]:
    having = {field: count for field, count in one.having.items() if count}
    return one.source, one.run, one.pages, having, {k: v for k, v in one.flagged.items() if v}, one.text_length


def test_documents_with_a_new_text_are_counted_by_source_and_run(catalog: Catalog) -> None:
    """Neither lists nor attachments nor what is as it was; the length of the texts is their median."""
    every = dict.fromkeys(["title", "published", "source", "author", "editor", "text"], 3)
    gov = dict.fromkeys(["title", "issuer", "doc_number", "text"], 1)
    some = {"title": 2, "published": 1, "author": 1, "text": 2}
    assert list(map(found, counts(catalog))) == [
        ("gov", "n1", 1, gov, {}, 50),
        ("site", "n1", 3, every, {}, 200),
        ("site", "n2", 2, some, {"whole-page": 1, "near-empty": 1}, 250),
    ]


def test_a_page_that_has_lost_its_text_is_counted(catalog: Catalog) -> None:
    """A redesign may leave an empty shell; what could not be read at all says nothing of the layout."""
    put(catalog, 3, 2, "", title=None)
    failed = catalog.record(capture("http://a.cn/4", 250, "b", run="n2"), None, "reader-failed")
    assert failed.outcome is Outcome.NOT_TEXT
    (last,) = (one for one in counts(catalog) if one.run == "n2")
    assert (last.pages, last.having["text"], last.having["title"], last.text_length) == (3, 2, 2, 100)


def test_readings_of_another_version_are_not_counted(catalog: Catalog) -> None:
    """A better reader is no redesign: only what the present one has read, which after reading again is all."""
    assert counts(catalog, NEXT_READER) == []
    catalog.add_extraction(digest(body_of(0, 1)), extraction("甲", extractor=NEXT_READER))
    helped = Extractor(name=NEXT_READER.name, version=NEXT_READER.version, options="with a selector")
    catalog.add_extraction(digest(body_of(0, 1)), extraction("甲" * 9, "helped", extractor=helped, source="报"))
    assert list(map(found, counts(catalog, NEXT_READER))) == [
        ("site", "n1", 1, {"title": 1, "source": 1, "text": 1}, {}, 9)
    ]


def test_runs_and_sources_can_be_chosen(catalog: Catalog) -> None:
    """Those since a moment, those of one source."""
    assert [one.run for one in counts(catalog, since=at(101))] == ["n2"]
    assert [one.source for one in counts(catalog, source="gov")] == ["gov"]
