"""Links as the web writes them, made absolute; and whether two addresses are of one site."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import tldextract
from w3lib.url import safe_url_string

MAX_URL = 2083  # characters; as URLLENGTH_LIMIT of Scrapy
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that ships with it: no fetch, no file


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address and what stood beside it."""

    url: str
    title: str | None = None
    date: str | None = None  # as written there
    modified: str | None = None  # a sitemap's lastmod
    position: int = 0  # counts from 0 in the order of the page


def absolute(href: str, base: str, *, encoding: str = "utf-8") -> str | None:
    """``href`` as an http or https address without fragment; None for anything else a page may write there.

    A query is percent-encoded in the page's ``encoding``, as browsers do.

    >>> absolute(" ./a/t2024_1.html#top ", "http://www.example.gov.cn/x/index.html")
    'http://www.example.gov.cn/x/a/t2024_1.html'
    >>> absolute("javascript:void(0)", "http://www.example.gov.cn/") is None
    True
    """
    href = re.sub(r"[\t\r\n]", "", href).strip()
    if not href or href.startswith("#") or re.match(r"(?i)(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", href):
        return None
    try:
        parts = urlsplit(urldefrag(safe_url_string(urljoin(base, href), encoding)).url)
        has_host = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return None
    url = parts._replace(path=parts.path or "/").geturl()
    return url if has_host and parts.scheme in ("http", "https") and len(url) <= MAX_URL else None


def site_of(url: str) -> str:
    """The registered name an address belongs to; under an unknown ending the last two labels, as the list's rule is.

    >>> site_of("http://finance.people.com.cn/n1/1.html"), site_of("http://10.0.0.1:8080/"), site_of("http://intranet/")
    ('people.com.cn', '10.0.0.1', 'intranet')
    """
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _suffixes(host).top_domain_under_public_suffix or ".".join(host.split(".")[-2:])
    return host


def same_site(a: str, b: str) -> bool:
    return site_of(a) == site_of(b)
