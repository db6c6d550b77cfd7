"""The canonical address of a document."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import archive.address
from archive.address import document_address, document_id

URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(
        ["Example.CN", "example.cn.", "卫健委.中国", "a-b.example", "[2001:DB8::1]", "例\u3002com", "bücher.de"]
    ),
    st.sampled_from(["", ":80", ":443", ":8080", ":", ":x"]),
    st.text(alphabet="ab/.%2eE4通 ~\\;=:?\t", max_size=20),
    st.text(alphabet="a=&utm_sp.%4from通#+", max_size=20),
    st.text(max_size=3),
)


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.address).failed == 0


@given(st.one_of(URLS, st.text(max_size=30)))
@example("http://h/a/%2e%2E/b/..")
@example("http://h/?utm_%73ource=1")
@example("http://h/%%34%31")
def test_twice_is_once(url):
    """The canonical form of a canonical form is itself."""
    once = document_address(url)
    assert document_address(once) == once


@pytest.mark.parametrize(
    "url",
    [
        "https://example.cn/a/b?id=1",
        "http://EXAMPLE.cn:80/a/b?id=1#part",
        "http://example.cn./a/./x/../b?utm_source=wx&id=1&spm=a.b.c",
        "http://user:secret@example.cn/%61/b?id=1&from=singlemessage&isappinstalled=0",
    ],
)
def test_forms_of_one_address_are_one(url):
    """Scheme, case, default port, fragment, user, dot segments and tracking parameters do not make another document."""
    assert document_address(url) == "http://example.cn/a/b?id=1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.cn/a", "http://example.cn/a/"),
        ("http://example.cn/a", "http://example.cn/A"),
        ("http://example.cn/a?id=1", "http://example.cn/a?id=2"),
        ("http://example.cn/a?b=1&c=2", "http://example.cn/a?c=2&b=1"),
        ("http://example.cn/a?from=hot", "http://example.cn/a"),
        ("http://example.cn:8080/a", "http://example.cn/a"),
        ("http://www.example.cn/a", "http://example.cn/a"),
    ],
)
def test_what_may_be_another_page_stays_apart(one, other):
    """Nothing that can choose another page is folded away."""
    assert document_address(one) != document_address(other)


@pytest.mark.parametrize("url", ["urn:dibao:run:1", "ftp://example.cn/a", "http://[::1", "http://h:port/", "", "词"])
def test_what_is_no_http_address_stays_as_it_is(url):
    """A foreign archive may hold any target address."""
    assert document_address(url) == url


def test_an_id_is_sixteen_hex_digits():
    """The id is derived from the address alone."""
    assert document_id("http://example.cn/a") == "29ce847eb5c40807"
