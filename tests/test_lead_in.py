"""Whom the lead-in of a text credits."""

from __future__ import annotations

import doctest
import time

import pytest

from pipelines.fields.people import lead_in
from pipelines.fields.people.lead_in import read_credits, reporters_of

LED = {
    "新华社北京5月24日电（记者王小明）会议开幕。": ("新华社",),
    "新華社北京5月24日電 會議開幕。": ("新華社",),
    "河口晚报讯 据江口网7月28日消息，会议开幕。": ("河口晚报", "江口网"),
    "据新华社拉萨电 会议开幕。": ("新华社",),
    "据央视新闻客户端消息，会议开幕。": ("央视新闻客户端",),
    "河口网5月3日讯（记者 王小明）会议开幕。": ("河口网",),
    "据《河口日报》5月3日报道，会议开幕。": ("河口日报",),
    "河口新京报讯2019年，会议开幕。": ("河口新京报",),
    "（中央社記者王小明台北3日電）會議開幕。": ("中央社",),
    "江口广播网5月13日消息 据江口广播电视总台报道，会议开幕。": ("江口广播网", "江口广播电视总台"),
    "据江口网5月9日报道，针对外媒“某报社违反规定”的报道，会议开幕。": ("江口网",),
    "本报讯（记者王小明）会议开幕。": (),
    "本报北京5月3日电 会议开幕。": (),
    "据悉，会议开幕。": (),
    "据外媒报道，会议开幕。": (),
    "记者从会上获悉，河口日报报道称会议开幕。": (),
    "今年以来，通讯行业发展很快。": (),
    "〔即時新聞／綜合報導〕會議開幕。": (),
    "会议开幕。": (),
}


@pytest.mark.parametrize(("text", "names"), LED.items())
def test_a_lead_in_credits_those_it_names(text: str, names: tuple[str, ...]) -> None:
    """Chained ones in order; the paper itself, and nobody in particular, are not credits."""
    assert read_credits(text) == names


def test_a_summary_may_stand_above_the_lead_in() -> None:
    """The lead-in is looked for in the first paragraphs."""
    assert read_credits("五个村庄不再受淹\n新华社北京5月24日电 会议开幕。") == ("新华社",)


def test_a_credit_far_down_is_none_of_the_lead_in() -> None:
    """What the text quotes later is its own matter."""
    assert read_credits("会议开幕。\n会议闭幕。\n散会。\n新华社北京5月24日电 会议开幕。") == ()


def test_what_a_text_quotes_is_not_its_lead_in() -> None:
    """The first full paragraph has it, or none has."""
    assert read_credits("会议昨天在河口镇开幕。" * 6 + "\n据江口报5月3日报道，会议开幕。") == ()


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("堤坝昨天合龙。（記者李大海翻攝）", ()),
        ("堤坝昨天合龙。（记者李大海 摄） 本报讯（记者 王小明）会议开幕。", ("王小明",)),
        ("（中央社記者王小明、李大海台北3日電）會議開幕。", ("王小明", "李大海")),
        ("河口匯報訊（記者 王小明 北京報道）會議開幕。", ("王小明",)),
        ("記者王小明／河口報導 會議開幕。", ("王小明",)),
        ("【河口网报道 记者 王小明】会议开幕。", ("王小明",)),
        ("河口報記者王小明／台北報導會議開幕。", ("王小明",)),
        ("河口晚报讯 见习记者王小明 记者李大海报道 会议开幕。", ("王小明", "李大海")),
        ("【河口快報／王小明】會議開幕。", ("王小明",)),
        ("【河口快報／記者王小明報導】會議開幕。", ("王小明",)),
        ("（河口新聞／王小明、李大海 台北報導）會議開幕。", ("王小明", "李大海")),
        ("〔編譯王小明／綜合報導〕會議開幕。", ("王小明",)),
        ("【河口记者王小明7月28日洛杉矶报道】会议开幕。", ("王小明",)),
        ("河口网记者王小明7月28日报道：会议开幕。", ("王小明",)),
        ("21世纪河口报道记者王小明 北京报道 会议昨天开幕。", ("王小明",)),
        ("河口讯 记者王小明 通讯员李大海 会议昨天开幕。", ("王小明", "李大海")),
        ("河口影讯（编译/Lena）会议开幕。", ("Lena",)),
        ("河口娱乐讯 （江舟/文）会议开幕。", ("江舟",)),
        ("（原标题：河口经济向好 会议开幕）2019年，会议开幕。", ()),
        ("河口网讯 实习生王小明、记者李大海报道 会议开幕。", ("王小明", "李大海")),
        ("河口网1月17日讯（王小明）会议开幕。", ("王小明",)),
        ("新华社江口5月24日电 题：小城新貌 新华社记者 王小明", ("王小明",)),
        ("【新书/文学】会议开幕。", ()),
        ("（王小明）会议开幕。", ("王小明",)),
        ("本报讯（记者 王小明 李大海）会议开幕。", ("王小明", "李大海")),
        ("新華網北京5月24日電(王小明)會議開幕。", ("王小明",)),
        ("〔記者王小明／台北報導〕會議開幕。", ("王小明",)),
        ("（中央社記者王小明台北3日電）會議開幕。", ("王小明",)),
        ("据新华社拉萨电（记者 格桑多吉）会议开幕。", ("格桑多吉",)),
        ("记者王小明报道 5月3日，会议开幕。", ("王小明",)),
        ("河口晨报首席记者王小明、李大海报道：会议开幕。", ("王小明", "李大海")),
        ("江口日报12月15日讯(记者王小明通讯员李雪)会议开幕。", ("王小明", "李雪")),
        ("本报讯（见习记者陈晓峰李雪张国栋）会议开幕。", ("陈晓峰", "李雪", "张国栋")),
        ("(江口报记者陈晓峰李雪 通讯员张国栋)会议开幕。", ("陈晓峰", "李雪", "张国栋")),
        ("江口晨报记者王小明周海燕报道 会议开幕。", ("王小明", "周海燕")),
        ("据记者多方了解并报道，会议开幕。", ()),
        ("会议开幕（见图）。", ()),
    ],
)
def test_the_reporters_of_a_lead_in_are_read(paragraph: str, names: tuple[str, ...]) -> None:
    """In brackets behind the dateline, or in one run with the place."""
    assert reporters_of(paragraph) == names


@pytest.mark.parametrize("unit", ["据", "新华社", "《", "（记者", "a", "电", "5月3日"])
def test_a_hostile_text_costs_no_time(unit: str) -> None:
    """Only the head of a paragraph is looked at."""
    began = time.perf_counter()
    read_credits(unit * 100_000)
    reporters_of(unit * 100_000)
    assert time.perf_counter() - began < 0.2


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(lead_in).failed == 0
