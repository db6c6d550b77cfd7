"""Looking at a site: what is found, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from archive.errors import UserError
from crawler.sources.look import look_at
from crawler.sources.plain_fetch import Fetch, Fetched, NotFetched
from crawler.sources.site_facts import facts_of
from crawler.sources.source import parse_source
from crawler.sources.survey import Survey

HOST = "http://www.bureau.example"
TODAY = date(2026, 11, 21)


def page(body: str, *, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def items(section: str, numbers: range) -> str:
    rows = (f'<li><a href="/{section}/202611/t202611{n:02}_{n}.html">第{n}号</a> 2026-11-{n:02}</li>' for n in numbers)
    return f'<ul class="list">{"".join(rows)}</ul>'


PORTAL = {
    "/robots.txt": f"User-agent: *\nDisallow: /private/\nSitemap: {HOST}/map.xml\n",
    "/": page(
        '<div class="nav"><a href="/tzgg/">通知公告</a><a href="/zcjd/">政策解读</a><a href="/lxwm/">联系我们</a>'
        '<a href="/private/">内部动态</a></div>'
        + items("tzgg", range(18, 21))
        + "<p>主办单位：某市统计局办公室 承办：某中心</p>",
        head='<title>某市统计局 - 首页</title><meta name="SiteIDCode" content="3700000001">'
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml">',
    ),
    "/rss.xml": f"<rss><item><title>a</title><link>{HOST}/tzgg/202611/t20261120_20.html</link></item></rss>",
    "/map.xml": f"<urlset><url><loc>{HOST}/zcjd/202611/t20261101_1.html</loc></url></urlset>",
    "/tzgg/": page(items("tzgg", range(10, 21)) + '<script>createPageHTML(5, 0, "index", "html");</script>'),
    "/zcjd/": page(items("zcjd", range(1, 9))),
    "/lxwm/": page("<p>电话</p>"),
}


def serve(site: Mapping[str, str], **more: object) -> Fetch:
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        path = url.removeprefix(HOST)
        if path not in site:
            return Fetched(url=url, status=404, body=b"")
        return Fetched(url=url, status=200, body=site[path].encode(), **more)  # type: ignore[arg-type]

    fetch.asked = asked  # type: ignore[attr-defined]
    return fetch


def look(site: Mapping[str, str] = PORTAL, path: str = "/", **more: object) -> Survey:
    return look_at(HOST + path, fetch=serve(site), today=TODAY, **more)  # type: ignore[arg-type]


def test_everything_a_portal_offers_is_found() -> None:
    """Feed, sitemap, sections with their names, kind, publisher, and a pattern of article addresses."""
    source = look().source
    assert (source.id, source.name, source.kind, source.publisher, source.home) == (
        "bureau-example",
        "某市统计局",
        "government",
        "某市统计局办公室",
        f"{HOST}/",
    )
    assert (source.feeds, source.sitemaps) == ((f"{HOST}/rss.xml",), (f"{HOST}/map.xml",))
    assert [(section.url, section.name) for section in source.sections] == [
        (f"{HOST}/", None),
        (f"{HOST}/tzgg/", "通知公告"),
        (f"{HOST}/zcjd/", "政策解读"),
    ]
    assert [
        source.matches(HOST + path) for path in ("/xwdt/202701/t20270101_9.html", "/tzgg/", "/tzgg/index_1.html")
    ] == [
        True,
        False,
        False,
    ]


def test_the_file_explains_what_was_found_and_reads_as_the_source() -> None:
    """Each finding stands as a comment above its key."""
    survey = look()
    assert parse_source(survey.toml, "x") == survey.source
    for comment in (
        "# Found by looking at http://www.bureau.example/ on 2026-11-21; this file is yours to edit.",
        "# The page carries a government site's SiteIDCode.",
        f"# {HOST}/rss.xml: names 1 article; named by the page.",
        f"# {HOST}/map.xml: names 1 page; named by robots.txt.",
        f"# {HOST}/tzgg/: lists 11 articles, 11 with a date; goes on at {HOST}/tzgg/index_1.html.",
        "# 19 of the 19 articles found match.",
    ):
        assert comment in survey.toml.splitlines()


def test_a_section_s_address_makes_a_source_of_that_section() -> None:
    """Its neighbours are not looked for; what is missing is said."""
    survey = look({"/zcjd/": PORTAL["/zcjd/"]}, "/zcjd/")
    assert [section.url for section in survey.source.sections] == [f"{HOST}/zcjd/"]
    assert survey.source.id == "bureau-example-zcjd"
    assert "# No feed was found." in survey.toml


def test_robots_is_obeyed_while_looking() -> None:
    """A forbidden section is not asked; a forbidden start is an error that says so."""
    fetch = serve(PORTAL)
    look_at(f"{HOST}/", fetch=fetch, today=TODAY)
    assert f"{HOST}/private/" not in fetch.asked  # type: ignore[attr-defined]
    with pytest.raises(UserError, match=r"may not be collected: robots\.txt disallows it"):
        look(path="/private/a.html")


def test_about_twenty_pages_are_fetched_at_most() -> None:
    """Whatever the front page links to."""
    front = page(items("a", range(1, 3)) + "".join(f'<a href="/s{n}/">动态</a>' for n in range(100)))
    fetch = serve({"/": front} | {f"/s{n}/": page("<p>x</p>") for n in range(100)})
    look_at(HOST, fetch=fetch, today=TODAY)
    assert len(fetch.asked) <= 25  # type: ignore[attr-defined]


def test_a_page_that_leads_nowhere_is_the_user_s_to_know() -> None:
    """Scripted front pages show no links; the message says what would help."""
    with pytest.raises(UserError, match="Give the address of a list page"):
        look({"/": page('<div id="app"></div>')})


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "http://", "not an address"])
def test_what_is_no_address_is_said(url: str) -> None:
    """With an example of one."""
    with pytest.raises(UserError, match="is not an address"):
        look_at(url, fetch=serve({}), today=TODAY)


def test_a_site_that_does_not_answer_is_an_error() -> None:
    """Its own words are passed on; robots.txt alone is no reason to give up, but it forbids."""
    with pytest.raises(UserError, match="was answered with status 404"):
        look({})

    def unreachable(url: str) -> Fetched:
        raise NotFetched(f"{url}: connection refused")

    with pytest.raises(UserError, match=r"robots\.txt was not reached: .*connection refused"):
        look_at(HOST, fetch=unreachable, today=TODAY)


@pytest.mark.parametrize(("source_id", "why"), [("Bad Id", "lower-case letters"), ("bureau", "already")])
def test_an_id_that_cannot_be_is_said_before_anything_is_asked(source_id: str, why: str) -> None:
    """Wrong characters, or another source's."""
    fetch = serve(PORTAL)
    with pytest.raises(UserError, match=why):
        look_at(HOST, fetch=fetch, today=TODAY, source_id=source_id, taken=["bureau"])
    assert fetch.asked == []  # type: ignore[attr-defined]


