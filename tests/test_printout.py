"""Printing: tables for people, tabs for programs, and no page steers the terminal."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from archive.model import Outcome
from schedules.printout import Printer, clean, local_time, marked, outcome_table, print_table


def test_where_nobody_watches_a_table_is_lines_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    """A header and a line a row; a cell has no tab and no line break of its own; None is empty."""
    print_table(["title", "times#"], [["一\t二\n三", 1234], [None, 0]])
    assert capsys.readouterr().out == "title\ttimes\n一 二 三\t1234\n\t0\n"


def test_text_of_a_page_cannot_steer_the_terminal() -> None:
    """Escape sequences and other control characters are left out, tabs and line breaks stay."""
    assert clean("\x1b]0;owned\x07a\x9b1m\tb\nc\x7f") == "]0;owneda1m\tb\nc"


def test_outcomes_stand_in_the_documented_order() -> None:
    """``new`` first, ``page`` near the end, those that did not occur left out."""
    rows = outcome_table({"page": 2, "new": 1, "gone": 0, "changed": 3})
    assert [(str(word), count) for word, count in rows] == [("new", 1), ("changed", 3), ("page", 2)]


def test_every_outcome_has_its_place() -> None:
    """No outcome is missing in the table."""
    assert len(outcome_table({str(outcome): 1 for outcome in Outcome})) == len(Outcome)


def test_times_are_local() -> None:
    """People read the collection's own time; an absent moment is empty."""
    zone = ZoneInfo("Asia/Shanghai")
    assert local_time(datetime(2026, 11, 20, 18, 30, tzinfo=UTC), zone) == "2026-11-21 02:30:00"
    assert local_time(None, zone) == ""


def test_passages_are_marked_where_they_stand() -> None:
    """The text is unchanged; its spans carry a style."""
    text = marked("推进医改工作", [(2, 4)])
    assert (text.plain, [(span.start, span.end) for span in text.spans]) == ("推进医改工作", [(2, 4)])


def test_a_reader_that_goes_away_does_not_end_the_process_here() -> None:
    """Whoever called decides what that means; rich of itself would exit with 1."""

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Printer(file=Gone()).print("text")
