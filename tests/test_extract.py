"""The body text of a page."""

import pytest

from archive.model import Page, ReadOptions
from pipelines.body.extract import body_of
from pipelines.page import lines
from pipelines.page.sheet import Sheet
from pipelines.read import sheet_of

CHINESE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
ENGLISH = (
    "The council approved a plan on Tuesday to replace the oldest pipes in the town, a project of three years.",
    "Engineers said the new pipes would cut leaks by half and keep the pressure steady during the summer months.",
    "Residents who attended the meeting welcomed the decision, though several asked how it will be paid for.",
)


def sheet(markup: str) -> Sheet:
    return sheet_of(Page(body=b""), ReadOptions(), markup)


def test_cells_of_a_row_stand_on_one_line() -> None:
    """So that a table can be told from a list of paragraphs."""
    table = "<table><tr><td>乡镇</td><td>长度</td></tr><tr><td>东桥</td><td><p>六十二</p><p>公里</p></td></tr></table>"
    text = body_of(sheet(f"<div><p>{CHINESE}</p>{table}<p>{CHINESE[::-1]}</p></div>"), frozenset(), None).text
    assert text.splitlines()[1:-1] == ["乡镇\t长度", "东桥\t六十二", "公里"]


def test_other_scripts_are_read_by_trafilatura_in_the_container() -> None:
    """It is the better judge of them; lines that fields used up are left out of what it finds."""
    markup = "".join(f"<p>{sentence}</p>" for sentence in ENGLISH)
    body = body_of(sheet(f"<div><p>By A. Writer of the Herald</p>{markup}</div>"), frozenset({0}), None)
    assert (body.text, body.where, body.whole_page) == ("\n".join(ENGLISH), "trafilatura", False)


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Twitter @herald",
        "Related: A bridge reopens",
        "This article first appeared in the Herald.",
        "The author is a professor at the university.",
        "An Other contributed to this story.",
        "Workers lay pipes. [Photo by A. Writer/Herald]",
        "© 2024 The Herald",
    ],
)
def test_what_is_plainly_not_the_article_is_taken_out_again(line: str) -> None:
    """Calls, captions and credits that trafilatura takes for paragraphs."""
    markup = "".join(f"<p>{sentence}</p>" for sentence in (*ENGLISH, line))
    assert body_of(sheet(f"<div>{markup}</div>"), frozenset(), None).text == "\n".join(ENGLISH)


def test_a_page_of_links_is_not_searched_for_an_article() -> None:
    """It would take longest there, and there is nothing to find."""
    links = "".join(f"<li><a href='/{n}'>第{n}条新闻的标题</a></li>" for n in range(30))
    assert body_of(sheet(f"<ul>{links}</ul>"), frozenset(), None).text == ""


def test_pages_of_a_document_begin_where_their_first_line_stands() -> None:
    """Offsets in the text; a page whose lines are all left out begins where the next one does."""
    text = [CHINESE, "表头表头", CHINESE[::-1], CHINESE[:40] + "。"]
    laid_out = tuple(line._replace(index=number) for number, line in enumerate(lines.of_text("\n".join(text))))
    paged = Sheet(page=Page(body=b""), text="", lines=laid_out, start=0, end=4, page_lines=(0, 1, 2, 3))
    body = body_of(paged, frozenset({1}), None)
    assert [body.text[start : start + 5] for start in body.page_starts] == [
        CHINESE[:5], CHINESE[::-1][:5], CHINESE[::-1][:5], CHINESE[:5],
    ]  # fmt: skip
