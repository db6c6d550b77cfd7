"""Verbs about sources: source add, list, check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.collection import Collection, open_collection
from archive.errors import UserError

if TYPE_CHECKING:
    from archive.catalog.field_rates import FieldCounts
    from crawler.sources.survey import Survey
    from schedules.jobs.source_check import Check

as_json_lines = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group()
def source() -> None:
    """Add, list and check the sources of a collection.

    \b
    Example:
      dibao source add https://www.example.gov.cn/zhengce/
      dibao source list
      dibao source check example-gov
    """


@source.command("add")
@click.argument("names", nargs=-1, required=True, metavar="URL...")
@click.option("--from", "origin", type=click.Choice(["starter"]), help="Take ready-made sources by their ids instead.")
@click.option("--id", "source_id", help="What the source is called here; made from the address if left out.")
@click.option("--kind", type=click.Choice(["news", "government"]), help="Told from the site if left out.")
@as_json_lines
@click.pass_context
def add(
    ctx: click.Context,
    names: tuple[str, ...],
    origin: str | None,
    source_id: str | None,
    kind: str | None,
    as_json: bool,
) -> None:
    """Look at sites and write sources/ID.toml for each.

    Finds feeds, sitemaps, list pages and the pattern of article addresses, says what it found and on what ground, and
    asks nothing.  The file is yours to edit.  The exit code is 1 where some of several sites gave nothing.

    \b
    Example:
      dibao source add https://news.example.cn/
      dibao source add https://www.example.gov.cn/zhengce/ --id policies --kind government
      dibao source add --from starter gov-cn-policies
    """
    collection = open_collection(ctx.obj)
    if len(names) > 1 and source_id:
        raise click.UsageError("--id names one source: give one address with it.")
    if origin:
        _add_from_starter(collection, names)
    else:
        ctx.exit(_add_by_looking(collection, names, source_id, kind, as_json=as_json))


def _add_from_starter(collection: Collection, names: tuple[str, ...]) -> None:
    from schedules.jobs.sources import add_from_starter
    from schedules.printout import say

    for name in names:
        added = add_from_starter(collection, name)
        say(f"sources/{added.id}.toml: {added.name}.  It was not tried out: `dibao source check {added.id}` does.")


def _add_by_looking(
    collection: Collection, urls: tuple[str, ...], source_id: str | None, kind: str | None, *, as_json: bool
) -> int:
    from schedules.jobs.sources import add_by_looking, survey_object
    from schedules.jsonlines import write_line
    from schedules.printout import print_text, say
    from schedules.progress import counted

    failed: list[str] = []
    surveys = add_by_looking(collection, urls, source_id=source_id, kind=kind)
    for url, found in zip(urls, counted(surveys, "Looking at sites", total=len(urls)), strict=True):
        if isinstance(found, UserError):
            if len(urls) == 1:
                raise found
            failed.append(f"{url}: {found}")
        elif as_json:
            write_line(survey_object(found), sys.stdout)
        else:
            print_text(*_told(found))
    if failed:
        say(f"{len(failed):,} of {len(urls):,} sites gave no source:", style="red")
    for reason in failed:
        say(f"  {reason}", style="red")
    return 1 if failed else 0


def _told(survey: Survey) -> Iterator[str]:
    made = survey.source
    yield f"sources/{made.id}.toml: {made.name} ({made.kind}), {made.home}"
    for finding in survey.findings:
        mark = "+" if finding.good else "-"
        yield f"  {mark} {finding.key}: " + (f"{finding.url}  {finding.says}" if finding.url else finding.says)
    if made.articles.pattern:
        yield f"  + articles: {made.articles.pattern}"
    yield f"  Next: dibao source check {made.id}"


@source.command("list")
@click.option("--from", "origin", type=click.Choice(["starter"]), help="List the ready-made sources instead.")
@as_json_lines
@click.pass_obj
def list_(directory: Path, origin: str | None, as_json: bool) -> None:
    """List the sources of the collection.

    \b
    Example:
      dibao source list
      dibao source list --from starter
      dibao source list --json | jq -r .id
    """
    from schedules.jobs.sources import collection_sources, source_object, starter_sources
    from schedules.jsonlines import write_line
    from schedules.printout import print_table

    sources = starter_sources() if origin else collection_sources(open_collection(directory))
    if as_json:
        for each in sources:
            write_line(source_object(each), sys.stdout)
        return
    print_table(
        ["id", "kind", "name", "feeds#", "sitemaps#", "sections#", "home"],
        ([s.id, s.kind, s.name, len(s.feeds), len(s.sitemaps), len(s.sections), s.home] for s in sources),
    )


@source.command("check")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@as_json_lines
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...], as_json: bool) -> None:
    """Show what a run would fetch, and one page as it would be read: field by field, and from where.

    Looks at each source named, or at all.  Beside each field stands on how many of the source's pages it was found in
    the last month.  Nothing is kept.  The exit code is 1 where a starting point names nothing, no page can be read, or
    the last run found a field on far fewer pages than before.

    \b
    Example:
      dibao source check
      dibao source check example-gov
    """
    from datetime import UTC, datetime

    from crawler.sources.plain_fetch import PlainFetch
    from crawler.sources.source import load_sources
    from schedules.jobs import redesigns, source_check
    from schedules.jsonlines import write_line
    from schedules.printout import print_text

    collection = open_collection(ctx.obj)
    good = True
    for each in load_sources(collection, ids).values():
        known = source_check.known_documents(collection, each)
        checked = source_check.check(
            each,
            fetch=PlainFetch(collection.settings),
            known=known,
            now=datetime.now(UTC),
            counts=redesigns.usual(collection, each.id),
        )
        good = good and checked.is_good
        if as_json:
            write_line(source_check.check_object(checked), sys.stdout)
        else:
            print_text(*_checked(checked))
    ctx.exit(0 if good else 1)


def _checked(checked: Check) -> Iterator[str]:
    from schedules.findings import page_facts

    yield f"{checked.source}: {checked.known} known documents would be visited again"
    for start in checked.starts:
        found = start.problem or f"{len(start.articles)} articles, {start.new} of them new"
        yield f"  {'-' if start.problem else '+'} {start.role} {start.url}  {found}"
    for loss in checked.lost:
        yield f"  - {loss.what}: {loss.says}"
    usual = dict(_usual(checked.usual)) if checked.usual else {}
    if checked.page is None:
        yield f"  - no page was read: {checked.problem}"
        return
    yield f"  + read: {checked.page.url}"
    for label, value, where in page_facts(checked.page):
        yield f"      {label}: {value}" + (f"  [{where}]" if where else "") + usual.pop(label, "")
    for label, share in usual.items():
        yield f"      {label}: (none){share}"


def _usual(usual: FieldCounts) -> Iterator[tuple[str, str]]:
    """Label of a field and on how many pages it was found in the last month, of those that were found at all."""
    from archive.catalog.field_rates import FIELDS
    from schedules.findings import LABELS

    for field in FIELDS:
        if usual.having[field]:
            yield LABELS.get(field, field), f"  ({usual.share(field):.0%} of {usual.pages:,} pages)"


COMMANDS = (source,)
