"""Labels on a line and the values between them."""

from __future__ import annotations

import doctest
import time

import pytest

from pipelines.fields import labels
from pipelines.fields.labels import AUTHOR, EDITOR, PUBLISHED, SOURCE, labelled

LINES = {
    "发布时间：2024-05-03 10:12 来源：河口日报": [(PUBLISHED, "2024-05-03 10:12"), (SOURCE, "河口日报")],
    "信息来源: 发布日期：2024-05-03": [(SOURCE, ""), (PUBLISHED, "2024-05-03")],
    "10:12:33来源：河口网作者：责任编辑：李大海": [(SOURCE, "河口网"), (AUTHOR, ""), (EDITOR, "李大海")],
    "来 源：河口日报 作 者：王小明": [(SOURCE, "河口日报"), (AUTHOR, "王小明")],
    "來源﹕河口報": [(SOURCE, "河口報")],
    "作者︱春春": [(AUTHOR, "春春")],
    "编辑|李大海": [(EDITOR, "李大海")],
    "文/河口网专栏作者 王小明": [(AUTHOR, "河口网专栏作者 王小明")],
    "【责编 李大海】": [(EDITOR, "李大海")],
    "（河口网编辑 李大海）": [(EDITOR, "李大海")],
    "[责任编辑：李大海 HB021]": [(EDITOR, "李大海 HB021")],
    "（责任编辑：李大海）": [(EDITOR, "李大海")],
    "来源：[ 河口日报 ]": [(SOURCE, "河口日报")],
    "转自《河口科技报》": [(SOURCE, "《河口科技报》")],
    "2024-05-03 来源 河口日报": [(SOURCE, "河口日报")],
    "(Reporting by Ann Lee; Editing by Bob Roe)": [(AUTHOR, "Ann Lee;"), (EDITOR, "Bob Roe")],
    "English By: Wang Wei": [(EDITOR, "Wang Wei")],
    "2024-05-03 10:12| 33次阅读| 来源河口网| 作者王小明": [(SOURCE, "河口网"), (AUTHOR, "王小明")],
    "首页| 来源河口网| 作者专栏": [],
    "上传日期：2024-05-03": [(PUBLISHED, "2024-05-03")],
    "废止时间：2024-05-03": [],
    "2024年先进工作者：王小明": [],
    "王文：堤坝是两年前动工的": [],
    "素材来源 五个村庄": [],
    "首页|来源|作者": [(SOURCE, "")],
    "standby: on": [],
    "【记者】王小明 【编辑】李大海 【校对】赵小兰": [(AUTHOR, "王小明"), (EDITOR, "李大海")],
    "【视频】王小明游河口": [],
    "河口新闻编辑 | 李大海": [(EDITOR, "李大海")],
    "文字编辑：李大海 题图来源：河口图库": [(EDITOR, "李大海")],
    "信息发布人：李大海": [],
    "记者/编辑：李大海": [(AUTHOR, "李大海"), (EDITOR, "李大海")],
    "作者：编辑：李大海": [(AUTHOR, ""), (EDITOR, "李大海")],
    "作者：[美]约翰·史密斯 责任编辑：李大海": [(AUTHOR, "约翰·史密斯"), (EDITOR, "李大海")],
    "文_王小明 图_李大海": [(AUTHOR, "王小明")],
    "作者：文：王小明 图：李大海": [(AUTHOR, ""), (AUTHOR, "王小明")],
    "记者王小明 编辑李大海": [(EDITOR, "李大海")],
    "编辑部的故事": [],
    "受访者：李大海 采访者：王小明": [(AUTHOR, "王小明")],
    "作者·王小明": [(AUTHOR, "王小明")],
    "文：王小明 图：李大海 编：赵小兰 审：王小明": [(AUTHOR, "王小明"), (EDITOR, "赵小兰")],
    "图片丨李大海 编辑丨赵小兰": [(EDITOR, "赵小兰")],
    "统筹 赵小兰 采写 王小明 摄影 李大海": [(AUTHOR, "王小明")],
    "整理 王小明": [],
    "採訪 王小明 報導": [],
    "报晨记者：王小明 报晨编辑：李大海": [(AUTHOR, "王小明"), (EDITOR, "李大海")],
    "责编：李大海 | 版面编辑：赵小兰(HK01)": [(EDITOR, "李大海")],
    "報導．攝影╱王小明": [(AUTHOR, "王小明")],
    "翻译&编辑：王小明": [(AUTHOR, "王小明"), (EDITOR, "王小明")],
    "王小明 報導 / 台中": [],
    "报导／王小明": [],
    "報導／王小明 攝影／李大海": [(AUTHOR, "王小明")],
    "（河口新闻编辑李大海）": [(EDITOR, "李大海")],
    "报社新来的编辑李大海": [],
    "作者：见习编辑 王小明 2024-05-03": [(AUTHOR, "见习编辑 王小明 2024-05-03")],
    "建立時間：2024/05/03 11:44": [(PUBLISHED, "2024/05/03 11:44")],
    "Posted on May 3, 2024": [(PUBLISHED, "May 3, 2024")],
    "Posted by Ann Lee": [],
    "作者 Ann Lee ，译者 王小明 发布于 2024年5月3日": [
        (AUTHOR, "Ann Lee ，"),
        (AUTHOR, "王小明"),
        (PUBLISHED, "2024年5月3日"),
    ],
}


@pytest.mark.parametrize(("line", "found"), LINES.items())
def test_a_line_falls_into_labels_and_their_values(line: str, found: list[tuple[str, str]]) -> None:
    """Each value ends where the next label, a bar or the closing bracket begins."""
    assert [(one.kind, one.value) for one in labelled(line) if one.kind != "other"] == found


def test_a_label_that_is_no_field_of_ours_still_ends_a_value() -> None:
    """字号, 浏览, 校对 and the like divide, and say nothing."""
    assert [one.value for one in labelled("来源：河口日报 字号：大 中 小") if one.kind == SOURCE] == ["河口日报"]


@pytest.mark.parametrize("unit", ["来源：", "来 源 ", "编辑", "责任编辑 ", "作者|", " ", "a:", "记者/", "（"])
def test_a_hostile_line_costs_no_time(unit: str) -> None:
    """A hundred thousand characters of labels are as quick as a line."""
    began = time.perf_counter()
    labelled(unit * 100_000)
    assert time.perf_counter() - began < 0.2


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(labels).failed == 0
