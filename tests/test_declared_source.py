"""Whom a page credits as its source."""

from __future__ import annotations

import doctest

import pytest
from articles import BODY, FIRST, H1, HEADLINE, closing, sheet

from pipelines.fields.headline.title import read_title
from pipelines.fields.origin import source_name, told
from pipelines.fields.origin.source import read_source
from pipelines.page.sheet import Sheet


def declared(page: Sheet) -> str | None:
    found = read_source(page, read_title(page))
    return found.value if found else None


DAY = "2024-05-03 10:12"
NAMED = {
    "label": f"<p>{DAY} 来源：河口日报</p>",
    "label with blanks": f"<p>来 源 : 河口日报&nbsp;&nbsp;{DAY}</p>",
    "traditional": f"<p>來源﹕河口日报 {DAY}</p>",
    "two cells": "<dl><dt>信息来源：</dt><dd>河口日报</dd></dl>",
    "two spans": f"<p><span>文章来源：</span><span>河口日报</span><span>{DAY}</span></p>",
    "link": f"<p>{DAY} 来源：<a href='/'>河口日报</a>我要投稿</p>",
    "counters behind": "<p>来源：河口日报 浏览次数：332 字体：[大 中 小]</p>",
    "comments behind": "<p>稿源：河口日报 0 条评论</p>",
    "a call behind": "<p>来源:河口日报 我来说两句(0) 收藏 打印</p>",
    "buttons behind": f"<p>{DAY} 来源：河口日报 <a href='#'>下载</a> <span>收藏</span></p>",
    "column behind": f"<p>{DAY} 来源：河口日报 ∙ 水利 &gt;</p>",
    "author glued on": "<p><span>来源:河口日报</span><span>作者:王小明</span></p>",
    "in brackets": f"<p>（来源：《河口日报》）{DAY}</p>",
    "bars": f"<p>{DAY} | 来自：河口日报 | 阅读：33</p>",
    "no colon": f"<p>{DAY} 来源 河口日报</p>",
    "written by a script": f"<p>{DAY} <script>var s='河口日报';document.write('来源：'+s);</script></p>",
    "above the headline": "",
    "unlabelled, by the date": f"<p>{DAY} 河口日报</p>",
    "unlabelled, above the date": f"<p>河口日报</p><p>{DAY}</p>",
    "unlabelled, buttons below it": f"<div>河口日报</div><div>下载客户端</div><div>抢先看</div><div>{DAY}</div>",
    "an element called source": f"<p>水利 <span class='a_source'>河口日报</span> {DAY}</p>",
    "an address before it": f"<p class='a_source'><a class='x-source'>http://hekou.example</a> {DAY} 河口日报</p>",
    "beside the writer": f"<p>王小明/河口日报</p><p>{DAY}</p>",
    "two table cells without a colon": f"<table><tr><td>来源</td><td>河口日报</td><td>{DAY}</td></tr></table>",
    "a button behind it": f"<p>{DAY} 来源：河口日报 投稿 听新闻</p>",
    "a bare count behind it": f"<p>{DAY} 来源：河口日报 0</p>",
    "a reporter behind it": f"<p>{DAY} 来源：河口日报 记者王小明</p>",
    "a writer behind it": f"<p>{DAY} 来源：河口日报 王小明</p>",
    "the page behind it": "<p>来源：2024-05-03《河口日报》 A03版</p>",
    "its first headline behind it": f"<p>{DAY} 来源：河口日报，原标题《江堤》</p>",
    "unlabelled, with the page": "<p>《河口日报》（2024年5月3日 第03版）</p>",
    "an account above the date": f"<div><a class='nick'>河口日报</a></div><div>{DAY}</div>",
    "glued to a button": f"<p><span>{DAY}</span><span>河口日报</span><span>股吧评论</span></p>",
    "no reprint": f"<p>原创：王小明 <a>河口日报</a> {DAY}</p>",
    "label and value in two elements": f"<p><span>稿件来源</span><span>河口日报</span></p><p>{DAY}</p>",
    "the label in an element": f"<ul><li><span>来源</span>河口日报</li><li><span>时间</span>{DAY}</li></ul>",
    "a user's name": f"<p><a class='user'>河口日报</a> <span>{DAY}</span> <span>河口</span></p>",
    "glued to a call": f"<p><span>来源：河口日报</span><span>举报</span></p><p>{DAY}</p>",
    "a writer behind a stroke": f"<p>来源：河口日报/王小明 {DAY}</p>",
    "some hours ago": "<p>3小时前 河口日报</p>",
    "yesterday": "<p>昨天 10:12 · 河口日报</p>",
    "behind the site's own name": f"<p>河口新闻网 河口日报 {DAY}</p>",
    "in brackets with its reporter": f"<p>{DAY}</p><p>【河口日报／王小明】</p>",
    "a house and writer called source": f"<div><p>{DAY}</p><span class='source'><a>河口日报/王小明</a></span></div>",
    "an unknown label behind it": f"<p>{DAY} 来源：河口日报 编选：王小明</p>",
    "its reporter glued on": f"<p>{DAY} 来源：河口日报记者 王小明</p>",
    "chosen from it": f"<p>{DAY} 选自《河口日报》</p>",
    "a reporter announced behind it": f"<p>{DAY} 来源：河口日报 记者 王小明 编辑 李大海</p>",
    "on its day": f"<p>来源：河口日报 于 {DAY}</p>",
    "an hour without its year": "<p><span>河口日报</span><span>05/03 10:12</span></p>",
    "two cells without a colon": "<dl><dt>稿件来源</dt><dd>河口日报</dd></dl>",
    "day, house and writer divided by strokes": "<p>稿源：2024-05-03 / 河口日报 / 王小明</p>",
    "material, beside the date": f"<p>{DAY}</p><p>資料來源：河口日报</p>",
    "behind the labelled date": f"<p>发布时间：{DAY} 河口日报 浏览：33</p>",
    "behind its writer": f"<p>王小明 河口日报 {DAY}</p>",
    "a user's name, without a year": "<p><span class='nickname'>河口日报</span> <span>05-03 10:12</span></p>",
    "its reporter of all media glued on": f"<p>{DAY} 来源：河口日报全媒体记者 王小明</p>",
    "the issue behind it": f"<p>{DAY} 来源：《河口日报》2024年第7期</p>",
    "before several reporters": f"<p>{DAY} 河口日报／記者王小明、李大海／綜合報導</p>",
    "another word for it": f"<p>{DAY} 信源：河口日报</p>",
    "two buttons and a forum behind it": f"<p>{DAY} 来源：河口日报 发表评论 进入大河社区</p>",
    "behind the site in brackets": f"<p><a href='/'>【河口新闻网】</a>河口日报 文章录入：小明 责任编辑：小明 {DAY}</p>",
    "hidden, for a search": f"<p>{DAY}</p><p style='display:none'><i id='source_baidu'>来源：<a>河口日报</a></i></p>",
    "before the reporter": f"<p>{DAY} 河口日报／ 記者王小明／河口報導</p>",
}
NAMED["above the headline"] = f"<p>{DAY} 来源：河口日报</p>"


