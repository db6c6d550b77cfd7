"""The headline as shown, and the lines that stand by it."""

from __future__ import annotations

import doctest

import pytest
from articles import BODY, FIRST, H1, HEADLINE, sheet

from pipelines.fields.headline import stated_title
from pipelines.fields.headline.beside_title import read_kicker, read_subtitle
from pipelines.fields.headline.title import read_title
from pipelines.page.sheet import Sheet


def headline(page: Sheet) -> str | None:
    found = read_title(page)
    return found.value if found else None


DATE = "<div>2024-05-03 10:12</div>"
SHOWN = {
    "h1": sheet(H1 + DATE),
    "plain, agreeing with the title": sheet(f"<div>{HEADLINE}</div>" + DATE),
    "table cell": sheet(f"<table><tr><td class='bt'>{HEADLINE}</td></tr></table>" + DATE),
    "the title is the site's name": sheet(f'<div class="title">{HEADLINE}</div>' + DATE, title="河口新闻网"),
    "a logo in h1": sheet(f"<h1>河口新闻网</h1><h2>{HEADLINE}</h2>" + DATE),
    "first paragraph": sheet(DATE, body=f"<p><b>{HEADLINE}</b></p>{BODY}"),
    "date in the same element": sheet(f"<h2>{HEADLINE} <small>2024-05-03</small></h2>"),
    "date and source in the same element": sheet(f"<h2>{HEADLINE} 发布时间：2024-05-03 来源：河口日报</h2>"),
    "above an epigraph": sheet(
        "",
        body=f"<p align='center'><b>{HEADLINE}</b></p><p>江水会退去。堤坝还在那里，比修它的人</p><p>活得久</p>{BODY}",
        title="",
    ),
    "the site before it, not shown": sheet(DATE, title=f"河口晚报-{HEADLINE}"),
    "the site in its own language behind it, not shown": sheet(DATE, title=f"{HEADLINE} - River News 中文"),
    "the title is a path": sheet(f"<p align='center'><b>{HEADLINE}</b></p>" + DATE, title="河口新闻网>水利"),
    "the title is a menu's step": sheet(
        f"<ul><li>水利简介</li></ul><h3>{HEADLINE}</h3>", title="水利简介-河口镇水利站"
    ),
    "a divider behind it": sheet(f"<h2>{HEADLINE}- -</h2>" + DATE, title=""),
    "the title is a blog's name and the headline": sheet(
        f"<h1 class='title'><a>河边的部落格</a></h1><h3>{HEADLINE}</h3>" + DATE, title=f"河边的部落格: {HEADLINE}"
    ),
    "the title is a column and a company": sheet(
        f"<h2>新闻中心</h2><h3>{HEADLINE}</h3>" + DATE, title="新闻中心-河口渔业股份有限公司"
    ),
    "below the way to the page": sheet(
        f"<div>您现在的位置：<a>首页</a> → <a>协会动态</a> → 详细内容</div><div>{HEADLINE}</div>" + DATE,
        title="协会动态 - 河口渔业协会",
    ),
    "the title is an institute's name": sheet(
        f"<h5>{HEADLINE}</h5><div>03</div><div>2024年05月</div>", title="河口渔业研究所"
    ),
    "the title is a slogan": sheet(f"<div class='faq_title'>{HEADLINE}</div>" + DATE, title="河口，江边的生活"),
    "the title is a column": sheet(
        f"<div class='rumor-title'>{HEADLINE}</div><div>来源：河口科普</div>", title="河口科普-辟谣文章"
    ),
    "a player's caption below it says what the title says": sheet(
        f"<h1>{HEADLINE}</h1><figure><figcaption>音频：堤坝合龙的一天</figcaption></figure>" + DATE,
        title="音频：堤坝合龙的一天 - 河口电台",
    ),
    "a badge before it, not in the title": sheet(f"<h1><i>原创</i>{HEADLINE}</h1>" + DATE),
    "a forum's section before it and a handle behind": sheet(
        f"<h1><a href='/f'>[水利]</a> {HEADLINE} <a href='#'>[复制链接]</a></h1>" + DATE
    ),
    "a count behind it": sheet(f"<h1>{HEADLINE}<em>(阅读 123)</em></h1>" + DATE),
    "its house behind it": sheet(f"<h1>{HEADLINE} <small>河口日报</small></h1>" + DATE),
    "behind a long table of attributes": sheet(
        "", body="<p>文号：无</p>" * 14 + f"<p>名称：{HEADLINE}</p><p>{HEADLINE}</p>{BODY}", title="信息公开目录"
    ),
    "its label before it": sheet(f"<div>标题：{HEADLINE}</div>" + DATE, title="河口镇政务公开"),
    "a template's name in h1": sheet(f"<h1>新闻详情</h1><div>{HEADLINE}</div>" + DATE, title="新闻详情"),
    "not shown, in JSON-LD": sheet(
        DATE, metas=f'<script type="application/ld+json">{{"headline": "{HEADLINE}"}}</script>', title="河口新闻网"
    ),
    "not shown, in a title that begins with the site": sheet(DATE, title=f"河口县水利局 - {HEADLINE} - 通知公告"),
    "not shown, in a title that is a path": sheet(DATE, title=f"首页 - 新闻 - {HEADLINE}"),
    "not shown, in a title with another divider": sheet(DATE, title=f"{HEADLINE} :: 河口论坛"),
    "twice, for phones": sheet(H1 + DATE + H1 + DATE),
    "not shown, in a meta": sheet(DATE, metas=f'<meta name="ArticleTitle" content="{HEADLINE}">', title="河口新闻网"),
    "not shown, in the title": sheet(DATE),
    "below the way to the page in Taiwan, named for the site": sheet(
        f"<div><a>首頁</a> <a>新聞總覽</a> {HEADLINE}</div><div>{HEADLINE}</div>" + DATE, title="河口廣播公司"
    ),
    "in a container that begins with the way to the page": sheet(
        "", body=f"<p>首頁 &gt; 新聞</p><div>{HEADLINE}</div>{DATE}{BODY}", title="河口廣播電台"
    ),
    "a pointer before it": sheet(
        f"<h1>河口网 〉<a>新聞</a> 〉{HEADLINE}</h1><div class='art_title'>》{HEADLINE}</div>" + DATE
    ),
    "a keyword over it that it begins with": sheet(
        f"<h1>{HEADLINE[:4]}</h1><h2>{HEADLINE}</h2>" + DATE,
        metas=f'<meta name="title" content="{HEADLINE[:4]}">',
        title=f"{HEADLINE} - 河口网",
    ),
    "the title is the blog's name, an arrow and it": sheet(
        DATE, body=f"<p>{HEADLINE}</p>{BODY}", title=f"河边博客 » {HEADLINE}"
    ),
    "a link to itself, below a side column of headings": sheet(
        "<h1>Blog统计</h1>"
        + "<li>文章 - 178</li>" * 20
        + "<h3>河边的朋友们</h3>"
        + "<li><a>水利</a></li>" * 20
        + f"<div class='postTitle'><a href='/1'>{HEADLINE}</a></div>",
        title="",
    ),
    "a link to itself, above a text with sub-headings": sheet(
        f"<div><a id='view_TitleUrl' href='/1'>{HEADLINE}</a></div>",
        body=f"<p>{FIRST}</p><p>江水从此分流</p>{BODY}",
        title="",
    ),
}


