"""What the head of a page and its address say of its day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.fields import baidu
from pipelines.fields.dates.date_patterns import parse_date
from pipelines.page.sheet import Sheet

METAS = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "og:published_time",
    "og:release_date",
    "published",
    "publish-date",
    "publish_date",
    "datepublished",
    "publishtime",
    "og:time",
    "apub:time",
    "date",
    "dc.date",
    "dc.date.issued",
    "date.available",
    "weibo:article:create_at",
    "weibo: article:create_at",
    "og:article:published_time",
    "article:publish_time",
    "article:published",
    "publish_time",
    "published_time",
    "pubtime",
    "ptime",
    "createdate",
    "release_date",
    "releasedate",
    "publication_date",
    "citation_publication_date",
    "dcterms.issued",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "og:regdate",
    "bytedance:published_time",
    "datecreated",
)
CHANGED_METAS = ("dateupdate", "datemodified", "article:modified_time", "lastmodifiedtime", "og:updated_time")
_NAMED_SO = re.compile(  # my:publish_date, articleDate, og:pubdate: what METAS does not list, read without its signs
    r".*(?:pub|publi(?:sh(?:ed)?|cation)|releas(?:ed?|ing)|issued?|article|news|post(?:ed)?)(?:date(?:time)?|time|at|on)"
)
_IN_ADDRESS = re.compile(r"/(20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")
_JSON_LD = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')

# It begins with what is always there, so that it is found fast.
_IN_SCRIPT = re.compile(
    r"""ub(?<=[pP]ub)(?:lish)?_?(?:[tT]ime|[dD]ate|edAt)["']?\s*[:=]\s*["'](20\d\d[^"'<>]{6,20})["']"""
)


def days_named(sheet: Sheet) -> Iterator[str]:
    """Every date the metas and the address hold, changes included: one of them may tell the year of a shown day."""
    for name in (*METAS, *CHANGED_METAS):
        for content in sheet.metas.get(name, ())[:1]:
            if iso := parse_date(content):
                yield iso
    match = _IN_ADDRESS.search(sheet.page.url or "")
    if match is not None:
        yield "-".join(match.groups())


def stated(sheet: Sheet) -> Iterator[tuple[str, float, str]]:
    """Each date that metas and JSON-LD give for the day of publication: what it is, its worth, where it stands."""
    for rank, name in enumerate(METAS):
        for content in sheet.metas.get(name, ())[:1]:
            iso = parse_date(content)
            if iso is not None:
                yield iso, 1.0 - 0.015 * rank, f"meta {name}"
    yield from _named_so(sheet)
    if iso := parse_date(baidu.stated(sheet, "pubtime") or ""):
        yield iso, 0.95, "pubtime_baidu"
    match = _JSON_LD.search(sheet.text) if "datePublished" in sheet.text or '"pubDate"' in sheet.text else None
    if match is not None and (iso := parse_date(match[1])):
        yield iso, 0.9, "JSON-LD datePublished"


def scripted(sheet: Sheet) -> str | None:
    """What a script calls the time of publication: pubtime: "2024-05-03 10:12"; the whole source is searched."""
    match = _IN_SCRIPT.search(sheet.text)
    return parse_date(match[1]) if match is not None else None


def _named_so(sheet: Sheet) -> Iterator[tuple[str, float, str]]:
    for name, contents in sheet.metas.items():
        if name not in METAS and _NAMED_SO.fullmatch(re.sub(r"[\W_]", "", name)):
            iso = parse_date(contents[0])
            if iso is not None:
                yield iso, 0.2, f"meta {name}"
