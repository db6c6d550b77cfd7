"""The normal form of document numbers, and which number on a page is the document's own."""

import time

import pytest

from pipelines.official.doc_number import is_number, normal_form, own_number


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("云政办发〔2024〕12号", "云政办发〔2024〕12号"),
        ("云政办发[2024]12号", "云政办发〔2024〕12号"),
        ("云政办发（2024）12号", "云政办发〔2024〕12号"),
        ("云政办发【2024】 12 号", "云政办发〔2024〕12号"),
        ("云政办发﹝２０２４﹞１２号", "云政办发〔2024〕12号"),
        ("（云政办发〔2024〕12号）", "云政办发〔2024〕12号"),
        ("云溪市人民政府令第 7 号", "云溪市人民政府令第7号"),
        ("云政办发〔2024〕12号。", "云政办发〔2024〕12号"),
    ],
)
def test_every_way_of_writing_a_number_has_one_normal_form(written: str, normal: str) -> None:
    """Brackets become 〔〕, digits half width, white space goes."""
    assert normal_form(written) == normal


@pytest.mark.parametrize("value", ["无", "", "——", "/", "-", "暂无", "无文号", "null"])
def test_a_value_that_says_there_is_none_is_none(value: str) -> None:
    """Pages fill the cell of a missing number with a word or a dash."""
    assert normal_form(value) is None


def test_the_normal_form_is_its_own_normal_form() -> None:
    """Twice is once."""
    once = normal_form("云政办发[2024] 12号")
    assert once is not None
    assert normal_form(once) == once


def test_the_own_number_stands_alone_in_the_head() -> None:
    """The line that is nothing but a number, before the first sentence."""
    head = ["云溪市人民政府文件", "云政发〔2024〕3号", "各区县人民政府：", "根据国云发〔2020〕1号文件，现通知如下。"]
    assert own_number(head) == "云政发〔2024〕3号"


def test_a_cited_number_is_not_the_own_number() -> None:
    """Numbers inside sentences belong to other documents."""
    head = ["关于开展检查的通知", "根据《关于河湖管理的意见》（国云发〔2020〕1号）精神，现将有关事项通知如下：" * 2]
    assert own_number(head, title="关于开展检查的通知") is None


def test_a_number_below_the_first_sentence_is_not_looked_at() -> None:
    """Behind the first paragraph an annex may bear a number of its own."""
    head = [
        "为做好今年的河湖管理工作，经研究，决定自即日起在全市范围内开展专项检查，现将有关事项通知如下，请遵照执行。"
        * 2,
        "云水发〔2023〕9号",
    ]
    assert own_number(head) is None


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("行政处罚信息公开表（云金罚决字〔2024〕52号）", "云金罚决字〔2024〕52号"),
        ("行政处罚信息公开表(云金罚决字(2024)52号)", "云金罚决字〔2024〕52号"),
        ("云溪市税务局公告2024年第1号", "云溪市税务局公告2024年第1号"),
        ("云溪市人民政府令（第七号）", "云溪市人民政府令第七号"),
        ("关于废止《办法》（云政发〔2010〕5号）的通知", None),
        ("台风第5号今夜登陆", None),
    ],
)
def test_a_title_may_carry_the_number_at_its_end(title: str, number: str | None) -> None:
    """In brackets at the very end, or as the title itself; in its middle it is cited."""
    assert own_number((), title=title) == number


def test_an_order_takes_its_number_from_the_line_below() -> None:
    """第7号 alone says nothing; below 某某令 it is the number of that order."""
    assert own_number(["云溪市人民政府令", "第 7 号"]) == "云溪市人民政府令第7号"
    assert own_number(["某个标题", "第7号"]) is None


def test_a_sentence_with_a_number_is_no_number() -> None:
    """Only the whole line counts."""
    assert not is_number("根据云政发〔2024〕3号")
    assert is_number("云政发〔2024〕3号")


def test_hostile_lines_cost_nothing() -> None:
    """Long runs of what the patterns nearly match are given up at once."""
    began = time.perf_counter()
    for line in ("云" * 100_000, "云政发〔" * 20_000, "(" * 50_000 + "2024", "第" * 50_000 + "号"):
        own_number([line], title=line)
        normal_form(line)
    assert time.perf_counter() - began < 2
