"""Each address once per run, whichever spider and whichever page found it."""

from __future__ import annotations

from hashlib import blake2b
from typing import Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.dupefilters import BaseDupeFilter

from archive.address import document_address
from archive.recording import Recording, recording_of

_seen_in: WeakKeyDictionary[Recording, set[bytes]] = WeakKeyDictionary()


class OncePerRun(BaseDupeFilter):
    """Addresses seen, as digests: shared by all crawlers that record one run.

    A link is known by its document's canonical address; the target of a redirect only by its own exact one, because
    most redirects lead from http to https, which is the same document.
    """

    def __init__(self, seen: set[bytes] | None = None) -> None:
        self._seen = set() if seen is None else seen

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recording = recording_of(crawler)
        return cls(_seen_in.setdefault(recording, set()) if recording is not None else None)

    def request_seen(self, request: Request) -> bool:
        exact, document = digest(request.url), digest(document_address(request.url))
        known = {exact} if request.meta.get("dibao_found_by") == "redirect" else {exact, document}
        if known & self._seen:
            return True
        self.mark(request.url)
        return False

    def mark(self, url: str) -> None:
        """``url`` needs no request in this run any more."""
        self._seen |= {digest(url), digest(document_address(url))}

    def log(self, request: Request, spider: object) -> None:
        """Says nothing: a link that many pages show is no event."""


def digest(address: str) -> bytes:
    """Eight bytes instead of an address: a night has a hundred thousand."""
    return blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8).digest()
