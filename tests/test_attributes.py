"""Labels and values of official pages, in every layout they are set in."""

import pytest

from archive.model import Page, ReadOptions
from pipelines.official.attributes import national_metas, read_attributes
from pipelines.page.sheet import Sheet
from pipelines.read import sheet_of

TEXT = "<p>" + "各区县要把沿河绿化列入年度重点工作，明确责任单位，细化工作措施，按季度报告进展情况。" * 3 + "</p>"
SAID = {
    "index_number": "AB1/2024-00012",
    "issuer": "云溪市水务局",
    "doc_number": "云水发〔2024〕12号",
    "status": "有效",
}
TABLE = """<table><tr><td>索 引 号：</td><td>AB1/2024-00012</td><td>主 题 词：</td><td></td></tr>
<tr><td>发文机关：</td><td>云溪市水务局</td><td>发文字号：</td><td>云水发〔2024〕12号</td></tr>
<tr><td>有 效 性：</td><td colspan="3">有效</td></tr></table>"""
LAYOUTS = {
    "a table, labels beside values": TABLE,
    "a table, labels above values": """<table><tr><td>索取号</td><td>发布时间</td><td>发布机构</td><td>文件编号</td>
<td>有效性</td></tr>
<tr><td>AB1/2024-00012</td><td></td><td>云溪市水务局</td><td>云水发〔2024〕12号</td><td>有效</td></tr></table>""",
    "a table, label and value in one cell": """<table><tr><td>索引号：AB1/2024-00012</td><td>分类：绿化</td></tr>
<tr><td>发布机构：云溪市水务局</td><td>文号：云水发〔2024〕12号</td></tr><tr><td>是否有效：有效</td></tr></table>""",
    "a table, label and value in items of a cell": """<table><tr><td><ul><li><span>索</span><span>引</span>号：</li>
<li>AB1/2024-00012</li></ul></td><td><ul><li>主题分类：</li><li></li></ul></td></tr>
<tr><td><ul><li>发布机构：</li><li>云溪市水务局</li></ul></td><td><ul><li>文号：</li><li>云水发〔2024〕12号</li></ul></td></tr>
<tr><td><ul><li>有效性：</li><li>有效</li></ul></td></tr></table>""",
    "a label whose value has no cell": """<table><tr><td>索 引 号</td><td>AB1/2024-00012</td><td>公开分类</td></tr>
<tr><td>发布机构</td><td>云溪市水务局</td><td>发文字号</td><td>云水发〔2024〕12号</td></tr>
<tr><td>有效性</td><td>有效</td></tr></table>""",
    "table headers": """<table><tr><th>索引号</th><td>AB1/2024-00012</td></tr><tr><th>发布机构</th>
<td>云溪市水务局</td></tr>
<tr><th>文　号</th><td>云水发〔2024〕12号</td></tr><tr><th>有效性</th><td>有效</td></tr></table>""",
    "terms": """<dl><dt>索引号</dt><dd>AB1/2024-00012</dd><dt>发文机关</dt><dd>云溪市水务局</dd>
<dt>发文字号</dt><dd>云水发〔2024〕12号</dd><dt>时效性</dt><dd>有效</dd></dl>""",
    "list items": """<ul><li><b>索引号：</b>AB1/2024-00012</li><li><b>发文机关：</b>云溪市水务局</li>
<li><b>发文字号：</b>云水发〔2024〕12号</li><li><b>有效性：</b>有效</li></ul>""",
    "list items without colons": """<ul><li><span>索引号</span><span>AB1/2024-00012</span></li>
<li><span>发文机关</span><span>云溪市水务局</span></li><li><span>发文字号</span><span>云水发〔2024〕12号</span></li>
<li><span>有效性</span><span>有效</span></li></ul>""",
    "blocks, one after the other": """<div><div>主题词：</div><div></div><div>索引号：</div><div>AB1/2024-00012</div>
<div>发文机关：</div><div>云溪市水务局</div><div>发文字号：</div><div>云水发〔2024〕12号</div>
<div>有效性：</div><div>有效</div></div>""",
    "one line": "<div>索引号：AB1/2024-00012　发文机关：云溪市水务局　发文字号：云水发〔2024〕12号　有效性：有效</div>",
    "one line without gaps": "<div><span>索引号：AB1/2024-00012</span><span>发文机关：云溪市水务局</span>"
    "<span>发文字号：云水发〔2024〕12号</span><span>有效性：有效</span></div>",
    "line breaks": "<p>索&nbsp;引&nbsp;号：AB1/2024-00012<br>发文机关：云溪市水务局"
    "<br>发文字号：云水发〔2024〕12号<br>有&nbsp;效&nbsp;性：有效</p>",
    "brackets": """<p>【索引号】AB1/2024-00012</p><p>【制定机关】云溪市水务局</p>
<p>【发文字号】云水发〔2024〕12号</p><p>【时效性】有效</p>""",
}


