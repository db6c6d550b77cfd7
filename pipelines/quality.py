"""What is not an article, and what does not belong to it: challenges, error pages, lists, galleries, planted links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.fingerprint import plain
from pipelines.foreign_trades import named_in
from pipelines.lines import Line, is_hidden
from pipelines.plain_text import is_prose
from pipelines.sheet import Sheet

# A page that says so little of its own may be a notice; the shortest article of the corpus has 162 characters in sentences.
MOST_PROSE_OF_NOTICE = 150
MOST_WORDS_OF_NOTICE = 900  # characters outside links
SHELL = 60  # characters shown by a page that is only a script
NEAR_EMPTY = 50  # characters of text
HEADLINE = 8  # characters of the shortest
FEWEST_LINKS = 11  # of a list
LINK_SHARE = 0.3
MOST_PROSE_OF_LIST = 100
LINKS_TO_PROSE = 20  # characters in links to one in sentences: a portal's front page
SUMMARIES = 5  # of a list that shows the beginning of each article
GALLERY_TEXT = 60  # characters of text to an image
GALLERY_IMAGES = 4
TERMS_IN_LINE = 3  # different terms of a foreign trade in one line that is no sentence
TERMS_IN_PROSE = 4
LINES_WITH_TERMS = 3
COMMONEST = ("无码", "百家乐", "投注")  # one of them stands in any such block of links

_BLOCK = re.compile(
    r"访问(?:过于|太过|太|频率)?(?:频繁|过快|过高|太快)|访问频[率次](?:过高|太高|受限|异常)|请求(?:过于|太)频繁|操作(?:过于|太)频繁"
    r"|(?:安全|人机|滑动|滑块|身份|智能|行为|图形|浏览器)\s?(?:验证|校验)(?!码?登录)|请(?:先)?(?:完成|通过|进行|输入).{0,12}验证|拖动.{0,6}滑块|按住.{0,4}滑块"
    r"|点击.{0,8}(?:进行|完成)验证|验证(?:后|成功后|通过后)?.{0,6}(?:继续访问|继续浏览)|异常(?:流量|访问|请求|行为)|(?:疑似|存在)(?:攻击|恶意|机器人|爬虫)"
    r"|(?:请求|访问|IP|地址).{0,12}(?:被|遭到?)\s?(?:拒绝|阻断|拦截|禁止|封禁|限制|屏蔽)|拦截(?:提示|页面|原因|信息)|触发.{0,8}(?:防护|拦截|策略|规则)"
    r"|创宇盾|加速乐|云盾|玄武盾|安全狗|云锁|护卫神|网防G01|网站卫士|云防护|雷池|长亭|安恒|D盾|WAF|防火墙|知道创宇|防CC|CC攻击"
    r"|(?:请|需要?)(?:先)?(?:您)?(?:开启|启用|打开|允许).{0,8}(?:JavaScript|JS|Cookie)|正在(?:进行)?(?:安全)?(?:检查|检测|验证|跳转).{0,10}(?:浏览器|环境|请稍|中)"
    r"|(?:您?(?:还|尚)?(?:没有|未)登[录陆錄])|(?:请|需要?)先?登[录陆錄](?:后|之后|以)?(?:再?(?:查看|访问|浏览|阅读|继续)|$)|登[录陆錄]后(?:可|才能|方可|即可|再|继续)?(?:查看|访问|浏览|阅读)|无权(?:访问|查看|阅读)"
    r"|用户登[录陆錄]\s*$|統一身份认证|统一身份认证|會員登入|訪問(?:過於|太)頻繁|安全驗證|請完成.{0,8}驗證"
    r"|just a moment|checking your browser|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|not a robot|unusual traffic"
    r"|ddos protection|access (?:to this page has been )?denied|request (?:blocked|unsuccessful)|you have been blocked|incapsula|imperva|captcha|bot detection"
    r"|(?:enable|turn on) (?:javascript|js) and cookies|please (?:log|sign) ?in|forbidden|pardon our interruption|security check",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"__jsl|jsl_clearance|acw_sc__|arg1\s?=|\$_ts|_\$[a-z]{2}\(|yunsuo|wzws|__tst_status|ttwid|cf-browser-verification|challenge-platform|_guard"
    r"|document\.cookie\s?=[\s\S]{0,4000}(?:location\.(?:reload|replace|href|assign)|location\s?=)"
    r"|(?:location\.(?:reload|replace|href)|location\s?=)[\s\S]{0,4000}document\.cookie\s?=",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|(?:页面|网页|内容|信息|文章|您访问的).{0,10}(?:不存在|找不到|未找到|没有找到|丢失|已删除|出错|错误)"
    r"|^(?:错误|出错|错误提示|出错啦?|系统提示|提示信息|提示|消息提示|服务器错误|系统错误|系统维护|网站维护|error|page error|server error|bad gateway|IIS.{0,40}错误)"
    r"|暂停服务|网站.{0,4}(?:关闭|维护|升级)|頁面不存在|找不到(?:网页|页面|文件|頁面|網頁)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:页面|网页|页|内容|信息|文章|新闻|帖子|主题|文件|链接|地址|记录|资源|栏目|頁面|網頁|文章).{0,14}(?:不存在|找不到|未找到|没有找到|无法找到|丢失了?|已(?:经)?被?(?:删除|移除|下线|下架|移动|失效|过期)|被?转移|出错|走丢|不見了|已刪除|失效)"
    r"|(?:找不到|未找到|没有找到|无法找到|无法显示|无法打开|无法访问)(?:您|你|该|此|要|相关|指定|这个|这|请求|所).{0,16}(?:页面|网页|页|内容|信息|文章|新闻|文件|资源|地址|记录|网站|頁面)"
    r"|(?:系统|服务器|服务|网络|数据库|程序|应用)(?:内部)?(?:错误|繁忙|异常|出错|发生错误|出现(?:错误|异常|故障)|暂时不可用|维护中?|正在维护|升级)|参数(?:错误|不正确|有误)|非法(?:参数|请求|操作|访问)"
    r"|(?:网站|站点|系统|页面).{0,6}(?:正在|处于|进行)?(?:维护|升级|改版|建设)中?[,，。！!]|数据库连接|(?:该|此|本)?(?:网站|站点).{0,6}(?:已|被)(?:关闭|暂停|停用|停止)|域名.{0,8}(?:过期|未备案|未绑定|出售)"
    r"|page (?:not|could not be|cannot be|can't be) found|(?:404|403|500|502|503)\s?[-:]?\s?(?:not found|error|forbidden|internal|bad gateway|service|页|错误|抱歉)|http (?:status|error) (?:404|403|5\d\d)|internal server error"
    r"|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|server error in|sqlexception|ORA-\d{5}|fatal error:|stack trace|no input file specified|microsoft ole db|nullpointerexception",
    re.IGNORECASE,
)
_PICTURE_COUNT = re.compile(r"\(?\s?1\s?/\s?(?:[2-9]|[1-9]\d{1,2})\s?\)?(?:\s|$)")
_GALLERY_TITLE = re.compile(r"组图|图集|高清图|图片集|組圖|圖集|相册|影集|图片故事")
_EDITED = re.compile(r"[\s【\[(（]*(?:责任|責任)?(?:编辑|编\s辑|責編|责编|編輯|记者|作者)\s?[:：\s]\s?\S")
_CREDITED = re.compile(r"(?:来\s?源|來\s?源|稿源|出处)\s?[:：]")
_CUT_SHORT = re.compile(r"(?:\.{2,}|…+)\s?(?:[\[【(（]?(?:详细|详情|更多|阅读|全文|查看|more)\S{0,6})?$", re.IGNORECASE)
_HIDDEN_LINK = re.compile(
    r"left:\s*-\d{3,}|top:\s*-\d{3,}|text-indent:\s*-\d{3,}|(?:height|width|font-size):\s*[01](?:px)?\s*(?:;|$)|opacity:\s*0\s*(?:;|$)",
    re.I,
)


def foreign_lines(sheet: Sheet) -> frozenset[int]:
    """The lines of planted links: many terms of a foreign trade in one line, or several linked lines of such terms."""
    if len(named_in("\n".join(line.text for line in sheet.lines))) < 2:
        return frozenset()
    named = {line.index: named_in(line.text) for line in sheet.lines if not _is_sentence(line)}
    single = {index for index, terms in named.items() if len(terms) >= TERMS_IN_LINE}
    linked = [line.index for line in sheet.lines if named.get(line.index) and line.link_density > 0.5]
    if len(linked) >= LINES_WITH_TERMS and len(frozenset().union(*(named[index] for index in linked))) > 1:
        single.update(linked)
    return frozenset(single | _stuffed(sheet))


def flags_of(sheet: Sheet, text: str) -> tuple[str, ...]:
    """What the page is instead of an article, at most one of it, and whether hidden links were planted; sorted."""
    look = _Look.of(sheet)
    kind = next((name for name, holds in _KINDS if holds(sheet, look, text)), None)
    planted = ("injected-links",) if _plants_hidden_links(sheet) else ()
    return tuple(sorted((*([kind] if kind else ()), *planted)))


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page shows, in characters and lines."""

    words: int  # characters outside links
    linked: int  # characters in links
    prose: int  # characters of unlinked lines that hold sentences
    links: int  # lines that are a link, long enough for a headline or the name of a section

    @classmethod
    def of(cls, sheet: Sheet) -> _Look:
        words = linked = prose = links = 0
        for line in sheet.lines:
            words += len(line.text) - line.link_chars
            linked += line.link_chars
            if line.link_density > 0.5:
                links += len(line.text) >= HEADLINE
            elif is_prose(line.text):
                prose += len(line.text)
        return cls(words, linked, prose, links)

    @property
    def is_notice(self) -> bool:
        return self.prose <= MOST_PROSE_OF_NOTICE and self.words <= MOST_WORDS_OF_NOTICE


