"""Reporters, with the place they report from left out."""

from __future__ import annotations

import doctest
import time

import pytest

from pipelines.fields.people import bylines, reported
from pipelines.fields.people.bylines import bylined
from pipelines.fields.people.reported import reporters_at

BEHIND_THE_WORD = {
    "王小明": ("王小明",),
    "王小明／台北報導": ("王小明",),
    "王小明台北報導": ("王小明",),
    "王小明 台北": ("王小明",),
    "王小明 江口报道": ("王小明",),
    "王小明 温岭 报道": ("王小明",),
    "王小明 李大海 报道": ("王小明", "李大海"),
    "王小明 李大海报道": ("王小明",),
    "王小明報導": ("王小明",),
    "王小明發自台北": ("王小明",),
    "王小明、李大海台北3日電": ("王小明", "李大海"),
    "王小明李大海报道": ("王小明", "李大海"),
    "格桑多吉报道": ("格桑多吉",),
    "综合报道": (),
}


@pytest.mark.parametrize(("value", "names"), BEHIND_THE_WORD.items())
def test_the_place_is_no_part_of_the_name(value: str, names: tuple[str, ...]) -> None:
    """Behind a stroke, a blank, or run on; a day and the word for reporting may follow."""
    assert reporters_at(value) == names


LINES = {
    "本报（hekou.example.cn）记者 王小明 江口报道": ("王小明",),
    "文字 王小明": ("王小明",),
    "作者，王小明": ("王小明",),
    "編譯王小明／綜合外電": ("王小明",),
    "［記者王小明／江口報導］": ("王小明",),
    "地方中心／王小明、李大海／江口報導": ("王小明", "李大海"),
    "王小明 为河口中文网撰稿": ("王小明",),
    "王小明/文": ("王小明",),
    "王小明/撰文 李大海/摄影": ("王小明",),
    "通 讯 员 王 小 明": ("王小明",),
    "江岸旧客 | 文": ("江岸旧客",),
    "王小明、李大海／河口報": ("王小明", "李大海"),
    "*本文作者王小明，河口大学教授": ("王小明",),
    "（记者 王小明 文 李大海 摄）": ("王小明",),
    "安全 / 河口网": (),
    "王小明｜河口周刊記者": ("王小明",),
    "王小明/供稿": ("王小明",),
    "记者王小明　特约记者李大海　摄影报道": ("王小明", "李大海"),
    "河口时报（www.hekou.example.cn）记者 王小明 见习记者 李大海 北京报道": ("王小明", "李大海"),
    "本报记者 王小明 李大海 上海 北京报道": ("王小明", "李大海"),
    "21世纪河口报道 王小明 北京报道": ("王小明",),
    "英国《河口时报》 约翰·史密斯 伦敦报道": ("约翰·史密斯",),
    "王小明 李大海 報導 / 台北市": ("王小明", "李大海"),
    "HK中文 王小明 發自香港": ("王小明",),
    "特派員王小明／紐約報導": ("王小明",),
    "王小明 记者 (wang@hekou.example.com)": ("王小明",),
    "王小明　撰文": ("王小明",),
    "王小明 文 李大海 图": ("王小明",),
    "《河口财经》记者 王小明/文": ("王小明",),
    "王小明《河口日报》（2024年05月03日 第 04 版）": ("王小明",),
    "（河口日报记者王小明，河口日报通讯员李大海）": ("王小明", "李大海"),
    "（河口网王小明 江口气象网记者李大海）": ("王小明", "李大海"),
    "河口亞太電視王小明、林小美採訪報導": ("王小明", "林小美"),
    "（河口日报记者王小明，河口日报通讯员李海）": ("王小明", "李海"),
    "河口之聲廣播電台王小明報導": ("王小明",),
    "河口都市报记者王小明李大海摄影赵小兰": ("王小明", "李大海"),
    "河口晚报·河口壹点 记者 王小明 通讯员 李大海": ("王小明", "李大海"),
    "江口新聞王小明、林小美台北報導": ("王小明", "林小美"),
    "江口亞太電視王小明、林小美台灣新竹採訪報導。": ("王小明", "林小美"),
    "(江口晚報記者 林大鎮 實習生 王小明 文/攝)": ("林大鎮", "王小明"),
    "江口都市报记者王小林张伟摄影周海": ("王小林张伟",),
    "江口都市报记者彭雪王小梅摄影周海": ("彭雪", "王小梅"),
    "温州都市报综合报道": (),
    "新华网北京报道": (),
    "(江口日报·江网 记者王小明 通讯员李大海)": ("王小明", "李大海"),
    "文/江口日报记者 王小明 图/江口日报记者 李大海": ("王小明",),
    "（美）约翰·史密斯 著 王小明 译": ("约翰·史密斯",),
    "生活中心／綜合報導": (),
    "生活中心／綜合外電報導": (),
    "高考报道": (),
    "记者了解到，会议开幕": (),
    "为河口撰稿": (),
    "整理房间": (),
}


@pytest.mark.parametrize(("line", "names"), LINES.items())
def test_a_byline_is_told_by_the_words_of_the_trade(line: str, names: tuple[str, ...]) -> None:
    """Desks, houses and sentences give nobody."""
    assert bylined(line) == names


@pytest.mark.parametrize("unit", ["记者", "王小明 ", "／", "王", "文字 ", "報導", "为"])
def test_a_hostile_line_costs_no_time(unit: str) -> None:
    """Lines that people write are short; longer ones are cut before they come here."""
    began = time.perf_counter()
    for length in range(2, 120):
        bylined((unit * 120)[:length])
    assert time.perf_counter() - began < 0.5


def test_the_examples_hold() -> None:
    """The modules' own examples."""
    assert [doctest.testmod(module).failed for module in (bylines, reported)] == [0, 0]
