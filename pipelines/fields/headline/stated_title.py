"""What the head of a page and its table of attributes say the headline is: metas, ``<title>``, 标题：…"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.fields.labels import Labelled, labelled
from pipelines.page.characters import squash, tidy
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

METAS = ("articletitle", "og:title", "twitter:title", "headline", "dc.title", "title", "sharetitle", "newstitle")
LONGEST = 200
LONGEST_HOUSE = 10
LONGEST_BODY = 24
INSIDE = 40  # lines of the container among which the table of attributes may stand
DIVIDER = re.compile(
    r"\s?[|｜_]+\s?|\s+[-–—－·«»>]+\s+|\s*::+\s*|(?<=[\u3400-\u9fff\d”\"）)!！?？…])\s?[-–—－]{1,2}\s?(?=[\u3400-\u9fffA-Z])"
)
HOUSE = re.compile(
    r"(?:网|網|网站|中文|報|报|日报|晚报|新闻|新聞|资讯|频道|頻道|门户|平台|官网|首页|中心|在线|線上|传媒|电视台|广播|"
    r"杂志|周刊|客户端|[电電][台臺]|電視台|廣播|傳媒|雜誌|週刊|政府|人民政府|委员会|委|厅|局|署|部|办公室|院"
    r"|(?:新闻|文章|内容|信息|资讯|公告|产品|详细|页面)(?:详情|内容|详细|展示|显示|页)|详情页?|正文页"
    r"|正文|要闻|动态|财经|体育|娱乐|科技|社会|国内|国际|Online|News|Times|\.com|\.cn|\.net|Network)$",
    re.IGNORECASE,
)
_COMMUNITY = re.compile(
    r"(?:论坛|論壇|博客|社区|社區|家园|家園|大学|大學|学院|學院|学校|公司|集团|集團|协会|学会|Blog)$"
)
_BLOG = re.compile(r".{1,16}(?:部落格|博客|網誌|网志|日志|日誌|[Bb]log)\s?[:：|｜]\s?")
_ARROWED = re.compile(r"\s»\s")  # 某某博客 » 新桥今日通车
_SPACED = re.compile(r"\s[-–—－]\s|_")
_HEADLINE = re.compile(r'"headline"\s*:\s*("(?:[^"\\]|\\.){2,200}")')
_STEP = re.compile(r"[<>＜＞]")
_PATH = re.compile(r"[^<>＜＞\s]{2,8}(?:[<>＜＞][^<>＜＞\s]{2,14}){1,3}")  # 某某网>教育
_PAPER = re.compile(
    r"(?:网|網|报|報|日报|晚报|晨报|周刊|频道|政府|电视台|数字报|电子版)$"
)  # a site that names itself first
# What sites call their columns.
COLUMN = re.compile(
    r"(?:(?:通知|公告|公示|新闻|要闻|政务|工作|时政|图片|本地|国内|国际|社会|财经|综合|最新|今日|头条|热点|政策|"
    r"信息|媒体|领导|部门|基层|党建|专题|文件|法规|解读|回应|关切)"
    r"(?:公告|公开|新闻|要闻|动态|信息|公示|报道|文件|聚焦|专栏|活动|法规|解读|焦点|资讯|快讯|速递|关切|建设|窗口)?)"
)
TITLE_LABELS = frozenset(
    ["标题", "標題", "名称", "公文名称", "文件名称", "信息名称", "文件标题", "信息标题"]
) | frozenset(["信件标题", "来信标题", "信件主题", "来信主题", "留言标题", "咨询标题", "问题标题"])


@dataclass(frozen=True, slots=True)
class Statement:
    """What the page's head says its headline is."""

    text: str
    where: str
    whole: bool  # says nothing but the headline; ``<title>`` has the site's name behind
    word: str  # all of it, squashed
    headline: str  # squashed, without the names of site and column
    first: str  # squashed, what stands before the first divider


def _statement(text: str, where: str, *, whole: bool) -> Statement:
    text = text if whole else _without_leading_house(text)
    word = squash(text)
    headline = word if whole else squash(_without_house(text))
    first = squash(DIVIDER.split(text, maxsplit=1)[0])
    return Statement(text, where, whole, word, headline, first)


