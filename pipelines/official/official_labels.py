"""The labels of official pages and of the national meta tags, and what they name."""

from __future__ import annotations

from collections.abc import Mapping

# What a label names; of labels with the same meaning the more exact ones stand first.  "" is known and of no use to us.
LABELS: Mapping[str, str] = {
    "issuer": "制定机关 发文机关 制发机关 发文机构 发文单位 发文部门 颁布单位 颁布机关 颁布部门 公布机关 制定单位"
    " 制作单位 发布机构 发布机关 公开机构 公开机关 公开主体 信息公开机构 公开责任部门 发布单位 发布部门 生成机构"
    " 發文機關 發布機關 發佈機關 發布單位 發佈單位 公告機關 责任部门",
    "doc_number": "发文字号 公文文号 发文文号 文件字号 文件编号 文件文号 文书文号 发文号 文书号 字号 文号"
    " 行政处罚决定书文号 处罚决定书文号 决定书文号 法律文书文号 發文字號 文號 字號",
    "index_number": "索引号 索取号 信息索引号 信息索取号 索引编号 公开索引号 信息索引",
    "written": "成文日期 成文时间 发文日期 发文时间 制发日期 制发时间 生成日期 生成时间 产生日期 形成时间 形成日期"
    " 签发日期 签署日期 制定日期 印发日期 印发时间 文件日期 發文日期",
    "published": "公布日期 公布时间 发布日期 发布时间 公开日期 公开时间 颁布日期 颁布时间 公开发布日期 发布日 上网日期"
    " 發布日期 發佈日期 公告日期 張貼日期 上版日期",
    "in_force": "施行日期 施行时间 生效日期 生效时间 实施日期 实施时间 执行日期 执行时间 开始实施时间",
    "status": "有效性 时效性 时效状态 效力状态 有效状态 文件效力 文件时效 公文时效 是否有效 文件有效性 有效性状态 效力",
    "topic": "主题分类 所属主题 主题类别 信息分类 信息类别 分类 类别",
    "title": "文件名称 公文名称 信息名称 文件标题 信息标题 标题 名称",
    "": "效力等级 效力级别 法规类别 公文种类 公文类型 文种 体裁分类 体裁 组配分类 服务对象 服务对象分类 公开方式"
    " 公开范围 公开分类 公开形式 公开时限 公开类别 公开属性 公开程序 公开目录 关键词 关键字 主题词 备注 有效期 有效期至"
    " 有效期限 失效日期 失效时间 废止日期 废止时间 载体 载体类型 语种 记录形式 内容概述 内容描述 统一编号 统一登记号"
    " 规范性文件编号 登记号 签发人 责任单位 信息来源 来源 浏览次数 访问次数 点击次数 状态 所属机构 字体"
    " 效力范围 地域 行业 密级 公文编号",
}
# These alone say that a page describes a document; 发布时间 and 来源 stand above any news item.
_STRONG = """
制定机关 发文机关 制发机关 发文机构 发文单位 颁布单位 颁布机关 颁布部门 发布机构 发布机关 公开机构 公开主体
发文字号 公文文号 发文文号
文件编号 文号 行政处罚决定书文号 处罚决定书文号 决定书文号 索引号 索取号 信息索引号 主题分类 有效性 时效性 公文种类
成文日期 效力等级 体裁分类 公文名称 信息索取号 發文字號 發文機關 發布機關
"""
STRONG = frozenset(_STRONG.split())
NATIONAL = {  # the names of the national standard for government sites, without case and separators
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "author": "author",
    "editor": "editor",
    "keywords": "keywords",
    "description": "description",
    "sitename": "site",
    "sitedomain": "domain",
    "siteidcode": "site_code",
    "columnname": "column",
    "columntype": "column_type",
    "url": "url",
}
