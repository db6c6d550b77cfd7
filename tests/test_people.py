"""Who wrote a text and who edited it."""

from __future__ import annotations

import doctest

import pytest
from articles import BODY, FIRST, H1, SECOND, closing, sheet

from archive.model import Page
from pipelines.fields.headline.title import read_title
from pipelines.fields.origin.site import read_site
from pipelines.fields.people import unlabelled
from pipelines.fields.people.people import read_people
from pipelines.page.sheet import Sheet
from pipelines.read import PLAIN, sheet_of

DAY = "2024-05-03 10:12"


def authors(page: Sheet) -> tuple[str, ...]:
    found = read_people(page, read_title(page))[0]
    return found.value if found else ()


def editors(page: Sheet) -> tuple[str, ...]:
    found = read_people(page, read_title(page))[1]
    return found.value if found else ()


def first(words: str) -> str:
    return f"<p>{words}{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p>"


BY_ONE = {
    "label": sheet(H1 + f"<p>{DAY} 作者：王小明 点击：33次</p>"),
    "cells": sheet(H1 + "<dl><dt>作者：</dt><dd>王小明</dd></dl>"),
    "stroke": sheet(H1 + f"<p>文 / 王小明</p><p>{DAY}</p>"),
    "with the photographer": sheet(H1 + f"<p>{DAY}</p><p>本报记者 王小明/文 李大海/图</p>"),
    "byline": sheet(H1 + f"<p>{DAY}</p><p>河口日报见习记者 王小明</p>"),
    "byline with its place": sheet(H1 + f"<p>{DAY}</p><p>記者王小明／河口報導</p>"),
    "byline below": sheet(foot="<p>□ 本报记者 王小明</p>"),
    "in the lead-in": sheet(body=first("河口网5月3日电（记者 王小明）")),
    "in the lead-in, unlabelled": sheet(body=first("河口網北京5月3日電(王小明)")),
    "in the lead-in of Taiwan": sheet(body=first("〔記者王小明／台北報導〕")),
    "in an agency's lead-in": sheet(body=first("（中央社記者王小明台北3日電）")),
    "closing the text": sheet(body=closing("（王小明）")),
    "closing, above the editors": sheet(
        body=closing("（王小明）") + f"<p>(责编：李大海、赵小兰)</p><p>推荐阅读</p><p>{FIRST}</p><p>{FIRST}</p>"
    ),
    "reporting without brackets": sheet(body=first("河口晨报首席记者王小明报道 ")),
    "closing with his house": sheet(body=closing("(图书馆 王小明）")),
    "closing, labelled": sheet(body=closing("（作者：王小明 某大学教授）")),
    "closing, translated": sheet(body=closing("（编译/王小明）")),
    "with the editor": sheet(H1 + f"<p>河经记者 王小明 河经编辑 李大海</p><p>{DAY}</p>"),
    "with a counter": sheet(H1 + f"<p>王小明 · {DAY} 浏览 3.4w 来源：河口新闻</p>"),
    "house before the writer": sheet(H1 + f"<p>文｜河经 王小明</p><p>{DAY}</p>"),
    "beside the house": sheet(H1 + f"<p>王小明/河口青年报</p><p>{DAY}</p>"),
    "behind the wire": sheet(H1 + f"<p>河口快訊／王小明 {DAY}</p>"),
    "in brackets by the date": sheet(H1 + f"<p>{DAY} [ 王小明 ] 来源：[ 河口日报 ]</p>"),
    "an element called author": sheet(H1 + f"<p>{DAY}</p><p class='author'>王小明</p>"),
    "alone below the headline": sheet(H1 + "<p>王小明</p><p>——记河口镇的两年</p>"),
    "behind a box below the headline": sheet(H1 + "<p>□王小明</p>"),
    "in an element of his own": sheet(H1 + f"<p><span>王小明</span><span>河口发布</span><em>{DAY}</em></p>"),
    "in a link beside the house's": sheet(H1 + f"<p><b>{DAY}</b><a>河口時報</a><a>王小明</a></p>"),
    "stated by a meta and shown": sheet(
        H1 + f"<p><a>王小明</a> <a>随笔</a> {DAY}</p>", metas='<meta name="author" content="王小明">'
    ),
    "with his office, below the headline": sheet(H1 + "<p>河口日报评论部主任 王小明</p>"),
    "with his office behind him": sheet(H1 + "<p>王小明 河口市委党校副教授</p>"),
    "in brackets below the headline": sheet(H1 + f"<p>(王小明)</p><p>{DAY}</p>"),
    "beside a button": sheet(H1 + f"<p>作者：王小明 <a>关注</a> {DAY}</p>"),
    "behind the labelled house and a bar": sheet(H1 + f"<p>来源：河口文艺报 | 王小明 {DAY}</p>"),
    "in a link that begins the line": sheet(H1 + "<p><a>王小明</a><b>2024.05.03 10:12</b><b>阅读 12</b></p>"),
    "behind a box, with a button": sheet(H1 + "<p>●<a>王小明</a>（<a>进入专栏</a>）</p>"),
    "with his office in brackets": sheet(H1 + "<p>王小明（河口摄影家协会）</p>"),
    "labelled in brackets closing a long line": sheet(body=closing("（文图：王小明）")),
    "closing, beside the photographer": sheet(body=closing("（王小明 文 李大海 图）")),
    "behind the labelled house": sheet(H1 + f"<p>{DAY} 来源：河口晚报 王小明</p>"),
    "sent in by him": sheet(body=closing("（教务处 王小明 供稿）")),
    "alone below house and date": sheet(H1 + f"<p>{DAY}</p><p>河口日报</p><p>王小明</p>"),
    "signing the last line": sheet(body=closing("本报记者 王小明")),
    "closing, with who gave the pictures": sheet(body=closing("(记者王小明 图片由受访者提供)")),
    "behind a box, with what he is": sheet(H1 + "<p>□河口大学教授 王小明</p>"),
    "a byline's element, with what he is": sheet(
        H1 + f"<div class='byline'><span>王小明</span><span>河口日报记者</span></div><p>{DAY}</p>"
    ),
    "alone by the date": sheet(H1 + f"<p>王小明·{DAY}</p>"),
    "closing with his place": sheet(body=closing("（王小明 河口报道）")),
    "at a desk": sheet(H1 + f"<p>{DAY}</p><p>政治中心／王小明報導</p>"),
    "at a desk, with his place": sheet(H1 + f"<p>{DAY}</p><p>政治中心／王小明台北報導</p>"),
    "behind the house and a stroke": sheet(H1 + f"<p>河口新報 | <a>王小明</a> 綜合報導</p><p>{DAY}</p>"),
    "with house and place": sheet(H1 + f"<p>{DAY}</p><p>河口時報 王小明／台北報導</p>"),
    "in the lead-in, his place run on": sheet(body=first("（記者王小明台北報導）")),
    "labelled, with his place": sheet(H1 + f"<p>{DAY} 作者： 记者 王小明/江口报道</p>"),
    "with the office that sent it": sheet(foot="<p>供稿：护理部 王小明</p>"),
    "at the end of a row of facts": sheet(
        H1 + f"<p>发表于{DAY}| 123次阅读| 来源http://hekou-news.example.org| 0 条评论| 作者王小明</p>"
    ),
    "before his translator": sheet(H1 + f"<p>作者 王小明 ，译者 李大海 发布于 {DAY}</p>"),
    "before the editor, in brackets": sheet(foot="<p>（记者 王小明 责任编辑：李大海）</p>"),
    "behind his school": sheet(foot="<p>来源：河口新闻 作者：河口大学历史学院王小明</p>"),
    "with a remark on reprints": sheet(
        foot="<p>原创文章，作者：王小明，如若转载，请注明出处：http://hekou.example</p>"
    ),
    "whose rank is an editor's": sheet(H1 + f"<p>編輯 王小明 報導</p><p>{DAY}</p>"),
    "above other matter": sheet(body=f"<p>{FIRST}</p><p>{SECOND}（河口台记者 王小明）</p>" + f"<p>{FIRST}</p>" * 12),
    "beside the source, closing": sheet(body=closing("（来源：河口科技报道 作者：王小明）")),
    "closing the first paragraph": sheet(body=f"<p>{SECOND}報導．攝影╱王小明</p><p>{FIRST}</p><p>{SECOND}</p>"),
    "closing, with what it is": sheet(body=f"{BODY}<p>王小明（河口社供本报特稿）</p>"),
    "closing, with what he is": sheet(body=f"{BODY}<p>●王小明（河口大学教授）</p>"),
    "signing on a line of his own": sheet(body=f"{BODY}<p>王小明</p>"),
    "who translated": sheet(body=f"{BODY}<p>原文链接：<a>Dams of the River</a>（翻译/王小明 编辑/李大海）</p>"),
    "in a link to his page": sheet(
        H1 + f"<p>{DAY} | <a href='/cat/9'>江岸</a></p><p><a href='/author/7'>王小明</a></p>"
    ),
    "in a link above the date": sheet(H1 + f"<div><a href='/byline/wang'>王小明</a></div><p>发布/ {DAY}</p>"),
    "with his name in Latin letters": sheet(
        H1 + f"<ul><li>王小明（Wang Xiaoming）</li><li>河口社記者</li></ul><p>{DAY}</p>"
    ),
    "in a link below the standfirst": sheet(
        H1 + f"<p>{FIRST}</p><p>{DAY} | 江岸</p><a href='/author/7'><div>王小明</div></a>"
    ),
    "beside the house, in dots": sheet(H1 + f"<p>王小明·河口日报</p><p>{DAY}</p>"),
    "closing, before the editor's brackets": sheet(body=closing("(王小明)[责任编辑：李大海]")),
    "closing behind a box": sheet(body=closing("◎王小明")),
    "closing behind a blank": sheet(body=closing("　　王小明")),
    "closing, with whose the pictures are": sheet(body=closing("（记者 王小明 图片 由单位提供）")),
    "reporting at the first paragraph's end": sheet(body=f"<p>{SECOND}(王小明報導)</p>" + f"<p>{FIRST}</p>" * 9),
    "in an element beside the editor's": sheet(
        H1 + f"<p><span class='author'>王小明</span><span class='editor'>李大海</span></p><p>{DAY}</p>"
    ),
    "with what he is, behind a comma": sheet(foot="<p>本文作者：王小明，河口大学教授，著有《江岸》</p>"),
    "in brackets behind the text": sheet(foot="<p>【记者】王小明</p><p>【编辑】李大海</p>"),
    "below the text": sheet(foot="<p>采写：河口都市报记者 王小明</p>"),
    "between house and date": sheet(H1 + f"<p>江口网 王小明 {DAY} 评论0条 随时随地看新闻</p>"),
    "behind date and house": sheet(H1 + f"<p>{DAY} 江口晚报 王小明 评论0条</p>"),
    "closing his story above another": sheet(body=f"<p>{FIRST} 王小明</p><p>相关链接</p>" + f"<p>{FIRST}</p>" * 9),
    "whose text is shared": sheet(
        H1 + f"<p>{DAY}</p>", body=f"<p>本文分享自江口社区《新堤》，作者：王小明。</p>{BODY}"
    ),
    "who posted, below a reporter": sheet(
        body=first("江口网讯（记者李大海）"), foot=f"<p>作者：王小明 发表于：{DAY}</p>"
    ),
    "behind the house and its address": sheet(H1 + f"<p>江口网 www.jk.example.cn {DAY} 王小明</p>"),
    "behind a dot": sheet(H1 + f"<p>文．王小明</p><p>{DAY}</p>"),
    "in the third pair of brackets": sheet(H1 + f"<p>[{DAY}] [江口晚报] [王小明]</p>"),
    "reporting in a linked line": sheet(foot="<p><a href='/v/1'>江口電視王小明台北採訪報導。</a></p>"),
    "who announces the hour too": sheet(H1 + f"<p>記者 王小明 報導　發佈 {DAY}</p>"),
    "below the whole page's articles": sheet(foot="<p>本版文/记者王小明</p>"),
}


