"""What of the container is the article."""

import doctest

import pytest

from pipelines.body import boilerplate, captions, container, facts, other_things
from pipelines.body.prune import body_lines
from pipelines.page import lines, tree

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
HEADLINE = "柳溪县老旧供水管网改造完工"


def kept(inner: str, *, left_out: frozenset[int] = frozenset()) -> list[str]:
    page = lines.of_tree(tree.parse(f"<div>{inner}</div>"))
    one = container.find(page)
    assert one is not None
    return [
        line.text for line in body_lines(page[one.start : one.end], one.goods[one.start : one.end], left_out, HEADLINE)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "来源：柳溪日报",
        "柳溪日报记者 王立 陈晓",
        "《柳溪日报》（2024年3月5日 02版）",
        "（原标题：供水管网改造完工）",
        "【字体：大 中 小】 打印 关闭",
        "扫一扫在手机打开当前页",
        "下載柳溪新聞APP，隨時看新聞",
        "本文僅代表作者觀點，不代表本站立場",
        "新建的泵站。 王立 摄",
        "● ● ●",
        "【编辑】王雪",
        "某某网声明：登载此文出于传递更多信息之目的。",
        "本文系柳溪日报原创稿件。",
        "本文综合自柳溪日报、柳溪发布等报道。",
        "（原载《柳溪日报》2024年3月5日）",
        "原文链接：http://www.liuxi.example/1.html",
        "全文1250字，阅读约需4分钟",
        "- END -",
        "（柳溪日报社供稿）",
        "参考来源：柳溪统计年鉴",
        "本文出自柳溪週刊",
        "柳溪日报 A02版",
        "追蹤柳溪新聞IG",
        "本文共有 2 页",
        "没有更多了",
        "原创 王雪 柳溪发布",
        "转自：柳溪发布",
        "【完】",
        "来源｜柳溪发布",
        "更多新闻，请关注柳溪发布",
        "新华社发",
        "（本报综合）",
        "部分素材来源于网络",
        "最後異動日期：110-07-29",
        "柳溪日报全媒体出品",
        "题图来自视觉中国，基于CC0协议",
        "柳溪发布综合柳溪日报、柳溪晚报",
        "作者声明：内容由AI生成",
        "警語：飲酒過量，有害健康",
        "（据柳溪日报）",
        "供稿单位：市水务局",
        "資料提供：社會局",
        "部分图片来源网络，侵删",
        "快分享给身边的朋友吧！",
        "按讚柳溪新聞粉絲團",
        "已經是會員？登入",
        "已有账号？登录",
        "您的浏览器不支持video标签",
        "戳视频↓↓↓",
        "2024-03-05 来源：柳溪日报 作者：王雪",
        "点个“在看”，让更多人知道",
        "登录后可阅读全文",
        "★柳溪時報提醒您，飲酒過量有礙健康★",
        "7月28日，工人在安装管道（无人机照片）",
        "订阅柳溪手机报，移动发lx到1065800000",
        "掌握最新农事！订阅《柳溪时代》日报及活动讯息",
        "請同意我們的隱私權規範，才能啟用聽新聞的功能。",
        "已將本頁網址複製到您的剪貼簿！",
        "若长时间无响应，请刷新本页面",
        "电邮新闻 头条就在您的每日新闻信里",
        "关注我，带你看懂水务！",
        "作品声明：内容取材于网络",
        "圖像來源，柳溪圖片社",
        "www.liuxi-news.com",
        "- 閱讀更多 -",
        "发布版本：2.1",
        "值班电话 | 网站技术支持：0571-00000000 | 网站运维邮箱：hekou@liuxi.example",
    ],
)
def test_what_is_not_the_article_is_left_out_wherever_it_stands(line: str) -> None:
    """Headline, facts, bylines, controls, calls, terms, credits and ornaments, in both scripts."""
    assert kept(f"<p>{line}</p><p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, OTHER]
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{line}</p>") == [SENTENCE, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        HEADLINE,
        "(03-05 08:12 · 水利领域创作者)",
        f"{HEADLINE}(图)",
        f"柳溪论坛 » 水利 » {HEADLINE}",
        "2024-03-05 08:12 柳溪日报",
        "【新春走基层】",
        "★我为群众办实事",
    ],
)
def test_headline_time_and_column_are_left_out_above_the_text(line: str) -> None:
    """Further down the same words may be said for another reason."""
    assert kept(f"<p>{line}</p><p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        "一、工程概况",
        "绘就乡村振兴新蓝图",
        "最新消息，工程已通过验收。",
        "记者：这项工程什么时候开工？",
        "收藏热背后的冷思考",
        "柳溪县人民政府",
        "2024年3月5日",
        "附件：供水设施台账.docx",
        "新华社北京3月5日电",
        "编辑这本县志的人，用了整整十年。",
        "来源复杂的水质问题，是这次改造的难点。",
        "用微信生活缴费的人多了",
        "他订阅的 newsletter，也能保存网页",
        "第87号",
        "相关解读工作已经展开",
    ],
)
def test_what_is_the_article_stays(line: str) -> None:
    """Headings, questions, signatures, dates, attachments, and sentences that begin like a label."""
    assert kept(f"<p>{SENTENCE}</p><p>{line}</p><p>{OTHER}</p>") == [SENTENCE, line, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        "海报设计丨王雪",
        "作者為柳溪大學教授",
        "选稿：王雪",
        "微信号：liuxifabu",
        "近期热文",
        "（实习生王雪对本文亦有贡献）",
        "图 / 王雪",
        "值班编委：王雪",
        "（作者系柳溪大学教授）",
        "作者简介：王雪，柳溪大学教授，研究城市治理。",
        "更多柳溪報導",
    ],
)
def test_what_closes_an_article_is_left_out_below_it(line: str) -> None:
    """Who took part, who its writer is; within a text the same words tell of others."""
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{line}</p>") == [SENTENCE, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        "最新政策带来变化",
        "推荐阅读背后的算法",
        "更多资讯渠道正在打开",
        "免责声明并非免责金牌",
        "相关政策陆续出台",
        "导演：王雪",
        "“点赞”背后",
        "记者手记",
        "記者會上",
    ],
)
def test_a_sub_heading_that_begins_like_a_heading_of_other_things_stays(line: str) -> None:
    """A heading of other things says no more."""
    assert kept(f"<p>{SENTENCE}</p><p>{line}</p><p>{OTHER}</p><p>{SENTENCE[::-1]}</p>") == [
        SENTENCE, line, OTHER, SENTENCE[::-1],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "picture",
    [
        "<p><img src='1.jpg'></p><p>工人在更换管道，现场井然有序。</p><p>柳溪日报记者 王立 摄</p>",
        "<figure><img src='1.jpg'><p>工人在更换管道，现场井然有序。</p></figure>",
        "<table><tr><td><img src='1.jpg'></td></tr><tr><td>工人在更换管道，现场井然有序。</td></tr></table>",
        f"<table><tr>{'<td><img src=1.jpg></td>' * 2}</tr><tr><td>更换前</td><td>更换后</td></tr></table>",
        "<img src='1.jpg'><p><span style='color: rgb(136, 136, 136)'>工人在更换管道，现场井然有序。</span></p>",
        "<div class='pic'><img src='1.jpg'><div>工人在更换管道，现场井然有序。</div></div>",
        "<div><img src='1.jpg'><p class='pic_note'>工人在更换管道，现场井然有序。</p></div>",
    ],
)
def test_a_sentence_is_a_caption_by_its_frame_or_its_credit(picture: str) -> None:
    """Whole sentences: what stands with a picture alone, and what the next line credits."""
    assert kept(f"<p>{SENTENCE}</p>{picture}<p>{OTHER}</p><p>{OTHER[::-1]}</p>") == [SENTENCE, OTHER, OTHER[::-1]]


