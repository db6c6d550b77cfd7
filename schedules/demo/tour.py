"""The guided tour: a collection of the bundled web, two nights by the ordinary commands, and what it then knows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from rich.text import Text

from archive.catalog.library import Library
from archive.catalog.visits import EventKind
from archive.collection import Collection, open_collection
from archive.errors import DibaoError, UserError
from archive.finding.difference import Change
from archive.model import Outcome, Run
from schedules.demo import web
from schedules.demo.server import DemoServer
from schedules.printout import marked, outcome_word, print_table, print_text, say

NAME = "dibao-demo"
SETTINGS = """# The demonstration's collection; its web is served on loopback while `dibao demo` runs, and only then.
name = "{name}"

[politeness]
delay_s = 0.0

[network]
proxy = "{proxy}"
"""
HEADING = "bold cyan"


def run(directory: Path) -> None:
    """Makes ``directory`` anew as a collection, collects two nights, and prints what is known then.

    UserError where something else than an earlier demonstration stands there.
    """
    clear(directory)
    with DemoServer() as server:
        directory.mkdir(parents=True)
        (directory / "dibao.toml").write_text(SETTINGS.format(name=NAME, proxy=server.proxy), "utf-8")
        say(f"A web of {len(web.sites())} invented sites is served on loopback; the collection is made in {directory}.")
        add_sources(directory)
        collect(directory, "The first night")
        server.night = 2
        collect(directory, "The second night: pages were edited, withdrawn, moved, copied, and left alone")
    tell(open_collection(directory))


def clear(directory: Path) -> None:
    """Removes an earlier demonstration; anything else is left alone."""
    if not directory.exists() or not any(directory.iterdir()):
        return
    settings = directory / "dibao.toml"
    if not settings.exists() or f'name = "{NAME}"' not in settings.read_text("utf-8"):
        raise UserError(f"{directory} holds something else; `dibao demo DIR` takes another directory.")
    shutil.rmtree(directory)


def add_sources(directory: Path) -> None:
    for site in web.sites():
        dibao(directory, "source", "add", f"http://{site['host']}/")


def collect(directory: Path, title: str) -> None:
    print_text(Text(f"\n{title}", style=HEADING))
    dibao(directory, "collect")


def dibao(directory: Path, *arguments: str) -> None:
    """One command as a person would type it, in a process of its own: a process runs Scrapy once."""
    say(f"$ dibao -C {directory} {' '.join(arguments)}", style="bold")
    code = subprocess.run(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-m", "schedules.cli", "-C", str(directory), *arguments], check=False
    ).returncode
    if code:
        raise DibaoError(f"`dibao {' '.join(arguments)}` ended with exit code {code}.")


def tell(collection: Collection) -> None:
    """Everything the two nights taught."""
    with Library(collection.catalog) as library:
        tell_outcomes(library.runs())
        tell_edits(library)
        tell_disappeared(library)
        tell_moved(library)
        tell_shared(library)
        tell_credits(library)
        tell_search(library, "医改")
    tell_files(collection)
    tell_next(collection.root)


def tell_outcomes(runs: list[Run]) -> None:
    latest, first = runs[0].counts, runs[-1].counts
    rows = [(outcome_word(word), first.get(word, 0), latest.get(word, 0)) for word in map(str, Outcome)]
    print_text(Text("\nPages by outcome", style=HEADING))
    print_table(("outcome", "night 1#", "night 2#"), [row for row in rows if any(row[1:])])


def tell_edits(library: Library) -> None:
    print_text(Text("\nWhat changed, and how", style=HEADING))
    for event in library.happenings(kind=EventKind.EDITED):
        _, _, changes = library.diff(event.document)
        print_text(Text(event.title or event.url, style="bold"), f"  {event.url}")
        for change in changes:
            print_text(*(_sides(change)))


def _sides(change: Change) -> list[Text]:
    sides = [("  before  ", change.before, change.before_marks), ("  after   ", change.after, change.after_marks)]
    return [Text(label, style="dim") + marked(text.strip(), marks) for label, text, marks in sides if text]


def tell_disappeared(library: Library) -> None:
    print_text(Text("\nWhat disappeared (its text is kept)", style=HEADING))
    for document in library.disappeared():
        print_text(f"  {document.title}  {document.url}")


def tell_moved(library: Library) -> None:
    print_text(Text("\nWhat moved", style=HEADING))
    for event in library.happenings(kind=EventKind.MOVED):
        print_text(f"  {event.url}\n    now at {event.moved_to}")


def tell_shared(library: Library) -> None:
    print_text(Text("\nOne text at several addresses", style=HEADING))
    for shared in library.shared_texts():
        print_text(
            Text(shared.versions[0].title or "", style="bold"), *(f"  {version.url}" for version in shared.versions)
        )


def tell_credits(library: Library) -> None:
    print_text(Text("\nWhom each text credits", style=HEADING))
    rows = []
    for document in library.documents():
        reading = library.extraction(document.document)
        if reading and reading.text:
            rows.append((reading.title, reading.site, reading.source or reading.issuer, "、".join(reading.credits)))
    print_table(("title", "site", "declared source", "lead-in"), rows)


def tell_search(library: Library, words: str) -> None:
    print_text(Text(f"\nSearch: {words}", style=HEADING))
    for hit in library.search(words):
        print_text(Text(f"  {(hit.published or '')[:10]}  ") + marked(hit.title or hit.url, hit.title_marks))
        for passage in hit.passages[:1]:
            print_text(Text("              ") + marked(passage.text.replace("\n", " "), passage.marks))


def tell_files(collection: Collection) -> None:
    print_text(Text("\nWhere it all lies", style=HEADING))
    files = sorted(collection.warc.rglob("*.warc.gz"))
    lines = collection.ledger.read_text("utf-8").count("\n")
    print_text(*(f"  {path}  {path.stat().st_size:,} bytes" for path in files))
    print_text(
        f"  {collection.ledger}  {lines} lines, each with the digest of the one before", f"  {collection.catalog}"
    )


def tell_next(root: Path) -> None:
    print_text(
        Text("\nYour own sites, next:", style=HEADING),
        "  dibao init gazette --contact YOU@EXAMPLE.ORG && cd gazette",
        "  dibao source add https://SITE/",
        "  dibao collect",
    )
    say(f"\nLook around in this one, too:  dibao -C {json.dumps(str(root))} history URL   (and search, diff, audit)")
