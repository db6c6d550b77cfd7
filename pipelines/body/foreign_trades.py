"""Words of the trades that plant links on other people's pages: gambling, pornography, forged papers."""

from __future__ import annotations

import re

# Advertising language, not the words in which the press writes of these trades: 赌博, 色情, 博彩业 are not here.
_ADULT = """
无码 無碼 有码中文 一区二区 二区三区 一區二區 无遮挡 無遮擋 人妻系列 人妻无码 熟妇 国产精品 國產精品 亚洲精品
亞洲精品 久久精品 欧美精品 精品久久
成人视频 成人影院 成人电影 成人网站 成人免费 成人AV AV无码 av片 a片 毛片 黄片 黄色视频 黄色网站 三级片 A级片 免费看片
在线看片 自拍偷拍
波多野结衣 麻豆传媒 麻豆aⅴ 18禁 十八禁 巨乳 自慰 约炮 約炮 一夜情 裸聊 援交 上门服务 同城约炮 嫩模 番号 性爱视频
做爱视频 啪啪 丝袜美腿 字幕乱码
情色网 成人直播 福利视频 午夜福利 午夜影院 抽插 乱伦 亂倫 porn xvideos xhamster escort
"""
_GAMBLING = """
百家乐 百家樂 时时彩 時時彩 北京赛车 幸运飞艇 六合彩开奖 香港六合彩 六合彩资料 老虎机 老虎機 真人娱乐 真人娛樂
真人荷官 娱乐城 娛樂城 博彩平台 博彩公司
博彩网 博彩網 投注平台 投注网 在线投注 体育投注 足球投注 外围投注 彩票平台 彩票注册 棋牌平台 棋牌娱乐 现金网 现金棋牌
送彩金 注册送 开户送 首存 澳门新葡京
新葡京 葡京娱乐 威尼斯人娱乐 金沙娱乐 永利娱乐 银河娱乐 申博太阳城 皇冠体育 皇冠足球 皇冠网 亚博体育 亚博 万博体育
乐鱼体育 开云体育 九游会 华体会 云顶娱乐
必威体育 必威betway 德州扑克平台 斗地主赢钱 捕鱼赢 bet365 betway 188bet bwin manbetx w88 casino slot_gacor
judi_online togel toto_slot sbobet
"""
_PAPERS = """
代开发票 代開發票 办证刻章 办理假证 迷药 迷情 催情 听话水 代孕公司 代孕包 私家侦探 贷款秒批 黑户贷款 刷单兼职
传奇私服 viagra cialis payday_loan
"""


def _by_first_character(terms: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term[0], []).append(re.escape(term[1:]))
    return found


# A "_" in the lists above is a blank within a term.  One pattern: a hundred and more searches cost ten times as much.
_LISTED = [term.replace("_", " ") for term in f"{_ADULT} {_GAMBLING} {_PAPERS}".lower().split()]
_TERMS = re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in _by_first_character(_LISTED).items()))


def named_in(text: str) -> frozenset[str]:
    """The terms that stand in a text.

    >>> sorted(named_in("某城百家乐|体育投注"))
    ['体育投注', '百家乐']
    """
    return frozenset(_TERMS.findall(text.lower()))
