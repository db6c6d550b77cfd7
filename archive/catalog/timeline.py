"""What each visit to a document came to, and what the document's visits say together; pure.

A document's timeline is a fold: ``step`` takes what was known before one visit and gives what is known after it.  Taken
one visit at a time or all at once, live or from a rebuilt catalog, the same visits give the same timeline.

Rules that the outcomes leave open are decided here, always so that nothing is claimed of a page that was not seen:

- an address that our own guard forbids is ``refused``, as with robots.txt: nobody there was asked;
- an error page sent with status 200 is ``http-error``, reason ``error-page``, not ``gone``: only 404 and 410 say that;
- a challenge page is ``blocked`` whatever its status, also with 404;
- texts are compared only where one reader has read both; where none has, and they differ, the outcome is
  ``same-text``, reason ``other-reader``, until the older payload is read again: a better reader changes no page;
- a visit that brought no page (failed, cut, blocked) leaves all that is known of the text as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.address import document_address
from archive.catalog.visits import DocumentState, Event, EventKind, Presence, Reading, Step, Visit
from archive.model import Ending, Outcome


def outcome_without_document(visit: Visit) -> Step:
    """The outcome of a list, feed, sitemap or robots.txt: these have no history of texts."""
    outcome, reason = _outcome(DocumentState(address=""), visit)
    return Step(outcome=outcome, reason=reason)


def step(state: DocumentState, visit: Visit) -> tuple[DocumentState, Step]:
    """One visit later; ``visit`` must be later than all before it."""
    outcome, reason = _outcome(state, visit)
    text, payload, changes = _seen(state, visit, outcome)
    after = replace(state, **changes, **_last(visit, outcome, reason))
    result = Step(
        outcome=outcome,
        reason=reason,
        text_sha256=text,
        text_payload_sha256=payload if text else None,
        events=tuple(_events(state, after, visit, outcome)),
    )
    return after, result


def fold(state: DocumentState, visits: Iterable[Visit]) -> tuple[DocumentState, list[Step]]:
    """All visits after ``state``, in their order."""
    steps = []
    for visit in sorted(visits, key=lambda visit: visit.key):
        state, one = step(state, visit)
        steps.append(one)
    return state, steps


def same_text(before: Sequence[Reading], after: Sequence[Reading]) -> bool | None:
    """Whether two payloads hold the same text; None where no one reader has read both and the texts read differ.

    >>> old, new = Reading(extractor="1", text_sha256="a"), Reading(extractor="2", text_sha256="b")
    >>> same_text([old], [new]) is None
    True
    >>> same_text([old], [Reading(extractor="1", text_sha256="a"), new])
    True
    """
    texts = {reading.extractor: reading.text_sha256 for reading in after if reading.text_sha256}
    for reading in reversed(before):
        if reading.text_sha256 and reading.extractor in texts:
            return reading.text_sha256 == texts[reading.extractor]
    if before and after and before[-1].text_sha256 == after[-1].text_sha256:
        return True
    return None


_Changes = dict[str, Any]  # fields of a DocumentState
_RECEIVED = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.SAME_TEXT, Outcome.SAME_BYTES, Outcome.NOT_TEXT})


def _outcome(state: DocumentState, visit: Visit) -> tuple[Outcome, str | None]:
    """The outcome and, where the exchange does not say it, the reason."""
    failure = _failure(visit)
    if failure is not None:
        return failure
    if not visit.role.has_text:
        return Outcome.PAGE, None
    if visit.is_flagged("block-page"):
        return Outcome.BLOCKED, None
    if visit.is_flagged("error-page"):
        return Outcome.HTTP_ERROR, "error-page"
    if visit.payload_sha256 is not None and visit.payload_sha256 == state.payload_sha256:
        return Outcome.SAME_BYTES, visit.unread_because
    if visit.text_sha256 is None:
        return Outcome.NOT_TEXT, visit.unread_because or ("no-text" if visit.readings else "unread")
    return _compared(state, visit)


def _failure(visit: Visit) -> tuple[Outcome, str | None] | None:
    """The outcome of a visit that brought no page; None where it brought one."""
    match visit.ending:
        case Ending.NOT_ASKED:
            return (Outcome.OVER_BUDGET if visit.reason == "budget" else Outcome.REFUSED), None
        case Ending.UNANSWERED:
            return (Outcome.REFUSED if visit.reason == "guard" else Outcome.UNREACHABLE), None
        case Ending.CUT:
            return Outcome.TRUNCATED, None
        case Ending.UNPARSED:
            return Outcome.HTTP_ERROR, "unparsed"
    return _bad_status(visit)


def _bad_status(visit: Visit) -> tuple[Outcome, str | None] | None:
    status = visit.status
    if status is None or 200 <= status < 300:
        return None
    if status == 304:
        return Outcome.NOT_MODIFIED, None
    if 300 <= status < 400 and visit.redirect is not None:
        return Outcome.MOVED, None
    if visit.is_flagged("block-page"):
        return Outcome.BLOCKED, None
    if status in (404, 410):
        return Outcome.GONE, None
    return Outcome.HTTP_ERROR, None


def _compared(state: DocumentState, visit: Visit) -> tuple[Outcome, str | None]:
    if state.text_sha256 is None:
        return Outcome.NEW, None
    same = same_text(state.readings, visit.readings)
    if same is None:
        return Outcome.SAME_TEXT, "other-reader"
    return (Outcome.SAME_TEXT if same else Outcome.CHANGED), None


def _seen(state: DocumentState, visit: Visit, outcome: Outcome) -> tuple[str | None, str | None, _Changes]:
    """The text that was seen, the payload it stands in, and how that changes the state."""
    if outcome in _RECEIVED:
        return visit.text_sha256, visit.payload_sha256, _received(state, visit)
    if outcome is not Outcome.NOT_MODIFIED:
        return None, None, _missed(state, visit, outcome)
    changes = _confirmed(state, visit)
    if state.payload_sha256 != state.text_payload_sha256:
        return None, None, changes
    return state.text_sha256, state.text_payload_sha256, changes


def _received(state: DocumentState, visit: Visit) -> _Changes:
    changes = _confirmed(state, visit) | {
        "url": visit.url,
        "role": visit.role,
        "payload_sha256": visit.payload_sha256,
        "record_id": visit.record_id,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
    }
    if visit.text_sha256 is not None:
        changes |= {
            "text_sha256": visit.text_sha256,
            "text_payload_sha256": visit.payload_sha256,
            "readings": visit.readings,
        }
    return changes


def _confirmed(state: DocumentState, visit: Visit) -> _Changes:
    return {
        "presence": Presence.PRESENT,
        "first_seen": state.first_seen or visit.time,
        "last_seen": visit.time,
        "moved_to": None,
    }


def _missed(state: DocumentState, visit: Visit, outcome: Outcome) -> _Changes:
    changes: _Changes = {"url": visit.url, "role": visit.role} if state.first_seen is None else {}
    if outcome is Outcome.GONE and state.presence is Presence.PRESENT:
        changes["presence"] = Presence.WITHDRAWN
    if outcome is Outcome.MOVED and visit.redirect and document_address(visit.redirect) != state.address:
        changes |= {"presence": Presence.MOVED, "moved_to": visit.redirect}
    return changes


def _last(visit: Visit, outcome: Outcome, reason: str | None) -> _Changes:
    return {
        "source": visit.source,
        "last_visit": visit.time,
        "last_record": visit.record_id,
        "last_status": visit.status,
        "last_outcome": outcome,
        "last_reason": visit.reason or reason,
    }


def _events(before: DocumentState, after: DocumentState, visit: Visit, outcome: Outcome) -> Iterable[Event]:
    """Nothing happens to a document before it was first seen."""
    if before.first_seen is None:
        return
    if before.presence in (Presence.WITHDRAWN, Presence.MOVED) and after.presence is Presence.PRESENT:
        yield Event(kind=EventKind.RETURNED, time=visit.time, record_id=visit.record_id, to_text=after.text_sha256)
    if outcome is Outcome.CHANGED:
        yield Event(
            kind=EventKind.EDITED,
            time=visit.time,
            record_id=visit.record_id,
            from_text=before.text_sha256,
            to_text=after.text_sha256,
        )
    if after.presence is Presence.WITHDRAWN and before.presence is Presence.PRESENT:
        yield Event(kind=EventKind.WITHDRAWN, time=visit.time, record_id=visit.record_id, from_text=before.text_sha256)
    if after.moved_to is not None and after.moved_to != before.moved_to:
        yield Event(
            kind=EventKind.MOVED,
            time=visit.time,
            record_id=visit.record_id,
            from_text=before.text_sha256,
            moved_to=after.moved_to,
        )
