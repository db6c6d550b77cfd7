"""The captions of pictures, told from sentences by their place and their wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, islice

from pipelines.body import boilerplate
from pipelines.page.lines import Line, names_of
from pipelines.page.phrases import either
from pipelines.page.tree import Element, words_in

MAX_NAMED = 200  # characters: a longer paragraph is one of the text, whatever it is called
MAX_CREDIT, MAX_LONE_CREDIT, MAX_CAPTION, MAX_SCENE = 120, 45, 40, 12
VERSES = 15  # lines at least, for a text to be told by how they end
PROSE = 0.3  # share of lines that end a sentence in prose
_CREDIT = re.compile(
    either(
        r"^[^，。]{1,6}社发[）)]?$ "
        r" ^\W{0,3}(?:图为|图像来源|资料图(?!书)|图片来源|图片说明|图片来自|图源|图注"
        r"|图[一二三四五六七八九十\d]*[：:/／]|[▲△↑↓▼]|◎(?=.{0,14}[图摄]))"
        r" ^photo(?:\s+by|:|\s*/)"
        r" (?:[\s（(【/／。”]|^)[^，。；\s]{2,14}(?:\s[^，。；\s]{2,6}){0,3}\s*(?:摄|供图|翻摄)[）)】]?$"
        r" [\s/／](?:图|绘|制图|摄影)[）)】]?$"
        r" (?:摄影|图片|图源|供图|制图)\s*[：:/／]\s*[^，。；？！]{2,20}[）)】]?$"
        r" 记者\s*[^，。；？！：:]{2,12}\s*[/／]?(?:摄|摄影|图)[）)】]?$"
        r" [（(](?:图|图片|视频|资料)?[^（()）。]{0,8}"
        r"(?:图|摄|来源|资料照|照片|拼版|截图|取自|提供|授权)[^（()）。]{0,20}[)）]。?$"
        r" (?:资料图|资料图片|资料照|资料照片|视频截图|网络图|截图|示意图|效果图|现场图)[）)】]?。?$"
    )
)
_PICTURE_FROM = re.compile(r"[。！？”」\s]图\s?[:：/／]\s?[^，。；？！]{2,20}$")
MAX_FROM = 26  # characters
_NO_CAPTION = re.compile(r"[，,]|^[（(]?[一二三四五六七八九十]{1,3}[)）、．.]|^[01]\d[\u4e00-\u9fff]")
_OF_TABLE = re.compile(r"表\s?\d{1,2}(?!\d)")
_TAKEN_BY = re.compile(r"^[^，；。！？：]{2,30}(?:摄影?|供图)\W{0,2}$")
MAX_ROWS = 6  # of a table that shows pictures
_GREY = re.compile(r"color:\s*(?:gr[ae]y|#([6-9a-b])\1{2,5}\b|rgb\((1[0-9]\d), ?\2, ?\2\))")
FRAMES = 4  # elements above a caption, at most, in which its picture stands
_BOLD_STYLE = re.compile(r"font-weight:\s?(?:bold|[6-9]00)")
_BOLD_CLASS = re.compile(r"(?:^|[\s_-])(?:strong|bold|h[2-6]|sub-?title|sub-?head(?:ing)?)(?:$|[\s_-])")
MAX_ELEMENTS = 20  # of a line's block that are looked at
_OF_PICTURE = "img|image|pic|picture|photo|figure|media|thumb"
_NAMED = re.compile(rf"(?:^|[-_\s]|{_OF_PICTURE})caption(?:$|[-_\s])")
_NAMED_BELOW = re.compile(  # told only below an image: pages call whole texts so as well
    rf"(?:^|[-_\s])(?:{_OF_PICTURE})s?[-_]?(?:note|te?xt|desc(?:ription)?|info|title|intro|explain|credit|source|word)s?(?:$|[-_\s])"
)
_PICTURE = re.compile(rf"(?:{_OF_PICTURE})s?[-_]?(?:box|wrap(?:per)?|con|area|block|item|container)?")
_ENDS_SENTENCE = re.compile(r"[。！？；…：.!?;:~～↓][”’」』）)\"']*$")
_DATE = re.compile(
    r"^\W{0,2}[\d一二三四五六七八九〇○零十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\W{0,2}$"
)


def are_verse(lines: Iterable[Line]) -> bool:
    """Many short lines without full stops: a poster's captions and sentences look alike."""
    told = [line for line in lines if len(line.text) >= MAX_SCENE]
    ended = sum(_ENDS_SENTENCE.search(line.text[-4:]) is not None for line in told)
    return len(told) >= VERSES and ended < len(told) * PROSE


