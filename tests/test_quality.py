"""What is not an article is told apart; what is one never is."""

import time

import pytest

from archive.model import Page, ReadOptions
from pipelines.body.foreign_trades import named_in
from pipelines.body.quality import foreign_lines
from pipelines.page.sheet import Sheet
from pipelines.read import read, sheet_of

SECTIONS = """首页 政务公开 办事服务 互动交流 新闻中心 走进云溪 数据开放 专题专栏 无障碍浏览 政府信息公开指南
政府信息公开制度 法定主动公开内容 政府信息公开年报 依申请公开渠道"""
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in SECTIONS.split())
FOOT = "<div>主办：云溪市政府办</div><div>网站标识码：9999990001 云ICP备00000001号</div>"
SENTENCE = "云溪市昨日启动河湖绿化行动，计划三年内新增绿道一百二十公里，沿河建设口袋公园二十处。"
BLOCKS = {
    "too often": "<title>提示</title><h2>您的访问过于频繁，请稍后再试</h2>",
    "slider": "<title>安全验证</title><div>请完成下方验证后继续访问</div><div>向右拖动滑块填充拼图</div>",
    "firewall": "<title>网站防护</title><p>当前访问疑似黑客攻击，已被网站管理员设置为拦截</p><p>事件编号：1</p>",
    "cookie shell": "<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>",
    "reload shell": "<script>var arg1='AB';document.cookie='x='+arg1;document.location.reload();</script>",
    "script by the hour": "<head><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body>",
    "just a moment": "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>",
    "blocked": "<title>Attention Required!</title><h1>Sorry, you have been blocked</h1><p>"
    + "This website is using a security service to protect itself from online attacks. " * 4,
    "login": "<title>用户登录</title><p>您还没有登录，请登录后继续访问</p><a href='/r'>注册</a>",
    "forum right": "<title>提示信息</title><p>抱歉，本帖要求阅读权限高于 10 才能浏览</p>",
    "forum login": "<title>提示信息</title><p>抱歉，您尚未登录，无法进行此操作</p>",
    "forbidden": "<title>403 Forbidden</title><h1>403 Forbidden</h1><hr>nginx",
    "traditional": "<title>提示</title><p>您的訪問過於頻繁，請稍後再試</p>",
}
ERRORS = {
    "in its frame": f"<title>404</title><ul>{MENU}</ul><p>抱歉，您访问的页面不存在或已被删除</p>{FOOT}",
    "deleted": f"<title>云溪市政府</title><ul>{MENU}</ul><p>对不起，您要找的文章已被删除！</p>{FOOT}",
    "withdrawn": "<title></title><h2>该内容已被发布者删除</h2>",
    "server": "<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx",
    "java": "<title>Error report</title><h1>HTTP Status 500 - </h1><p>java.lang.NullPointerException</p>",
    "maintenance": "<title>系统维护</title><p>网站正在升级维护中，请稍后访问。</p>",
    "busy": "<title>错误提示</title><p>系统繁忙，请稍后再试！</p>",
    "traditional": "<title>找不到頁面</title><p>很抱歉，您要瀏覽的頁面不存在，可能已刪除或移動。</p>",
    "english": "<title>Page not found</title><h1>Page not found</h1><p>The page could not be found.</p>",
}
ITEMS = "".join(
    f'<li><a href="/n/{n}.html">云溪市第{n}次河湖绿化会议召开</a><span>2024-05-{n:02}</span></li>' for n in range(1, 21)
)
SUMMARIES = "".join(
    f'<div><h3><a href="/n/{n}.html">云溪市第{n}次河湖绿化会议召开</a></h3><p>{SENTENCE[:-1]}，第{n}次会议...</p></div>'
    for n in range(1, 9)
)
RESULTS = "".join(
    f'<li><h3><a href="/n/{n}.html">云溪市第{n}次河湖绿化会议</a> 云溪日报 {n}小时前</h3>'
    f"<p>{SENTENCE[:-1]}，第{n}次会议昨天召开。</p></li>"
    for n in range(1, 12)
)
PAGER = "<center>1 <a href='2'>2</a> <a href='3'>3</a> <a href='4'>4</a> <a href='2'>下一页</a></center>"
LISTS = {
    "rows": f"<title>新闻列表</title><ul>{MENU}</ul><ul>{ITEMS}</ul>{FOOT}",
    "results of a search": f"<title>搜索</title><ul>{MENU}</ul><ul>{RESULTS}</ul>{FOOT}",
    "summaries": f"<title>新闻列表</title><ul>{MENU}</ul><div>{SUMMARIES}</div>{FOOT}",
}
GALLERIES = {
    "counted": f"<title>云溪风光</title><ul>{MENU}</ul><h1>云溪风光</h1>"
    "<div><p>1/12</p><img src='a.jpg'><p>湖边的柳树，摄于五月。</p></div>",
    "counted behind its headline": "<div>云溪“绿色”记 (1/5)</div>"
    f"<div><img src='a.jpg'>{SENTENCE}</div><ul>{MENU}</ul>",
    "leafed through": f"<h1>云溪的湖</h1><div><a href='2.html'><img src='a.jpg'></a><p>{SENTENCE}</p></div>{PAGER}",
    "pictures": "<title>组图：云溪风光</title><h1>组图：云溪风光</h1><div>"
    + "".join(f"<img src='{n}.jpg'><p>湖边的柳树，摄于五月{n}日，游人如织。</p>" for n in range(1, 8))
    + "</div>",
}
EMPTY = {
    "application": "<title>云溪新闻</title><noscript>This app needs scripts.</noscript><div id='app'></div>",
    "nothing": "<title>云溪新闻</title><div></div>",
}
NEWS = f"<ul>{MENU}</ul><h1>{{0}}</h1><div>2024-05-06 10:00 来源：云溪日报</div><div><p>{{1}}</p></div>{FOOT}"
ARTICLES = {
    "about codes": NEWS.format(
        "警方提醒：安全验证码切勿外泄", f"{SENTENCE}访问过于频繁的网站可能藏有木马，请输入验证码前三思。"
    ),
    "about a bus": NEWS.format(
        "404路公交车恢复运营", "本报讯 5月6日起，404路公交车恢复运营，首班车六点发车，末班车二十二点。"
    ),
    "about maintenance": NEWS.format("关于网站升级的公告", "因网站正在升级维护中，5月8日8时至18时暂停服务，敬请谅解。"),
    "about gambling": NEWS.format("博彩业收入增长", f"{SENTENCE}百家乐收入占比超过八成，老虎机收入略有下降。"),
    "with many links": NEWS.format("河湖绿化", SENTENCE * 3) + f"<ul>{ITEMS}</ul>",
    "short": NEWS.format("清淤", SENTENCE),
    "of two pages": NEWS.format("清淤", f"<img src='a.jpg'></p><p>{SENTENCE}</p><p>{SENTENCE[::-1]}") + PAGER,
    "with a share in its headline": NEWS.format("云溪清淤完成三分之一 (1/3)", SENTENCE),
    "an appointment": f"<ul>{MENU}</ul><h1>任免通知</h1><p>云政任〔2024〕3号</p><p>任命张三为市水务局局长；</p>{FOOT}",
}
PAGES = {
    "block-page": BLOCKS,
    "error-page": ERRORS,
    "list-page": LISTS,
    "gallery": GALLERIES,
    "near-empty": EMPTY,
}


