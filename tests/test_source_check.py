"""A source tried out: what it names, what of it is new, and one page as it would be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from archive.catalog.field_rates import FIELDS, FieldCounts
from archive.model import KnownDocument, RecordRef, Role
from crawler.sources.plain_fetch import Fetched, NotFetched
from crawler.sources.source import Section, Source
from schedules.jobs.source_check import Start, check, check_object

NOW = datetime(2026, 11, 21, tzinfo=UTC)
HOST = "http://www.example.cn"
FEED = (
    '<rss version="2.0"><channel><title>x</title>'
    f"<item><title>一</title><link>{HOST}/2026/11/20/1.html</link></item>"
    f"<item><title>二</title><link>{HOST}/2026/11/20/2.html</link></item></channel></rss>"
)
ARTICLE = (
    "<html><head><title>医改新政公布_示例网</title></head><body><h1>医改新政公布</h1>"
    "<div>2026-11-20 08:00 来源：示例报</div>"
    "<p>国务院办公厅今天公布了新的医改政策，各地将于明年起分步实施，群众看病负担有望减轻。</p>"
    "<p>专家表示，这项政策涉及医保、医疗、医药三个方面，需要各部门协同推进，才能取得实效。</p></body></html>"
)
KNOWN = KnownDocument(
    url=f"{HOST}/2026/11/20/2.html",
    etag=None,
    last_modified=None,
    response=RecordRef(record_id="urn:uuid:1", url=f"{HOST}/2026/11/20/2.html", date="", payload_sha256=""),
)
SOURCE = Source(id="example", name="示例", kind="news", home=f"{HOST}/", feeds=(f"{HOST}/rss.xml",))


class Web:
    """Answers from a table of path and body; what is missing is 404, what is None does not answer."""

    def __init__(self, pages: dict[str, str | None]) -> None:
        self.pages = pages

    def __call__(self, url: str) -> Fetched:
        body = self.pages.get(urlsplit(url).path, "")
        if body is None:
            raise NotFetched(f"{url}: timed out")
        return Fetched(url=url, status=200 if body else 404, body=body.encode(), charset="utf-8")


def test_a_good_source_names_articles_and_one_is_read() -> None:
    """How many, how many of them new, and the first page field by field."""
    web = Web({"/rss.xml": FEED, "/2026/11/20/1.html": ARTICLE})
    checked = check(SOURCE, fetch=web, known=[KNOWN], now=NOW)
    urls = (f"{HOST}/2026/11/20/1.html", f"{HOST}/2026/11/20/2.html")
    assert checked.starts == (Start(url=f"{HOST}/rss.xml", role=Role.FEED, articles=urls, new=1),)
    assert checked.page is not None
    assert (checked.page.title, checked.page.source) == ("医改新政公布", "示例报")
    assert (checked.is_good, checked.known) == (True, 1)


def test_what_the_last_run_lost_stands_beside_what_is_usual() -> None:
    """The shares of the last month's runs, and the check is not good while a field is lost."""
    every = dict.fromkeys(FIELDS, 40)
    before = FieldCounts(source="example", run="1", pages=40, having=every, flagged={}, text_length=900)
    last = replace(before, run="2", having=every | {"published": 0})
    web = Web({"/rss.xml": FEED, "/2026/11/20/1.html": ARTICLE})
    checked = check(SOURCE, fetch=web, known=[], now=NOW, counts=[before, last])
    told = check_object(checked)
    assert (told["usual"]["runs"], told["usual"]["pages"], told["usual"]["shares"]["published"]) == (2, 80, 0.5)
    assert told["lost"] == [{"what": "published", "says": "found on 0 of 40 pages this run, 100% before"}]
    assert (checked.page is not None, checked.is_good) == (True, False)


def test_a_page_that_is_gone_is_passed_over() -> None:
    """The next article is tried."""
    checked = check(SOURCE, fetch=Web({"/rss.xml": FEED, "/2026/11/20/2.html": ARTICLE}), known=[], now=NOW)
    assert checked.page is not None
    assert checked.page.url == f"{HOST}/2026/11/20/2.html"


def test_a_start_that_gives_nothing_says_why() -> None:
    """No answer, another status, no articles: each is a problem of that start, the others are still looked at."""
    sections = tuple(Section(url=f"{HOST}/{name}/") for name in ("gone", "empty"))
    source = Source(id="x", name="x", kind="news", feeds=(f"{HOST}/rss.xml",), sections=sections)
    checked = check(source, fetch=Web({"/rss.xml": None, "/empty/": "<p>nothing</p>"}), known=[], now=NOW)
    problems = [start.problem for start in checked.starts]
    assert problems == [f"{HOST}/rss.xml: timed out", "status 404", "names no articles"]
    assert (checked.is_good, checked.problem) == (False, "no article was found")


def test_a_check_as_json_has_the_page_under_the_usual_names() -> None:
    """One object: starts with their articles, the page as ``extract`` prints it, null where none was read."""
    told = check_object(check(SOURCE, fetch=Web({"/rss.xml": FEED}), known=[], now=NOW))
    assert list(told) == ["source", "known", "starts", "usual", "lost", "page", "problem"]
    assert (told["page"], len(told["starts"][0]["articles"])) == (None, 2)
    assert told["problem"] == f"{HOST}/2026/11/20/2.html: status 404"
