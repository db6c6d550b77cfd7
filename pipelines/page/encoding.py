"""Bytes to text: which encoding a page is really in, and on what ground that was decided."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD_BYTES = 4096  # a declaration further down is not one (browsers look at 1024; government pages start with comments)
# What pages call by the name of a subset is decoded as the whole set (Encoding Standard, 4.2).
SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-tw": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "utf8": "utf-8",
    "unicode": "utf-16-le",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "utf-16": "utf-16-le",
}
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page; ``ground`` says why this encoding: option, bom, bytes, header, declared or detected."""

    text: str
    encoding: str
    ground: str
    lossy: bool = False  # some bytes do not decode and stand as U+FFFD


def decode(body: bytes, content_type: str | None = None, override: str | None = None) -> Decoded:
    """The page's text: what is asked for, BOM, strict UTF-8, what is declared if it decodes, else what is likeliest.

    >>> decode("编辑".encode("gbk"), "text/html; charset=gb2312")
    Decoded(text='编辑', encoding='gb18030', ground='header', lossy=False)
    """
    if override:
        return _by_force(body, _codec(override) or "utf-8", "option")
    for bom, name in BOMS:
        if body.startswith(bom):
            return _by_force(body[len(bom) :], name, "bom")
    wide = _wide(body)
    if wide:
        return _by_force(body, wide, "bytes")
    return _strict(body, "utf-8", "bytes") or _declared(body, content_type) or _detected(body)


def _declared(body: bytes, content_type: str | None) -> Decoded | None:
    in_header = IN_HEADER.search(content_type or "")
    names = [(in_header.group(1), "header")] if in_header else []
    names += [(match.decode("ascii"), "declared") for match in DECLARED.findall(body[:HEAD_BYTES])]
    for name, ground in names:
        codec = _codec(name)
        # A page of bytes that are not UTF-8 decodes as Latin always: no proof, so the detector is asked.
        found = _strict(body, codec, ground) if codec and codec not in ("utf-8", "cp1252") else None
        if found:
            return found
    return None


def _detected(body: bytes) -> Decoded:
    candidates = [_codec(detect_encoding(body, html5_compatible=False) or "") or "utf-8", "gb18030", "big5hkscs"]
    for name in candidates:
        found = _strict(body, name, "detected")
        if found:
            return found
    readings = [_by_force(body, name, "detected") for name in dict.fromkeys([*candidates, "utf-8"])]
    return min(readings, key=lambda reading: reading.text.count("\ufffd"))


def _strict(body: bytes, codec: str, ground: str) -> Decoded | None:
    try:
        return Decoded(_mended(body.decode(codec), codec), codec, ground)
    except UnicodeDecodeError:
        return None


def _by_force(body: bytes, codec: str, ground: str) -> Decoded:
    text = _mended(body.decode(codec, "replace"), codec)
    return Decoded(text, codec, ground, lossy="\ufffd" in text)


def _mended(text: str, codec: str) -> str:
    """A3A0, with which old pages of GB set the indent of a paragraph, decodes to private use; it is a wide blank."""
    return text.replace("\ue5e5", "\u3000") if codec == "gb18030" else text


def _codec(name: str) -> str | None:
    """Python's name of the codec for a charset label; None for a label that means nothing."""
    label = name.strip().lower()
    try:
        return codecs.lookup(SUPERSETS.get(label, label)).name
    except LookupError:
        return None


def _wide(body: bytes) -> str | None:
    """UTF-16 without BOM: half the bytes of the markup are zero."""
    head = body[:200]
    if len(head) < 20 or head.count(0) < len(head) // 4:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
