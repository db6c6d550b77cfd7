"""Where on a page the headline's surroundings and the text's tail are: the places in which fields are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from pipelines.fields.labels import AUTHOR, PUBLISHED, SOURCE, labelled
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

ABOVE_TITLE = 14  # lines above the headline that may show date and source
BELOW_TITLE = 40  # lines between headline and text: share bars, font sizes, breadcrumbs
FOOT_LINES = 45  # lines below the text that may show source, author and editor
FACTS = 6  # lines of a container without running text that may say who and when
EARLY_LINES = 8  # lines of the text among which a byline may stand
_OTHERS = re.compile(
    r"^\W{0,3}(?:相关(?:新闻|阅读|报道|推荐|文章|资讯|链接)|相關(?:新聞|閱讀|文章)|推荐(?:阅读|新闻|文章)|"
    r"推薦(?:閱讀|新聞)|延伸[阅閱][读讀]|热门|熱門|热点|为[你您]推荐|猜你喜欢|上一[篇条]|下一[篇条]"
    r"|最新(?:新闻|文章|消息)|精彩(?:推荐|图片)|(?:网友|最新|全部|热门|精彩|读者)?(?:评论|評論|跟帖)(?:$|[\s(（])|网友评论|[发發]表[评評][论論]|友情链接|编辑推荐|大家都在看|\S{0,6}(?:推荐|推薦|排行榜?|排行|精[选選])$|related"
    r" |\d+ (?:comments?|responses?)\b|more |you may)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？；]|，.{4,}[，。]|[.!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Zones:
    """Head and foot of an article; ``early`` and ``late`` are the text's own first and last lines."""

    head: tuple[Line, ...]  # from above the headline to the first paragraph, which is not in it
    early: tuple[Line, ...]
    late: tuple[Line, ...]
    foot: tuple[Line, ...]  # below the last paragraph
    near_foot: tuple[Line, ...]  # down to where other articles begin: below that, sources and authors are theirs
    title: int | None  # index of the headline's line


def zones_of(sheet: Sheet, title: Found[str] | None) -> Zones:
    """The zones of a page whose headline was found so."""
    return _zones(sheet, title.lines if title is not None else ())


@lru_cache(maxsize=1)  # every reader of a field asks for the same page in turn
def _zones(sheet: Sheet, title_lines: tuple[int, ...]) -> Zones:
    anchor = _anchor(sheet, title_lines)
    first = _first_paragraph(sheet, anchor)
    last = _last_paragraph(sheet, first)
    foot = sheet.lines[last + 1 : last + 1 + FOOT_LINES]
    top = max(0, (anchor - ABOVE_TITLE) if anchor is not None else first - BELOW_TITLE)
    return Zones(
        head=sheet.lines[top:first],
        early=sheet.lines[first : min(first + EARLY_LINES, last + 1)],
        late=sheet.lines[max(first, last - EARLY_LINES) : last + 1],
        foot=foot,
        near_foot=tuple(takewhile(lambda line: not _OTHERS.match(line.text), foot)),
        title=anchor,
    )


def is_running_text(line: Line) -> bool:
    """A paragraph of the article, not a label, a credit or a menu."""
    text = line.text
    if len(text) < 25 or line.link_chars * 2 > len(text):
        return False
    if _SENTENCE.search(text) is None and (len(text) < 160 or line.link_chars * 4 > len(text)):
        return False
    parts = labelled(text) if len(text) < 160 else ()
    return not parts or parts[0].start > 8


def _anchor(sheet: Sheet, title_lines: tuple[int, ...]) -> int | None:
    """The headline's line nearest above the text; its other copies are far off or inside."""
    above = [index for index in title_lines if index <= sheet.start]
    return above[-1] if above else title_lines[0] if title_lines else None


def _first_paragraph(sheet: Sheet, anchor: int | None) -> int:
    begin = sheet.start if anchor is None else anchor + 1
    for line in sheet.lines[begin : max(begin, sheet.end)]:
        if is_running_text(line) and (line.index >= sheet.start or line.index > begin + BELOW_TITLE):
            return line.index
    return _behind_facts(sheet, max(begin, sheet.start))


def _behind_facts(sheet: Sheet, begin: int) -> int:
    """Where no text runs, as in a table: the first line that tells neither date nor source nor people."""
    facts = takewhile(_tells_facts, sheet.lines[begin : min(begin + FACTS, sheet.end or len(sheet.lines))])
    return max((line.index + 1 for line in facts), default=begin)


def _tells_facts(line: Line) -> bool:
    parts = labelled(line.text)
    return bool(parts) and parts[0].start < FACTS and any(part.kind in (PUBLISHED, SOURCE, AUTHOR) for part in parts)


def _last_paragraph(sheet: Sheet, first: int) -> int:
    for line in reversed(sheet.lines[first : sheet.end]):
        if is_running_text(line):
            return line.index
    return max(first, sheet.end - 1)
