"""Which of a page's dates is the day of publication, and which the document's own."""

from __future__ import annotations

import pytest
from articles import BODY, FIRST, H1, SECOND, sheet

from pipelines.fields.dates.dates import read_published
from pipelines.fields.dates.written import read_written
from pipelines.fields.headline.title import read_title
from pipelines.page.sheet import Sheet


def published(page: Sheet) -> str | None:
    found = read_published(page, read_title(page))
    return found.value if found else None


SHOWN = {
    "with a label": ("<p>发布时间：2024年05月03日 10:12:33　来源：河口日报</p>", "2024-05-03T10:12:33"),
    "without one": ("<p>2024-05-03 10:12</p>", "2024-05-03T10:12"),
    "published, then updated": ("<p>更新时间：2024-06-03</p><p>发布时间：2024-05-03</p>", "2024-05-03"),
    "only updated": ("<p>更新时间：2024-06-03 10:12</p>", "2024-06-03T10:12"),
    "in Chinese numerals": ("<p>二〇二四年五月三日</p>", "2024-05-03"),
    "in years of the Republic": ("<ul><li>發布日期：113-05-03</li></ul>", "2024-05-03"),
    "day before month": ("<p>发表时间：03/05/2024 - 10:12</p>", "2024-05-03T10:12"),
    "label and value in cells": ("<dl><dt>时间：</dt><dd>2024-05-03 10:12</dd></dl>", "2024-05-03T10:12"),
    "in three lines": ("<div>2024</div><div>05/03</div><div>10:12</div>", "2024-05-03T10:12"),
    "label with a stroke": ("<div>发布/2024年5月3日 10:12</div>", "2024-05-03T10:12"),
    "a label glued on behind": ("<div>本刊记者 王小明<b>2024.05.03</b>分类：封面报道 阅读 2.3k</div>", "2024-05-03"),
    "released": ("<p>Source : Hekou Office Release Date : 2024-05-03 10:12</p>", "2024-05-03T10:12"),
    "a letter's reply": ("<p>来信时间：2024-05-01 09:00 回复时间：2024-05-03 10:12</p>", "2024-05-03T10:12"),
    "in Taiwan's years, the label in a cell without a colon": (
        "<dl><dt>上版日期</dt><dd>113-05-03</dd></dl>",
        "2024-05-03",
    ),
    "before the place of the account": (
        "<div>2024-05-03 10:12<i>发布于河口</i><i>河口发布</i></div>",
        "2024-05-03T10:12",
    ),
    "a calendar leaf": ("<div><b>03</b><i>2024-05</i></div>", "2024-05-03"),
    "a calendar leaf in lines": ("<div>05/03</div><div>2024</div>", "2024-05-03"),
    "alone in a cell below the label in brackets": (
        "<dl><dt>【发文日期】</dt><dd>2024-05-01</dd><dt>【发布日期】</dt><dd>2024-05-03</dd></dl>",
        "2024-05-03",
    ),
    "beside an event": (
        "<p>发布时间：2024-05-03</p><p>题目：堤坝</p><p>时间：2024年6月1日 14:30</p><p>地点：201室</p>",
        "2024-05-03",
    ),
    "glued to the house": ("<p>来源：河口日报时间：2024-05-03 10:12</p>", "2024-05-03T10:12"),
    "below the day of a speech": ("<p>（2024年4月30日）</p><p>2024-05-03 来源：河口日报</p>", "2024-05-03"),
    "with the label behind": ("<p>2024-06-03 更新</p><p>2024-05-03 发布</p>", "2024-05-03"),
    "handed in, then published": ("<p>投稿时间：2024-05-01　发布时间：2024-05-03</p>", "2024-05-03"),
    "behind a label of publishing that no list knows": ("<p>登錄日期：113.05.03</p>", "2024-05-03"),
    "below a reprint": ("<p>（原载《河口日报》2024年5月1日）</p><p>2024-05-03</p>", "2024-05-03"),
    "behind a label without a colon": ("<ul><li><b>日期</b> 03.05.2024</li></ul>", "2024-05-03"),
    "beside the day of an award": (
        "<p>公告日期：2024-05-03</p><table><tr><td>中标日期</td><td>2024-05-01</td></tr></table>",
        "2024-05-03",
    ),
    "when a letter was answered, not handed in": (
        "<dl><dt>提交时间</dt><dd>2024-05-01 09:00</dd><dt>回复时间</dt><dd>2024-05-03 10:12</dd></dl>",
        "2024-05-03T10:12",
    ),
    "below a button": ("<div>分享：</div><div>2024-05-03 10:12</div>", "2024-05-03T10:12"),
    "behind the value of another label": ("<p>版次：A03　2024年5月3日</p>", "2024-05-03"),
    "when a pointer rests on it": ('<em>发表于 <i title="2024-5-3 10:12:33">3 天前</i></em>', "2024-05-03T10:12:33"),
    "below a standfirst": (f"<p>{FIRST}</p><p>发表时间： 03/05/2024 - 10:12</p>", "2024-05-03T10:12"),
    "below a standfirst, before the change": (
        f"<p>{FIRST}</p><p>发布时间：03/05/2024 - 10:12 更改时间：04/05/2024 - 08:00</p>",
        "2024-05-03T10:12",
    ),
    "below a standfirst, before a bar": (
        f"<p>{FIRST}</p><div>2024.05.03 | <a>水利与交通</a></div><div>王小明</div>",
        "2024-05-03",
    ),
    "an hour alone below a standfirst": (f"<h2>{FIRST}</h2><time>2024-05-03 10:12</time>", "2024-05-03T10:12"),
    "between an address and a house, glued": (
        "<p><a href='/'>http://www.hekou.example</a>2024-05-03河口晚报</p>",
        "2024-05-03",
    ),
    "before the day of the week": ("<p>2024年5月3日，星期五</p>", "2024-05-03"),
    "in eight digits of the last century": ("<p>颁布日期：19860915　实施日期：19861001</p>", "1986-09-15"),
    "glued to a house that begins with digits": (
        "<p><i>2024-05-03 10:12:33</i><i>21河口网</i></p>",
        "2024-05-03T10:12:33",
    ),
    "beside a house in a long link": (
        "<p><a>河口日报社新媒体中心采访编辑部</a> 2024-05-03 10:12</p>",
        "2024-05-03T10:12",
    ),
    "behind a linked address that is most of its line": (
        "<p><a href='/'>河口网 www.hekou.example</a> 2024-05-03 10:12</p>",
        "2024-05-03T10:12",
    ),
    "with the half of the day behind the hour": ("<p>五月 3, 2024, 2:43 下午</p>", "2024-05-03T14:43"),
    "below a note of where it came out first": (
        "<p>（首发于河口书刊，2024年5月1日）</p><p>2024-05-03</p>",
        "2024-05-03",
    ),
    "behind the author": ("<div>作者：王小明 2024-05-03 10:12</div>", "2024-05-03T10:12"),
}


