"""Verbs that read what a collection knows: search, show, history, diff."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from archive.collection import open_collection

DAY = click.DateTime(["%Y-%m-%d"])
as_json_lines = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--rank", is_flag=True, help="Best answer first instead of newest first.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many documents at most.")
@click.option("--source", metavar="ID", help="Only what this source collected.")
@click.option("--site", metavar="HOST", help="Only pages of this host.")
@click.option("--since", type=DAY, help="Published on this day or later; first seen, where that is unknown.")
@click.option("--until", type=DAY, help="Published on this day or earlier.")
@as_json_lines
@click.pass_obj
def search(
    directory: Path,
    query: tuple[str, ...],
    rank: bool,
    limit: int,
    source: str | None,
    site: str | None,
    since: datetime | None,
    until: datetime | None,
    as_json: bool,
) -> None:
    """Find documents by their words, in simplified or traditional script, newest first.

    All words must occur; "several words" in quotes occur together; -word must not occur (write -- before the query
    then).  The exit code is 0 also where nothing is found.

    \b
    Example:
      dibao search 医改
      dibao search '"基本药物" 目录' --rank --since 2024-01-01
      dibao search --json -- 医改 -试点 | jq -r .url
    """
    from schedules import findings

    collection = open_collection(directory)
    hits = findings.search(
        collection,
        " ".join(query),
        order="rank" if rank else "newest",
        limit=limit,
        source=source,
        site=site,
        since=since,
        until=until,
    )
    findings.print_hits(hits, as_json=as_json, stream=sys.stdout)


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--version", "number", type=click.IntRange(min=1), help="An earlier text; `dibao history` numbers them.")
@click.option("--text", "text_only", is_flag=True, help="Only the text, nothing else.")
@as_json_lines
@click.pass_obj
def show(directory: Path, document: str, number: int | None, text_only: bool, as_json: bool) -> None:
    """Show one document as it was read; DOC is its address, its id, or the beginning of its id.

    \b
    Example:
      dibao show https://www.example.gov.cn/zhengce/2024/t1.html
      dibao show 4f1a0ce2 --version 1
      dibao show 4f1a0ce2 --json | jq .found_in
    """
    from schedules import findings

    collection = open_collection(directory)
    findings.show(collection, document, number=number, text_only=text_only, as_json=as_json, stream=sys.stdout)


@click.command()
@click.argument("document", metavar="DOC")
@as_json_lines
@click.pass_obj
def history(directory: Path, document: str, as_json: bool) -> None:
    """Show every visit to a document: what came, what had happened to it, which text it had.

    \b
    Example:
      dibao history https://www.example.gov.cn/zhengce/2024/t1.html
      dibao history 4f1a0ce2 --json | jq -r .outcome
    """
    from schedules import findings

    findings.show_history(open_collection(directory), document, as_json=as_json, stream=sys.stdout)


@click.command()
@click.argument("document", metavar="DOC")
@click.argument("old", type=click.IntRange(min=1), required=False)
@click.argument("new", type=click.IntRange(min=1), required=False)
@as_json_lines
@click.pass_obj
def diff(directory: Path, document: str, old: int | None, new: int | None, as_json: bool) -> None:
    """Show how a document's text changed, sentence by sentence: between its last two versions, or OLD and NEW.

    \b
    Example:
      dibao diff https://www.example.gov.cn/zhengce/2024/t1.html
      dibao diff 4f1a0ce2 1 3
    """
    from schedules import findings

    findings.show_diff(open_collection(directory), document, old=old, new=new, as_json=as_json, stream=sys.stdout)


COMMANDS = (search, show, history, diff)
