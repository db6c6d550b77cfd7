"""One page at a time, plainly: for looking at a site before there is a source, when nothing is to be kept."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

from archive.collection import Settings
from archive.errors import BrokenRecord, UserError
from archive.http.content_coding import decode_content
from crawler.discovery.link import absolute
from crawler.manners.guard import Guard, proxy_for

MAX_BYTES = 20 * 2**20
MAX_REDIRECTS = 5
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}


class NotFetched(UserError):
    """Nothing came; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came, after redirects."""

    url: str
    status: int
    body: bytes  # content coding removed
    charset: str | None = None
    legacy_tls: bool = False  # it came only after concessions to an old server
    certificate_problem: str | None = None


Fetch = Callable[[str], Fetched]


class PlainFetch:
    """Fetches as a collection's settings say: its user agent, proxy, guard, timeout and delay; raises NotFetched."""

    def __init__(
        self, settings: Settings, *, clock: Callable[[], float] = monotonic, wait: Callable[[float], None] = sleep
    ) -> None:
        self._settings = settings
        self._guard = Guard(settings.network.allow)
        self._clock = clock
        self._wait = wait
        self._last = 0.0

    def __call__(self, url: str) -> Fetched:
        for _ in range(MAX_REDIRECTS + 1):
            fetched, target = self._one(url)
            if target is None:
                return fetched
            url = target
        raise NotFetched(f"{url}: more than {MAX_REDIRECTS} redirects")

    def _one(self, url: str) -> tuple[Fetched, str | None]:
        self._refuse(url)
        self._keep_pace()
        problem: str | None = None
        for make, legacy in ((_strict, False), (_lenient, False), (_legacy, True)):
            try:
                return self._ask(url, make(), legacy=legacy, problem=problem)
            except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
                reason = error.reason if isinstance(error, urllib.error.URLError) else error
                problem = str(reason) or type(reason).__name__
                if not isinstance(reason, ssl.SSLError):
                    break
        raise NotFetched(f"{url}: {problem}")

    def _ask(
        self, url: str, context: ssl.SSLContext, *, legacy: bool, problem: str | None
    ) -> tuple[Fetched, str | None]:
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), _NoRedirect(), _NoErrors(), *self._proxy_handlers()
        )
        request = urllib.request.Request(url, headers={**HEADERS, "User-Agent": self._settings.full_user_agent})  # noqa: S310  # the guard has seen the scheme
        with opener.open(request, timeout=self._settings.politeness.timeout_s) as response:
            body = response.read(MAX_BYTES)
            location = response.headers.get("Location") if 300 <= response.status < 400 else None
            codings = (response.headers.get("Content-Encoding") or "").split(",")
            fetched = Fetched(
                url=url,
                status=response.status,
                body=_decoded(body, [coding for coding in codings if coding.strip()]),
                charset=response.headers.get_content_charset(),
                legacy_tls=legacy,
                certificate_problem=problem,
            )
        return fetched, absolute(urljoin(url, location), url) if location else None

    def _refuse(self, url: str) -> None:
        problem = self._guard.problem_of_url(url)
        host = urlsplit(url).hostname or ""
        if not problem and not proxy_for(url, self._settings.network.proxy):
            try:
                found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                raise NotFetched(f"{url}: {host} does not resolve: {error}") from None
            problem = next(filter(None, (self._guard.problem_of_ip(str(entry[4][0])) for entry in found)), None)
        if problem:
            raise NotFetched(
                f"{url}: {problem}.  network.allow in dibao.toml names private networks that may be fetched."
            )

    def _keep_pace(self) -> None:
        rest = self._last + self._settings.politeness.delay_s - self._clock()
        if rest > 0 and self._last:
            self._wait(rest)
        self._last = self._clock()

    def _proxy_handlers(self) -> list[urllib.request.BaseHandler]:
        proxy = self._settings.network.proxy
        return [urllib.request.ProxyHandler({"http": proxy, "https": proxy})] if proxy else []


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Each hop passes the guard again."""


class _NoErrors(urllib.request.HTTPErrorProcessor):
    def http_response(self, request: object, response: http.client.HTTPResponse) -> http.client.HTTPResponse:
        """Every status is an answer."""
        return response

    https_response = http_response


@cache
def _strict() -> ssl.SSLContext:
    return ssl.create_default_context()


@cache
def _lenient() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@cache
def _legacy() -> ssl.SSLContext:
    """TLS 1.0, unsafe renegotiation and weak keys allowed, as crawler.wire.tls does for sources that say so."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.options |= 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; Python names it from 3.12 on
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def _decoded(body: bytes, codings: list[str]) -> bytes:
    try:
        return decode_content(body, codings, max_bytes=4 * MAX_BYTES)
    except BrokenRecord:
        return b""