@pytest.mark.parametrize(
    "heading", ["01水从哪里来", "表2 管网长度", "12资源、环境和管网", "表6 各乡镇管网长度", "（三）监测早发现"]
)
def test_a_numbered_heading_below_an_image_is_no_caption(heading: str) -> None:
    """Nor is the heading of a table that an image shows."""
    assert kept(f"<p>{SENTENCE}</p><p><img src='1.jpg'></p><p>{heading}</p><p>{OTHER}</p>")[1] == heading


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><noscript></noscript><figcaption>圖像加註文字，<p>工人在更换管道，现场井然有序。</p></figcaption></figure>",
        "<div><picture data-src='1.jpg'></picture></div><div class='description'>新建的泵站</div>",
        "<amp-img src='1.jpg'></amp-img><p>新建的泵站</p>",
    ],
)
def test_an_image_that_a_script_loads_has_a_caption_too(picture: str) -> None:
    """Its element stands there without an address."""
    assert kept(f"<p>{SENTENCE}</p>{picture}<p>{OTHER}</p><p>{OTHER[::-1]}</p>") == [SENTENCE, OTHER, OTHER[::-1]]


def test_cells_with_decimals_are_no_page_numbers() -> None:
    """They are made of the characters that a pager is made of."""
    rows = "".join(f"<tr><td>第{n}泵站</td><td>1,{n}00.5</td><td>{n}8.64</td><td>-{n}.5%</td></tr>" for n in (1, 2))
    cells = ["第1泵站", "1,100.5", "18.64", "-1.5%", "第2泵站", "1,200.5", "28.64", "-2.5%"]
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><table>{rows}</table>") == [SENTENCE, OTHER, *cells]


