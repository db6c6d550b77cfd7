"""What an answer leads to: the further addresses that a list, feed, sitemap or document names for its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.model import Role
from crawler.discovery.attachments import attachment_links, is_attachment, names_attachments
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import article_links, looks_like_article, refresh_target
from crawler.discovery.markup import decode
from crawler.discovery.paging import next_page, page_address
from crawler.discovery.sitemaps import read_sitemap
from crawler.sources.source import Section
from crawler.visit import Visit

MAX_SITEMAPS = 50  # further sitemaps of one index
MAX_SITEMAP_DEPTH = 2  # sitemaps.org: an index names no index; some do


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """What is to be asked next, in the order of the page, and how much the page named in all, known or not."""

    leads: tuple[Lead, ...] = ()
    named: int = 0


def leads_of(visit: Visit, answer: Answer, *, attachments: bool) -> Leads:
    """What was fetched before is left out: it is visited anyway.

    ``attachments``: whether a document's files are wanted.  Raises TooLarge.
    """
    if answer.role is Role.LISTING:
        return _of_listing(visit, answer)
    if answer.role is Role.FEED:
        return _found(visit, read_feed(answer.body, answer.url, charset=answer.charset), "feed")
    if answer.role is Role.SITEMAP:
        return _of_sitemap(visit, answer)
    if answer.role is Role.DOCUMENT and attachments and names_attachments(answer.body):
        text, encoding = decode(answer.body, answer.charset)
        return _found(visit, attachment_links(text, answer.url, encoding=encoding), "link")
    return Leads()


def _found(visit: Visit, links: Sequence[Link], found_by: str, *further: Lead) -> Leads:
    wanted = [one.url for one in links if not visit.has_fetched(one.url) and not visit.source.excludes(one.url)]
    roles = {True: Role.ATTACHMENT, False: Role.DOCUMENT}
    articles = [Lead(url=url, role=roles[is_attachment(url)], found_by=found_by) for url in wanted]
    return Leads(leads=(*articles, *further), named=len(links) + len(further))


def _of_listing(visit: Visit, answer: Answer) -> Leads:
    text, encoding = decode(answer.body, answer.charset)
    found = article_links(text, answer.url, encoding=encoding, is_article=visit.source.matches)
    links = [link for link in found if visit.wants(link.url)]
    place = Place(number=answer.place.number + 1, start=answer.place.start or answer.url, named=_digest(links))
    further = None
    if not links:
        further, place = refresh_target(text, answer.url), answer.place
    elif _goes_on(visit, links, answer.place, place):
        further = _further(text, answer.url, encoding, visit.section(place.start), place.number)
    more = [Lead(url=further, role=Role.LISTING, found_by="listing", place=place)] if further else []
    return _found(visit, links, "listing", *more)


def _goes_on(visit: Visit, links: Iterable[Link], here: Place, following: Place) -> bool:
    """Whether the page after is worth a request: until a whole page of what is known, a page repeated, or the limit."""
    news = any(not visit.has_met(link.url) for link in links)
    return news and following.named != here.named and following.number < visit.source.limits.list_pages


def _further(text: str, url: str, encoding: str, section: Section | None, number: int) -> str | None:
    if section is not None and section.next:
        return page_address(section.next, section.url, section.first + number - 1)
    return next_page(text, url, encoding=encoding)


def _of_sitemap(visit: Visit, answer: Answer) -> Leads:
    sitemap = read_sitemap(answer.body, answer.url, charset=answer.charset)
    place = Place(number=answer.place.number + 1)
    inner = sitemap.sitemaps[:MAX_SITEMAPS] if place.number <= MAX_SITEMAP_DEPTH else ()
    further = [Lead(url=link.url, role=Role.SITEMAP, found_by="sitemap", place=place) for link in inner]
    is_article = visit.source.matches if visit.source.articles.pattern else looks_like_article
    links = [link for link in sitemap.pages if is_article(link.url) and visit.wants(link.url)]
    return _found(visit, links, "sitemap", *further)


def _digest(links: Iterable[Link]) -> int:
    return hash(tuple(link.url for link in links))
