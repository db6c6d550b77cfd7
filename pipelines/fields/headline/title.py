"""The headline as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.headline.headline_parts import DATED, without_badges, without_facts, without_house
from pipelines.fields.headline.stated_title import (
    COLUMN,
    DIVIDER,
    HOUSE,
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
NEAR = 30  # lines above the container in which an unmarked line may be the headline
LONGEST_LABEL = 8
BEHIND_A_TABLE = 40  # lines of the container in which it may stand if the head of the page says it
ABOVE_A_TEXT = 2  # lines
INSIDE = 12  # lines of the container in which it may stand
SENTENCE = 30  # characters: what is longer and ends in a full stop is a paragraph
GOOD_ENOUGH = 2.4
BETTER_THAN_A_NAME = 1.9
LONGEST_NAME = 12
BETTER_THAN_NOTHING = 0.4  # where the head of the page says no headline either
_CLASS = re.compile(r"(?:^|[-_])(?:\w*title\w*|tit\d*|headline|bt|biaoti|heading|h1|subject)(?:$|[-_])")
_NOT_CLASS = re.compile(
    r"subtitle|sub-title|futi|fbt|site|logo|column|lanmu|author|related|recommend|other|share|nav|crumb"
)
NO_TITLE = re.compile(
    r"(?:首[页頁]|主[页頁]|正文|[当當]前位置|目前位置|您(?:现在|当前)?的位置|您所在|现在的?位置|分享到|字号|字体|打印|责任编辑|正在阅读|原标题|扫一扫|上一篇|下一篇"
    r"|(?:新闻|要闻|分享|来源|作者|相关|推荐|热点|热门|登录|注册|搜索|附件|微信|微博|返回|更多|版权)(?:[^\w\s]|.{0,11}$|.*[:：]))"
)
_OFFICIAL = re.compile(r"^关于.{6}|(?:通知|公告|意见|办法|决定|函|通报|方案|规定|批复|报告|公示|细则|条例|通告)$")
_OFFICE = re.compile(r"(?:国|省|市|县|区|政府|委员会|[委局厅部署院]|办公室|公司|大学|学院)$")
DASHED = re.compile(r"[—–\-―－]{1,3}\s?\w")
_ONLY_A_DATE = re.compile(r"[\d年月日时分秒星期周]+[一二三四五六日天]?\d*")
_LEAF = re.compile(r"20\d\d\s?[-/.年]\s?[01]?\d月?")  # year and month beside the day: a calendar leaf
_ARROW = re.compile(r"\s[>›»→]|[›»→]\s|＞|>>")
_NEW_WORDS = re.compile(r"^(?![—–\-―－]).{0,3}\w")  # a line that begins with a dash is a subtitle


def read_title(sheet: Sheet) -> Found[str] | None:
    """The headline shown above the text, judged by its place, its mark-up and its agreement with the page's head;

    where none is shown, what the head says, without the site's name.
    """
    stated = statements(sheet)
    own = _own(stated)
    stated = [one for one in stated if not names_a_house(one.text)]
    scored = [(_score(line, sheet, stated, own), line) for line in _candidates(sheet, stated)]
    worth, best = max(scored, key=lambda one: one[0], default=(0.0, None))
    said = best_of(stated)
    if best is not None and worth > _needed(said, sheet):
        return _shown(_in_full(best, sheet, stated), sheet, stated)
    return said


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


def _candidates(sheet: Sheet, stated: list[Statement]) -> Iterator[Line]:
    said = " ".join(one.text for one in stated)
    near = sheet.start - NEAR
    for line in sheet.lines[: min(sheet.start + BEHIND_A_TABLE, sheet.end) or None]:
        text = line.text
        is_near = near <= line.index < sheet.start + INSIDE or (line.heading and line.index < sheet.start + INSIDE)
        if len(text) < 2 or len(text) > LONGEST or line.tag == "figcaption" or not (is_near or text[:12] in said):
            continue
        if (text in said or not (NO_TITLE.match(text) or _is_path(line))) and not _is_value(line, sheet):
            yield line


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


def _score(line: Line, sheet: Sheet, stated: list[Statement], own: frozenset[str]) -> float:
    text = without_facts(line.text, stated)
    word = squash(text)
    if len(word) < 2 or _ONLY_A_DATE.fullmatch(word):
        return 0.0
    agreement = _agreement(word, stated)
    score = agreement + _mark_up(line, sheet) + _wording(text) + _place(line, sheet)
    if not agreement and sheet.start - line.index > NEAR:
        score -= 1.5  # a heading of the side column
    if len(word) < 6:
        score -= 0.5 if line.heading else 2.5 if line.tag == "li" else 1.0  # a step of the path to the page
    if len(word) <= 16 and (word in own or (len(word) < 8 and not agreement)):
        score -= 4.0 if HOUSE.search(text) else 0.5
    return score


def _mark_up(line: Line, sheet: Sheet) -> float:
    named, linked = any(map(_names_a_title, line.classes)), line.link_chars * 2 > len(line.text)
    score = {1: 3.0, 2: 2.0, 3: 1.5, 4: 1.0, 5: 0.75, 6: 0.5}.get(line.heading, 0.0)
    score += 1.0 if named else 0.0
    score += 0.5 * (line.bold_chars * 2 > len(line.text)) + 0.5 * (line.align == "center")
    own_link = named and 0 < sheet.start - line.index <= ABOVE_A_TEXT  # a blog's headline leads to itself
    return score - (2.5 if linked and not own_link else 0.0)


@lru_cache(maxsize=1024)  # few classes on many lines
def _names_a_title(name: str) -> bool:
    return _CLASS.search(name) is not None and not _NOT_CLASS.search(name)


def _wording(text: str) -> float:
    score = 1.0 if len(text) > 8 and _OFFICIAL.search(text) else 0.0
    if COLUMN.fullmatch(text) or DASHED.match(text):
        score -= 2.0
    if "。" in text or text.endswith(("；", "：", ":")) or ("，" in text[12:] and len(text) > 60):
        score -= 1.5
    if text.endswith("。") and len(text) > SENTENCE:
        score -= 1.5
    return score


def _own(stated: list[Statement]) -> frozenset[str]:
    """What the page title holds besides the headline: the names of site and column."""
    names = [squash(part) for one in stated for part in DIVIDER.split(one.text)[1:]]
    return frozenset(names + [one.word for one in stated if names_a_house(one.text)])


def _agreement(word: str, stated: list[Statement]) -> float:
    best = 0.0
    for one in stated:
        if word == one.word:
            best = max(best, 4.0 if one.whole else 3.0)
        elif word == one.first:
            best = max(best, 3.0)
        elif len(word) >= 4 and one.word.startswith(word):
            best = max(best, 2.0 + 2.0 * len(word) / len(one.word))
        elif len(one.word) >= 10 and word.endswith(one.word):  # an office before 关于…
            best = max(best, 2.0 + 2.0 * len(one.word) / len(word))
        elif len(word) >= 6 and (word in one.word or (one.word in word and len(one.word) > 6)):
            best = max(best, 1.5 * min(len(word), len(one.word)) / max(len(word), len(one.word)) + 0.5)
    return best


def _place(line: Line, sheet: Sheet) -> float:
    """Near above the text is where a headline stands; a date below it makes it likelier."""
    distance = sheet.start - line.index
    score = 1.0 if 0 <= distance <= 12 else 0.5 if -3 <= distance < 0 else 0.0 if distance <= NEAR else -0.5
    following = sheet.lines[line.index + 1 : line.index + 6]
    if any(len(one.text) < 120 and _shows_day(one.text) for one in following):
        score += 1.0
    return score


@lru_cache(maxsize=512)  # a line stands below several that may be the headline
def _shows_day(text: str) -> bool:
    return DATED.search(text) is not None or _LEAF.fullmatch(text) is not None


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
    return same and _OFFICE.search(one.text) is not None and _OFFICIAL.search(line.text) is not None


def _as_written(text: str, stated: list[Statement]) -> str:
    """The head's writing of a headline broken over lines shows where the halves join."""
    word = squash(text)
    return next((one.text for one in stated if one.whole and one.word == word and " " in text), text)


def _where(line: Line) -> str:
    return f"heading h{line.heading}" if line.heading else "line above the text"