def sheet(body: str, head: str = "") -> Sheet:
    page = f"<html><head><title>通知</title>{head}</head><body>{body}</body></html>"
    return sheet_of(Page(body=page.encode()), ReadOptions(), page)


def test_labels_in_traditional_script() -> None:
    """As offices in Taiwan write them; the year of the Republic is left to who reads dates."""
    found = read_attributes(
        sheet(
            "<table><tr><th>發文字號</th><td>府水字第1103012345號</td></tr><tr><th>發布日期</th><td>110-07-28</td></tr>"
            f"<tr><th>發布機關</th><td>雲溪市水務局</td></tr></table>{TEXT}"
        )
    )
    assert {name: one.value for name, one in found.items()} == {
        "doc_number": "府水字第1103012345號",
        "published": "110-07-28",
        "issuer": "雲溪市水務局",
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_block_says_the_same_in_every_layout(layout: str) -> None:
    """Whatever the markup, the four values are found, and an empty label takes no neighbour's value."""
    found = read_attributes(sheet(f"{LAYOUTS[layout]}<h1>关于沿河绿化的通知</h1>{TEXT}"))
    assert {name: one.value for name, one in found.items() if name in SAID} == SAID


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_lines_of_a_block_are_used_up(layout: str) -> None:
    """What the attributes say does not stand in the text a second time."""
    page = sheet(f"<div><h1>关于沿河绿化的通知</h1>{LAYOUTS[layout]}{TEXT}</div>")
    used = {index for one in read_attributes(page).values() for index in one.lines}
    rest = [line.text for line in page.lines if line.index not in used]
    assert not any(value in text for value in SAID.values() for text in rest if value != "有效")
    assert any("重点工作" in text for text in rest)


def test_a_hidden_block_says_nothing() -> None:
    """What is not shown is not what the page says."""
    assert read_attributes(sheet(f'<div style="display:none">{TABLE}</div>{TEXT}')) == {}


def test_a_news_page_has_no_attributes() -> None:
    """来源 and 发布时间 stand above every news item."""
    assert (
        read_attributes(sheet(f"<h1>某新闻</h1><div>发布时间：2024-05-06 来源：云溪日报 字号：大 中 小</div>{TEXT}"))
        == {}
    )


def test_a_sentence_that_begins_like_a_label_is_none() -> None:
    """有效性 is a word of every clinical trial."""
    assert read_attributes(sheet(f"<p>有效性：三期试验显示，保护效力为七成。</p>{TEXT}")) == {}


def test_the_size_of_letters_is_no_number() -> None:
    """字号 means both."""
    page = sheet(f"<div>索引号：A1/2024-1</div><div>字号：大 中 小</div>{TEXT}")
    assert "doc_number" not in read_attributes(page)


def test_a_table_of_the_text_keeps_its_lines() -> None:
    """A penalty's table is its text: the number is read from it, and it stays."""
    rows = "".join(
        f"<tr><td>{name}</td><td>内容{name}</td></tr>" for name in ("当事人", "事实", "依据", "决定", "机关", "日期")
    )
    page = sheet(f"<table><tr><td>行政处罚决定书文号</td><td>云水罚字〔2024〕3号</td></tr>{rows}</table>{TEXT}")
    found = read_attributes(page)["doc_number"]
    assert (found.value, found.lines) == ("云水罚字〔2024〕3号", ())


def test_a_table_of_many_documents_says_nothing_of_one() -> None:
    """Under a row of labels stand as many documents as there are rows: a list."""
    rows = "".join(f"<tr><td>A{n}</td><td>通知{n}</td><td>云发〔2024〕{n}号</td></tr>" for n in range(1, 4))
    page = sheet(f"<table><tr><td>索引号</td><td>名称</td><td>文号</td></tr>{rows}</table>{TEXT}")
    assert read_attributes(page) == {}


def test_the_more_exact_label_wins() -> None:
    """发文机关 names who issued, 发布机构 who put it on the web."""
    page = sheet(f"<div>发布机构：云溪市政府办</div><div>发文机关：云溪市水务局</div>{TEXT}")
    assert read_attributes(page)["issuer"].value == "云溪市水务局"


@pytest.mark.parametrize("name", ["ArticleTitle", "articletitle", "article-title", "ARTICLE_TITLE", "Article.Title"])
def test_national_names_are_known_in_every_spelling(name: str) -> None:
    """Case and separators differ from site to site."""
    page = sheet(TEXT, f'<meta name="{name}" content="某通知">')
    assert national_metas(page.metas)["title"] == "某通知"
