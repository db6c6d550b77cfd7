"""A text that is stated and not shown."""

import json
from typing import Any

import pytest

from archive.model import Page
from pipelines.read import read

TEXT = [
    "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。",
    "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。",
]
ARTICLE = {"@type": "NewsArticle", "headline": "管网改造完工", "articleBody": "\n".join(TEXT)}


def page(stated: Any, shown: str = "<div id='root'></div>") -> Page:
    script = f"<script type='application/ld+json'>{stated if isinstance(stated, str) else json.dumps(stated)}</script>"
    return Page(body=f"<html><head><title>管网改造完工</title>{script}</head><body>{shown}</body></html>".encode())


@pytest.mark.parametrize(
    "stated",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},
        {**ARTICLE, "articleBody": "".join(f"<p>{line}</p>" for line in TEXT)},
    ],
)
def test_it_is_read_where_a_page_shows_next_to_nothing(stated: Any) -> None:
    """The page is built by a script in the reader's browser."""
    found = read(page(stated))
    assert (found.text.split("\n"), found.found_in["text"]) == (TEXT, "json-ld")


def test_what_is_shown_comes_first() -> None:
    """What is stated may be cut short, or another version."""
    shown = f"<h1>管网改造完工</h1><div><p>{TEXT[1]}</p></div>"
    assert read(page(ARTICLE, shown)).text == TEXT[1]


@pytest.mark.parametrize("stated", ["{'articleBody'", '{"articleBody": 3}', '{"articleBody": "</html>"}'])
def test_what_cannot_be_read_is_as_if_it_were_not_there(stated: str) -> None:
    """Scripts are written by hand too."""
    assert read(page(stated)).text == ""
