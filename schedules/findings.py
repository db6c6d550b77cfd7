"""What a collection knows, for people and programs: hits, documents, their histories and differences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Any, Literal

from rich.text import Text

from archive.catalog.answers import Document, Hit, Version, Visited, plain
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UserError
from archive.finding.difference import Change
from archive.model import Extraction
from schedules.jsonlines import capture_object, extraction_object, write_line
from schedules.printout import Cell, clean, local_time, marked, outcome_word, print_table, print_text

SHORT = 12  # hex digits of a digest that people need
FIELDS = (  # that people are shown, in this order
    ("kicker", "kicker"),
    ("subtitle", "subtitle"),
    ("published", "published"),
    ("written", "written"),
    ("source", "source"),
    ("credits", "credits"),
    ("author", "author"),
    ("editor", "editor"),
    ("site", "site"),
    ("publisher", "publisher"),
    ("issuer", "issuer"),
    ("doc_number", "document number"),
    ("index_number", "index number"),
    ("status", "status"),
    ("in_force", "in force"),
    ("topic", "topic"),
    ("language", "language"),
    ("flags", "flags"),
)
LABELS = dict(FIELDS)


def search(
    collection: Collection,
    query: str,
    *,
    order: Literal["newest", "rank"],
    limit: int,
    source: str | None,
    site: str | None,
    since: datetime | None,
    until: datetime | None,
) -> list[Hit]:
    """``since`` and ``until`` are local days, both included."""
    zone = collection.settings.zone
    with Library(collection.catalog) as library:
        library.refuse_unknown_source(source)
        return library.search(
            query,
            order=order,
            limit=limit,
            source=source,
            site=site,
            since=since.replace(tzinfo=zone) if since else None,
            until=until.replace(tzinfo=zone) + timedelta(days=1) if until else None,
        )


def print_hits(hits: list[Hit], *, as_json: bool, stream: IO[str]) -> None:
    for hit in hits:
        if as_json:
            write_line(plain(hit), stream)
        else:
            print_text(*_hit_lines(hit))


def _hit_lines(hit: Hit) -> Iterator[Text | str]:
    title = marked(clean(hit.title), hit.title_marks) if hit.title else Text("(no title)")
    title.stylize("bold")
    yield title
    facts = [hit.published, hit.source or hit.issuer or hit.site, hit.doc_number]
    if not hit.is_current:
        facts.append("an earlier text")
    if hit.presence.value != "present":
        facts.append(hit.presence.value)
    yield Text("  ".join([hit.document[:SHORT], *(clean(fact) for fact in facts if fact)]), style="dim")
    yield Text(hit.url, style="cyan")
    for passage in hit.passages:
        yield Text("  … ") + marked(passage.text.replace("\n", " "), passage.marks)
    yield ""


def show(
    collection: Collection, name: str, *, number: int | None, text_only: bool, as_json: bool, stream: IO[str]
) -> None:
    with Library(collection.catalog) as library:
        document = library.document(name)
        extraction = library.version_text(name, number) if number else library.extraction(name)
        if extraction is None:
            raise UserError(_unread(document))
        if as_json:
            write_line(extraction_object(extraction), stream)
        elif text_only:
            print_text(*extraction.text.split("\n"))
        else:
            print_text(*_page_lines(collection, document, extraction), *_elsewhere_lines(library, document))


def _unread(document: Document) -> str:
    came = f"{document.last_outcome}" + (f" ({document.last_reason})" if document.last_reason else "")
    return (
        f"{document.url}: nothing was ever read from it; its last visit was: {came}.  `dibao history` shows them all."
    )


def _page_lines(collection: Collection, document: Document, extraction: Extraction) -> Iterator[Text | str]:
    yield Text(clean(extraction.title or document.title or "(no title)"), style="bold")
    yield Text(document.url, style="cyan")
    for label, value, _ in page_facts(extraction)[1:-1]:
        yield _labelled(label, value)
    zone = collection.settings.zone
    seen = f"{local_time(document.first_seen, zone)} – {local_time(document.last_seen, zone)}"
    yield _labelled("document", f"{document.document}, {document.presence}, {document.versions} version(s)")
    yield _labelled("seen", seen)
    yield ""
    yield from extraction.text.split("\n")
    yield from _attachment_lines(extraction)


def page_facts(extraction: Extraction) -> list[tuple[str, str, str | None]]:
    """What was read of a page, for people: label, value, where it was found; the headline first, the text last."""
    facts = [("title", extraction.title or "(none)", extraction.found_in.get("title"))]
    for name, label in FIELDS:
        value = getattr(extraction, name)
        if value:
            facts.append((label, value if isinstance(value, str) else ", ".join(value), extraction.found_in.get(name)))
    begin = extraction.text[:60].replace("\n", " ")
    text = f"{len(extraction.text):,} characters: {begin}…" if begin else "(none)"
    return [*facts, ("text", text, extraction.found_in.get("text"))]


def _attachment_lines(extraction: Extraction) -> Iterator[Text | str]:
    if extraction.attachments:
        yield ""
    for attachment in extraction.attachments:
        yield _labelled("attachment", "  ".join(filter(None, (attachment.title, attachment.url))))


def _elsewhere_lines(library: Library, document: Document) -> Iterator[Text | str]:
    if document.text_sha256 is None:
        return
    others = library.texts_elsewhere(document.text_sha256, but=document.document)
    if others:
        yield ""
    for other in others:
        yield _labelled("same text", other.url)


def _labelled(label: str, value: str) -> Text:
    return Text(f"{label}: ", style="dim") + Text(clean(value))


def show_history(collection: Collection, name: str, *, as_json: bool, stream: IO[str]) -> None:
    with Library(collection.catalog) as library:
        visits, versions = library.history(name), library.versions(name)
    if as_json:
        for visit in visits:
            write_line(_visit_object(visit), stream)
        return
    zone = collection.settings.zone
    numbers = {version.text_sha256: version.number for version in versions}
    rows = ([local_time(visit.capture.time, zone), *_visit_cells(visit, numbers)] for visit in visits)
    print_table(["time", "outcome", "status#", "reason", "happened", "version#", "text", "run"], rows)


def _visit_object(visit: Visited) -> dict[str, Any]:
    return capture_object(visit.capture) | {"happened": plain(visit.happenings)}


def _visit_cells(visit: Visited, numbers: dict[str, int]) -> list[Cell]:
    capture = visit.capture
    text = capture.text_sha256
    return [
        outcome_word(capture.outcome or ""),
        str(capture.status or ""),
        capture.reason or capture.outcome_reason,
        ", ".join(one.kind + (f" to {one.moved_to}" if one.moved_to else "") for one in visit.happenings),
        numbers.get(text or "", ""),
        (text or "")[:SHORT],
        capture.run,
    ]


def show_diff(
    collection: Collection, name: str, *, old: int | None, new: int | None, as_json: bool, stream: IO[str]
) -> None:
    with Library(collection.catalog) as library:
        document = library.document(name)
        if document.versions < 2:
            raise UserError(f"{document.url}: it has {document.versions} text(s); there is nothing to compare.")
        before, after, changes = library.diff(name, old or -2, new or -1)
    if as_json:
        for change in changes:
            write_line(plain(change), stream)
    else:
        zone = collection.settings.zone
        print_text(*(_version_line(one, local_time(one.first_seen, zone)) for one in (before, after)))
        print_text(*(line for change in changes for line in _change_lines(change)))


def _version_line(version: Version, seen: str) -> Text:
    return Text(f"version {version.number}, first seen {seen}: {clean(version.title or '')}", style="bold")


def _change_lines(change: Change) -> Iterator[Text]:
    if change.before:
        yield Text("- ", style="red") + _coloured(change.before, change.before_marks, "red")
    if change.after:
        yield Text("+ ", style="green") + _coloured(change.after, change.after_marks, "green")
    yield Text("")


def _coloured(text: str, marks: tuple[tuple[int, int], ...], colour: str) -> Text:
    line = Text(text.rstrip(), style=colour)
    for start, end in marks:
        line.stylize("bold reverse", start, end)
    return line
