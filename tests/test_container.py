"""Where on the page the text stands."""

from pipelines.body import container
from pipelines.body.container import Container
from pipelines.page import lines, tree

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
OTHER = "县水务局局长周明远说，工程分三期实施，共更换管道一百八十公里，新建加压泵站六座，总投资两亿三千万元。"
LINKS = "".join(f"<li><a href='/{n}'>柳溪县第{n}条别的新闻的标题很长</a></li>" for n in range(12))


def found(markup: str) -> tuple[Container | None, list[str]]:
    page = lines.of_tree(tree.parse(markup))
    one = container.find(page)
    return one, [line.text for line in page[one.start : one.end]] if one else []


def test_the_article_is_told_from_links_around_it() -> None:
    """It is the element that holds the sentences; what is near in the same element comes with it."""
    one, text = found(f"<ul>{LINKS}</ul><div id=x><h1>题</h1><p>{SENTENCE}</p><p>{OTHER}</p></div><ul>{LINKS}</ul>")
    assert one is not None
    assert (one.element.get("id"), one.sure, text) == ("x", True, ["题", SENTENCE, OTHER])


def test_links_in_the_same_element_are_no_part_of_it() -> None:
    """In old tables one cell holds the article and all that follows it."""
    _, text = found(f"<table><tr><td><p>{SENTENCE}</p><p>{OTHER}</p><ul>{LINKS}</ul></td></tr></table>")
    assert text == [SENTENCE, OTHER]


def test_a_second_copy_is_no_part_of_it() -> None:
    """The first of two is read, whichever device it is for."""
    one, text = found(f"<div id=a><p>{SENTENCE}</p><p>{OTHER}</p></div><div id=b><p>{SENTENCE}</p><p>{OTHER}</p></div>")
    assert one is not None
    assert (one.element.get("id"), text) == ("a", [SENTENCE, OTHER])


def test_what_is_called_comments_is_not_the_article() -> None:
    """Names are weak, but these stand against length."""
    one, _ = found(
        f"<div id=x><p>{SENTENCE}</p></div><div class='comment-list'><p>{OTHER}</p><p>{OTHER[::-1]}</p></div>"
    )
    assert one is not None
    assert one.element.get("id") == "x"


def test_the_article_may_stand_in_what_is_called_a_comment() -> None:
    """Where there is no other sentence on the page."""
    info = "<div>某某办公室网站 www.example.gov.cn 2024-03-05 来源：某网</div>"
    page = f"<div>{info}<div id='m_comment'><p>{SENTENCE}</p><p>{OTHER}</p></div></div>"
    assert found(page)[1] == [SENTENCE, OTHER]


def test_the_name_of_a_frame_does_not_hide_its_article() -> None:
    """What holds nearly all sentences of a page is the article, whatever the template calls it."""
    assert found(f"<div class='sidebar'><p>{SENTENCE}</p><p>{OTHER}</p></div>")[1] == [SENTENCE, OTHER]


def test_a_table_of_data_is_whole() -> None:
    """Its cells hold no sentences, yet they belong to those that do."""
    row = "<tr><td><p>{}</p></td><td><p>{}</p></td></tr>"
    rows = row.format("乡镇", "长度") + row.format("东桥镇", SENTENCE) + row.format("西河乡", "四十一公里")
    assert found(f"<div>{LINKS}</div><div><table>{rows}</table></div>")[1] == [
        "乡镇", "长度", "东桥镇", SENTENCE, "西河乡", "四十一公里",
    ]  # fmt: skip


def test_a_page_of_links_has_none() -> None:
    """There is no sentence in it."""
    assert found(f"<ul>{LINKS}</ul>") == (None, [])


def test_two_articles_far_from_each_other_leave_a_doubt() -> None:
    """The better is taken, and is not called sure."""
    one, _ = found(f"<div><p>{SENTENCE}</p></div><ul>{LINKS * 3}</ul><div><p>{OTHER}</p></div>")
    assert one is not None
    assert not one.sure


def test_verse_is_running_text() -> None:
    """A short line that ends as a part of a sentence does."""
    verse = "月落江桥灯未冷，<br>渡船犹记旧人声。<br>三更雨过芦花白，<br>一夜潮来水自平。"
    _, text = found(f"<h1>夜渡</h1><div><div class=a>{verse}</div><div class=b><p>{SENTENCE}</p></div></div>")
    assert text == [*verse.split("<br>"), SENTENCE]


def test_tags_in_a_row_are_no_running_text() -> None:
    """However many marks stand between them."""
    tags = "<td>" + " 、 ".join(f"<a href='/{n}'>柳溪{n}</a>" for n in range(60)) + "</td>"
    _, text = found(f"<table><tr><td><p>{SENTENCE}</p><p>{OTHER}</p></td></tr><tr>{tags}</tr></table>")
    assert text == [SENTENCE, OTHER]


def test_numbered_links_among_paragraphs_are_its_own() -> None:
    """A text that recommends one page after the other."""
    listed = "".join(f"<p>{n}、<a href='/{n}'>柳溪县第{n}处可以钓鱼的河湾</a></p>" for n in range(1, 12))
    _, text = found(f"<div><p>{SENTENCE}</p><h4>去处</h4>{listed}</div><ul>{LINKS}</ul>")
    assert (len(text), text[-1]) == (13, "11、柳溪县第11处可以钓鱼的河湾")
