"""The spider of news sites."""

from __future__ import annotations

from crawler.sources.source import Kind
from crawler.spiders.base import SourceSpider


class NewsSpider(SourceSpider):
    """Visits news sources: feeds, sitemaps, sections, known articles."""

    name = "news"
    kind = Kind.NEWS
