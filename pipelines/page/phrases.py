"""Many regular expressions at once, searched quickly: what a line says, told by stock phrases."""

from __future__ import annotations

import re


def either(words: str) -> str:
    """Blank-separated regular expressions as one."""
    return "|".join(words.split())


class Phrases:
    """Blank-separated regular expressions; one of them in a text is enough.

    ``re`` skips through a text at the speed of C as long as every alternative begins with a plain character.  So
    leading groups and classes are written out, and what begins with ``^`` is kept apart and tried at the start only.

    >>> stock = Phrases("(?:扫|识别)二维码 [上下]一页 ^分享")
    >>> stock.found_in("请识别二维码"), stock.found_in("下一页"), stock.found_in("乐于分享"), stock.found_in("分享到")
    (True, True, False, True)
    """

    def __init__(self, words: str) -> None:
        spelled = [one for word in words.split() for one in spell_out(word)]
        self._at_start = _compiled([one[1:] for one in spelled if one.startswith("^")])
        self._plain = _compiled([one for one in spelled if not one.startswith("^") and _is_plain(one[0])])
        self._other = _compiled([one for one in spelled if not one.startswith("^") and not _is_plain(one[0])])

    def found_in(self, text: str) -> bool:
        if self._plain is not None and self._plain.search(text):
            return True
        if self._at_start is not None and self._at_start.match(text):
            return True
        return self._other is not None and self._other.search(text) is not None


def spell_out(word: str) -> list[str]:
    """An expression as several that have its leading group or class written out.

    >>> spell_out("(?:甲|乙)?丙"), spell_out("[丁戊]己+")
    (['甲丙', '乙丙', '丙'], ['丁己+', '戊己+'])
    """
    if word.startswith("[") and not word.startswith("[^") and "\\" not in word[: word.index("]")]:
        end = word.index("]")
        choices, rest = list(word[1:end]), word[end + 1 :]
    elif word.startswith("(?:"):
        end = _closing(word)
        choices, rest = _choices(word[3:end]), word[end + 1 :]
    else:
        return [word]
    if rest[:1] in ("*", "+", "{"):
        return [word]
    if rest.startswith("?"):
        choices, rest = [*choices, ""], rest[1:]
    return [one for choice in choices for one in spell_out(choice + rest)]


def _closing(word: str) -> int:
    """Where the group that a word begins with ends."""
    depth = 0
    for place, char in enumerate(_without_classes(word)):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
    raise ValueError(f"a group is not closed: {word}")


def _choices(inside: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, char in enumerate(_without_classes(inside)):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(inside[start:place])
            start = place + 1
    return [*parts, inside[start:]]


def _without_classes(word: str) -> str:
    """As long as the word; what stands in a class or behind a backslash is blanked, so that brackets can be counted."""
    return re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", lambda found: " " * len(found.group()), word)


def _is_plain(char: str) -> bool:
    return char not in "\\.[(^"


def _compiled(words: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(words)) if words else None
