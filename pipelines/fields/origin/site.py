"""The name of the site a page stands on, and who runs it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipelines.fields.labels import labelled
from pipelines.fields.people.person import is_name
from pipelines.page.characters import fold, squash, tidy
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

METAS = ("og:site_name", "sitename", "site_name", "application-name", "apple-mobile-web-app-title", "website")
PUBLISHER_METAS = ("publisher", "dc.publisher", "copyright")
FOOTER_LINES = 60
LONGEST = 30
LONGEST_TAIL = 20
LONGEST_OWN = 10  # a house at the head of a page title; what is longer is a headline
# How the names of houses end; what comes before a place or a column in a page title does not.
HOUSE = (
    r"(?:网|網|网站|報|报|社|新闻|新聞|新闻中心|门户|门户网站|平台|在线|線上|传媒|傳媒|电视台|電視台|电台|广播|"
    r"杂志|雜誌|周刊|週刊|客户端|政府|公报"
    r"|报道|財經|财经|频道|頻道|通讯|通訊|新聞雲|观察|觀察|(?<=[\u4e00-\u9fff]{2})(?:发布|评论|評論)|[广廣][电電]|卫视|衛視|電視|[广廣]播|[电電][台臺]|[电電][视視][台臺]|融媒体?|融媒体中心|之声|之聲"
    r"|News|Times|Post|Daily|Online|Network|Press|\.com|\.cn|\.net)"
)
OFFICE = (
    r"(?:局|厅|廳|委员会|委員會|办公室|法院|检察院|大学|大學|学院|學院|[学党军]校|中学|小学|医院|醫院|交易所|协会|協會|学会|學會|"
    r"商会|联合会|红十字会|工会|妇联|团委|集团|集團|公司|银行|銀行|研究院|研究所|图书馆|博物馆|论坛|論壇|社区|博客|卫健委|发改委)"
)
_HOUSE_END = re.compile(HOUSE + r"$", re.IGNORECASE)
_OFFICE_END = re.compile(OFFICE + r"$")
_SITE_END = re.compile(rf"(?:{HOUSE}|{OFFICE})$|^中国[\u4e00-\u9fff]{{2,4}}$", re.IGNORECASE)
_STRONG_END = re.compile(r"^[^\s，。：]{2,12}(?:网|網|[日晚早时時商都]报|[日晚早时時商都]報|电视台|電視台)$")
_BESIDE_NAME = re.compile(
    r"^(?:新闻|新聞|资讯)?中心$|门户$|^\W?(?:www\.)?[\w.-]+\.(?:com|cn|net|org)(?:\.cn)?$", re.IGNORECASE
)
_STATED = re.compile(
    r'"publisher"\s{0,4}:\s{0,4}\{(?:[^{}"]|"(?!name")[^"]*"|\{[^{}]*\}){0,80}"name"\s{0,4}:\s{0,4}(?P<name>"[^"]{2,200}")'
)
_SEPARATORS = re.compile(r"[|_｜»]|\s[-–—－·]{1,2}\s|[-–—－]{1,2}(?=[^-–—－]*$)|\s-|-\s")
_RUNS = re.compile(r"(?:^|[\s|>])(?P<name>[^\s|:。，]{4,30}?)(?:主办|主辦)(?=$|[\s|,，。])")
_RIGHTS = re.compile(
    r"(?:本网由)?(?P<before>[^\s|:，。©@(]{3,30}?)\s?(?:版权所有|版權所有)|(?:版权所有|版權所有|"
    r"copyright)[\s:©(c)\d-]{0,24}(?P<after>[^\s|:，。\d©@(]{3,30})",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"^(?:www\.[\w.]+[,，]?)|[,，]?(?:版权所有|版權所有|及所有内容|copyright.*|©.*|all rights.*)$", re.IGNORECASE
)
_NOT_A_NAME = re.compile(
    r"^(?:未经|所有|本网站?|本站|本页面?|内容|归|受|转载|侵权|严禁|如有|备案|京|ICP|all\b|copyright|by\b|inc|网站|"
    r"©|不得|.ICP|建议|最佳|举报|联系|声明|null)|公司$",
    re.IGNORECASE,
)


def read_site(sheet: Sheet) -> Found[str] | None:
    """What the metas call the site, else the end of the page title, else whose rights the imprint reserves."""
    for name in METAS:
        value = sheet.meta(name)
        if value is not None and 1 < len(tidy(value)) <= LONGEST:
            return Found(tidy(value), f"meta {name}")
    aggregated = _front_matter(sheet)
    if aggregated is not None:
        return aggregated
    tail = _title_tail(sheet.head_title)
    if tail is not None:
        return Found(tail, "end of the title element")
    stated = _stated_publisher(sheet)
    if stated is not None:
        return Found(stated, "JSON-LD publisher")
    for line in _footer(sheet):
        for name in _holders(line.text):
            if _HOUSE_END.search(name):
                return Found(name, "imprint")
    return None


def read_publisher(sheet: Sheet) -> Found[str] | None:
    """Who runs the site: 主办 in the imprint, else whose rights are reserved, else what a meta says."""
    footer = tuple(_footer(sheet))
    for line in footer:
        name = _host(line.text)
        if name is not None:
            return Found(name, "imprint, 主办")
    for line in footer:
        for name in _holders(line.text):
            return Found(name, "imprint, rights reserved")
    for meta in PUBLISHER_METAS:
        value = _RESERVED.sub("", tidy(sheet.meta(meta) or ""))
        if "://" not in value and 1 < len(value) <= LONGEST:
            return Found(value, f"meta {meta}")
    return None


def is_own_name(word: str, sheet: Sheet) -> bool:
    """The site calls itself so, in whole or in part: beside a date that is no declared source."""
    squashed = squash(word).removesuffix("客户端")
    runs = read_publisher(sheet)
    return (runs is not None and runs.value == word) or any(_is_short_for(squashed, name) for name in _own_names(sheet))


def _is_short_for(word: str, name: str) -> bool:
    """One of two names holds the other; an office of the house is not the house."""
    if name in word and word != name:
        return not _OFFICE_END.search(word)
    return word in name or set(word) <= set(name)


def _own_names(sheet: Sheet) -> Iterator[str]:
    values = [sheet.meta(name) for name in METAS]
    for headline in (sheet.head_title, sheet.meta("og:title")):
        first, *others = _SEPARATORS.split(headline or "")
        values += [first, *others] if others and _SITE_END.search(tidy(first)) and len(first) <= LONGEST_OWN else others
    for value in (*values, _stated_publisher(sheet)):
        squashed = squash(value or "")
        if 1 < len(squashed) <= LONGEST:
            yield squashed


def _stated_publisher(sheet: Sheet) -> str | None:
    """Whom JSON-LD calls the publisher."""
    match = _STATED.search(sheet.text) if '"publisher"' in sheet.text else None
    try:
        name = tidy(json.loads(match["name"])) if match is not None else ""
    except ValueError:  # JSON of a careless template
        return None
    return name if 1 < len(name) <= LONGEST else None


def _front_matter(sheet: Sheet) -> Found[str] | None:
    """An aggregator's page names the site it was taken from as the author."""
    if not sheet.text.lstrip().startswith("---") or "byline" in sheet.metas:
        return None
    author = tidy(sheet.meta("author") or "")
    return Found(author, "front matter, author") if author and not is_name(author) else None


