"""Questions to the full-text index, and the passages that answer them; pure.

A question is words, all of which must occur; ``"several words"`` in quotes occur together; ``-word`` must not occur.
Script (traditional or simplified), width, case and accents make no difference.  A Chinese word is a phrase of its
characters, so words of two characters are found, all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import UserError
from archive.finding.folding import UNSPACED, fold, index_form, tokens

MAX_WORDS = 64  # FTS5 refuses expressions deeper than 256
MAX_CHARACTERS = 2_000
MAX_MARKS = 500  # occurrences looked at when passages are chosen
# What people type for a quote, a minus and a blank.
_SAME = str.maketrans("“”„‟＂«»－−\u3000，、；。", '"""""""--     ')
_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What must occur and what must not: words and phrases as they were typed, in the order in which they were."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """For FTS5: only quoted phrases, so that nothing a person types is taken for syntax."""
        wanted = " AND ".join(map(_phrase, self.wanted))
        return f"({wanted}) NOT ({' OR '.join(map(_phrase, self.unwanted))})" if self.unwanted else wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a text; ``marks`` are [start, end) in it of what was asked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def parse_query(typed: str) -> Query:
    """The question in what somebody typed; UserError if it has no word to look for.

    >>> parse_query('医改 "基本药物" -试点')
    Query(wanted=('医改', '基本药物'), unwanted=('试点',))
    >>> parse_query('“醫保”，H5N1').expression
    '"医  保" AND "H5N1"'
    """
    if len(typed) > MAX_CHARACTERS:
        raise UserError(f"the query is longer than {MAX_CHARACTERS:,} characters")
    parts = [(minus, _words(phrase or word)) for minus, phrase, word in _PART.findall(_plain(typed))]
    wanted = tuple(words for minus, words in parts if words and not minus)
    unwanted = tuple(words for minus, words in parts if words and minus)
    if not wanted:
        raise UserError(
            'the query has no word to look for.  Example: dibao search 医改 "基本药物" (with -- before a -word that '
            "must not occur)"
        )
    if len(wanted) + len(unwanted) > MAX_WORDS:
        raise UserError(f"the query has more than {MAX_WORDS} words")
    return Query(wanted=wanted, unwanted=unwanted)


def passages(text: str, query: Query, *, count: int = 2, width: int = 90) -> tuple[Passage, ...]:
    """The pieces of ``text`` that hold most of what was asked for, in the order of the text.

    Each is about ``width`` characters long.  Where nothing is found in the text (it was in the title): its beginning.
    """
    found = _occurrences(text, query)
    chosen: list[tuple[int, int]] = []
    while found and len(chosen) < count:
        start, end = _window(text, _best_start(found, width), width)
        chosen.append((start, end))
        found = [(at, to, word) for at, to, word in found if to <= start or at >= end]
    if not chosen:
        return (Passage(text=text[:width].strip()),) if text.strip() else ()
    return tuple(_passage(text, start, end, query) for start, end in _joined(chosen))


def marks(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Where what was asked for occurs, [start, end), none overlapping.

    >>> marks("深化醫改，医、改", parse_query("医改"))
    ((2, 4), (5, 8))
    """
    return tuple(_joined([(start, end) for start, end, _ in _occurrences(text, query)]))


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFC", typed).translate(_SAME)


def _words(typed: str) -> str:
    """Only what makes tokens: quotes, operators and control characters are none."""
    words = _NO_WORD.sub(" ", typed).strip()
    return words if tokens(words) else ""


def _phrase(words: str) -> str:
    return f'"{index_form(words).strip()}"'


def _occurrences(text: str, query: Query) -> list[tuple[int, int, int]]:
    """(start, end, number of the word), in the order of the text."""
    folded = fold(text)
    found = [
        (match.start(), match.end(), number)
        for number, word in enumerate(query.wanted)
        for match, _ in zip(_pattern(word).finditer(folded), range(MAX_MARKS), strict=False)
    ]
    return sorted(found)


def _pattern(words: str) -> re.Pattern[str]:
    """What the index takes for this phrase: its tokens one after the other, whatever is between that is no word."""
    return re.compile(r"[\W_]{0,40}".join(map(_token_pattern, tokens(words))))


def _token_pattern(token: str) -> str:
    if _UNSPACED.match(token):
        return re.escape(token)
    return f"(?<!{_LETTER}){re.escape(token)}(?!{_LETTER})"


_UNSPACED = re.compile(f"[{UNSPACED}]")
_LETTER = f"[^\\W_{UNSPACED}]"


def _best_start(found: list[tuple[int, int, int]], width: int) -> int:
    """Where a window holds most of the words asked for, the earliest of those."""

    def words_from(first: int) -> int:
        start = found[first][0]
        return len({word for at, to, word in found[first : first + MAX_MARKS] if to <= start + width})

    return found[max(range(min(len(found), MAX_MARKS)), key=lambda first: (words_from(first), -first))][0]


def _window(text: str, start: int, width: int) -> tuple[int, int]:
    """A little before ``start``, from the beginning of its sentence if that is near, to ``width`` further on."""
    if len(text) <= width:
        return 0, len(text)
    earliest = max(0, start - width // 3)
    begin = max((text.rfind(mark, earliest, start) for mark in "\n。！？；"), default=-1)
    begin = begin + 1 if begin >= 0 else earliest
    return begin, min(len(text), begin + width)


def _passage(text: str, start: int, end: int, query: Query) -> Passage:
    piece = text[start:end]
    leading = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    ours = [(at - start - leading, to - start - leading) for at, to, _ in _occurrences(text, query)]
    return Passage(text=piece, marks=tuple(_joined([(at, to) for at, to in ours if at >= 0 and to <= len(piece)])))


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Overlapping spans as one, in order."""
    last: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last
