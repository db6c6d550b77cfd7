"""The stock phrases of web pages: what stands around articles, told by its words alone."""

from __future__ import annotations

import re

# The imprint of a site: who runs it, its licences, whose rights.
IMPRINT = re.compile(
    r"ICP[备備]|[京沪粤津渝]ICP|公网安备|网安备|网站标识码|标识码[：:]|[版著]权(?:所有|声明)|著作權所有|版權所有|許可證|许可证(?:编)?号?[：:]|"
    r"^(?:主办|承办|协办|开办|主管|指导|技术支持|维护|建设|版权)(?:单位|方)?[：:]|copyright|©|all rights reserved|"
    r"举报电话|违法和?不良信息|互联网新闻信息服务|网络视听节目|增值电信业务|未经.{0,12}(?:书面)?(?:授权|许可|同意).{0,12}(?:不得|禁止|严禁)|"
    r"不得转载|禁止转载|转载请?(?:务必)?注明|嚴禁轉載|請勿轉載|任何人不得|建议使用.{0,20}(?:浏览器|分辨率)|浏览器.{0,12}版本",
    re.IGNORECASE,
)
# Terms under which a site publishes; one of these is a disclaimer, wherever it stands.
DISCLAIMER = re.compile(
    r"免责声明|免責聲明|特别声明|本(?:文|网|站|平台|稿|内容|作品|报告)[^。]{0,30}(?:不代表|立场|观点|版权归|侵权|仅供参考|不构成|转载自|为转载)|"
    r"(?:仅|只)代表(?:作者|该作者)|不代表(?:本|新浪|网易|搜狐|凤凰|澎湃|头条|中国|我们|平台)|版权归(?:原)?(?:作者|属)|如(?:有|涉及|涉)(?:侵权|版权|作品内容)|"
    r"(?:侵权|版权)(?:问题)?.{0,10}(?:联系|删除|告知)|投资(?:者)?(?:据此)?.{0,6}风险自担|仅供(?:读者)?参考，?(?:不|并请)|自媒体.{0,12}(?:上传|发布)|"
    r"文责自负|与本(?:网|站)无关|未对.{0,20}(?:核实|证实)|notice: the content above",
    re.IGNORECASE,
)
# Calls to do something with the page or the publisher's other products.
CALL = re.compile(
    r"扫一扫|扫描?(?:上方|下方|左侧|右侧)?(?:此|该)?二维码|长按.{0,6}二维码|微信扫|用微信|分享(?:到|至)|點擊(?:下載|訂閱)|点击(?:进入|查看|下载|观看|图片|这里|关注|收听|阅读)|"
    r"下载.{0,12}(?:客户端|APP)|下載.{0,20}APP|关注.{0,16}(?:公众号|微信|微博)|(?:公众号|微信号|官方微博)[：:]|欢迎(?:关注|订阅|投稿|扫码|下载)|歡迎(?:下載|訂閱|加入)|"
    r"我要(?:评论|反馈|纠错|留言|收藏|分享)|加入.{0,6}收藏|(?:返回|回到)(?:顶部|首页|列表|頁首)|您?(?:还|可能)(?:会)?(?:喜欢|感兴趣)|請繼續往下|责任编辑邮箱|"
    r"新闻线索|报料|爆料(?:热线|电话)|更多(?:精彩|相关|新闻|内容)|阅读原文|展开全文|点击加载|(?:字体|字号|字體|字級)[：:\s（(【\[]*(?:默认|放大|大|小|中|特)|"
    r"打印(?:本页|本文|此页|文章)?[\s|｜]*(?:关闭|收藏|分享|纠错|$)|关闭(?:窗口|本页|页面)|您的位置|当前位置|所在位置|您现在的位置|浏览(?:次数|量)|点击(?:数|量|次数)|阅读(?:数|量|次数)?[：:]|"
    r"访问量|人气[：:]|(?:评论|跟帖|参与)\s*[(（]?\d+|\d+\s*(?:人参与|条评论|评论|跟贴|跟帖|次阅读)|网友评论|发表评论|登录后|请先登录|"
    r"share (?:this|on|to|via)|follow us|sign up|subscribe|click here|read more|print this|newsletter",
    re.IGNORECASE,
)
# The head of a block of other things; all that follows it in the article's container is not the article.
OTHER_THINGS = re.compile(
    r"^[\s【\[（(·>»|*■●▲◆★#-]*(?:相关(?:阅读|新闻|链接|报道|文章|稿件|专题|推荐|资讯|信息|内容|解读|政策|文件|附件下载|热词|评论|搜索|视频|图片|连接)|"
    r"相關(?:新聞|閱讀|文章|報導|連結|推薦)|(?:延伸|推荐|拓展|扩展|更多|热门|往期|精彩)(?:阅读|新闻|推荐|文章|内容|资讯|报道|评论|图文|回顾|专题)|"
    r"(?:延伸|推薦|更多|熱門)(?:閱讀|新聞|文章|推薦)|猜你喜欢|为您推荐|为你推荐|编辑推荐|编者推荐|热点(?:推荐|新闻|资讯|排行|关注|专题)|热门(?:标签|话题|搜索|排行|图集)|"
    r"最新(?:新闻|文章|消息|资讯|报道|动态|评论|更新)|新闻(?:排行|推荐|热搜)|(?:一周|今日|24小时|小时|点击|本周|周|月|阅读|评论)(?:热点|热门|排行|排行榜|热文|热点新闻)|"
    r"网友(?:评论|热评|留言)|全部评论|最新评论|热门评论|精彩评论|跟帖(?:评论)?|发表(?:评论|意見|您的)|我来说两句|文章评论|用户评论|"
    r"上一[篇条页则]|下一[篇条页则]|前一篇|后一篇|上一篇文章|友情链接|(?:您|你)(?:可能|也许|還|還會|或许).{0,6}(?:喜欢|感兴趣|想看|關注|关注)|也許您會感興趣|"
    r"大家都在(?:看|搜)|看了(?:又看|本文)|关键[词字](?:阅读)?[：:]|關鍵字[：:]|标签[：:]|標籤|tags?[：:]|关联(?:阅读|稿件)|政策解读[：:]|解读链接|关于我们$|"
    r"原文链接|原标题[：:]|版权(?:声明|与免责)|免责声明|特别声明|声明[：:]|更多精彩|扫码|打赏|赞赏|扫一扫|分享到|分享至|"
    r"related (?:stories|articles|news|topics|posts|links)|read (?:next|also)|more (?:stories|news|from)|you may also|recommended|comments?$|trending|most (?:read|popular))",
    re.IGNORECASE,
)
# A label of the page's facts, with its value; a whole line of such is not running text.
FACT = re.compile(
    r"^[\s【\[（(|·]*(?:本?(?:文|稿|信息|新闻|稿件|文章|资料|内容|消息|数据|图片)?\s*(?:来\s*源(?:于|自)?|出\s*处)|稿\s*源|來\s*源|作\s*者|记\s*者|記\s*者|撰\s*文|文\s*[/／]|"
    r"(?:本文|本期|网络|网页|值班|执行|文字|视频|新媒体|栏目|见习|实习|特约|美术|图片|助理|责任|責任|主任)?\s*(?:编|編)\s*(?:辑|輯|审|審)|责\s*编|責\s*編|主\s*编|监\s*制|终\s*审|审\s*核|审\s*签|校\s*对|复\s*审|初\s*审|二审|三审|统\s*筹|"
    r"摄\s*影|制\s*图|供\s*稿|通\s*讯\s*员|发布(?:时间|日期|人|者|单位|机构|部门|者)|发表(?:时间|日期|于)|更新(?:时间|日期|于)?|刊发时间|公开日期|(?:时\s*间|日\s*期)(?=[：:]?\s*[\d一二])|"
    r"published|updated|last modified)\s*[】\]）)]?\s*(?:[：:﹕∶/／|]|\s|$)",
    re.IGNORECASE,
)
TIMED = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\sT]*\d{1,2}\s*[:：]\s*\d\d")
MAX_FACT = 100  # characters; a longer line that begins with a label goes on to say something


def is_fact(text: str) -> bool:
    """A line of labels and values: source, author, editor, dates.

    >>> is_fact("来源：某某日报 责任编辑：张三"), is_fact("记者从发布会上获悉，今年将新建十所学校。")
    (True, False)
    """
    if len(text) > MAX_FACT or not (FACT.match(text) or TIMED.search(text)):
        return False
    return not text.endswith(("。", "！", "？", "；"))


def is_call(text: str) -> bool:
    """A call to do something with the page: share, print, download, follow."""
    return bool(CALL.search(text))


def is_foreign_sentence(text: str) -> bool:
    """A sentence that belongs to the site and not to the article: imprint or disclaimer."""
    return bool(IMPRINT.search(text) or DISCLAIMER.search(text))


ATTACHMENT = re.compile(
    r"^\W{0,3}附\s*[件表图录則则]|\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)\W*$", re.IGNORECASE
)


def is_attachment(text: str) -> bool:
    """A line that names an attachment of the document."""
    return bool(ATTACHMENT.search(text))


def begins_other_things(text: str) -> bool:
    """The heading of a block that is not the article: related links, comments, tags, neighbours."""
    return len(text) < 60 and bool(OTHER_THINGS.match(text))
