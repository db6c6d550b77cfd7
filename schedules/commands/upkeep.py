"""Verbs that go over all that is archived: reextract, rebuild, audit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archive.collection import open_collection

if TYPE_CHECKING:
    from archive.model import Problem

as_json_lines = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.command()
@click.pass_context
def reextract(ctx: click.Context) -> None:
    """Read every archived page again with the present reader.

    What was read before stays; new readings stand beside it and are the ones shown.  Only what this version of the
    reader has not read yet is read, so a second call adds nothing.  The exit code is 1 where the reader itself failed.

    \b
    Example:
      dibao reextract
    """
    from schedules.jobs.rereading import reextract as run
    from schedules.logbook import log_to_stderr
    from schedules.printout import say

    collection = open_collection(ctx.obj)
    log_to_stderr()
    result = run(collection)
    unreadable = f"; {result.unreadable:,} pages cannot be read" if result.unreadable else ""
    say(f"{result.added:,} new readings{unreadable}.")
    if result.failed:
        say(f"On {result.failed:,} of them the reader failed: a fault of Dibao's own, see above.", style="red")
    ctx.exit(1 if result.failed else 0)


@click.command()
@click.option("--check", is_flag=True, help="Only compare: the catalog stays; exit 1 where it differs.")
@as_json_lines
@click.pass_context
def rebuild(ctx: click.Context, check: bool, as_json: bool) -> None:
    """Make the catalog again from the WARC files alone.

    The new catalog takes the old one's place when it is complete; if interrupted, the old one stays.  Prints what was
    found damaged and, with --check, each difference; the exit code is then 1.

    \b
    Example:
      dibao rebuild
      dibao rebuild --check
    """
    from schedules.jobs.rebuilding import rebuild as run
    from schedules.jsonlines import write_line
    from schedules.logbook import log_to_stderr
    from schedules.printout import print_text, say

    collection = open_collection(ctx.obj)
    log_to_stderr()
    result = run(collection, check=check)
    for problem in result.problems:
        _print_problem(problem, as_json=as_json)
    for difference in result.differences:
        if as_json:
            write_line({"difference": difference}, sys.stdout)
        else:
            print_text(difference)
    is_good = not (result.problems or result.differences)
    say(
        f"{result.captures:,} captures from the WARC files"
        + (": the catalog is the same." if check and is_good else ".")
    )
    ctx.exit(0 if is_good else 1)


@click.command()
@as_json_lines
@click.pass_context
def audit(ctx: click.Context, as_json: bool) -> None:
    """Check that what is archived is what was acknowledged.

    Every record's bytes against its digests and the ledger's, the ledger's own chain, every row of the catalog against
    its record and every record against the catalog, every text against its hash.  Only reads.  Prints what is wrong:
    kind, file, offset, record id; the exit code is then 1.

    \b
    Example:
      dibao audit
      dibao audit --json | jq -r .what | sort | uniq -c
    """
    from schedules.jobs.auditing import audit as run
    from schedules.printout import say

    collection = open_collection(ctx.obj)
    found = 0
    for problem in run(collection):
        found += 1
        _print_problem(problem, as_json=as_json)
    say(f"{found:,} finding{'s' * (found > 1)}." if found else "Nothing is wrong.")
    ctx.exit(1 if found else 0)


def _print_problem(problem: Problem, *, as_json: bool) -> None:
    from archive.catalog.answers import plain
    from schedules.jsonlines import write_line
    from schedules.printout import print_text

    if as_json:
        write_line(plain(problem), sys.stdout)
        return
    where = " ".join(str(part) for part in (problem.warc_file, problem.offset, problem.record_id) if part is not None)
    print_text(f"{problem.what}  {where}  {problem.detail}".rstrip())


COMMANDS = (reextract, rebuild, audit)
