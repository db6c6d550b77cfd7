"""Files that a document offers beside its text: PDF, Word, Excel, OFD, archives."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.discovery.link import Link, absolute
from crawler.discovery.markup import html_tree

ENDINGS = ("pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "ofd", "ceb", "zip", "rar", "7z", "rtf")
MAX_ATTACHMENTS = 100  # of one page
_NAMED = re.compile(rf"(?i)\.(?:{'|'.join(ENDINGS)})\b".encode())


def is_attachment(url: str) -> bool:
    """Whether an address names such a file, in its path or as the file a download script is asked for.

    >>> is_attachment("http://a.gov.cn/P020241120.PDF"), is_attachment("http://a.gov.cn/down.jsp?file=%E8%A1%A8.xlsx&n=1")
    (True, True)
    """
    parts = urlsplit(url)
    names = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query))]
    return any(re.search(rf"(?i)\.(?:{'|'.join(ENDINGS)})$", name) for name in names)


def names_attachments(body: bytes) -> bool:
    """Whether it is worth while to parse a page for attachments; costs a tenth of parsing."""
    return _NAMED.search(body) is not None


def attachment_links(text: str, base: str, *, encoding: str = "utf-8") -> tuple[Link, ...]:
    """Attachments of a page in its order, each once, with the title it gives them (a link's text, or its ``title``)."""
    tree = html_tree(text)
    found: dict[str, Link] = {}
    for element in tree.iter("a", "iframe", "embed", "object") if tree is not None else ():
        url = absolute(next(filter(None, map(element.get, ("href", "src", "data"))), ""), base, encoding=encoding)
        title = " ".join("".join(map(str, element.itertext())).split()) or element.get("title")
        if url and is_attachment(url) and url not in found:
            found[url] = Link(url=url, title=title or None, position=len(found))
    return tuple(found.values())[:MAX_ATTACHMENTS]