@pytest.mark.parametrize(("head", "iso"), SHOWN.values(), ids=SHOWN.keys())
def test_the_date_shown_under_the_headline_is_read(head: str, iso: str) -> None:
    """To the precision shown, in whatever form."""
    assert published(sheet(H1 + head)) == iso


NOT_SHOWN = {
    "a sentence": "<p>2024年5月3日上午河口镇举行仪式</p>",
    "the time of an event": "<p>活动时间：2024年5月3日</p>",
    "when the document was written": "<p>成文日期：2024年5月3日</p>",
    "when the document ceased": "<dl><dt>发文日期：</dt><dd>2019-09-04</dd><dt>废止时间：</dt><dd>2020-01-23</dd></dl>",
    "the time of a meeting": "<p>会议时间：2024年5月3日 14:30</p><p>会议地点：河口会堂</p>",
    "the time of a lecture": "<p>时间：2024年5月3日 14:30　地点：201室</p>",
    "a period": "<p>公示期限：2024年5月3日至5月9日</p><p>日期：2024年5月3日至2024年5月9日</p>",
    "when somebody was born": "<p>出生日期：1975-03-02</p>",
    "a short sentence": "<p>2024年5月3日上午，现场会在河口召开。</p>",
    "when something was built": "<p>始建于1924年5月3日</p>",
    "when a picture was taken": "<figure><figcaption>江堤 2024年5月3日</figcaption></figure><p>（2024年5月3日摄）</p>",
    "an excerpt's": "<p>（摘自《河口日报》2024年5月3日）</p>",
    "another article's, named in a link": "<ul><li><a>图文解读：河口镇新堤坝建设规划</a> 2024-05-03</li></ul>",
    "another article's, its day in brackets": "<div>相关：<a>《河口镇新堤坝建设规划》政策解读</a> [2024-05-03]</div>",
    "a day alone below a standfirst": f"<p>{FIRST}</p><p>2024年5月3日</p><p>大坝合龙，江水从此分流</p>",
    "an event below a standfirst": f"<p>{FIRST}</p><p>时间：2024年5月3日 14:30</p><p>2024年5月3日，大坝合龙</p>",
    "in the way to the issues beside it": (
        "<div><a title='2024-05-02' href='/2'>上一天</a> <a href='/2'>2024-05-02</a> <a href='/4'>下一天</a>"
        " <a href='/4'>2024-05-04</a></div>"
    ),
    "relative, with a script": "<p>昨天</p><script>{'publishDate': '2024-05-03T10:12:00Z'}</script>",
    "hours ago, with a script": "<p>河口网 3 小时前</p><script>var pubtime = '2024-05-03 10:12:33'</script>",
    "nothing": "",
    "relative": "<p>3小时前</p>",
}


