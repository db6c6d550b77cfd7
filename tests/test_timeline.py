"""What visits come to: the rules of outcomes, one by one, and the laws that hold for all."""

from __future__ import annotations

import doctest
from dataclasses import replace
from typing import Any

import pytest
from captured import at, digest
from hypothesis import given
from hypothesis import strategies as st

import archive.catalog.timeline
from archive.catalog.timeline import fold, outcome_without_document, step
from archive.catalog.visits import DocumentState, EventKind, Presence, Reading, Visit
from archive.model import Ending, Outcome, Role

ADDRESS = "http://example.cn/1"


def visit(minutes: int, body: str | None = "a", text: str | None = "甲", **values: Any) -> Visit:
    """A visit that received ``body``, in which reader 1 read ``text``; ``text`` None: no reading."""
    facts: dict[str, Any] = {
        "record_id": f"urn:uuid:{minutes}",
        "url": ADDRESS,
        "source": "site",
        "role": Role.DOCUMENT,
        "ending": Ending.COMPLETE,
        "status": 200,
        "payload_sha256": digest(body) if body else None,
        "readings": (read("1", text),) if text is not None else (),
    }
    return Visit(time=at(minutes), **(facts | values))


def read(extractor: str, text: str | None, *flags: str) -> Reading:
    return Reading(extractor=extractor, text_sha256=digest(text) if text else None, flags=flags)


def missed(minutes: int, **values: Any) -> Visit:
    return visit(minutes, None, None, **values)


def outcomes(*visits: Visit) -> list[str]:
    return [str(one.outcome) for one in fold(DocumentState(address=ADDRESS), visits)[1]]


def events(*visits: Visit) -> list[str]:
    return [str(event.kind) for one in fold(DocumentState(address=ADDRESS), visits)[1] for event in one.events]


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.catalog.timeline).failed == 0


@pytest.mark.parametrize(
    ("values", "outcome", "reason"),
    [
        ({"ending": Ending.NOT_ASKED, "reason": "robots", "status": None}, Outcome.REFUSED, None),
        ({"ending": Ending.NOT_ASKED, "reason": "budget", "status": None}, Outcome.OVER_BUDGET, None),
        ({"ending": Ending.UNANSWERED, "reason": "guard", "status": None}, Outcome.REFUSED, None),
        ({"ending": Ending.UNANSWERED, "reason": "dns", "status": None}, Outcome.UNREACHABLE, None),
        ({"ending": Ending.UNANSWERED, "reason": "timeout", "status": None}, Outcome.UNREACHABLE, None),
        ({"ending": Ending.CUT, "reason": "disconnect"}, Outcome.TRUNCATED, None),
        ({"ending": Ending.CUT, "reason": "length", "status": 404}, Outcome.TRUNCATED, None),
        ({"ending": Ending.UNPARSED}, Outcome.HTTP_ERROR, "unparsed"),
        ({"status": 304}, Outcome.NOT_MODIFIED, None),
        ({"status": 301, "redirect": "http://example.cn/2"}, Outcome.MOVED, None),
        ({"status": 302}, Outcome.HTTP_ERROR, None),
        ({"status": 404}, Outcome.GONE, None),
        ({"status": 410}, Outcome.GONE, None),
        ({"status": 403}, Outcome.HTTP_ERROR, None),
        ({"status": 500}, Outcome.HTTP_ERROR, None),
        ({"status": 412, "readings": (read("1", "验证", "block-page"),)}, Outcome.BLOCKED, None),
        ({"status": 404, "readings": (read("1", "验证", "block-page"),)}, Outcome.BLOCKED, None),
        ({"readings": (read("1", "验证", "block-page"),)}, Outcome.BLOCKED, None),
        ({"readings": (read("1", "页面不存在", "error-page"),)}, Outcome.HTTP_ERROR, "error-page"),
        ({"role": Role.ROBOTS}, Outcome.PAGE, None),
        ({"role": Role.LISTING, "status": 404}, Outcome.GONE, None),
        ({"readings": (), "unreadable": "too-deep"}, Outcome.NOT_TEXT, "too-deep"),
        ({"readings": (), "unreadable": "time: not read after 10 s"}, Outcome.NOT_TEXT, "time"),
        ({"readings": (), "unreadable": "content-coding gzip broken: x"}, Outcome.NOT_TEXT, "content-coding"),
        ({"readings": ()}, Outcome.NOT_TEXT, "unread"),
        ({"readings": (read("1", None),)}, Outcome.NOT_TEXT, "no-text"),
        ({"role": Role.ATTACHMENT}, Outcome.NEW, None),
        ({}, Outcome.NEW, None),
    ],
)
def test_a_first_visit_has_one_outcome(values, outcome, reason):
    """Ending, status, role and reading decide, in this order."""
    _, result = step(DocumentState(address=ADDRESS), visit(1, **values))
    assert (result.outcome, result.reason) == (outcome, reason)


