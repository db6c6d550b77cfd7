"""What an attachment without a headline of its own is called: as the page calls it that links to it, or by its file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from archive.address import document_address, document_id


def attachment_title(connection: sqlite3.Connection, document: str, url: str) -> str | None:
    """The words of the link that led to the document, in the newest reading that has it; else the name of its file.

    For people only: nothing is searched by it.  None where the address names no file.
    """
    address = document_address(url)
    for attached in _linked_from(connection, document):
        if attached["url"] and attached["title"] and document_address(attached["url"]) == address:
            return str(attached["title"])
    return file_name(url)


def file_name(url: str) -> str | None:
    """The last part of the path, its escapes decoded.

    >>> file_name("http://example.cn/files/%E9%80%9A%E7%9F%A5.pdf?id=1")
    '通知.pdf'
    """
    return unquote(urlsplit(url).path.rpartition("/")[2]) or None


def _linked_from(connection: sqlite3.Connection, document: str) -> Iterator[dict[str, str | None]]:
    """The attachments of the pages on which the document was found, as read last first."""
    found = connection.execute("select distinct via from captures where document = ? and via is not null", (document,))
    for (via,) in found.fetchall():
        readings = connection.execute(
            "select attachments from extractions where attachments is not null and payload_sha256 in "
            "(select payload_sha256 from captures where document = ?) order by id desc",
            (document_id(document_address(via)),),
        )
        for (attachments,) in readings.fetchall():
            yield from json.loads(attachments)
