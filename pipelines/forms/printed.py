"""The lines of printed pages to paragraphs: broken lines joined, running heads left out, the headline made one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipelines.official.doc_number import is_number

HEAD_LINES = 12  # of a first page, in which its headline begins
HEADLINE_LINES = 4
NARROWEST = 12  # characters of a line that may have been broken for want of room
_HEADLINE = re.compile(
    r"(?=.{8,120}$)[^。：:；;]{0,50}(?:关于|印发|转发|批转|颁布|發布|發佈|關於)[^。：:；;]*"
    r"(?:通知|意见|決定|决定|公告|通告|办法|規定|规定|方案|函|批复|报告|通报|条例|细则|规划|计划|要点|答复|请示"
    r"|措施|纪要|解读|公示)"
    r"(?:[（(][^（）()]{1,20}[）)])?"
)
# What an attachment is called that is no document of its own: 某某实施细则（试行）, 2024年度某某项目清单.
_ATTACHED = re.compile(
    r"[^。：:；;，]{4,60}(?:细则|办法|规定|方案|规划|计划|要点|指南|指引|清单|目录|名单|一览表|统计表|明细表|汇总表|"
    r"申请表|登记表|公报|报告|标准|规范|流程|须知)(?:[（(][^（）()]{1,20}[）)])?"
)
_ATTACHMENT_MARK = re.compile(r"附\s?[件表录]\s?[\d一二三四五六七八九十]{0,3}\s?[:：]?")
_ROW = re.compile(r"(?=.*[\u4e00-\u9fff])(?:[^\s。，；]{1,16} ){2,}[^\s。，；]{1,16}")  # cells of a table
_PAGE_NUMBER = re.compile(r"[\s—–\-－·.第]*\d{1,4}\s?(?:页|/\s?\d{1,4})?[\s—–\-－·.]*")
_ENDS = re.compile(r"[。！？!?：:.…][”’」』）)]?$")
_BEGINS = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.、．)）]"
    r"|第[一二三四五六七八九十百\d]+[章节条款]|附\s?件|[-•·●■□◆])"
)
_CJK_EDGE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_DATE_ALONE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")


def paragraphs(pages: Iterable[list[str]]) -> list[list[tuple[str, int]]]:
    """The paragraphs of each page with their level of heading (1 for the headline, else 0), without running heads.

    ``pages`` hold the lines as they are set.
    """
    folded = [[" ".join(line.split()) for line in lines if line.strip()] for lines in pages]
    running = _running_lines(folded)
    kept = [[line for line in lines if line not in running and not _PAGE_NUMBER.fullmatch(line)] for lines in folded]
    first = [_with_headline(list(_joined(lines))) for lines in kept[:1]]
    return first + [[(text, 0) for text in _joined(lines)] for lines in kept[1:]]


def _with_headline(lines: list[str]) -> list[tuple[str, int]]:
    """The lines of a first page with the headline, which is broken over several of them, as one."""
    for start in range(min(HEAD_LINES, len(lines))):
        if is_number(lines[start]) or lines[start].endswith("文件"):
            continue
        for end in range(start + 1, min(start + HEADLINE_LINES, len(lines)) + 1):
            if _HEADLINE.fullmatch("".join(lines[start:end])):
                return _marked(lines, start, end)
    first = next((place for place, line in enumerate(lines) if not _ATTACHMENT_MARK.fullmatch(line)), 0)
    for end in range(first + 1, min(first + HEADLINE_LINES, len(lines)) + 1):
        if _ATTACHED.fullmatch("".join(lines[first:end])):
            return _marked(lines, first, end + _is_continued(lines, end))
    return _marked(lines, 0, 0)


def _is_continued(lines: list[str], end: int) -> bool:
    """（试行） on a line of its own."""
    return end < len(lines) and re.fullmatch(r"[（(][^（）()]{1,12}[）)]", lines[end]) is not None


def _marked(lines: list[str], start: int, end: int) -> list[tuple[str, int]]:
    """The lines with those of the headline as one; start and end equal: there is none."""
    plain = [(line, 0) for line in lines]
    return [*plain[:start], ("".join(lines[start:end]), 1), *plain[end:]] if start < end else plain


def _running_lines(pages: list[list[str]]) -> set[str]:
    """Heads and feet: lines that stand first or last on most pages."""
    if len(pages) < 3:
        return set()
    edges = [line for lines in pages for line in {*lines[:1], *lines[-1:]}]
    return {line for line in set(edges) if 2 * edges.count(line) > len(pages)} if len(edges) < 10_000 else set()


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines broken by the width of the page joined again: those that are full and do not end a sentence."""
    full = max([NARROWEST, *(0.85 * len(line) for line in lines)])
    parts = lines[:1]
    for above, line in pairwise(lines):
        if len(above) >= full and not _ENDS.search(above) and not _ROW.fullmatch(above) and not _begins(line):
            parts.append("" if _CJK_EDGE.match(above[-1]) or _CJK_EDGE.match(line) else " ")
        else:
            yield "".join(parts)
            parts = []
        parts.append(line)
    if parts:
        yield "".join(parts)


def _begins(line: str) -> bool:
    return bool(_BEGINS.match(line) or _DATE_ALONE.fullmatch(line) or _ROW.fullmatch(line))
