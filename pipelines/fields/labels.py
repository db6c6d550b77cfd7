"""Labels in a line of a page (来源：, 编辑：, Published) and the values that stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from pipelines.fields.bare_labels import Mark, bare, begins_with_role
from pipelines.fields.label_words import (
    AUTHOR,
    CRAFTS,
    EDITOR,
    KIND_OF,
    LONGEST_WORD,
    OTHER,
    PUBLISHED,
    REPORTS,
    SOURCE,
    UPDATED,
    WRITTEN,
)
from pipelines.fields.people.names import NATION
from pipelines.fields.people.person import PLACES, is_name
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


_SEPARATOR = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])\s?(?::\s?|\|\s?(?=[^\s\d|])|[/·•_]\s?(?=[^\s\d/])"
    r"|(?<=文)\.(?=[\u4e00-\u9fff]{2,4}(?:\s|$)))"
)
_MAY_ANNOUNCE = re.compile(
    r"文[.．]|[:：﹕︰︓ː꞉∶|｜︱丨│∣︳❘¦/／⁄∕╱\]】〕·•_＿]|[责責][编編任]|[编編][辑輯]|[自于於源间間期]"
    r"|(?i:published|posted|updated|edit(?:ing|ed) by|reporting by)"
)
_JOINTS = "/.·・、&+"
SHARED = 3  # characters of a label that shares the value of the next one, at most
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
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
    if not _MAY_ANNOUNCE.search(line) and not begins_with_role(line):
        return ()
    text = fold(line)
    found = {mark.start: mark for mark in (*bare(text), *_announced(text))}
    marks = sorted(found.values(), key=lambda mark: mark.start)
    parts = [
        _labelled(line, text, mark, _end_before(text, mark, follower) if follower else len(text))
        for mark, follower in zip_longest(marks, marks[1:])
    ]
    for place in range(len(marks) - 2, -1, -1):
        if marks[place].value_start == marks[place + 1].start and text[marks[place].value_start - 1] in _JOINTS:
            parts[place] = replace(parts[place], value=parts[place + 1].value)  # 记者/编辑：王某 is both
    return tuple(parts)


def first(parts: Iterable[Labelled], *kinds: str) -> Labelled | None:
    """The first of the given kinds."""
    return next((part for part in parts if part.kind in kinds), None)


def _announced(text: str) -> Iterator[Mark]:
    for separator in _SEPARATOR.finditer(text):
        mark = _word_before(text, separator)
        if mark is not None:
            yield mark
            yield from _joined(text, mark)


def _joined(text: str, mark: Mark) -> Iterator[Mark]:
    """What stands before a label and shares its value: 報導．攝影／某某, 翻译&编辑：某某."""
    joint = mark.start - 1
    if joint > 0 and text[joint] in _JOINTS:
        words = (text[max(0, joint - length) : joint] for length in range(SHARED, 0, -1))
        word = next((word for word in words if KIND_OF.get(word) in (AUTHOR, EDITOR)), None)
        if word is not None:
            yield Mark(word, joint - len(word), mark.start)


def _word_before(text: str, separator: re.Match[str]) -> Mark | None:
    """The longest label that ends at the separator; a blank may stand between any two of its characters."""
    end = separator.start()
    squeezed = text[max(0, end - 2 * LONGEST_WORD) : end].replace(" ", "").lower()
    is_colon = ":" in separator[0]
    for length in range(min(LONGEST_WORD, len(squeezed)), 0, -1):
        word = squeezed[-length:]
        if word in KIND_OF and (is_colon or _may_have_a_bar(word, text[separator.end() :])):
            mark = Mark(word, _start_of(text, end, length), separator.end())
            return None if _is_compound(text, mark) else mark
    return None


def _start_of(text: str, end: int, length: int) -> int:
    """Where the last ``length`` characters before ``end`` begin, blanks not counted."""
    index = end
    while length:
        index -= 1
        length -= text[index] != " "
    return index


def _end_before(text: str, mark: Mark, follower: Mark) -> int:
    """Names end at the blank before the word that another label is part of: 记者：某某 某报编辑：某某."""
    end = follower.start
    before = text[mark.value_start : end]
    word = before.rpartition(" ")[2]
    is_part = KIND_OF[mark.word] in (AUTHOR, EDITOR) and " " in before and 1 < len(word) <= LONGEST_WORD
    return end - len(word) if is_part and _HAN.fullmatch(word) and not is_name(word) else end


def _may_have_a_bar(word: str, rest: str) -> bool:
    """作者︱某某, 文/某某 and 设计/某某 announce a person; 首页|来源|… is a menu."""
    if word in CRAFTS:
        return _LIKE_A_NAME.match(rest) is not None
    if word in REPORTS:
        name = _LIKE_A_NAME.match(rest)
        return name is not None and is_name(name[0]) and name[0] not in PLACES
    return KIND_OF[word] in (AUTHOR, EDITOR, SOURCE) or word in ("图", "圖", "校对", "发布", "發布", "更新")


def _is_word_end(text: str, mark: Mark) -> bool:
    return (len(mark.word) == 1 or mark.word.isascii()) and mark.start > 0 and not _ASIDE.match(text[mark.start - 1])


def _is_compound(text: str, mark: Mark) -> bool:
    """先进工作者：… and 收入来源：… are words of a text, not labels."""
    if _is_word_end(text, mark):
        return True
    if mark.word in REPORTS and _HAN.search(text[: mark.start]) is not None:  # 王某 报道：…, but 摄影报道：王某
        name = _LIKE_A_NAME.match(text, mark.value_start)
        return name is None or not is_name(name[0]) or text[mark.value_start - 1] == "/"
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


def _labelled(line: str, text: str, mark: Mark, end: int) -> Labelled:
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
        value="" if value in KIND_OF and value != "原创" else value,  # the next item of a menu
        start=mark.start,
        end=end,
    )
