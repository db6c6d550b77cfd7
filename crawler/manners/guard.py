"""Which addresses a run may fetch: web addresses on public networks, and those that the collection allows by name.

A page can link to anything, and a name can resolve to anything: to this machine, to the router, to a cloud's metadata
service.  So an address is looked at before it is asked, and what its name resolves to again at the connection, in the
resolver.  Behind a proxy nothing is resolved here: there the proxy decides.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Self, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from archive.errors import UserError
from archive.model import Ending
from crawler.addon import collection_of
from crawler.errand import keep_unasked

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Fetch standard, "bad port", above 443 shortened to what is still met, and stores that answer to HTTP or nearly so.
# fmt: off
BAD_PORTS = frozenset({
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526,
    530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049,
    2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 6000, 6379, 6443, 6566, 6665, 6666,
    6667, 6668, 6669, 6679, 6697, 9200, 9300, 10080, 10250, 11211, 27017,
})
# fmt: on
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class ForbiddenAddressError(DNSLookupError):
    """A name resolved to a network that may not be fetched."""


class Guard:
    """The rules; ``allow`` are networks that may be fetched though they are not public."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._allow = [_network(text) for text in allow]

    def problem_of_url(self, url: str) -> str | None:
        """Why ``url`` may not be asked, as far as the address itself tells; None where it may."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError as error:
            return f"not an address: {error}"
        if parts.scheme not in ("http", "https"):
            return f"scheme {parts.scheme!r} is neither http nor https"
        if not host:
            return "no host"
        if port in BAD_PORTS:
            return f"port {port} is not a web server's"
        if host == "localhost" or host.endswith(".localhost"):
            host = "127.0.0.1"  # RFC 6761, 6.3
        try:
            return self.problem_of_ip(host)
        except ValueError:
            return None

    def problem_of_ip(self, address: str) -> str | None:
        """Why nothing may be fetched from ``address``; None where it may.  ValueError where it is no IP address.

        >>> guard = Guard(["10.1.0.0/16"])
        >>> guard.problem_of_ip("10.1.2.3"), guard.problem_of_ip("10.2.0.1")
        (None, '10.2.0.1 is not a public address')
        """
        ip = ipaddress.ip_address(address.partition("%")[0])
        for inner in _meant(ip):
            if any(inner in network for network in self._allow if network.version == inner.version):
                continue
            if not inner.is_global or inner.is_multicast:
                return f"{address} is not a public address"
        return None


def _meant(ip: Ip) -> list[Ip]:
    """The address itself, or the IPv4 address that an IPv6 one leads to."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return [ip]
    if ip in NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    return [inner] if inner else [ip]


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise UserError(f"network: allow: {text!r} is not a network.  Example: 10.1.0.0/16") from None


def proxy_for(url: str, proxy: str | None) -> str | None:
    """The proxy through which ``url`` is fetched: the collection's, else the environment's; None for none."""
    parts = urlsplit(url)
    if proxy or not parts.hostname or proxy_bypass(parts.hostname):
        return proxy
    found = getproxies().get(parts.scheme)
    return f"{parts.scheme}://{found}" if found and "://" not in found else found


async def resolve(host: str) -> str:
    """One IPv4 address of ``host``, from the resolver that connections use; what fails is its error."""
    from twisted.internet import reactor

    return cast("str", await maybe_deferred_to_future(cast("Any", reactor).resolve(host)))


class GuardMiddleware:
    """Refuses requests; stands before everything that would send one."""

    def __init__(
        self,
        crawler: Crawler,
        guard: Guard,
        *,
        proxy: str | None,
        resolve: Callable[[str], Awaitable[str]] = resolve,
    ) -> None:
        self._crawler = crawler
        self._guard = guard
        self._proxy = proxy
        self._resolve = resolve
        self._proxies: dict[tuple[str, str], str | None] = {}  # by scheme and host; the environment is slow to ask

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        return cls(crawler, Guard(settings.getlist("DIBAO_ALLOW")), proxy=settings.get("DIBAO_PROXY"))

    async def process_request(self, request: Request) -> None:
        problem = self._guard.problem_of_url(request.url)
        if not problem and not request.meta.setdefault("proxy", self._proxy_of(request.url)):
            problem = await self._problem_of_name(urlsplit(request.url).hostname or "")
        if problem:
            await keep_unasked(self._crawler, request, reason="guard", ending=Ending.UNANSWERED, detail=problem)
            raise IgnoreRequest(f"{request.url}: {problem}")

    def _proxy_of(self, url: str) -> str | None:
        parts = urlsplit(url)
        key = (parts.scheme, parts.hostname or "")
        if key not in self._proxies:
            self._proxies[key] = proxy_for(url, self._proxy)
        return self._proxies[key]

    async def _problem_of_name(self, host: str) -> str | None:
        """What the name resolves to; a name that does not resolve is left to the handler to report."""
        try:
            return self._guard.problem_of_ip(await self._resolve(host))
        except ForbiddenAddressError as error:
            return str(error.args[0])
        except (DNSLookupError, OSError, UnicodeError):
            return None


class GuardedResolver(CachingThreadedResolver):
    """Resolves names for all connections of the process; a name on a forbidden network does not resolve.

    The proxies' own names do: who runs us has chosen them.
    """

    guard = Guard()
    proxy_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        collection = collection_of(crawler.settings)  # of the process: no add-on has touched its settings
        network = collection.settings.network if collection else None
        resolver.guard = Guard(network.allow if network else ())
        proxies = [*getproxies().values(), *([network.proxy] if network and network.proxy else [])]
        resolver.proxy_hosts = frozenset(
            filter(None, (urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname for proxy in proxies))
        )
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        found = super().getHostByName(name, timeout)
        return found if name in self.proxy_hosts else found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        problem = self.guard.problem_of_ip(address)
        if problem:
            raise ForbiddenAddressError(f"{name}: {problem}")
        return address