@pytest.mark.parametrize("page", BY_ONE.values(), ids=BY_ONE.keys())
def test_the_writer_is_read_in_all_his_places(page: Sheet) -> None:
    """Above, in and below the text, with and without a label."""
    assert authors(page) == ("王小明",)


NOBODY = {
    "nothing": sheet(),
    "an empty label": sheet(H1 + "<p>作者： 来源：河口日报</p>"),
    "the anonymous": sheet(H1 + "<p>作者：佚名</p>"),
    "an interview": sheet(body=f"<p>记者：堤坝什么时候开工的？</p><p>王镇长：{FIRST}</p><p>{SECOND}</p>"),
    "a house closing the text": sheet(body=closing("（河口报）")),
    "a place closing the text": sheet(body=closing("（安徽）")),
    "an editor closing the text": sheet(body=closing("（责任编辑：李大海）")),
    "a photographer": sheet(foot="<p>（李大海 摄）</p>"),
    "whom a notice addresses": sheet(H1 + "<p>王小明：</p>"),
    "a menu below the headline": sheet(H1 + "<ul><li>王小明</li></ul>"),
    "a city by the date": sheet(H1 + f"<p>{DAY} 温州</p>"),
    "the site in a meta": sheet(metas='<meta name="author" content="河口新闻网">'),
    "who posts for an office": sheet(H1 + f"<p>信息发布人：王小明 发布日期：{DAY}</p>"),
    "a house that posted": sheet(H1 + f"<p>河口新闻网 发布于 {DAY}</p>"),
    "who took part": sheet(body=closing("（王小明、李大海参与采写）")),
    "whoever reads": sheet(H1 + f"<p class='username'>游客</p><p>{DAY}</p>"),
    "who is asked to log in": sheet(H1 + f"<p class='user-name'>您好，请登录</p><p>{DAY}</p>"),
    "a city on a line of its own": sheet(H1 + f"<p>{DAY}</p><p>温岭</p>"),
    "whom a meta names beside his label": sheet(
        foot="<p>责任编辑：王小明</p>", metas='<meta name="author" content="王小明">'
    ),
    "a nickname in a table": sheet(H1 + "<table><tr><td class='nickname'>王小明</td></tr></table>"),
    "who chose the text": sheet(H1 + f"<p>{DAY} 来源：江口晚报 选稿：李大海</p>"),
    "houses a text is put together from": sheet(body=closing("（综合整理自江口新闻、康东西、江网等）")),
    "an edition beside the house": sheet(H1 + f"<p>{DAY} 江口晚报 周末版 评论0条</p>"),
    "a column beside the house": sheet(H1 + f"<p>江口网 时政 {DAY} 评论0条</p>"),
    "a column": sheet(H1 + f"<p>{DAY}</p><p>高考报道</p>"),
    "a button behind an empty label": sheet(H1 + f"<p>{DAY} 作者：</p><p><a href='/m'>手机版</a></p>"),
    "a headline about reporters": sheet(foot="<p>·<a href='/1'>镇长会见记者:河口经济向好</a></p>"),
    "a name below the container": sheet(foot="<p>王小明</p>"),
    "where a captioned person stands": sheet(body=f"{BODY}<p>王小明（左）</p>"),
    "works in a list": sheet(body=BODY + "<p>1.《江岸》 作者：王小明</p><p>2.《渡口》 作者：李大海</p>" + BODY),
    "a work spoken of": sheet(body=f"<p>{FIRST}展出的《江岸》作者：王小明，{SECOND}</p>{BODY}"),
}


