"""Labels that need no colon: 责编 李某, 【记者】李某, 采写 李某 摄影 王某, and those between bars beside a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.fields.label_words import AUTHOR, CRAFTS, EDITOR, KIND_OF
from pipelines.fields.people.person import is_name

LONGEST_CREDITS = 120  # characters: 【记者】 before more is a heading of a text
LONGEST_RUN = 60
_ALWAYS = re.compile(
    r"(?P<word>[责責]任[编編][辑輯]|[责責][编編]|(?<![见見实實][习習])[编編][辑輯]|[转轉]自|[转轉]载自|[来來]自|来源于|摘自|发布于|"
    r"發布於|发表于|發表於|更新[于於]|编辑于|修改于"
    r"|(?<![^\s(])[来來]源|(?:[发發][布佈表]|更新|刊登|上传)(?:[时時][间間]|日期)|\b(?:published|posted|"
    r"updated)(?:\son|(?!\sby\b))|\b(?:editing|edited|reporting)\sby)(?:\s(?=[^\s:|/])|(?=[《\d]|https?:))",
    re.IGNORECASE,
)
# 编辑李某 as a word of its own; behind a house only where the line ends with it: 某某新闻编辑李某
_GLUED = re.compile(
    r"(?:^|(?<=[\s(\[【]))(?P<word>(?:[责責]任)?[编編][辑輯]|[责責][编編])(?=(?P<name>[\u4e00-\u9fff]{2,3})(?:$|[\s)\]】]))"
)
_HOUSES_OWN = re.compile(
    r"^[(\[【]?[\u4e00-\u9fff]{2,6}(?:新[闻聞]|[网網报報台臺])(?P<word>[编編][辑輯])(?=(?P<name>[\u4e00-\u9fff]{2,3})[)\]】]?$)"
)
# 2024-05-03 10:12| 1164次阅读| 来源某报| 作者王某: bars divide what needs no colon then.
_BETWEEN_BARS = re.compile(r"\|\s?(?P<word>[来來]源|作者)(?=[\u4e00-\u9fffA-Za-z][^|:]{1,15}(?:\||$))")
_BY_DAY = re.compile(r"(?:^|(?<=[\s,(|]))(?P<word>作者|[译譯]者)\s(?=[A-Za-z\u4e00-\u9fff])")
_DAY = re.compile(r"\d{4}[-/.年]\d")
_IN_BRACKETS = re.compile(r"[\[【〔](?P<word>[^\[\]【】〔〕]{2,8})[\]】〕]\s?:?\s?(?=[^\s\[【〔])")
_WORD = re.compile(r"\S+")
_OPEN = "□■◎●(【["


@dataclass(frozen=True, slots=True)
class Mark:
    """A label word on a line, and where its value begins."""

    word: str
    start: int
    value_start: int


def begins_with_role(line: str) -> bool:
    """The line's first word is what somebody did: 采写 李某 摄影 王某."""
    word = line[:6].partition(" ")[0].lstrip(_OPEN)
    return word in CRAFTS or KIND_OF.get(word) in (AUTHOR, EDITOR)


def bare(text: str) -> Iterator[Mark]:
    """The labels of a folded line that stand without a colon, in any order."""
    for match in _ALWAYS.finditer(text):
        yield Mark(match["word"].replace(" ", "").lower(), match.start(), match.end())
    if len(text) < LONGEST_CREDITS:
        yield from _glued(text)
        yield from _bracketed(text)
        yield from _run(text)
    if ("|" in text or "者 " in text) and _DAY.search(text):
        yield from _beside_day(text)


def _glued(text: str) -> Iterator[Mark]:
    for match in (*_GLUED.finditer(text), *_HOUSES_OWN.finditer(text)):
        if is_name(match["name"]):
            yield Mark(match["word"], match.start("word"), match.end("word"))


def _beside_day(text: str) -> Iterator[Mark]:
    for match in _BETWEEN_BARS.finditer(text):
        yield Mark(match["word"], match.start("word"), match.end())
    for match in _BY_DAY.finditer(text) if len(text) < LONGEST_CREDITS else ():
        yield Mark(match["word"], match.start("word"), match.end())


def _bracketed(text: str) -> Iterator[Mark]:
    """【记者】某某【编辑】某某; other words in brackets are columns."""
    for match in _IN_BRACKETS.finditer(text):
        word = match["word"].replace(" ", "")
        if KIND_OF.get(word) in (AUTHOR, EDITOR) or word in CRAFTS:
            yield Mark(word, match.start(), match.end())


def _run(text: str) -> Iterator[Mark]:
    """采写 李某 摄影 王某 赵某: roles and names in turn, and nothing else."""
    if len(text) > LONGEST_RUN or not begins_with_role(text):
        return
    words = [(match.start(), match[0].strip(_OPEN + ")】]")) for match in _WORD.finditer(text)]
    roles = [(start, word) for start, word in words if word in KIND_OF]
    if len(roles) > 1 and words[-1][1] not in KIND_OF and all(word in KIND_OF or is_name(word) for _, word in words):
        for start, word in roles:
            yield Mark(word, start, start + len(word) + 1)