def _is_sentence(line: Line) -> bool:
    return line.link_density < 0.5 and is_prose(line.text)


def _is_block(sheet: Sheet, look: _Look, text: str) -> bool:
    if look.words + look.linked <= SHELL and _SHELL.search(sheet.text, 0, 200_000):
        return True
    return look.is_notice and look.links < FEWEST_LINKS and _says(sheet, _BLOCK)


def _is_error(sheet: Sheet, look: _Look, text: str) -> bool:
    if not look.is_notice or _has_article_marks(sheet):
        return False
    return bool(_ERROR_TITLE.search(sheet.head_title or "")) or _says(sheet, _ERROR)


def _says(sheet: Sheet, pattern: re.Pattern[str]) -> bool:
    if pattern.search(sheet.head_title or ""):
        return True
    return any(pattern.search(line.text) for line in sheet.lines if line.link_density < 0.7 and len(line.text) < 400)


def _is_list(sheet: Sheet, look: _Look, text: str) -> bool:
    if look.links < FEWEST_LINKS or _has_article_marks(sheet):
        return False
    if look.prose <= max(MOST_PROSE_OF_LIST, look.linked // LINKS_TO_PROSE):
        return look.linked >= LINK_SHARE * (look.words + look.linked)
    return _shows_summaries(sheet)


def _has_article_marks(sheet: Sheet) -> bool:
    """An attribute of one article: its title in the meta tags of the national standard, who edited it, its time."""
    if sheet.meta("articletitle", "article:published_time"):
        return True
    near = [line for line in sheet.lines if len(line.text) < 100 and line.link_density < 0.7]
    if any(_EDITED.match(line.text) for line in near):
        return True
    credited = sum(_CREDITED.search(line.text) is not None for line in near)
    return 0 < credited < FEWEST_LINKS // 3  # a list credits each of its articles


def _shows_summaries(sheet: Sheet) -> bool:
    """Most sentences are the beginnings of articles, each beside a linked headline."""
    prose = [line for line in sheet.inside if _is_sentence(line)]
    begun = sum(_is_summary(sheet, line) for line in prose)
    return begun >= SUMMARIES and 2 * begun > len(prose)


def _is_summary(sheet: Sheet, line: Line) -> bool:
    near = sheet.lines[max(0, line.index - 2) : line.index + 3]
    headline = any(one.link_density > 0.7 and len(one.text) >= 8 for one in near if one is not line)
    return headline and (_CUT_SHORT.search(line.text) is not None or len(line.text) < 160)


def _is_gallery(sheet: Sheet, look: _Look, text: str) -> bool:
    if any(_PICTURE_COUNT.match(line.text) for line in sheet.inside) and len(text) < 400:
        return True
    images = sum(line.after_image for line in sheet.inside)
    few_words = images >= GALLERY_IMAGES and len(text) < GALLERY_TEXT * images
    return few_words and _GALLERY_TITLE.search(sheet.head_title or "") is not None


def _is_near_empty(sheet: Sheet, look: _Look, text: str) -> bool:
    return len(text) < 4 * NEAR_EMPTY and len(plain(text)) < NEAR_EMPTY


_KINDS = (
    ("block-page", _is_block),
    ("error-page", _is_error),
    ("gallery", _is_gallery),
    ("list-page", _is_list),
    ("near-empty", _is_near_empty),
)


def _stuffed(sheet: Sheet) -> set[int]:
    """Sentences made of the terms, on a page that is not about them."""
    stuffed = {line.index for line in sheet.inside if _is_sentence(line) and len(named_in(line.text)) >= TERMS_IN_PROSE}
    return stuffed if 2 * len(stuffed) < len(sheet.inside) and not named_in(sheet.head_title or "") else set()


def _plants_hidden_links(sheet: Sheet) -> bool:
    """Links of a foreign trade stand where no reader sees them."""
    if sheet.tree is None or not any(term in sheet.text for term in COMMONEST):
        return False
    hidden = [link for link in sheet.tree.iter("a") if named_in(link.text_content()) and _is_out_of_sight(link)]
    return len(hidden) >= LINES_WITH_TERMS


def _is_out_of_sight(element: HtmlElement) -> bool:
    one: HtmlElement | None = element
    for _ in range(6):
        if one is None:
            return False
        if is_hidden(one) or _HIDDEN_LINK.search(one.get("style") or ""):
            return True
        one = one.getparent()
    return False
