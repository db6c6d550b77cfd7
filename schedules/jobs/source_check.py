"""A source tried out: what a run would fetch there, and one of its pages as it would be read; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.catalog.field_rates import FIELDS, FieldCounts, Loss, losses, taken_together
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UnreadablePage
from archive.model import Extraction, KnownDocument, Page, Role
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import article_links, looks_like_article
from crawler.discovery.markup import TooLarge, decode
from crawler.discovery.sitemaps import read_sitemap
from crawler.sources.plain_fetch import Fetch, Fetched, NotFetched
from crawler.sources.source import Source
from crawler.visit import Visit
from pipelines.read import read
from schedules.jobs.runs import refuse_lost_catalog
from schedules.jsonlines import Object, extraction_object

TRIED = 5  # pages looked at until one can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One starting point and the articles it names; ``problem`` says why there are none."""

    url: str
    role: Role
    articles: tuple[str, ...] = ()
    new: int = 0  # of these, not fetched yet
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a run would find."""

    source: str
    starts: tuple[Start, ...]
    known: int  # documents that would be visited again
    usual: FieldCounts | None = None  # what its pages had in the runs of the last month; None before the first
    lost: tuple[Loss, ...] = ()  # what they had not any more in the last of these
    page: Extraction | None = None
    problem: str | None = None  # why no page could be read

    @property
    def is_good(self) -> bool:
        return self.page is not None and not self.lost and not any(start.problem for start in self.starts)


def known_documents(collection: Collection, source: Source) -> tuple[KnownDocument, ...]:
    """What a run would visit again."""
    refuse_lost_catalog(collection)
    if not collection.catalog.exists():
        return ()
    with Library(collection.catalog) as library:
        return tuple(library.known_documents([source.id]))


def check(
    source: Source,
    *,
    fetch: Fetch,
    known: Sequence[KnownDocument],
    now: datetime,
    counts: Sequence[FieldCounts] = (),
) -> Check:
    """Fetches each starting point once and articles until one can be read; ``counts`` are those of earlier runs."""
    visit = Visit(source, known=known, pages=0)
    starts = tuple(_start(visit, url, role, fetch) for url, role in _seeds(source))
    articles = list(dict.fromkeys(url for start in starts for url in start.articles))
    page, problem = _first_readable(source, articles[:TRIED], fetch, now)
    return Check(
        source=source.id,
        starts=starts,
        known=len(known),
        usual=taken_together(counts),
        lost=losses(counts),
        page=page,
        problem=problem,
    )


def check_object(checked: Check) -> Object:
    """What ``source check --json`` prints of one source."""
    starts = [
        {"url": s.url, "role": s.role.value, "articles": list(s.articles), "new": s.new, "problem": s.problem}
        for s in checked.starts
    ]
    page = extraction_object(checked.page) if checked.page else None
    return {
        "source": checked.source,
        "known": checked.known,
        "starts": starts,
        "usual": _usual_object(checked.usual) if checked.usual else None,
        "lost": [{"what": loss.what, "says": loss.says} for loss in checked.lost],
        "page": page,
        "problem": checked.problem,
    }


def _usual_object(usual: FieldCounts) -> Object:
    shares = {field: round(usual.share(field), 3) for field in FIELDS}
    return {"runs": usual.runs, "pages": usual.pages, "shares": shares}


def _seeds(source: Source) -> Iterator[tuple[str, Role]]:
    yield from ((url, Role.FEED) for url in source.feeds)
    yield from ((url, Role.SITEMAP) for url in source.sitemaps)
    yield from ((section.url, Role.LISTING) for section in source.sections)


def _start(visit: Visit, url: str, role: Role, fetch: Fetch) -> Start:
    try:
        fetched = fetch(url)
    except NotFetched as error:
        return Start(url=url, role=role, problem=str(error))
    if fetched.status != 200:
        return Start(url=url, role=role, problem=f"status {fetched.status}")
    try:
        links, further = _NAMED[role](visit.source, fetched)
    except TooLarge as error:
        return Start(url=url, role=role, problem=str(error))
    articles = tuple(link.url for link in links if visit.wants(link.url))
    problem = None if articles or further else "names no articles"
    new = sum(not visit.has_fetched(article) for article in articles)
    return Start(url=url, role=role, articles=articles, new=new, problem=problem)


def _in_feed(source: Source, fetched: Fetched) -> tuple[Iterable[Link], int]:
    return read_feed(fetched.body, fetched.url, charset=fetched.charset), 0


def _in_sitemap(source: Source, fetched: Fetched) -> tuple[Iterable[Link], int]:
    sitemap = read_sitemap(fetched.body, fetched.url, charset=fetched.charset)
    is_article = source.matches if source.articles.pattern else looks_like_article
    return [link for link in sitemap.pages if is_article(link.url)], len(sitemap.sitemaps)


def _in_listing(source: Source, fetched: Fetched) -> tuple[Iterable[Link], int]:
    text, encoding = decode(fetched.body, fetched.charset)
    return article_links(text, fetched.url, encoding=encoding, is_article=source.matches), 0


_NAMED: dict[Role, Callable[[Source, Fetched], tuple[Iterable[Link], int]]] = {
    Role.FEED: _in_feed,
    Role.SITEMAP: _in_sitemap,
    Role.LISTING: _in_listing,
}


def _first_readable(
    source: Source, articles: list[str], fetch: Fetch, now: datetime
) -> tuple[Extraction | None, str | None]:
    problem = "no article was found"
    for url in articles:
        try:
            fetched = fetch(url)
            if fetched.status == 200:
                return read(_page(fetched, now), source.read_options), None
            problem = f"{url}: status {fetched.status}"
        except (NotFetched, UnreadablePage) as error:
            problem = f"{url}: {error}"
    return None, problem


def _page(fetched: Fetched, now: datetime) -> Page:
    content_type = f"text/html; charset={fetched.charset}" if fetched.charset else None
    return Page(
        body=fetched.body,
        url=fetched.url,
        content_type=content_type,
        status=fetched.status,
        captured_at=now.astimezone(UTC),
    )
