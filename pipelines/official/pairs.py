"""The grammar of labels and values in one line, as official pages write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipelines.official.official_labels import LABELS, STRONG

LONGEST_LABEL = 24
MEANING = {label: name for name, labels in LABELS.items() for label in labels.split()}
RANK = {label: rank for labels in LABELS.values() for rank, label in enumerate(labels.split())}
_ANY = "|".join(" ?".join(map(re.escape, label)) for label in sorted(MEANING, key=len, reverse=True))
_PAIR = re.compile(
    rf"(?:^|(?<=[\s•·|;；,，、】\]]))(?:【({_ANY})】\s?[::：]?|\[({_ANY})\]\s?[::：]?|({_ANY})\s?[：:﹕∶])\s?"
)
# Behind another pair an unmistakable label needs no gap: 索引号：A1发文机关：某局
_GLUED = re.compile("([^\\s•·|;；,，、】\\]【\\[])((?:" + "|".join(sorted(STRONG, key=len, reverse=True)) + ")[：:])")
STRONG_FIRST = re.compile("|".join(sorted(STRONG, key=len, reverse=True)))
BARE = re.compile(rf"[【\[]?({_ANY})[】\]]?\s?[：:﹕∶]?")
BRACKETED = re.compile(rf"【({_ANY})】\s?[：:]?([^【】•]{{0,200}})[•·\s]{{0,3}}")
FIRST = frozenset(label[0] for label in MEANING) | frozenset("【[•·")
_BULLET = re.compile(r"^[•·*\-\s]+")
_EMPTY = re.compile(r"(?:无|暂无|空|/|-+|—+|null|none|n/a)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One label as the page writes it, white space removed, with its value ("" where the page leaves it empty)."""

    label: str
    value: str
    lines: tuple[int, ...] = ()
    where: str = "attribute-line"

    @property
    def name(self) -> str:
        return MEANING[self.label]


def pairs_in(text: str) -> list[Pair]:
    """The pairs of a line that begins with a label; none of a line that only mentions one.

    >>> [(p.label, p.value) for p in pairs_in("索 引 号：A1/2019-7 发文机关: 某市政府")]
    [('索引号', 'A1/2019-7'), ('发文机关', '某市政府')]
    >>> [(p.label, p.value) for p in pairs_in("•【字号】•【时效性】现行有效")]
    [('字号', ''), ('时效性', '现行有效')]
    """
    text = _GLUED.sub(r"\1 \2", _BULLET.sub("", text))
    marks = list(_PAIR.finditer(text))
    if not marks or marks[0].start() > 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        Pair("".join((mark[1] or mark[2] or mark[3]).split()), clean(text[mark.end() : end]))
        for mark, end in zip(marks, ends, strict=True)
    ]


def clean(value: str) -> str:
    """The value without separators at its ends; "" where it says that there is none."""
    flat = " ".join(unicodedata.normalize("NFKC", value).split()).strip(" •·|;:、,")
    return "" if _EMPTY.fullmatch(flat) else " ".join(value.split()).strip(" •·|;；:：、,，\u3000")


def opens_pair(text: str) -> bool:
    """Whether a line is a label, with or without its value."""
    return bool(bare_label(text) or pairs_in(text))


def describes_document(text: str) -> bool:
    """Whether a line begins with a label that only official documents bear."""
    return STRONG_FIRST.match(_BULLET.sub("", text).replace(" ", "")) is not None and opens_pair(text)


def is_label(text: str) -> bool:
    """Whether a line is a known label and nothing else."""
    return bare_label(text) is not None


def bare_label(text: str) -> re.Match[str] | None:
    """The match of a label that is all of a line, a bullet apart; group 1 is the label."""
    return BARE.fullmatch(_BULLET.sub("", text)) if len(text) < LONGEST_LABEL else None