@pytest.mark.parametrize("page", NOBODY.values(), ids=NOBODY.keys())
def test_where_nobody_is_named_there_is_no_author(page: Sheet) -> None:
    """Absent is absent."""
    assert authors(page) == ()


def test_front_matter_may_name_the_writer() -> None:
    """Where the text itself does not, a plain rendition's front matter answers."""
    front = "---\ntitle: 河口镇新堤坝全线贯通\nauthor: 本报记者 王小明\n---\n\n"
    for text in (f"{FIRST}\n\n{SECOND}\n", BODY):
        page = sheet_of(Page(body=b"", path="a.md"), PLAIN, front + text)
        assert (authors(page), read_site(page)) == (("王小明",), None)


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (sheet(H1 + f"<p>{DAY}</p><p>河口日报记者 王小明 李大海 报道</p>"), ("王小明", "李大海")),
        (
            sheet(
                H1 + "<p>本报记者 王小明 通讯员 李大海<span>《河口日报》（2024年05月03日&nbsp; 第 07 版）</span></p>"
            ),
            ("王小明", "李大海"),
        ),
        (sheet(H1 + f"<p>{DAY}</p><p>本报实习生 王小明</p><p>本报记者 李大海</p>"), ("王小明", "李大海")),
        (
            sheet(H1 + f"<div><span class='x_author'>江岸旧客</span> <span>{DAY}</span> 3人参与评论</div>"),
            ("江岸旧客",),
        ),
        (sheet(foot="<p>□ 本报实习生 王小明</p><p>本报记者 李大海</p>"), ("王小明", "李大海")),
        (sheet(H1 + f"<p>{DAY}</p><p>本报记者王小明李大海发自河口</p>"), ("王小明", "李大海")),
        (
            sheet(H1 + f"<p>{DAY}</p><p>新堤坝。　本报记者　李大海　摄</p>", body=first("本报讯（记者 王小明）")),
            ("王小明",),
        ),
        (sheet(body=first("本报讯（记者王小明 通讯员李大海）")), ("王小明", "李大海")),
        (sheet(body=f"{BODY}<p>王小明 李大海</p>"), ("王小明", "李大海")),
        (sheet(H1 + f"<p>王小明, 李大海</p><p>{DAY}</p>"), ("王小明", "李大海")),
        (sheet(H1 + f"<div class='info_author'>{DAY} <span>江岸夜話組</span></div>"), ("江岸夜話組",)),
        (sheet(H1 + f"<p>{DAY}</p><p>王小明／核稿編輯</p>"), ()),
        (
            sheet(H1 + f"<p><a class='fn' href='/author/jiang'>jiang</a> {DAY} <a rel='category tag'>游记</a></p>"),
            ("jiang",),
        ),
        (sheet(H1 + f"<p>原创 hekou_li 于 {DAY} 发布</p>"), ("hekou_li",)),
        (sheet(H1 + f"<p class='author-info'><a>江岸旧客©</a></p><p>{DAY}</p>"), ("江岸旧客",)),
        (sheet(H1 + f"<p><a class='username'>江岸旧客</a> 阅读 233</p><p>{DAY}</p>"), ("江岸旧客",)),
        (sheet(H1 + f"<p><a class='author'>王小明</a> <a class='author'>李大海</a> {DAY}</p>"), ("王小明", "李大海")),
        (sheet(H1 + f"<p><a rel='author'>江岸旧客</a> {DAY} 发表评论</p>"), ("江岸旧客",)),
        (sheet(H1 + f"<p><i itemprop='author'><b>江岸旧客</b></i> {DAY}</p>"), ("江岸旧客",)),
        (sheet(H1 + "<p>Posted by <a>Ann Lee</a> on 2024-05-03</p>"), ("Ann Lee",)),
        (sheet(H1 + f"<p>楼主：江岸旧客 时间：{DAY} 回复：3</p>"), ("江岸旧客",)),
        (sheet(H1 + "<p>2024年5月3日 by <a>jiangan</a></p>"), ("jiangan",)),
        (sheet(H1 + "<p>执笔/叨叨姐、胡一刀&李小飞</p>"), ("叨叨姐", "胡一刀", "李小飞")),
        (sheet(H1 + "<p>作者：河口镇水利站</p>"), ("河口镇水利站",)),
        (sheet(H1 + "<p>By Ann Lee and Bob Roe</p>"), ("Ann Lee", "Bob Roe")),
        (sheet(H1 + f"<address>ANN LEE</address><p>{DAY}</p>", foot="<p>翻譯：王小明</p>"), ("ANN LEE",)),
        (sheet(H1 + f"<p class='byline'>ANN LEE, BOB ROE</p><p>{DAY}</p>"), ("ANN LEE", "BOB ROE")),
        (sheet(H1 + f"<p>編譯中心 {DAY} 237 點擊數</p>"), ("編譯中心",)),
        (sheet(H1 + f"<p>江口網新聞中心 (來源：江口晚報) {DAY}</p>"), ("江口網新聞中心",)),
        (sheet(H1 + f"<p class='author'>大陸新聞組江口17日電</p><p>{DAY}</p>"), ("大陸新聞組",)),
        (sheet(body=f"{BODY}<p>王小明 李大海 台中</p>"), ("王小明", "李大海")),
        (sheet(metas='<meta name="author" content="Ann Lee">'), ("Ann Lee",)),
    ],
)
def test_several_pen_names_organs_and_foreigners_write_too(page: Sheet, names: tuple[str, ...]) -> None:
    """In the order of the page."""
    assert authors(page) == names


