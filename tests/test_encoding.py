"""Which encoding a page is really in, whatever it says."""

import codecs

import pytest

from pipelines.page.encoding import decode

CHINESE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前完工，居民用上了更稳定的自来水。" * 4
TRADITIONAL = "柳溪縣昨日宣布，全縣十二個鄉鎮的老舊供水管網改造工程提前完工，居民用上了更穩定的自來水。" * 4


def html(text: str, charset: str) -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>{text}</html>'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "ground"),
    [
        (html(CHINESE, "gb2312").encode("utf-8"), None, "utf-8", "bytes"),
        (html(CHINESE, "gb2312").encode("gb18030"), None, "gb18030", "declared"),
        (html(CHINESE, "utf-8").encode("gb18030"), None, "gb18030", "detected"),
        (html(CHINESE, "iso-8859-1").encode("gb18030"), None, "gb18030", "detected"),
        (CHINESE.encode("gb18030"), "text/html; charset=GBK", "gb18030", "header"),
        (html(TRADITIONAL, "big5").encode("big5"), None, "big5hkscs", "declared"),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), None, "utf-16-le", "bom"),
        (html(CHINESE, "utf-8").encode("utf-16-be"), None, "utf-16-be", "bytes"),
        (codecs.BOM_UTF8 + CHINESE.encode(), "text/html; charset=gbk", "utf-8", "bom"),
    ],
)
def test_the_bytes_come_before_what_is_declared(
    body: bytes, content_type: str | None, encoding: str, ground: str
) -> None:
    """BOM, wide bytes and strict UTF-8 first; a declaration counts where the page decodes by it; else the detector."""
    decoded = decode(body, content_type)
    assert (decoded.encoding, decoded.ground, decoded.lossy) == (encoding, ground, False)
    assert CHINESE in decoded.text or TRADITIONAL in decoded.text


def test_what_a_source_says_comes_before_the_bytes() -> None:
    """An override is taken even where the page decodes otherwise."""
    decoded = decode("柳溪".encode("big5"), "text/html; charset=gbk", "big5")
    assert (decoded.text, decoded.encoding, decoded.ground) == ("柳溪", "big5hkscs", "option")


def test_an_unknown_override_is_utf_8() -> None:
    """A label that means nothing leaves the encoding that most pages have."""
    assert decode("柳溪".encode(), None, "no-such-charset").encoding == "utf-8"


def test_a_few_broken_bytes_lose_only_themselves() -> None:
    """A page cut in the middle of a character is read, and marked as lossy."""
    decoded = decode(html(CHINESE, "gb2312").encode("gb18030")[:-8] + b"\x81\xff</html>")
    assert (decoded.encoding, decoded.lossy) == ("gb18030", True)
    assert CHINESE[:50] in decoded.text


def test_the_old_indent_of_gb_pages_is_a_blank() -> None:
    """Bytes A3A0, with which paragraphs were set in, are no letter."""
    assert decode(b"\xa3\xa0\xa3\xa0" + CHINESE.encode("gb18030"), "text/html; charset=gb2312").text.split() == [
        CHINESE
    ]
