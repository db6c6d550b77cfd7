"""The stock phrases of web pages: what stands around articles, told by its words alone.

Every function takes a line as ``archive.finding.folding.fold`` gives it: simplified characters, lower case, half
width letters.
"""

from __future__ import annotations

import re

from pipelines.page.phrases import Phrases, either

# Who runs the site, under which licences, whose rights.
_IMPRINT = Phrases(
    r"icp[备证] 公网安备 网站标识码 标识码[：:] [版著]权(?:所有(?!者)|声明) 许可证(?:编)?号?[：:] copyright ©"
    r" all\s+rights\s+reserved ^(?:主办|承办|协办|开办|主管|指导|技术支持|维护|建设|版权)(?:单位|方)?[：:]"
    r" 网站(?:技术支持|运维|维护) 违法和?不良信息 互联网新闻信息服务 网络视听节目 增值电信业务"
    r" 未经.{0,40}(?:授权|许可|同意).{0,20}(?:转载|复制|镜像|摘编|链接|使用本) (?:不得|禁止|严禁|请勿|谢绝)转载"
    r" 转载.{0,6}注明 任何人不得 建议使用.{0,20}(?:浏览器|分辨率) 浏览器.{0,12}版本"
)
# How to reach who runs the site; within an article, how to reach whom it is about.
_ADDRESS = Phrases(r"邮编[：:]?\s*\d{6} ^传真[：:] ^\S{0,4}地址[：:]")
# The terms on which a site publishes what others wrote.
_DISCLAIMER = Phrases(
    r"(?:免责|特别)声明(?![\u4e00-\u9fff]) 版权说明"
    r" 本(?:文|网|站|平台|稿|内容|作品|报告)[^。]{0,30}(?:不代表|立场|版权归|侵权|仅供参考|不构成|转载自|为转载)"
    r" (?:仅|只)代表(?:作者|该作者) 不代表(?:本|新浪|网易|搜狐|凤凰|澎湃|头条|我们|平台|.{2,6}(?:网|立场|观点))"
    r" 版权(?:均)?(?:归(?:原)?(?:作者|属)|属于?本|属于.{2,14}(?:网站|所有))"
    r" 凡本[站网] 凡.{0,10}注明.{0,16}(?:来源|作品)"
    r" 如(?:有|涉及|涉)(?:侵权|版权|作品内容)"
    r" (?:侵权|版权)(?:问题)?.{0,10}(?:联系|删除|告知) (?:投资者|据此).{0,6}风险自担"
    r" 仅供(?:读者)?参考，?(?:不|并请) 自媒体.{0,12}(?:上传|发布) ^\W*文章(?:为作者|仅代表|只代表)"
    r" 网友评论仅供 文责自负 与本(?:网|站)无关"
    r" 未对.{0,20}(?:核实|证实) [登刊转]载[此本]文.{0,4}(?:出于|目的|旨在) 不意味着赞同 ^\W*(?:提示[：:])?投资有风险"
    r" 如遇作品内容 侵删 ^\W*以上(?:内容|信息|观点|资料).{0,10}仅供参考 ^\W*(?:作者|创作|作品)声明[：:]"
    r" 隐私权?(?:政策|规范)"
    r" (?:本网站|我们).{0,20}(?:cookie|您的隐私) (?:本文|文章).{0,20}授权(?:转载|刊[登载]|发布) ^\W*授权转载"
    r" ^\W*本(?:文|稿)系?.{2,12}原创(?:稿件|作品|内容|文章) notice:\s+the\s+content\s+above"
)
# Calls to do something with the page or with the publisher's other products; each is enough in a line of any length.
_PROMOTION = Phrases(
    r"(?:扫|识别|长按).{0,10}二维码 扫一扫 微信扫 用微信(?:扫|搜|打开) 下载.{0,16}(?:客户端|app)"
    r" (?:关注|订阅|添加).{0,16}(?:公众号|微信|微博) 欢迎(?:关注|订阅|投稿|扫码|下载|加入) 继续往下 新闻线索"
    r" (?:报料|爆料)(?:热线|电话|邮箱) 阅读原文 展开全文 (?:点击|查看)更多"
    r" 点击(?:菜单|进入|下载|关注|收听|这里|上方|下方|蓝字)"
    r" (?:心理|自杀|安心|珍惜生命|生命线|张老师|防治).{0,8}专线 ^生命线[：:协] 海量资讯"
    r" (?:尽在|更多.{0,10}(?:请|尽在|就在)).{0,16}(?:app|客户端) download\s+(?:our|the)\s+app"
    r" 点个?\W?在看 点个\W?赞 (?:分享|转发)给(?:身边|更多|你|您|家人|朋友) 请持续(?:锁定|关注).{2,12}(?:新闻|报[道导])"
    r" [转享]给.{0,6}(?:身边的?人|家人|朋友|需要的人) 收藏起来"
    r" (?:反毒|防诈|反诈).{0,4}专线 subscribe\s+(?:now|today) ^\W*(?:投书|投稿|来稿)[：:]\s?\S+@"
    r" ^\W*订阅.{2,10}，每天 [，、\s]?.{1,4}发\w{1,6}到\d{6,} 订阅《[^》]{2,10}》.{0,4}(?:日报|周报|电子报|通讯)"
    r" ^\W*看更多[：:] ^\W*想看更多"
    r" ^\W*(?:警语.)?[饮喝]酒过量，?.{0,4}有害 ^\W*酒后不开车 ^\W*[吸抽][烟菸]有害 ^\W*未满\d+岁.{0,4}禁止"
    r" 按赞.{0,12}(?:粉丝|专页) ^\W*(?:[按点]个赞|赞一?个)\W 加入.{0,10}(?:line|官方[帐账]号|好友)"
    r" ^\W*关注我，.{0,12}(?:带|教|告诉|了解|学) 点赞\W?关注 每日新闻信 (?:订阅|电邮).{0,6}新闻信"
    r" 更多.{0,4}(?:内容|报[道导]|新闻|资讯)，?请(?:[见看]|关注)"
    r" 关注\W.{2,12}\W，?(?:了解|获取|查看)更多 看完整(?:报[道导]|新闻|内容)"
    r" 扫码听 会员.{0,3}(?:阅读|观看)完整 已经?是会员 已有(?:[帐账]号|会员)"
    r" (?:[请求]|记得|欢迎|别忘).{0,6}(?:点赞|在看|转发给) (?:新闻|读者|客服)热线[：:]?\s*\d"
    r" (?:商务|广告|品牌)合作(?:请联系|[：:]) 打开.{1,14}，?(?:阅读|查看|看)(?:更多|全文|原文)"
    r" 扫码(?:关注|下载|阅读|观看|进群|加入|查看|看) 纠错(?:邮箱|电话|热线)[：:]"
    r" 点击可?(?:收听|播放|观看)"
    r" 登录后.{0,4}(?:阅读|查看|浏览)(?:全文|更多|全部|剩余) (?:订阅|付费|购买|开通.{0,4}会员)后.{0,4}(?:阅读|查看)"
    r" ^\W*(?:点我|看|阅读|查看)更多(?:.{0,6}(?:新闻|报[道导]|文章|内容))?\W*$"
    r" 点我看更多 订阅(?!的|过).{0,6}(?:电子报|newsletter) (?:追踪|关注).{2,12}(?:google|粉丝|ig$|fb|脸书)"
    r" (?:现在|马上|立即)用.{0,8}app ^\s*[★☆※◎].{0,14}(?:提醒您?|关心您|呼吁) ^.{2,10}关心您[：:]"
    r" contact\s+the\s+(?:writer|reporter|author)s?\s+at by\s+(?:registering|signing\s+up|subscribing),?\s+you\s+agree"
    r" (?:direct|straight|delivered)\s+to\s+your\s+inbox"
)
# The page's own controls; a line that consists of them and of numbers.
_CONTROLS = re.compile(
    r"(?:[\W\d_]|"
    + either(
        r"首页 上一?页 下一?页 尾页 末页 转到 第 页 共 到 打印 本页 本文 此页 列印 关闭 窗口 页面 收藏 加入 添加 已"
        r" 纠错 举报 点赞 转发 分享 评论 留言 播放 暂停 回复 我要 反馈 朗读 语音 复制 链接 微信 微博 新浪 腾讯 朋友圈"
        r" 好友 qq 空间 易信 豆瓣 人人网 facebook twitter line email 邮件 至 给 更多 展开 收起 全文 返回 顶部 列表"
        r" 上级 回到 字体 字号 字级 大小 默认 放大 缩小 特 大 中 小 号 预设 简体 繁体 手机 版 附件 下载 点击 查看"
        r" 原图 大图 图片 加载 正在 播报 收听 自动 取消 确定 登录 注册 投诉 建议 无障碍 阅读 浏览 数 量 次数 次 人气"
        r" 访问量 图集 组图 视频 高清 字 参与 人 条 赞 踩 喜欢 有用 订阅 关注 扫码 二维码"
        r" a t share print email facebook twitter"
        r" linkedin whatsapp reddit copy link save comments? advertisement 广告 位 正文"
    )
    + r")+"
)
_CONTROL = Phrases(
    r"^\W*分享(?:到|至|给好友|[：:]) 点击(?:查看|观看|图片|放大) 点击(?:数|量|次数)?[：:]"
    r" 我要(?:评论|反馈|纠错|留言|收藏|分享|打印|“?揪) (?:加入|点击)收藏"
    r" (?:返回|回到)(?:顶部|首页|列表|页首|上级|上页)"
    r" (?:字体|字号|字级|文字大小|大小)[：:\s（(【\[]*(?:默认|放大|缩小|大|小|中|特|预设)"
    r" 打印(?:本页|本文|此页|文章|页面)(?=[\s|｜\]】]|$) 关闭(?:窗口|本页|页面|此页)"
    r" (?:您|你)?(?:现在|当前)?的?所?在?的?位置[：:] 浏览(?:次数|量)?[：:] 阅读(?:数|量|次数)?[：:]"
    r" 访问(?:量|次数)[：:]"
    r" (?:全文|本文)共?约?\s?\d+\s?字 阅读(?:本文|全文)?(?:大?约需|时长|时间|需要?)[：:约]*\s?\d ^\W*(?:the\s)?end\W*$"
    r" ^\W*(?:全文完|本文完)\W*$ ^[<〈【]完[>〉】]$ 人气[：:] \d+\s*(?:人参与|条评论|评论|跟贴|跟帖|次阅读)"
    r" ^\W*网友评论"
    r" ^\W*发表(?:您的)?评论 请先登录 ^\W*(?:共享|分享)(?:此|本|这篇)(?:文|新闻)"
    r" 登录\s?后\s?参与 ^.{0,12}\btrackback\b 本文共有?\s?\d+\s?页 (?:查看|阅读|看)原始"
    r" ^\W*(?:没有更多|已无更多|已是最[后新]一) ^\W*听语音$ ^阅读\s?[\d.]+万?\+?$"
    r" ^\W*(?:立即|马上|免费)(?:订阅|加入|下载|购买|注册) ^\W*分享让更多 返回.{2,10}(?:首页|主页|频道)"
    r" (?:视频|音频|图片)加载失败 浏览器不支持 ^\W*(?:听新闻|ai朗读|听全文)\W*$ ^\W*[戳点]\S{0,6}[↓▼⬇☟]{2,}"
    r" ^\W*首页\s*[>»›＞/-] [>»›＞]\s*正文"
    r" 第\d+页[／/]?共\d+页 加载中，? 被?广告拦截 share\s+(?:this|on|to|via)\b follow\s+us sign\s+up\b"
    r" click\s+here read\s+more print\s+this ^\W*newsletters?\W*$ 恢复正常"
    r" 复制到.{0,3}剪贴 请刷新(?:本|此)?(?:网?页|页面)"
)
# Cells of data, and what an order is called by.
_NUMBER = re.compile(r"[-+±]?\d[\d,]*(?:\.\d+)?%?|第\s?\d+\s?[号条章节]")
_DECLARES = re.compile(r"^\W*(?:免责|特别|版权|侵权|平台)(?:声明|说明|提示)\W")
_URL = re.compile(r"\W*(?:https?://)?www\.[\w.-]+\.[a-z]{2,4}/?\W*")
_CODE = re.compile(
    r"&lt;/?\w|<(?:/?(?:script|iframe|div|span|a|p|img|br)\b|!--|%)|%>|\$\{\w|\bfunction\s*\(|\bvar\s+\w+\s*=|&amp;\w+=|^\W*\}\s*[;)]|(?:\b[a-z]{4,}=\"?[\w%]+\"?\s+){3}"
)
_SIGN_OF_CODE = re.compile(r"[<>&${(=}]")
_ATTACHMENT = re.compile(r"^\W{0,3}附\s*[件表图录则]|\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)\W*$")
_PHOTO_CREDIT = re.compile(
    r"[(\[](?:photos?|xinhua|china daily|reuters|afp|ap|getty|cns|vcg|file|courtesy|image)\b[^()\[\]]{0,60}[)\]]\W?$"
)
_PHOTO_NOTE = re.compile(r"[(\[]photos?\b[^()\[\]]{0,60}[)\]]$")
MAX_TERMS = 250


