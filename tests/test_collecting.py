"""One run: what it came to is counted, and its end told in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from captured import capture

from archive.catalog.field_rates import Loss
from archive.model import Outcome
from crawler.crawl import Finished
from schedules.jobs.collecting import SHOWN, Summary, Tally, print_counts, tell_end


def summary(tally: Tally, **values: Any) -> Summary:
    facts: dict[str, Any] = {"run": "r1", "reason": "finished", "counts": {}, "unfetched": 0, "errors": 0}
    return Summary(Finished(**(facts | values)), tally, Path("logs/r1.log"))


def tally_of(*outcomes: Outcome) -> Tally:
    tally = Tally()
    for number, outcome in enumerate(outcomes):
        tally.add(capture(f"http://a.test/{number}", number, status=503, outcome=outcome))
    return tally


def test_counts_are_data_in_the_documented_order(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, outcomes that did not occur left out."""
    print_counts(summary(tally_of(Outcome.PAGE, Outcome.NEW, Outcome.NEW)))
    assert capsys.readouterr() == ("outcome\tpages\nnew\t2\npage\t1\n", "")


def test_problems_are_listed_on_stderr_the_first_of_many(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its address and why; how many more there are, and how to see them."""
    tell_end(summary(tally_of(*[Outcome.HTTP_ERROR] * (SHOWN + 3), Outcome.NEW)))
    told = capsys.readouterr().err
    assert told.count("http-error  503  http://a.test/") == SHOWN
    assert "and 3 more: dibao export captures --run r1" in told


@pytest.mark.parametrize(
    ("reasons", "code", "words"),
    [
        (["reader-failed", "time", "reader-failed"], 1, "3 pages could not be read: reader-failed 2, time 1"),
        (["crashed"], 1, "1 page could not be read: crashed 1"),
        (["broken", "memory"], 0, "2 pages could not be read: broken 1, memory 1"),
        (["not-text", "no-text", None], 0, None),
    ],
)
def test_pages_that_could_not_be_read_are_told(
    reasons: list[str | None], code: int, words: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """By reason, with the log that has more; only faults of ours are wrong, and what holds no text is not told."""
    tally = Tally()
    for number, reason in enumerate(reasons):
        tally.add(capture(f"http://a.test/{number}", number, outcome=Outcome.NOT_TEXT, outcome_reason=reason))
    ended = summary(tally)
    tell_end(ended)
    told = capsys.readouterr().err.splitlines()[:-1]
    assert (ended.exit_code, told) == (code, [f"{words} (see logs/r1.log)."] if words else [])


def test_what_a_source_lost_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, so that it is never among the captures; the run itself was good."""
    loss = Loss(source="people", what="published", says="found on 2 of 24 pages this run, 97% before")
    ended = replace(summary(Tally()), lost=(loss, replace(loss, what="author")))
    tell_end(ended)
    printed = capsys.readouterr()
    assert "source people: `published` found on 2 of 24 pages this run, 97% before\n" in printed.err
    assert printed.err.count("dibao source check people") == 1
    assert (printed.out, ended.exit_code) == ("", 0)


def test_what_news_there_is_stands_beside_the_progress() -> None:
    """New, changed, gone and problems; not the pages that are as they were."""
    assert tally_of(Outcome.SAME_BYTES, Outcome.CHANGED, Outcome.BLOCKED).note == "1 changed, 1 blocked"


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ({}, 0, "finished"),
        ({"reason": "shutdown"}, 130, "the next `dibao collect` goes on from there"),
        ({"errors": 2}, 1, "2 errors of Dibao's own"),
        ({"unfetched": 7}, 0, "7 addresses were left over"),
        ({"reason": "closespider_timeout"}, 1, "ended: closespider_timeout"),
    ],
)
def test_the_end_is_told_and_coded(
    values: dict[str, Any], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 for a run that finished, 130 for one that was interrupted, 1 where we erred; the words say what it means."""
    ended = summary(Tally(), **values)
    tell_end(ended)
    assert (ended.exit_code, words in capsys.readouterr().err) == (code, True)
