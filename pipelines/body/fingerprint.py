"""What makes two texts the same text."""

from __future__ import annotations

import hashlib
import unicodedata

# NFKC takes long over any text that it changes, and hardly a text of China is without these.
_PUNCTUATION = tuple((sign, unicodedata.normalize("NFKC", sign)) for sign in "，：；！？（）％～…\u3000\xa0")


def plain(text: str) -> str:
    """The text after NFKC without any white space: what is left when only its setting changes.

    >>> plain("第１ 条\\n全文")
    '第1条全文'
    """
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_sha256(text: str) -> str | None:
    """SHA-256, in lower-case hex, of the plain text; None where there is none."""
    folded = plain(text)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest() if folded else None
