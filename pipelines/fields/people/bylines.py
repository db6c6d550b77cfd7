"""Bylines: lines that say who reported by the words of the trade (本报记者 某某, 政治中心／某某報導)."""

from __future__ import annotations

import re

from pipelines.fields.label_words import AUTHOR, KIND_OF
from pipelines.fields.people.names import AND_PICTURES, names_in, persons_in
from pipelines.fields.people.person import PLACES, is_name
from pipelines.fields.people.reported import SENT, TOLD, housed, reporters_at, run_on, without_places
from pipelines.fields.people.towns import TOWNS
from pipelines.fields.people.unlabelled import without_date
from pipelines.page.characters import fold

# 澎湃新闻记者 段某 廖某; □ 本报记者 葛某; 整合 某报记者 徐某; 聯合報 記者林某／即時報導
_BYLINE = re.compile(
    r"^[\s□■◎●○◆▲(（\[【〔{]{0,3}(?:(?:文|图文|文图|文字|整合|采写|编译|撰文)\s?[:：/／|]?\s?)?"
    r"(?:\S{1,16}\s)??[^\s:：，。]{0,16}?"
    r"(?:记者|記者|通讯员|通訊員|评论员|評論員|特派[员員]|[专專][栏欄]作[家者]|特约撰稿|撰稿人|实习生|[编編][译譯]|"
    r"(?:作者|文字|撰文|撰稿|采写|采访|採訪|执笔|執筆|整理|[翻]?[译譯])(?=[\s，,]))"
    r"[:：\s/／，,]{0,2}(?P<names>[^，。,;；:：]{2,60}?)[)）\]】〕}]?$"
)
# One of these is in every byline: the last character of what it calls its writer or his house.
_WRITER = re.compile(r"[者员員稿人生译譯道導字文写访訪笔筆理报報社网網台臺刊志誌闻聞]")
# 某某时报（www.example.cn）记者 王某; 王某 报道 wang@example.com
_ADDRESS = re.compile(
    r"\s?[(<]?\s?(?:(?:https?://)?(?:[\w-]{1,30}\.){1,4}[a-z]{2,4}|[\w.]{2,30}@[\w.]{4,30})\s?[)>]?(?:\s|(?=[\u4e00-\u9fff])|$)"
)
_PLACED = re.compile(r"([报報][导導道])\s?/\s?\S{2,4}$")  # 王某 報導 / 台北市
_BOOK = re.compile(r"^(?P<names>[^，。]{2,20}?)\s?著\s[\u4e00-\u9fff\s、]{2,12}\s?[译譯]$")  # 某某 著 王某 译
_ROLE_BEHIND = re.compile(r"^(?P<names>[\u4e00-\u9fff·\s、]{2,24}?)\s(?:[记記]者|特派[员員]|撰文|[报報][导導道])$")
_WITH_PICTURES = re.compile(r"^(?P<names>[\u4e00-\u9fff\s、]{2,16}?)\s文\s[\u4e00-\u9fff\s]{2,8}\s?[摄攝图圖]影?$")
_PRINTED = re.compile(r"\s?《[^》《]{2,14}》\s?[(（].{0,40}版\s?[)）]$")  # the edition beside the writer
_PHOTO = re.compile(r"(?:\s[摄攝]|[翻拍][摄攝]|[^／/文][摄攝]影?|提供|供[图圖])[)）\]】〕]?$")
_WROTE = re.compile(
    r"^(?P<names>[^，。:]{2,20}?)\s?(?:[为為]\S{2,14}(?:撰稿|供稿|撰文)|[|/]\s?(?:撰?文|文[图圖]|[图圖]文|供稿)"
    r"|[|/]\s?[^\s/|]{1,10}(?:[报報社网網台臺刊]|[杂雜][志誌]|新[闻聞])"
    r"|[|/·]\s?[^\s/|]{0,12}(?:[记記]者|撰稿人|作[家者]|[评評][论論][员員]|教授|研究[员員]))$"
)
_ABOUT = re.compile(r"^[*●(]?\s?本文作者\s?(?P<names>[\u4e00-\u9fff]{2,4}?)(?:[,，系为為是]|$)")
_SPACED = re.compile(r"通\s[讯訊]\s[员員]|[记記]\s者|作\s者")
_STROKE = re.compile(r"\s?[/|]\s?")
# One word of a row of people: his house, his role, or either with his name: 某报通讯员王某, 某某電視王某
_OF_ROW = re.compile(
    r"\S{0,20}(?:[记記]者|通[讯訊][员員]|[实實][习習]生|特派[员員]|[编編][译譯]|[网網报報社台臺]|[讯訊](?![员員])|[电電][视視]|新[闻聞]|客户端|传媒|融媒体)"
    r"(?P<name>[\u4e00-\u9fff]{0,3})"
)
_HOUSES = re.compile(r"[网網报報社台臺频頻闻聞端]")
_LIKE_TOWN = re.compile(r"[\u4e00-\u9fff]{2}[镇鎮州乡鄉省村]")  # behind a role a person: 記者 林某鎮
_BETWEEN = re.compile(r"[\s、，,;；]+")
_AND_TOOK = re.compile(r"\s?(?:文\s?/?\s?[图圖摄攝]|[图圖]\s?/?\s?文)$")
_DID = re.compile(r"(?:[采採][访訪]|[摄攝]影|[综綜]合|整理)?[报報][导導道]$")
_PHOTOGRAPHER = re.compile(r"\s[图圖]\s?[/:].{2,24}$|\s?[摄攝]影[\u4e00-\u9fff]{2,3}$")
_ROLES = re.compile(r"[记記]者|通[讯訊][员員]|[实實][习習]生|[报報][导導道]$")
LONGEST_ROW = 60
SHORTEST_VERB = 2
LONGEST_REPORTED = 40  # characters


