"""The spiders over a scripted web, through the whole chain: two nights, an interruption, the laws of a run."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from scripted_web import Headers, Reply, ScriptedWeb, Site, serving

from archive.collection import Collection, create_collection
from crawler.sources.source import Articles, Limits, Section, Source, add_source
from crawler.sources.source_toml import to_toml

NEWS, BUREAU, LARGE = "http://www.news.test", "http://www.bureau.test", "http://www.large.test"
TEXT = (
    "本报讯 记者从有关部门获悉，前三季度全市居民人均可支配收入同比增长百分之五点六，增速比上半年加快零点三个百分点。"
    * 4
)


def article(title: str, more: str = "") -> str:
    body = f"<h1>{title}</h1><div class='content'><p>{TEXT}{title}</p>{more}</div>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def listing(*paths: str, further: str | None = None) -> str:
    rows = "".join(f'<li><a href="{path}">题目{path}</a><span>2026-11-20</span></li>' for path in paths)
    pager = f'<div class="page"><a href="{further}">下一页</a></div>' if further else ""
    return f'<html><body><ul class="list">{rows}</ul>{pager}</body></html>'


def with_etag(body: str, tag: str) -> Any:
    def reply(headers: Headers) -> Reply:
        same = {name.lower(): value for name, value in headers.items()}.get("if-none-match") == tag
        return Reply(status=304, headers={"ETag": tag}) if same else Reply(body, headers={"ETag": tag})

    return reply


def feed(*urls: str) -> str:
    return (
        f"<rss><channel>{''.join(f'<item><title>t</title><link>{url}</link></item>' for url in urls)}</channel></rss>"
    )


def first_night() -> Site:
    return {
        f"{NEWS}/robots.txt": Reply("User-agent: *\nDisallow: /no/\n"),
        f"{NEWS}/rss.xml": Reply(
            feed(f"{NEWS}/a/1.html", f"{NEWS}/a/moved.html", f"{NEWS}/a/busy.html", "http://10.0.0.7/")
        ),
        f"{NEWS}/": Reply(listing("/a/1.html", "/a/2.html", "/no/1.html", further="/index_1.html")),
        f"{NEWS}/index_1.html": Reply(listing("/a/3.html", "/a/loop.html", further="/index_2.html")),
        f"{NEWS}/index_2.html": Reply(listing("/a/3.html", "/a/loop.html", further="/index_3.html")),
        f"{NEWS}/a/1.html": with_etag(article("一"), '"one"'),
        f"{NEWS}/a/2.html": Reply(article("二")),
        f"{NEWS}/a/3.html": Reply(gzip.compress(article("三").encode()), headers={"Content-Encoding": "gzip"}),
        f"{NEWS}/a/moved.html": Reply(status=301, headers={"Location": "/b/target.html"}),
        f"{NEWS}/b/target.html": Reply(article("新址")),
        f"{NEWS}/a/busy.html": Reply("busy", 503),
        f"{NEWS}/a/loop.html": Reply(status=302, headers={"Location": "/a/pool.html"}),
        f"{NEWS}/a/pool.html": Reply(status=302, headers={"Location": "/a/loop.html"}),
        f"{BUREAU}/map.xml.gz": Reply(gzip.compress(f"{BUREAU}/d/1.html\n{BUREAU}/about/\n".encode())),
        f"{BUREAU}/tzgg/": Reply(
            listing("/d/1.html", "/d/gone.html", "/d/reset.html", "/d/表.xls").encode("gb18030"),
            headers={"Content-Type": "text/html; charset=gbk"},
        ),
        f"{BUREAU}/d/1.html": Reply(article("公报", '<p><a href="x.doc">附件</a><a href="/tzgg/">返回</a></p>')),
        f"{BUREAU}/d/x.doc": Reply(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, headers={"Content-Type": "application/msword"}
        ),
        f"{BUREAU}/d/reset.html": Reply(reset=True),
        f"{LARGE}/": Reply(listing(*(f"/p/{number}.html" for number in range(6)))),
        **{f"{LARGE}/p/{number}.html": Reply(article(f"第{number}篇")) for number in range(6)},
    }


def second_night() -> Site:
    return first_night() | {
        f"{NEWS}/a/2.html": Reply(article("二").replace("加快", "回落")),
        f"{NEWS}/a/3.html": Reply("no more", 410),
        f"{NEWS}/a/busy.html": Reply(article("忙")),
    }


SOURCES = (
    Source(id="news", name="报", kind="news", feeds=(f"{NEWS}/rss.xml",), sections=(Section(url=f"{NEWS}/"),)),
    Source(
        id="bureau",
        name="局",
        kind="government",
        sitemaps=(f"{BUREAU}/map.xml.gz",),
        sections=(Section(url=f"{BUREAU}/tzgg/"),),
        articles=Articles(pattern=r"/d/"),
    ),
    Source(id="large", name="大", kind="news", sections=(Section(url=f"{LARGE}/"),), limits=Limits(pages=4)),
)
SETTINGS = """
name = "test"
[politeness]
delay_s = 0.0
per_host = 4
timeout_s = 10.0
[network]
proxy = "{proxy}"
"""


@dataclass
class Night:
    captures: list[dict[str, Any]] = field(default_factory=list)
    finished: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    web: ScriptedWeb | None = None

    def outcomes(self, prefix: str) -> dict[str, str]:
        """By path, of the addresses that begin so."""
        return {c["url"].removeprefix(prefix): c["outcome"] for c in self.captures if c["url"].startswith(prefix + "/")}

    def capture(self, url: str) -> dict[str, Any]:
        [found] = [capture for capture in self.captures if capture["url"] == url]
        return found


def collection_for(web: ScriptedWeb, root: Path, *sources: Source) -> Collection:
    collection = create_collection(root, SETTINGS.format(proxy=web.proxy))
    for source in sources:
        add_source(collection, to_toml(source))
    return collection


def start(collection: Collection, run: str = "") -> subprocess.Popen[str]:
    child = Path(__file__).parent / "crawl_child.py"
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return subprocess.Popen(
        [sys.executable, str(child), str(collection.root), run],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"PYTHONPATH": str(child.parent.parent)},
        cwd=collection.root,
    )


def ended(process: subprocess.Popen[str], web: ScriptedWeb, since: int = 0) -> Night:
    out, err = process.communicate(timeout=60)
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines, err
    assert "run" in lines[-1], err
    return Night(lines[:-1], lines[-1], web.urls()[since:], web)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Night, Night]]:
    """The first night, and the second."""
    with serving(first_night()) as web:
        collection = collection_for(web, tmp_path_factory.mktemp("spiders") / "c", *SOURCES)
        first = ended(start(collection), web)
        web.site = second_night()
        yield first, ended(start(collection), web, since=len(first.asked))


def test_every_address_has_one_outcome(nights: tuple[Night, Night]) -> None:
    """Of both spiders, of all roles, answered or not; and no error of ours."""
    for night in nights:
        assert [url for url, count in Counter(c["url"] for c in night.captures).items() if count > 1] == []
        assert (night.finished["reason"], night.finished["errors"]) == ("finished", 0)
        assert sum(night.finished["counts"].values()) == len(night.captures)


def test_the_first_night_finds_what_the_sources_name(nights: tuple[Night, Night]) -> None:
    """By feed, list and further list; to the page that repeats the one before."""
    assert nights[0].outcomes(NEWS) == {
        "/robots.txt": "page",
        "/rss.xml": "page",
        "/": "page",
        "/index_1.html": "page",
        "/index_2.html": "page",
        "/a/1.html": "new",
        "/a/2.html": "new",
        "/a/3.html": "new",
        "/a/moved.html": "moved",
        "/b/target.html": "new",
        "/a/busy.html": "http-error",
        "/a/loop.html": "moved",
        "/a/pool.html": "moved",
        "/no/1.html": "refused",
    }


def test_a_government_source_brings_its_files(nights: tuple[Night, Night]) -> None:
    """Linked to their document; what is gone or does not answer has its outcome too."""
    first = nights[0]
    assert first.outcomes(BUREAU) == {
        "/robots.txt": "gone",
        "/map.xml.gz": "page",
        "/tzgg/": "page",
        "/d/1.html": "new",
        "/d/x.doc": "not-text",
        "/d/gone.html": "gone",
        "/d/reset.html": "unreachable",
        "/d/%E8%A1%A8.xls": "gone",
    }
    found = first.capture(f"{BUREAU}/d/x.doc")
    assert (found["via"], found["found_by"], found["role"]) == (f"{BUREAU}/d/1.html", "link", "attachment")


def test_each_capture_says_how_its_address_was_found(nights: tuple[Night, Night]) -> None:
    """The page before, and in which way it named it."""
    wanted = {
        f"{NEWS}/rss.xml": (None, "seed"),
        f"{NEWS}/index_1.html": (f"{NEWS}/", "listing"),
        f"{NEWS}/a/3.html": (f"{NEWS}/index_1.html", "listing"),
        f"{NEWS}/b/target.html": (f"{NEWS}/a/moved.html", "redirect"),
        f"{NEWS}/robots.txt": (None, "robots"),
    }
    found = {url: (nights[0].capture(url)["via"], nights[0].capture(url)["found_by"]) for url in wanted}
    assert found == wanted


def test_an_address_within_a_private_network_is_not_asked(nights: tuple[Night, Night]) -> None:
    """A feed can name anything."""
    first = nights[0]
    assert (first.capture("http://10.0.0.7/")["outcome"], first.capture("http://10.0.0.7/")["reason"]) == (
        "refused",
        "guard",
    )
    assert not any(url.startswith("http://10.") for url in first.asked)


def test_what_fails_is_tried_again_and_counted_once(nights: tuple[Night, Night]) -> None:
    """The last attempt speaks."""
    first = nights[0]
    assert first.asked.count(f"{NEWS}/a/busy.html") == 2
    assert [first.capture(url)["attempt"] for url in (f"{NEWS}/a/busy.html", f"{BUREAU}/d/reset.html")] == [2, 2]


def test_what_is_over_the_budget_is_told_and_not_asked(nights: tuple[Night, Night]) -> None:
    """One list and three articles are four pages; robots.txt is not counted."""
    first = nights[0]
    assert Counter(first.outcomes(LARGE).values()) == {"page": 1, "gone": 1, "new": 3, "over-budget": 3}
    assert first.finished["unfetched"] == 3
    assert len([url for url in first.asked if url.startswith(f"{LARGE}/p/")]) == 3


def test_the_second_night_visits_what_is_known(nights: tuple[Night, Night]) -> None:
    """Each document again, conditionally where it has an ETag; one page of a list that brings nothing new."""
    second = nights[1]
    news = second.outcomes(NEWS)
    assert {path: news[path] for path in ("/a/1.html", "/a/2.html", "/a/3.html", "/b/target.html", "/a/busy.html")} == {
        "/a/1.html": "not-modified",
        "/a/2.html": "changed",
        "/a/3.html": "gone",
        "/b/target.html": "same-bytes",
        "/a/busy.html": "new",
    }
    assert second.capture(f"{NEWS}/a/1.html")["found_by"] == "known"
    assert second.web is not None
    assert second.web.headers(f"{NEWS}/a/1.html")["if-none-match"] == '"one"'
    assert "if-none-match" not in second.web.headers(f"{NEWS}/a/2.html")


def test_new_pages_come_before_known_ones_in_a_budget(nights: tuple[Night, Night]) -> None:
    """Else a full source would never see its news."""
    second = nights[1]
    large = [(c["found_by"], c["outcome"]) for c in second.captures if c["source"] == "large" and "/p/" in c["url"]]
    assert Counter(large)[("listing", "new")] == 3
    assert Counter(outcome for _, outcome in large)["over-budget"] == 3


def test_requests_say_who_asks_and_in_which_languages(nights: tuple[Night, Night]) -> None:
    """And accept only the content codings that every reader of WARC files knows."""
    assert nights[0].web is not None
    headers = nights[0].web.headers(f"{NEWS}/a/2.html")
    assert (headers["user-agent"], headers["accept-encoding"]) == ("Dibao/0.1", "gzip, deflate")
    assert headers["accept-language"].startswith("zh-CN")


def test_a_run_that_is_interrupted_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Ctrl-C ends it cleanly; under its own id it asks nothing again that it has an answer of."""
    paths = [f"/p/{number}.html" for number in range(60)]
    site: Site = {f"{LARGE}/": Reply(listing(*paths)), **{f"{LARGE}{path}": Reply(article(path)) for path in paths}}
    source = Source(id="large", name="大", kind="news", sections=(Section(url=f"{LARGE}/"),))
    with serving(site) as web:
        collection = collection_for(web, tmp_path / "c", source)
        web.gate.clear()
        web.gate_after = 20
        process = start(collection)
        assert web.at_gate.wait(30)
        process.send_signal(signal.SIGINT)
        web.gate.set()
        first = ended(process, web)
        rest = ended(start(collection, first.finished["run"]), web, since=len(first.asked))
    assert first.finished["reason"] == "shutdown"
    done = {c["url"] for c in first.captures if c["outcome"] == "new"}
    again = {c["url"] for c in rest.captures if "/p/" in c["url"]}
    assert (rest.finished["run"], rest.finished["reason"]) == (first.finished["run"], "finished")
    assert (done & again, len(done | again), 0 < len(done) < 60) == (set(), 60, True)
