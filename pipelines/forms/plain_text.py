"""Where headline and body stand in a page kept as plain text, among what was navigation before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.official.doc_number import is_number
from pipelines.official.pairs import describes_document, is_label, pairs_in

WIDEST_GAP = (
    8  # lines without a sentence that one body may hold between two that have one: sub-headings, captions, lists
)
HEAD_LINES = 12  # the headline stands at most so many lines above the body
SIGNATURE_LINES = 4  # body, seal, date and remark below the last sentence
SHORTEST_PROSE = 18
LONGEST_HEADLINE = 90
SHORTEST_HEADLINE = 6

_SENTENCE_END = re.compile(r"[。！？!?…；;：:.][”’\"'』」》）)\]]*$|[）)]$")
_PAUSES = re.compile(r"[，。；、！？]|[,;.!?](?:\s|$)|[\u4e00-\u9fff][,;!?:][\u4e00-\u9fff\"“]")
_CUT_SHORT = re.compile(
    r"(?:\.\.\.|…)\s*(?:\S.{0,40}(?:\.\.\.|…)\s*)+$|\|.*\||(?:版权所有|备案号|ICP备|技术支持|Copyright)", re.I
)
_SHORT_SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。！？][”’」』）)]*$")
_SALUTATION = re.compile(
    r".{0,200}(?:[各、，,]|府|局|厅|廳|委|会|會|单位|單位|部门|部門|院|校|公司|企业|机构|同志|朋友|读者|讀者|代表"
    r"|处|所|省|市|县|区).{0,40}[：:]$"
)
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}[.、．])"
)
TAIL = re.compile(
    r"[\s【\[（(]*(?:(?:责任|責任|本文|本期|网络|值班)?\s?(?:编\s?辑|編\s?輯|责编|責編|校对|审核|监制)\s?[:：]"
    r"|关键[词字]\s?[:：]|分享(?:到|至|按钮)?\s?[:：]?$"
    r"|相关(?:新闻|文章|阅读|链接|报道|推荐|信息)|相關(?:新聞|文章|閱讀|報導|報道)|延伸[阅閱][读讀]|上一[篇条]"
    r"|下一[篇条]|友情链接|热点(?:图片|新闻|推荐)"
    r"|推荐阅读|更多>|share this|related (?:stories|articles|news)|read more|网友评论|我要评论|【?(?:打印|关闭"
    r"|返回顶部)|扫一扫)",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"当前位置|您?现?在?的位置|首\s?[页頁]|[>＞»].*[>＞»]|设为首页|設為首頁|加入收藏|https?://|^\s*(?:字[号体]|打印"
    r"|分享)"
)
_ABSTRACT = re.compile(r"(?:内容)?(?:摘\s?要|提\s?要)\s?[:：]|(?:核心提示|内容简介|导\s?读|導\s?讀)\s?[:：]")
_BYLINE = re.compile(
    r"(?:本报|本網|本网|特约)?(?:记者|記者|通讯员|作者|撰文|文/|来源|來源|编辑|責任編輯)|by\s[A-Z]", re.IGNORECASE
)
_ATTACHED = re.compile(r"附\s?[件表录][\s\d一二三四五六七八九十]*[:：.、]")
_BODY_OF_STATE = re.compile(r".{2,40}(?:府|厅|局|委员会|委|部|院|办公室|会|中心|公司|处|社|署|厅)$")
_REMARK = re.compile(r"[（(].{2,40}[）)]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Indices of lines: the headline (None where none stands out), and the body as ``start:end``."""

    headline: int | None
    start: int
    end: int


def layout(lines: Sequence[str], indents: Sequence[int]) -> Layout:
    """The body is the longest run of lines with sentences; ``indents`` are the blanks before each line.

    Without any sentence the whole page is the body.
    """
    runs = list(_runs(lines))
    if not runs:
        return Layout(None, 0, len(lines))
    start, end = max(runs, key=lambda run: sum(len(line) for line in lines[run[0] : run[1]]))
    end = _with_signature(lines, end)
    headline = _headline(lines, indents, start)
    start = _from_headings(lines, start, headline)
    return Layout(headline, _after_abstract(lines, start, end), end)


