"""Teasers of other articles are no running text."""

import doctest

import pytest

from archive.model import Page
from pipelines.body import teasers
from pipelines.read import read

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
TOLD = (
    "东桥镇昨天举行丰收节，千余名村民参加了比赛",
    "西河乡新修的公路上月通车，进城只要二十分钟",
    "县图书馆延长开放时间，晚上九点才关门",
)
HEADLINE = "<h3><a href='/{0}'>柳溪县第{0}条别的新闻</a></h3>"


def text(markup: str) -> str:
    page = f"<div><h1>供水管网改造完工</h1><p>2024-03-05 08:12</p><p>{SENTENCE}</p><p>{OTHER}</p>{markup}</div>"
    return read(Page(body=f"<html><body>{page}</body></html>".encode())).text


def listed(form: str) -> str:
    return "".join(HEADLINE.format(n) + form.format(told) for n, told in enumerate(TOLD * 4))


@pytest.mark.parametrize(
    "form",
    [
        "<p>{}……<a href='#'>【详细】</a></p><p>王雪 2024-03-05 08:10</p>",
        "<p>{}。</p><div>财经</div><div>2024/03/05 08:10</div>",
        "<div><img src='1.jpg'></div><p>{}。</p>",
        "<p>{}。</p><p>王雪</p><p>3小时前</p><p>评论 12</p>",
    ],
)
def test_below_a_heading_of_other_things_they_end_the_article(form: str) -> None:
    """They stand in one element with the text, and hold more sentences than it."""
    assert text(f"<p>责任编辑：陈晓</p><h4>相关新闻</h4>{listed(form)}") == f"{SENTENCE}\n{OTHER}"


def test_the_link_to_the_rest_may_stand_below() -> None:
    """Instead of a linked headline."""
    cards = "".join(f"<div><p>{told}。</p><a href='/{n}'>阅读全文</a></div>" for n, told in enumerate(TOLD * 4))
    assert text(f"<h3>延伸阅读</h3>{cards}") == f"{SENTENCE}\n{OTHER}"


def test_items_of_a_digest_are_its_text() -> None:
    """No heading of other things stands above them."""
    assert TOLD[2] in text(f"<p>下面是本周要闻，点击标题看全部。</p>{listed('<p>{}。</p>')}")


def test_a_column_of_them_below_needs_no_heading() -> None:
    """Advertisements between, and more sentences than in the text: it stands in an element of its own."""
    advert = "<li>广告</li><li>为什么显示这条广告？</li><li>谢谢你的意见。</li>" * 3
    column = "".join(
        f"<li><div>江岸晚报·{n} 小时前</div>{HEADLINE.format(n)}<p>{one * 3}。</p></li>{advert if n % 3 == 2 else ''}"
        for n, one in enumerate(TOLD * 3)
    )
    assert text(f"</div><div><ul>{column}</ul>") == f"{SENTENCE}\n{OTHER}"


def test_the_text_goes_on_below_a_box_of_them() -> None:
    """Three teasers between two paragraphs."""
    last = "下一步，当地还将在管网上安装智能监测设备，力争明年把漏损率降到百分之八以下。"
    boxed = "".join(HEADLINE.format(n) + f"<p>{told}。</p>" for n, told in enumerate(TOLD))
    assert text(f"<div><h4>延伸阅读</h4>{boxed}</div><p>{last}</p><p>{OTHER[::-1]}</p><p>{last}</p>").endswith(last)


def test_the_examples_hold() -> None:
    """As written in the module."""
    assert doctest.testmod(teasers).failed == 0


@pytest.mark.parametrize(
    "rest", ["...<a href='/1'>更多</a>", "…<a href='/1'>阅读全文</a> »", "...[<a href='/1'>详细</a>]"]
)
def test_what_is_cut_short_is_no_running_text(rest: str) -> None:
    """In a column beside the text, however long; here a block that is left open calls the text a share bar."""
    bar = f"<div class='share'>转寄<div class='bar'></div>{SENTENCE}<br>{OTHER}</div>"
    column = "".join(f"<li><a href='/{n}'>{one[:8]}</a><br>{one * 3}{rest}</li>" for n, one in enumerate(TOLD))
    page = f"<html><body><div>{bar}</div><div>其它新闻<ul>{column}</ul></div></body></html>"
    assert read(Page(body=page.encode())).text.endswith(f"{SENTENCE}\n{OTHER}")
