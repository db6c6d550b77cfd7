"""What of a page is not shown, and what of that a click on a button of the text shows."""

from __future__ import annotations

import re

from pipelines.page.phrases import either
from pipelines.page.tree import Element

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VEIL = re.compile(r"\s*\.([\w-]+)\s*\{\s*display\s*:\s*none\s*;?\s*\}\s*", re.IGNORECASE)
_WHITE = ("#FFFFFF", "#ffffff", "#FFF", "#fff", "white")
_UNFOLDS = re.compile(
    r"\W*(?:"
    + either(
        "(?:点[击擊])?(?:展[开開]|[阅閱][读讀]|[查看]看?|[显顯]示)(?:更多|全文|全部|余下|餘下|剩余|剩餘|完整)"
        r" (?:[继繼][续續]|接[着著])(?:[阅閱][读讀]|看) (?:read|show)\s+(?:more|all) continue\s+reading"
    )
    + r")(?:全文|内容|內容|正文|\d{1,2}%)?\W*",
    re.IGNORECASE,
)
MAX_BUTTON = 14  # characters
_TEXTUAL = ("p", "div", "section", "article", "span", "font", "strong", "b")


def is_hidden(element: Element, veils: frozenset[str] = frozenset()) -> bool:
    """The element's own attributes say that it is not shown, or, where ``veils`` are, that it is a veil."""
    style = element.get("style")
    if (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None:
        return True
    return bool(veils) and _is_veil(element, veils)


def veiled_by(sheet: str) -> frozenset[str]:
    """The class that a style sheet among the paragraphs does nothing but hide: words strewn against copying have it.

    >>> veiled_by(" .Kq71 { display:none; } "), veiled_by(".a{display:none} .b{color:red}")
    (frozenset({'Kq71'}), frozenset())
    """
    return frozenset(match.groups() if (match := _VEIL.fullmatch(sheet)) else ())


def _is_veil(element: Element, veils: frozenset[str]) -> bool:
    """Where some of these words are hidden by their class, others are white on white."""
    return element.get("class") in veils or (element.tag == "font" and element.get("color") in _WHITE)


def is_unfolded(element: Element, before: str) -> bool:
    """A hidden block holds the rest of the text, if a button above (``before``) or below it says so, and has sentences.

    >>> [is_button(text) for text in ("- 閱讀更多 -", "点击展开全文", "展开攻势")]
    [True, True, False]
    """
    beside = (element.getprevious(), element.getnext())
    if not is_button(before) and not any(is_button(_short(one)) for one in beside if one is not None):
        return False
    return any("。" in str(text) or ". " in str(text) for text in element.itertext(*_TEXTUAL))


def is_button(text: str) -> bool:
    """It says that there is more of the text."""
    return len(text) <= MAX_BUTTON and _UNFOLDS.fullmatch(text) is not None


def _short(element: Element) -> str:
    """The words of an element; nothing where they are too many for a button."""
    words = ""
    for text in element.itertext():
        words += str(text).strip()
        if len(words) > MAX_BUTTON:
            return ""
    return words
