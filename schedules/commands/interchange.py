"""Verbs that exchange archives with other tools: import, export wacz, export cdxj, export csv."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.collection import open_collection
from schedules.commands.export import export

if TYPE_CHECKING:
    from schedules.jobs.importing import Imported

PROBLEMS_SHOWN = 20  # of one file


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option("--source", default="import", show_default=True, metavar="ID", help="As whose pages they are cataloged.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, with all that is wrong in it.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], source: str, as_json: bool) -> None:
    """Take anybody's WARC, ARC or WACZ files into the collection and read them.

    Each file is copied whole to warc/imported/, each of its responses becomes a capture, and web pages are read.  What
    is broken in a file is told on standard error and the rest is taken; the exit code is then 1.  A file that the
    collection holds already is passed over.

    \b
    Example:
      dibao import crawl-00001.warc.gz crawl-00002.warc.gz
      dibao import --source people old/*.arc.gz
    """
    from schedules.jobs.importing import import_files
    from schedules.jsonlines import write_line
    from schedules.logbook import log_to_stderr
    from schedules.printout import print_table

    log_to_stderr()
    done = []
    for one in import_files(open_collection(ctx.obj), files, source=source):
        done.append(one)
        if as_json:
            write_line(_imported_object(one), sys.stdout)
        else:
            _tell(one)
    if not as_json:
        print_table(["file", "records#", "captures#", "came to"], map(_row, done))
    ctx.exit(1 if any(one.problems for one in done) else 0)


@export.command("wacz")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--run", metavar="RUN", help="Only what this run captured; `dibao runs` lists them.")
@click.option("--source", metavar="ID", help="Only what was captured for this source.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Only what was captured since that day."
)
@click.pass_obj
def wacz(directory: Path, file: Path, run: str | None, source: str | None, since: datetime | None) -> None:
    """Write a WACZ file, which ReplayWeb.page and other players show: pages with their text, index, WARC files.

    The WARC files in which the selected captures lie are in it whole and as they are.  The same collection gives the
    same bytes.  FILE is written whole or not at all, in place of what stood there.

    \b
    Example:
      dibao export wacz gazette.wacz
      dibao export wacz november.wacz --source example-gov --since 2026-11-01
    """
    from schedules.jobs.exporting import export_wacz
    from schedules.printout import say

    collection = open_collection(directory)
    moment = since.replace(tzinfo=collection.settings.zone) if since else None
    bundle = export_wacz(collection, file, run=run, source=source, since=moment)
    for name in bundle.left_out:
        say(f"{name} was left out: it is not closed yet, missing, or an ARC file.", style="yellow")
    say(f"{file}: {bundle.pages:,} texts of {bundle.captures:,} captures in {bundle.warc_files:,} WARC files.")


@export.command("cdxj")
@click.pass_obj
def cdxj(directory: Path) -> None:
    """Write one sorted index of all closed WARC files, as pywb reads it.

    \b
    Example:
      dibao export cdxj > all.cdxj
    """
    from schedules.jobs.exporting import merged_index

    for line in merged_index(open_collection(directory)):
        sys.stdout.buffer.write(line)


@export.command("csv")
@click.option("--source", metavar="ID", help="Only what this source collected.")
@click.pass_obj
def table(directory: Path, source: str | None) -> None:
    """Write one row a document with its main fields, for spreadsheets; several values of one field divided by "; ".

    A value that a spreadsheet would run as a formula has an apostrophe before it.

    \b
    Example:
      dibao export csv > documents.csv
      dibao export csv --source example-gov > policies.csv
    """
    from archive.catalog.library import Library
    from schedules.jobs.exporting import table_rows

    sys.stdout.buffer.write(codecs.BOM_UTF8)  # else spreadsheets take it for the encoding of their system
    with Library(open_collection(directory).catalog) as library:
        library.refuse_unknown_source(source)
        for row in table_rows(library, source=source):
            line = io.StringIO()
            csv.writer(line).writerow(row)
            sys.stdout.buffer.write(line.getvalue().encode("utf-8", "replace"))


def _tell(one: Imported) -> None:
    """What is wrong with a file, and what was done to it."""
    from schedules.printout import say

    if one.adopted is not None and one.adopted.is_repacked:
        say(f"{one.path}: its records shared gzip members; they have one each now, with the same content.")
    for problem in one.problems[:PROBLEMS_SHOWN]:
        at = "" if problem.offset is None else f" at {problem.offset:,}"
        say(f"{one.path}{at}: {problem.what}  {problem.detail}".rstrip(), style="red")
    if len(one.problems) > PROBLEMS_SHOWN:
        say(f"{one.path}: and {len(one.problems) - PROBLEMS_SHOWN:,} more; --json prints all.", style="red")


def _row(one: Imported) -> list[str | int]:
    if one.adopted is None:
        return [str(one.path), 0, 0, "not taken"]
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in one.counts.items())
    return [str(one.path), one.adopted.records, one.captures, "held already" if one.is_held else counts]


def _imported_object(one: Imported) -> dict[str, object]:
    from archive.catalog.answers import plain

    adopted = one.adopted
    return {
        "path": str(one.path),
        "warc_file": adopted.name if adopted else None,
        "run": adopted.origin.run if adopted and adopted.origin else None,
        "is_new": bool(adopted and adopted.is_new),
        "records": adopted.records if adopted else 0,
        "captures": one.captures,
        "outcomes": dict(one.counts),
        "problems": [plain(problem) for problem in one.problems],
    }


COMMANDS = (import_,)