def flags(page: str) -> tuple[str, ...]:
    return read(Page(body=f"<html>{page}</html>".encode(), url="http://yunxi.example/1.html", status=200)).flags


def sheet(body: str) -> Sheet:
    page = f"<html><body>{body}</body></html>"
    return sheet_of(Page(body=page.encode()), ReadOptions(), page)


@pytest.mark.parametrize(("flag", "name"), [(flag, name) for flag, pages in PAGES.items() for name in pages])
def test_what_is_no_article_says_so(flag: str, name: str) -> None:
    """Each with its reason, and one reason only."""
    kinds = [one for one in flags(PAGES[flag][name]) if one in PAGES]
    assert kinds == [flag]


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_never_taken_for_something_else(name: str) -> None:
    """Not when it is short, nor when it writes about captchas, errors and gambling."""
    assert flags(ARTICLES[name]) == ()


def test_a_short_text_dated_below_its_headline_is_an_article() -> None:
    """It may be about captchas; a firewall dates the request and says whose it was."""
    told = (
        "<title>提醒</title><h1>警方提醒市民</h1><div>2024-05-03 10:12</div><p>要求完成安全验证的来电，不要理会。</p>"
    )
    assert (flags(told), flags(told + "<p>客户端 10.0.0.1</p>")) == ((), ("block-page",))


