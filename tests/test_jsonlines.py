"""JSON lines: the documented keys, always all of them, one object a line."""

from __future__ import annotations

import dataclasses
import io
import json
from datetime import UTC, datetime

from archive.model import Capture, Ending, Extraction, Extractor, Location, Outcome, Role, Run
from schedules.jsonlines import capture_object, extraction_object, run_object, write_line

CAPTURE_KEYS = (
    "url run source time outcome status reason via payload_sha256 text_sha256 document record_id warc_file offset "
    "length revisit_of"
)
READING_KEYS = (
    "title kicker subtitle published written source credits author editor site publisher issuer doc_number "
    "index_number status topic in_force language encoding text text_sha256 page_starts attachments contains flags "
    "extractor found_in"
)
BARE = Capture(
    url="http://a.test/1",
    run="20261121-020000-0000",
    source="a",
    role=Role.DOCUMENT,
    time=datetime(2026, 11, 21, 2, 0, 0, 123000, tzinfo=UTC),
    ending=Ending.UNANSWERED,
    reason="dns",
)


def test_a_capture_has_its_documented_keys_in_order() -> None:
    """A capture of which hardly anything is known has the same keys as any other; what is absent is null."""
    assert " ".join(capture_object(BARE)) == CAPTURE_KEYS


def test_a_capture_says_where_its_record_lies() -> None:
    """File, offset and length stand beside each other; the outcome is its word, the time is UTC."""
    kept = dataclasses.replace(BARE, outcome=Outcome.NEW, location=Location(warc_file="a.warc.gz", offset=7, length=9))
    told = capture_object(kept)
    assert (told["outcome"], told["time"]) == ("new", "2026-11-21T02:00:00.123000Z")
    assert (told["warc_file"], told["offset"], told["length"]) == ("a.warc.gz", 7, 9)


def test_an_extraction_begins_with_where_it_is_from_and_has_all_keys() -> None:
    """``path`` first for a file, ``url`` for a capture; every documented key is there, lists are lists."""
    extractor = Extractor(name="dibao", version="0")
    of_file = extraction_object(Extraction(extractor=extractor, path="a.html"))
    of_page = extraction_object(Extraction(extractor=extractor, url="http://a.test/"))
    assert (" ".join(of_file), " ".join(of_page)) == (f"path {READING_KEYS}", f"url {READING_KEYS}")
    assert [of_file[key] for key in ("author", "contains", "flags", "title")] == [[], [], [], None]


def test_a_run_without_an_end_has_null() -> None:
    """A run that is under way, or was killed, has ``ended`` null."""
    run = Run(id="r", started=datetime(2026, 11, 21, tzinfo=UTC), settings_sha256="", software="", slot="2026-11-21")
    assert (run_object(run)["ended"], run_object(run)["slot"]) == (None, "2026-11-21")


def test_a_line_is_utf8_whatever_the_stream_is() -> None:
    """On a stream in another encoding JSON stays UTF-8, and an odd file name comes back from it."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    write_line({"path": "邸报-\udcff.html"}, stream)
    assert json.loads(raw.getvalue()) == {"path": "邸报-\udcff.html"}
    assert "邸报" in raw.getvalue().decode("utf-8")


def test_a_line_break_in_a_value_stays_on_the_line() -> None:
    """One object is one line, whatever its text holds."""
    stream = io.StringIO()
    write_line({"text": "一\n二\u2028三"}, stream)
    assert stream.getvalue().count("\n") == 1
