"""Sources added and listed: by a look at their sites, or from those that ship with the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime

from archive.collection import Collection
from archive.errors import UserError
from crawler.sources.look import look_at
from crawler.sources.plain_fetch import PlainFetch
from crawler.sources.source import Source, add_source, load_sources, parse_source, starter_ids, starter_toml
from crawler.sources.survey import Survey
from schedules.jsonlines import Object

AT_ONCE = 8  # sites that are looked at side by side; each is asked at its own pace


def add_by_looking(
    collection: Collection, urls: Iterable[str], *, source_id: str | None = None, kind: str | None = None
) -> Iterator[Survey | UserError]:
    """Looks at the sites and writes a source for each; a site that gives nothing is its error, in the order given."""
    product = collection.settings.user_agent.partition("/")[0]
    today = datetime.now(collection.settings.zone).date()
    taken = tuple(load_sources(collection))

    def look(url: str) -> Survey | UserError:
        fetch = PlainFetch(collection.settings)
        try:
            return look_at(url, fetch=fetch, today=today, product=product, source_id=source_id, kind=kind, taken=taken)
        except UserError as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for found in threads.map(look, urls):
            yield found if isinstance(found, UserError) else _written(collection, found, may_rename=source_id is None)


def _written(collection: Collection, survey: Survey, *, may_rename: bool) -> Survey | UserError:
    if may_rename:  # a site looked at beside this one may have taken its id
        survey = survey.under_free_id(load_sources(collection))
    try:
        add_source(collection, survey.toml)
    except UserError as error:
        return error
    return survey


def add_from_starter(collection: Collection, source_id: str) -> Source:
    """Copies a source that ships with the package, comments and all."""
    toml = starter_toml(source_id)
    add_source(collection, toml)
    return parse_source(toml, source_id)


def collection_sources(collection: Collection) -> list[Source]:
    return list(load_sources(collection).values())


def starter_sources() -> list[Source]:
    """What ``dibao source add --from starter`` can take."""
    return [parse_source(starter_toml(each), f"{each}.toml") for each in starter_ids()]


def source_object(source: Source) -> Object:
    """What ``source list --json`` prints of one source."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "publisher": source.publisher,
        "home": source.home,
        "feeds": list(source.feeds),
        "sitemaps": list(source.sitemaps),
        "sections": [section.url for section in source.sections],
        "pattern": source.articles.pattern,
        "exclude": list(source.articles.exclude),
    }


def survey_object(survey: Survey) -> Object:
    """What ``source add --json`` prints of one site."""
    findings = [asdict(finding) for finding in survey.findings]
    return {"looked_at": survey.looked_at, **source_object(survey.source), "findings": findings}
