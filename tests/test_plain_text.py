"""Headline and body in a page of plain text, among its navigation."""

import time

import pytest

from pipelines.forms.plain_text import Layout, is_prose, layout

FIRST = "云溪市昨日启动河湖绿化行动，计划三年内新增绿道一百二十公里，沿河建设口袋公园二十处。"
SECOND = "市水务局负责人说，水系连通是群众反映最多的问题，今后将按季度公布进展情况。"
HEADLINE = "云溪市启动河湖绿化行动"


def read(*lines: str) -> tuple[str | None, list[str]]:
    """The headline and the body of a page with these lines; leading blanks count as indents."""
    texts = [line.strip() for line in lines]
    found: Layout = layout(texts, [len(line) - len(line.lstrip()) for line in lines])
    return (None if found.headline is None else texts[found.headline]), texts[found.start : found.end]


def test_the_body_is_the_run_of_sentences() -> None:
    """Navigation before, imprint behind; the headline above the line of date and source."""
    page = [
        "首页",
        "新闻 政务 民生",
        "当前位置: 首页 > 新闻",
        HEADLINE,
        "2024-05-06 10:20 来源: 云溪日报",
        FIRST,
        SECOND,
    ]
    assert read(*page, "编辑: 王明", "相关文章", "别的新闻", "版权所有 云溪网") == (HEADLINE, [FIRST, SECOND])


def test_a_headline_may_stand_below_the_date() -> None:
    """Above it stands a kicker; the body's paragraphs are indented, the headline is not."""
    page = ["李青在全市绿化会议上强调", "云溪新闻网 2024-05-06 08:50:36", HEADLINE, "  " + FIRST, "  " + SECOND]
    assert read(*page) == (HEADLINE, [FIRST, SECOND])


def test_a_subheading_below_the_date_is_no_headline() -> None:
    """It is set like the paragraphs."""
    page = [HEADLINE, "2024-05-06 08:50", "  为什么要做这件事", "  " + FIRST, "  " + SECOND]
    assert read(*page)[0] == HEADLINE


def test_an_abstract_is_not_part_of_the_body() -> None:
    """It says so, or the first paragraph repeats it."""
    dated = "发稿时间:2024-05-24 10:12 来源: 云溪网"
    assert read(HEADLINE, dated, "摘要:" + FIRST, FIRST, SECOND)[1] == [FIRST, SECOND]
    assert read(HEADLINE, dated, FIRST, FIRST[:-1] + "，各区县同步开工。", SECOND)[1][0].endswith("同步开工。")


def test_short_lines_between_sentences_belong_to_the_body() -> None:
    """Sub-headings, a last short sentence, who signed and when."""
    page = [
        HEADLINE,
        "2024-05-06",
        FIRST,
        "怎么做",
        SECOND,
        "各区县设分会场。",
        "云溪市水务局",
        "2024年5月6日",
        "分享到:",
    ]
    assert read(*page)[1] == [FIRST, "怎么做", SECOND, "各区县设分会场。", "云溪市水务局", "2024年5月6日"]


def test_an_official_document_keeps_its_salutation_and_loses_its_attributes() -> None:
    """The headline is neither the red head, nor the number, nor an attribute."""
    page = [
        "云溪市人民政府文件",
        "云政发〔2024〕3号",
        "关于河湖绿化的通知",
        "索引号：A1/2024-3",
        "各区县人民政府：",
        FIRST,
        SECOND,
    ]
    assert read(*page) == ("关于河湖绿化的通知", ["各区县人民政府：", FIRST, SECOND])


def test_without_a_date_the_headline_is_what_the_page_repeats() -> None:
    """A compilation opens with the title of the document it leads up to."""
    page = [HEADLINE, "另一个文件的通知", FIRST, SECOND, HEADLINE, FIRST]
    assert read(*page)[0] == HEADLINE


def test_a_page_without_sentences_is_all_body() -> None:
    """Nothing to tell apart by."""
    assert read("一", "二") == (None, ["一", "二"])


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (FIRST, True),
        ("The head of the water bureau said that the work, now under way, would take three years.", True),
        ("首页 新闻 政务 民生 财经 体育 文化 视频 专题", False),
        ("某地举行活动 ... 某地开展检查 ... 某地召开会议 ...", False),
        ("甲地新闻| 乙地新闻| 丙地新闻，丁地新闻。", False),
        ("版权所有 云溪网，未经许可不得转载。", False),
        ("短句。", False),
    ],
)
def test_prose_is_told_from_navigation(line: str, prose: bool) -> None:
    """Sentences pause and end; menus, teasers and imprints do not."""
    assert is_prose(line) is prose


def test_hostile_lines_cost_nothing() -> None:
    """A line of a megabyte, or a hundred thousand lines, in a second or two."""
    began = time.perf_counter()
    for line in ("…" * 500_000, "|" * 500_000, "，" * 500_000, "a ..." * 100_000, "编辑" * 200_000):
        read(HEADLINE, "2024-05-06", line, FIRST)
    read(*["甲 ..."] * 100_000)
    assert time.perf_counter() - began < 3