@pytest.mark.parametrize("head", NOT_SHOWN.values(), ids=NOT_SHOWN.keys())
def test_other_dates_are_not_taken_for_it(head: str) -> None:
    """Absent is absent."""
    assert published(sheet(H1 + head)) is None


def test_a_newspaper_shows_the_day_of_its_issue_above_the_headline() -> None:
    """Among links, and with the old calendar's day."""
    heads = ("<div>2024年5月3日 星期五 <a>往期回顾</a></div>", "<div>河口日报 2024年5月3日 农历三月廿五</div>")
    assert [published(sheet(f"{head}<div>第A03版：要闻</div>{H1}")) for head in heads] == ["2024-05-03"] * 2


def test_a_date_that_belongs_to_the_headline_says_nothing_of_the_page() -> None:
    """A daily list of prices is named for its day."""
    headline = "河口今日菜价（2024年5月3日）"
    page = f"<h1>{headline}</h1>"
    assert [published(sheet(page + more, title=headline)) for more in ("", "<p>2024-05-04</p>")] == [None, "2024-05-04"]


def test_what_a_portal_says_behind_the_hour_does_not_hide_it() -> None:
    """编辑于 needs no colon."""
    assert published(sheet(H1, foot="<div>编辑于 2024-05-03 10:12 ・IP 属地河口</div>")) == "2024-05-03T10:12"


def test_comments_below_the_text_have_days_of_their_own() -> None:
    """Their heading ends the article."""
    assert published(sheet(H1, foot="<h3>最新评论</h3><p>老街坊 2024-05-03 08:00</p>")) is None


def test_the_footer_of_a_site_tells_nothing_of_the_article() -> None:
    """網站更新日期 is the site's."""
    assert published(sheet(H1, foot="<p>網站更新日期：2024-05-03</p>")) is None


def test_what_is_shown_comes_before_what_the_metas_say() -> None:
    """A meta may hold the day on which the site was moved."""
    assert published(sheet(H1 + "<p>2021-09-06</p>", metas='<meta name="PubDate" content="2023-11-10 15:33">')) == (
        "2021-09-06"
    )


def test_the_day_under_the_offices_name_above_a_text_is_the_documents_own() -> None:
    """It is the day of publication only for want of another."""
    body = f"<p>河口镇统计局</p><p>2024年4月30日</p>{BODY}"
    meta = '<meta name="PubDate" content="2024-05-03 10:12">'
    assert [published(sheet(H1, body=body, metas=one)) for one in (meta, "")] == ["2024-05-03T10:12", "2024-04-30"]


