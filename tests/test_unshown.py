"""What a page hides, and what of that is its text all the same."""

import doctest

import pytest

from archive.model import Page
from pipelines.page import unshown
from pipelines.read import read

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
HEAD = "<h1>柳溪县老旧供水管网改造完工，三万户受益</h1>"


def text(inner: str) -> str:
    return read(Page(body=f"<html><body><div class='a'>{inner}</div></body></html>".encode())).text


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='load'><p>- 閱讀更多 -</p></div><div style='display:none'><p>{}</p></div>",
        "<p><a href='#'>点击展开全文</a></p><div hidden><section><p>{}</p></section></div>",
        "<button>继续阅读</button><section style='display: none;'>{}</section>",
        "<div style='display:none'><p>{}</p></div><div class='more'><span>展开全文</span></div>",
        "<div style='display:none'><p>{}</p></div><div class='more'><a href='#'>展开剩余50%</a></div>",
    ],
)
def test_a_button_in_the_text_unfolds_the_rest_of_it(markup: str) -> None:
    """The block is hidden until a reader clicks; the button is no text."""
    assert text(f"{HEAD}<p>{SENTENCE}</p>{markup.format(OTHER)}") == f"{SENTENCE}\n{OTHER}"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>展开攻势</p><div style='display:none'><p>{}</p></div>",
        "<div style='display:none'><p>{}</p></div>",
        "<p>查看更多</p><ul style='display:none'><li><a href='/1'>水价听证会下月举行</a></li></ul>",
    ],
)
def test_other_hidden_blocks_stay_hidden(markup: str) -> None:
    """Dialogs, templates, lists of links."""
    assert OTHER not in text(f"{HEAD}<p>{SENTENCE}</p>{markup.format(OTHER)}")


@pytest.mark.parametrize("style", ["visibility: hidden;", "visibility: hidden; opacity: 0;", "display:none"])
def test_a_page_that_shows_its_headline_only_is_read_with_what_it_hides(style: str) -> None:
    """An account's post shows its text when a script has run; the headline may read like a sentence."""
    assert text(f"{HEAD}<div>柳溪发布</div><div style='{style}'><p>{SENTENCE}</p><p>{OTHER}</p></div>") == (
        f"{SENTENCE}\n{OTHER}"
    )


def test_a_short_text_that_is_shown_is_enough() -> None:
    """Then hidden words are a dialog's."""
    assert text(f"{HEAD}<p>改造工程昨天完工，比计划提前一个月。</p><div hidden><p>{OTHER}</p></div>") == (
        "改造工程昨天完工，比计划提前一个月。"
    )


def test_the_examples_hold() -> None:
    """As written in the module."""
    assert doctest.testmod(unshown).failed == 0
