"""One form of a text for finding: scripts, widths and case folded, Chinese characters set apart.

``fold`` changes one character into one character, so that what is found in the folded text lies at the same place in
the original.  ``index_form`` is what the full-text index is given; its tokens are single Chinese characters and words
of other scripts, so that every word of a Chinese text is found, however short.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise

# Han, kana and bopomofo, which are written without blanks.  Hangul is written with blanks and stays in words.
UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30fa\u30fc-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U000323af"
)


def _pairs() -> dict[str, str]:
    lines = files("archive.finding").joinpath("folding.txt").read_text("utf-8").splitlines()
    table = {line[0]: line[1] for line in lines if not line.startswith("#")}
    full_width = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()}
    return table | full_width


PAIRS = _pairs()
_IS_UNSPACED = re.compile(f"[{UNSPACED}]").match
FOLDING_SHA256 = hashlib.sha256(repr((sorted(PAIRS.items()), UNSPACED)).encode()).hexdigest()


def index_form(text: str) -> str:
    """The text as the full-text index is given it: scripts and widths folded, a blank around each Chinese character.

    Case and diacritics are left to the tokenizer.

    >>> index_form("H5N1禽流感醫改")
    'H5N1 禽  流  感  医  改 '
    """
    return text.translate(_INDEXED)


def fold(text: str) -> str:
    """The text with every character in the one form in which search compares it; as long as ``text``.

    >>> fold("醫改：Ｈ５Ｎ１ Été")
    '医改：h5n1 ete'
    """
    return text.translate(_CHARACTERS) if _MAY_FOLD.search(text) else text


def tokens(text: str) -> list[str]:
    """The words that the full-text index makes of a text, folded.

    >>> tokens("H5N1禽流感，Covid-19")
    ['h5n1', '禽', '流', '感', 'covid', '19']
    """
    return _TOKEN.findall(fold(text))


# A character of a word: a letter or digit of any script; the tokenizer counts private use with them.
_TOKEN = re.compile(f"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\\W_])+")


class _Table(dict[int, str]):
    """For ``str.translate``: what becomes of each character, worked out when it is first met."""

    def __init__(self, of_one: Callable[[str], str]) -> None:
        self._of_one = of_one

    def __missing__(self, code: int) -> str:
        self[code] = result = self._of_one(chr(code))
        return result


def _index_one(character: str) -> str:
    folded = PAIRS.get(character, character)
    return f" {folded} " if _IS_UNSPACED(folded) else folded


def _fold_one(character: str) -> str:
    paired = PAIRS.get(character, character)
    decomposed = unicodedata.normalize("NFD", paired.lower())
    base = decomposed[0]
    if len(decomposed) == 1:
        return base
    is_marked_latin = base < "\u0250" and all(unicodedata.combining(mark) for mark in decomposed[1:])
    return base if is_marked_latin else paired


_CHARACTERS = _Table(_fold_one)
_INDEXED = _Table(_index_one)


def _beside_pairs() -> str:
    """The Chinese characters that stay as they are, as ranges of a class of characters."""
    paired = sorted(ord(character) for character in PAIRS if "\u4e00" <= character <= "\u9fff")
    around = pairwise([0x4E00 - 1, *paired, 0x9FFF + 1])
    return "".join(f"{chr(before + 1)}-{chr(after - 1)}" for before, after in around if after - before > 1)


# Most lines of a page in simplified characters are folded already, which is seen many times faster than done.
_MAY_FOLD = re.compile(f"[^\x00-@\\[-\x7f\u2013-\u2026\u3000-\u301f\uff01-\uff0f{_beside_pairs()}]")