@pytest.mark.parametrize("page", SHOWN.values(), ids=SHOWN.keys())
def test_the_headline_is_found_wherever_it_stands(page: Sheet) -> None:
    """Heading, cell, bold line, meta: and never the site's name."""
    assert headline(page) == HEADLINE


@pytest.mark.parametrize(
    "words", ["夏季用电高峰时间：居民可错峰用电省钱", "河口今日菜价（2024年5月3日）", "原创音乐剧开演"]
)
def test_what_the_head_of_the_page_says_too_belongs_to_the_headline(words: str) -> None:
    """A label, a date or a badge in it is no fact of the page."""
    assert headline(sheet(f"<h1>{words}</h1>{DATE}", title=f"{words}_河口新闻网")) == words


def test_the_day_in_brackets_up_to_which_a_list_goes_belongs_to_its_headline() -> None:
    """Though no page title says it."""
    words = "河口镇最新街巷代码（截止2024年4月30日）"
    assert headline(sheet(f"<h2>{words}</h2>{DATE}", title="")) == words


def test_a_date_or_a_paragraph_is_no_headline() -> None:
    """A page without one has none."""
    assert headline(sheet(DATE, title="")) is None


def test_a_headline_broken_over_lines_is_one() -> None:
    """The page's head shows how the halves join."""
    page = sheet(f"<h1>{HEADLINE}<br>五个村庄不再受淹</h1>{DATE}", title=f"{HEADLINE} 五个村庄不再受淹-河口新闻网")
    assert headline(page) == f"{HEADLINE} 五个村庄不再受淹"