def test_captions_that_are_most_of_the_text_are_the_text() -> None:
    """News of a picture is what stands below it."""
    picture = "<p><img src='1.jpg'></p>"
    assert kept(f"{picture}<p>{SENTENCE}</p><p>柳溪日报记者 王立 摄</p>") == [SENTENCE]


def test_the_head_of_a_column_is_no_control() -> None:
    """人数 alone, between paragraphs, counts readers."""
    table = "<table><tr><td>来源</td><td>人数</td></tr><tr><td>外省</td><td>8.5</td></tr></table>"
    assert kept(f"<p>{SENTENCE}</p>{table}<p>{OTHER}</p>")[1:5] == ["来源", "人数", "外省", "8.5"]


def test_a_numbered_sub_heading_below_an_image_stays() -> None:
    """It is as short as a caption."""
    assert kept(f"<p>{SENTENCE}</p><img src='1.jpg'><p>（二）监测早发现</p><p>{OTHER}</p>")[1] == "（二）监测早发现"


def test_a_block_named_as_an_advertisement_is_left_out_of_the_midst() -> None:
    """However much it reads like a sentence."""
    block = "<div class='ad'><p>楼盘盛大开盘，首付三十万起。</p></div>"
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p>{block}<p>{OTHER[::-1]}</p>") == [SENTENCE, OTHER, OTHER[::-1]]


def test_what_follows_the_heading_of_its_writer_is_no_article() -> None:
    """A short biography has more of a short text than other things below it."""
    bio = "<p><b>作者简介</b></p><p>王雪，柳溪大学教授，长期研究城市治理，著有《河与城》。</p>"
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{OTHER[::-1]}</p>{bio}") == [SENTENCE, OTHER, OTHER[::-1]]


def test_hours_and_hosts_are_the_text_of_an_announcement() -> None:
    """They say when the page appeared and who runs it where no place is named."""
    told = ["题目：管网的监测", "时间：2024年8月1日14:30", "地点：逸夫楼101室", "主办单位：水利学院"]
    assert kept("".join(f"<p>{line}</p>" for line in [*told, SENTENCE, OTHER])) == [*told, SENTENCE, OTHER]


def test_teasers_and_comments_below_the_text_are_left_out() -> None:
    """A linked headline or an hour outside of where the paragraphs stand begins them, whatever their classes."""
    text = "".join(f"<p>{line}</p>" for line in (SENTENCE, OTHER, OTHER[::-1]))
    comment = "<div><p>王立</p><div>2024-03-05 12:11</div><p>终于有水了，感谢水务局，希望不再停水。</p></div>"
    assert kept(f"<div>{text}</div>{comment}") == [SENTENCE, OTHER, OTHER[::-1]]


