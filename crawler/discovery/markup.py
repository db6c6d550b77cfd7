"""Bytes of feeds, sitemaps and list pages to text and trees, with limits; nothing outside the bytes is ever loaded.

Depth needs no limit of ours: without ``huge_tree`` libxml2 stops at 256 elements within each other.
"""

from __future__ import annotations

import codecs
import re
import zlib

from lxml import etree, html

MAX_BYTES = 50 * 2**20  # sitemaps.org: a sitemap is at most 50 MB uncompressed
GZIP_MAGIC = b"\x1f\x8b"

_DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "ascii": "utf-8", "big5": "big5hkscs"}


class TooLarge(ValueError):
    """More than MAX_BYTES once unpacked."""


def unpacked(body: bytes) -> bytes:
    """A gzip file's content, anything else as it is; a broken file's readable beginning.

    Raises TooLarge: a file of a few KB can hold gigabytes.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        content = inflater.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return b""
    if len(content) > MAX_BYTES:
        raise TooLarge(f"more than {MAX_BYTES} bytes unpacked")
    return content


def decode(body: bytes, charset: str | None = None) -> tuple[str, str]:
    """Text and the encoding it was read in: BOM, strict UTF-8, what is declared, then GB18030; never fails.

    ``charset`` is the one of Content-Type.  Strict UTF-8 comes before what is declared: text in another encoding is
    hardly ever valid UTF-8, and pages declare wrongly.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    declared = _DECLARED.search(body[:4096])
    for name in ("utf-8", charset or "", declared[1].decode("ascii") if declared else "", "gb18030"):
        try:
            wide = _WIDER.get(name.lower(), name)
            return body.decode(wide), wide
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("gb18030", "replace"), "gb18030"


def xml_tree(body: bytes, charset: str | None = None) -> etree._Element | None:
    """The root of an XML document, mended where it is broken; None where there is none.  Entities stay unresolved."""
    content = unpacked(body)
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{len(content)} bytes")
    text = re.sub(r"^\s*<\?xml.*?\?>", "", decode(content, charset)[0], count=1, flags=re.DOTALL)
    text = _ampersands_escaped(text)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _ampersands_escaped(text: str) -> str:
    """Bare ampersands made right, as feeds write them in addresses; inside CDATA they are right."""
    first, *others = text.split("<![CDATA[")
    whole = [_BARE_AMPERSAND.sub("&amp;", first)]
    for part in others:
        data, end, after = part.partition("]]>")
        whole += ["<![CDATA[", data, end, _BARE_AMPERSAND.sub("&amp;", after)]
    return "".join(whole)


def html_tree(text: str) -> html.HtmlElement | None:
    """The root of an HTML page; None where there is nothing."""
    if len(text) > MAX_BYTES:
        raise TooLarge(f"{len(text)} characters")
    parser = html.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
