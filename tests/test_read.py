"""From bytes to an extraction, for every caller the same."""

import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import NotText, UnreadablePage
from archive.model import Page, ReadOptions
from pipelines.read import extractor, read

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
MARKUP = (
    "<html><head><meta charset='gbk'><title>供水管网改造完工_柳溪新闻网</title></head><body><div>"
    "<h1>供水管网改造完工</h1>"
    f"<p>2024-03-05 08:12 来源：柳溪日报</p><p>{SENTENCE}</p><p>{OTHER}</p><p>编辑：陈晓</p></div></body></html>"
)
PAGE = Page(
    body=MARKUP.encode("gb18030"), url="http://example.org/a.html", captured_at=datetime(2024, 3, 6, tzinfo=UTC)
)


def test_a_page_is_read_whole() -> None:
    """Fields, text, where each was found, and who read it."""
    one = read(PAGE)
    assert (one.title, one.published, one.source, one.editor) == (
        "供水管网改造完工", "2024-03-05T08:12", "柳溪日报", ("陈晓",),
    )  # fmt: skip
    assert one.text == f"{SENTENCE}\n{OTHER}"
    assert (one.url, one.encoding, one.language, one.flags) == (PAGE.url, "gb18030", "zh-Hans", ())
    assert {"title", "published", "source", "editor", "text", "encoding"} <= set(one.found_in)
    assert one.extractor.name == "dibao"
    assert "trafilatura" in one.extractor.version


def test_reading_again_is_reading_the_same() -> None:
    """Nothing is carried from one page to the next."""
    first = read(PAGE)
    read(Page(body=b"<p>another page, quite another, with a sentence or two in it.</p>"))
    assert read(PAGE) == first


def test_another_process_reads_the_same() -> None:
    """Also where strings hash otherwise."""
    code = (
        "import sys; from archive.model import Page; from pipelines.read import read; "
        "one = read(Page(body=sys.stdin.buffer.read())); print(one.text_sha256, sorted(one.found_in.items()))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    root = Path(__file__).parent.parent
    answers = {
        subprocess.run(
            command, input=PAGE.body, capture_output=True, check=True, cwd=root, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("body", [b"", b"  ", b"\x89PNG\r\n\x1a\n....", b"<!-- -->", b"<div>" * 3_000, b"\xff\xfe"])
def test_what_cannot_be_read_says_why(body: bytes) -> None:
    """One kind of error, with its reason, or an extraction without text; never a crash."""
    assert text_or_reason(body) in ("", "empty", "not-text", "too-deep")


def test_an_image_is_no_text() -> None:
    """Its media type is named."""
    with pytest.raises(NotText, match="image/png"):
        read(Page(body=b"\x89PNG\r\n\x1a\n"))


def test_broken_pages_are_read_as_far_as_they_go() -> None:
    """Cut anywhere, or with bytes changed, a page yields an extraction or a reason."""
    dice = random.Random(7)
    for _ in range(60):
        body = bytearray(PAGE.body[: dice.randrange(len(PAGE.body))])
        for _ in range(dice.randrange(8)):
            if body:
                body[dice.randrange(len(body))] = dice.randrange(256)
        assert isinstance(text_or_reason(bytes(body)), str)


def text_or_reason(body: bytes) -> str:
    try:
        return read(Page(body=body)).text
    except UnreadablePage as error:
        return error.reason


def test_text_that_only_a_script_would_show_is_read() -> None:
    """Where nothing else on the page holds a sentence."""
    hidden = f"<div id=a style='display:none'><p>{SENTENCE}</p><p>{OTHER}</p></div><a href='/'>首页</a>"
    assert read(Page(body=hidden.encode())).text == f"{SENTENCE}\n{OTHER}"


def test_what_a_source_says_of_itself_comes_first() -> None:
    """Site and publisher, and the encoding."""
    options = ReadOptions(site="柳溪网", publisher="柳溪县融媒体中心", encoding="gbk")
    one = read(PAGE, options)
    assert (one.site, one.publisher, one.found_in["site"], one.found_in["encoding"]) == (
        "柳溪网", "柳溪县融媒体中心", "source", "option",
    )  # fmt: skip


def test_options_are_part_of_who_read() -> None:
    """So that two readings of one payload with other options stand side by side."""
    assert extractor().options == ""
    assert extractor(ReadOptions(site="甲")).options != extractor(ReadOptions(site="乙")).options
