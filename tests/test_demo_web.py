"""The bundled web: what it promises the demonstration."""

import pypdfium2
import pytest

from schedules.demo import pdf, web
from schedules.demo.server import DemoServer


def addresses(night):
    return [
        (f"http://{site['host']}{page['path']}", page)
        for site in web.sites()
        for page in site["page"]
        if night in page.get("nights", [1, 2])
    ]


def test_every_page_of_the_first_night_is_served():
    """On night 1 each page that has one answers 200, in its site's encoding."""
    assert {web.answer(url, 1).status for url, _ in addresses(1)} == {"200 OK"}


@pytest.mark.parametrize(
    ("fate", "status"),
    [("edited", "200 OK"), ("moved", "301 Moved Permanently"), ("same", "200 OK"), ("recounted", "200 OK")],
)
def test_second_night_gives_each_fate(fate, status):
    """Each fate that the file names comes to its status on night 2, at least once."""
    fated = [url for url, page in addresses(1) if page.get("second", {}).get("fate") == fate]
    assert {web.answer(url, 2).status for url in fated} == {status}


def test_withdrawn_pages_are_gone():
    """A withdrawn page answers 404 or 410 and stands in no list."""
    gone = [url for url, page in addresses(1) if page.get("second", {}).get("fate") == "gone"]
    assert sorted(web.answer(url, 2).status for url in gone) == ["404 Not Found", "410 Gone"]


def test_edits_change_one_passage():
    """An edited page differs from its first night; the others that are `same` do not."""
    changed = {url for url, _ in addresses(1) if web.answer(url, 1).body != web.answer(url, 2).body}
    edited = {url for url, page in addresses(1) if page["second"]["fate"] != "same"}
    assert changed == edited


def test_unmodified_pages_answer_a_conditional_request():
    """A site with validators answers 304 to its own ETag, without a body."""
    url = "http://www.lanwan.example/health/20261118/88021.html"
    tag = dict(web.answer(url, 1).headers)["ETag"]
    assert web.answer(url, 2, tag) == web.Answer(status="304 Not Modified", headers=(("ETag", tag),))


def test_pdf_gives_its_lines_back():
    """A reader of PDF finds the Chinese lines that were rendered."""
    text = pypdfium2.PdfDocument(pdf.render(("附件", "重点任务分工表")))[0].get_textpage().get_text_range()
    assert text.split() == ["附件", "重点任务分工表"]


def test_server_answers_as_a_proxy():
    """The proxy on loopback serves a page under its own address."""
    import urllib.request

    with DemoServer() as server:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": server.proxy}))
        with opener.open("http://finance.canglan.example/robots.txt", timeout=10) as response:
            assert response.read() == b"User-agent: *\nDisallow: /admin/\n"