EDITED = {
    "责任编辑：李大海": ("李大海",),
    "（责任编辑：李大海）": ("李大海",),
    "[ 责编：李大海 HB021 ]": ("李大海",),
    "【责编 李大海】": ("李大海",),
    "(责编：李大海、赵小兰)": ("李大海", "赵小兰"),
    "编辑：赵小兰 责任编辑：李大海": ("赵小兰", "李大海"),
    "编辑 李大海 校对 赵小兰": ("李大海",),
    "记者｜王小明 编辑｜李大海 校对｜赵小兰": ("李大海",),
    "责任编辑：王 伟 李 丽": ("王伟", "李丽"),
    "责任编辑：河口融媒体中心": ("河口融媒体中心",),
    "一审：赵小兰 二审：李大海 三审：王小明": (),
    "责任编辑：李大海 图片编辑：赵小兰": ("李大海",),
    "河经记者 王小明 河经编辑 李大海": ("李大海",),
    "(Web editor: Zhang San, Li Si)": ("Zhang San", "Li Si"),
    "【编辑】李大海【校对】赵小兰": ("李大海",),
    "<a href='/1'>编辑：李大海的一天</a>": (),
    "责任编辑：李大海 我要纠错 打印本页": ("李大海",),
    "责任编辑：李大海 文章纠错：a@hekou.example.cn": ("李大海",),
    "<a href='/1'>（责任编辑:李大海）</a>": ("李大海",),
    "Edited by Bob Roe": ("Bob Roe",),
    "(江舟 编辑)": ("江舟",),
    "責任編輯：李大海#": ("李大海",),
    "本文来自公众号江岸（ID：jiangan），作者：王小明，编辑：李大海，题图来自：河口图库": ("李大海",),
    "校对：赵小兰": (),
    "责任编辑：": (),
    "总编辑：赵小兰": (),
    "〖责任编辑：李大海〗": ("李大海",),
}