@pytest.mark.parametrize("name", NAMED)
def test_the_source_is_read_in_all_its_places(name: str) -> None:
    """Label, cell, link, script, or unlabelled by the date."""
    head = NAMED[name] + H1 if name.startswith("above") else H1 + NAMED[name]
    assert declared(sheet(head)) == "河口日报"


@pytest.mark.parametrize(
    ("head", "house"),
    [
        (f"<p>{DAY} 来源：微信公众号“河口发布”</p>", "微信公众号“河口发布”"),
        (f"<ul><li>来源：</li><li>县水务局</li><li>{DAY}</li></ul>", "县水务局"),
        (f"<p><a href='/'>第一河口观察</a> <em>{DAY}</em></p>", "第一河口观察"),
        (f"<p><a href='/'>江岸旧事</a> <em>{DAY}</em></p>", "江岸旧事"),
        (f"<p>河口发布 {DAY}</p>", "河口发布"),
        (f"<p>{DAY} 党委宣传部 点击：[33]</p>", "党委宣传部"),
        (f"<p>{DAY} 机关党委 王小明</p>", "机关党委"),
        ("<div><div>来源</div><div>县教体局</div></div>", "县教体局"),
        (f"<p>供稿：宣传部 王小明 {DAY}</p>", "宣传部"),
        (f"<p>{DAY} 来源：本网原创</p>", "本网原创"),
        (f"<p><span>江岸旧事</span> <em>{DAY}</em></p>", "江岸旧事"),
        (f"<p>{DAY} 河口商业评论</p>", "河口商业评论"),
        ("<p><span class='nickname'>江岸旧事</span> <span>05-03 10:12</span> <b>关注</b></p>", "江岸旧事"),
        ("<p>（AFP） – 11 小時前</p>", "AFP"),
        (f"<p>{DAY} 摘自河口在线-河口日报</p>", "河口在线-河口日报"),
        (f"<h4>原创：河口健康网{DAY}</h4>", "河口健康网"),
        (f"<p>发表于{DAY}| 33次阅读| 来源http://kou.example| 作者Ann Lee</p>", "http://kou.example"),
        (f"<p>{DAY} 来源：https://kou.example/a/3.html</p>", "https://kou.example/a/3.html"),
    ],
)
def test_accounts_and_offices_are_sources(head: str, house: str) -> None:
    """Beside the date an office needs no label; any other word needs an element of its own."""
    assert declared(sheet(H1 + head)) == house


