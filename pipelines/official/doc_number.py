"""Numbers of official documents: their normal form, and the one that is a document's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# The organ's token, the year in brackets of any shape, the running number: 国发〔2019〕5号, 沪卫基层[2024]5号
_BRACKETED = re.compile(
    r"(?!根据|依据|按照|见|详见|关于|转发)(?P<organ>[\u4e00-\u9fffA-Za-z·、\-]{1,24}?)[\s:]{0,3}"
    r"[〔\[(【﹝]\s{0,2}(?P<year>(?:19|20)\d\s?\d)\s{0,2}年?\s{0,2}[〕\])】﹞]\s{0,2}"
    r"(?P<serial>(?:第\s{0,2})?[\dA-Z][\dA-Z\-]{0,9})\s{0,2}(?P<sign>[号號])"
)
# Orders and announcements: 国务院令第732号, 海关总署公告2022年第5号, 2022年第5号, 第732号
_DECREED = re.compile(
    r"(?!根据|依据|按照|见|详见|关于|转发)(?P<organ>[\u4e00-\u9fff]{0,40}?(?:令|公告|通告|通报|公报))?\s{0,2}"
    r"(?P<year>[(〔\[]?\s{0,2}(?:19|20)\d\d\s{0,2}年?[)〕\]]?)?\s{0,3}第\s{0,3}"
    r"(?P<serial>\d{1,5}|[一二三四五六七八九十百零〇○]{1,8})\s{0,3}[号號]"
)
_AT_END = re.compile(r"\(([^()]{2,30}[〔\[(【]\d{4}[〕\])】][^()]{1,10}[号號])\)$")
_DECREE_HEAD = re.compile(r"[\u4e00-\u9fff]{2,40}(?:令|公告|通告)")
_OF_AN_OFFICE = re.compile(
    r"(?:中华人民共和国(?=国务院))?(?P<office>[\u4e00-\u9fff]{1,30}(?:[局部委署厅院会]|政府|银行|办公室))(?:令|公告|通告)"
)
_WRAPPING = re.compile(r"^[(（〔\[【]+(?=.*[)）〕\]】]$)|[)）〕\]】]$")
_LABEL = re.compile(r"^(?:发文字号|文件编号|文件字号|文\s*号|字\s*号|编\s*号)\s*[::]?\s*")
_SAYS_NONE = re.compile(r"(?:无|暂无|/|-+|—+|null|none|n/a|\*+|空|无文号|没有)?$", re.I)
_TO_BRACKETS = str.maketrans("[]【】﹝﹞", "〔〕〔〕〔〕")
_ENDS_HEAD = re.compile(r"[。;；]")
HEAD_LINES = 18  # title, issuing body, number, date, addressee: what may stand above the first sentence
_LONGEST = 60


def normal_form(value: str) -> str | None:
    """The number as it is cited: no white space, half width, year in 〔〕; None if the value says there is none.

    >>> normal_form("郑政办[2011]31号"), normal_form("沪卫基层 （２０２４） 5 号"), normal_form("无")
    ('郑政办〔2011〕31号', '沪卫基层〔2024〕5号', None)
    """
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).strip(":;,.。，；")
    if _SAYS_NONE.match(flat):
        return None
    if match := _BRACKETED.fullmatch(re.sub(r"^\((.*号)\)$", r"\1", flat)):
        return f"{match['organ']}〔{match['year']}〕{match['serial']}{match['sign']}"
    return flat.translate(_TO_BRACKETS)


def issuer_in(number: str) -> str | None:
    """The office that an order or announcement is named for.

    >>> issuer_in("海关总署公告2022年第5号"), issuer_in("国发〔2019〕5号"), issuer_in("主席令第5号")
    ('海关总署', None, None)
    """
    match = _OF_AN_OFFICE.match(number)
    return match["office"] if match is not None else None


def is_number(line: str) -> bool:
    """Whether the line is a document number and nothing else.

    >>> is_number("国办发〔2019〕6号"), is_number("根据国办发〔2019〕6号文件")
    (True, False)
    """
    return _alone(line) is not None


def own_number(head: Iterable[str], *, title: str | None = None) -> str | None:
    """The number under which the document itself was issued; numbers it cites stand inside sentences.

    ``head`` is what stands above and in the first lines of the text.  The title may carry it at its end, in brackets.
    """
    return _in_title(title or "") or _in_head(head)


def _in_title(title: str) -> str | None:
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))
    if (decree := _DECREED.fullmatch(re.sub(r"\((第[^()]{1,9}号)\)$", r"\1", flat))) and decree["organ"]:
        return decree[0]
    match = _AT_END.search(flat)
    return normal_form(match[1]) if match and _BRACKETED.fullmatch(match[1]) else None


def _in_head(head: Iterable[str]) -> str | None:
    above = ""
    for count, line in enumerate(head):
        if count == HEAD_LINES or (_ENDS_HEAD.search(line) and len(line) > _LONGEST):
            return None
        if found := _alone(line):
            if found.startswith("第"):
                return above + found if above else None
            return found
        flat = re.sub(r"\s+", "", line)
        above = flat if _DECREE_HEAD.fullmatch(flat) else ""
    return None


def _alone(line: str) -> str | None:
    if len(line) > _LONGEST or not ("号" in line or "號" in line):
        return None
    flat = _LABEL.sub("", unicodedata.normalize("NFKC", line).strip())
    if _BRACKETED.fullmatch(flat) or _BRACKETED.fullmatch(_WRAPPING.sub("", flat)):
        return normal_form(flat)
    flat = re.sub(r"^\((.*)\)$", r"\1", re.sub(r"\s+", "", flat))
    return flat.translate(_TO_BRACKETS) if _DECREED.fullmatch(flat) else None
