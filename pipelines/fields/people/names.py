"""The names in a byline or behind a label: roles, staff codes and remarks taken off."""

from __future__ import annotations

import re
from itertools import groupby

from pipelines.fields.people.person import GROUP_ENDS, PLACES, is_name
from pipelines.fields.people.runs import apart, divided
from pipelines.fields.people.towns import TOWNS
from pipelines.page.characters import fold, tidy

_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]+")
# 方某北京大学经济学院教授: what the writer is stands behind the name without a blank
_GLUED = re.compile(
    r"^([\u4e00-\u9fff]{2,3}?)(?=中国|北京|上海|天津|重庆|清华|复旦|南京|武汉|浙江|江苏|广东|山东|四川|国家|"
    r"国务院|中共|中央|全国|人民|新华|系)"
    r"[\u4e00-\u9fff、（）()]{4,30}(?:教授|研究员|院长|主任|所长|博士|专家|委员|会长|书记|局长|院士|学者|记者|"
    r"讲师|律师|作者|主席|秘书长)$"
)
# 赵某: 某某学院, 北京; 钱某: 某某大学, 上海
_AFFILIATION = re.compile(r"((?:^|;)\s?[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3})\s?:[^;]*")
# 李四/图, 王五（摄影）: not who wrote
_PICTURED = re.compile(
    r"[\u4e00-\u9fff]{2,4}\s?(?:/\s?(?:图|圖|摄影?|攝影?|视频|供图)(?![\u4e00-\u9fff/])|[(]\s?(?:图|摄影?|"
    r"视频)\s?[)])"
)
# 王某 文 李某 摄, 王某/文 李某/摄影: the one behind took the pictures
AND_PICTURES = re.compile(
    r"(?:\s文[\s,、/]{1,2}[\u4e00-\u9fff\s]{2,10}[摄攝图圖影]|\s[\u4e00-\u9fff]{2,4}\s?/\s?(?:[摄攝]影?|[图圖]))(?=[)\]】]?$)"
)
# 《某报》记者 王某: the paper he writes for
_PAPER = re.compile(r"《[^《》]{2,20}》\s?(?=\S{0,6}(?:[记記]者|特[约約派]|撰稿|[编編][辑輯]|[评評][论論]|作者|作家))")
_SENT = re.compile(r"\s[发發]自\s?\S{2,8}(?:\s\S{2,4})?$")  # 王某 发自北京
# 作者：王某，如若转载，请注明出处; 作者：王某，某某网经授权发布
_REMARK = re.compile(
    r"[,;。]\s?(?:如[若需]|[转轉][载載]|[请請]|未[经經]|[欢歡]迎|原[标文標]|[题題头頭配]?[图圖]|\S{2,16}授[权權]).*$"
)
_BESIDE = re.compile(r"(?<=[^\s【])\s?【.*$")  # 王某【网友热议：…】: what follows in brackets is another thing
# 某某大学历史学院王某: the house he is of, up to the word that such names end with
_OF_HOUSE = re.compile(
    r"^[\u4e00-\u9fff]{1,20}(?:大学|大學|学院|學院|学校|中学|小学|法院|检察院|医院|研究院|研究所|公司|委员会|中心|局|"
    r"厅|部|委|办公室|报社|日报|晚报|银行|集团|支队|大队|记者站|分社|通讯社|央社|[华華]社|[电電][视視]台?|[电電]台|[网網]|[报報]|新[闻聞]|[卫衛][视視])(?P<name>[\u4e00-\u9fff]{2,3})$"
)
_NO_ENDING = "科所系司股室课班组期版"
_WRITTEN = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s?/\s?(?:文字?|撰文)(?![\u4e00-\u9fff/])")
# 李四/某地报道: where the writer reports from
_FROM = re.compile(r"\s?/\s?(?:[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4,8})\s?(?:报道|報導|報道|电|電)$")
# [美]约翰·史密斯, （清）曹某: the writer's country or age
NATION = re.compile(
    r"[\[(【〔]\s?(?:[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3}[国國大亚亞利兰蘭本度列牙斯])\s?[\])】〕]\s?(?=[\u4e00-\u9fff])"
)
_DATE = re.compile(
    r"\s?(?:(?:19|20)\d\d\s?[-/.年]\s?\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|"
    r"\d{1,2}:\d\d).*$",
    re.IGNORECASE,
)
_OTHER_ROLE = re.compile(
    r"\s(?:(?:\S{0,6}(?:[编編][辑輯]|[责責][编編])|校对|校對|责任校对|审核|审校|编审|监制|摄影|攝影|摄像|制图|设计|"
    r"视频|图片|图|剪辑|签发|排版|美编|审读|审签|[一二三初复终]审|统筹|策划|来源|本版[摄攝]影)(?=[\s:/])"
    r"|(?:[责責]任[编編][辑輯]|[编編][辑輯]|[责責][编編]|校对|校對|审核|视频|摄影|攝影|摄像|制图)"
    r"(?=[\u4e00-\u9fff]{2,3}(?:\s|$)))"
)
_NO_NAME = re.compile(
    r"(?:[\d:/.\s-]+[wWkK万次]?|本报|本報|本网|本網|本站|本刊|佚名|未知|不详|不詳|无|無|匿名|网络|網絡|互联网|"
    r"null|none|"
    r"undefined|admin|(?:查看|更多|点击|返回|展开|阅读)\S*|编辑部|报道|報導|整理|综合|完|图|圖|文|摄|攝"
    r"|原题为?|原题|刊于|记者|記者|通讯员|评论员|实习生|作者|编辑|编者|摄影|供图|资料|来源|转载|原创|点击|浏览|"
    r"文章|本文|本页|信息|新闻|内容|(?:我要|文章|本页|一键|点击)?(?:纠错|打印|关注|分享|评论|收藏|举报|投稿|转发|点赞|订阅|"
    r"反馈|报错|挑错)(?:本页|本文|此页|一下|[Tt][Aa])?|"
    r"游客|匿名用户|匿名網友|请登录|登录|注册|用户名|"
    r"发布|發佈|發布|发表|發表|官方|手机版|手機版|返回|首页|更多|暂无|关闭|打印|收藏|分享|纠错|评论|详细|高清|组图|视频|附件|下载|test|-+|/+)$",
    re.IGNORECASE,
)
# Roles stand before a name, alone or with the house they serve: 本报记者, 某报全媒体记者, 特约通讯员.
_ROLE = (
    r"(?:首席|见习|見習|实习|實習|特约|特約|特派|驻站|全媒体|全媒體|融媒体|融媒|深度|资深|高级|视频|摄影|攝影|"
    r"文字|本报|本報|本网|本網|本刊|本台|总台|专栏|專欄|新媒体|青年|客座)*"
    r"(?:记者站记者|记者|記者|通讯员|通訊員|评论员|評論員|撰稿人|作者|编辑|編輯|实习生|實習生|研究员|特派员|编译|"
    r"編譯|撰稿|执笔|摄影|责编|責編|主笔|观察员|写作)"
)
_ROLE_BEFORE = re.compile(r"^(?:[^\s、,，;；/（）()]{0,16}?)" + _ROLE + r"(?:[:：\s]{1,2}|(?=[\u3400-\u9fff]))")
_ROLE_ALONE = re.compile(
    r"^(?:[^\s、,，;；/（）()]{0,16}?" + _ROLE + r"|[文图圖摄攝]|[图圖]文|文[图圖]|[摄攝]影)[:：]?$"
)
_AFTER = re.compile(
    r"(?:[_＿\s]{0,2}[A-Z]{1,4}\d{2,}\S{0,6}|[_＿]\S{1,12}|\s?[（(\[【][^）)\]】]{0,20}[）)\]】]?|\s?(?:整合|采访整理|整理|供稿|投稿|参与采[写访]|采[写访]|"
    r"摄影报道|整理报道|报道|報導|摄影|攝影|綜合報導|综合报道|编译)|\s[文图圖摄攝]|(?<=[\u4e00-\u9fff]{2})等)$"
)
_SEPARATORS = re.compile(r"\s?(?:[、,，;/&+|》]|\band\b|(?<=[\u3400-\u9fff]\s)[和与與及](?=\s))\s?")
_TOLD = ("报道", "報導", "報道")
_DESCRIPTION = 5  # characters: no Chinese name is so long
_LONGEST_ABOUT = 60
# What somebody is, or where from, beside his name.
_TRADE = re.compile(
    r"(?:[职職][员員]|[教律医醫][师師生]|[学學]生|工程[师師]|公[务務][员員]|商人)$"
    r"|^(?:江[苏蘇西]|浙江|[广廣][东東西]|山[东西東]|河[南北]|湖[南北]|四川|安徽|福建)"
)
_LONGEST_NAME = 30  # characters: an organ may write too, a sentence may not
_SPEAKS = re.compile(r"[。?!…]|,[^\s,]{6,},")
LONGEST = 120  # characters: a longer value is running text, not a list of names


