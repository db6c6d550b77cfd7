"""List pages: their articles, told from navigation, in the layouts of Chinese sites."""

from __future__ import annotations

from crawler.discovery.json_lists import json_links
from crawler.discovery.listings import article_links, refresh_target

BASE = "http://www.bureau.example/tzgg/index.html"
SHELL = """<html><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li>
  <li><a href="/zcjd/20241120/1.html">政策解读与办事服务指南专题专栏入口</a></li></ul></div>
{main}
<div class="pages"><a href="index_1.html">下一页</a><a href="index_9.html">尾页</a></div>
<div class="footer"><a href="http://www.elsewhere.example/">友情链接</a><a href="/wzdt/">网站地图</a>
  <a href="/gywm/t20200101_1.html">某市统计局主办，技术支持：某某信息中心</a></div></body></html>"""


def listed(main: str, **more: object) -> list[tuple[str, str | None, str | None]]:
    found = article_links(SHELL.format(main=main), BASE, **more)  # type: ignore[arg-type]
    return [(link.url.removeprefix("http://www.bureau.example"), link.title, link.date) for link in found]


def test_items_with_dates_are_articles() -> None:
    """However short their titles, and though menu and footer have links as well."""
    main = """<ul class="list"><li><a href="./202411/t20241120_2.html">通知二</a><span>2024-11-20</span></li>
      <li><a href="./202411/t20241119_1.html" title="关于开展调查的通知（全文）">关于开展调查的…</a>[11-19]</li></ul>"""
    assert listed(main) == [
        ("/tzgg/202411/t20241120_2.html", "通知二", "2024-11-20"),
        ("/tzgg/202411/t20241119_1.html", "关于开展调查的通知（全文）", "11-19"),
    ]


def test_a_list_cut_into_groups_is_one_list() -> None:
    """Many sites put five items in a list and a line between; tables do as well as lists."""
    group = '<table class="t"><tr><td><a href="{0}.html">题</a></td><td>2024年11月{0}日</td></tr></table>'
    assert [url for url, *_ in listed("".join(group.format(number) for number in (12, 11, 10)))] == [
        "/tzgg/12.html",
        "/tzgg/11.html",
        "/tzgg/10.html",
    ]


def test_long_titles_that_lead_to_pages_are_articles_without_dates() -> None:
    """News sections often show none."""
    main = "".join(
        f'<div><h3><a href="/a/20241120/{number}.html">某市前三季度居民收入增长快于物价{number}</a></h3></div>'
        for number in range(3)
    )
    assert len(listed(main)) == 3


def test_the_section_beside_a_headline_is_no_article() -> None:
    """An item's date belongs to its headline; a picture and a headline with one address are one article."""
    main = "".join(
        f'<li><a href="/sh/">[社会]</a><a href="/a/{n}.html"><img></a><a href="/a/{n}.html">新闻{n}</a> 11-2{n}</li>'
        for n in (1, 2)
    )
    assert listed(main) == [("/a/1.html", "新闻1", "11-21"), ("/a/2.html", "新闻2", "11-22")]


def test_one_item_is_a_list_if_it_has_a_date() -> None:
    """A new section begins with one article."""
    assert len(listed('<ul class="list"><li><a href="/a.html">甲</a><span>2024-11-20</span></li></ul>')) == 1


def test_addresses_of_the_pattern_count_wherever_they_stand() -> None:
    """And a block half of whose links the source knows is a list, the other half with it."""
    main = '<p><a href="/x/1.html">甲</a></p><div><a href="/y/2">乙</a></div>'
    assert [url for url, *_ in listed(main, is_article=lambda url: "/y/" in url)] == ["/y/2"]
    block = '<ul><li><a href="/x/1">甲</a></li><li><a href="/copy/2">乙</a></li></ul>'
    assert [url for url, *_ in listed(block, is_article=lambda url: "/x/" in url)] == ["/x/1", "/copy/2"]


def test_hanweb_lists_stand_in_a_script() -> None:
    """col/col1/index.html holds its records as CDATA that a script unfolds."""
    main = """<script type="text/xml"><datastore><recordset>
      <record><![CDATA[<li><a href="/art/2024/11/20/art_1_2.html">公告</a><b>2024-11-20</b></li>]]></record>
      <record><![CDATA[<li><a href='/art/2024/11/19/art_1_1.html'>通告</a><b>2024-11-19</b></li>]]></record>
      </recordset></datastore></script>"""
    assert listed(main) == [
        ("/art/2024/11/20/art_1_2.html", "公告", "2024-11-20"),
        ("/art/2024/11/19/art_1_1.html", "通告", "2024-11-19"),
    ]


def test_a_list_may_be_json() -> None:
    """As the scripts of newer portals fetch it; any depth, any case of the keys, what has no title left out."""
    text = (
        '{"data": {"list": [{"TITLE": "甲", "URL": "./1.htm", "DOCRELPUBTIME": "2026-11-20"}, {"url": "/icon.png"}]}}'
    )
    assert [(link.url, link.title, link.date) for link in article_links(text, BASE)] == [
        ("http://www.bureau.example/tzgg/1.htm", "甲", "2026-11-20")
    ]
    assert json_links("[" * 5000, BASE) == ()


def test_queries_are_escaped_in_the_encoding_of_the_page() -> None:
    """As a browser does: a GBK site does not find a name sent in UTF-8."""
    main = '<ul><li><a href="/show.asp?name=通知">通知</a> 2024-11-20</li></ul>'
    assert listed(main, encoding="gb18030")[0][0] == "/show.asp?name=%CD%A8%D6%AA"


def test_a_base_element_moves_relative_links() -> None:
    """HTML's own rule."""
    text = '<head><base href="/other/"></head><ul><li><a href="1.html">甲</a> 2024-11-20</li></ul>'
    assert article_links(text, BASE)[0].url == "http://www.bureau.example/other/1.html"


def test_what_leads_nowhere_is_no_link() -> None:
    """Scripts, mail, the page itself, empty and broken addresses."""
    hrefs = ("javascript:open(1)", "mailto:a@b.example", "#top", "index.html#x", "", "http://[", "ftp://a.example/b")
    assert (
        listed("".join(f'<ul><li><a href="{href}">关于开展调查的通知</a> 2024-11-20</li></ul>' for href in hrefs)) == []
    )


def test_nothing_is_no_list() -> None:
    """Empty pages and pages of another kind name nothing."""
    assert [article_links(text, BASE) for text in ("", "   ", "<p>", "\x00", "<!-- -->")] == [()] * 5


def test_a_door_leads_on() -> None:
    """A page that only sends its reader elsewhere, by meta or by script; a long page with a script is none."""
    doors = ("<meta http-equiv=refresh content='0;URL=zwgk/'>", '<script>window.location.href="zwgk/";</script>')
    pages = [*doors, "<p>" + "文" * 2000 + doors[1], "<meta http-equiv=refresh content='600;url=x'>"]
    assert [refresh_target(page, BASE) for page in pages] == ["http://www.bureau.example/tzgg/zwgk/"] * 2 + [None] * 2
