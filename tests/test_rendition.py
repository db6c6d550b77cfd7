"""Pages on disk that are no longer HTML give the same view as those that are."""

import pytest

from archive.model import Page, ReadOptions
from pipelines.forms.rendition import is_rendition, read_sheet
from pipelines.page.sheet import Sheet
from pipelines.read import read

FIRST = "云溪市昨日启动河湖绿化行动，计划三年内新增绿道一百二十公里，沿河建设口袋公园二十处。"
SECOND = "市水务局负责人说，水系连通是群众反映最多的问题，今后将按季度公布进展情况。"
FRONT = """---
title: '云溪启动绿化行动'
categories:
 - 本地
 - 云溪财经
author: {author}
date: Mon, 06 May 2024 02:20:00 GMT
---

"""
HTML = f"""<div><p>　　{FIRST}</p><p>　　{SECOND}</p>
<style>.qr&#123;float:left;&#125;</style><p class="article-editor">责任编辑：王明 </p></div>"""


def sheet(text: str, path: str = "page.txt") -> Sheet:
    return read_sheet(Page(body=text.encode(), path=path), ReadOptions(), text)


@pytest.mark.parametrize(
    ("text", "rendition"),
    [
        (FRONT + HTML, True),
        (f"某新闻网\n{FIRST}", True),
        (f"这一行说到<p>标记。\n{FIRST}" * 3, True),
        (f"<!DOCTYPE html><html><body>{FIRST}</body></html>", False),
        (f"\n\n<div>{FIRST}</div>", False),
        ("<script>location.reload()</script>", False),
        ('<?xml version="1.0"?><rss></rss>', False),
    ],
)
def test_a_rendition_is_front_matter_or_text_without_markup(text: str, rendition: bool) -> None:
    """A page of text may mention a tag or two."""
    assert is_rendition(text) is rendition


def test_html_below_front_matter_is_laid_out_like_a_page() -> None:
    """Style rules are no text, though their braces are escaped."""
    assert [line.text for line in sheet(FRONT + HTML).inside] == [FIRST, SECOND, "责任编辑：王明"]


def test_an_author_who_is_a_category_is_the_site() -> None:
    """Aggregators write the site they took a page from into ``author``."""
    metas = sheet(FRONT.format(author="云溪财经") + HTML).metas
    assert (metas.get("sitename"), metas.get("author"), metas.get("byline")) == (("云溪财经",), None, None)


def test_an_author_who_is_a_person_is_the_byline() -> None:
    """Only renditions have that key."""
    metas = sheet(FRONT.format(author="李青") + HTML).metas
    assert (metas.get("sitename"), metas.get("byline")) == (None, ("李青",))


def test_front_matter_speaks_the_words_of_the_meta_tags() -> None:
    """Title and date stand under the national names as well."""
    metas = sheet(FRONT + HTML).metas
    assert (metas["articletitle"], metas["pubdate"]) == (("云溪启动绿化行动",), ("Mon, 06 May 2024 02:20:00 GMT",))


def test_markdown_loses_its_marks_and_keeps_what_they_mean() -> None:
    """Headings, links, emphasis; images and rules are no lines."""
    linked = "**重点**是[水](http://a.example/)\n\n*水的照片*"
    text = f"{FRONT}# 云溪启动*行动*\n\n![图](a.jpg)\n\n{FIRST}\n\n## 为什么\n\n{linked}\n\n---\n\n- 甲\n- 乙&amp;丙\n"
    found = [(line.text, line.heading, line.link_chars, line.bold_chars) for line in sheet(text, "a.md").inside]
    assert found == [
        ("云溪启动*行动*", 1, 0, 0),
        (FIRST, 0, 0, 0),
        ("为什么", 2, 0, 0),
        ("重点是水", 0, 1, 2),
        ("水的照片", 0, 0, 0),
        ("甲", 0, 0, 0),
        ("乙&丙", 0, 0, 0),
    ]


def test_the_headline_of_a_text_is_marked_as_one() -> None:
    """So that the readers of fields find it as they find an h1."""
    page = sheet(f"首页 > 新闻\n云溪启动绿化行动\n2024-05-06 来源: 云溪日报\n{FIRST}\n{SECOND}\n编辑: 王明\n")
    assert [line.text for line in page.lines if line.heading == 1] == ["云溪启动绿化行动"]
    assert [line.text for line in page.inside] == [FIRST, SECOND]


def test_the_notices_of_sharing_sites_are_no_lines() -> None:
    """They stand in the middle of what users upload."""
    notices = "- 1、下载文档前请自行甄别文档内容的完整性。\n- 3、如文档侵犯您的权益，请联系客服反馈，我们会尽快处理。\n"
    page = sheet(f"方案\n{FIRST}\n{notices}{SECOND}")
    assert [line.text for line in page.lines] == ["方案", FIRST, SECOND]


def test_a_whole_text_page_is_read() -> None:
    """From bytes to fields, without any markup."""
    text = f"""新闻热线:0000-0000000
        设为首页
        您现在的位置: 首页 > 健康
        云溪启动绿化行动
        发稿时间:2024-05-06 10:12   来源: 云溪日报
          摘要:{FIRST}

          本报讯(记者李青){FIRST}

          {SECOND}
            编辑:王明
        相关新闻:
        无码专区| 百家乐投注平台| 在线看片| 人妻系列| 老虎机
"""
    found = read(Page(body=text.encode(), path="page.txt"))
    assert (found.title, found.published, found.source, found.author, found.editor, found.flags) == (
        "云溪启动绿化行动",
        "2024-05-06T10:12",
        "云溪日报",
        ("李青",),
        ("王明",),
        ("injected-links",),
    )
    assert found.text == f"本报讯(记者李青){FIRST}\n{SECOND}"