NONE = {
    "nothing": sheet(H1 + f"<p>{DAY}</p>"),
    "an empty label": sheet(H1 + "<p>来源： 作者： 时间：2024-05-03 字号：大 中 小</p>"),
    "the site's own name by the date": sheet(H1 + f"<p>{DAY} 河口新闻网</p>"),
    "a disclaimer": sheet(foot="<p>凡本网注明“来源：河口新闻网”的所有作品，版权均属于河口新闻网。</p>"),
    "another article's": sheet(foot="<h3>相关新闻</h3><ul><li>江水上涨 来源：江口晚报</li></ul>"),
    "pictures": sheet(foot="<p>图片来源：江口晚报</p>"),
    "writers by the date": sheet(H1 + f"<p>{DAY} 王小明 李大海</p>"),
    "a place": sheet(H1 + f"<p>{DAY} 来自河口</p>"),
    "a day of the week": sheet(H1 + "<p>Fri, 3 May 2024 6:20pm</p>"),
    "a page of the paper": sheet(H1 + "<p><span>A12</span><span>江岸副刊</span> <span>2024年5月3日</span></p>"),
    "a column": sheet(H1 + f"<p>{DAY} 社会新闻</p>"),
    "a pen name by the date": sheet(H1 + f"<div><span class='x_author'>江岸旧客</span> <span>{DAY}</span></div>"),
    "a reprint of nobody's": sheet(H1 + f"<p>{DAY} 来源:转载 作者:王小明</p>"),
    "the day of the upload": sheet(H1 + "<p>上传日期：2024/5/3</p>"),
    "a call to name the source": sheet(foot="<p>转载请注明来源：江口晚报 http://hekou.example/1.html</p>"),
    "the runner's own name by the date": sheet(
        H1 + f"<p>{DAY} 江口水利门户网站</p>", imprint="版权所有：江口水利门户网站"
    ),
    "its own paper, told to be read": sheet(foot="<p>（本文来自江口晚报，更多资讯请下载“江口”APP）</p>"),
    "the network": sheet(foot="<p>本文来源于网络，版权归原作者所有，如有侵权请联系删除。</p>"),
    "a list without a heading": sheet(foot="<ul><li>江水上涨三米 来源：江口晚报 2024-05-02</li></ul>"),
    "a picture's": sheet(H1 + f"<p>{DAY}</p><p><img src='a.png'></p><p>改造后的江堤。来源：江口晚报</p>"),
    "a table of sources": sheet(
        foot="<table><tr><th>排名</th><th>来源</th></tr><tr><td>1</td><td>江口晚报</td></tr></table>"
    ),
    "an unknown label": sheet(H1 + f"<p>科室：宣传科 {DAY}</p>"),
    "a column, linked": sheet(H1 + f"<p><a href='/'>水利资讯</a> · {DAY} · 23 次阅读</p>"),
    "a column of the site": sheet(H1 + f"<p>{DAY} 校园新闻</p>"),
    "the site that a path below the headline begins with": sheet(
        H1 + f"<div>您当前的位置：<a>江口网</a> &gt; <a>要闻</a></div><div>{DAY} <a>江口网</a></div>"
    ),
    "a program's word": sheet(metas='<meta name="source" content="web">'),
    "other things that come from somewhere": sheet(
        H1 + f"<p>{DAY}</p><p>客源来自：周边县区</p>", foot="<p>经费来源：市财政</p>"
    ),
    "a first picture's": sheet(H1 + f"<p>{DAY}</p><p>首圖來源：江口影像</p>"),
    "a button to keep it": sheet(H1 + f"<div>{DAY}</div><div>存新聞</div><div>读报</div>"),
    "remarks behind the date": sheet(H1 + f"<p>{DAY} <span>夜间模式</span></p>"),
    "the weather": sheet(H1 + f"<p>{DAY} <span>多云转晴</span></p>"),
    "a line of work": sheet(H1 + f"<p><a>党建工作</a> {DAY}</p>"),
    "a dateline": sheet(H1 + f"<p><b>江口日报讯</b> {DAY}</p>"),
    "numbers in the text": sheet(foot="<p>文中数据来自江口统计局</p>"),
    "a bare column": sheet(H1 + f"<p>{DAY} 即时 財經</p>"),
    "a column that ends like an office": sheet(H1 + f"<p>{DAY} 社會</p>"),
    "a trial": sheet(H1 + f"<p><span>试听</span> <span>{DAY}</span></p>"),
    "a poster": sheet(H1 + f"<p>转载 <a>hekou_wang</a> 于 {DAY} 发布</p>"),
    "a channel": sheet(H1 + f"<p>{DAY} 时政频道</p>"),
    "the paper at the head of the page title": sheet(
        H1 + f"<p>江口晚报 {DAY}</p>", title="江口晚报数字报-河口镇新堤坝全线贯通"
    ),
    "a row of labels": sheet(H1 + f"<table><tr><td>来源</td><td>作者</td></tr></table><p>{DAY}</p>"),
    "a page of the paper, all of it": sheet(H1 + "<p>2024年5月3日 第A02版：本地新闻</p>"),
    "the site's news": sheet(H1 + f"<p><span>{DAY}</span> <span>本网讯</span> <span>独家</span></p>"),
    "people": sheet(foot="<p>供稿：王小明、李大海</p>"),
    "buttons": sheet(H1 + f"<div><span>{DAY}</span> <span>听新闻</span></div><div>语音播报</div>"),
    "counters": sheet(H1 + f"<p>阅读 <i>1.2万</i> <span>{DAY}</span> <span>已有3人参与</span> <span>讨论</span></p>"),
    "where it was posted from": sheet(H1 + f"<p>{DAY} <span>IP属地：河口</span></p>"),
    "words about the hour": sheet(H1 + "<p>發布 2024.05.03 | 10:12 臺北時間</p><p>即時新聞</p>"),
    "a photographing writer": sheet(H1 + f"<p>{DAY}</p><p>本报记者 王小明 文/图</p>"),
    "a house and its reporter in one word": sheet(H1 + f"<p>{DAY}</p><p>江口新闻记者 | 王小明</p>"),
    "a column in the path": sheet(
        f"<p>首页 &gt; 河口要闻速递 &gt; 正文</p>{H1}<p><span>河口要闻速递</span> <span>{DAY}</span></p>"
    ),
    "the site that the path begins with": sheet(
        f"<p>江口报 &gt; 正文</p>{H1}<p><span>江口报</span> <span>{DAY}</span></p>"
    ),
    "a word in running text by the date": sheet(H1 + f"<p>江岸旧事 {DAY}</p>"),
    "the site's own name in brackets": sheet(foot="<p>（河口新闻网）</p>"),
    "its own paper in brackets": sheet(foot="<p>（本报综合）</p>"),
    "the site's own program": sheet(H1 + f"<p>{DAY} 河口新闻客户端</p>"),
    "a writer who allowed it": sheet(foot="<p>本文由作者授权转载，版权归作者所有。</p>"),
    "a picture kept on file": sheet(H1 + f"<p>{DAY}</p><p><img src='a.png'></p><p>来源：资料图</p>"),
    "a slogan": sheet(H1 + f"<p>{DAY} <span>随时随地看新闻</span></p>"),
    "a desk and its place": sheet(H1 + f"<p><a>地方新聞組江口17日電</a> {DAY}</p>"),
    "a kind of report": sheet(H1 + f"<p><b>地方新闻组综合报道</b> {DAY}</p>"),
    "other media": sheet(foot="<p>免责声明：本文来源于其他媒体，不代表本站立场。</p>"),
    "a trade, linked": sheet(H1 + f"<p><a>造船产业</a> {DAY}</p>"),
    "a remark in brackets": sheet(foot="<p>（系列报道）</p>"),
    "a house in brackets below a picture": sheet(foot="<p><img src='a.png'></p><p>（江口图片社）</p>"),
    "whose a biography below the text is": sheet(
        body=f"{BODY}<p>人物简历</p><p>王小明，一九七〇年出生，二〇一五年起任河口镇镇长。（来源：江口晚报）</p>"
    ),
    "nothing, for a search": sheet(H1 + f"<p>{DAY}</p><p style='display:none'><i id='source_baidu'>来源：</i></p>"),
    "an original's writer": sheet(H1 + f"<p>原创：王小明 {DAY}</p>"),
    "the desk that wrote it": sheet(H1 + f"<p><a>編譯中心</a> {DAY}</p>"),
    "a desk of editors": sheet(H1 + f"<p>{DAY}</p><p class='source'>采编中心</p>"),
    "whom to name": sheet(foot="<p>版权声明：文章转载自河口新闻网请注明出处。</p>"),
    "the site as 本站": sheet(foot="<p>本文转自本站论坛</p>"),
    "the column it stands in": sheet(foot="<p>（本文发表于首页<a href='/?cat=7'>读者来信</a>, 已被阅读33次）</p>"),
    "an account that is the author": sheet(
        H1 + f"<div class='author-name'><a class='username'>江岸旧事</a></div><p>{DAY}</p>",
        metas='<script type="application/ld+json">{"author":{"@type":"Person","name":"江岸旧事"}}</script>',
    ),
    "the next article's": sheet(
        foot=f"<h3>相关新闻</h3><h1>江口镇修桥</h1><p>来源：江口晚报 编辑：王小明</p><p>{FIRST}</p>"
    ),
    "whose picture a list shows": sheet(foot="<h3>相关新闻</h3><p>来源：江口晚报</p><p>江口镇修桥</p>"),
    "a person": sheet(H1 + f"<p>{DAY} 供稿：王小明</p>"),
}


