"""What official documents say of themselves."""

from typing import Any

import pytest

from archive.model import Attachment, Page, ReadOptions
from pipelines.fields.headline.title import read_title
from pipelines.official.government import read_government
from pipelines.read import read, sheet_of

URL = "http://www.yunxi.example/zwgk/202405/t1.html"
TITLE = "云溪市水务局关于加强河湖绿化工作的通知"
PARAGRAPH = (
    "为进一步加强全市河湖水系连通和沿岸绿化工作，提升城市生态品质，根据《关于河湖绿化的意见》（国云办发〔2015〕88号）"
    "精神，经市政府同意，现将有关事项通知如下。"
)
TEXT = f"<p>各区县人民政府：</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>云溪市水务局</p><p>2024年5月6日</p>"
TABLE = """<table><tr><td>索引号：</td><td>AB1/2024-00012</td><td>主题分类：</td><td>水利\\绿化</td></tr>
<tr><td>发文机关：</td><td>云溪市水务局</td><td>成文日期：</td><td>2024年05月06日</td></tr>
<tr><td>标题：</td><td colspan="3">云溪市水务局关于加强河湖绿化工作的通知</td></tr>
<tr><td>发文字号：</td><td>云水发[2024]12号</td><td>发布日期：</td><td>2024年05月08日</td></tr>
<tr><td>施行日期：</td><td>2024-06-01</td><td>有效性：</td><td>有效</td></tr></table>"""


def government(above: str = "", below: str = "", text: str = TEXT, title: str = TITLE) -> dict[str, Any]:
    page = f"""<html><head><title>{title}</title><meta name="SiteName" content="云溪市政府"></head><body>
<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>{above}<h1>{title}</h1>
<div class="article">{text}</div>{below}<div>主办：云溪市政府办</div></body></html>"""
    sheet = sheet_of(Page(body=page.encode(), url=URL), ReadOptions(), page)
    return {name: one.value for name, one in read_government(sheet, read_title(sheet)).items()}


def test_a_table_gives_each_field_in_its_normal_form() -> None:
    """Dates in ISO 8601, the number with 〔〕, the rest as it stands."""
    assert government(TABLE) == {
        "index_number": "AB1/2024-00012",
        "topic": "水利\\绿化",
        "issuer": "云溪市水务局",
        "written": "2024-05-06",
        "title": TITLE,
        "doc_number": "云水发〔2024〕12号",
        "published": "2024-05-08",
        "in_force": "2024-06-01",
        "status": "有效",
    }


def test_a_page_that_tells_no_other_day_was_published_when_it_was_written() -> None:
    """As far as it says; a label of publishing beside it wins, as the table above shows."""
    rows = "<tr><td>索引号</td><td>AB1/2024-00012</td><td>生成日期</td><td>2024年05月06日</td></tr>"
    found = government(f"<table>{rows}</table>")
    assert (found["written"], found["published"]) == ("2024-05-06", "2024-05-06")


@pytest.mark.parametrize(
    ("number", "office"),
    [
        ("云溪市水务局公告2024年第12号", "云溪市水务局"),
        ("云溪市人民政府令第12号", "云溪市人民政府"),
        ("中华人民共和国国务院令第712号", "国务院"),
        ("2024年第12号", None),
        ("云水发〔2024〕12号", None),
    ],
)
def test_an_announcement_is_issued_by_the_office_in_its_number(number: str, office: str | None) -> None:
    """Where no table names one; the sign of a bracketed number is no name."""
    found = government(text=f"<p>{number}</p>{TEXT}")
    assert found.get("issuer") == office


def test_the_department_answerable_for_a_page_issued_it() -> None:
    """Where the attributes name no other office."""
    rows = "<dl><dt>索引号：</dt><dd>AB1/2024-00012</dd><dt>责任部门：</dt><dd>云溪市统计局</dd></dl>"
    other = "<dl><dt>责任部门：</dt><dd>云溪市统计局</dd><dt>发文机关：</dt><dd>云溪市水务局</dd></dl>"
    assert [government(block)["issuer"] for block in (rows, other)] == ["云溪市统计局", "云溪市水务局"]


def test_a_law_says_who_promulgated_it_and_when() -> None:
    """In one line, the day in eight digits."""
    found = government(text=f"<p>颁布日期：19860915 实施日期：19861001 颁布单位：云溪市水务局</p>{TEXT}")
    assert (found["published"], found["in_force"], found["issuer"]) == ("1986-09-15", "1986-10-01", "云溪市水务局")


