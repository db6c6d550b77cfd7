"""The grammar of labels and values in one line."""

import time

import pytest

from pipelines.official.pairs import clean, describes_document, is_label, pairs_in


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("索引号：A1/2024-1", [("索引号", "A1/2024-1")]),
        ("索 引 号: A1/2024-1　发文机关：云溪市水务局", [("索引号", "A1/2024-1"), ("发文机关", "云溪市水务局")]),
        ("索引号：A1/2024-1发文机关：云溪市水务局", [("索引号", "A1/2024-1"), ("发文机关", "云溪市水务局")]),
        ("• 生成日期: 2019-01-23 文号:", [("生成日期", "2019-01-23"), ("文号", "")]),
        (
            "【制定机关】云溪市政府•【字号】•【时效性】失效",
            [("制定机关", "云溪市政府"), ("字号", ""), ("时效性", "失效")],
        ),
        ("公文文号：无", [("公文文号", "")]),
        ("请在申请表中填写索引号：例如 A1/2024-1", []),
        ("文号如下", []),
    ],
)
def test_pairs_begin_their_line(line: str, pairs: list[tuple[str, str]]) -> None:
    """Labels with blanks, bullets or brackets, glued or apart; a label in mid-sentence is none."""
    assert [(pair.label, pair.value) for pair in pairs_in(line)] == pairs


@pytest.mark.parametrize("line", ["索引号", "索 引 号：", "• 发文机关:", "【时效性】", "主题分类："])
def test_a_label_alone_is_a_label(line: str) -> None:
    """With or without its colon."""
    assert is_label(line)


def test_only_labels_of_documents_describe_a_document() -> None:
    """发布时间 stands above any news item."""
    assert describes_document("发文字号：云发〔2024〕1号")
    assert not describes_document("发布时间：2024-05-06")
    assert not describes_document("索引号是什么")


@pytest.mark.parametrize("value", ["无", " ", "——", "/", "暂无；", "NULL"])
def test_a_value_that_says_there_is_none_is_empty(value: str) -> None:
    """Words and signs that fill an empty cell."""
    assert clean(value) == ""


def test_hostile_lines_cost_nothing() -> None:
    """A hundred thousand labels in one line."""
    began = time.perf_counter()
    for unit in ("索引号：", "【索引号】", "文 号", "•", "发文机关"):
        pairs_in(unit * 50_000)
    assert time.perf_counter() - began < 3