@pytest.mark.parametrize("page", NONE.values(), ids=NONE.keys())
def test_where_nobody_is_credited_there_is_no_source(page: Sheet) -> None:
    """Absent is absent."""
    assert declared(page) is None


@pytest.mark.parametrize(
    "page",
    [
        sheet(foot="<p>来源：河口日报</p>"),
        sheet(foot="<p>本文来源：河口日报 责任编辑：李大海_NF4425</p>"),
        sheet(foot="<p>转自《河口日报》</p>"),
        sheet(foot="<p>——《河口日报》2024年5月3日第2版</p>"),
        sheet(foot="<p>（原载《河口日报》2024年第3期）</p>"),
        sheet(foot="<p>（原载于《河口日报》2024年5月3日第2版）</p>"),
        sheet(body=closing("（来源：河口日报）")),
        sheet(foot="<p>文章来源：河口日报，转载仅作分享，侵删</p>"),
        sheet(foot="<p>声明：本文转载自河口日报，不代表本站观点。</p>"),
        sheet(foot="<p>（综合自河口日报）</p>"),
        sheet(foot="<p>(综合整理自河口日报)</p>"),
        sheet(foot="<p>编译自：河口日报</p>"),
        sheet(H1 + "<p>本文分享自河口日报《新堤坝是怎样修成的》，作者：江岸旧事。</p>"),
        sheet(H1 + "<p>本文转载自《河口日报》</p>", title=f"{HEADLINE}_河口日报的周边"),
        sheet(foot="<h3>相关新闻</h3><p><a href='/1'>江口镇修桥</a></p><li>来源：河口日报</li><li>编辑：李大海</li>"),
        sheet(foot="<h3>相关新闻</h3><p><a href='/1'>江口镇修桥</a></p><p>责任编辑：李大海</p><p>稿源：河口日报</p>"),
        sheet(foot="<p>相关阅读：江口镇修桥</p><p>[1] [2]</p><td>作者： 来源： 河口日报 编辑： 李大海</td>"),
        sheet(foot="<div>(河口日报)</div><div>[责任编辑：李大海]</div>"),
        sheet(foot="<p>（据《河口日报》报道）</p>"),
        sheet(foot="<p>（河口日报供稿）</p>"),
        sheet(foot="<p>※本文由河口日报授權刊載，未經同意禁止轉載。</p>"),
        sheet(foot="<p>文章转载于“河口日报”公众号，版权归原作者所有</p>"),
        sheet(foot="<p>原文出自《河口日报》，经授权转载</p>"),
        sheet(foot="<p>（轉載自河口日报）</p>"),
        sheet(foot="<p>※ 本文獲授權轉載，原文出處：河口日报</p>"),
        sheet(foot="<p>（摘编自《河口日报》2024年5月3日）</p>"),
        sheet(foot="<p>本文來源於公眾號：河口日报，作者：王小明</p>"),
        sheet(foot="<p>文字来源于河口日报，图片来源于网络</p>"),
        sheet(foot="<p>以上内容来源于河口日报</p>"),
        sheet(foot="<p>版权声明 来源：河口日报 时间：2024-05-03</p>"),
        sheet(foot="<p>文章转载自河口日报，版权归原作者所有</p>"),
        sheet(foot="<p>本文来自微信公众号“河口日报”（ID：hekou），作者：王小明，经授权发布。</p>"),
        sheet(H1 + "<p>本文来自微信公众号：河口日报（ID：hekou），题图来自：江口图库</p>"),
        sheet(H1 + "<p>来源：原创</p>", foot="<p>来源：河口日报</p>"),
        sheet(H1 + "<p>来源：转载文章</p>", foot="<p>来源：河口日报</p>"),
        sheet(metas='<meta name="ContentSource" content="河口日报">'),
        sheet(metas='<meta name="source" content="来源：河口日报 原创稿">'),
    ],
)
def test_the_foot_and_the_metas_answer_where_the_head_does_not(page: Sheet) -> None:
    """A header that only says that a text was reprinted gives way too."""
    assert declared(page) == "河口日报"


