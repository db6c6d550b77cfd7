"""Words that stand by a date or behind a source and name nobody: buttons, counters, remarks, other labels."""

from __future__ import annotations

import re

_BUTTONS = (
    r"字[体型号體號级級]|大\s?中\s?小|^[ATＴ][大小+-]|打印|列印|分享|转[发贴載载]|轉[發貼載]|收藏|举报|檢舉|报料|爆料|纠错|报错|"
    r"投诉|反馈|投稿|[关關]注|追[蹤踪]|订阅|訂閱|下[载載]|登[录錄入]|[注註][册冊]|打[开開]|返回|复制|複製|扫|掃|用LINE|"
    r"首[页頁]|更多|上一|下一|^[试試]?[听聽]|播[报報放]|朗[读讀]|[语語]音|[简簡][体體]|繁[体體]|^手机[看版]?|^移动|客户端下载|无障碍|"
    r"無障礙|微信$|微博$|^微信|QQ|朋友圈|[链鏈連][接結结]|网址|網址|生成|我要|我来|我有"
)
_COUNTERS = (
    r"[评評][论論](?!$)|^.{0,2}[评評][论論]$|^(?:我要|[发發]表|[网網]|查看|用户|最新|[热熱][门門]|全部|股吧).*[评評][论論]$|^[评評]|留言|[讨討][论論]|互[动動]|参[与與]|參與|[阅閱][读讀]|浏览|瀏覽|[点點][击擊赞讚閱阅]|查看|[观觀]看|"
    r"人气|人氣|热度|^已|^存|^[昨今前][天日]$|^刚刚$|前$|^\d[\d.,]*\s?(?:[^\W\d]{1,2}\+?)?$|第?[A-Z]?\d{1,3}\s?版|"
    r"^[共第]\s?[\d一二三四五六七八九十]*\s?[页頁版次条條篇期张張]"
)
_REMARKS = (
    r"^(?:独家|獨家|首发|首發|热点|熱點|置顶|精华|图文|原[创創]稿?|专栏|專欄|默认|标准|小|中|大|超大|赞|讚|导读|導讀|[读看讀][报報]|数字报|电子报|手机报)$|"
    r"^本[网網报報站台臺刊社](?:[讯訊]|综合)$|[报報网網社台臺][讯訊]$|[即实實][时時]|楼主|副刊|收集$|整理$"
)
_LABELS = (
    r"更新|(?:^|[发發][布佈表稿]|[臺台]北|北京|当地|上传|出版|刊登|[录錄]入)[时時][间間]$|日期|星期|[编編][辑輯]|[责責][编編]|作者|[记記]者|通[讯訊][员員]|[报報][导導]$|版[权權]|正文|"
    r"^[来來]自|[属屬]地|文/|图/|[摄攝]影?$"
)
_WEEKDAYS = r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$"
_BUTTON = re.compile(
    "|".join((_BUTTONS, _COUNTERS, _REMARKS, _LABELS, _WEEKDAYS))
    + r"|www\.|\.com|\.cn|[a-z]+\.[a-z]|^[\d\W]+$|[>》＞]|^[A-D]\d{1,2}(?!\d)",
    re.IGNORECASE,
)
# 发布 ends the name of an account, and stands beside the hour
_POSTED = re.compile(
    r"(?:^|\d|已|于|於|次|审核|正式|刚刚|编辑|原创)\W?[发發][布佈表]|^\W?(?:今日|最新|首次)?[发發][布佈表]$"
)


def is_button(word: str) -> bool:
    """The word belongs to the page, not to whom the text is from.

    >>> is_button("听新闻"), is_button("1.2万"), is_button("河口发布"), is_button("发布于河口")
    (True, True, False, True)
    """
    return _BUTTON.search(word) is not None or _POSTED.search(word) is not None
