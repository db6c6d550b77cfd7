"""What an answer leads to: the further addresses that a list, feed, sitemap or document names for its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.model import Role
from crawler.discovery.attachments import attachment_links, is_attachment, names_attachments
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import article_links, looks_like_article, refresh_target
from crawler.discovery.markup import decode
from crawler.discovery.paging import next_page, page_address
from crawler.discovery.sitemaps import read_sitemap
from crawler.source import Section
from crawler.visit import Visit

MAX_SITEMAPS = 50  # further sitemaps of one index


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in its source a list page or sitemap stands."""

    number: int = 0  # of the section's pages, or of the sitemaps within each other, from 0
    start: str = ""  # the section's own address
    named: int = 0  # digest of what the page before named; a site may show its last page for any number


FIRST = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page that came with status 200."""

    url: str
    role: Role
    body: bytes  # content coding removed
    charset: str | None = None  # of Content-Type
    place: Place = FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address to ask next."""

    url: str
    role: Role
    found_by: str
    place: Place = FIRST


def leads(visit: Visit, answer: Answer, *, attachments: bool) -> Iterator[Lead]:
    """In the order of the page; what was fetched before is left out, it is visited anyway.

    ``attachments``: whether a document's files are wanted.  Raises TooLarge.
    """
    if answer.role is Role.LISTING:
        yield from _of_listing(visit, answer)
    elif answer.role is Role.FEED:
        links = read_feed(answer.body, answer.url, charset=answer.charset)
        yield from _articles(_fresh(visit, links), "feed")
    elif answer.role is Role.SITEMAP:
        yield from _of_sitemap(visit, answer)
    elif answer.role is Role.DOCUMENT and attachments and names_attachments(answer.body):
        text, encoding = decode(answer.body, answer.charset)
        yield from _articles(_fresh(visit, attachment_links(text, answer.url, encoding=encoding)), "link")


def _of_listing(visit: Visit, answer: Answer) -> Iterator[Lead]:
    text, encoding = decode(answer.body, answer.charset)
    found = article_links(text, answer.url, encoding=encoding, is_article=visit.source.matches)
    links = [link for link in found if visit.wants(link.url)]
    yield from _articles(_fresh(visit, links), "listing")
    place = Place(number=answer.place.number + 1, start=answer.place.start or answer.url, named=_digest(links))
    if not links:
        door = refresh_target(text, answer.url)
        if door is not None:
            yield Lead(url=door, role=Role.LISTING, found_by="listing", place=answer.place)
    elif _goes_on(visit, links, answer.place, place):
        further = _further(text, answer.url, encoding, visit.section(place.start), place.number)
        if further is not None:
            yield Lead(url=further, role=Role.LISTING, found_by="listing", place=place)


def _goes_on(visit: Visit, links: Iterable[Link], here: Place, following: Place) -> bool:
    """Whether the page after is worth a request: until a whole page of what is known, a page repeated, or the limit."""
    news = any(not visit.has_met(link.url) for link in links)
    return news and following.named != here.named and following.number < visit.source.limits.list_pages


def _further(text: str, url: str, encoding: str, section: Section | None, number: int) -> str | None:
    if section is not None and section.next:
        return page_address(section.next, section.url, section.first + number - 1)
    return next_page(text, url, encoding=encoding)


def _of_sitemap(visit: Visit, answer: Answer) -> Iterator[Lead]:
    sitemap = read_sitemap(answer.body, answer.url, charset=answer.charset)
    if answer.place.number < 2:  # sitemaps.org: an index names no index; some do
        for link in sitemap.sitemaps[:MAX_SITEMAPS]:
            place = Place(number=answer.place.number + 1)
            yield Lead(url=link.url, role=Role.SITEMAP, found_by="sitemap", place=place)
    is_article = visit.source.matches if visit.source.articles.pattern else looks_like_article
    links = [link for link in sitemap.pages if is_article(link.url) and visit.wants(link.url)]
    yield from _articles(_fresh(visit, links), "sitemap")


def _articles(links: Iterable[Link], found_by: str) -> Iterator[Lead]:
    for link in links:
        role = Role.ATTACHMENT if is_attachment(link.url) else Role.DOCUMENT
        yield Lead(url=link.url, role=role, found_by=found_by)


def _fresh(visit: Visit, links: Iterable[Link]) -> list[Link]:
    return [link for link in links if not visit.has_fetched(link.url) and not visit.source.excludes(link.url)]


def _digest(links: Iterable[Link]) -> int:
    return hash(tuple(link.url for link in links))