@pytest.mark.parametrize("empty", ["", "无", "——", "/"])
def test_what_a_table_leaves_empty_is_not_invented(empty: str) -> None:
    """Neither from the cell beside nor from the text."""
    table = f"""<table><tr><td>索引号：</td><td>A1/2024-1</td></tr><tr><td>文号：</td><td>{empty}</td></tr>
<tr><td>有效性：</td><td></td></tr><tr><td>发文机关：</td><td>{empty}</td></tr></table>"""
    assert government(table) == {"index_number": "A1/2024-1"}


def test_the_number_may_stand_in_the_head_alone() -> None:
    """Below the headline, or above it under the red head."""
    number = "<p align='center'>云水发〔2024〕12号</p>"
    assert government(text=number + TEXT)["doc_number"] == "云水发〔2024〕12号"
    assert government(above=f"<p>云溪市水务局文件</p>{number}")["doc_number"] == "云水发〔2024〕12号"


def test_numbers_in_the_text_are_other_documents() -> None:
    """It cites 国云办发〔2015〕88号."""
    assert government() == {}


def test_the_title_in_the_meta_tags_may_carry_the_number() -> None:
    """Where the visible headline leaves it out."""
    page = f"""<html><head><meta name="ArticleTitle" content="处罚信息公开表（云金罚决字〔2024〕36号）"></head>
<body><h1>处罚信息公开表</h1><div>{TEXT}</div></body></html>"""
    assert read(Page(body=page.encode())).doc_number == "云金罚决字〔2024〕36号"


def test_attachments_are_the_files_linked_in_and_below_the_text() -> None:
    """Absolute addresses; titles from the link, or its line where it begins 附件; other links are none."""
    inside = """<p>附件1：<a href="./P020240506.docx">任务分解表</a></p>
<p><a href="/files/a%20b.pdf?v=1">2. 河道名录.pdf</a> <a href="/other.html">相关解读</a></p>"""
    below = """<div>附件下载：</div><ul><li><a href="http://files.example/x.zip" title="全部附件">下载</a></li></ul>"""
    assert government(text=TEXT + inside, below=below)["attachments"] == (
        Attachment(url="http://www.yunxi.example/zwgk/202405/P020240506.docx", title="附件1：任务分解表"),
        Attachment(url="http://www.yunxi.example/files/a%20b.pdf?v=1", title="2. 河道名录.pdf"),
        Attachment(url="http://files.example/x.zip", title="全部附件"),
    )


def test_an_attachment_without_words_is_called_by_its_file() -> None:
    """An icon, or 点击下载."""
    found = government(
        text=TEXT + '<p><a href="%E8%A1%A8.xls"><img src="i.gif"></a></p><p><a href="b.ofd">点击下载</a></p>'
    )
    assert [one.title for one in found["attachments"]] == ["表.xls", "b.ofd"]


def test_attachments_follow_the_base_of_the_page() -> None:
    """As a browser would."""
    head = '<base href="http://files.example/d/">'
    page = f'<html><head>{head}</head><body><h1>某</h1><div>{TEXT}<a href="a.pdf">表</a></div></body></html>'
    found = read(Page(body=page.encode(), url=URL))
    assert found.attachments == (Attachment(url="http://files.example/d/a.pdf", title="表"),)


def test_in_a_compilation_the_attributes_are_those_of_its_documents() -> None:
    """The page itself has none."""
    block = (
        "某通知文章属性•【制定机关】{0}•【公布日期】2024.05.06•【字号】云发〔2024〕{1}号•【时效性】失效正文" + PARAGRAPH
    )
    text = f"方案\n{block.format('云溪市政府', 1)}\n{block.format('石桥县政府', 2)}\n方案\n{PARAGRAPH}"
    found = read(Page(body=text.encode(), path="a.txt"))
    assert (found.issuer, found.doc_number, found.status, len(found.contains)) == (None, None, None, 2)


def test_a_single_block_without_line_breaks_is_the_page_itself() -> None:
    """One document as a database prints it."""
    text = f"某通知\n某通知文章属性•【制定机关】云溪市政府•【字号】云发〔2024〕1号•【时效性】失效正文{PARAGRAPH}"
    found = read(Page(body=text.encode(), path="a.txt"))
    assert (found.issuer, found.doc_number, found.status, found.contains) == (
        "云溪市政府",
        "云发〔2024〕1号",
        "失效",
        (),
    )