def is_control(text: str) -> bool:
    """A short line with a control of the page: share, print, font size, page numbers."""
    if len(text) >= 60 or (len(text) >= 20 and text.endswith("。")):
        return False
    return _CONTROL.found_in(text) or (_CONTROLS.fullmatch(text) is not None and not _NUMBER.fullmatch(text))


def is_promotion(text: str) -> bool:
    """A call to follow, download or scan, or the hotline that a site appends to sad news."""
    return len(text) < 120 and _PROMOTION.found_in(text)


def is_terms(text: str) -> bool:
    """A sentence that belongs to the site and not to the article: imprint or disclaimer."""
    return is_imprint(text) or is_address(text) or is_disclaimer(text)


def is_imprint(text: str) -> bool:
    """Who runs the site, under which licence; within an article the same words may tell of an event."""
    return len(text) < MAX_TERMS and _IMPRINT.found_in(text)


def is_address(text: str) -> bool:
    """Where an office is; a footer tells it of the site's, a notice of the one to turn to."""
    return len(text) < MAX_TERMS and _ADDRESS.found_in(text)


def is_disclaimer(text: str) -> bool:
    """On which terms the site publishes what others wrote."""
    return len(text) < MAX_TERMS and _DISCLAIMER.found_in(text)


def declares(text: str) -> bool:
    """A line that calls itself a disclaimer."""
    return bool(_DECLARES.match(text))


def is_address_of_page(text: str) -> bool:
    """A web address and nothing else, as sites strew their own among paragraphs."""
    return "." in text and _URL.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Markup or script that shows on the page by a fault of its template."""
    return bool(_SIGN_OF_CODE.search(text) and _CODE.search(text))


def is_attachment(text: str) -> bool:
    """A line that names an attachment of the document."""
    return bool(_ATTACHMENT.search(text))


def is_photo_note(text: str) -> bool:
    """A caption in English that names the photographer in brackets, wherever it stands."""
    return text.endswith(("]", ")")) and _PHOTO_NOTE.search(text[-80:]) is not None


def credits_photo(text: str) -> bool:
    """A caption in English, told by the credit that closes it.

    >>> credits_photo("workers at the dam, may 3, 2024. (xinhua/ann lee)"), credits_photo("hekou, may 3 (xinhua)")
    (True, True)
    """
    return text.endswith((")", "]", ".")) and _PHOTO_CREDIT.search(text[-80:]) is not None
