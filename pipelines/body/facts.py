"""The lines in which a page tells of its own making: source, people, times, first print; told by their words alone.

Every function takes a line as ``archive.finding.folding.fold`` gives it.
"""

from __future__ import annotations

import re

from pipelines.page.phrases import either

# A label of the page's facts, with its value; a whole line of such is not running text.
_OF_ORIGIN = either(
    r"(?:本文|本稿|参考|文章|信息|新闻|稿件|内容|消息|图文|图片|照片|新闻照|影片|题图|封面|数据|转载|原文)?\s*(?:来\s*源(?:于|自)?|出\s*处)"
    r" 稿\s*源 素材来源 (?:转载?|摘)自(?=\s*[：:]) [资图]\s*[料片]\s*提\s*供(?=\s*[：:])"
)
_OF_PEOPLE = either(
    r"作\s*者 记\s*者 通\s*讯\s*员 撰\s*[文稿] 采\s*写 执\s*笔 整\s*[理合] 图?\s*文(?=\s*[/／])"
    r" (?:本文|本期|网络|网页|值班|执行|文字|视频|新媒体|栏目|见习|实习|特约|美术|图片|助理|责任|主任|总|副)?"
    r"\s*编\s*[辑审缉]"
    r" 责\s*编 主\s*编 总?\s*监\s*制 [一二三终初复]\s*[审校] 审\s*核 审\s*签 校\s*对 统\s*筹 总?\s*策\s*划"
    r" 摄\s*影 制\s*图"
    r" 供\s*稿(?:单位|人)? 编\s*校 出\s*品 译(?:\s*者)?(?=\s*[：:])"
)
_OF_TIME = either(
    r"发布(?:时间|日期|于|人|者|单位|机构|部门|版本)? 发表(?:时间|日期|于) 更新(?:时间|日期|于)?"
    r" 刊发时间 公开日期 上传时间"
    r" 最[后近](?:更新|修改|异动|维护)(?:时间|日期)?"
    r" published updated last\s+modified"
)
# Of letters to an office and its answers.
_OF_LETTERS = either(
    r"(?:来信|写信|留言|提问|信件|网友|答复|回复)(?:人|者|时间|日期|编号|类型|类别|单位|部门|状态|主题|标题|机构)"
    r" (?:处理|办理)状态"
    r" 咨询(?:人|时间|日期)(?=\s*[：:]\s*\d{4}|$)"
)
_LETTER = re.compile(rf"[\W_]{{0,4}}(?:{_OF_LETTERS})")
_LETTER_LABEL = re.compile(rf"(?:{_OF_LETTERS})\W*$")
_LETTER_CONTENT = re.compile(r"(?:来信|写信|留言|提问|咨询|信件|答复|回复)内容\W*$")
_FACT = re.compile(
    rf"^[\W_]{{0,4}}(?:{_OF_ORIGIN}|{_OF_PEOPLE}|{_OF_TIME}|{_OF_LETTERS})\s*(?:[】\]）)]|[：:﹕∶/／|｜丨︱]|\s|$)",
)
_EVENT = re.compile(r"^[\W_]{0,4}(?:时\s*间|日\s*期)\s*[：:]?\s*[\d一二]")
_VENUE = re.compile(
    r"^\W{0,4}(?:(?:会议|活动|讲座|报告|演出|比赛|举办)?地\s?[点點]|主\s?[讲講]\s?人?|[题題]\s?目)\s*[：:]"
)
_WORDS_AND_PICTURES = re.compile(r"\W[图文]\s?[/／]")
_ORIGINAL_TITLE = re.compile(r"^\W{0,3}(?:本文)?原(?:文)?" + either("标?题为?") + r"\W")
_EDITOR = re.compile(
    r"^\W{0,3}(?:.{0,8}网?)?(?:(?:责任|网络|值班|本文|执行|实习|新媒体)?\s*编\s*[辑审]|责\s*编|审\s*核|校\s*对|[一二三终初]\s*审)"
    r"(?:\s*[：:/／|｜丨︱】\]]|\s+\S)"
)
_BYLINE = re.compile(
    r"^\W{0,2}(?:[\u4e00-\u9fff·\w]{0,16}?)?"
    + either(r"(?:实习|见习|通讯|特约|驻.{2,6})?(?:记者|通讯员|评论员)")
    + r"(?!会|手记|札记|日记|来信|观察|调查|体验|探访|连线|视角|述评|直击|走访)"
    + r"[\s：:、]*(?:[\u4e00-\u9fff·]{2,4})(?:[\s、，/／]+[\u4e00-\u9fff·]{2,12}){0,6}\W{0,2}$"
)
_DAY_FIRST = re.compile(
    r"\W{0,2}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,4}(?:\d{1,2}[:：]\d\d[:：\d]*)?\s*(?=\D)"
)
_DAY_AND_SOURCE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+来源\s?[：:]\s?[^\s。，]{1,20}$")
_NEWSPAPER_PAGE = re.compile(r"^\W{0,2}《[^》]{2,14}》\W{0,3}(?:19|20)\d\d\D.{0,20}版\W{0,3}$")
_PAPER_PAGE = re.compile(r"^(?:\W{0,2}[\d年月日/.-]{8,11})?\W{0,2}[^，。：]{2,14}[报刊]\s?第?[a-z]?\d{1,3}版\W*$")
_TIMED = re.compile(
    r"^\W{0,2}\d\d-\d\d\s\d\d:\d\d\b|(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\sT]*\d{1,2}\s*[:：]\s*\d\d"
)
# Where a text was first printed, or of whose texts it is made.
_ORIGIN_TOLD = re.compile(
    r"^\W{0,3}(?:"
    + either(
        r"(?:原创)\s[\u4e00-\u9fff]{2,4}\s\S{2,12}$"
        r" (?:本文|文章|内容|稿件|消息|信息)?\s?综合(?:整理|编辑)?自 (?:本文|文章|内容|稿件|消息|信息)\s?综合"
        r" (?:本文|文章|此文|原文)(?:首发于?|原载于?|原刊于?|刊[载发于]|载于|转载?自|摘自|节选自|选自|来自|出自)"
        r" (?:首发于|原载于?|原刊于?|刊[载发]?于|载于|摘自|转载自|转自|选自|节选自)\s?《[^》]*》[^，。]*$"
        r" [（(【]据?[^，。]{1,24}(?:报|网|社|新闻|客户端|台)[）)】]$"
        r" [（(][^，。]{2,12}[报刊][^，。]{0,12}\d+版[）)】]$"
        r" [^，。]{2,10}综合[^，。]{2,30}(?:报|网|社|新闻|客户端)(?:等|报道)?$"
        r" [（(](?:本[报刊网])?综合[）)]$ [（(][^，。()（）]{2,16}供稿[）)]$"
        r" [^，。]{2,14}(?:中心|社|媒体|报|网|台)出品$"
        r" (?:部分)?(?:素材|图片|内容|资料|文字)[^，。]{0,6}(?:来源于?|来自|源自)(?:网络|互联网)"
        r" (?:题图|头图|配图|封面图?|[本文]文图片|文[中内]图片)[^，。：]{0,4}(?:来自|来源|由|均)"
        r" 本文由.{2,20}(?:提供|授权|整理)$ 本文由.{2,14}整[编理]自"
        r" (?:本文|原文|文章|原帖)\s?(?:链接|连结|网址|地址)\s?(?:[：:]|$)"
        r" this\s+(?:article|story)\s+(?:first|originally)\s+(?:appeared|ran|was)"
    )
    + ")"
)
MAX_ORIGIN = 70
# Who took part in making it: any role, with a name or two.
_ROLE = either(
    r"排\s?版 版式 监审 审[读定校] 编委 签发 设计 剪辑 文案 监制 制[作片] 导演 编[导发] 统稿 选稿 录入 核发 总监"
    r" 审核发布 出镜 拍摄 航拍 摄像 配音 主播"
    r" 播[音报] 朗[诵读] 动[画效] 后期 包装 技术 统筹"
    r" 策划 图片 视频 音频 图 海报 协调 [终初复]审 运[营维] 视觉 美[编工术] 插[画图] [绘作]图 供图 图表"
    r" 校[稿核] 核稿 推送 出品 信息员 投稿 采集"
)
_TAKES_PART = re.compile(
    rf"^\W{{0,4}}[\u4e00-\u9fffa-z·/&、]{{0,8}}?(?:{_ROLE})[人员师]?\s*[：:﹕/／|｜丨︱】\]]\s*"
    r"[\u4e00-\u9fffa-z·]{2,12}(?:[^。；！？\d]{0,60})$"
)
# What a text says of its writer when it is over.
_OF_WRITER = re.compile(
    r"^\W{0,3}(?:"
    + either(
        r"(?:本文|文章)?(?:作者|译者)(?:简介|介绍|单位)\s?[：:】\]] (?:本文|文章)(?:作者|译者)[系为是现曾原]"
        r" .{2,30}对本文.{0,4}(?:贡献|帮助) 作者[为系][^，。]{4,40}$ [^，。]{2,16}出品$"
        r" the\s+(?:author|writer)\s+is\b .{3,60}contributed\s+to\s+(?:this|the)\s+(?:story|report|article)"
        r" (?:微信号?|公众号|id)\s?[：:]\s?[\w-]{3,}$"
        r" (?<=[(（\[【])(?:作者|译者)[^()（）]{2,80}[)）\]】]。?$"
    )
    + ")"
)
_WRITER = re.compile(r"^\W*(?:关于)?(?:本文)?(?:作者|译者)(?:简介|介绍)?\W*$")
_SENTENCE_END = ("。", "！", "？", "；", "!", "?")
MAX_FACT = 100  # characters; a longer line that begins with a label goes on to say something


