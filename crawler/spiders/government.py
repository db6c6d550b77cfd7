"""The spider of government sites."""

from __future__ import annotations

from crawler.sources.source import Kind
from crawler.spiders.base import SourceSpider


class GovernmentSpider(SourceSpider):
    """Visits government sources, and fetches what a document has attached to it."""

    name = "government"
    kind = Kind.GOVERNMENT
    fetches_attachments = True