def names_in(value: str) -> tuple[str, ...]:
    """The names of a labelled value: roles, staff codes and remarks stripped, in the order given, each once.

    What a label announces is taken at its word, so an organ or a pen name is a name here too.

    >>> names_in("本报记者 王 伟、李雪_NF4425 通讯员 欧阳明（实习）")
    ('王伟', '李雪', '欧阳明')
    >>> names_in("赵 培：某某学院，河口; 李雪: 某某大学，江口")
    ('赵培', '李雪')
    """
    if len(value) > LONGEST:
        return ()
    listed = tidy(fold(value))
    listed = _BESIDE.sub("", listed) if "【" in listed else listed
    listed = _REMARK.sub("", listed) if "," in listed or "。" in listed else listed
    if _SPEAKS.search(listed):
        name, _, about = listed.partition(",")
        if not is_name(name) or is_name(about.partition(",")[0].strip()) or len(about) > _LONGEST_ABOUT:
            return ()
        listed = name  # 王某，某大学教授，著有《江岸》
    found: list[str] = []
    listed = _OTHER_ROLE.split(_DATE.sub("", listed), maxsplit=1)[0]
    listed = _SENT.sub("", _PAPER.sub("", listed)) if "自" in listed or "《" in listed else listed
    listed = AND_PICTURES.sub("", listed) if "文" in listed else listed
    listed = _AFFILIATION.sub(r"\1", listed) if ":" in listed else listed
    listed = _WRITTEN.sub(" ", _PICTURED.sub(" ", _FROM.sub("", listed))) if "/" in listed or "(" in listed else listed
    for part in _SEPARATORS.split(NATION.sub("", listed)):
        for run in apart(part):
            found += _split_at_blanks(run)
    found = [_off_house(_GLUED.sub(r"\1", name)) for name in found]
    named = [name for name in found if len(name) > 1 and not _NO_NAME.match(name) and "\ufffd" not in name]
    if any(len(name) > _LONGEST_NAME for name in named):
        return ()
    named = _without_places(named) if value.endswith(_TOLD) else named
    return tuple(dict.fromkeys(_without_descriptions(named)))