def is_fact(text: str) -> bool:
    """A line of labels and values: source, author, editor; an original headline; a byline of its own.

    >>> [is_fact(line) for line in ("来源：某某日报", "译：李四", "记者从会上获悉，今年将新建十所学校。")]
    [True, True, False]
    """
    if len(text) > MAX_FACT:
        return False
    if len(text) <= MAX_ORIGIN and _ORIGIN_TOLD.match(text):
        return True
    if text.endswith(_SENTENCE_END):
        return bool(_ORIGINAL_TITLE.match(text))
    return bool(_FACT.match(text) or _LETTER_CONTENT.match(text) or _ORIGINAL_TITLE.match(text) or is_byline(text))


def is_byline(text: str) -> bool:
    """A line that only names reporters, or the newspaper and its page.

    >>> is_byline("某某日报记者 张三 李四"), is_byline("《某某日报》（2024年1月29日 04版）")
    (True, True)
    """
    return len(text) < 50 and bool(_BYLINE.match(text) or _NEWSPAPER_PAGE.match(text) or _PAPER_PAGE.match(text))


def is_timed(text: str) -> bool:
    """A short line with a date and a time of day: when the page appeared."""
    return len(text) <= MAX_FACT and not text.endswith(_SENTENCE_END) and bool(_TIMED.search(text))