def _title_tail(title: str | None) -> str | None:
    """
    >>> _title_tail("新桥今日通车_要闻_某某新闻网"), _title_tail("新桥今日通车")
    ('某某新闻网', None)
    """
    parts = [tidy(part).strip("-–—－") for part in _SEPARATORS.split(title or "")]
    if len(parts) < 2:
        return None
    for part in (*_before_last(parts), parts[-1], parts[0]):
        if 1 < len(part) <= LONGEST_TAIL and _SITE_END.search(part) and len(part) < len(title or "") * 0.6:
            return part
    return None


def _before_last(parts: list[str]) -> Iterator[str]:
    """The house that its department, slogan, address or column stands behind: 某某网-新闻中心, 某某网_资讯."""
    *others, last = parts
    headline, *name = re.split(r"[-–—－]", others[-1])
    if not name and len(others) > 1:
        name = [headline]
    if name and _STRONG_END.search(name[-1]) and (_BESIDE_NAME.search(last) or not _SITE_END.search(last)):
        yield name[-1]


def _footer(sheet: Sheet) -> Iterator[Line]:
    """The last lines of the page that may be its imprint."""
    for line in sheet.lines[max(sheet.end, len(sheet.lines) - FOOTER_LINES) :]:
        if len(line.text) < 300 and (
            "主办" in line.text
            or "主辦" in line.text
            or "权所有" in line.text
            or "opyright" in line.text
            or "權所有" in line.text
        ):
            yield line


def _host(text: str) -> str | None:
    for part in labelled(text):
        if part.label in ("主办", "主办单位"):
            name = re.split(r"[\s|]|版权|承办|网站标识|ICP", part.value)[0]
            if 2 < len(name) <= LONGEST:
                return name
    match = _RUNS.search(fold(text))
    return match["name"] if match is not None else None


def _holders(text: str) -> Iterator[str]:
    for match in _RIGHTS.finditer(fold(text)[:200]):
        name = _RESERVED.sub("", (match["before"] or match["after"] or "").strip("-,.;()[]《》@ "))
        if len(name) > 2 and not _NOT_A_NAME.search(name) and not name.isascii() and "@" not in match[0]:
            yield name