def test_the_copy_of_the_date_for_phones_is_used_up_too() -> None:
    """Where the head of the article stands twice."""
    page = sheet(f"<div>2024-05-03 10:12</div>{H1}<div>2024-05-03 10:12</div>")
    found = read_published(page, read_title(page))
    assert found is not None
    assert [page.lines[index].text for index in found.lines] == ["2024-05-03 10:12"] * 2


def test_a_page_of_short_lines_has_its_facts_below_the_headline() -> None:
    """A list of codes has no running text, and the label is glued to the source."""
    rows = "".join(f"<p>1101{number:02} 河口{number}街</p>" for number in range(1, 99))
    facts = "<div><font>来源：河口统计局发布时间：2024-05-03 10:12</font></div>"
    assert published(sheet(H1 + facts, body=rows)) == "2024-05-03T10:12"


def test_the_pages_own_calendar_is_no_date_of_an_article() -> None:
    """今天是… above the headline changes with every visit."""
    clock = "<div>今天是2024年6月1日 星期六</div>"
    assert published(sheet(clock + H1, metas='<meta name="PubDate" content="2024-05-03 10:12">')) == "2024-05-03T10:12"


@pytest.mark.parametrize("clock", ["美国东部时间: 06:40 2024年06月01日星期六", "美東時間：2024-06-01 06:40"])
def test_the_hour_of_a_zone_above_the_headline_is_the_pages_own(clock: str) -> None:
    """What the article says below it counts, be it only its change."""
    assert published(sheet(f"<div>{clock}</div>{H1}<p>最后更新 03.05.2024 19:00</p>")) == "2024-05-03T19:00"


@pytest.mark.parametrize(
    "opening",
    [
        f"<p>【河口台2024年5月3日讯】{FIRST}</p>",
        f"<p>（河口通讯社河口镇2024年5月3日电）{FIRST}</p>",
        f"<p>{SECOND}</p><p>河口头条2024.5.3 王小明/河口报导</p><p>{FIRST}</p>",
        f"<p>本报2024年5月3日讯（记者 王小明）{FIRST}</p>",
    ],
)
def test_the_opening_of_a_text_tells_the_day_where_nothing_else_does(opening: str) -> None:
    """A meta is asked before it."""
    meta = '<meta name="pubdate" content="2024-05-04 08:00">'
    pages = (sheet(H1, body=opening + BODY), sheet(H1, body=opening + BODY, metas=meta))
    assert [published(page) for page in pages] == ["2024-05-03", "2024-05-04T08:00"]


@pytest.mark.parametrize(
    "opening",
    [
        "2024年5月3日，据河口日报报道，",
        "早在2024年5月3日本报曾报道，",
        "据河口日报2024年5月3日报道，",
        "2024年5月3日河口镇开通电报 ",
    ],
)
def test_a_day_that_opens_a_sentence_is_of_what_it_tells(opening: str) -> None:
    """Though something was reported on it."""
    assert published(sheet(H1, body=f"<p>{opening}{FIRST}</p>{BODY}")) is None


@pytest.mark.parametrize(
    "words",
    [
        "This entry was posted on 五月 3, 2024, 2:43 下午 and is filed under <a>水利</a>. You can leave a response.",
        "This entry was posted on Friday, May 3rd, 2024 at 2:43 pm and is filed under <a>水利</a>.",
        "This post was written on 2024-05-03 14:43.",
    ],
)
def test_a_blog_closes_an_entry_with_its_day(words: str) -> None:
    """In a sentence that is no part of it; comments follow."""
    comments = "<h3>2 Comments</h3><p>老街坊 on 五月 5, 2024 - 3:57 下午</p>"
    assert published(sheet(H1, body=f"{BODY}<p>{words}</p>", foot=comments)) == "2024-05-03T14:43"


