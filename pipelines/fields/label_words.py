"""The words that stand before a value on a page (来源, 责任编辑, Published), and what each of them announces."""

from __future__ import annotations

# Kinds of labels.  The words of a kind are tried longest first; a blank may stand between any two characters.
SOURCE, PUBLISHED, UPDATED, WRITTEN, AUTHOR, EDITOR, OTHER = (
    "source",
    "published",
    "updated",
    "written",
    "author",
    "editor",
    "other",
)
_WORDS = {
    SOURCE: "来源 來源 文章来源 文章來源 信息来源 信息來源 信息来源单位 稿件来源 稿件來源 新闻来源 新聞來源"
    " 消息来源 内容来源 本文来源"
    " 转载来源 稿源 出处 出處 文章出处 原文出处 来自 來自 来源于 转自 轉自 转载自 轉載自 摘自 原载 供稿单位 供稿"
    " 发布来源 来源网站 来源媒体"
    " 来源单位 图文来源 文稿来源 资讯来源",
    PUBLISHED: "发布时间 发布日期 發布時間 發布日期 發佈時間 發佈日期 發表時間 發表日期 发表时间 发表日期"
    " 刊登日期 刊登時間 刊载日期 刊发时间"
    " 发稿时间 发稿日期 發稿時間 发布 發布 發佈 发表于 發表於 发布于 發布於 时间 時間 日期 公布日期 公布时间"
    " 公开日期 公開日期 公開時間"
    " 上传时间 上传日期 上线时间 上架日期 录入时间 录入日期 添加时间 添加日期 创建时间 信息时间 文章时间 提交时间"
    " 投稿时间 出版日期 出版时间"
    " 張貼日 張貼日期 张贴日期 上版日期 上版時間 公告日期 公告时间 公告時間 公佈日期 发布日 發布日 刊出日期 刊登时间"
    " 登载时间 登载日期 创建于 建立於 创建日期 建立日期 建檔日期 新闻日期 新聞日期 新闻时间 编发时间 采编时间 转载时间"
    " 网站发布日期 上网时间 上网日期 发文时间 发帖时间 出版 回复时间 答复时间 回复日期 答复日期",
    UPDATED: "更新时间 更新時間 更新日期 更新于 更新於 最后更新 最後更新 最后更新时间 最新更新 修改时间"
    " 最后修改时间 更新 最後異動日期 最後異動時間 異動日期 最後更新日期 最后更新日期 最后更新于 最後更新於 最后修改"
    " 最後修改 修改日期 修改于 编辑于 編輯於 更改时间 更改時間 最近更新",
    WRITTEN: "成文日期 成文时间 成文時間 生成日期 发文日期 發文日期 印发日期 印发时间 签发日期 制发日期 落款日期"
    " 拟稿日期 成稿日期",
    AUTHOR: "作者 本文作者 文章作者 原作者 记者 記者 本报记者 本報記者 本网记者 采写 采写记者 采訪 撰文 撰稿"
    " 採訪 采访 採訪撰文 撰文者"
    " 撰稿人 撰写 执笔 执笔人 執筆"
    " 通讯员 通訊員 特约通讯员 编译 編譯 翻译 译者 评论员 特约评论员 撰述 整理 整合 文 文字 文图 文/图 图/文 图文"
    " 文字记者 实习记者"
    " 见习记者 特约记者 报道 采编记者 投稿人 供稿人 供稿者 撰稿者 写稿 写稿人",
    EDITOR: "编辑 編輯 责任编辑 責任編輯 责编 責編 本文编辑 本文责编 网络编辑 網路編輯 网站编辑 责任编辑人"
    " 新闻编辑 执行编辑 值班编辑"
    " 文字编辑 文编 新媒体编辑 实习编辑 见习编辑 副主编 主编 值班主编 本期编辑 核稿編輯 責任編集 编发 责任编缉"
    " 网编 編 编"
    " 执行主编",
    OTHER: "图片编辑 视频编辑 美术编辑 摄影编辑 技术编辑 图编 图片来源 资料来源 数据来源 素材来源 圖片來源"
    " 資料來源 视频来源 图源 收入来源"
    " 题图来源 头图来源 封面来源 配图来源 照片来源 题图来自 头图来自 图片来自 圖片來自 视频来自 校对 校對 责任校对 一校"
    " 二校 三校 审核 審核 审核人 审签"
    " 审读 一审 二审 三审 初审 复审 终审 编审 审校 审定 监制 總監製 总监制 策划 统筹 签发 签发人 终审签发 摄影"
    " 攝影 摄像 摄影记者 图 圖 图片 图表"
    " 视频 制图 绘图 制作 设计 美编 剪辑 配音 主播 出品 出品人 监审 排版 版式"
    " 字体 字號 字号 字体大小 大小 浏览 浏览次数 浏览量 浏览数 瀏覽次數 瀏覽 点击 点击数 点击量 点击次数 點擊"
    " 阅读 阅读量 阅读次数 阅读数 閱讀 访问量 访问次数"
    " 人气 热度 次数 分享 分享到 打印 评论 评论数 评论量 关键词 关键字 關鍵字 關鍵詞 标签 標籤 标签 栏目 所属栏目"
    " 所属分类 分类 分類 主题分类 主题词 体裁分类"
    " 索引号 索引號 文号 发文字号 文件编号 发布机构 发文机关 发文单位 制定机关 公开方式 有效性 时效性 名称 標題"
    " 标题 公文名称 文件名称 信息名称 文件标题 公开事项 信息标题 主管 主管单位 主办 主办单位 承办 承办单位"
    " 责任单位"
    " 发布单位 发布人 发布者 信息员 联系电话 电话 地址 邮编 原标题 原题 原題 本文原标题 源标题 开始时间 结束时间"
    " 施行日期 施行时间 实施日期 实施时间 生效日期 生效时间 废止日期 废止时间 失效日期 失效时间 有效期 有效期至"
    " 归档日期 归档时间 来信时间 来信日期 写信时间 留言时间 提问时间 咨询时间 投诉时间 受理时间 来信人 留言人 咨询人"
    " 截止日期 截止时间 报名时间 活动时间 服务热线 网址 链接 本文链接 原文链接 责任人 频道 区域 地点 类型 类别"
    " 版次 版面 作者单位 作者简介 编者按 编者 摘要"
    " 题图来源 封面来源 头图来源 配图来源 信息发布人 录入 录入者 录入人 录入员 上传 上传者 发布员 审稿 审稿人"
    " 审 審 一审一校 二审二校 三审三校"
    " 总编辑 總編輯 副总编辑 总编"
    " 網站更新日期 网站更新日期 網站更新時間 网站更新时间 本站更新日期 系統更新日期"
    " 内容摘要 导读 当前位置 您的位置 您所在的位置 位置 纠错 收藏 语音播报 本文字数 视觉 头图 题图 文章类型 原创 访问",
}

_LATIN = {
    SOURCE: "source",
    PUBLISHED: "published,posted,date,published on,posted on,release date,date of release,issue date,publish date,"
    "publication date,publish time,release time",
    UPDATED: "updated,last updated,last update,updated on",
    AUTHOR: "by,author,written by,reporter",
    EDITOR: "editor,editors,edited by,editing by,english by,web editor",
    OTHER: "tags,keywords,views,share,photo,photo by",
}

KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
KIND_OF |= {word.replace(" ", ""): kind for kind, words in _LATIN.items() for word in words.split(",")}
_CRAFT_WORDS = "校对 校對 摄影 攝影 图片 圖片 图 審核 审核 视频 制图 设计 审校 监制 统筹 策划 出品 剪辑"
CRAFTS = frozenset(_CRAFT_WORDS.split())  # of people who neither wrote nor edited
LONGEST_WORD = max(map(len, KIND_OF))
