"""What an answer leads to, for its source."""

from __future__ import annotations

from archive.model import KnownDocument, RecordRef, Role
from crawler.leads import FIRST, Answer, Place, leads_of
from crawler.sources.source import Articles, Limits, Section, Source
from crawler.visit import Visit

HOME = "http://www.bureau.example/"


def visit(*known: str, pages: int = 100, **source: object) -> Visit:
    given = {"id": "bureau", "name": "局", "kind": "government", "sections": (Section(url=HOME),)} | source
    return Visit(Source(**given), known=[document(path) for path in known], pages=pages)  # type: ignore[arg-type]


def document(path: str) -> KnownDocument:
    """One that was fetched, or, with a question mark before it, one that an earlier run had no budget for."""
    url = HOME + path.removeprefix("?")
    response = RecordRef(record_id="r", url=url, date="2026-11-20T00:00:00Z", payload_sha256="")
    return KnownDocument(url=url, etag=None, last_modified=None, response=None if path.startswith("?") else response)


def listing(*paths: str, further: str = "") -> bytes:
    items = "".join(f'<li><a href="{path}">题目</a> 2026-11-20</li>' for path in paths)
    return f'<ul>{items}</ul><div class="page">{further and f"<a href={further}>下一页</a>"}</div>'.encode()


def found(
    to: Visit, body: bytes, role: Role, *, url: str = HOME, attachments: bool = True, place: Place = FIRST
) -> list[tuple[str, ...]]:
    answer = Answer(url=url, role=role, body=body, place=place)
    return [
        (lead.url.removeprefix(HOME), lead.role.value, lead.found_by)
        for lead in leads_of(to, answer, attachments=attachments).leads
    ]


def test_a_list_leads_to_what_is_new_and_to_the_page_after() -> None:
    """Known documents are visited anyway; files in a list are attachments without a document."""
    page = listing("a/1.html", "a/2.html", "a/3.pdf", further="index_1.html")
    assert found(visit("a/1.html"), page, Role.LISTING) == [
        ("a/2.html", "document", "listing"),
        ("a/3.pdf", "attachment", "listing"),
        ("index_1.html", "listing", "listing"),
    ]


def test_a_page_of_known_items_ends_the_list() -> None:
    """So that a night costs one page of each section where nothing is new."""
    assert found(visit("a/1.html"), listing("a/1.html", further="index_1.html"), Role.LISTING) == []


def test_what_was_over_the_budget_is_asked_like_news_but_leads_no_further() -> None:
    """Else a full source would never see its news, or follow its lists to the end each night."""
    page = listing("a/1.html", "a/2.html", further="index_1.html")
    assert found(visit("a/1.html", "?a/2.html"), page, Role.LISTING) == [("a/2.html", "document", "listing")]


def test_a_list_ends_at_its_limit_and_where_it_repeats_itself() -> None:
    """Some sites show their last page for every number beyond."""
    page = listing("a/1.html", further="index_2.html")
    short = visit(limits=Limits(list_pages=2))
    [*_, further] = leads_of(short, Answer(url=HOME, role=Role.LISTING, body=page), attachments=True).leads
    assert (further.url, further.place.number, further.place.start) == (HOME + "index_2.html", 1, HOME)
    assert found(short, listing("a/2.html", further="index_2.html"), Role.LISTING, place=further.place)[1:] == []
    assert found(visit(), page, Role.LISTING, place=further.place)[1:] == []


def test_a_template_makes_the_further_pages() -> None:
    """Where the page's own paging needs its scripts; numbered from the section's address on."""
    to = visit(sections=(Section(url=HOME, next="index_{page}.shtml", first=2),))
    second = found(to, listing("a/1.html"), Role.LISTING)[-1]
    third = found(to, listing("a/2.html"), Role.LISTING, url=HOME + "index_2.shtml", place=Place(number=1, start=HOME))[
        -1
    ]
    assert (second[0], third[0]) == ("index_2.shtml", "index_3.shtml")


def test_only_the_source_s_own_pages_are_followed() -> None:
    """Other sites are not, unless the pattern knows them; exclusions are stronger; a section is no article."""
    to = visit(
        articles=Articles(pattern=r"//partner\.example/\d+", exclude=(r"/video/",)),
        sections=(Section(url=HOME), Section(url=HOME + "b/7.html")),
    )
    page = listing(
        "http://other.example/1.html", "http://partner.example/2", "http://m.bureau.example/3", "video/4", "b/7.html"
    )
    assert [url for url, *_ in found(to, page, Role.LISTING)] == [
        "http://partner.example/2",
        "http://m.bureau.example/3",
    ]


def test_an_empty_list_that_is_a_door_leads_on() -> None:
    """The front page of a portal is often a meta refresh."""
    door = b'<meta http-equiv="refresh" content="0;url=zwgk/">'
    assert found(visit(), door, Role.LISTING) == [("zwgk/", "listing", "listing")]


def test_a_feed_leads_wherever_its_items_are() -> None:
    """Who runs the feed has chosen them."""
    feed = b"<rss><item><link>http://other.example/1</link></item><item><link>/a/1.html</link></item></rss>"
    assert found(visit("a/1.html"), feed, Role.FEED) == [("http://other.example/1", "document", "feed")]


def test_a_sitemap_leads_to_articles_by_the_pattern() -> None:
    """A sitemap names everything; without a pattern what looks like an article is one."""
    body = f"{HOME}a/1.html {HOME}about/ {HOME}b/2.html".encode()
    assert [found(visit(articles=Articles(pattern=pattern)), body, Role.SITEMAP) for pattern in ("/b/", None)] == [
        [("b/2.html", "document", "sitemap")],
        [("a/1.html", "document", "sitemap"), ("b/2.html", "document", "sitemap")],
    ]


def test_an_index_of_sitemaps_is_followed_twice() -> None:
    """sitemaps.org allows once, some sites need twice, a loop ends."""
    index = f"<sitemapindex><sitemap><loc>{HOME}s.xml</loc></sitemap></sitemapindex>".encode()
    assert [found(visit(), index, Role.SITEMAP, place=Place(number=depth)) for depth in (0, 1, 2)] == [
        [("s.xml", "sitemap", "sitemap")],
        [("s.xml", "sitemap", "sitemap")],
        [],
    ]


def test_a_document_leads_to_its_files() -> None:
    """Where they are wanted; not to the pages it links to."""
    page = '<p><a href="x.doc">附件</a><a href="y.html">相关</a></p>'.encode()
    assert [found(visit(), page, Role.DOCUMENT, attachments=wanted) for wanted in (True, False)] == [
        [("x.doc", "attachment", "link")],
        [],
    ]


def test_a_start_that_names_nothing_is_told_from_one_without_news() -> None:
    """The first is a site that has changed, the second a quiet night."""
    quiet, changed = listing("a/1.html"), b"<div id=app></div>"
    answers = [Answer(url=HOME, role=Role.LISTING, body=body) for body in (quiet, changed)]
    assert [
        (found.leads, found.named) for found in (leads_of(visit("a/1.html"), a, attachments=True) for a in answers)
    ] == [
        ((), 1),
        ((), 0),
    ]


def test_the_budget_counts_what_is_asked() -> None:
    """The smaller of the two; what was asked for nothing comes back; lists under way are known."""
    to = visit(pages=3, limits=Limits(pages=2))
    to.take(Role.LISTING)
    to.take(Role.DOCUMENT)
    assert (to.over_budget, to.discovering) == (True, 1)
    to.give_back(Role.DOCUMENT)
    to.answered(Role.LISTING)
    assert (to.left, to.discovering) == (1, 0)