def test_a_list_has_no_history():
    """A feed that is the same as yesterday is a page all the same."""
    assert outcome_without_document(visit(1, role=Role.FEED)).outcome is Outcome.PAGE


def test_texts_and_payloads_are_compared_with_the_last():
    """New, same bytes, same text in other bytes, another text; back to the first text is a change too."""
    assert outcomes(
        visit(1, "a", "甲"), visit(2, "a", "甲"), visit(3, "b", "甲"), visit(4, "c", "乙"), visit(5, "a", "甲")
    ) == [
        "new",
        "same-bytes",
        "same-text",
        "changed",
        "changed",
    ]


@pytest.mark.parametrize(
    "between",
    [
        {"status": 500},
        {"status": 404},
        {"ending": Ending.CUT},
        {"ending": Ending.UNANSWERED, "reason": "dns", "status": None},
        {"status": 301, "redirect": "http://example.cn/2"},
        {"readings": (read("1", "请输入验证码", "block-page"),), "payload_sha256": digest("x")},
        {"readings": (read("1", "页面不存在", "error-page"),), "payload_sha256": digest("x")},
    ],
)
def test_a_visit_that_brings_no_page_leaves_the_text_as_it_was(between):
    """The next good visit is compared with the last good one."""
    assert outcomes(visit(1), missed(2, **between), visit(3))[-1] == "same-bytes"


def test_an_unread_payload_leaves_the_text_as_it_was():
    """A page that cannot be read one night is compared with its last text the next."""
    assert outcomes(visit(1), visit(2, "b", None, unreadable="time"), visit(3, "b", None), visit(4, "c", "甲")) == [
        "new",
        "not-text",
        "same-bytes",
        "same-text",
    ]


def test_a_fault_of_the_reader_is_no_change_and_is_told_each_time():
    """The page is there and has no new text; the same bytes on which the reader fails again say so again."""
    faulty = [visit(night, "b", None, unreadable="reader-failed") for night in (2, 3)]
    state, steps = fold(DocumentState(address=ADDRESS), [visit(1), *faulty])
    assert [(one.outcome, one.reason, one.events) for one in steps[1:]] == [
        (Outcome.NOT_TEXT, "reader-failed", ()),
        (Outcome.SAME_BYTES, "reader-failed", ()),
    ]
    assert (state.text_sha256, state.presence) == (digest("甲"), Presence.PRESENT)


def test_not_modified_shows_the_last_text():
    """A 304 confirms the text it stands for."""
    _, steps = fold(DocumentState(address=ADDRESS), [visit(1), missed(2, status=304)])
    assert steps[1].text_sha256 == digest("甲")


def test_not_modified_shows_no_text_where_the_last_payload_had_none():
    """What a 304 confirms is the last payload, not an older text."""
    _, steps = fold(
        DocumentState(address=ADDRESS), [visit(1), visit(2, "b", None, unreadable="time"), missed(3, status=304)]
    )
    assert steps[2].text_sha256 is None


def test_a_life_has_its_events():
    """Edited, withdrawn once, returned, moved, returned."""
    moved = {"status": 301, "redirect": "http://example.cn/2"}
    assert events(
        visit(1, "a", "甲"),
        visit(2, "b", "乙"),
        missed(3, status=404),
        missed(4, status=410),
        visit(5, "b", "乙"),
        missed(6, **moved),
        missed(7, **moved),
        missed(8, status=404),
        visit(9, "b", "乙"),
    ) == ["edited", "withdrawn", "returned", "moved", "returned"]


