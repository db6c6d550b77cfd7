"""Bylines and houses of English editions."""

from __future__ import annotations

import doctest

import pytest
from articles import H1, sheet

from pipelines.fields.headline.title import read_title
from pipelines.fields.origin import english
from pipelines.fields.origin.source import read_source
from pipelines.fields.people.people import read_people

DAY = "Updated: 2024-05-03 10:12"
LD = '<script type="application/ld+json">{{"author":[{{"@type":"Person","name":"Ann Lee"}},{{"name":"{}"}}]}}</script>'
BYLINES = {
    "in two places": (f"<p>By ANN LEE in Hekou and BOB ROE | Hekou Daily | {DAY}</p>", "", ("ANN LEE", "BOB ROE")),
    "with the house": ("<p>By Ann Lee, Bob Roe, Hekou Daily</p>", "", ("Ann Lee", "Bob Roe")),
    "shown before the meta's": ("<p>By Ann Lee</p>", '<meta name="author" content="Bob Roe">', ("Ann Lee",)),
    "only in a meta": (f"<p>{DAY}</p>", '<meta name="author" content="Bob Roe">', ("Bob Roe",)),
    "without a word, stated": (
        "<div><a>Ann Lee</a> and <a>Bob Roe</a></div>",
        LD.format("Bob Roe"),
        ("Ann Lee", "Bob Roe"),
    ),
    "stated, not shown": (f"<p>{DAY}</p>", LD.format("Bob Roe"), ()),
    "stated, a desk": ("<p>Ann Lee and web editor</p>", LD.format("web editor"), ()),
    "nobody": ("<p>By Staff Reporter</p>", "", ()),
}


@pytest.mark.parametrize(("head", "metas", "names"), BYLINES.values(), ids=BYLINES.keys())
def test_an_english_byline_is_read(head: str, metas: str, names: tuple[str, ...]) -> None:
    """What the page shows, then what it states; places and houses are no names."""
    page = sheet(H1 + head, metas=metas)
    found = read_people(page, read_title(page))[0]
    assert (found.value if found else ()) == names


@pytest.mark.parametrize(
    ("head", "house"),
    [
        (
            "<div><span>Updated: May 3, 2024 16:20</span> <span>english.hekou.example</span> <span>Xinhua</span></div>",
            "Xinhua",
        ),
        (f"<p>By Ann Lee | China Daily | {DAY}</p>", "China Daily"),
        ("<p>(Xinhua) 10:12, May 03, 2024</p>", "Xinhua"),
        (f"<p>{DAY} Xinhuamen</p>", None),
    ],
)
def test_a_house_beside_the_date_is_the_source(head: str, house: str | None) -> None:
    """Only houses of the trade: other words by a date are anything."""
    page = sheet(H1 + head)
    found = read_source(page, read_title(page))
    assert (found.value if found else None) == house


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(english).failed == 0