def test_a_day_between_the_text_and_a_cloud_of_tags_stands_below_the_text() -> None:
    """However long the cloud is, it is no paragraph."""
    tags = " 、 ".join(f"<a href='/{number}'>堤坝{number}</a>" for number in range(60))
    assert published(sheet(H1, body=f"{BODY}<p>(2024-05-03 12:00) 午間新聞</p><div>{tags}</div>")) == "2024-05-03T12:00"


def test_json_ld_answers_where_nothing_else_does() -> None:
    """The zone it states is kept."""
    script = '<script type="application/ld+json">{"datePublished": "2024-05-03T10:12:00+08:00"}</script>'
    assert published(sheet(metas=script)) == "2024-05-03T10:12:00+08:00"


@pytest.mark.parametrize(
    ("meta", "iso"),
    [
        ('<meta name="weibo: article:create_at" content="2024-05-03 10:12:33">', "2024-05-03T10:12:33"),
        ('<meta name="DCTERMS.issued" content="113-05-03">', "2024-05-03"),
        ('<meta name="articleDate" content="20240503">', "2024-05-03"),
        ('<meta name="my:publish_date" content="2024-05-03T10:12:33+08:00">', "2024-05-03T10:12:33+08:00"),
        ('<meta property="og:pubdate" content="2024-05-03">', "2024-05-03"),
        ('<meta name="news_update_date" content="2024-05-03">', None),
        ('<span id="pubtime_baidu" style="display:none">发布时间：2024-05-03 10:12</span>', "2024-05-03T10:12"),
        ('<meta name="apub:time" content="5/3/2024, 8:21:04 PM">', "2024-05-03T20:21:04"),
        ("<script>window.DATA = {title: '河口', pubtime: '2024-05-03 10:12:33'}</script>", "2024-05-03T10:12:33"),
        ('<script>{"republish": "2024-05-03", "expire_time": "2024-05-03 10:12"}</script>', None),
        ('<script>{"pubDate": "2024-05-03T10:12:33"}</script>', "2024-05-03T10:12:33"),
        ('<meta property="article:modified_time" content="2024-05-03">', None),
    ],
)
def test_metas_are_known_in_many_spellings(meta: str, iso: str | None) -> None:
    """Where the page shows no date; when it was changed is another matter."""
    assert published(sheet(metas=meta)) == iso


def test_the_day_of_an_answer_is_that_of_the_letter_it_is_published_with() -> None:
    """It stands between question and answer."""
    asked = f"<tr><th>来信时间</th><td>2024-05-01</td></tr><tr><td>{FIRST}</td></tr>"
    answered = f"<tr><th>答复时间</th><td>2024-05-03</td></tr><tr><td>{SECOND}</td></tr>"
    assert published(sheet(H1, body=f"<table>{asked}{answered}</table>")) == "2024-05-03"


def test_a_table_without_running_text_has_its_facts_above_it() -> None:
    """A list of penalties is cells, and begins where they begin."""
    rows = "<table><tr><td>当事人</td><td>河口渔业公司</td></tr><tr><td>决定日期</td><td>2024年5月1日</td></tr></table>"
    assert published(sheet("", body=f"{H1}<p>发布时间：2024-05-03 来源：河口渔政局</p>{rows}")) == "2024-05-03"


def test_a_date_below_the_text_needs_its_label() -> None:
    """发布日期 at the foot is one, the day under a signature is not."""
    labelled = sheet(foot="<p>发布日期：2024-05-03 14:34:05 所属分类：头条</p>")
    signed = sheet(body=BODY + "<p>河口镇人民政府</p><p>2024年5月3日</p>")
    assert (published(labelled), published(signed)) == ("2024-05-03T14:34:05", None)


@pytest.mark.parametrize(
    "words", ["（河口日报 2024年5月3日）", "《河口日报》（2024年5月3日 第3版）", "河口日报 2024-05-03 第A1版"]
)
def test_a_newspaper_named_below_its_text_shows_its_day(words: str) -> None:
    """In brackets, or its page and day in brackets behind its name."""
    assert published(sheet(H1, foot=f"<p>{words}</p>")) == "2024-05-03"


