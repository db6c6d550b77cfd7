"""The verb that reads pages on disk: extract."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--processes", type=click.IntRange(min=1), help="How many processes read; one per processor if left out.")
@click.pass_context
def extract(ctx: click.Context, files: tuple[str, ...], processes: int | None) -> None:
    """Read pages on disk: HTML in any encoding, Markdown with front matter, plain text.

    Prints one JSON object a line, in the order given.  A directory stands for the files in it and below, by name; - is
    standard input.  A file that cannot be read is a line with an "error", and the exit code is 1; the others are read.
    No collection is needed.

    \b
    Example:
      dibao extract page.html article.md | jq .title
      dibao extract saved-pages/ > readings.jsonl
    """
    from schedules.jobs.extract_files import extract_files
    from schedules.jsonlines import write_line
    from schedules.progress import counted

    failed = False
    lines = extract_files(files, processes=processes)
    if not sys.stdout.isatty():
        lines = counted(lines, "Reading")
    for line in lines:
        failed = failed or "error" in line
        write_line(line, sys.stdout)
    ctx.exit(1 if failed else 0)


COMMANDS = (extract,)
