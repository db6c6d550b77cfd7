"""What a text tells of where it is from: in a sentence of its own, or by the print edition that it closes with."""

from __future__ import annotations

import re

from pipelines.fields.origin.site import is_own_name
from pipelines.fields.origin.source_name import clean_source
from pipelines.fields.people.own_elements import leads_to_column
from pipelines.fields.zones import Zones
from pipelines.page.characters import fold
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

LONGEST_SEARCHED = 120  # characters at the beginning of a line in which it tells where it is from
LONGEST = 40  # a longer line says something else besides
_ITSELF = r"(?<![\u4e00-\u9fff])(?:本文|文章|本篇文章|此文|原文|该文|稿件|文字|图文|(?:以上)?内容)系?"
# A short line of nothing else needs no subject.
_BARE = r"^\W?(?=(?:[综綜]合(?:整理|[编編][译譯])?|[编編][译譯]|整理|[转轉][载載]?|摘[编編]?)自.{2,30}$)"
_IS_FROM = (
    r"(?:[转轉][載载發发]?自|[转轉][載载發发][于於]|摘[编編]?自|[选選来來出]自|分享自|(?:[综綜]合)?(?:整理|[编編][译譯])自|[综綜]合自|"
    r"[来來]源[于於]|原[载載][于於]?|[刊登][载載]?[于於]|"
    r"[发發]表[于於])"
)
# What names nobody, and calls upon those who take a text over: 转载自本站请注明出处.
_NETWORK = r"(?:网[络上]|網[路絡上]|互[联聯]|其[他它]|第三方|本[站网網号號]|[^，。,;；]{0,30}[请請])"
_ACCOUNT = r"(?:(?:微信)?公[众眾][号號平台]{1,2}[:：]?\s?)?"
# 本文转自某某日报，版权归原作者所有
_TOLD = re.compile(
    rf"(?:{_ITSELF}|{_BARE}){_IS_FROM}\s?[:：]?\s?(?!{_NETWORK}){_ACCOUNT}(?P<name>[^，。,;；:：]{{2,40}})"
)
# 本文由某某网授权转载
_ALLOWED = re.compile(
    rf"{_ITSELF}(?:已|经|經|由|[获獲得]|取得){{1,2}}[“《「]?(?P<name>[^，。,;；:：]{{1,16}}(?:[报報网網社台臺]|[周週月]刊|[杂雜][志誌]))[”》」]?"
    r"(?:正式|独家|獨家)?授[权權][转轉刊發发]"
)
_MAY_TELL = re.compile(r"[自于於载載]")
_CALL = re.compile(r"下[载載]|更多|[不未]代表(?![本我])|自媒[体體]|APP")  # of the house itself
_REPRINTED = re.compile(r"[转轉][载載發发]?自|分享自")  # from another house, however like the own one it is called
_ITS_TITLE = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z])\s?《.*$")  # 某某社区《桥是怎样修成的》
_MARKED = re.compile(r"[《“「‘](?P<name>[^《》“”「」‘’]{2,20})[》”」’]")
_FROM_PRINT = r"(?:原?(?:[载載]|刊|[发發]表)(?:[于於]|在)?|[选選]自|摘自|[转轉]自)?"
_NUMBER = r"(?:第?[\d一二三四五六七八九十]{1,4}[期号卷]|\d{1,2}月[\d日号第\s]{0,6})"
_PRINTED = re.compile(
    rf"^[\s(—―–-]{{0,4}}{_FROM_PRINT}《(?P<name>[^》《]{{2,16}})》\s?[(]?(?:(?:19|20)\d\d年)?{_NUMBER}.{{0,12}}$"
)
LONGEST_ALONE = 24  # characters of a house with its brackets
CLOSING = 4  # lines below the text that may hold it
_CLOSED_BY = r"[^()（）\[\]【】\s]{1,14}(?:[报報网網社台臺]|[周週]刊|[杂雜][志誌]|客户端)"
# （某某日报）, （据某某社电）, （综合《某某日报》、某某网报道）
_ALONE = re.compile(
    rf"^[(（\[【]\s?[据據]?[综綜]?合?(?![本原我该]|.*[记記]者)(?P<name>{_CLOSED_BY}|《{_CLOSED_BY}》)"
    r"(?:综合|綜合)?(?:[电電]|消息|[报報][道導]|供稿)?\s?[)）\]】]$"
)


def told_source(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """What a sentence at the beginning or the end of the text tells of itself."""
    for line in (*zones.head, *zones.early[:2], *zones.late[-3:], *zones.near_foot):
        text = line.text[:LONGEST_SEARCHED] if _MAY_TELL.search(line.text) else ""
        match = (_TOLD.search(text) or _ALLOWED.search(text)) if text else None
        value = _account(match["name"]) if match is not None else None
        if (
            match is not None
            and value is not None
            and not _CALL.search(line.text)
            and (_REPRINTED.search(match[0]) or not is_own_name(value, sheet))
            and not _is_filed_under(value, line)
        ):
            alone = match.start() < 3 and len(line.text) <= LONGEST
            return Found(value, "sentence about the text", (line.index,) if alone else ())
    return None


def _is_filed_under(value: str, line: Line) -> bool:
    """本文发表于 and a link to a column of the site: where it stands, not where it is from."""
    return any(
        one.tag == "a" and (words := words_in(one)) and words in value and leads_to_column(one) for one in line.inline
    )


def _account(name: str) -> str | None:
    """The name without its mark and what is said of it: “某某观察”（ID：mm）, 《某某月刊》2024年第3期.

    >>> _account("“某某观察”（ID"), _account("《某某月刊》2024年第3期"), _account("某某社区《桥是怎样修成的》")
    ('某某观察', '某某月刊', '某某社区')
    """
    marked = _MARKED.match(name)
    return clean_source(marked["name"] if marked is not None else _ITS_TITLE.sub("", name))


def closing_house(sheet: Sheet, zones: Zones) -> Found[str] | None:
    """The house that stands alone in brackets between the text and its editors: （某某日报）."""
    for line in (*reversed(zones.late), *zones.near_foot[:CLOSING]):
        match = _ALONE.match(line.text) if len(line.text) <= LONGEST_ALONE and not line.after_image else None
        name = clean_source(match["name"]) if match is not None else None
        if name is not None and not is_own_name(name, sheet):
            return Found(name, "closing bracket", (line.index,))
    return None


def print_edition(zones: Zones) -> Found[str] | None:
    """The print edition that a text closes with: ——《某某月刊》1996年第3期, 《某某日报》（2024年1月29日 04版）."""
    for line in (*reversed(zones.late[-2:]), *zones.near_foot[:2]):
        match = _PRINTED.match(fold(line.text)) if len(line.text) <= LONGEST else None
        if match is not None:
            return Found(match["name"], "print edition", (line.index,))
    return None