def bylined(text: str) -> tuple[str, ...]:
    """Whom a line names as its reporters; () for any other line.

    >>> bylined("□ 本报记者 张晓明"), bylined("政治中心／張曉明台北報導"), bylined("深度报道")
    (('张晓明',), ('張曉明',), ())
    """
    if not _WRITER.search(text):
        return ()
    printed = _PRINTED.sub("", text)
    if printed != text and (names := persons_in(printed)):
        return names
    text = _PLACED.sub(r"\1", _without_address(fold(without_date(printed))))
    if names := _plainly(text):
        return names
    text = AND_PICTURES.sub("", _PHOTOGRAPHER.sub("", text))
    text = _SPACED.sub(lambda word: word[0].replace(" ", ""), text)
    match = None if _PHOTO.search(text) else _BYLINE.match(text)
    found = (reporters_at(match["names"]) if match is not None else ()) or _wrote(text) or _reported(text)
    row = in_a_row(text)
    return row if len(row) > len(found) else found


def in_a_row(text: str) -> tuple[str, ...]:
    """Everybody in a row of houses, roles and names, each before what it belongs to; () where any word is none of them.

    >>> in_a_row("实习生张晓明、某网记者李雪报道"), in_a_row("(某网张晓明，某报记者李雪)"), in_a_row("记者张晓明说")
    (('张晓明', '李雪'), ('张晓明', '李雪'), ())
    """
    if len(text) > LONGEST_ROW or not _ROLES.search(text):
        return ()
    names: list[str] = []
    bare = _AND_TOOK.sub("", text.strip("()[]【】〔〕（） "))
    row = _DID.sub("", bare)
    if row != bare and is_name(row.rpartition(" ")[2]):
        return ()  # 记者王某 江口报道: where from, or who; nobody knows
    is_after_role = False
    for word in _BETWEEN.split(row):
        match = _OF_ROW.fullmatch(word)
        if KIND_OF.get(word, AUTHOR) != AUTHOR:
            return ()  # whoever follows took the pictures, or edited
        if word in KIND_OF or ("·" in word and _HOUSES.search(word)):
            continue
        match = match if match is not None and (not match["name"] or not is_name(word)) else None
        name = word if match is None else match["name"]
        if match is None and is_after_role and _LIKE_TOWN.fullmatch(name) and is_name(name[:-1]):
            names.append(name)
        elif name and (not is_name(name) or name in PLACES or name in TOWNS):
            return ()
        else:
            names += [name] if name else []
        is_after_role = match is not None and not name
    return tuple(dict.fromkeys(names))


def _without_address(text: str) -> str:
    return _ADDRESS.sub(" ", text).strip() if "." in text else text


def _plainly(text: str) -> tuple[str, ...]:
    """王某 记者, 王某 文 李某 摄: the word for what he does stands behind the name."""
    match = (
        _ROLE_BEHIND.match(text) or (_BOOK.match(text) if text[-1:] in "译譯" else None) or _WITH_PICTURES.match(text)
    )
    return persons_in(match["names"]) if match is not None else ()


def _wrote(text: str) -> tuple[str, ...]:
    """王某 为某某网撰稿, 王某/文, 本文作者王某，…; behind the word for it a pen name is one too."""
    match = _WROTE.match(text) or _ABOUT.match(text)
    if match is None:
        return ()
    return persons_in(match["names"]) or (names_in(match["names"]) if text.endswith(("|文", "| 文", "/文")) else ())


def _reported(text: str) -> tuple[str, ...]:
    """The names before a word for reporting, between the desk and the place: 政治中心／王某／台北報導."""
    text = text.strip("()（）【】〔〕。 ") if len(text) <= LONGEST_REPORTED else ""
    told = TOLD.search(text) or SENT.search(text)
    if told is None or told[0][-1] in "电電":
        return ()
    pieces = [without_places(piece) for piece in _STROKE.split(text[: told.start()].strip())]
    if len(pieces) > 1:
        return persons_in(pieces[-2]) or persons_in(pieces[-1]) or run_on(pieces[-1])
    is_alone = len(told[0]) == SHORTEST_VERB and " " not in text  # 高考报道 is a column
    return housed(pieces[0]) or (() if is_alone else persons_in(pieces[0]))