def statements(sheet: Sheet) -> list[Statement]:
    """Everything the page states, metas first; empty where it states nothing."""
    found = []
    for name in METAS:
        for content in sheet.metas.get(name, ())[:1]:
            text = tidy(re.sub(r"<[^>]{0,80}>", " ", content))
            found.append(_statement(text, f"meta {name}", whole=name != "title"))
    head = sheet.head_title
    if head:
        text = tidy(re.sub(r"<[^>]{0,80}>", " ", head))
        found.append(_statement(text, "title element", whole=False))
    found += [*_json_ld(sheet), *_attributes(sheet)]
    return [one for one in found if len(one.word) > 1]


def _json_ld(sheet: Sheet) -> Iterator[Statement]:
    match = _HEADLINE.search(sheet.text) if '"headline"' in sheet.text else None
    try:
        words = json.loads(match[1]) if match else ""
    except ValueError:  # escapes that JSON does not know
        return
    yield _statement(tidy(words), "JSON-LD headline", whole=False)


def _attributes(sheet: Sheet) -> Iterator[Statement]:
    """The headline in a document's table of attributes: 标题：…, in one line or in two cells."""
    for line in sheet.lines[: sheet.start + INSIDE]:
        if len(line.text) > LONGEST or not ("题" in line.text or "称" in line.text or "題" in line.text):
            continue
        for part in labelled(line.text) or _labelling_cell(line):
            value = part.value or _text_after(line, sheet)
            if part.label in TITLE_LABELS and 4 < len(value) < LONGEST:
                yield _statement(value, f"attribute {part.label}", whole=True)


def _labelling_cell(line: Line) -> tuple[Labelled, ...]:
    """The label that is all of a cell, its colon left out."""
    parts = labelled(f"{line.text}：") if line.tag in ("td", "th", "dt") else ()
    return tuple(part for part in parts if part.start == 0)


def _text_after(line: Line, sheet: Sheet) -> str:
    return sheet.lines[line.index + 1].text if line.index + 1 < len(sheet.lines) else ""


def best_of(stated: list[Statement]) -> Found[str] | None:
    """The headline as the head of the page says it; None where it only names the site."""
    for one in sorted(stated, key=lambda one: not one.whole):
        text = one.text if one.whole and one.where != "meta og:title" else _without_house(one.text)
        if not names_a_house(text):
            return Found(text, one.where)
    return None


def names_a_house(text: str) -> bool:
    """It says nothing but who speaks: the site, or the site and a column."""
    parts = [part for part in DIVIDER.split(text.strip("()（）")) if part]
    if _PATH.fullmatch(text) and any(HOUSE.search(step) for step in _STEP.split(text)):
        return True
    if len(parts) > 1 and len(parts[-1]) <= LONGEST_BODY and _COMMUNITY.search(parts[-1]):
        parts.pop()  # 新闻中心-某某有限公司
    return len(squash(text)) < 4 or all(len(part) <= 16 and HOUSE.search(part.strip("()（）")) for part in parts)


def _without_leading_house(text: str) -> str:
    """A page title without the site's name, the column or 首页 before the headline.

    >>> _without_leading_house("某某晚报-新桥今日通车"), _without_leading_house("新桥今日通车-某某晚报")
    ('新桥今日通车', '新桥今日通车-某某晚报')
    """
    blog = _BLOG.match(text)
    if blog is not None:
        return text[blog.end() :]
    divider = DIVIDER.search(text)
    if divider is None:
        return text
    leading, rest = text[: divider.start()], text[divider.end() :].strip()
    if leading in ("首页", "主页"):
        return _without_leading_house(rest)
    return rest if _leads(leading, divider[0]) and not _ends(rest) else text


def _leads(words: str, divider: str) -> bool:
    """What stands before the first divider is the site or a column."""
    if _SPACED.fullmatch(divider) and (COLUMN.fullmatch(words) or (3 < len(words) <= 16 and HOUSE.search(words))):
        return True
    if _ARROWED.fullmatch(divider) and len(words) <= 16 and (HOUSE.search(words) or _COMMUNITY.search(words)):
        return True
    return 3 < len(words) <= LONGEST_HOUSE and _PAPER.search(words) is not None


def _without_house(text: str) -> str:
    """A page title without the names of site and column at its end.

    >>> _without_house("新桥今日通车_要闻_某某新闻网")
    '新桥今日通车'
    """
    spans = list(DIVIDER.finditer(text))
    while spans and (_ends(text[spans[-1].end() :]) or len(spans) > 1 or "_" in spans[-1][0]):
        text = text[: spans[-1].start()]
        spans.pop()
    return text.strip()


def _ends(words: str) -> bool:
    """What stands behind the last divider is the site or a column."""
    return any((HOUSE.search(words), _COMMUNITY.search(words), COLUMN.fullmatch(words)))
