"""The headings of what stands around an article: related links, comments, tags, neighbours."""

from __future__ import annotations

import re

from pipelines.page.phrases import either

# The head of a block of other things.
_WHICH = (
    "延伸|推荐|拓展|扩展|更多|热门|往期|精彩|其他|热点|最新|编辑|为您|为你|精选|独家|今日|视频|图片|站内|赞助|近期|上期"
    "|本期|热文|小编"
)
_WHAT = (
    "阅读|新闻|链接|连结|连接|报道|报导|文章|稿件|专题|推荐|资讯|信息|内容|解读|政策|文件|热词|评论|搜索|视频|图片|图集|图文"
    "|主题|标签|话题|回顾|排行|点阅|精选|消息|动态|更新|更多|列表|影音|热文"
)
# What goes on in Chinese is a heading of the text: 最新政策带来变化, 推荐阅读背后的算法.
_NO_MORE = r"(?![\u4e00-\u9fff])"
_OTHER_THINGS = re.compile(
    rf"^\W*(?:(?:相关|(?:(?:{_WHICH})\W{{0,3}})+)(?:{_WHAT})+{_NO_MORE}|(?:延伸|相关)阅读|"
    + either(
        r"猜(?:你|您)喜欢 新闻(?:排行|推荐|热搜|表情)"
        r" (?:一周|今日|24小时|小时|点击|本周|周|月|阅读|评论)(?:热点|热门|排行|热文|热榜)"
        r" [会用][员户]登[录入]\W*$ 全部评论 网友(?:评论|热评|留言|回应)"
        r" (?:评论|留言|跟[帖贴])\s*[（(]?\d+\s*条?[)）]?$"
        r" 往下看更多 往下滑看下一篇 点击阅读下一[篇则]"
        r" 跟帖(?:评论)?$ 发表(?:评论|意见|您的) 我来说两句 (?:文章|用户)评论 上一?[篇条页则] 下一?[篇条页则] 前一篇"
        r" 后一篇 友情链接 (?:您|你)(?:可能|也许|还|或许)?.{0,6}(?:喜欢|感兴趣|想看|关注|心情) 也许(?:您|你)"
        r" 来自.{2,12}的?网友 来自[：:].{0,8}客户端 .{0,30}\d+\s?条(?:评论|回复|留言)$"
        r" 更多.{2,8}(?:新闻|报[道导]|资讯|文章)$ 写(?:留言|评论)$ 大家都在(?:看|搜) 看了(?:又看|本文)"
        r" (?:本文|文章)?关键[词字][：:] (?:评论|留言|跟帖)区?$"
        r" 标签[：:]?$ 标签[：:] tags?[：:] 关联(?:阅读|稿件)"
        r" (?:政策)?解读[：:]$ 关于我们$ 版权(?:声明|与免责|说明)"
        rf" (?:免责|特别)声明{_NO_MORE} 反侵权 声明[：:]$"
        r" 打赏(?:作者)?$ 赞赏(?:作者|支持)?$ 扫一扫 (?:作者|译者)(?:简介|介绍)\W*$ 发[表布]于\s?\d{4}-\d"
        r" 留言讨论 分享[到至] 轮播图"
        r" related\s?[：:] related(?:\s+(?:stories|articles|news|topics|posts|links|content))?$"
        r" read\s+(?:next|also|more)\b more\s+(?:stories|news|from|on)\b you\s+may\s+also recommended comments?$"
        r" trending most\s+(?:read|popular) about\s+the\s+author sponsored"
    )
    + ")",
)
_POINTER = re.compile(r"\W*(?:相关|延伸|更多|推荐)(?:解读|阅读|链接|文件|政策|报[道导]|新闻)\s?[：:]\s?\S")
_SENTENCE_END = ("。", "！", "？", "；", "!", "?")
MAX_HEADING = 40


def begins_other_things(text: str) -> bool:
    """The heading of a block that is not the article: related links, comments, tags, neighbours.

    >>> begins_other_things("相关阅读"), begins_other_things("评论 32"), begins_other_things("评论家的一天")
    (True, True, False)
    >>> begins_other_things("最新消息："), begins_other_things("最新消息传来")
    (True, False)
    """
    if len(text) >= MAX_HEADING or "，" in text or text.endswith(_SENTENCE_END):
        return False
    return bool(_OTHER_THINGS.match(text))


def points_to_other(text: str) -> bool:
    """The heading, and on the same line what it stands over.

    >>> points_to_other("相关阅读：东桥镇夜市开张"), points_to_other("相关阅读：")
    (True, False)
    """
    return _POINTER.match(text) is not None
