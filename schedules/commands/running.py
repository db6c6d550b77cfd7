"""Verbs that run: collect, schedule, runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.collection import open_collection
from archive.model import Capture


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--json", "as_json", is_flag=True, help="Print each capture as it is recorded, one JSON object a line.")
@click.option("--slot", hidden=True, help="The night that this run serves; given by `dibao schedule`.")
@click.pass_context
def collect(ctx: click.Context, ids: tuple[str, ...], as_json: bool, slot: str | None) -> None:
    """Collect now: all sources, or those named.

    Every known page of the sources is visited again and new ones are found.  Ends with the number of pages by outcome
    and a list of what went wrong.  Ctrl-C ends the run cleanly, a second one hurries; what was kept stays kept, and the
    next run goes on from there.

    \b
    Example:
      dibao collect
      dibao collect example-gov example-news
      dibao collect --json | jq -r 'select(.outcome == "changed") | .url'
    """
    from schedules.jobs import collecting
    from schedules.jsonlines import capture_object, write_line

    def print_capture(capture: Capture) -> None:
        write_line(capture_object(capture), sys.stdout)

    collection = open_collection(ctx.obj)
    if as_json:
        summary = collecting.collect(collection, ids, slot=slot, on_capture=print_capture)
    else:
        summary = collecting.collect(collection, ids, slot=slot)
        collecting.print_counts(summary)
    collecting.tell_end(summary)
    ctx.exit(summary.exit_code)


@click.command()
@click.option("--once", is_flag=True, help="Run the night that is due, if it was not run, and end.")
@click.pass_context
def schedule(ctx: click.Context, once: bool) -> None:
    """Collect every night at the time in dibao.toml, until ended by Ctrl-C or SIGTERM.

    A night that was missed is caught up at the start, once, the latest only; a run that was killed counts as missed.
    Two services on one collection never run the same night.  With --once a clock of your own (cron, a systemd timer)
    can do the calling.

    \b
    Example:
      dibao schedule
      dibao -C /srv/gazette schedule --once
    """
    from schedules.jobs.runs import runs_of
    from schedules.logbook import log_to_stderr
    from schedules.nights import Verdict
    from schedules.service import NightProcess, nights_of, serve, serve_once

    collection = open_collection(ctx.obj)
    log_to_stderr()
    process = NightProcess(collection.root)
    nights = nights_of(collection, runs=lambda: runs_of(collection), process=process)
    if once:
        ctx.exit(1 if serve_once(nights, process) in (Verdict.FAILED, None) else 0)
    serve(nights, process)


@click.command()
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=0), help="How many, the latest first; 0 for all."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def runs(directory: Path, limit: int, as_json: bool) -> None:
    """List the runs, the latest first: when, for which night, how they ended, pages by outcome.

    \b
    Example:
      dibao runs
      dibao runs --limit 0 --json | jq -r 'select(.ended == null) | .run'
    """
    from schedules.jobs.runs import runs_of
    from schedules.jsonlines import run_object, write_line
    from schedules.printout import local_time, print_table

    collection = open_collection(directory)
    latest = runs_of(collection, limit=limit or None)
    if as_json:
        for run in latest:
            write_line(run_object(run), sys.stdout)
        return
    zone = collection.settings.zone
    print_table(
        ["run", "started", "for", "end", "pages#", "outcomes"],
        (
            [
                run.id,
                local_time(run.started, zone)[:-3],
                run.slot or "hand",
                run.end_reason or "none yet",
                sum(run.counts.values()),
                ", ".join(f"{count:,} {outcome}" for outcome, count in run.counts.items()),
            ]
            for run in latest
        ),
    )


COMMANDS = (collect, schedule, runs)