def _without_places(named: list[str]) -> list[str]:
    """记者：王某 李某 台北報導"""
    return [name for name in named if name not in PLACES and name not in TOWNS] or named


def _off_house(name: str) -> str:
    """A name without the house it runs on from: 某某大学历史学院王某."""
    match = _OF_HOUSE.match(name) if len(name) > _DESCRIPTION else None
    return match["name"] if match and is_name(match["name"]) and name[-1] not in _NO_ENDING else name


def _without_descriptions(named: list[str]) -> list[str]:
    """A name's owner may be described beside it: 方某 某大学经济学院教授."""
    if any(is_name(name) for name in named):
        return [
            name
            for name in named
            if is_name(name)
            or len(divided(name)) > 1
            or (len(name) < _DESCRIPTION and name[-1] not in GROUP_ENDS and not _TRADE.search(name))
        ]
    return named


def persons_in(value: str) -> tuple[str, ...]:
    """The names of a value that nothing but its form says is a list of names; () unless all of it looks like names.

    The house they work for may stand beside them.

    >>> persons_in("李晟 韦鑫"), persons_in("图书馆 魏乐禹"), persons_in("朝阳报")
    (('李晟', '韦鑫'), ('魏乐禹',), ())
    """
    found = tuple(name for name in names_in(value) if name[-1] not in GROUP_ENDS)
    return found if all(is_name(name) for name in found) and not (TOWNS | PLACES).issuperset(found) else ()


def _split_at_blanks(part: str) -> list[str]:
    """The names of one part; single characters side by side are names with blanks inside."""
    names: list[str] = []
    words = filter(None, map(_bare, _without_roles(part).split(" ")))
    for are_single, run in groupby(words, lambda word: len(word) == 1 and _CJK.fullmatch(word) is not None):
        together = list(run)
        names += _composed("".join(together)) if are_single else together
    return _joined_latin(_without_house(names), part)


def _composed(characters: str) -> list[str]:
    """The names whose characters stood apart; where they can not all be names, two by two.

    >>> _composed("王伟李强军"), _composed("李强军"), _composed("叨叨")
    (['王伟', '李强军'], ['李强军'], ['叨叨'])
    """
    return _names_of(characters) or [characters[at : at + 2] for at in range(0, len(characters), 2)]


def _names_of(characters: str) -> list[str]:
    for length in (2, 3):
        name, rest = characters[:length], characters[length:]
        if len(name) == length and is_name(name):
            following = _names_of(rest) if rest else []
            if following or not rest:
                return [name, *following]
    return []


def _without_house(names: list[str]) -> list[str]:
    """The house before its writers: 江口 王小明."""
    if len(names) > 1 and len(names[0]) > 1 and all(map(is_name, names[1:])):
        return names if all(map(is_name, divided(names[0]))) else names[1:]
    return names


def _joined_latin(names: list[str], part: str) -> list[str]:
    """ "Ann Lee" is one name, and so is whatever a house in Latin letters calls itself."""
    if names and all(name.isascii() for name in names):
        return [" ".join(names)]
    return names


def _without_roles(part: str) -> str:
    part = part.strip(" □■◎●○◆:.。，,")
    words = [_ROLE_BEFORE.sub("", _AFTER.sub("", word)) for word in _AFTER.sub("", part).split(" ")]
    return " ".join(word for word in words if not _ROLE_ALONE.match(word))


def _bare(word: str) -> str:
    return _AFTER.sub("", word).strip("@#*()[]【】《》<>\"'“”:：.。,，·- ")