def is_prose(line: str) -> bool:
    """Whether a line holds a sentence, as navigation, headings and captions do not."""
    if len(line) < SHORTEST_PROSE or _CUT_SHORT.search(line[:400]):
        return False
    ended = _SENTENCE_END.search(line[-8:]) is not None
    pauses = len(_PAUSES.findall(line[:400]))
    return pauses >= (1 if ended else 3)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches that begin and end with prose and hold no wide gap and no tail line."""
    start = last = -1
    for index, line in enumerate(lines):
        if TAIL.match(line):
            if start >= 0:
                yield start, last + 1
            start = -1
        elif is_prose(line):
            if start >= 0 and index - last > WIDEST_GAP + 1:
                yield start, last + 1
                start = -1
            start = index if start < 0 else start
            last = index
    if start >= 0:
        yield start, last + 1


def _with_signature(lines: Sequence[str], end: int) -> int:
    """The body goes on over short sentences, who signed, when, and what is attached."""
    while end < len(lines) and _SHORT_SENTENCE.search(lines[end]) and not TAIL.match(lines[end]):
        end += 1
    reach = end
    for index in range(end, min(end + SIGNATURE_LINES, len(lines))):
        line = lines[index]
        if _is_day(line) or _ATTACHED.match(line) or (reach == index and _REMARK.fullmatch(line)):
            reach = index + 1
        elif TAIL.match(line) or not _BODY_OF_STATE.fullmatch(line):
            break
    return reach


def _is_day(line: str) -> bool:
    return len(line) < 20 and any(found.end - found.start >= len(line) - 1 for found in find_dates(line))


def _headline(lines: Sequence[str], indents: Sequence[int], start: int) -> int | None:
    above = _above(lines, start)
    dated = next((index for index in reversed(above) if _is_dated(lines[index])), None)
    candidates = [index for index in above if not _is_dated(lines[index]) and _may_be_headline(lines[index])]
    counts = Counter(lines)
    repeated = [index for index in candidates if counts[lines[index]] > 1 and len(lines[index]) >= SHORTEST_PROSE // 2]
    if repeated:
        return repeated[0]
    if dated is not None:
        # Some put the headline below the line of date and source, with a kicker above it.
        below = [index for index in candidates if index > dated and indents[index] != indents[start]]
        nearest = [index for index in reversed(candidates) if index < dated]
        candidates = below or nearest[:1] or candidates
    elif start >= HEAD_LINES:
        candidates.reverse()
    return candidates[0] if candidates else None


def _above(lines: Sequence[str], start: int) -> list[int]:
    """The last lines above the body, in order; those of an attribute block are not counted."""
    near = range(start - 1, max(-1, start - 1 - 4 * HEAD_LINES), -1)
    if any(describes_document(lines[index]) for index in near):
        said = (index for index in near if not _is_attribute(lines, index))
        return sorted(islice(said, HEAD_LINES))
    return sorted(near[:HEAD_LINES])


def _is_attribute(lines: Sequence[str], index: int) -> bool:
    """A label, its value below it, or pairs of both."""
    if is_label(lines[index]) or (index and is_label(lines[index - 1])):
        return True
    return any(pair.name for pair in pairs_in(lines[index]))


def _is_dated(line: str) -> bool:
    return len(line) < LONGEST_HEADLINE and next(find_dates(line), None) is not None and not is_prose(line)


def _may_be_headline(line: str) -> bool:
    return (
        SHORTEST_HEADLINE <= len(line) <= LONGEST_HEADLINE
        and not line.endswith(("。", "：", ":", "；", "文件"))
        and not (
            pairs_in(line)
            or is_number(line)
            or _NAVIGATION.search(line)
            or _ABSTRACT.match(line)
            or _BYLINE.match(line)
            or TAIL.match(line)
        )
    )


def _from_headings(lines: Sequence[str], start: int, headline: int | None) -> int:
    """Salutations and numbered headings directly above the first sentence belong to the body."""
    floor = -1 if headline is None else headline
    while start - 1 > floor and _opens_text(lines[start - 1]):
        start -= 1
    return start


def _opens_text(line: str) -> bool:
    return (
        bool(_SALUTATION.fullmatch(line) or _NUMBERED.match(line)) and not _is_dated(line) and not _BYLINE.match(line)
    )


def _after_abstract(lines: Sequence[str], start: int, end: int) -> int:
    """An abstract is not part of the body: it says so, or the paragraph that follows repeats it."""
    if end - start < 2:
        return start
    first, second = (re.sub(r"\s+", "", line) for line in lines[start : start + 2])
    repeated = len(first) > 20 and first[:30] in second and len(first) < len(second)
    return start + 1 if repeated or _ABSTRACT.match(lines[start]) else start
