"""Verbs about what leaves a collection: export jsonl, captures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.collection import open_collection


@click.group()
def export() -> None:
    """Write out what the collection knows, for other programs.

    \b
    Example:
      dibao export jsonl > documents.jsonl
      dibao export captures > captures.jsonl
    """


@export.command("jsonl")
@click.option("--source", metavar="ID", help="Only what this source collected.")
@click.pass_obj
def jsonl(directory: Path, source: str | None) -> None:
    """Write what was last read of each document, one JSON object a line.

    \b
    Example:
      dibao export jsonl > documents.jsonl
      dibao export jsonl --source example-gov | jq -r .doc_number
    """
    from archive.catalog.library import Library
    from schedules.jsonlines import extraction_object, write_line

    with Library(open_collection(directory).catalog) as library:
        library.refuse_unknown_source(source)
        for document in library.documents(source=source):
            extraction = library.extraction(document.document)
            if extraction is not None:
                write_line(extraction_object(extraction), sys.stdout)


@export.command("captures")
@click.option("--run", metavar="RUN", help="Only those of this run; `dibao runs` lists them.")
@click.option("--source", metavar="ID", help="Only those of this source.")
@click.option("--outcome", metavar="WORD", help="Only those that came to this: new, changed, gone, http-error …")
@click.pass_obj
def captures(directory: Path, run: str | None, source: str | None, outcome: str | None) -> None:
    """Write every attempt at every address, one JSON object a line, in the order of time.

    \b
    Example:
      dibao export captures > captures.jsonl
      dibao export captures --run 20261121-183000-a1b2 --outcome unreachable | jq -r '.url + " " + .reason'
    """
    from archive.catalog.library import Library
    from archive.model import Outcome
    from schedules.jsonlines import capture_object, write_line

    if outcome and outcome not in set(Outcome):
        raise click.UsageError(f"no outcome {outcome!r}.  There are: {', '.join(Outcome)}")
    with Library(open_collection(directory).catalog) as library:
        if run:
            library.run(run)  # a run that there is
        library.refuse_unknown_source(source)
        for capture in library.captures(run=run, source=source, outcome=outcome):
            write_line(capture_object(capture), sys.stdout)


COMMANDS = (export,)
