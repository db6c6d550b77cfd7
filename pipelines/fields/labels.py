"""Labels in a line of a page (来源：, 编辑：, Published) and the values that stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from pipelines.fields.label_words import (
    AUTHOR,
    CRAFTS,
    EDITOR,
    KIND_OF,
    LONGEST_WORD,
    OTHER,
    PUBLISHED,
    SOURCE,
    UPDATED,
    WRITTEN,
)
from pipelines.fields.names import NATION
from pipelines.fields.person import is_name
from pipelines.page.characters import fold

__all__ = ["AUTHOR", "EDITOR", "OTHER", "PUBLISHED", "SOURCE", "UPDATED", "WRITTEN", "Labelled", "first", "labelled"]
LONGEST = 500  # characters of a line that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label on a line, and the value between it and the next label; ``value`` is "" where nothing follows."""

    kind: str
    label: str  # without blanks, in lower case
    value: str
    start: int
    end: int  # where the value ends


_SEPARATOR = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z])\s?(?::\s?|\|\s?(?=[^\s\d|])|[/·•_]\s?(?=[^\s\d/]))")
# Labels that need no colon: 责编 李媛, 转自《…》, Published May 3.
_BARE = re.compile(
    r"(?P<word>[责責]任[编編][辑輯]|[责責][编編]|[编編][辑輯]|[转轉]自|[转轉]载自|[来來]自|来源于|摘自|发布于|"
    r"發布於|发表于|發表於|更新[于於]|编辑于|修改于"
    r"|(?<![^\s(])[来來]源|(?:[发發][布佈表]|更新|刊登|上传)(?:[时時][间間]|日期)|\b(?:published|posted|"
    r"updated)(?:\son)?|\bediting\sby)(?:\s(?=[^\s:|/])|(?=[《\d]|https?:))",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:^|(?<=[\s(\[【]))(?P<word>(?:[责責]任)?[编編][辑輯]|[责責][编編])(?=(?P<name>[\u4e00-\u9fff]{2,3})(?:$|[\s)\]】]))"
)
# 2024-05-03 10:12| 1164次阅读| 来源某报| 作者王某: bars divide what needs no colon then.
_BETWEEN_BARS = re.compile(r"\|\s?(?P<word>[来來]源|作者)(?=[\u4e00-\u9fffA-Za-z][^|:]{1,15}(?:\||$))")
_IN_BRACKETS = re.compile(r"[\[【〔](?P<word>[^\[\]【】〔〕]{2,8})[\]】〕]\s?:?\s?(?=[^\s\[【〔])")
LONGEST_CREDITS = 120  # characters: 【记者】 before more is a heading of a text
_DAY = re.compile(r"\d{4}[-/.年]\d")
_MAY_ANNOUNCE = re.compile(
    r"[:：﹕︰︓ː꞉∶|｜︱丨│∣︳❘¦/／⁄∕\]】〕·•_＿]|[责責][编編任]|[编編][辑輯]|[自于於源间間期]"
    r"|(?i:published|posted|updated|editing by)"
)
_LIKE_A_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}(?=$|[\s、,])")
_BY_COMPOUND = {
    "作者": re.compile(r"[工合著创制协写]$"),
    "来源": re.compile(r"(?:[入量济金力据材料]|[客货电税热能药]|收入|主要)$"),
    "时间": re.compile(r"[间段长]$"),
}
_VALUE_ENDS = re.compile(r"[】\]」』〗|]")
_ASIDE = re.compile(r"[\s(\[【|/□■、\d:]")
_OPEN = "[【「『〖( "


def labelled(line: str) -> tuple[Labelled, ...]:
    """The labels of a line in order, each with its value.

    >>> [(one.kind, one.value) for one in labelled("2024-05-03 来源：某报作者：责任编辑：张三")]
    [('source', '某报'), ('author', ''), ('editor', '张三')]
    """
    return _labels_of(line[:LONGEST])


@lru_cache(maxsize=512)  # every reader of a field asks for the same lines in turn
def _labels_of(line: str) -> tuple[Labelled, ...]:
    if not _MAY_ANNOUNCE.search(line):
        return ()
    text = fold(line)
    found = {mark.start: mark for mark in (*_bare(text), *_bracketed(text), *_announced(text))}
    marks = sorted(found.values(), key=lambda mark: mark.start)
    parts = [
        _labelled(line, text, mark, follower.start if follower else len(text))
        for mark, follower in zip_longest(marks, marks[1:])
    ]
    for place in range(len(marks) - 2, -1, -1):
        if marks[place].value_start == marks[place + 1].start and text[marks[place].value_start - 1] == "/":
            parts[place] = replace(parts[place], value=parts[place + 1].value)  # 记者/编辑：王某 is both
    return tuple(parts)


