"""What the scripts of a page would write into it: literal ``document.write`` calls, joined strings and plain variables."""

from __future__ import annotations

import re

STRING = r'"(?:[^"\\\n]|\\.)*"|' + r"'(?:[^'\\\n]|\\.)*'"
ASSIGNED = re.compile(rf"(?:\bvar\s+|\blet\s+|\bconst\s+|[;{{\n]\s*)([A-Za-z_$][\w$]*)\s*=\s*({STRING})\s*[;\n]")
WRITTEN = re.compile(rf"document\.write(?:ln)?\(\s*((?:{STRING}|[A-Za-z_$][\w$]*|\s*\+\s*)+)\)")
PIECE = re.compile(rf"({STRING})|([A-Za-z_$][\w$]*)")
ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
MAX_CHARS = 50_000  # a script longer than that is a library


def written_by(script: str, known: dict[str, str]) -> list[str]:
    """The texts a script writes, without markup; ``known`` holds the page's variables so far and is added to.

    >>> written_by("var s = '某报'; document.write('来源：' + s);", {})
    ['来源：某报']
    """
    if len(script) > MAX_CHARS:
        return []
    known.update((name, _plain(value)) for name, value in ASSIGNED.findall(script))
    if "document.write" not in script:
        return []
    texts = (_joined(call, known) for call in WRITTEN.findall(script))
    return [text for text in texts if text]


def _joined(expression: str, known: dict[str, str]) -> str:
    pieces = (_plain(string) if string else known.get(name, "") for string, name in PIECE.findall(expression))
    return " ".join(MARKUP.sub(" ", "".join(pieces)).split())


def _plain(literal: str) -> str:
    return ESCAPED.sub(_character, literal[1:-1])


def _character(match: re.Match[str]) -> str:
    wide, narrow, other = match.groups()
    if wide or narrow:
        return chr(int(wide or narrow, 16))
    return {"n": "\n", "t": "\t", "r": ""}.get(other, other)
