"""Article pages of our own writing, laid out as sites lay them out; the readers of fields are tried on them."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.model import Page
from pipelines.page.sheet import Sheet
from pipelines.read import PLAIN, sheet_of

FIRST = (
    "七月的河口镇，新修的堤坝沿着江岸延伸，工人们正在安装最后一段护栏，往来的渔船从闸口缓缓驶过。"
    "镇里的负责人说，这项工程历时两年，投入三千万元。"
)
SECOND = (
    "堤坝建成以后，汛期的水位可以下降半米，两岸的五个村庄不再受淹。村民们在堤上种了柳树，"
    "晚饭后常来这里散步，孩子们在树下追逐。"
)
HEADLINE = "河口镇新堤坝全线贯通"
H1 = f"<h1>{HEADLINE}</h1>"
TITLE = f"{HEADLINE}_要闻_河口新闻网"
BODY = f"<p>　　{FIRST}</p><p>　　{SECOND}</p><p>　　{FIRST}{SECOND}</p>"
MENU = '<div class="nav"><a href="/">首页</a> <a href="/a">新闻</a> <a href="/b">专题</a></div>'
CAPTURED = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


def sheet(
    head: str = H1, *, foot: str = "", body: str = BODY, title: str = TITLE, metas: str = "", imprint: str = ""
) -> Sheet:
    """A page with these lines above and below the text, read as far as its lines and its container."""
    source = (
        f"<html><head><title>{title}</title>{metas}</head><body>{MENU}"
        f'<div class="main">{head}<div class="content">{body}</div>{foot}</div>'
        f'<div class="footer"><p>{imprint}</p></div></body></html>'
    )
    return sheet_of(Page(body=source.encode(), captured_at=CAPTURED), PLAIN, source)


def closing(words: str) -> str:
    """A body whose last paragraph ends with these words."""
    return f"<p>{FIRST}</p><p>{SECOND}{FIRST}{SECOND}{words}</p>"
