"""Values as rows, and back."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime

from captured import capture
from hypothesis import given
from hypothesis import strategies as st

import archive.catalog.answers
import archive.catalog.rows
from archive.catalog.rows import CAPTURE, DERIVED, capture_row, time_of, time_text

TIMES = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.timezones())  # noqa: DTZ001


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert (doctest.testmod(archive.catalog.rows).failed, doctest.testmod(archive.catalog.answers).failed) == (0, 0)


@given(TIMES, TIMES)
def test_times_keep_their_moment_and_their_order_as_text(one, other):
    """To the microsecond, in UTC, from any zone."""
    assert time_of(time_text(one)) == one.astimezone(UTC)
    assert (time_text(one) < time_text(other)) == (one.astimezone(UTC) < other.astimezone(UTC))


def test_a_row_has_a_value_for_each_kept_column():
    """In the order of the columns; what is derived follows."""
    row = dict(
        zip(CAPTURE[: -len(DERIVED)], capture_row(capture("http://a.example/", 1, "a"), "too-deep"), strict=True)
    )
    assert (row["url"], row["unreadable"], row["length"], row["revisit_of"]) == (
        "http://a.example/",
        "too-deep",
        900,
        None,
    )