@pytest.mark.parametrize(
    ("shown", "stated", "value"),
    [
        (
            "综合自河口日报、江口晚报、河口县...",
            "综合自河口日报、江口晚报、河口县水利局",
            "综合自河口日报、江口晚报、河口县水利局",
        ),
        ("河口县文旅局（原文化局）", "河口县文旅局（原文化局）", "河口县文旅局（原文化局）"),
        ("河口日报（记者王小明）", "河口日报", "河口日报"),
        ("河口日报", "河口日报社", "河口日报"),
    ],
)
def test_a_name_cut_short_is_taken_whole_from_the_metas(shown: str, stated: str, value: str) -> None:
    """And a remark in brackets belongs to the name if the metas say so; else the page's own words count."""
    metas = f'<meta name="ContentSource" content="{stated}">'
    assert declared(sheet(H1 + f"<p>{DAY}</p><p>来源：{shown}</p>", metas=metas)) == value


@pytest.mark.parametrize(
    ("shown", "stated", "value"),
    [
        (f"<p>{DAY} <a class='source'>江岸旧事</a></p>", "河口新闻网", "江岸旧事"),
        (f"<p><a class='source'>江岸旧事</a></p><p>{DAY}</p>", "河口新闻网", "江岸旧事"),
        (f"<p>{DAY} <a class='source'>江岸旧事</a></p>", "江口晚报", "江口晚报"),
        (f"<p>{DAY}</p>", "河口新闻网", "河口新闻网"),
    ],
)
def test_a_meta_that_names_the_site_gives_way_to_the_account_shown(shown: str, stated: str, value: str) -> None:
    """A platform states itself on the pages of its accounts."""
    assert declared(sheet(H1 + shown, metas=f'<meta name="mediaid" content="{stated}">')) == value


def test_a_header_that_names_nobody_is_better_than_nothing() -> None:
    """网络 is what the page says."""
    assert [declared(sheet(foot=f"<p>来源：{word}</p>")) for word in ("网络", "原创")] == ["网络", "原创"]


def test_a_line_of_text_is_not_used_up_by_the_source_at_its_end() -> None:
    """The paragraph stays in the text."""
    page = sheet(body=closing("（来源：河口日报）"))
    found = read_source(page, read_title(page))
    assert found is not None
    assert found.lines == ()


def test_the_examples_hold() -> None:
    """The modules' own examples."""
    assert doctest.testmod(source_name).failed == 0
    assert doctest.testmod(told).failed == 0
