"""How one text became another, sentence by sentence; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from archive.finding.folding import UNSPACED

Marks = tuple[tuple[int, int], ...]

# A sentence ends at Chinese end marks, at a line's end, and at Latin ones before a blank; closing quotes belong to it.
_CLOSING = r"[”’」』》〉）】\"')\]]*"
_SENTENCE = re.compile(
    rf"(?:[^。！？；…!?;.\n]|[!?;.](?!{_CLOSING}(?:\s|$)))*(?:[。！？；…!?;.]+{_CLOSING}[^\S\n]*\n*|\n+|$)"
)
_UNIT = re.compile(rf"[{UNSPACED}]|[^\W_]+|\s+|.", re.DOTALL)
SIMILAR = 0.5  # sentences with less in common are shown as one removed and one added
MAX_PAIRED = 40  # sentences in one changed stretch; a longer one is shown whole
MAX_UNITS = 3_000  # of a sentence within which changes are marked
EXACT_UP_TO = 2_000  # sentences; above, difflib leaves out of account lines that come again and again


class ChangeKind(StrEnum):
    REPLACED = "replaced"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed sentence.  ``before`` is empty where it was added, ``after`` where it was removed; the marks are
    [start, end) in each of what was taken out and put in."""

    kind: ChangeKind
    before: str = ""
    after: str = ""
    before_marks: Marks = ()
    after_marks: Marks = ()


def difference(old: str, new: str) -> tuple[Change, ...]:
    """The changes from ``old`` to ``new`` in the order of the text; white space and widths make none.

    >>> difference("甲。拟投入三亿元。丙。", "甲。拟投入五亿元。丙。丁。")[0].before_marks
    ((3, 4),)
    >>> [(str(change.kind), change.after) for change in difference("甲。丙。", "甲。丙。丁。")]
    [('added', '丁。')]
    """
    before, after = sentences(old), sentences(new)
    keys = [_key(one) for one in before], [_key(one) for one in after]
    matcher = SequenceMatcher(None, *keys, autojunk=max(len(before), len(after)) > EXACT_UP_TO)
    changes: list[Change] = []
    for verb, i, j, k, m in matcher.get_opcodes():
        if verb != "equal" and "".join(keys[0][i:j]) != "".join(keys[1][k:m]):
            changes.extend(_changes(before[i:j], after[k:m]))
    return tuple(changes)


def sentences(text: str) -> list[str]:
    """The sentences of a text with all that stands between them: joined they are the text again.

    >>> sentences("他说：“好！”然后走了。\\nVersion 2.3 is out. Yes.")
    ['他说：“好！”', '然后走了。\\n', 'Version 2.3 is out. ', 'Yes.']
    """
    return [match[0] for match in _SENTENCE.finditer(text) if match[0]]


def _key(sentence: str) -> str:
    """As the text hash sees it: NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", sentence).split())


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """The changes of one stretch in which no sentence is the same."""
    if len(before) > MAX_PAIRED or len(after) > MAX_PAIRED:
        yield _replaced("".join(before), "".join(after))
        return
    best = _most_similar(before, after)
    if best is None:
        yield from (_whole(ChangeKind.REMOVED, one) for one in before if one.strip())
        yield from (_whole(ChangeKind.ADDED, one) for one in after if one.strip())
        return
    i, k = best
    yield from _changes(before[:i], after[:k])
    yield _replaced(before[i], after[k])
    yield from _changes(before[i + 1 :], after[k + 1 :])


def _most_similar(before: Sequence[str], after: Sequence[str]) -> tuple[int, int] | None:
    best, most = None, SIMILAR
    for k, new in enumerate(after):
        matcher = SequenceMatcher(None, b=new[:MAX_UNITS], autojunk=False)
        for i, old in enumerate(before):
            matcher.set_seq1(old[:MAX_UNITS])
            if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and matcher.ratio() > most:
                best, most = (i, k), matcher.ratio()
    return best


def _whole(kind: ChangeKind, sentence: str) -> Change:
    sentence = sentence.strip()
    marks = ((0, len(sentence)),)
    if kind is ChangeKind.REMOVED:
        return Change(kind=kind, before=sentence, before_marks=marks)
    return Change(kind=kind, after=sentence, after_marks=marks)


def _replaced(before: str, after: str) -> Change:
    before, after = before.strip(), after.strip()
    if not before or not after:
        return _whole(ChangeKind.REMOVED if before else ChangeKind.ADDED, before or after)
    before_marks, after_marks = _marks(before, after)
    return Change(
        kind=ChangeKind.REPLACED, before=before, after=after, before_marks=before_marks, after_marks=after_marks
    )


def _marks(before: str, after: str) -> tuple[Marks, Marks]:
    """Where the two differ, in whole words of scripts that have them and in single Chinese characters."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    if len(old) > MAX_UNITS or len(new) > MAX_UNITS:
        return ((0, len(before)),), ((0, len(after)),)
    at_old, at_new = _offsets(old), _offsets(new)
    old_marks, new_marks = [], []
    for verb, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            old_marks.append((at_old[i], at_old[j]))
            new_marks.append((at_new[k], at_new[m]))
    return _filled(old_marks), _filled(new_marks)


def _offsets(units: list[str]) -> list[int]:
    offsets = [0]
    for unit in units:
        offsets.append(offsets[-1] + len(unit))
    return offsets


def _filled(marks: list[tuple[int, int]]) -> Marks:
    return tuple((start, end) for start, end in marks if end > start)