def test_a_little_below_and_outside_of_the_paragraphs_is_not_the_text() -> None:
    """What the site says of itself, however it reads; a part of the text has more to say."""
    text = "".join(f"<p>{line}</p>" for line in (SENTENCE, OTHER, OTHER[::-1]))
    about = "<div><p>柳溪新闻网是全县最大的新闻网站。</p></div>"
    assert kept(f"<div>{text}</div>{about}") == [SENTENCE, OTHER, OTHER[::-1]]
    rest = f"<div><p>{SENTENCE[::-1]}</p></div>"
    assert kept(f"<div>{text}</div>{rest}") == [SENTENCE, OTHER, OTHER[::-1], SENTENCE[::-1]]


def test_of_a_letter_box_letter_and_answer_stay() -> None:
    """Who wrote when and who answered are facts, in a table as well."""
    cells = {"来信人": "王某", "来信时间": "2024-03-05", "来信内容": SENTENCE, "答复单位": "水务局", "答复内容": OTHER}
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in cells.items())
    assert kept(f"<table>{rows}</table>") == [SENTENCE, OTHER]


def test_a_table_of_facts_above_the_paragraphs_is_left_out() -> None:
    """Its cells say again what the text says; a table among the paragraphs is theirs, and sentences in cells stay."""
    rows = "<tr><td>采购单位</td><td>柳溪县水务局</td></tr><tr><td>成交金额</td><td>29.48万元（人民币）</td></tr>"
    text = f"<div><p>{SENTENCE}</p><p>{OTHER}</p><p>{OTHER[::-1]}</p></div>"
    paragraphs = [SENTENCE, OTHER, OTHER[::-1]]
    assert kept(f"<h2>{HEADLINE}</h2><div><h5>公告概要：</h5><table>{rows}</table></div>{text}") == paragraphs
    told = SENTENCE.replace("十二", "九")
    assert kept(f"<table><tr><td>{told}</td></tr></table>{text}") == [told, *paragraphs]
    assert kept(f"<div><table>{rows}</table>{text[5:]}")[:2] == ["采购单位", "柳溪县水务局"]


@pytest.mark.parametrize("line", ["就是下面这两座↓", "先看看新泵站 ~", "▲"])
def test_a_line_that_leads_to_the_next_picture_is_no_caption(line: str) -> None:
    """It stands between two pictures."""
    image = "<p><img src='1.jpg'></p>"
    found = kept(f"<p>{SENTENCE}</p>{image}<p>{line}</p>{image}<p>{OTHER}</p>")
    assert (line in found) == (line != "▲")