@pytest.mark.parametrize(
    "foot",
    [
        "<div>2024年5月3日（星期五）<br>香港時間17時30分</div>",
        "<div>Ends/Friday, May 3, 2024<br>Issued at HKT 17:30</div>",
    ],
)
def test_a_release_may_sign_off_with_its_hour(foot: str) -> None:
    """The day below the text counts where the hour stands below it."""
    assert published(sheet(H1, foot=foot)) == "2024-05-03T17:30"


def test_no_date_is_later_than_the_capture() -> None:
    """The farthest time zone east of Greenwich is allowed for."""
    metas = '<meta name="pubdate" content="2024-05-03">'
    assert [published(sheet(H1 + f"<p>{day} 10:12</p>", metas=metas)) for day in ("2026-11-01", "2026-11-03")] == [
        "2026-11-01T10:12",
        "2024-05-03",
    ]


def test_a_date_line_is_used_up() -> None:
    """The line that shows it does not belong to the text."""
    page = sheet(H1 + "<p>2024-05-03</p>")
    found = read_published(page, read_title(page))
    assert found is not None
    assert [page.lines[index].text for index in found.lines] == ["2024-05-03"]


@pytest.mark.parametrize(
    "page",
    [
        sheet(H1 + "<table><tr><td>成文日期：</td><td>2024年5月3日</td></tr></table>"),
        sheet(H1 + "<p>印发日期：2024-05-03</p>"),
        sheet(body=BODY + "<p>河口镇人民政府</p><p>2024年5月3日</p>"),
        sheet(body=BODY + "<p>河口镇人民政府办公室</p><p>二〇二四年五月三日</p>"),
        sheet(body=BODY + "<p>河口镇人民政府　2024年5月3日</p>"),
    ],
)
def test_the_documents_own_day_is_labelled_or_stands_under_its_signature(page: Sheet) -> None:
    """It is when the document was written."""
    found = read_written(page, read_title(page))
    assert found is not None
    assert found.value == "2024-05-03"


def test_a_day_that_ends_a_text_unsigned_is_not_its_own() -> None:
    """Only a name above makes it a signature."""
    page = sheet(body=f"<p>{FIRST}</p><p>{SECOND}</p><p>2024年5月3日</p>")
    assert read_written(page, read_title(page)) is None


def test_a_time_element_says_what_three_days_ago_means() -> None:
    """Where only a distance is shown, the element's own date counts."""
    page = sheet(H1 + '<time datetime="2024-05-03T10:12:00+08:00">3天前</time>')
    assert published(page) == "2024-05-03T10:12:00+08:00"


def test_a_meta_that_means_nothing_else_comes_before_a_time_element() -> None:
    """Their zones may differ."""
    meta = '<meta property="article:published_time" content="2024-05-03T02:12:00+00:00">'
    page = sheet(H1 + '<time datetime="2024-05-03T10:12:00+08:00">3天前</time>', metas=meta)
    assert published(page) == "2024-05-03T02:12:00+00:00"


def test_a_date_before_its_column_may_stand_above_the_headline() -> None:
    """A bar between them; the link is to the column."""
    columns = ("2024.05.03 | <a href='/w'>水利与交通</a>", "第5期 | <a href='/w'>水利与交通</a> | 2024.05.03")
    assert [published(sheet(f"<div>{column}</div>{H1}")) for column in columns] == ["2024-05-03"] * 2


def test_dates_of_other_articles_above_the_headline_are_not_taken() -> None:
    """A sidebar may stand first in the page."""
    rows = "".join(f"<li><a href='/{day}'>江水上涨两岸村民撤离</a> 2024-05-0{day}</li>" for day in (1, 2))
    assert published(sheet(f"<ul>{rows}</ul>" + H1)) is None


def test_a_date_without_its_year_is_completed_by_a_meta_of_the_same_day() -> None:
    """A meta of another day says nothing about it."""
    head = H1 + "<p>发布时间：05-0310:12</p>"
    metas = '<meta itemprop="dateUpdate" content="2024-05-{} 10:12:57">'
    assert [published(sheet(head, metas=metas.format(day))) for day in ("03", "09")] == ["2024-05-03T10:12", None]
