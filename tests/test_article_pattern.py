"""Patterns of article addresses, inferred from samples."""

from __future__ import annotations

import re

import pytest

from crawler.discovery.article_pattern import infer_pattern

HOST = "http://www.bureau.example"


@pytest.mark.parametrize(
    ("samples", "also", "never"),
    [
        (
            ["/tzgg/202411/t20241120_12.html", "/zcjd/202410/t20241001_7.html"],
            "/tjsj/202501/t20250101_9.html",
            "/tzgg/",
        ),
        (["/art/2024/11/20/art_1_22.html"], "/art/2025/1/2/art_33_4.html", "/col/col1/index.html"),
        (["/corpus/a_first.html", "/corpus/second.html"], "/corpus/third.html", "/corpus/"),
        (["/41210/1/17867KR700020QBK.html"], "/50505/2/1A2RNJP100020QFA.html", "/41210/1/"),
        (["/show.asp?id=7&page=1", "/show.asp?id=9"], "/show.asp?id=10&x=2", "/list.php?id=7"),
        (["/post/12", "/post/13/"], "/post/14", "/about"),
        (["/nw12344/20241120/0123456789abcdef0123456789abcdef.html"], "/nw7/20250101/ff.html", "/nw12344/index.html"),
    ],
)
def test_a_pattern_covers_its_samples_and_their_like(samples: list[str], also: str, never: str) -> None:
    """All samples, another article of the site, but not its sections; http and https."""
    inferred = infer_pattern([HOST + sample for sample in samples], [f"{HOST}/", HOST + never])
    assert inferred is not None
    matched = [re.search(inferred.pattern, HOST + path) is not None for path in (*samples, also, never)]
    assert matched == [True] * (len(samples) + 1) + [False]
    assert (inferred.covered, inferred.samples, inferred.strays) == (len(samples), len(samples), ())
    assert re.search(inferred.pattern, "https" + (HOST + also).removeprefix("http"))


def test_a_shape_that_lets_too_much_through_is_left_out() -> None:
    """One article among ten sections of the same shape says nothing."""
    sections = [f"{HOST}/{name}.html" for name in ("about", "contact", "map")]
    inferred = infer_pattern([f"{HOST}/a/t20241120_1.html", f"{HOST}/news.html"], sections)
    assert inferred is not None
    assert (inferred.covered, inferred.samples, inferred.strays) == (1, 2, ())
    assert infer_pattern([f"{HOST}/news.html"], sections) is None


def test_nothing_comes_of_nothing() -> None:
    """No samples, no pattern."""
    assert infer_pattern([], [HOST]) is None


def test_hosts_of_the_samples_are_the_hosts_of_the_pattern() -> None:
    """A site's articles may stand on several of its hosts, and on no other."""
    inferred = infer_pattern(["http://a.example/1.html", "http://b.example:8080/2.html"])
    assert inferred is not None
    urls = (
        "http://a.example/3.html",
        "http://b.example:8080/3.html",
        "http://c.example/3.html",
        "http://aXexample/3.html",
    )
    assert [re.search(inferred.pattern, url) is not None for url in urls] == [True, True, False, False]
