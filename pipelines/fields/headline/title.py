"""The headline as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.headline.headline_parts import without_badges, without_facts, without_house
from pipelines.fields.headline.likeness import NEAR, OFFICIAL, likeness, may_reach
from pipelines.fields.headline.stated_title import (
    DIVIDER,
    TITLE_LABELS,
    Statement,
    best_of,
    names_a_house,
    statements,
)
from pipelines.fields.labels import labelled
from pipelines.official.doc_number import is_number
from pipelines.page.characters import squash
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

LONGEST = 200
LONGEST_LABEL = 8
BEHIND_A_TABLE = 40  # lines of the container in which it may stand if the head of the page says it
INSIDE = 12  # lines of the container in which it may stand
GOOD_ENOUGH = 2.4
BETTER_THAN_A_NAME = 1.9
LONGEST_NAME = 12
BETTER_THAN_NOTHING = 0.4  # where the head of the page says no headline either
NO_TITLE = re.compile(
    r"(?:首[页頁]|主[页頁]|正文|[当當]前位置|目前位置|您(?:现在|当前)?的位置|您所在|现在的?位置|分享到|字号|字体|打印|责任编辑|正在阅读|原标题|扫一扫|上一篇|下一篇"
    r"|(?:新闻|要闻|分享|来源|作者|相关|推荐|热点|热门|登录|注册|搜索|附件|微信|微博|返回|更多|版权)(?:[^\w\s]|.{0,11}$|.*[:：]))"
)
_OFFICE = re.compile(r"(?:国|省|市|县|区|政府|委员会|[委局厅部署院]|办公室|公司|大学|学院)$")
_ARROW = re.compile(r"\s[>›»→]|[›»→]\s|＞|>>")
_NEW_WORDS = re.compile(r"^(?![—–\-―－]).{0,3}\w")  # a line that begins with a dash is a subtitle


def read_title(sheet: Sheet) -> Found[str] | None:
    """The headline shown above the text, judged by its place, its mark-up and its agreement with the page's head;

    where none is shown, what the head says, without the site's name.
    """
    stated = statements(sheet)
    own = _own(stated)
    stated = [one for one in stated if not names_a_house(one.text)]
    worth, best = _likeliest(sheet, stated, own)
    said = best_of(stated)
    if best is not None and (worth > GOOD_ENOUGH or worth > _needed(said, sheet)):
        return _shown(_in_full(best, sheet, stated), sheet, stated)
    return said


def _likeliest(sheet: Sheet, stated: list[Statement], own: frozenset[str]) -> tuple[float, Line | None]:
    """The line most like the headline, the first of equals."""
    worth, best = 0.0, None
    said = " ".join(one.text for one in stated)
    for line in _outward(sheet):
        if _may_be(line, sheet, said) and may_reach(worth, line, sheet, stated):
            likely = likeness(line, sheet, stated, own)
            is_first = best is not None and likely == worth and line.index < best.index
            if (likely > worth or is_first) and not _is_other(line, sheet, said):
                worth, best = likely, line
    return worth, best


def _outward(sheet: Sheet) -> Iterator[Line]:
    """The lines from the text upwards, then downwards: where the headline is met soon, the others need no look."""
    last = min(sheet.start + BEHIND_A_TABLE, sheet.end)
    yield from reversed(sheet.lines[: sheet.start])
    yield from sheet.lines[sheet.start : last] if last else sheet.lines


def _in_full(best: Line, sheet: Sheet, stated: list[Statement]) -> Line:
    """The heading just below a keyword that it begins with, where the head of the page says it all."""
    below = sheet.lines[best.index + 1 : best.index + 3] if best.heading else ()
    word = squash(best.text) if below else ""
    for line in below:
        full = squash(line.text) if line.heading > best.heading else ""
        if len(full) > len(word) and full.startswith(word) and any(one.word.startswith(full) for one in stated):
            return line
    return best


def _needed(said: Found[str] | None, sheet: Sheet) -> float:
    """What a line must be worth; little, where the page title is a few words that no line shows: it names a column."""
    if said is None:
        return BETTER_THAN_NOTHING
    word = squash(said.value) if said.where == "title element" else ""
    few = 0 < len(word) <= LONGEST_NAME and not any(squash(line.text) == word for line in sheet.lines)
    return BETTER_THAN_A_NAME if few else GOOD_ENOUGH


def _may_be(line: Line, sheet: Sheet, said: str) -> bool:
    """It stands where a headline stands, or the head of the page says what it begins with."""
    place, length = line.index - sheet.start, len(line.text)
    is_near = place < INSIDE and (place >= -NEAR or line.heading)
    return 2 <= length <= LONGEST and bool(is_near or line.text[:12] in said) and line.tag != "figcaption"


def _is_other(line: Line, sheet: Sheet, said: str) -> bool:
    """A button, a path or the value of an attribute."""
    return (line.text not in said and bool(NO_TITLE.match(line.text) or _is_path(line))) or _is_value(line, sheet)


def _is_path(line: Line) -> bool:
    """Links and arrows: the way from the front page to this one."""
    return line.link_chars > 0 and _ARROW.search(line.text) is not None


def _is_value(line: Line, sheet: Sheet) -> bool:
    """The cell before announces what stands here: subject, issuer, number."""
    if line.tag not in ("td", "dd", "li", "p", "th") or line.index == 0:
        return False
    above = sheet.lines[line.index - 1].text
    parts = labelled(above) if len(above) < 20 else ()
    if not parts and len(above) <= LONGEST_LABEL:
        parts = labelled(f"{above}：")
    return bool(parts) and not parts[-1].value and parts[-1].label not in TITLE_LABELS


def _own(stated: list[Statement]) -> frozenset[str]:
    """What the page title holds besides the headline: the names of site and column."""
    names = [squash(part) for one in stated for part in DIVIDER.split(one.text)[1:]]
    return frozenset(names + [one.word for one in stated if names_a_house(one.text)])


def _shown(line: Line, sheet: Sheet, stated: list[Statement]) -> Found[str]:
    text, indices = _begun(without_facts(line.text, stated), line, sheet, stated)
    for one in sheet.lines[line.index + 1 : line.index + 4]:
        joined = squash(text + one.text)
        same = one.element is not None and one.element is line.element and line.heading and one.heading == line.heading
        said = any(ref.first.startswith(joined) for ref in stated)
        if not _NEW_WORDS.search(one.text) or (is_number(one.text) and one.text[0] not in "（("):
            break
        if not (said or (same and not labelled(one.text) and not any(find_dates(one.text)))) or len(text) > LONGEST:
            break
        text = f"{text} {one.text}"
        indices.append(one.index)
    text = _as_written(without_house(without_badges(text, stated), stated), stated)
    word = squash(text)
    copies = [
        one.index
        for one in sheet.lines[: sheet.start + BEHIND_A_TABLE]
        if one.index not in indices and abs(len(one.text) - len(text)) < 4 and squash(one.text) == word
    ]
    return Found(text, _where(line), tuple(sorted(indices + copies)))


def _begun(text: str, line: Line, sheet: Sheet, stated: list[Statement]) -> tuple[str, list[int]]:
    """The headline with the lines above that it begins with: 某某人民政府 / 关于…的通知."""
    indices = [line.index]
    for one in reversed(sheet.lines[max(0, line.index - 2) : line.index]):
        joined = squash(one.text + text)
        if not (any(ref.first.startswith(joined) for ref in stated) or _is_office_over(one, line)):
            break
        text = f"{one.text} {text}"
        indices.append(one.index)
    return text, indices


def _is_office_over(one: Line, line: Line) -> bool:
    """The name of a state or office in the heading of a document, broken off by a line end."""
    same = one.element is line.element and one.heading > 0 and one.heading == line.heading
    return same and _OFFICE.search(one.text) is not None and OFFICIAL.search(line.text) is not None


def _as_written(text: str, stated: list[Statement]) -> str:
    """The head's writing of a headline broken over lines shows where the halves join."""
    word = squash(text)
    return next((one.text for one in stated if one.whole and one.word == word and " " in text), text)


def _where(line: Line) -> str:
    return f"heading h{line.heading}" if line.heading else "line above the text"
