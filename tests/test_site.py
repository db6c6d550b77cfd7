"""The site's name and its publisher."""

from __future__ import annotations

import doctest

import pytest
from articles import sheet

from pipelines.fields.origin import site
from pipelines.fields.origin.site import is_own_name, read_publisher, read_site
from pipelines.page.sheet import Sheet


@pytest.mark.parametrize(
    "page",
    [
        sheet(metas='<meta name="SiteName" content="河口新闻网">'),
        sheet(metas='<meta property="og:site_name" content="河口新闻网">', title="新堤坝全线贯通"),
        sheet(title="新堤坝全线贯通_要闻_河口新闻网"),
        sheet(title="新堤坝全线贯通 - 河口新闻网"),
        sheet(title="新堤坝全线贯通-堤坝,汛期-河口新闻网-新闻中心"),
        sheet(title="新堤坝全线贯通_河口新闻网——河口第一门户"),
        sheet(title="新堤坝全线贯通_要闻_河口新闻网 - www.hekou.example.com"),
        sheet(title="新堤坝全线贯通_河口新闻网_时评"),
        sheet(title="新堤坝全线贯通", imprint="本网由河口新闻网版权所有"),
        sheet(
            title="新堤坝全线贯通",
            metas='<script>{"publisher": {"logo": {"url": "/a.png"}, "name": "\\u6cb3口新闻网"}}</script>',
        ),
    ],
)
def test_the_site_is_named_by_meta_title_or_imprint(page: Sheet) -> None:
    """In this order."""
    found = read_site(page)
    assert found is not None
    assert found.value == "河口新闻网"


@pytest.mark.parametrize(
    "name", ["河口镇人民法院", "河口镇发展和改革委员会", "河口大学", "河口论坛", "中国河口", "河口观察"]
)
def test_offices_schools_and_boards_end_a_title_too(name: str) -> None:
    """Not only papers and portals have sites."""
    found = read_site(sheet(title=f"新堤坝全线贯通-{name}"))
    assert found is not None
    assert found.value == name


def test_a_title_without_a_site_names_none() -> None:
    """A dash inside a headline is no divider before a site."""
    assert read_site(sheet(title="江岸——两年的工程")) is None


@pytest.mark.parametrize(
    "imprint",
    [
        "主办：河口市人民政府办公室 承办：河口市数据局",
        "主管:中共河口市委 主办单位：河口市人民政府办公室 联系电话:0999-1",
        "河口市人民政府办公室主办 关于我们",
        "版权所有：河口市人民政府办公室 云ICP备00000001号",
        "Copyright © 2024 河口市人民政府办公室 All Rights Reserved",
        "版权所有 河口市人民政府办公室Copyright © 2024",
    ],
)
def test_the_publisher_is_who_runs_the_site(imprint: str) -> None:
    """主办 before whose rights are reserved; 主管 only watches."""
    found = read_publisher(sheet(imprint=imprint))
    assert found is not None
    assert found.value == "河口市人民政府办公室"


@pytest.mark.parametrize("imprint", ["", "未经授权不得转载 版权所有", "云ICP备00000001号"])
def test_an_imprint_that_names_nobody_names_no_publisher(imprint: str) -> None:
    """Absent is absent."""
    assert read_publisher(sheet(imprint=imprint)) is None


@pytest.mark.parametrize(
    ("word", "own"), [("河口新闻网", True), ("河口网", True), ("江口晚报", False), ("河口新闻网办公室", False)]
)
def test_a_site_knows_its_own_name(word: str, own: bool) -> None:
    """Whole, or shortened."""
    assert is_own_name(word, sheet()) is own


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(site).failed == 0
