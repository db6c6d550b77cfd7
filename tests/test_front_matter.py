"""The fields above a Markdown page."""

import time

import pytest

from pipelines.forms.front_matter import split

PAGE = """
---
title: '云溪: 绿化''行动'
subtitle: "第一\\n行"
categories:
 - 本地
 - 环保
tags: [河, "湖"]
draft: false  # 说明
Empty:
date: Mon, 06 May 2024 02:20:00 GMT
---

正文
"""


def test_scalars_lists_and_quotes_are_read() -> None:
    """Keys in lower case, quotes and escapes removed, comments cut, empty keys left out."""
    parted = split(PAGE)
    assert parted is not None
    assert parted[0] == {
        "title": ("云溪: 绿化'行动",),
        "subtitle": ("第一\n行",),
        "categories": ("本地", "环保"),
        "tags": ("河", "湖"),
        "draft": ("false",),
        "date": ("Mon, 06 May 2024 02:20:00 GMT",),
    }
    assert parted[1].strip() == "正文"


@pytest.mark.parametrize("text", ["正文", "---\n只是一条线\n", "---\n没有字段\n---\n正文", "<html>---\na: b\n---"])
def test_a_page_without_fields_has_no_front_matter(text: str) -> None:
    """A rule of dashes alone is none."""
    assert split(text) is None


def test_windows_line_ends_are_line_ends() -> None:
    """Files come from everywhere."""
    assert split("---\r\ntitle: 某\r\n---\r\n正文") == ({"title": ("某",)}, "正文")


def test_an_endless_block_is_given_up() -> None:
    """What never closes, or closes far below, is not front matter."""
    began = time.perf_counter()
    assert split("---\n" + "a: b\n" * 1_000_000) is None
    assert time.perf_counter() - began < 1
