"""A page as one list of lines."""

from pipelines.page import lines, tree
from pipelines.page.lines import Line


def lines_of(markup: str, *, hidden: bool = False) -> tuple[Line, ...]:
    return lines.of_tree(tree.parse(markup), hidden=hidden)


def texts(markup: str, *, hidden: bool = False) -> list[str]:
    return [line.text for line in lines_of(markup, hidden=hidden)]


def test_blocks_and_breaks_divide_lines_and_inline_elements_do_not() -> None:
    """White space is folded, empty lines are left out, tails belong to the block around them."""
    markup = "<div>一<br>二 <b>三</b>\n<span>四</span><p>五</p>六<table><tr><td>七</td><td>八</td></tr></table></div>"
    assert texts(markup) == ["一", "二 三 四", "五", "六", "七", "八"]


def test_what_is_not_shown_is_no_line() -> None:
    """Styles, scripts, form controls, comments and what the markup itself hides."""
    markup = (
        "<style>a{}</style><script>var a;</script><p>见</p><p hidden>藏</p><div style='DISPLAY : none'><p>藏</p></div>"
        "<!-- 藏 --><textarea>藏</textarea><select><option>藏</option></select><p style='visibility:hidden'>藏</p>"
    )
    assert texts(markup) == ["见"]
    assert texts(markup, hidden=True) == ["见", "藏", "藏", "藏"]


def test_a_line_says_where_it_stands() -> None:
    """Tag, heading, links, bold, names, alignment, images, and how far the line before is."""
    markup = (
        "<div id='Main' class='a B'><h2><span class='c'>标<b>题</b></span></h2><p><img src='x'></p>"
        "<p align='center'>图 <a href='/'>链接</a></p></div><ul><li>远</li></ul>"
    )
    heading, caption, far = lines_of(markup)
    assert (heading.tag, heading.heading, heading.bold_chars, heading.step) == ("h2", 2, 1, 4)
    assert heading.classes >= {"main", "a", "b", "c"}
    assert (caption.after_image, caption.align, caption.link_chars, caption.step) == (True, "center", 2, 2)
    assert (far.after_image, far.step, far.index) == (False, 4, 2)


def test_a_break_is_no_step() -> None:
    """Two lines of one block are as near as lines can be."""
    assert [line.step for line in lines_of("<p>一<br>二</p>")][1] == 0


def test_what_a_script_writes_is_a_line() -> None:
    """A source that only document.write shows is shown all the same, in its place."""
    markup = "<p>上</p><script>var s='某报';</script><div><script>document.write('来源：' + s);</script></div><p>下</p>"
    assert [(line.text, line.scripted) for line in lines_of(markup)] == [
        ("上", False),
        ("来源：某报", True),
        ("下", False),
    ]


def test_lines_are_the_text_of_the_page() -> None:
    """Whatever the markup, the lines one after another are the visible text, no character more or less."""
    markup = "<body>甲<p>乙<a>丙</a>丁<br/>戊</p>己<ul><li>庚<li>辛</ul><h1>壬</h1>癸</body>"
    assert "".join(texts(markup)) == "甲乙丙丁戊己庚辛壬癸"


def test_plain_text_has_one_line_for_each_of_its_own() -> None:
    """They have no element, and else the form of the lines of a web page."""
    assert lines.of_text("题\r\n\r\n  正 文\n") == (Line(0, "题"), Line(1, "正 文"))


SAID = "柳溪县昨日宣布，老旧供水管网改造工程完工。"


def test_a_text_in_a_link_is_no_link() -> None:
    """An anchor left open, or put around the whole text, leads nowhere else; a card of a list does."""
    told = lines_of(f"<a href='/1'>{f'{SAID}<br>' * 4}</a><a href='/2'><h3>新桥通车</h3><p>{SAID}</p><p>今天</p></a>")
    assert [line.link_density for line in told] == [0, 0, 0, 0, 1, 1, 1]


def test_a_list_in_a_link_stays_a_link() -> None:
    """Its lines are no sentences."""
    assert {
        line.link_density for line in lines_of(f"<a href='/1'>{'柳溪县第一条别的新闻的标题很长很长<br>' * 6}</a>")
    } == {1}


def test_words_strewn_against_copying_are_no_text() -> None:
    """A style sheet among the paragraphs hides their class; others are white on white."""
    strewn = "<span class='q7x'>柳 溪 网</span><font color='#FFFFFF'>柳溪新闻</font>"
    page = f"<p>{SAID}<style> .q7x {{ display:none; }} </style>{strewn}</p><p class='q7x'>柳溪</p>"
    assert texts(page) == [SAID]


def test_other_style_sheets_hide_nothing() -> None:
    """What a script will show, and what only phones hide, may be the text."""
    sheet = "<style>.tab{display:none} .tab.on{display:block}</style>"
    assert texts(f"<p>丙</p>{sheet}<p class='tab'>甲<font color='#FFFFFF'>乙</font></p>") == ["丙", "甲乙"]
