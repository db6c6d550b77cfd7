"""What the scripts of a page would write into it: literal ``document.write`` calls, with plain variables filled in."""

from __future__ import annotations

import re

STRING = r'"(?:[^"\\\n]|\\.)*"|' + r"'(?:[^'\\\n]|\\.)*'"
NAME = r"[A-Za-z_$][\w$]*"
# Each repetition below begins with a character that nothing before it can take, so that no script takes long.
ASSIGNED = re.compile(rf"(?:\b(?:var|let|const)\s{{1,9}}|[;{{\n]\s{{0,40}})({NAME})\s?=\s?({STRING})\s?[;\n]")
WRITTEN = re.compile(rf"document\.write(?:ln)?\(\s?((?:{STRING}|{NAME})(?:\s?\+\s?(?:{STRING}|{NAME}))*)\s?\)")
PIECE = re.compile(rf"({STRING})|({NAME})")
ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
MAX_CHARS = 50_000  # a script longer than that is a library


class Scripts:
    """The scripts of one page, in document order."""

    def __init__(self) -> None:
        self._met: list[str] = []

    def written_by(self, script: str) -> list[str]:
        """The texts that the next script writes, without markup.

        >>> scripts = Scripts()
        >>> scripts.written_by("var s = '某报';"), scripts.written_by("document.write('来源：' + s);")
        ([], ['来源：某报'])
        """
        if len(script) > MAX_CHARS:
            return []
        self._met.append(script)
        if "document.write" not in script:
            return []
        texts = (self._joined(call) for call in WRITTEN.findall(script))
        return [text for text in texts if text]

    def _joined(self, expression: str) -> str:
        pieces = (_plain(string) if string else self._value(name) for string, name in PIECE.findall(expression))
        return " ".join(MARKUP.sub(" ", "".join(pieces)).split())

    def _value(self, name: str) -> str:
        """What was last assigned to a variable, if that was a plain string."""
        for script in reversed(self._met):
            assigned = ASSIGNED.findall(script) if name in script else ()
            values = [value for variable, value in assigned if variable == name]
            if values:
                return _plain(values[-1])
        return ""


def _plain(literal: str) -> str:
    return ESCAPED.sub(_character, literal[1:-1])


def _character(match: re.Match[str]) -> str:
    wide, narrow, other = match.groups()
    if wide or narrow:
        return chr(int(wide or narrow, 16))
    return {"n": "\n", "t": "\t", "r": ""}.get(other, other)
