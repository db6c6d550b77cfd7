"""The lead-in of a news text: whom it credits (新华社北京5月24日电, 据中国网7月28日消息) and who reported."""

from __future__ import annotations

import re

from pipelines.fields.label_words import KIND_OF
from pipelines.fields.people.bylines import bylined, in_a_row
from pipelines.fields.people.names import names_in, persons_in
from pipelines.fields.people.reported import reporters_at
from pipelines.fields.people.runs import divided
from pipelines.page.characters import fold

LENGTH = 120  # characters at the beginning of a paragraph in which a lead-in stands
LEADING = 60  # characters: a lead-in with its place and day
PARAGRAPHS = 3  # a summary or a sub-headline may stand above the one that has it
SUMMARY = 40  # characters: a sub-headline is shorter
CHAINED = 3  # 上证报…讯 据中国网…消息
_REPORTERS = re.compile(
    r"[(（〔\[【](?P<names>[^()（）〔〕\[\]【】]{0,16}?(?:记者|記者|通讯员|通訊員|特派员|评论员|"
    r"評論員)[^()（）〔〕\[\]【】。]{1,60})[)）〕\]】]"
)
_PICTURED = re.compile(r"(?<![／/文])[摄攝]影?$|提供$")  # （記者王小明翻攝） closes a caption
_AFTER_DATELINE = re.compile(r"(?:^|电|電|讯|訊|消息)\s?[(（](?P<names>[^()（）。，]{2,30})[)）]")
# 记者某某报道 …: at the head of the paragraph, without brackets
_REPORTS = re.compile(
    r"^[\s■□◎●]{0,4}(?:\S{2,12}[讯訊电電]\s)?[^\s，。,:：]{0,12}?(?:记者|記者|通讯员|通訊員)[\s:：]?(?P<names>[\u4e00-\u9fff·、\s]{2,24}?)\s?"
    r"(?:/[\u4e00-\u9fff]{2,8}?[报報][导導道]|[报報][导導道](?=[\s:：，,]|$))"
)
# 【某报／王某】, 〔編譯王某／綜合報導〕, 【某报记者王某7月28日某地报道】 at the very beginning
_OPENED = re.compile(r"^\s{0,4}[(\[【〔](?P<inside>[^()\[\]【】〔〕:]{4,40})[)\]】〕]")
_STROKE = re.compile(
    r"^[^/]{2,16}(?:[报報网網社台臺刊讯訊闻聞体體]|传媒|傳媒)\s?/\s?(?P<names>[\u4e00-\u9fff、]{2,12})$"
)
# （编译/Lena）, （山江/文）: a pen name may stand beside the word for what its owner did
_PEN = re.compile(
    r"[(【〔\[](?:(?:[编編][译譯]|[译譯]|撰?文|[图圖]文|文[图圖]|采写|整理)\s?[/:]\s?(?P<before>[^()/【】,。]{2,16}?)"
    r"|(?P<behind>[^()/【】\s,。]{2,8})\s?/\s?(?:[编編][译譯]|[译譯]|撰?文|[图圖]文))(?:\s[图圖摄攝][^()]{0,12})?[)】〕\]]"
)
# 某社江口5月24日电 题：小城新貌 某社记者 王某
_TOPIC = re.compile(
    r"[电電]\s?题:[^。]{2,40}?\s\S{0,6}(?:记者|記者)\s?(?P<names>[\u4e00-\u9fff]{2,3}(?:[、\s][\u4e00-\u9fff]{2,3}){0,4})(?=\s\S{4}|$)"
)
_SOME_DAY = re.compile(r"\d{1,2}月\d{1,2}日(?=\S{0,6}[报報][导導道])")
# 某某科技 王某 报道, 某报记者 王某 通讯员 李某 with blanks, before the text goes on
_TOLD_BY = re.compile(
    r"^\s{0,4}\S{2,12}\s(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4})?)\s[报報][导導道][\s,:]"
)
_RUN = re.compile(
    r"^\s{0,4}(?:\S{2,30}\s)?[^\s,。:]{0,16}?(?:记者|記者)\s?(?P<names>(?:(?:通讯员|通訊員|实习生|见习记者|实习记者)?\s?"
    r"[\u4e00-\u9fff]{2,3}[\s、]){1,5})(?=[\u4e00-\u9fff“\d]{4})"
)
_HOUSE = (
    r"(?:通讯社|通訊社|社|网|網|日报|晚报|报|報|新闻|新聞|电视台|電視台|广播电台|电台|總台|总台|卫视|中文站|"
    r"客户端|在线|频道|之声|周刊|週刊|杂志|财经|科技|证券|e公司|公司"
    r"|新媒体|公众号|传媒|快讯|晨报|时报|导报|商报|音乐|体育|娱乐|观察|智库|头条|通讯|中心|News|Times|AI)"
)
_DAY = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|\d{1,2}月|今日|昨日)"
_VERB = r"(?:(?:专|專|综合|綜合)?(?:电|電|讯|訊)|消息|报道|報道|報導|快讯|综合报道)"
_LEAD = re.compile(
    r"^[\s(（【\[〔]{0,3}(?P<by>据|據|转自|轉自)?\s?(?P<name>[\u4e00-\u9fffA-Za-z·\-《》“”、]{2,28}?)\s?(?P<day>"
    + _DAY
    + r")?\s?"
    + _VERB
    + r"(?![视視影台臺网網力话話子商信器脑动息问号車车])(?=$|[\s,，:：。(（)）【】\]〕\d\u4e00-\u9fff])"
)
_HOUSES_END = re.compile(_HOUSE + r"[》”]?$")
_LAST_HOUSE = re.compile(r"^.*" + _HOUSE + r"[》”]?")
_IN_MARKS = re.compile(r"《([^》]{2,20})》")
_ITSELF = re.compile(
    r"^(?:本|我)(?:报|報|网|網|台|臺|刊|社|站)|^(?:综合|綜合|外媒|台媒|港媒|日媒|美媒|媒体|媒體|有关|相关|当地|"
    r"国外|國外|海外|多家|该|此|即时|即時|最新|点击|今天|昨天|近日|特别|一|消|网络)"
)
_SUMMARY = re.compile(r"^[\s【\[]{0,3}(?:摘要|内容摘要|核心提示|导读|編者按|编者按|原标题|提要)")
_BETWEEN = re.compile(r"^(?:[\s　,，:：)）】\]〕]|题\S{0,40}?(?=据)|[(（][^()（）]{0,40}[)）])+")


