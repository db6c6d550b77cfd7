"""Names that run together without a blank between them: 王小明李建国赵立新."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.fields.people.person import DOUBLE, PLACES, is_name

_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]+")
# Halves of Tibetan names that look like whole Chinese ones: 米玛卓玛 is one person.
_TIBETAN_WORDS = "卓玛 卓嘎 罗布 罗桑 曲珍 曲扎 曲措 白玛 白珍 边巴 边觉 米玛 江措 江村 元旦 单增"
_TIBETAN = frozenset(_TIBETAN_WORDS.split())
_ROLE = re.compile(
    r"(?:首席|[见見][习習]|特[约約派]|[实實][习習]|[摄攝]影)?(?:[记記]者|通[讯訊][员員]|[实實][习習]生)(?=[\u4e00-\u9fff])"
)
_OF_PEN_NAMES = re.compile(r"[的之了是不在]")  # 江边的芦苇
SHORTEST_ROW = 5  # characters: a name, a role and a name take more
SHORTEST_RUN = 4
LONGEST_RUN = 30


# The most frequent family names: one of these begins each name behind the first of a run.
_FREQUENT = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易"
    "常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋毕畢聂聶焦柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁耿牟"
    "卜詹关關苗凌费費纪紀欧歐项項裴席卫衛"
)


def divided(run: str) -> tuple[str, ...]:
    """The names of a run, if they are names one and all and divide in one way; else the run.

    >>> divided("王伟李雪"), divided("王伟李强军"), divided("格桑边觉"), divided("王小林张伟")
    (('王伟', '李雪'), ('王伟', '李强军'), ('格桑边觉',), ('王小林张伟',))
    """
    if not SHORTEST_RUN <= len(run) <= LONGEST_RUN or is_name(run) or not _CJK.fullmatch(run):
        return (run,)
    ways = in_halves(run) or sorted(_ways(run), key=len)
    if not ways or _OF_PEN_NAMES.search(run) or (len(ways) > 1 and len(ways[0]) == len(ways[1])):
        return (run,)  # of several ways the one with the fewest names, which are the longest
    return (run,) if _TIBETAN.intersection(ways[0]) or PLACES.intersection(ways[0]) else ways[0]


def in_halves(run: str) -> list[tuple[str, ...]]:
    """The run as two names of one length, if it is that: with a place behind it no other way is safe."""
    half, odd = divmod(len(run), 2)
    is_two = not odd and half in (2, 3) and is_name(run[:half]) and is_name(run[half:])
    return [(run[:half], run[half:])] if is_two else []


def _ways(run: str) -> Iterator[tuple[str, ...]]:
    if is_name(run):
        yield (run,)
    for length in (2, 3, 4):
        rest = run[length:]
        if (rest[:1] in _FREQUENT or rest[:2] in DOUBLE) and is_name(run[:length]):
            yield from ((run[:length], *names) for names in _ways(rest))


def apart(run: str) -> tuple[str, ...]:
    """A run cut before each role that stands behind a name: 记者王伟|通讯员李雪; behind a house it is not cut.

    >>> apart("记者王伟通讯员李雪"), apart("朝阳晚报记者王伟"), apart("王伟见习记者李雪")
    (('记者王伟', '通讯员李雪'), ('朝阳晚报记者王伟',), ('王伟', '见习记者李雪'))
    """
    if len(run) < SHORTEST_ROW:
        return (run,)
    pieces: list[str] = []
    start = named = 0
    for role in _ROLE.finditer(run):
        name = run[named : role.start()].strip()
        if role.start() > start and all(map(is_name, divided(name))):
            pieces.append(run[start : role.start()])
            start = role.start()
        named = role.end()
    return (*pieces, run[start:])