def test_an_office_on_a_line_of_its_own_begins_the_headline() -> None:
    """As the head of the page writes it."""
    lines = "<p align='center'>河口县人民政府</p><p align='center'>关于做好夏季防汛工作的通知</p>"
    page = sheet(lines + DATE, title="河口县人民政府关于做好夏季防汛工作的通知_河口县人民政府")
    assert headline(page) == "河口县人民政府 关于做好夏季防汛工作的通知"


def test_a_state_or_office_over_a_documents_headline_belongs_to_it() -> None:
    """In one heading, though the page title leaves it out; what stands over a news item is a kicker."""
    pages = [
        sheet("<h1>中华人民共和国<br>堤防管理条例</h1>" + DATE, title="堤防管理条例"),
        sheet("<h1>河口镇人民政府<br>关于修建堤坝的通知</h1>" + DATE, title="关于修建堤坝的通知"),
        sheet(f"<h1>两年努力终有回报<br>{HEADLINE}</h1>" + DATE),
    ]
    assert [headline(page) for page in pages] == [
        "中华人民共和国 堤防管理条例",
        "河口镇人民政府 关于修建堤坝的通知",
        HEADLINE,
    ]


@pytest.mark.parametrize(
    "words", ["微信 8.0 在河口镇全新发布上线", "注册制改革在河口镇率先全面落地", "新闻发布会介绍河口镇堤坝工程"]
)
def test_a_headline_may_begin_like_a_button(words: str) -> None:
    """分享 or 微信 alone is one."""
    page = sheet(f"<div>微信 微博</div><div class='title'>{words}</div>" + DATE, title="河口，江边的生活")
    assert headline(page) == words


def test_a_short_page_title_that_a_line_shows_is_the_headline() -> None:
    """However much another line looks like one."""
    page = sheet(f"<p>堤坝合龙</p><div class='title'>河口镇水利工程简要介绍</div>{DATE}", title="堤坝合龙")
    assert headline(page) == "堤坝合龙"


def test_the_heading_that_names_the_office_is_shown_the_table_says_less() -> None:
    """A table of attributes above it, and the head of the page, leave the office out."""
    table = "<table><tr><td>标　题：</td><td>关于做好夏季防汛工作的通知</td></tr></table>"
    page = sheet(
        f"{table}<h1>河口县人民政府关于做好夏季防汛工作的通知</h1>{DATE}", title="关于做好夏季防汛工作的通知_河口县"
    )
    assert headline(page) == "河口县人民政府关于做好夏季防汛工作的通知"


def test_the_cell_of_a_letters_title_needs_no_colon() -> None:
    """The page is named for its template."""
    table = "<table><tr><td>信件标题</td><td>咨询河口新堤坝何时完工</td></tr></table>"
    assert headline(sheet(f"<h3>信件详情</h3>{table}", title="河口12345 - 信件详情")) == "咨询河口新堤坝何时完工"


def test_a_house_behind_a_bar_does_not_continue_the_headline() -> None:
    """It stands on a line below it and in the title behind it."""
    page = sheet(f"{H1}<div>河口社</div>{DATE}", title=f"{HEADLINE} | 河口社 | RIVER TODAY")
    assert headline(page) == HEADLINE


