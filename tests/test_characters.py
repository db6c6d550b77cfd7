"""One form for the many a character has on a page."""

from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from pipelines.page import characters
from pipelines.page.characters import fold, squash, tidy


@given(st.text(max_size=80))
def test_folding_keeps_every_position(text: str) -> None:
    """As many characters as before, and folding twice is folding once."""
    folded = fold(text)
    assert (len(folded), fold(folded)) == (len(text), folded)


def test_every_colon_bar_and_blank_becomes_one() -> None:
    """The forms seen on government pages: ：﹕∶ ｜︱丨 and wide blanks."""
    assert fold("：﹕∶︰｜︱丨　\xa0／－") == "::::|||  /-"


def test_tidy_leaves_one_blank_and_nothing_invisible() -> None:
    """Zero-width characters are white space here."""
    assert tidy(" \u200b某 \n 报\ufeff ") == "某 报"


def test_two_writings_of_a_headline_are_equal_once_squashed() -> None:
    """Quotes, dashes, blanks and width do not make another headline."""
    assert squash("“新 堤”——贯通（2）") == squash('"新堤"--贯通(２)')


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(characters).failed == 0