def test_a_long_caption_is_told_by_the_mark_that_points_to_its_picture() -> None:
    """Whom a picture shows, from left to right."""
    shown = "▲" + "、".join(f"{name}（前排左{n}）" for n, name in enumerate(("王立", "陈晓", "周明远", "李素珍") * 3))
    picture = f"<p><img src='1.jpg'></p><p>{shown}，在通水仪式上合影。</p>"
    assert kept(f"{picture}<p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_facts_in_a_list_of_pairs_are_left_out_with_their_values() -> None:
    """The label stands in an item of its own, without a colon."""
    facts_ = "<dl><dt>發布單位</dt><dd>工務局</dd><dt>来源</dt><dd>柳溪日报</dd></dl>"
    assert kept(f"{facts_}<p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_the_line_of_the_editors_ends_the_article() -> None:
    """What a site says of itself below it is no part of the news."""
    about = "柳溪新闻网是全县最大的综合性新闻网站，每天发布新闻二百余条。"
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{OTHER[::-1]}</p><p>编辑：陈晓</p><p>{about}</p>") == [
        SENTENCE, OTHER, OTHER[::-1],
    ]  # fmt: skip


def test_a_block_of_other_things_is_skipped_as_a_whole() -> None:
    """With its summaries, however much they read like sentences; the article goes on behind it."""
    block = f"<div><h4>相关新闻</h4><p>{OTHER[::-1]}</p></div>"
    assert kept(f"<p>{SENTENCE}</p>{block}<p>{OTHER}</p><p>{SENTENCE[::-1]}</p>") == [SENTENCE, OTHER, SENTENCE[::-1]]


@pytest.mark.parametrize("tags", ["<dl><dt>{}</dt><dd>{}</dd></dl>", "<ul><li>{}</li><li>{}</li></ul>"])
def test_a_list_of_other_things_is_no_longer_than_itself(tags: str) -> None:
    """It stands in one block with the paragraphs below it."""
    listed = tags.format("相关报道", "<a href='/1'>柳溪县水价听证会</a>")
    assert kept(f"<div><div>{listed}</div><p>{SENTENCE}</p><p>{OTHER}</p></div><p>{OTHER[::-1]}</p>") == [
        SENTENCE, OTHER, OTHER[::-1],
    ]  # fmt: skip


def test_the_text_goes_on_below_a_line_that_points_to_another() -> None:
    """Notes, a last paragraph: the line is heading and block in one."""
    pointer = "<p>相关解读：<a href='/1'>《办法》解读</a></p>"
    text = "".join(f"<p>第{n}期：{SENTENCE}</p>" for n in range(10))
    note = "[1]漏损率为初步数，以年报为准，各项之和与合计之间的差是四舍五入所致。"
    assert kept(f"{text}{pointer}<p>注释：</p><p>{note}</p>")[10:] == ["注释：", note]


def test_another_story_below_other_things_is_left_out() -> None:
    """Endless scroll: it has its own headline, deck and paragraphs."""
    links = "<div>热门文章</div><div><a href='/1'>柳溪县水价听证会下月举行</a></div>"
    second = f"<div><div>2024.03.01</div><h1>东桥镇夜市重新开张</h1><p>{OTHER[::-1]}</p><p>{SENTENCE[::-1]}</p></div>"
    text = f"<div><h1>{HEADLINE}</h1><p>{SENTENCE}</p><p>{OTHER}</p><p>{SENTENCE}</p><p>{OTHER}</p></div>"
    assert kept(f"{text}{links}{second}") == [SENTENCE, OTHER, SENTENCE, OTHER]


def test_a_web_address_at_the_end_of_a_paragraph_is_cut_off() -> None:
    """Sites strew their own where only a copy shows it."""
    assert kept(f"<p>{SENTENCE} www.liuxi-news.com</p><p>{OTHER}</p>") == [SENTENCE, OTHER]


@pytest.mark.parametrize(
    "told",
    [
        ["报名网址：", "www.liuxi-water.com"],
        ["可以登录“柳溪水务网”www.liuxi-water.com"],
        ["网址：www.liuxi-water.com"],
    ],
)
def test_a_web_address_that_the_text_tells_stays(told: list[str]) -> None:
    """It is announced, or a part of the sentence."""
    assert kept(f"<p>{SENTENCE}</p>{''.join(f'<p>{one}</p>' for one in told)}<p>{OTHER}</p>") == [
        SENTENCE, *told, OTHER,
    ]  # fmt: skip


def test_captions_are_told_by_the_image_before_them() -> None:
    """Centred, or short and without the end of a sentence; a paragraph after an image is a paragraph."""
    image = "<p><img src='1.jpg'></p>"
    captions = f"{image}<p align='center'>工人在更换管道，现场井然有序</p>{image}<p>新建的泵站</p>{image}"
    assert kept(f"<p>{SENTENCE}</p>{captions}<p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_a_paragraph_called_caption_is_one() -> None:
    """A whole sentence as well."""
    picture = "<img src='1.jpg'><p class='img-caption'>新建的泵站已于上周投入使用，工人正在巡检。</p>"
    assert kept(f"<p>{SENTENCE}</p><div>{picture}</div><p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_lines_that_a_field_used_up_are_left_out() -> None:
    """The reader of the field says which; a paragraph keeps all but the part that is glued to it."""
    assert kept(f"<p>{SENTENCE}</p><p>甲乙丙</p><p>{OTHER}</p>", left_out=frozenset({1})) == [SENTENCE, OTHER]
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}（责编：陈晓）</p>", left_out=frozenset({1})) == [SENTENCE, OTHER]


def test_terms_of_reprinting_glued_to_the_last_sentence_are_cut_off() -> None:
    """The sentence stays."""
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}未经许可，不得转载</p>") == [SENTENCE, OTHER]


def test_a_remark_in_brackets_stays_with_the_sentence_it_closes() -> None:
    """On a line of its own it is a fact."""
    closed = f"{OTHER}（刊于《柳溪》2024年第3期）"
    assert kept(f"<p>{SENTENCE}</p><p>{closed}</p><p>（刊于《柳溪》2024年第3期）</p>") == [SENTENCE, closed]


def test_what_stands_above_the_headline_is_left_out() -> None:
    """A notice of the site, the name of a column, however they read."""
    above = "<div><p>因系统升级，本站将于周六停止服务，敬请谅解。</p></div>"
    assert kept(f"{above}<h1>{HEADLINE}</h1><div><p>{SENTENCE}</p><p>{OTHER}</p></div>") == [SENTENCE, OTHER]


def test_a_teaser_that_is_all_link_is_left_out_of_the_midst() -> None:
    """Headline, picture and summary in one."""
    card = f"<a href='/1'><p>水管的故事</p><p>{OTHER[::-1]}</p></a>"
    assert kept(f"<p>{SENTENCE}</p><div>{card}</div><p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_a_headline_on_several_lines_is_left_out() -> None:
    """Each of them is a part of it."""
    assert kept(f"<p>{HEADLINE[:6]}</p><p>{HEADLINE[6:]}</p><p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, OTHER]


def test_examples_of_the_stock_phrases_hold() -> None:
    """What their docstrings show is so."""
    assert [doctest.testmod(module).failed for module in (boilerplate, captions, facts, other_things)] == [0] * 4


THIRD = "记者在现场看到，旧泵站的水泥墩还立在河边，孩子们把它当作跳台，老人们说过几天也要拆掉了。"


@pytest.mark.parametrize(
    "line",
    [
        "<p>&lt;iframe src='http://ads.liuxi.example/1' width=468&gt;</p>",
        "<p>noresize scrolling=no hspace=0 vspace=0 frameborder=0&gt;</p>",
        "<p>按个赞！《柳溪》粉丝团天天陪你看新闻！</p>",
        "<p>讚一個！《柳溪》粉絲團天天陪你看新聞！</p>",
        "<p>本文引用(Trackback)地址: /tb.php?p=12</p>",
        "<div>“水很清，随时能喝。”居民王立与家人在新建的东桥泵站前合影留念，笑得很开心。图：柳溪县政府提供</div>",
    ],
)
def test_what_a_template_leaves_behind_is_left_out(line: str) -> None:
    """Markup that shows, calls, addresses for other programs, whose a picture is."""
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p>{line}<p>{THIRD}</p>") == [SENTENCE, OTHER, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "歌手说，翻唱这首歌以前，须先征得版权所有者的同意。",
        "他随手给朋友的照片点了个赞，没想到引来一场官司。",
        "这张照片里的人是谁？王立说，他也想知道图：是谁画的。",
    ],
)
def test_a_sentence_with_such_words_is_kept(line: str) -> None:
    """It tells of them."""
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{line}</p>") == [SENTENCE, OTHER, line]


def test_what_a_box_above_says_too_is_said_once() -> None:
    """Two paragraphs of one block that are the same were written so."""
    assert kept(f"<div class='info'>{SENTENCE}</div><div class='text'>{SENTENCE}<br>{OTHER}</div>") == [SENTENCE, OTHER]
    assert kept(f"<p>{SENTENCE}</p><p>{SENTENCE}</p><p>{OTHER}</p>") == [SENTENCE, SENTENCE, OTHER]


def test_headlines_below_a_heading_of_other_things_are_passed_over() -> None:
    """Without links, and longer than most; the text goes on with its next sentence."""
    headlines = "柳溪县东桥镇丰收节开幕首日迎来三千游客 西河乡公路通车后进城只要二十分钟"
    others = f"<p>相关阅读：柳溪新桥通车</p><p>{headlines}</p>"
    assert kept(f"<p>{SENTENCE}</p><p>{OTHER}</p>{others}<p>{THIRD}</p>") == [SENTENCE, OTHER, THIRD]


def test_a_summary_that_the_text_repeats_is_left_out() -> None:
    """It may be called the guide of this text."""
    assert kept(f"<p>本文导读：{SENTENCE}</p><p>{SENTENCE[:30]}。</p><p>{OTHER}</p>") == [SENTENCE[:30] + "。", OTHER]
