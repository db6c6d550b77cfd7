"""Registers: pages of short lines without a sentence."""

import pytest

from archive.model import Page
from pipelines.body import short_lines
from pipelines.page import lines, tree
from pipelines.read import read

ENTRIES = [f"3301{number:02} 柳溪第{number}村" for number in range(40)]
LINKS = "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(30))


@pytest.mark.parametrize(
    "column",
    [
        "".join(f"<p><span>{entry}</span></p>" for entry in ENTRIES),
        "<br>".join(ENTRIES),
        "<ul>" + "".join(f"<li>{entry}</li>" for entry in ENTRIES) + "</ul>",
        "".join(f"<div>{entry}</div>" for entry in ENTRIES[:20])
        + "".join(f"<section><p>{entry}</p></section>" for entry in ENTRIES[20:]),
    ],
)
def test_a_register_is_the_text_of_its_page(column: str) -> None:
    """Whatever its lines are made of; links, imprint and headline around it are not."""
    page = f"<ul>{LINKS}</ul><h1>柳溪县村庄代码</h1><div id=x>{column}</div><ul>{LINKS}</ul><p>咨询电话</p>"
    found = read(Page(body=f"<html><body>{page}</body></html>".encode()))
    assert (found.text.split("\n"), found.flags) == (ENTRIES, ())


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<tr><td><a href='/{n}'>柳溪县第{n}号公告</a></td><td>03-05</td></tr>" for n in range(40)),
        "<p>电话</p><p>地址</p><p>邮编</p>",
        LINKS,
    ],
)
def test_a_list_of_links_is_no_register(page: str) -> None:
    """Nor are a few words, nor the days beside links."""
    assert short_lines.find(lines.of_tree(tree.parse(f"<table>{page}</table>"))) is None