def is_dated(text: str) -> bool:
    """A line that begins with a day and goes on with labels of facts, if it goes on; or that ends with day and source.

    >>> is_dated("2024-03-05 来源：某某日报 作者：李四"), is_dated("2024年3月5日，大会开幕。")
    (True, False)
    >>> is_dated("某某办公室网站 www.example.gov.cn 2024-03-05 来源：某网")
    True
    """
    if len(text) > MAX_FACT:
        return False
    day = _DAY_FIRST.match(text)
    if day is not None:
        return is_fact(text[day.end() :])
    return "来源" in text and _DAY_AND_SOURCE.search(text) is not None


def names_editor(text: str) -> bool:
    """A line that names the editors: with it an article ends."""
    return len(text) <= MAX_FACT and not text.endswith(_SENTENCE_END) and bool(_EDITOR.match(text))


def is_event(text: str) -> bool:
    """A time and its value: of the page's appearance above an article, of what it tells within one."""
    return len(text) <= MAX_FACT and not text.endswith(_SENTENCE_END) and bool(_EVENT.match(text))


def heads_writer(text: str) -> bool:
    """The heading of what follows an article about its writer."""
    return _WRITER.match(text) is not None


def is_of_letter(text: str) -> bool:
    """A fact of a letter to an office: lists of letters show it of each."""
    return bool(_LETTER.match(text) or _LETTER_CONTENT.match(text))


def is_letter_label(text: str) -> bool:
    """The head of a cell: of the next cell nothing is the letter's own text."""
    return _LETTER_LABEL.match(text) is not None


def tells_venue(text: str) -> bool:
    """Where something is to be held, or who is to speak."""
    return len(text) <= MAX_FACT and _VENUE.match(text) is not None


def is_remark(text: str) -> bool:
    """In brackets, where a text is from: the writer's own words where it closes his last sentence.

    >>> is_remark("（刊于《某某》2024年第3期）"), is_remark("（责编：李四）")
    (True, False)
    """
    return text.startswith(("（", "(", "【")) and bool(_ORIGIN_TOLD.match(text) or _WORDS_AND_PICTURES.match(text))


def closes(text: str) -> bool:
    """A line with which an article ends: who took part in making it, who its writer is.

    >>> [closes(line) for line in ("海报设计：王雪", "（作者系某某大学教授）", "作者是一位退休教师。")]
    [True, True, False]
    """
    return bool(_OF_WRITER.match(text)) or (len(text) <= MAX_FACT and bool(_TAKES_PART.match(text)))
