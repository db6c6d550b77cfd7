"""Questions, and the passages that answer them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.finding.search
from archive.errors import UserError
from archive.finding.search import MAX_CHARACTERS, MAX_WORDS, Passage, Query, marks, parse_query, passages


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.finding.search).failed == 0


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("医改", ("医改",), ()),
        ("医改 药品", ("医改", "药品"), ()),
        ("医改　药品，价格", ("医改", "药品", "价格"), ()),
        ('"医改 药品"', ("医改 药品",), ()),
        ("“医改 药品” －试点", ("医改 药品",), ("试点",)),
        ('-"试点 城市" 医改', ("医改",), ("试点 城市",)),
        ("covid-19", ("covid 19",), ()),
        ('医改 "没有关上', ("医改", "没有关上"), ()),
        ("医改 AND 药品* OR (NEAR)", ("医改", "AND", "药品", "OR", "NEAR"), ()),
        ("医改 - -- +++", ("医改",), ()),
    ],
)
def test_words_phrases_and_exclusions(typed, wanted, unwanted):
    """What nobody means as a word is none; what looks like SQL or FTS5 is a word like any other."""
    assert parse_query(typed) == Query(wanted=wanted, unwanted=unwanted)


@pytest.mark.parametrize("typed", ["", "   ", "-医改", '""', "+++", "\x00", "\ud800"])
def test_a_question_without_a_word_is_a_mistake(typed):
    """The message shows what would be right."""
    with pytest.raises(UserError, match="no word to look for"):
        parse_query(typed)


@pytest.mark.parametrize("typed", ["医 " * (MAX_WORDS + 1), "医" * (MAX_CHARACTERS + 1)])
def test_a_question_has_bounds(typed):
    """FTS5 would refuse it with an error of its own."""
    with pytest.raises(UserError, match=r"more than|longer than"):
        parse_query(typed)


def test_a_passage_starts_with_its_sentence():
    """Where that is near; the marks are positions in the passage."""
    text = "前言。" * 40 + "国务院印发深化醫改的意见。" + "后文。" * 40
    (found,) = passages(text, parse_query("医改"), width=30)
    assert (found.text[:10], [found.text[start:end] for start, end in found.marks]) == (
        "国务院印发深化醫改的",
        ["醫改"],
    )


def test_the_passage_with_most_words_is_chosen():
    """Not the first occurrence of any."""
    text = "医改。" + "甲" * 200 + "医改与药品价格。" + "乙" * 200 + "药品。"
    (found,) = passages(text, parse_query("医改 药品"), count=1, width=40)
    assert "医改与药品价格" in found.text


def test_without_an_occurrence_the_beginning_is_shown():
    """The word was in the title."""
    assert passages("正文开头。", parse_query("标题")) == (Passage(text="正文开头。"),)


def test_latin_words_are_marked_whole():
    """As the index finds them: 19 is not in 2019."""
    assert marks("2019年covid-19与 COVID—19", parse_query("covid-19")) == ((5, 13), (15, 23))


@given(
    st.text(alphabet='医改ab1 "-，。\n', min_size=1, max_size=30), st.text(alphabet="医改醫ab1 ，。\n", max_size=200)
)
def test_marks_lie_in_their_passage(typed, text):
    """None overlaps another, each shows something of what was asked for."""
    try:
        query = parse_query(typed)
    except UserError:
        return
    for found in passages(text, query, width=20):
        edges = [edge for mark in found.marks for edge in mark]
        assert edges == sorted(set(edges))
        assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