def test_a_poem_has_a_text() -> None:
    """No line of it is running text."""
    verses = ["清晨的云溪", "雾从水面升起", "像一声", "没有说出的叹息", "水在管道里走", "走向每一扇窗"]
    lines = "".join(f"<p>{verse}</p>" for verse in verses)
    page = f"<title>云溪的水</title><ul>{MENU}</ul><h1>云溪的水</h1><div>2024-05-03 来源：云溪日报</div>{lines}{FOOT}"
    assert read(Page(body=page.encode())).text == "\n".join(verses)


def test_a_sentence_dated_below_its_headline_is_no_list() -> None:
    """However many links stand around it; a list dates its links."""
    told = f"<title>河湖绿化</title><h1>河湖绿化启动</h1><div>2024-05-03 10:12</div><p>{SENTENCE}</p><ul>{ITEMS}</ul>"
    assert flags(told) == ()


SPAM = ("百家乐投注平台", "无码专区", "老虎机送彩金", "人妻系列", "澳门新葡京", "真人娱乐城")


def test_a_line_full_of_a_foreign_trade_is_foreign() -> None:
    """The words stand side by side, linked or not."""
    page = sheet(f"<p>{SENTENCE}</p><p>相关新闻</p><p>{'| '.join(SPAM)}</p>")
    assert [page.lines[index].text[:4] for index in foreign_lines(page)] == ["百家乐投"]


def test_a_block_of_planted_links_is_foreign() -> None:
    """One link a line."""
    links = "".join(f'<li><a href="http://x{n}.example">{word}</a></li>' for n, word in enumerate(SPAM))
    page = sheet(f"<p>{SENTENCE}</p><ul>{links}</ul><p>{SENTENCE}</p>")
    assert {page.lines[index].text for index in foreign_lines(page)} == set(SPAM)


def test_planted_links_inside_the_text_are_left_out_and_flagged() -> None:
    """The paragraphs around them stay."""
    links = "".join(f'<p><a href="http://x{n}.example">{word}</a></p>' for n, word in enumerate(SPAM))
    text = SENTENCE * 3 + "</p>" + links + "<p>" + SENTENCE * 3
    found = read(Page(body=f"<html>{NEWS.format('河湖绿化', text)}</html>".encode()))
    assert not named_in(found.text)
    assert "injected-links" in found.flags


def test_links_out_of_sight_are_flagged() -> None:
    """They are not in the text, but the page has been tampered with."""
    links = "".join(f'<a href="http://x{n}.example">{word}</a>' for n, word in enumerate(SPAM))
    hidden = f'<div style="position:absolute;left:-9999px">{links}</div><div style="display:none">{links}</div>'
    assert "injected-links" in flags(hidden + NEWS.format("河湖绿化", SENTENCE * 12))


def test_one_link_to_such_a_word_is_not_a_plant() -> None:
    """The press writes about raids on gambling dens."""
    page = sheet(f'<p>{SENTENCE}</p><a href="/1">警方捣毁老虎机窝点</a><a href="/2">河湖绿化行动</a>')
    assert foreign_lines(page) == frozenset()


def test_hostile_pages_cost_nothing() -> None:
    """Lines that nearly match, by the hundred thousand characters."""
    began = time.perf_counter()
    for text in ("访问" * 100_000, "页面" * 100_000, "请先" * 100_000, "document.cookie=" * 20_000, "1/" * 100_000):
        flags(f"<title>{text[:300]}</title><p>{text}</p><script>{text}</script>")
    assert time.perf_counter() - began < 10
