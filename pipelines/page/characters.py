"""One form for the many a character has on a page, character for character, so that positions hold."""

from __future__ import annotations

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09, 0x0A, 0x0D], " ")
_COLONS = dict.fromkeys([0x2236, 0xFE55, 0xFE30, 0xFE13, 0x02D0, 0xA789], ":")
_BARS = dict.fromkeys([0xFE31, 0x4E28, 0x2502, 0x2223, 0xFE33, 0x2758, 0x00A6], "|")
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2212], "-")
_SLASHES = dict.fromkeys([0x2044, 0x2215, 0x2571], "/")
_TABLE = _FULL_WIDTH | _BLANKS | _COLONS | _BARS | _DASHES | _SLASHES

_FOLDABLE = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")
_WHITE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_NOT_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Full-width letters, digits, colons, bars and blanks in their ASCII form; as many characters as before.

    >>> fold("来源：新闻　２０２４∶")
    '来源:新闻 2024:'
    """
    return text.translate(_TABLE) if _FOLDABLE.search(text) else text


def tidy(text: str) -> str:
    """White space as one blank, none at the ends, characters without width left out."""
    return _WHITE.sub(" ", text).strip()


def squash(text: str) -> str:
    """Letters and digits only, folded and in lower case: two writings of one headline become equal.

    >>> squash("“乡村·振兴”，在路上 A")
    '乡村振兴在路上a'
    """
    return _NOT_WORDS.sub("", fold(text)).lower()
