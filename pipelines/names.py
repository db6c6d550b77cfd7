"""What a person's name looks like, and the names in a list of them."""

from __future__ import annotations

import re

from pipelines.folding import fold, tidy

# The hundred or so family names that nine in ten people in China bear, in both scripts, and the usual double ones.
_FAMILY = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于於董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉"
    "阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏"
    "倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑"
    "覃霍翁隋甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔臧畅暢宫宮嵺苟全褚廉简簡娄婁盖蓋符奚木穆党燕郎邸冀谈談姬屠连連"
    "郜晏栾欒郁蒙計喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍巩鞏稽井练練仲乐樂虞卞封竺冼官衣楚佟栗匡宗应應台巫鞠僧桑荆荊谌諶银銀明沙薄伏岑习習麦麥庾嘉佘储儲鹿禤伊荀"
    "荀智赫芮逄牧鄞咸籍卿车车信闫闫闫晁亓门門苍丰豐靖南东東植勾才红紅邝鄺危戈宿茹支斯帅帥惠禹粟幸"
)
_DOUBLE = frozenset(
    "欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 夏侯 宇文 长孙 長孫 端木 独孤 南宫 南宮 闻人 轩辕"
    " 范姜 张简 張簡 拓跋 呼延 完颜 西门 西門 赫连 澹台 淳于 申屠 太史 钟离 鍾離 百里 东郭 公冶 宗政 濮阳 万俟 司空 亓官 仲孙".split()
)
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]{2,4}")
_FOREIGN = re.compile(r"[\u3400-\u9fff]{1,10}(?:[·•‧・][\u3400-\u9fffA-Z][\u3400-\u9fff.]{0,10}){1,3}")
_LATIN = re.compile(r"[A-Z][a-zà-ÿ'’.-]{0,20}(?:\s(?:[A-Z][A-Za-zà-ÿ'’.-]{0,20}|de|van|von|al|bin|da|del|la)){1,4}")
# Three to six characters that no sentence after 记者 would begin or end with.
_MINORITY = re.compile(
    r"(?![从在昨今日近获了前采对就问于向将来到去有称说看见发也还正再现])[\u4e00-\u9fff]{3,6}(?<![了的到悉解者道息是为说讯报])"
)
# 方某北京大学经济学院教授: what the writer is stands behind the name without a blank
_GLUED = re.compile(
    r"^([\u4e00-\u9fff]{2,3}?)(?=中国|北京|上海|天津|重庆|清华|复旦|南京|武汉|浙江|江苏|广东|山东|四川|国家|国务院|中共|中央|全国|人民|新华|系)"
    r"[\u4e00-\u9fff、（）()]{4,30}(?:教授|研究员|院长|主任|所长|博士|专家|委员|会长|书记|局长|院士|学者|记者|讲师|律师|作者|主席|秘书长)$"
)
_NO_NAME = re.compile(
    r"(?:本报|本報|本网|本網|本站|本刊|佚名|未知|不详|不詳|无|無|匿名|网络|網絡|互联网|null|none|undefined|admin|编辑部|报道|報導|整理|综合|完|图|圖|文|摄|攝"
    r"|原题为?|原题|刊于|记者|記者|通讯员|评论员|实习生|作者|编辑|编者|摄影|供图|资料|来源|转载|原创|点击|浏览|官方|返回|首页|更多|暂无|关闭|打印|收藏|分享|纠错|评论|详细|高清|组图|视频|附件|下载|test|-+|/+)$",
    re.IGNORECASE,
)
# Roles stand before a name, alone or with the house they serve: 本报记者, 山西日报全媒体记者, 特约通讯员.
_ROLE = (
    r"(?:首席|见习|見習|实习|實習|特约|特約|特派|驻站|全媒体|全媒體|融媒体|融媒|深度|资深|高级|视频|摄影|攝影|文字|本报|本報|本网|本網|本刊|本台|总台|专栏|專欄|新媒体|青年|客座)*"
    r"(?:记者站记者|记者|記者|通讯员|通訊員|评论员|評論員|撰稿人|作者|编辑|編輯|实习生|實習生|研究员|特派员|编译|編譯|撰稿|执笔|摄影|责编|責編|主笔|观察员|写作)"
)
_ROLE_BEFORE = re.compile(r"^(?:[^\s、,，;；/（）()]{0,16}?)" + _ROLE + r"(?:[:：\s]{1,2}|(?=[\u3400-\u9fff]))")
_ROLE_ALONE = re.compile(
    r"^(?:[^\s、,，;；/（）()]{0,16}?" + _ROLE + r"|[文图圖摄攝]|[图圖]文|文[图圖]|[摄攝]影)[:：]?$"
)
_AFTER = re.compile(
    r"(?:[_＿\s]{0,2}[A-Z]{1,4}\d{2,}\S{0,6}|[_＿]\S{1,12}|\s?[（(\[【][^）)\]】]{0,20}[）)\]】]?|\s?(?:整合|整理|摄影报道|报道|報導|摄影|攝影|綜合報導|综合报道|编译)|\s[文图圖摄攝])$"
)
_SEPARATORS = re.compile(r"\s?(?:[、,，;/&+|》]|\band\b|(?<=[\u3400-\u9fff]\s)[和与與及](?=\s))\s?")
_DESCRIPTION = 5  # characters: no Chinese name is so long
_LONGEST_NAME = 30  # characters: an organ may write too, a sentence may not
_SPEAKS = re.compile(r"[。？！?!…]|，\S{6,}[，,]")
LONGEST = 120  # characters: a longer value is running text, not a list of names