@pytest.mark.parametrize(("line", "names"), EDITED.items())
def test_editors_are_those_who_are_called_so(line: str, names: tuple[str, ...]) -> None:
    """Proof-readers and examiners are none; staff codes are no part of a name."""
    assert editors(sheet(foot=f"<p>{line}</p>")) == names


def test_editors_on_neighbouring_lines_belong_together() -> None:
    """Editor and responsible editor."""
    foot = "<p>编辑｜赵小兰</p><p>责编｜李大海</p><p>校对｜王小明</p>"
    assert editors(sheet(foot=foot)) == ("赵小兰", "李大海")


def test_an_editor_closing_the_last_paragraph_is_found() -> None:
    """With the number that an agency puts behind."""
    assert editors(sheet(body=closing("（編輯：李大海）1130503"))) == ("李大海",)


def test_an_editor_is_found_below_the_comments() -> None:
    """However many there are."""
    comments = "<ul>" + "<li>说得好，支持一下</li>" * 90 + "</ul>"
    assert editors(sheet(foot=f"{comments}<p>责任编辑：李大海</p>")) == ("李大海",)


def test_brackets_behind_an_editors_label_hold_no_writer() -> None:
    """编辑：（某某） closes the page, not the text."""
    page = sheet(foot="<p>编辑：（李大海）</p>")
    assert (authors(page), editors(page)) == ((), ("李大海",))


def test_the_editors_line_is_used_up() -> None:
    """It does not belong to the text."""
    page = sheet(body=BODY + "<p>责任编辑：李大海</p>")
    found = read_people(page, read_title(page))[1]
    assert found is not None
    assert [page.lines[index].text for index in found.lines] == ["责任编辑：李大海"]


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(unlabelled).failed == 0


def test_a_paragraph_that_begins_or_ends_with_its_credit_stays() -> None:
    """Only lines that say nothing else are left out of the text."""
    for page in (sheet(body=first("（通讯员：王小明）")), sheet(body=closing("（来源：江口晚报 记者 王小明）"))):
        found = read_people(page, read_title(page))[0]
        assert found is not None
        assert (found.value, found.lines) == (("王小明",), ())