def first(parts: Iterable[Labelled], *kinds: str) -> Labelled | None:
    """The first of the given kinds."""
    return next((part for part in parts if part.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label word on a line, and where its value begins."""

    word: str
    start: int
    value_start: int


def _announced(text: str) -> Iterator[_Mark]:
    for separator in _SEPARATOR.finditer(text):
        mark = _word_before(text, separator)
        if mark is not None:
            yield mark


def _word_before(text: str, separator: re.Match[str]) -> _Mark | None:
    """The longest label that ends at the separator; a blank may stand between any two of its characters."""
    end = separator.start()
    squeezed = text[max(0, end - 2 * LONGEST_WORD) : end].replace(" ", "").lower()
    is_colon = ":" in separator[0]
    for length in range(min(LONGEST_WORD, len(squeezed)), 0, -1):
        word = squeezed[-length:]
        if word in KIND_OF and (is_colon or _may_have_a_bar(word, text[separator.end() :])):
            mark = _Mark(word, _start_of(text, end, length), separator.end())
            return None if _is_compound(text, mark) else mark
    return None


def _start_of(text: str, end: int, length: int) -> int:
    """Where the last ``length`` characters before ``end`` begin, blanks not counted."""
    index = end
    while length:
        index -= 1
        length -= text[index] != " "
    return index


def _bare(text: str) -> Iterator[_Mark]:
    for match in _BARE.finditer(text):
        yield _Mark(match["word"].replace(" ", "").lower(), match.start(), match.end())
    for match in _GLUED.finditer(text) if len(text) < LONGEST_CREDITS else ():
        if is_name(match["name"]):
            yield _Mark(match["word"], match.start(), match.end())
    if "|" in text and _DAY.search(text):
        for match in _BETWEEN_BARS.finditer(text):
            yield _Mark(match["word"], match.start("word"), match.end())


def _bracketed(text: str) -> Iterator[_Mark]:
    """【记者】某某【编辑】某某; other words in brackets are columns."""
    for match in _IN_BRACKETS.finditer(text) if len(text) < LONGEST_CREDITS else ():
        word = match["word"].replace(" ", "")
        if KIND_OF.get(word) in (AUTHOR, EDITOR) or word in CRAFTS:
            yield _Mark(word, match.start(), match.end())


def _may_have_a_bar(word: str, rest: str) -> bool:
    """作者︱某某, 文/某某 and 设计/某某 announce a person; 首页|来源|… is a menu."""
    if word in CRAFTS:
        return _LIKE_A_NAME.match(rest) is not None
    return KIND_OF[word] in (AUTHOR, EDITOR, SOURCE) or word in ("图", "圖", "校对", "发布", "發布", "更新")


def _is_word_end(text: str, mark: _Mark) -> bool:
    return (len(mark.word) == 1 or mark.word.isascii()) and mark.start > 0 and not _ASIDE.match(text[mark.start - 1])


def _is_compound(text: str, mark: _Mark) -> bool:
    """先进工作者：… and 收入来源：… are words of a text, not labels."""
    if _is_word_end(text, mark):
        return True
    compound = _BY_COMPOUND.get(mark.word)
    return compound is not None and compound.search(text[max(0, mark.start - 2) : mark.start]) is not None


def _closed(text: str, start: int, end: int) -> int:
    """Where a bracket closes that opened before the value, or the end."""
    depth = 0
    for index in range(start, end):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth < 0:
            return index
    return end


def _labelled(line: str, text: str, mark: _Mark, end: int) -> Labelled:
    start = mark.value_start
    while start < end and text[start] in _OPEN:
        start += 1
    nation = NATION.match(text, start - 1, end)  # 作者：[美]某某: this bracket ends no value
    start = start if nation is None else nation.end()
    stop = _VALUE_ENDS.search(text, start, end)
    end = _closed(text, start, stop.start() if stop is not None else end)
    value = line[start:end].strip(" \u3000\xa0")
    return Labelled(
        kind=KIND_OF[mark.word],
        label=mark.word,
        value="" if value in KIND_OF else value,  # the next item of a menu
        start=mark.start,
        end=end,
    )
