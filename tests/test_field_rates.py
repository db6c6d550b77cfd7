"""What a source's pages had before and have not now: the laws of the comparison."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.catalog.field_rates
from archive.catalog.field_rates import (
    CHANCE,
    FIELDS,
    MIN_PAGES,
    MIN_PAGES_BEFORE,
    FieldCounts,
    chance,
    losses,
    taken_together,
)


def night(number: int, pages: int = 20, *, of: str = "people", length: float = 1_500, **found: int) -> FieldCounts:
    """A run that found every field on every page, but for those said, and no flag, but for those said."""
    flagged = {flag: found.pop(flag.replace("-", "_"), 0) for flag in ("whole-page", "near-empty")}
    having = dict.fromkeys(FIELDS, pages) | found
    return FieldCounts(source=of, run=f"n{number:02}", pages=pages, having=having, flagged=flagged, text_length=length)


def told(counts: Sequence[FieldCounts]) -> list[str]:
    return [str(loss) for loss in losses(counts)]


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.catalog.field_rates).failed == 0


def test_a_lost_field_is_told_with_both_shares():
    """In words for people, with the numbers they rest on."""
    before = [night(number, 100, published=97) for number in range(3)]
    assert told([*before, night(4, 24, published=2)]) == [
        "source people: `published` found on 2 of 24 pages this run, 97% before"
    ]


def test_pages_that_are_read_worse_are_told():
    """Flags that most pages have now, and texts that are a third of the shortest night's."""
    lost = told([night(1, 60, near_empty=2), night(2, 40), night(3, 24, near_empty=22, length=80)])
    assert lost == [
        "source people: `near-empty` on 22 of 24 pages this run, 2% before",
        "source people: `text-length` 80 characters (median) this run, never fewer than 1,500 before",
    ]


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=8),
    st.sampled_from([0.0, 0.05, 0.25, 0.5, 0.97, 1.0]),
)
def test_no_alarm_when_nothing_changed(pages: list[int], share: float):
    """The same share each night, whatever the share and the numbers of pages."""
    nights = [night(number, many, published=round(many * share)) for number, many in enumerate(pages)]
    same = [one for one in nights if abs(one.having["published"] / one.pages - share) < share / 4]
    assert told(same) == []


@given(st.integers(MIN_PAGES + 1, 500), st.integers(MIN_PAGES_BEFORE, 500), st.sampled_from(FIELDS))
def test_a_field_gone_from_all_pages_is_always_told(pages: int, before: int, field: str):
    """Where there are enough on both sides, one field or another."""
    lost = losses([night(1, before), night(2, pages, **{field: 0})])
    assert [loss.what for loss in lost] == [field]


@given(st.integers(1, MIN_PAGES - 1), st.integers(1, 2_000))
def test_few_pages_say_nothing(pages: int, before: int):
    """Neither in the last run …"""
    assert told([night(1, before), night(2, pages, published=0, length=1)]) == []


@given(st.integers(1, 2_000), st.integers(1, MIN_PAGES_BEFORE - 1))
def test_few_pages_before_say_nothing(pages: int, before: int):
    """… nor in all runs before it together."""
    assert told([night(1, before), night(2, pages, published=0, length=1)]) == []


def test_a_first_run_loses_nothing():
    """There is nothing to compare it with; nor where nothing was read at all."""
    assert (told([night(1, 500, published=0)]), told([])) == ([], [])


def test_a_field_of_some_pages_is_not_of_the_layout():
    """Document numbers on one page in ten, and none in a large run."""
    assert told([night(1, 900, doc_number=90), night(2, 500, doc_number=0)]) == []


def test_a_smaller_loss_is_the_mix_of_the_night():
    """More columns without an author than usual: unlikely by chance, and yet no redesign."""
    assert chance(60, 100, 900, 1_000) < CHANCE
    assert told([night(1, 1_000, author=900), night(2, 100, author=60)]) == []


def test_what_is_lost_is_told_until_it_is_the_rule():
    """The night it happens, and those after it; not any more once most of the runs before are like it."""
    nights = [night(number, editor=20 if number < 10 else 0) for number in range(30)]
    alarms = [bool(told(nights[: number + 1])) for number in range(30)]
    assert (alarms[:10], alarms[10:15], alarms[-1]) == ([False] * 10, [True] * 5, False)


def test_only_sources_of_the_run_are_judged():
    """A source that the run did not collect keeps its peace; each is compared with itself alone."""
    counts = [
        night(1, 60),
        night(1, 60, of="gov"),
        night(2, 30, of="gov", issuer=0),
        night(3, 30, published=0),
    ]
    assert [(loss.source, loss.what) for loss in losses(counts, run="n03")] == [("people", "published")]


def test_runs_taken_together_are_one():
    """Pages and finds add up; the text length is that of the shortest night with enough pages to have one."""
    whole = taken_together([night(1, 30, length=900), night(2, 10, title=5, length=700), night(3, 1, length=3)])
    assert whole is not None
    assert (whole.run, whole.runs, whole.pages, whole.share("title"), whole.text_length) == ("n03", 3, 41, 36 / 41, 700)
    assert taken_together([]) is None


@pytest.mark.parametrize("numbers", [(0, 5, 20, 20), (2, 24, 97, 100), (3, 3, 0, 4), (400, 900, 4_000, 5_000)])
def test_the_chance_is_that_of_whole_numbers(numbers: tuple[int, int, int, int]):
    """Counted out with whole numbers, it is the same."""
    found, pages, before_found, before_pages = numbers
    having, total = found + before_found, pages + before_pages
    ways = sum(comb(having, one) * comb(total - having, pages - one) for one in range(found + 1) if one <= pages)
    assert isclose(chance(*numbers), ways / comb(total, pages), rel_tol=1e-6)
