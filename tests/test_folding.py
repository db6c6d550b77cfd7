"""The one form of a text for finding."""

from __future__ import annotations

import doctest
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.finding.folding
from archive.finding.folding import PAIRS, fold, index_form, tokens


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.finding.folding).failed == 0


@given(st.text())
def test_folding_keeps_every_position(text):
    """One character becomes one character, so that a place in the folded text is the place in the original."""
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    """The folded form is the last."""
    assert fold(fold(text)) == fold(text)


def test_no_character_is_taken_for_folded_that_is_not():
    """Between others that stay as they are, each character in turn becomes what it becomes alone."""
    for code in range(0x110000):
        character = chr(code)
        assert fold(f"正文{character}") == f"正文{archive.finding.folding._fold_one(character)}"


def test_no_pair_leads_to_another():
    """The table is closed: whatever it gives it does not change again."""
    assert set(PAIRS.values()) & set(PAIRS) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("醫療衛生體制改革", "医疗卫生体制改革"),
        ("臺灣", "台湾"),
        ("經濟", "経済"),
        ("ＣＯＶＩＤ－１９", "covid－19"),
        ("Ünïcode", "unicode"),
        ("為", "爲"),
        ("\uf900", "岂"),
    ],
)
def test_forms_of_one_word_are_one(one, other):
    """Traditional, variant and compatibility characters, full width, case, accents."""
    assert fold(one) == fold(other)


@given(st.text(alphabet="医改醫H5n1é ，。-_が한국", max_size=12))
def test_our_tokens_are_the_tokens_of_the_index(text):
    """What marks a passage splits words as SQLite does."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(x, tokenize='unicode61 remove_diacritics 2')")
    database.execute("create virtual table v using fts5vocab(t, instance)")
    database.execute("insert into t values (?)", (index_form(text),))
    terms = [row[0] for row in database.execute("select term from v order by offset")]
    database.close()
    assert [fold(term) for term in terms] == tokens(text)