def test_nothing_happens_to_what_was_never_seen():
    """An address that only ever redirected or failed has no events."""
    assert events(missed(1, status=404), missed(2, status=301, redirect="http://example.cn/2"), visit(3)) == []


def test_a_redirect_to_the_same_document_is_no_move():
    """From http to https, or to the address without its tracking parameters."""
    state, steps = fold(
        DocumentState(address=ADDRESS), [visit(1), missed(2, status=301, redirect="https://example.cn/1#a")]
    )
    assert (steps[1].outcome, steps[1].events, state.presence) == (Outcome.MOVED, (), Presence.PRESENT)


def test_a_better_reader_changes_no_page():
    """The same article read otherwise by another reader is not reported as changed."""
    old = visit(1, "a", None, readings=(read("1", "甲"),))
    new = visit(2, "b", None, readings=(read("2", "甲乙"),))
    _, steps = fold(DocumentState(address=ADDRESS), [old, new])
    assert (steps[1].outcome, steps[1].reason, steps[1].events) == (Outcome.SAME_TEXT, "other-reader", ())


def test_once_the_older_payload_is_read_again_a_change_is_seen():
    """The reader that knows both payloads decides."""
    old = visit(1, "a", None, readings=(read("1", "甲"), read("2", "甲甲")))
    assert outcomes(old, visit(2, "b", None, readings=(read("2", "甲乙"),))) == ["new", "changed"]
    assert outcomes(old, visit(2, "b", None, readings=(read("2", "甲甲"),))) == ["new", "same-text"]


def test_half_way_through_reading_again_the_older_reader_still_decides():
    """The older payload is not read again yet, the newer one is."""
    new = visit(2, "b", None, readings=(read("1", "甲"), read("2", "甲乙")))
    assert outcomes(visit(1, "a", None, readings=(read("1", "甲"),)), new) == ["new", "same-text"]


PAGES = {"a": ("甲",), "b": ("甲",), "c": ("乙",), "e": ("",), "x": ("验证", "block-page"), "y": ("没有", "error-page")}
VISITS = st.lists(
    st.one_of(
        st.sampled_from([visit(0, body, None, readings=(read("1", *page),)) for body, page in PAGES.items()]),
        st.sampled_from(
            [
                missed(0, status=304),
                missed(0, status=404),
                missed(0, status=500),
                missed(0, status=301, redirect="http://example.cn/2"),
                missed(0, status=302, redirect="https://example.cn/1"),
                missed(0, ending=Ending.UNANSWERED, status=None, reason="dns"),
                visit(0, "d", None, unreadable="too-deep"),
                visit(0, "a", "甲", ending=Ending.CUT),
            ]
        ),
    ),
    max_size=12,
).map(lambda drawn: [replace(one, time=at(i), record_id=f"urn:uuid:{i:02}") for i, one in enumerate(drawn)])


@given(VISITS, st.integers(min_value=0, max_value=12))
def test_night_by_night_is_the_same_as_all_at_once(visits, cut):
    """The fold can be broken off and taken up anywhere, and does not mind in what order it is given the visits."""
    beginning = DocumentState(address=ADDRESS)
    state, first = fold(beginning, visits[:cut])
    state, second = fold(state, visits[cut:])
    assert (state, first + second) == fold(beginning, list(reversed(visits)))


@given(VISITS)
def test_events_alternate(visits):
    """Nothing is withdrawn twice without a return, and every return follows a withdrawal or a move."""
    away = None
    for one in fold(DocumentState(address=ADDRESS), visits)[1]:
        for event in one.events:
            if event.kind is EventKind.RETURNED:
                assert away is not None
                away = None
            elif event.kind is not EventKind.EDITED:
                assert away is None or (away, event.kind) == (EventKind.WITHDRAWN, EventKind.MOVED)
                away = event.kind


@given(VISITS)
def test_changed_means_another_text_than_the_last(visits):
    """And same-text and same-bytes mean the same; each outcome that saw a text names it."""
    last = None
    for one in fold(DocumentState(address=ADDRESS), visits)[1]:
        if one.outcome in (Outcome.NEW, Outcome.CHANGED):
            assert one.text_sha256 not in (None, last)
            last = one.text_sha256
        elif one.text_sha256 is not None:
            assert one.text_sha256 == last
