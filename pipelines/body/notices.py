"""What pages say that are not what was asked for: challenges, login walls, firewalls, missing pages, broken servers."""

from __future__ import annotations

import re

BLOCK = re.compile(
    r"访问(?:过于|太过|太|频率)?(?:频繁|过快|过高|太快)|访问频[率次](?:过高|太高|受限|异常)|请求(?:过于|太)频繁"
    r"|操作(?:过于|太)频繁"
    r"|(?:安全|人机|滑动|滑块|身份|智能|行为|图形|浏览器)\s?(?:验证|校验)(?!码?登录)|请(?:先)?(?:完成|通过|进行"
    r"|输入).{0,12}验证|拖动.{0,6}滑块|按住.{0,4}滑块"
    r"|点击.{0,8}(?:进行|完成)验证|验证(?:后|成功后|通过后)?.{0,6}(?:继续访问|继续浏览)|异常(?:流量|访问|请求|行为)"
    r"|黑客攻击|(?:设置|已被).{0,3}拦截|(?:疑似|存在)(?:攻击|恶意|机器人|爬虫)"
    r"|(?:请求|访问|IP|地址).{0,12}(?:被|遭到?)\s?(?:拒绝|阻断|拦截|禁止|封禁|限制|屏蔽)|拦截(?:提示|页面|原因"
    r"|信息)|触发.{0,8}(?:防护|拦截|策略|规则)"
    r"|创宇盾|加速乐|云盾|玄武盾|安全狗|云锁|护卫神|网防G01|网站卫士|云防护|雷池|长亭|安恒|D盾|WAF|防火墙|知道创宇"
    r"|防CC|CC攻击"
    r"|(?:请|需要?)(?:先)?(?:您)?(?:开启|启用|打开|允许).{0,8}(?:JavaScript|JS|Cookie)"
    r"|正在(?:进行)?(?:安全)?(?:检查|检测|验证|跳转).{0,10}(?:浏览器|环境|请稍|中)"
    r"|(?:您?(?:还|尚)?(?:没有|未)登[录陆錄])|(?:请|需要?)先?登[录陆錄](?:后|之后|以)?(?:再?(?:查看|访问|浏览|阅读"
    r"|继续)|$)|登[录陆錄]后(?:可|才能|方可|即可|再|继续)?(?:查看|访问|浏览|阅读)|(?:无权|没有权限)(?:访问|查看|阅读|浏览)|阅读权限(?:高于|不足)"
    r"|用户登[录陆錄]\s*$|統一身份认证|统一身份认证|會員登入|訪問(?:過於|太)頻繁|安全驗證|請完成.{0,8}驗證"
    r"|just a moment|checking your browser|attention required|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you a robot|not a robot|unusual traffic"
    r"|ddos protection|access (?:to this page has been )?denied|request (?:blocked|unsuccessful)"
    r"|you have been blocked|incapsula|imperva|captcha|bot detection"
    r"|(?:enable|turn on) (?:javascript|js) and cookies|please (?:log|sign) ?in|forbidden|pardon our interruption"
    r"|security check",
    re.IGNORECASE,
)
# Scripts of known firewalls; any page that shows nothing, sets a cookie and loads itself again does the same.
SHELL = re.compile(
    r"__jsl|jsl_clearance|acw_sc__|arg1\s?=|\$_ts|_\$[a-z]{2}\(|yunsuo|wzws|__tst_status|ttwid|cf-browser-verification"
    r"|challenge-platform|_guard",
    re.IGNORECASE,
)
SETS_COOKIE = re.compile(r"document\.cookie\s?=")
LOADS_AGAIN = re.compile(r"location\.(?:reload|replace|href|assign)|location\s?=")
ERROR_TITLE = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|(?:页面|网页|内容|信息|文章|您访问的).{0,10}(?:不存在|找不到|未找到"
    r"|没有找到|丢失|已删除|出错|错误)"
    r"|^(?:错误|出错|错误提示|出错啦?|系统提示|提示信息|提示|消息提示|服务器错误|系统错误|系统维护|网站维护|error"
    r"|page error|server error|bad gateway|IIS.{0,40}错误)"
    r"|暂停服务|网站.{0,4}(?:关闭|维护|升级)|頁面不存在|找不到(?:网页|页面|文件|頁面|網頁)",
    re.IGNORECASE,
)
ERROR = re.compile(
    r"(?:页面|网页|页|内容|信息|文章|新闻|帖子|主题|文件|链接|地址|记录|资源|栏目|頁面|網頁|文章).{0,14}(?:不存在"
    r"|找不到|未找到|没有找到|无法找到|丢失了?|已(?:经)?(?:被.{0,6})?(?:删除|移除|下线|下架|移动|失效|过期)|被?转移|出错|走丢"
    r"|不見了|已刪除|失效)"
    r"|(?:找不到|未找到|没有找到|无法找到|无法显示|无法打开|无法访问)(?:您|你|该|此|要|相关|指定|这个|这|请求"
    r"|所).{0,16}(?:页面|网页|页|内容|信息|文章|新闻|文件|资源|地址|记录|网站|頁面)"
    r"|(?:系统|服务器|服务|网络|数据库|程序|应用)(?:内部)?(?:错误|繁忙|异常|出错|发生错误|出现(?:错误|异常|故障)"
    r"|暂时不可用|维护中?|正在维护|升级)|参数(?:错误|不正确|有误)|非法(?:参数|请求|操作|访问)"
    r"|(?:网站|站点|系统|页面).{0,6}(?:正在|处于|进行)?(?:维护|升级|改版|建设)中?[,，。！!]|数据库连接|(?:该|此"
    r"|本)?(?:网站|站点).{0,6}(?:已|被)(?:关闭|暂停|停用|停止)|域名.{0,8}(?:过期|未备案|未绑定|出售)"
    r"|page (?:not|could not be|cannot be|can't be) found|(?:404|403|500|502|503)\s?[-:]?\s?(?:not found|error"
    r"|forbidden|internal|bad gateway|service|页|错误|抱歉)|http (?:status|error) (?:404|403|5\d\d)"
    r"|internal server error"
    r"|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|server error in|sqlexception|ORA-\d{5}"
    r"|fatal error:|stack trace|no input file specified|microsoft ole db|nullpointerexception",
    re.IGNORECASE,
)
