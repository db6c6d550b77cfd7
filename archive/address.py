"""The one address under which a document is known, whatever form of it was fetched."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urlsplit

# What sharing buttons and counters append; none of them chooses what is shown.  `from` and `source` are left alone,
# except with the values that WeChat appends, because sites also use them for real choices.
TRACKING = re.compile(
    r"(?:utm_\w+|spm(?:_id_from)?|scm|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)"
    r"|hm(?:sr|pl|cu|kw|ci)|isappinstalled|nsukey|bsh_bid|vd_source|share_(?:from|source|medium|token)"
    r"|from=(?:timeline|singlemessage|groupmessage|wechat|weixin|weibo|qq|qzone))(?:=.*)?",
    re.IGNORECASE,
)
DEFAULT_PORTS = (None, 80, 443)  # both, since the scheme does not tell documents apart
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def document_address(url: str) -> str:
    """The canonical form of ``url``: equal for all addresses at which the same document is fetched.

    Host in lower case and as the DNS writes it, no default port, no user, no fragment, no dot segments, no tracking
    parameters, escapes as RFC 3986 (6.2.2) normalises them.  ``https`` is written ``http``: it is a name, not the
    address to fetch.  What is not an HTTP address comes back as it is.  Applying it twice changes nothing.

    >>> document_address("HTTPS://WWW.Example.CN:443/a/./b/../c.html?id=1&utm_source=x#top")
    'http://www.example.cn/a/c.html?id=1'
    >>> document_address("http://卫健委.中国/通知?spm=1.2")
    'http://xn--nyq96ey2h.xn--fiqs8s/%E9%80%9A%E7%9F%A5'
    >>> document_address("http://example.cn/read?from=2019&from=singlemessage&isappinstalled=0")
    'http://example.cn/read?from=2019'
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # an unclosed bracket, a port that is no number
        return url
    host = _host(parts.hostname or "")
    if parts.scheme not in ("http", "https") or not host:
        return url
    netloc = host if port in DEFAULT_PORTS else f"{host}:{port}"
    query = _query(parts.query)
    return f"http://{netloc}{_path(parts.path)}{'?' + query if query else ''}"


def document_id(address: str) -> str:
    """The short name of a document: the first 16 hex digits of the SHA-256 of its canonical address.

    >>> document_id("http://example.cn/")
    '804b46bbb12c395a'
    """
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return _escaped(host, safe="%").lower()


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _escaped(path, safe="/:@!$&'()*+,;=%").split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    pairs = _escaped(query, safe="/?:@!$&'()*+,;=%[]|").split("&")
    return "&".join(pair for pair in pairs if pair and not TRACKING.fullmatch(pair))


def _escaped(text: str, *, safe: str) -> str:
    text = _LONE_PERCENT.sub("%25", text)
    return _ESCAPE.sub(_plain_or_upper, quote(text, safe=safe, encoding="utf-8", errors="surrogatepass"))


def _plain_or_upper(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()
