"""One source in one run: what it may still take, what is known of it, and whether it is still being discovered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.address import document_address
from archive.model import KnownDocument, Role
from crawler.discovery.link import site_of
from crawler.dupefilter import digest
from crawler.sources.source import Section, Source

MAX_UNFETCHED = 200  # addresses over the budget that are recorded one by one; of more only the number is told
FINDS_MORE = (Role.LISTING, Role.FEED, Role.SITEMAP)


class Visit:
    """Counts as requests are made and given back; decides nothing about pages."""

    def __init__(self, source: Source, *, known: Iterable[KnownDocument], pages: int) -> None:
        """``known`` are its documents so far, ``pages`` is the collection's budget."""
        self.source = source
        self.left = min(pages, source.limits.pages) if source.limits.pages is not None else pages
        self.discovering = 0  # lists, feeds and sitemaps that are not answered yet
        self.unfetched = 0
        self._fetched = {digest(document_address(one.url)): one.response is not None for one in known}
        self._sites = {site_of(url) for url in (*source.starts, *([source.home] if source.home else ()))}
        self._starts = {document_address(url) for url in source.starts}

    def seeds(self) -> Iterator[tuple[str, Role]]:
        """Where the source says to start."""
        yield from ((url, Role.FEED) for url in self.source.feeds)
        yield from ((url, Role.SITEMAP) for url in self.source.sitemaps)
        yield from ((section.url, Role.LISTING) for section in self.source.sections)

    @property
    def over_budget(self) -> bool:
        return self.left <= 0

    def take(self, role: Role) -> None:
        self.left -= 1
        self.discovering += role in FINDS_MORE

    def give_back(self, role: Role) -> None:
        """A request that was not made after all: another page had asked for the address before."""
        self.left += 1
        self.answered(role)

    def answered(self, role: Role) -> None:
        self.discovering -= role in FINDS_MORE

    def has_met(self, url: str) -> bool:
        """Whether an earlier run knew the address, fetched or not."""
        return digest(document_address(url)) in self._fetched

    def has_fetched(self, url: str) -> bool:
        """Whether an earlier run has brought it; what was over the budget or did not answer is as good as new."""
        return self._fetched.get(digest(document_address(url)), False)

    def wants(self, url: str) -> bool:
        """Whether a link found in a list belongs to the source: on its site or of its pattern, and not excluded."""
        own = site_of(url) in self._sites or self.source.matches(url)
        return own and not self.source.excludes(url) and document_address(url) not in self._starts

    def section(self, url: str) -> Section | None:
        return next((section for section in self.source.sections if section.url == url), None)