def test_a_notice_is_known_by_its_words() -> None:
    """关于…的通知 under a column's name in a heading."""
    head = f"<h1>河口县人民政府</h1><h2>通知公告</h2><div>关于做好夏季防汛工作的通知</div>{DATE}"
    assert headline(sheet(head, title="河口县人民政府")) == "关于做好夏季防汛工作的通知"


def test_the_value_of_another_attribute_is_no_headline() -> None:
    """A table of attributes names subject and issuer in cells; its own 标题 row agrees with the headline."""
    table = (
        "<table><tr><td>主题分类：</td><td>农业、水利</td></tr>"
        "<tr><td>标　题：</td><td>关于做好夏季防汛工作的通知</td></tr></table>"
    )
    assert headline(sheet(table + DATE, title="")) == "关于做好夏季防汛工作的通知"


def test_all_copies_of_the_headline_are_used_up() -> None:
    """A repetition at the head of the text is no text."""
    page = sheet(H1 + DATE, body=f"<p>{HEADLINE}</p>{BODY}")
    found = read_title(page)
    assert found is not None
    assert {page.lines[index].text for index in found.lines} == {HEADLINE}
    assert len(found.lines) == 2


BESIDE = {
    "headings of other levels": "<div><h3>镇长在现场会上强调</h3>{h1}<h4>五个村庄不再受淹</h4></div>",
    "words": "<p>镇长在现场会上强调</p>{h1}<p>——五个村庄不再受淹</p>",
    "a newspaper's table": (
        "<table><tr><td class='font02'>镇长在现场会上强调</td></tr><tr><td class='font01'>{h1}</td></tr>"
        "<tr><td class='font02'>五个村庄不再受淹</td></tr></table>"
    ),
    "classes": "<div class='yinti'>镇长在现场会上强调</div>{h1}<div class='subtitle'>五个村庄不再受淹</div>",
}


@pytest.mark.parametrize("head", BESIDE.values(), ids=BESIDE.keys())
def test_kicker_and_subtitle_are_kept_apart(head: str) -> None:
    """What stands above and below the headline is no part of it."""
    page = sheet(head.format(h1=H1) + DATE)
    title = read_title(page)
    kicker, subtitle = read_kicker(page, title), read_subtitle(page, title)
    assert [found and found.value for found in (title, kicker, subtitle)] == [
        HEADLINE,
        "镇长在现场会上强调",
        "——五个村庄不再受淹" if "——" in head else "五个村庄不再受淹",
    ]


def test_a_line_that_begins_with_a_dash_is_the_subtitle() -> None:
    """Whatever its element."""
    page = sheet(f"{H1}<p>——五个村庄不再受淹</p>{DATE}")
    title = read_title(page)
    subtitle = read_subtitle(page, title)
    assert (title and title.value, subtitle and subtitle.value) == (HEADLINE, "——五个村庄不再受淹")


def test_a_byline_is_no_subtitle() -> None:
    """Though marked up like one."""
    page = sheet(f"{H1}<h3>□ 本报记者 王小明</h3><h3>河口日报记者 王小明</h3>{DATE}")
    assert read_subtitle(page, read_title(page)) is None


def test_names_are_no_subtitle() -> None:
    """Nor are they without a word that says so."""
    page = sheet(f"{H1}<h3>王小明 李大同</h3><h3>2024年第15期</h3>{DATE}")
    assert read_subtitle(page, read_title(page)) is None


def test_the_sites_name_above_the_headline_is_no_kicker() -> None:
    """Though a heading like it; the head of the page names it too."""
    page = sheet(f"<div><h1>河边手记网</h1><h2>{HEADLINE}</h2></div>{DATE}", title=f"河边手记网 | {HEADLINE}")
    title = read_title(page)
    assert (title and title.value, read_kicker(page, title)) == (HEADLINE, None)


def test_breadcrumbs_and_dates_are_neither() -> None:
    """The lines around most headlines."""
    page = sheet(f"<div>首页 > 新闻 > 正文</div>{H1}{DATE}")
    title = read_title(page)
    assert (read_kicker(page, title), read_subtitle(page, title)) == (None, None)


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(stated_title).failed == 0
