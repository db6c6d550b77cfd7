"""The name of a house out of what a label says: what runs on behind it is cut off."""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.fields.dates.date_patterns import find_dates
from pipelines.fields.origin.buttons import is_button
from pipelines.fields.origin.house import OFFICE_END
from pipelines.fields.people.own_elements import HOUSE_END
from pipelines.fields.people.person import is_name
from pipelines.page.characters import tidy

LONGEST = 40  # characters: a longer value is running text
_REMARKS = (
    r"(?:^|[|,，;；])(?:字[体號号级級]|大小|浏览|瀏覽|阅读|閱讀|点击|點擊|打印|列印|分享|评论|評論|收藏|纠错|下载|我要|我来说|我有话说|"
    r"更多|查看原文|关注|作者|编辑|责任编辑|网友|跟[贴帖]|原[标標][题題]|有删[改节]|略有|[转轉][载載]|版[权權]|侵|[仅僅]|不代表|"
    r"未经|如有).*$"
)
_OTHER_LABELS = r"\s(?:作者|编辑|责任编辑|网友|我来说|我有话说).*$|\s[\u4e00-\u9fff]{2,4}\s?[:：].*$"
_REPORTER = r"(?<=[报報网網社台臺刊闻聞端团團])(?:[全融]媒[体體]?|首席|[见見實实特约約派驻駐]{0,3})[记記]者.{0,12}$"
_BUTTONS = (
    r"(?:参与互动|手机看新闻|我要评论|我有话说|我来说两句|网友评论|(?<=.)(?<!本[站网網])原创稿?|查看原文|点击进入|字体|字号|打印|分享到?|"
    r"收藏|浏览)\W*$"
)
_PAGE = r"[\s,，]第?[A-Z]{0,2}\d{1,3}\s?版.*$"
_ISSUE = r"(?<=》)\s?(?:\d{4}年)?第?\d{1,4}[期卷号號].*$"
_ASIDE = r"\s?[（(\[【<>].*$|\s[∙•·|]\s.*$"
_NUMBERS = r"\s\d+\s?(?:次|人|条).*$|\s\d+$"
_ADDRESS = r"\s?https?://\S*$"
_BEFORE_A_DATE = r"\s[于於]$"
_TAIL = re.compile(
    "|".join((_REMARKS, _OTHER_LABELS, _REPORTER, _BUTTONS, _PAGE, _ISSUE, _ASIDE, _NUMBERS, _ADDRESS, _BEFORE_A_DATE))
)
_NOTHING = re.compile(r"(?:转载|轉載|无|暂无|未知|不详|null|none|undefined|nan|[-—_/.·\s]+)?$", re.IGNORECASE)
# 来源：资料图 stands under a picture
_PICTURES = re.compile(
    r"(?:资料|資料|档案|檔案|示意|网络|網路|新闻)?[图圖]片?$|(?:资料|資料|档案|檔案)照片?$|[视視][觉覺]..$|.{2,4}[图圖][库庫虫]$|"
    r"(?:CFP|IC\s?photo|Getty.*|Unsplash|Pixabay|Pexels|Shutterstock)$",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s?/\s?")  # 稿源：2024-05-03 / 某社 / 王某
_SENTENCE = re.compile(r"[。！？!?]|，.*，|[”’\"]的$|^[”’]")


def clean_source(value: str) -> str | None:
    """The house's name out of a labelled value; None where nothing is left of it.

    >>> clean_source("《某某科技报》"), clean_source("某网-《某某日报》 字号：大"), clean_source("：")
    ('某某科技报', '某网-《某某日报》', None)
    """
    value = tidy(value)
    date = next(find_dates(value), None)
    if date is not None:
        value = value[: date.start] if date.start > 1 else _SLASH.split(value[date.end :].lstrip(" /"))[0]
    value = _TAIL.sub("", value.strip(" :：,，;；|｜·-—[]【】()（）"))
    value = _without_people(_without_buttons(value.strip(" :：,，;；|｜[]【】")))
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        value = value[1:-1]
    if _NOTHING.match(value) or _PICTURES.match(value):
        return None
    return None if len(value) > LONGEST or _is_sentence(value) else value


def _without_people(value: str) -> str:
    """The value without the writers behind a stroke: 某某日报/王某."""
    house, stroke, last = value.rpartition("/")
    return _without_people(house.rstrip()) if stroke and is_name(last.strip()) else value


def _without_buttons(value: str) -> str:
    """The value without the buttons, counters and writers that run on behind it: 某某日报 听新闻.

    Behind a house, whatever comes after the first of them is of the same kind: 某某日报 查看评论 进入论坛.
    """
    words = value.split(" ")
    of_group = HOUSE_END.search(words[0]) or OFFICE_END.search(words[0])
    if of_group:
        words = [words[0], *takewhile(lambda word: not is_button(word), words[1:])]
    while len(words) > 1 and (is_button(words[-1]) or (of_group and is_name(words[-1]))):
        words.pop()
    return " ".join(words)


def _is_sentence(value: str) -> bool:
    return _SENTENCE.search(value) is not None or value.count("“") != value.count("”") or value.count('"') % 2 == 1
