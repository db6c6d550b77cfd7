"""The page after a list page, in the ways that Chinese sites write it."""

from __future__ import annotations

import pytest

from crawler.discovery.paging import next_page, page_address

FIRST = "http://www.bureau.example/tzgg/"


@pytest.mark.parametrize(
    ("page", "url", "following"),
    [
        pytest.param('<a href="index_1.html">下一页</a>', FIRST, "index_1.html", id="says next"),
        pytest.param('<a href="index_1.html">下一頁 &gt;</a>', FIRST, "index_1.html", id="traditional"),
        pytest.param('<a title="下一页" href="?page=2"><img></a>', FIRST, "?page=2", id="title of a picture"),
        pytest.param('<link rel="next" href="p2.html">', FIRST, "p2.html", id="rel next"),
        pytest.param('<a href="javascript:void(0)">下一页</a>', FIRST, None, id="next by a script we do not run"),
        pytest.param('<a href="/tzgg/">下一页</a>', FIRST, None, id="next is the page itself"),
        pytest.param('<a href="http://ad.example/">下一页</a>', FIRST, None, id="next is another site's"),
        pytest.param(
            '<div class="page"><b class="current">1</b><a href="list_2.html">2</a><a href="list_3.html">3</a></div>',
            FIRST,
            "list_2.html",
            id="numbers",
        ),
        pytest.param(
            '<div class="page"><a href="./">1</a><a class="cur">2</a><a href="index_2.html">3</a></div>',
            FIRST + "index_1.html",
            "index_2.html",
            id="the second page, numbered from 0 in its address",
        ),
        pytest.param(
            '<div id="pagination"><a href="?page=2">»</a></div>', FIRST + "?page=1", "?page=2", id="an arrow in a pager"
        ),
        pytest.param('<p><a href="/b/">»</a> <a href="/c/">2</a></p>', FIRST, None, id="signs outside a pager"),
        pytest.param(
            '<select class="page"><option value="./">第1页</option><option value="index_2.html">2</option></select>',
            FIRST,
            "index_2.html",
            id="a choice of pages",
        ),
        pytest.param('<script>createPageHTML(9, 0, "index", "html");</script>', FIRST, "index_1.html", id="TRS first"),
        pytest.param(
            '<script>createPageHTML(9, 3, "index", "shtml");</script>',
            FIRST + "index_3.shtml",
            "index_4.shtml",
            id="TRS middle",
        ),
        pytest.param(
            '<script>createPageHTML(9, 8, "index", "html");</script>', FIRST + "index_8.html", None, id="TRS last"
        ),
        pytest.param('<script>createPageHTML(1, 0, "index", "html");</script>', FIRST, None, id="TRS only one"),
        pytest.param(
            '<script>var count = 5; var current = 1; createPageHTML(count, current, "list", "htm");</script>',
            FIRST + "list_1.htm",
            "list_2.htm",
            id="TRS with variables",
        ),
        pytest.param(
            "<script>createPageHTML('page_div',67, 1,'newzfwj','shtml',1000);</script>",
            FIRST + "newzfwj.shtml",
            "newzfwj_2.shtml",
            id="with the pager's id, first",
        ),
        pytest.param(
            "<script>createPageHTML('page_div',2, 2,'newzfwj','shtml',1000);</script>",
            FIRST + "newzfwj_2.shtml",
            None,
            id="with the pager's id, last",
        ),
        pytest.param(
            '<datastore><nextgroup><![CDATA[<a href="/jpage/dataproxy.jsp?page=1&amp;columnid=7"></a>]]></nextgroup>',
            FIRST,
            "/jpage/dataproxy.jsp?page=1&columnid=7",
            id="Hanweb",
        ),
        pytest.param("<p>没有更多</p>", FIRST, None, id="no paging"),
        pytest.param("", FIRST, None, id="nothing"),
        pytest.param(
            "<script>createPageHTML(a, b);createPageHTML();</script>", FIRST, None, id="a call we cannot read"
        ),
    ],
)
def test_the_page_after_a_list_page(page: str, url: str, following: str | None) -> None:
    """Links first, then scripts, then numbers; None where the page names none."""
    relative = following and (
        FIRST + following if not following.startswith("/") else f"http://www.bureau.example{following}"
    )
    assert next_page(page, url) == relative


def test_a_template_makes_addresses() -> None:
    """Relative to the section, absolute, or a query."""
    templates = ("index_{page}.html", "/other/{page}.shtml", "?page={page}")
    assert [page_address(template, FIRST, 3) for template in templates] == [
        "http://www.bureau.example/tzgg/index_3.html",
        "http://www.bureau.example/other/3.shtml",
        "http://www.bureau.example/tzgg/?page=3",
    ]