def test_an_old_server_is_noted() -> None:
    """So that the run makes the concession, and the file says so."""
    survey = look_at(HOST, fetch=serve(PORTAL, legacy_tls=True), today=TODAY)
    assert (survey.source.legacy_tls, [f.key for f in survey.findings if not f.good]) == (True, ["legacy_tls"])


def test_the_user_s_word_on_kind_and_id_counts() -> None:
    """And an id that is taken gets a number."""
    survey = look(kind="news", source_id="mine")
    assert (survey.source.kind, survey.source.id) == ("news", "mine")
    assert look(taken=["bureau-example", "bureau-example-2"]).source.id == "bureau-example-3"


@pytest.mark.parametrize(
    ("head", "url", "name", "kind"),
    [
        ('<meta name="SiteName" content="某省人民政府"><title>要闻</title>', f"{HOST}/x/", "某省人民政府", "news"),
        ('<meta property="og:site_name" content="某网">', f"{HOST}/", "某网", "news"),
        ("<title>首页_某市人民政府门户网站</title>", "http://www.city.gov.cn/", "某市人民政府", "government"),
        ("<title>政策文件-某市医保局</title>", "http://ybj.city.gov.cn/zc/", "某市医保局", "government"),
        ("", "http://www.city.gov.tw/", "www.city.gov.tw", "government"),
        ("<title></title>", "http://govern.example/", "govern.example", "news"),
    ],
)
def test_name_and_kind(head: str, url: str, name: str, kind: str) -> None:
    """From the national meta tags, the title without its door words, or the host."""
    facts = facts_of(page("", head=head), url)
    assert (facts.name, facts.kind) == (name, kind)
