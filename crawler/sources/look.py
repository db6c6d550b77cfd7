"""A look at a site: its robots.txt, feeds, sitemaps and list pages, and what its articles' addresses have in common.

About twenty pages are fetched, one after the other, and nothing is kept.  What is found is said with its ground; what
is not found is said as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from archive.errors import UserError
from crawler.discovery.article_pattern import Inferred, infer_pattern
from crawler.discovery.link import absolute
from crawler.discovery.markup import decode
from crawler.manners.robots import rules_from
from crawler.sources import starts
from crawler.sources.plain_fetch import Fetch, Fetched, NotFetched
from crawler.sources.site_facts import SiteFacts, facts_of, source_id_of
from crawler.sources.source import Articles, Section, Source, id_problem
from crawler.sources.starts import Look
from crawler.sources.survey import Finding, Survey


def look_at(
    url: str,
    *,
    fetch: Fetch,
    today: date,
    product: str = "Dibao",
    source_id: str | None = None,
    kind: str | None = None,
    taken: Iterable[str] = (),
) -> Survey:
    """Looks at the site, or the section of one, at ``url``.

    ``taken`` are ids that are in use.  UserError where the id is none or taken, nothing comes from ``url``, robots.txt
    forbids it, or it leads to nothing that could be collected.
    """
    if source_id is not None:
        _refuse_id(source_id, taken)
    start = absolute(url if "://" in url else f"http://{url}", "")
    if start is None or "@" in start or re.search(r"\s", urlsplit(start).netloc):
        raise UserError(f"{url!r} is not an address.  Example: https://www.example.gov.cn/zhengce/")
    look = Look(fetch=fetch, product=product)
    named_sitemaps = _read_robots(look, start)
    first = _first_page(look, start)
    text, encoding = decode(first.body, first.charset)
    facts = facts_of(text, first.url, kind=kind)
    look.findings += [Finding(key=key, says=says) for key, says in facts.grounds]
    _note_tls(look, first)
    feeds = starts.feeds(look, text, first.url)
    sitemaps = starts.sitemaps(look, named_sitemaps, first.url)
    sections = starts.sections(look, first, text, encoding)
    if not (feeds or sitemaps or sections):
        raise UserError(
            f"{first.url} names no feed and no sitemap, and lists no articles that show without running its scripts.  "
            "Give the address of a list page, or write sources/ID.toml by hand."
        )
    source = _source(look, first, facts, source_id or source_id_of(first.url), feeds, sitemaps, sections)
    survey = Survey(source=source, findings=tuple(look.findings), looked_at=start, on=today)
    return survey if source_id else survey.under_free_id(taken)


def _refuse_id(source_id: str, taken: Iterable[str]) -> None:
    if problem := id_problem(source_id):
        raise UserError(f"--id: {problem}")
    if source_id in taken:
        raise UserError(f"--id: there is a source {source_id!r} already; edit sources/{source_id}.toml, or remove it.")


def _source(
    look: Look,
    first: Fetched,
    facts: SiteFacts,
    source_id: str,
    feeds: list[str],
    sitemaps: list[str],
    sections: list[Section],
) -> Source:
    inferred = _pattern(look)
    return Source(
        id=source_id,
        name=facts.name,
        kind=facts.kind,
        home=urljoin(first.url, "/"),
        publisher=facts.publisher,
        legacy_tls=first.legacy_tls,
        feeds=tuple(feeds),
        sitemaps=tuple(sitemaps),
        sections=tuple(sections),
        articles=Articles(pattern=inferred.pattern if inferred else None),
    )


def _read_robots(look: Look, start: str) -> list[str]:
    """Sitemaps that robots.txt names; UserError where it forbids ``start``."""
    url = urljoin(start, "/robots.txt")
    try:
        fetched = look.fetch(url)
    except NotFetched as error:  # RFC 9309, 2.3.1.4: then nothing may be fetched
        raise UserError(f"{start} cannot be looked at, for its robots.txt was not reached: {error}") from None
    look.rules = rules_from(fetched.status, fetched.body)
    if not look.rules.allow(start, look.product):
        raise UserError(f"{start} may not be collected: {look.rules.why} ({url}).")
    parsed = look.rules.parsed
    return [found for name in (parsed.sitemaps if parsed else ()) if (found := absolute(name, url))]


def _first_page(look: Look, start: str) -> Fetched:
    fetched = look.fetch(start)
    if fetched.status != 200:
        raise UserError(f"{fetched.url} was answered with status {fetched.status}; nothing can be found there.")
    return fetched


def _note_tls(look: Look, first: Fetched) -> None:
    if first.legacy_tls:
        look.say("legacy_tls", "The server could only be reached with concessions to an old TLS.", good=False)
    elif first.certificate_problem:
        look.say("home", f"Its certificate does not verify ({first.certificate_problem}); pages are kept all the same.")


def _pattern(look: Look) -> Inferred | None:
    inferred = infer_pattern(look.samples, look.others)
    if inferred is None:
        look.say("articles", "No pattern: what stands in a list, feed or sitemap counts as an article.", good=False)
        return None
    strays = f"; so do {len(inferred.strays)} pages that are none" if inferred.strays else ""
    look.say("articles", f"{inferred.covered} of the {inferred.samples} articles found match{strays}.")
    look.say("articles", "What stands in a list or feed counts as an article even if it does not match.")
    return inferred