def reporters_of(paragraph: str) -> tuple[str, ...]:
    """The reporters that a paragraph's lead-in names.

    >>> reporters_of("本报讯（记者 张晓明）昨日，新桥通车。")
    ('张晓明',)
    >>> reporters_of("某某晨报首席记者张晓明报道 昨日，新桥通车。")
    ('张晓明',)
    """
    head = _SOME_DAY.sub(" ", fold(paragraph[:LENGTH]))
    if names := _in_opening(head):
        return names
    match = next((one for one in _REPORTERS.finditer(head) if not _PICTURED.search(one["names"])), None)
    if match is not None and (names := reporters_at(match["names"])):
        row = in_a_row(match["names"]) or in_a_row(match[0])
        return row if len(row) > len(names) else names
    match = _AFTER_DATELINE.search(head) or _REPORTS.match(head) or _TOLD_BY.match(head) or _RUN.match(head)
    match = match or (_TOPIC.search(head) if "题:" in head else None)
    if match is None or _PICTURED.search(match["names"]):
        return ()
    run = match["names"].strip()
    if row := in_a_row(match[0].rstrip(" :,")):
        return row
    together = divided(run)
    if len(together) > 1:
        return together
    return persons_in(run) or (reporters_at(f"{run}报道") if " " in run and ":" not in run else ())


def _in_opening(head: str) -> tuple[str, ...]:
    """Who stands in the brackets that a paragraph opens with; or in any of its lead-in, beside the word for writing."""
    opened = _OPENED.match(head)
    if opened is not None:
        stroke = _STROKE.match(opened["inside"])
        if names := (persons_in(stroke["names"]) if stroke is not None else ()) or bylined(opened["inside"]):
            return names
    pen = _PEN.search(head[:LEADING]) if "/" in head else None
    name = (pen["before"] or pen["behind"]) if pen is not None else ""
    return names_in(name) if name and name not in KIND_OF else ()


def read_credits(text: str) -> tuple[str, ...]:
    """Whom the lead-in of a text names, in its order; a paper that names itself (本报讯) names nobody.

    >>> read_credits("上证报中国证券网讯 据中国网7月28日消息，会议开幕。")
    ('上证报中国证券网', '中国网')
    >>> read_credits("新華社北京5月24日電（記者王小明）會議開幕。"), read_credits("本报讯 会议开幕。")
    (('新華社',), ())
    """
    for paragraph in text.split("\n", PARAGRAPHS)[:PARAGRAPHS]:
        named = _credits_of(paragraph[:LENGTH])
        if named is not None:
            return named
        if len(paragraph) > SUMMARY and not _SUMMARY.match(paragraph):
            return ()
    return ()


def _credits_of(head: str) -> tuple[str, ...] | None:
    """None where the paragraph has no lead-in; () where the lead-in names nobody else."""
    found: list[str] = []
    led = False
    for _ in range(CHAINED):
        match = _LEAD.match(fold(head))
        if match is None or (led and match["by"] is None):
            break
        name = _house(head[match.start("name") : match.end("name")])
        if name is None:
            break
        led = True
        found += [name] if name else []
        head = _BETWEEN.sub("", head[match.end() :], count=1)
    return tuple(dict.fromkeys(found)) if led else None


def _house(words: str) -> str | None:
    """The house in what stands before 电 or 讯, its place left out; "" for the paper itself; None: no house at all."""
    if words.startswith(("本报", "本報", "本网", "本網", "本台", "本刊", "本社", "本站")):
        return ""
    if _ITSELF.match(words) or words.count("“") != words.count("”"):
        return None
    marked = _IN_MARKS.findall(words)
    if marked:
        return words if words.startswith("中央广播电视总台") else marked[-1]
    if _HOUSES_END.search(words):
        return words.strip("《》“”")
    match = _LAST_HOUSE.match(words)
    return match[0].strip("《》“”") if match is not None else None
