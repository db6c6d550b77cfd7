"""Where collecting can start on a site: its feeds, sitemaps and list pages, found by asking for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link, absolute, same_site
from crawler.discovery.listings import article_links, link_blocks, looks_like_article
from crawler.discovery.markup import TooLarge, decode, html_tree
from crawler.discovery.paging import next_page
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.manners.robots import Rules
from crawler.sources.plain_fetch import Fetch, Fetched, NotFetched
from crawler.sources.source import Section
from crawler.sources.survey import Finding

FEED_TYPE = re.compile(r"(?i)application/(?:rss|atom|rdf|feed)")
FEED_ADDRESS = re.compile(r"(?i)(?:rss|atom|feed)[^/]*(?:\.xml|\.rdf)?$")
USUAL_FEEDS = ("/rss.xml", "/feed", "/atom.xml")
USUAL_SITEMAPS = ("/sitemap.xml",)
MAX_FEEDS = 4
MAX_SECTIONS = 8
MAX_CANDIDATES = 14  # pages that are looked at to find the sections
MAX_SAMPLES = 500  # articles of one page that the pattern is inferred from
LISTS_AT_LEAST = 5  # articles, or it is no section
SECTION_WORDS = re.compile(
    r"要闻|新闻|动态|政策|文件|通知|公告|公示|发布|解读|法规|规章|公报|信息公开|时政|国内|国际|财经|社会|地方|滚动|最新"
    r"|要聞|新聞|動態|通知|公告|發布|國內|國際|財經|社會|即時"
)


@dataclass(slots=True, kw_only=True)
class Look:
    """What one look has found so far."""

    fetch: Fetch
    product: str
    rules: Rules = field(default_factory=lambda: Rules(everything=True))
    findings: list[Finding] = field(default_factory=list)
    samples: dict[str, None] = field(default_factory=dict)  # addresses of articles, in the order found
    others: set[str] = field(default_factory=set)  # addresses that are none

    def page(self, url: str) -> Fetched | None:
        """The page, if robots.txt allows it and it came with status 200."""
        if not self.rules.allow(url, self.product):
            return None
        try:
            fetched = self.fetch(url)
        except NotFetched:
            return None
        return fetched if fetched.status == 200 else None

    def say(self, key: str, says: str, url: str | None = None, *, good: bool = True) -> None:
        self.findings.append(Finding(key=key, says=says, url=url, good=good))

    def sample(self, links: Iterable[Link]) -> None:
        self.samples |= dict.fromkeys(link.url for link in list(links)[:MAX_SAMPLES])


def feeds(look: Look, text: str, base: str) -> list[str]:
    named = list(dict.fromkeys(_feed_addresses(text, base)))
    found: list[str] = []
    for url in (*named[: 2 * MAX_FEEDS], *(urljoin(base, path) for path in USUAL_FEEDS if not named)):
        page = look.page(url) if len(found) < MAX_FEEDS else None
        links = _feed(page)
        if page and links:
            found.append(page.url)
            look.sample(links)
            look.say("feeds", f"names {_count(links, 'article')}; {_how(url in named)}.", page.url)
    if not found:
        look.say("feeds", "No feed was found.", good=False)
    return found


def _feed_addresses(text: str, base: str) -> Iterator[str]:
    """Of <link rel=alternate> with a feed's type, then of links whose address ends as feeds' do."""
    tree = html_tree(text)
    for element in tree.iter("link", "a") if tree is not None else ():
        url = absolute(element.get("href") or "", base)
        declared = "alternate" in (element.get("rel") or "").lower() and FEED_TYPE.search(element.get("type") or "")
        if url and same_site(url, base) and (declared or (element.tag == "a" and FEED_ADDRESS.search(url))):
            yield url


def sitemaps(look: Look, named: list[str], base: str) -> list[str]:
    found: list[str] = []
    for url in named[:4] or [urljoin(base, path) for path in USUAL_SITEMAPS]:
        page = look.page(url)
        sitemap = _sitemap(page)
        if page is None or not (sitemap.sitemaps or sitemap.pages):
            continue
        found.append(page.url)
        look.sample([link for link in sitemap.pages if looks_like_article(link.url)])
        what = _count(sitemap.sitemaps, "sitemap") if sitemap.sitemaps else _count(sitemap.pages, "page")
        look.say("sitemaps", f"names {what}; {_how(url in named, by='robots.txt')}.", page.url)
    if not found:
        look.say("sitemaps", "No sitemap was found.", good=False)
    return found


def sections(look: Look, first: Fetched, text: str, encoding: str) -> list[Section]:
    """The page itself, if it lists articles; from a site's front page also the list pages it leads to."""
    found = [section] if (section := _section(look, first, None, at_least=1)) else []
    if urlsplit(first.url).path not in ("", "/") and found:
        return found
    for link in _candidates(look, text, first.url, encoding)[:MAX_CANDIDATES]:
        page = look.page(link.url) if len(found) < MAX_SECTIONS else None
        section = _section(look, page, link.title, at_least=LISTS_AT_LEAST) if page else None
        if section is not None:
            found.append(section)
    if not found:
        look.say("sections", "No list page was found.", good=False)
    return found


def _section(look: Look, page: Fetched, name: str | None, *, at_least: int) -> Section | None:
    text, encoding = decode(page.body, page.charset)
    own = [link for link in article_links(text, page.url, encoding=encoding) if same_site(link.url, page.url)]
    if len(own) < at_least:
        return None
    look.sample(own)
    look.others.add(page.url)
    dated = sum(link.date is not None for link in own)
    look.say(
        "sections",
        f"lists {_count(own, 'article')}, {dated} with a date; {_paging(look, page, text, encoding)}",
        page.url,
    )
    return Section(url=page.url, name=name)


def _paging(look: Look, page: Fetched, text: str, encoding: str) -> str:
    further = next_page(text, page.url, encoding=encoding)
    if further is None:
        return "no further page is named."
    look.others.add(further)
    return f"goes on at {further}."


def _candidates(look: Look, text: str, base: str, encoding: str) -> list[Link]:
    """Links of the front page that may be sections: those whose words say so first."""
    links = {link.url: link for block in link_blocks(text, base, encoding=encoding) for link in block.links}
    fresh = [link for link in links.values() if link.url not in look.samples and same_site(link.url, base)]
    own = [link for link in fresh if not looks_like_article(link.url)]
    return sorted(own, key=lambda link: (not SECTION_WORDS.search(link.title or ""), link.position))


def _feed(page: Fetched | None) -> tuple[Link, ...]:
    try:
        return read_feed(page.body, page.url, charset=page.charset) if page is not None else ()
    except TooLarge:
        return ()


def _sitemap(page: Fetched | None) -> Sitemap:
    try:
        return read_sitemap(page.body, page.url, charset=page.charset) if page is not None else Sitemap()
    except TooLarge:
        return Sitemap()


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _how(named: bool, by: str = "the page") -> str:
    return f"named by {by}" if named else "found at its usual address"
