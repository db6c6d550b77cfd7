"""What is glued to the last sentence of a paragraph and is no part of it: an editor, a call, a web address."""

from __future__ import annotations

import re

from archive.finding.folding import fold
from pipelines.body import boilerplate, facts
from pipelines.page.lines import Line

MIN_TRUNK, MAX_TAIL = 12, 40
_WORD = re.compile(r"\w")
_REPORTED = re.compile(r"^[(（\[【〔][^()（）]{0,10}(?:记者|通讯员|评论员)[^()（）]{2,40}[)）\]】〕]$")


def without_tail(line: Line) -> Line:
    """The line without an editor or a call that is glued to its last sentence."""
    end = max(map(line.text.rfind, "。！？”")) + 1
    if not MIN_TRUNK <= end < len(line.text) or len(line.text) - end > MAX_TAIL:
        return line
    tail = fold(line.text[end:])
    if not _WORD.search(tail) or _REPORTED.match(tail) or facts.is_remark(tail):
        return line
    calls = end > len(tail) and boilerplate.is_promotion(tail)  # a shorter trunk is a part of the call
    if (
        facts.is_fact(tail)
        or calls
        or boilerplate.is_control(tail)
        or ("转载" in tail and boilerplate.is_terms(tail))
        or (line.text[:end].rstrip("”").endswith(("。", "！", "？")) and boilerplate.is_address_of_page(tail))
    ):
        return line._replace(
            text=line.text[:end], link_chars=min(line.link_chars, end), bold_chars=min(line.bold_chars, end)
        )
    return line
