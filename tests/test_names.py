"""Names in bylines: roles, codes and remarks off, blanks inside joined."""

from __future__ import annotations

import doctest
import time

import pytest

from pipelines.fields.people import announced_names, beside_date, names, runs
from pipelines.fields.people.announced_names import reporters_in, writers_in
from pipelines.fields.people.names import names_in, persons_in

VALUES = {
    "王小明": ("王小明",),
    "王小明、李大海": ("王小明", "李大海"),
    "河口大学历史学院王小明": ("王小明",),
    "中央社陳小明": ("陳小明",),
    "王小明 江蘇南通 職員": ("王小明",),
    "河口市文明办公室": ("河口市文明办公室",),
    "河口大学安全科": ("河口大学安全科",),
    "《河口财经》新媒体记者 王小明": ("王小明",),
    "河口记者 王小明 发自江口": ("王小明",),
    "王小明，河口网经授权发布。": ("王小明",),
    "王小明、李大海参与采写": ("王小明", "李大海"),
    "王小明 李大海、赵小兰": ("王小明", "李大海", "赵小兰"),
    "王 伟": ("王伟",),
    "王 伟 李 丽": ("王伟", "李丽"),
    "李大海_NF4425": ("李大海",),
    "李大海 PK155": ("李大海",),
    "王 伟 李 小 明": ("王伟", "李小明"),
    "李 小 明": ("李小明",),
    "王小明 审读 李大海 二审 赵小兰": ("王小明",),
    "王小明 视频李大海": ("王小明",),
    "王小明等": ("王小明",),
    "@江岸旧客": ("江岸旧客",),
    "[美]约翰·史密斯、（清）王小明": ("约翰·史密斯", "王小明"),
    "本报记者 王小明 通讯员 李大海": ("王小明", "李大海"),
    "记者王小明": ("王小明",),
    "河口都市报见习记者 王小明": ("王小明",),
    "王小明 整合": ("王小明",),
    "王小明（摄影）": (),
    "王小明/文 李大海/图": ("王小明",),
    "文/图 王小明 李大海": ("王小明", "李大海"),
    "王小明 文/图": ("王小明",),
    "王小明 2024-05-03 10:12": ("王小明",),
    "李大海 校对 赵小兰": ("李大海",),
    "方敏 某大学经济学院教授": ("方敏",),
    "方敏北京某某大学经济学院教授": ("方敏",),
    "叨叨姐、胡一刀&李小飞": ("叨叨姐", "胡一刀", "李小飞"),
    "河口镇融媒体中心": ("河口镇融媒体中心",),
    "县水利局 王小明": ("王小明",),
    "欧阳予慧": ("欧阳予慧",),
    "Ann Lee, Bob Roe": ("Ann Lee", "Bob Roe"),
    "王小明【街谈：渡口何时通航？】": ("王小明",),
    "王小\ufffd、李大海": ("李大海",),
    "记者王小明通讯员李大海": ("王小明", "李大海"),
    "王小明 李大海 台北報導": ("王小明", "李大海"),
    "王小明 本版摄影 李大海": ("王小明",),
    "佚名": (),
    "查看更多": (),
    "堤坝什么时候开工的？": (),
}


@pytest.mark.parametrize(("value", "found"), VALUES.items())
def test_a_labelled_value_gives_its_names(value: str, found: tuple[str, ...]) -> None:
    """What a label announces is taken at its word, pen names and organs too; sentences are not."""
    assert names_in(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("王小明 李大海", ("王小明", "李大海")),
        ("图书馆 魏小禹", ("魏小禹",)),
        ("河口报", ()),
        ("安徽", ()),
        ("温岭", ()),
        ("完", ()),
        ("资料图片", ()),
    ],
)
def test_without_a_label_all_of_it_must_look_like_names(value: str, found: tuple[str, ...]) -> None:
    """A bracket at the end of a text holds a name, a house, a place or a remark."""
    assert persons_in(value) == found


@pytest.mark.parametrize(("value", "found"), [("格桑多吉", ("格桑多吉",)), ("了解到", ()), ("从现场获悉", ())])
def test_behind_the_word_reporter_names_of_every_people_count(value: str, found: tuple[str, ...]) -> None:
    """记者格桑多吉 is a name, 记者了解到 a sentence."""
    assert reporters_in(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("王小明李雪张大海", ("王小明", "李雪", "张大海")),
        ("江边的芦苇", ("江边的芦苇",)),
        ("王伟李雪", ("王伟李雪",)),
        ("河口社区。", ("河口社区",)),
    ],
)
def test_behind_a_label_a_long_run_of_names_is_divided(value: str, found: tuple[str, ...]) -> None:
    """A short one may be a pen name, and so may one with a word of grammar in it."""
    assert writers_in(value) == found


@pytest.mark.parametrize("unit", ["记者", "王 ", "（", "A.", "本报", "文/", "、"])
def test_a_hostile_value_costs_no_time(unit: str) -> None:
    """Just below and far above the longest list of names."""
    began = time.perf_counter()
    for length in (names.LONGEST, 100_000):
        names_in((unit * 100_000)[:length])
    assert time.perf_counter() - began < 0.2


def test_the_examples_hold() -> None:
    """The modules' own examples."""
    assert [doctest.testmod(one).failed for one in (names, announced_names, beside_date, runs)] == [0, 0, 0, 0]
