"""Whether two catalogs say the same."""

from __future__ import annotations

import pytest
from captured import NEXT_READER, capture, digest, extraction, run

from archive.catalog.catalog import Catalog
from archive.catalog.comparison import same_catalog

ONE, TWO = "http://example.cn/1", "http://example.cn/2"


def made(path, *, backwards=False, old_reader=False):
    """A catalog of two nights."""
    kept = [
        (capture(ONE, 1, "a"), extraction("甲", url=ONE, published="2026")),
        (capture(TWO, 2, "a"), extraction("甲", url=TWO, published="2025")),
        (capture(ONE, 3, "b"), extraction("乙")),
        (capture(TWO, 4, status=404), None),
    ]
    with Catalog(path) as catalog:
        if old_reader:
            for one, read in kept[:3]:
                catalog.record(one, extraction(f"{read.text}旧", extractor=NEXT_READER))
        for number in range(1, 5):
            catalog.begin_run(run(f"run-{number}"), {"site": "name = 'a'"})
        for one in reversed(kept) if backwards else kept:
            catalog.record(*one)
    return path


def test_a_catalog_is_the_same_as_one_made_in_another_order(tmp_path):
    """Internal keys do not count, nor which address a payload was first read from, nor what older readers found."""
    first = made(tmp_path / "a.db", old_reader=True)
    assert same_catalog(first, made(tmp_path / "b.db", backwards=True)) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "update captures set outcome = 'new' where outcome = 'gone'",
            "captures urn:uuid:{gone}: outcome: 'gone' and 'new'",
        ),
        ("delete from captures where outcome = 'gone'", "captures urn:uuid:{gone}: only in the first"),
        ("update sources set name = 'b'", "sources site: name: 'a' and 'b'"),
        ("update runs set software = null where id = 'run-1'", "runs run-1: software: 'dibao/0.1.0' and None"),
        ("update texts set text = '丙' where text = '乙'", f"extractions {digest('b')}: text: '乙' and '丙'"),
        (
            "update extractions set title = '改' where text_sha256 = '" + digest("乙") + "'",
            f"extractions {digest('b')}: title: '标题' and '改'",
        ),
        ("delete from events", None),
        ("delete from versions", None),
        ("delete from docs_fts_docsize", None),
        ("update documents set presence = 'present'", None),
        ("update payloads set length = 9", None),
    ],
)
def test_each_difference_is_named(tmp_path, statement, told):
    """Table, row, column and both values."""
    first, second = made(tmp_path / "a.db"), made(tmp_path / "b.db")
    with Catalog(second) as catalog:
        catalog.connection.execute(statement)
    found = same_catalog(first, second)
    gone = digest(TWO + "4")[:12]
    assert found
    assert told is None or told.format(gone=gone) in found
