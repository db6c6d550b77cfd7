"""What stands above a text and tells it beforehand is no part of it."""

import pytest

from archive.model import Page
from pipelines.read import read

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
DECK = "三万多户居民用上了更稳定的自来水，漏损率明年还要降。"
DAY = "<div class='info'>2024-03-05 08:12</div>"
TEXT = f"<div class='words'><p>{SENTENCE}</p><p>{OTHER}</p></div>"


def text(inner: str) -> str:
    page = f"<html><body><div><h1>供水管网改造完工</h1>{inner}</div></body></html>"
    return read(Page(body=page.encode())).text


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{DECK}</p>{DAY}",
        f"<div>{DECK}</div><div>王雪</div><div>发表时间： 05/03/2024 - 08:12</div>",
        f"{DAY}<div class='art_summary'>核心提示：{DECK}</div>",
        f"{DAY}<div class='subhead' id='subhead'>{DECK}</div>",
        f"{DAY}<div class='daodu'>【导读】{DECK}</div>",
        f"{DAY}<div class='c-summary'><p>摘要：{DECK}</p></div>",
    ],
)
def test_a_deck_is_left_out(above: str) -> None:
    """Above the day and apart from the text, or called so."""
    assert text(above + TEXT) == f"{SENTENCE}\n{OTHER}"


@pytest.mark.parametrize(
    "page",
    [
        f"{DAY}<div class='words'><p><b>{DECK}</b></p><p>{SENTENCE}</p><p>{OTHER}</p></div>",
        f"<div><p>{DECK}</p><p>2024年3月5日</p><p>{SENTENCE}</p><p>{OTHER}</p></div>",
        f"{DAY}<div class='article-summary'><p>{DECK}</p><p>{SENTENCE}</p><p>{OTHER}</p></div>",
        f"{DAY}<div class='lead'>{DECK}</div>{TEXT}",
    ],
)
def test_a_first_paragraph_is_kept(page: str) -> None:
    """Among the others, or all of them called a summary."""
    assert text(page) == f"{DECK}\n{SENTENCE}\n{OTHER}" or f"{DECK}\n2024年3月5日\n{SENTENCE}" in text(page)


def test_a_block_of_more_paragraphs_than_a_deck_is_the_text() -> None:
    """It may be called a summary, and others of its kind stand below it."""
    block = "<div class='summary'>{}</div>"
    told = [DECK, f"【记者王雪／柳溪报导】{SENTENCE}", OTHER[::-1], SENTENCE[::-1]]
    inner = block.format("".join(f"<p>{one}</p>" for one in told))
    below = "".join(
        f"<p>{n}．请勿发表与本文无关的言论，违者由系统自动删除，并负法律责任，敬请各位网友遵守。</p>"
        for n in "一二三四"
    )
    assert text(f"{DAY}{inner}<h3>留言规则</h3><div>{below}</div>").split("\n")[:4] == told