def is_name(word: str) -> bool:
    """Looks like a person's name, pen names and handles not included.

    >>> [is_name(word) for word in ("欧阳明", "新华社", "克里斯·安", "Ann Lee", "朝阳报")]
    [True, False, True, True, False]
    """
    if _CHINESE.fullmatch(word):
        return _is_chinese_name(word)
    return _FOREIGN.fullmatch(word) is not None or _LATIN.fullmatch(word) is not None


def names_in(value: str) -> tuple[str, ...]:
    """The names of a labelled value: roles, staff codes and remarks stripped, in the order given, each once.

    What a label announces is taken at its word, so an organ or a pen name is a name here too.

    >>> names_in("本报记者 王 伟、李雪_NF4425 通讯员 欧阳明（图）")
    ('王伟', '李雪', '欧阳明')
    """
    if len(value) > LONGEST or _SPEAKS.search(value):
        return ()
    found: list[str] = []
    for part in _SEPARATORS.split(tidy(fold(value))):
        found += _split_at_blanks(part)
    found = [_GLUED.sub(r"\1", name) for name in found]
    named = [name for name in found if len(name) > 1 and not _NO_NAME.match(name)]
    if any(len(name) > _LONGEST_NAME for name in named):
        return ()
    return tuple(dict.fromkeys(_without_descriptions(named)))


def reporters_in(value: str) -> tuple[str, ...]:
    """The names that stand behind the word for reporter: names of every people of China, but no sentence.

    >>> reporters_in("格桑边觉"), reporters_in("从发布会上获悉"), reporters_in("李雪 欧阳明")
    (('格桑边觉',), (), ('李雪', '欧阳明'))
    """
    found = names_in(value)
    sure = any(is_name(name) for name in found)
    return (
        found if all(is_name(name) or _MINORITY.fullmatch(name) or (sure and len(name) == 2) for name in found) else ()
    )


def _without_descriptions(named: list[str]) -> list[str]:
    """A name's owner may be described beside it: 方某 某大学经济学院教授."""
    if any(is_name(name) for name in named):
        return [name for name in named if is_name(name) or len(name) < _DESCRIPTION]
    return named


def persons_in(value: str) -> tuple[str, ...]:
    """The names of a value that nothing but its form says is a list of names; () unless all of it looks like names.

    The house they work for may stand beside them.

    >>> persons_in("李晟 韦鑫"), persons_in("图书馆 魏乐禹"), persons_in("朝阳报")
    (('李晟', '韦鑫'), ('魏乐禹',), ())
    """
    found = tuple(name for name in names_in(value) if name[-1] not in _NO_GIVEN)
    return found if all(is_name(name) for name in found) else ()


def _is_chinese_name(word: str) -> bool:
    if word[:2] in _DOUBLE:
        return len(word) > 2
    return word[0] in _FAMILY and len(word) < 4 and word[-1] not in _NO_GIVEN


_NO_GIVEN = frozenset(
    "馆館报報社网網台臺局部厅廳委办辦院校处處市县縣区區镇鎮乡鄉村省州站刊讯訊电電组組队隊团團会會号號者员員们們"
)


def _split_at_blanks(part: str) -> list[str]:
    """The names of one part; two single characters side by side are one name with a blank inside."""
    names: list[str] = []
    for word in _without_roles(part).split(" "):
        word = _bare(word)
        if names and len(word) == 1 and len(names[-1]) == 1 and _CJK.fullmatch(word + names[-1]):
            names[-1] += word
        elif word:
            names.append(word)
    return _joined_latin(names, part)


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
    return _AFTER.sub("", word).strip("()[]【】《》<>\"'“”:：.。,，·- ")
