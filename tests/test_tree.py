"""Page text to one parsed tree, within limits."""

import pytest

from archive.errors import UnreadablePage
from pipelines.page import lines, tree


@pytest.mark.parametrize("text", ["", "   \n", "<!-- nothing -->"])
def test_a_page_without_an_element_is_empty(text: str) -> None:
    """There is nothing to read in it, which is said, and is no crash."""
    with pytest.raises(UnreadablePage, match="empty"):
        tree.parse(text)


def test_text_after_an_early_end_is_part_of_the_page() -> None:
    """A template that closes html in mid-page goes on to be shown by browsers, and to be read here."""
    root = tree.parse("<html><body><p>一</p></body></html><p>二</p></HTML>")
    assert tree.words_in(root).replace(" ", "") == "一二"


def test_control_characters_are_blanks() -> None:
    """libxml2 would end the text at them."""
    assert tree.words_in(tree.parse("<p>上\x00下\x08文</p>")) == "上 下 文"


def test_a_script_is_no_text() -> None:
    """What stands in one is code, inside a cell of a table as well."""
    cell = "<td><script>var n = '';document.write('号');</script>云水发<style>b {}</style>〔2024〕12号</td>"
    assert tree.words_in(tree.parse(f"<table><tr>{cell}</tr></table>")) == "云水发〔2024〕12号"


def test_a_page_may_declare_any_encoding() -> None:
    """The text is decoded before it is parsed, so a declaration in it changes nothing."""
    assert tree.words_in(tree.parse('<?xml version="1.0" encoding="gbk"?><html><p>中文</p></html>')) == "中文"


def test_elements_in_too_great_a_depth_are_refused() -> None:
    """Nobody writes four hundred elements one in another; walking them would end the process."""
    with pytest.raises(UnreadablePage, match="too-deep"):
        lines.of_tree(tree.parse("<div>" * 1_500 + "深"))


def test_a_page_of_too_many_characters_is_refused() -> None:
    """It is refused before anything is made of it."""
    with pytest.raises(UnreadablePage, match="too-large"):
        tree.parse("x" * (tree.MAX_CHARS + 1))


def test_too_many_elements_are_refused() -> None:
    """A page of nothing but tags takes no more than its parsing."""
    with pytest.raises(UnreadablePage, match="too-many-nodes"):
        tree.parse("<br>" * (tree.MAX_NODES + 1))


def test_metas_are_found_under_any_of_their_names() -> None:
    """By name, property and itemprop, in lower case, in page order; those without content are left out."""
    root = tree.parse(
        '<meta name="PubDate" content="2024-01-02"><meta property="og:title" content=" 题 "><meta name="PubDate"'
        ' content="2024-01-03"><meta name="Author" content=""><meta itemprop="author" content="某">'
    )
    assert tree.metas(root) == {"pubdate": ("2024-01-02", "2024-01-03"), "og:title": ("题",), "author": ("某",)}
