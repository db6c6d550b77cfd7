"""Scrapy's responses as values: bodies without content coding, and the item that each becomes."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.http import Response

from archive.errors import TOO_LONG, BrokenRecord
from archive.http.content_coding import decode_content
from archive.model import Capture, CapturedItem, Ending, Page, ReadOptions
from crawler.errand import capture_of


def item_of(request: Request, response: Response, options: ReadOptions) -> CapturedItem:
    """The item of an answered request, with its page where there is one to read.

    A message that was cut is not read: half a text would look like an edit.
    """
    capture = capture_of(request)
    assert capture is not None  # the capture handler has kept it, or raised
    if not capture.role.has_text or response.status != 200 or capture.ending is not Ending.COMPLETE:
        return CapturedItem(capture=capture, options=options)
    if request.meta.get("dibao_spooled"):
        return CapturedItem(capture=capture, options=options, unreadable=TOO_LONG)
    try:
        return CapturedItem(capture=capture, page=_page(response, capture), options=options)
    except BrokenRecord as error:
        return CapturedItem(capture=capture, options=options, unreadable=str(error))


def body_of(response: Response) -> bytes:
    """The body without its content coding; BrokenRecord where it is not what it says, or grows without measure."""
    codings = b",".join(response.headers.getlist(b"Content-Encoding")).decode("latin-1")
    return decode_content(response.body, [name for name in codings.split(",") if name.strip()])


def charset_of(response: Response) -> str | None:
    """The charset that Content-Type declares; None where it declares none."""
    declared = re.search(rb"(?i)charset\s*=\s*[\"']?([\w.:-]+)", response.headers.get(b"Content-Type") or b"")
    return declared[1].decode("ascii", "replace") if declared else None


def _page(response: Response, capture: Capture) -> Page:
    return Page(
        body=body_of(response),
        url=capture.url,
        content_type=capture.content_type,
        status=response.status,
        captured_at=capture.time,
    )
