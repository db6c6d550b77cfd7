"""Sources: read from TOML strictly, written back whole, found by id."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.collection import Collection, create_collection
from archive.errors import UserError
from archive.model import FieldSelector, ReadOptions
from crawler.sources.source import (
    Articles,
    Kind,
    Limits,
    Reading,
    Section,
    Source,
    add_source,
    load_sources,
    parse_source,
    starter_ids,
    starter_toml,
)
from crawler.sources.source_toml import to_toml

MINIMAL = 'id = "a"\nname = "甲"\nkind = "news"\nfeeds = ["http://a.example/rss.xml"]\n'
FULL = Source(
    id="bureau",
    name="某市统计局",
    kind="government",
    home="http://www.bureau.example/",
    publisher="某市统计局办公室",
    legacy_tls=True,
    feeds=("http://www.bureau.example/rss.xml",),
    sitemaps=("http://www.bureau.example/a.xml", "http://www.bureau.example/b.xml.gz"),
    sections=(
        Section(url="http://www.bureau.example/tjgb/", name="统计公报", next="index_{page}.html", first=1),
        Section(url="http://www.bureau.example/tzgg/"),
    ),
    articles=Articles(pattern=r"/t\d{8}_\d+\.html$", exclude=(r"/video/", r"it's\.html")),
    limits=Limits(pages=200, list_pages=3, delay_s=2.5),
    reading=Reading(
        encoding="gb18030",
        selectors=(FieldSelector(field="title", css="h1.bt", valid_from=date(2024, 1, 1), valid_to=None),),
    ),
)

texts = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return create_collection(tmp_path / "c", 'name = "test"\n')


def test_reading_what_was_written_gives_the_source_again() -> None:
    """parse_source after to_toml is the identity, with comments and without."""
    notes = {"": "head\nof the file", "sections": "two lists", "articles": "ok", "reading": "x"}
    assert [parse_source(to_toml(FULL, n), "x") for n in (None, notes)] == [FULL, FULL]


@given(name=texts, css=texts, pattern=texts)
def test_any_text_survives_writing(name: str, css: str, pattern: str) -> None:
    """Quotes, backslashes, line ends and control characters stand in the file so that TOML reads them again."""
    source = Source(id="a", name=name, kind="news", feeds=(css,), sitemaps=(pattern, css))
    table = tomllib.loads(to_toml(source, {"name": pattern}))
    assert (table["name"], table["feeds"], table["sitemaps"]) == (name, [css], [pattern, css])


def test_what_is_as_by_default_is_not_written() -> None:
    """A small source makes a small file."""
    assert to_toml(parse_source(MINIMAL, "x")) == MINIMAL


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('id = "a"', "the key 'name' is missing"),
        (MINIMAL + 'colour = "red"\n', "unknown key 'colour'"),
        (MINIMAL + "[limits]\npages = -1\n", "limits: pages: must not be negative"),
        (MINIMAL + '[articles]\npattern = "("\n', "is not a regular expression"),
        (MINIMAL + '[reading]\nencoding = "gbx"\n', "'gbx' is unknown"),
        (MINIMAL + '[[reading.selectors]]\nfield = "title"\ncss = "h1["\n', "is not a CSS selector"),
        (MINIMAL + '[[sections]]\nurl = "http://a.example/"\nnext = "index_2.html"\n', "needs {page}"),
        (MINIMAL + '[[sections]]\nurl = "a.example"\n', "is not an address"),
        (MINIMAL.replace("news", "blog"), "must be one of: news, government"),
        (MINIMAL.replace('"a"', '"A B"'), "must be of lower-case letters"),
        ('id = "a"\nname = "a"\nkind = "news"\n', "nowhere to start"),
        ("id = ", "not TOML"),
    ],
)
def test_a_mistake_is_named(toml: str, says: str) -> None:
    """UserError tells the file, the key, and what would be right there."""
    with pytest.raises(UserError, match=r"^a\.toml: ") as caught:
        parse_source(toml, "a.toml")
    assert says in str(caught.value)


def test_the_pattern_and_the_exclusions_judge_addresses() -> None:
    """A source without a pattern matches nothing by itself; exclusions are searched in the whole address."""
    url = "http://www.bureau.example/video/t20241120_1.html"
    assert (FULL.matches(url), FULL.excludes(url), parse_source(MINIMAL, "x").matches(url)) == (True, True, False)


def test_the_reader_is_told_what_the_source_knows() -> None:
    """Encoding, publisher and selectors go with each page."""
    assert FULL.read_options == ReadOptions(
        encoding="gb18030", publisher="某市统计局办公室", selectors=FULL.reading.selectors
    )


def test_a_source_is_added_once(collection: Collection) -> None:
    """The file is written whole; a second one of the same id is refused and changes nothing."""
    path = add_source(collection, MINIMAL)
    with pytest.raises(UserError, match="exists already"):
        add_source(collection, MINIMAL.replace("甲", "乙"))
    assert (path.read_text("utf-8"), load_sources(collection)["a"].name) == (MINIMAL, "甲")
    assert [entry.name for entry in collection.sources.iterdir()] == ["a.toml"]


def test_a_source_that_is_not_there_is_named_with_a_near_one(collection: Collection) -> None:
    """UserError says how to go on."""
    with pytest.raises(UserError, match="source add URL"):
        load_sources(collection, ["b"])
    add_source(collection, MINIMAL.replace('"a"', '"example-news"'))
    with pytest.raises(UserError, match="Did you mean example-news"):
        load_sources(collection, ["example-new"])


def test_the_file_name_is_the_id(collection: Collection) -> None:
    """A copied file whose id was not changed would make two sources of one name."""
    (collection.sources / "b.toml").write_text(MINIMAL, "utf-8")
    with pytest.raises(UserError, match="must be the file's name, 'b'"):
        load_sources(collection)


def test_a_file_is_read_as_editors_save_it(collection: Collection) -> None:
    """With a byte order mark; another encoding is named as the mistake."""
    path = collection.sources / "a.toml"
    path.write_bytes(MINIMAL.encode("utf-8-sig"))
    assert load_sources(collection)["a"].name == "甲"
    path.write_bytes(MINIMAL.encode("gbk"))
    with pytest.raises(UserError, match="not UTF-8"):
        load_sources(collection)


def test_every_starter_source_is_sound_and_says_that_it_was_not_tried() -> None:
    """They parse, are named like their files, and do not claim to have been fetched."""
    sources = {name: parse_source(starter_toml(name), name) for name in starter_ids()}
    assert len(sources) >= 20
    assert {source.kind for source in sources.values()} == set(Kind)
    assert all(name == source.id and "Not fetched from where" in starter_toml(name) for name, source in sources.items())


def test_a_starter_that_is_not_there_is_an_error() -> None:
    """It lists what there is."""
    with pytest.raises(UserError, match=r"There are: .*gov-cn-policies"):
        starter_toml("gov")
