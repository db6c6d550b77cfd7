"""Bylines: lines that say who reported by the words of the trade (本报记者 某某, 政治中心／某某報導)."""

from __future__ import annotations

import re

from pipelines.fields.lead_in import name_before_place
from pipelines.fields.names import persons_in, reporters_in
from pipelines.fields.unlabelled import without_date
from pipelines.page.characters import fold

# 澎湃新闻记者 段某 廖某; □ 本报记者 葛某; 整合 某报记者 徐某; 聯合報 記者林某／即時報導
_BYLINE = re.compile(
    r"^[\s□■◎●○◆▲(（\[【〔{]{0,3}(?:(?:文|图文|文图|文字|整合|采写|编译|撰文)\s?[:：/／|]?\s?)?"
    r"(?:\S{1,16}\s)?[^\s:：，。]{0,16}?(?:记者|記者|通讯员|通訊員|评论员|評論員|特约撰稿|撰稿人|实习生|(?:作者|"
    r"编译)(?=\s))"
    r"[:：\s/／]{0,2}(?P<names>[^，。,;；:：]{2,60}?)[)）\]】〕}]?$"
)
_WRITER = re.compile(r"[者员員稿人生译譯道導]")  # in one of these characters ends what a byline calls its writer
PLACE = re.compile(
    r"\s?[／/]\s?[\u4e00-\u9fff\s]{1,10}(?:報導|报道|電|电)$|\s\S{2,6}(?:报道|報導)$|\s?发自\S{2,8}$|\s(?:报道|"
    r"報導)$"
)
_PRINTED = re.compile(r"\s?《[^》《]{2,14}》\s?[(（].{0,40}版\s?[)）]$")  # the edition beside the writer
_PHOTO = re.compile(r"(?:\s[摄攝]|[翻拍][摄攝]|[^／/文][摄攝]影?|提供|供[图圖])[)）\]】〕]?$")
# 政治中心／王某報導, 某報 | 王某 綜合報導, 某報 王某／台北報導
_REPORTED = re.compile(
    r"(?:即[时時]|[综綜]合|[专專][题題]|[独獨]家|现场|現場|外[电電]){0,2}(?:[报報][导導道]|[编編][译譯])$"
)
SHORTEST_VERB = 2
LONGEST_REPORTED = 40  # characters


def bylined(text: str) -> tuple[str, ...]:
    """Whom a line names as its reporters; () for any other line.

    >>> bylined("□ 本报记者 张晓明"), bylined("政治中心／張曉明台北報導"), bylined("深度报道")
    (('张晓明',), ('張曉明',), ())
    """
    if not _WRITER.search(text):
        return ()
    text = without_date(_PRINTED.sub("", text))
    match = None if _PHOTO.search(text) else _BYLINE.match(PLACE.sub("", text))
    return (reporters_in(match["names"]) if match is not None else ()) or _reported(fold(text))


def _reported(text: str) -> tuple[str, ...]:
    """The names before a word for reporting: the desk stands before them, the place behind."""
    verb = _REPORTED.search(text) if len(text) <= LONGEST_REPORTED else None
    if verb is None or verb.start() < 2:
        return ()
    run = text[: verb.start()].rstrip()
    left, stroke, right = run.rpartition("/" if "/" in run else "|")
    if stroke:
        return persons_in(left) or persons_in(right) or _run_on(right)
    is_alone = len(verb[0]) == SHORTEST_VERB and " " not in text  # 高考报道 is a column
    return () if is_alone else persons_in(run)


def _run_on(run: str) -> tuple[str, ...]:
    name = name_before_place(run.strip())
    return (name,) if name else ()