def is_caption(line: Line, text: str, *, in_verse: bool, sole: bool = False) -> bool:
    """What a picture shows, or who took it.

    ``text``: the line's, folded; ``in_verse``: ends tell no sentence here; ``sole``: without it hardly a text is left.
    """
    if line.tag == "figcaption" or (len(text) <= MAX_NAMED and (_is_named(line) or (not sole and _is_framed(line)))):
        return True
    if line.after_image and text.startswith(("▲", "△")) and len(text) <= MAX_NAMED:
        return True
    if len(text) <= (MAX_CREDIT if line.after_image else MAX_LONE_CREDIT) and _CREDIT.search(text):
        return True
    if boilerplate.is_photo_note(text) or (line.after_image and boilerplate.credits_photo(text)):
        return True
    if len(text) <= MAX_NAMED and "图" in text[-MAX_FROM:] and _PICTURE_FROM.search(text[-MAX_FROM:]):
        return True
    if not line.after_image or len(text) > MAX_CREDIT or _DATE.match(text) or _OF_TABLE.match(text) or in_verse:
        return False
    if _is_grey(line):
        return True
    if line.align == "center":
        return not text.startswith("《")
    if _ENDS_SENTENCE.search(text):
        return len(text) <= MAX_SCENE and text.endswith("。") and "，" not in text
    return 3 < len(text) <= MAX_CAPTION and not _NO_CAPTION.search(text) and not _is_bold(line)


def _is_named(line: Line) -> bool:
    """The paragraph itself is called so."""
    if line.element is None:
        return False
    names = " ".join(names_of(line.element))
    if names and _NAMED.search(names):
        return True
    return line.after_image and (_NAMED_BELOW.search(names) is not None or _is_in_picture(line.element))


def _is_in_picture(element: Element) -> bool:
    above = element.getparent()
    return above is not None and any(_PICTURE.fullmatch(name) for name in names_of(above))


def _is_framed(line: Line) -> bool:
    """It stands in a figure, or is all that a table or a list says which shows a picture."""
    element = line.element
    for _ in range(FRAMES):
        if element is None:
            return False
        if element.tag == "figcaption":
            return True
        if element.tag == "figure":
            return element.find(".//img") is not None and element.find(".//blockquote") is None
        if element.tag in ("table", "dl", "ul"):
            return _shows_pictures(element)
        element = element.getparent()
    return False


def _shows_pictures(table: Element) -> bool:
    """It has as many pictures as it has words below them, and few."""
    rows = table.find("tbody")
    if len(table if rows is None else rows) > MAX_ROWS or table.find(".//img") is None or not _says_little(table):
        return False
    pictures = sum(1 for _ in table.iter("img"))
    return 0 < sum(1 for cell in table.iter("td", "dd", "dt", "th", "li") if words_in(cell)) <= pictures


def _says_little(element: Element) -> bool:
    """Counted only as far as need be: an article may stand in it."""
    counts = accumulate(len(str(text).strip()) for text in element.itertext())
    return all(count <= MAX_NAMED for count in counts)


def is_lone_credit(text: str) -> bool:
    """A line that only says who took the picture: the line above it, below the picture, says what it shows.

    >>> [is_lone_credit(line) for line in ("某某日报记者 王立 摄", "某社发（王立摄）", "他爱好摄影，也爱画图")]
    [True, True, False]
    """
    return len(text) <= MAX_LONE_CREDIT and _TAKEN_BY.match(text) is not None


def _is_grey(line: Line) -> bool:
    """By its style, in which editors set captions apart from paragraphs."""
    return any(
        _GREY.search(element.get("style") or "") for element in (*line.inline, line.element) if element is not None
    )


def _is_bold(line: Line) -> bool:
    """By tag, by style or by the name of a class: a sub-heading below a picture."""
    if line.bold_chars or line.element is None:
        return bool(line.bold_chars)
    return any(
        _BOLD_STYLE.search(element.get("style") or "") or _BOLD_CLASS.search(element.get("class") or "")
        for element in islice(line.element.iter("p", "span", "div", "section", "font"), MAX_ELEMENTS)
    )
