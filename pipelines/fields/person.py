"""Whether a word looks like a person's name: Chinese, transcribed or in Latin letters."""

from __future__ import annotations

import re

# The family names that nearly all people in China bear, in both scripts.
_FAMILY = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于於董萧蕭肖程曹袁邓鄧"
    "许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔"
    "康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛"
    "温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪"
    "紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑覃霍翁隋甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边"
    "邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔臧畅暢宫宮嵺苟全褚廉简簡娄婁盖蓋符奚木穆党燕郎邸冀谈談姬屠连連郜晏栾"
    "欒郁蒙計喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍巩鞏稽井练練仲乐樂虞卞封竺冼官衣楚佟栗匡宗应應台巫鞠僧桑荆荊谌"
    "諶银銀明沙伏岑习習麦麥庾嘉佘储儲鹿禤伊荀智赫芮逄牧鄞咸籍卿信闫晁亓门門苍丰豐靖南东東植勾才红紅邝鄺危戈宿"
    "茹支斯帅帥惠禹粟幸"
)
_DOUBLE_WORDS = (
    "欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 "
    "夏侯 宇文 长孙 長孫 端木 独孤 南宫 南宮 闻人 轩辕 范姜 张简 張簡 拓跋 呼延 完颜 西门 "
    "西門 赫连 澹台 淳于 申屠 太史 钟离 鍾離 百里 东郭 公冶 宗政 濮阳 万俟 司空 亓官 仲孙"
)
_DOUBLE = frozenset(_DOUBLE_WORDS.split())
# Places and words of the trade that begin like a name.
_NO_PERSON_WORDS = (
    "安徽 江苏 江蘇 江西 宁夏 寧夏 云南 雲南 贵州 常州 温州 溫州 金华 高雄 吉林 常德 "
    "成都 康定 万州 于都 柏林 罗马 莫斯科 华盛顿 石家庄 马来西亚 安理会 全文 简介 方案 "
    "连载 时评 时间 時間 相关 任务 和平 高清 成功 成立 游客 祝福 解读 解说 宣传 管理 "
    "强调 席位 计划 商务 时事 关注 纪实 纪录 乐园 常务 方言 时政 文化 文字 文章 金融 "
    "高考 高铁 党建 易信 康养 应急 宁静 乐清 温馨 关键词 单位 左右 方便 明天 时尚 古代 "
    "车市 金牌 连线 解放军 支持 支付 易经 项目 安全 文旅 双语 欧洲 阳光 华人 花絮 白皮书 "
    "卫健委 卫生健康 钱江 宁波 安庆 安阳 江门 江阴 阳江 阳泉 池州 贺州 柳州 梅州 雷州 "
    "万宁 文昌 文山 曲靖 曲阜 武汉 武威 郑州 许昌 邓州 罗平 蒙自 吴忠 吴江 单县 邹城 "
    "滕州 韩城 商洛 洪湖 黄冈 黄石 黄山 应城 石首 钟祥 丰城 乐平 乐山 金昌 金山 白银 "
    "白城 白山 包头 宁德 龙岩 连云港 连江 江都 江山 章丘 焦作 项城 孟州 林州 唐山 邢台 "
    "武安 安国 安康 马鞍山 毕节 安顺 黎平 牡丹江 伊春 伊犁 关岛 金边 汤加 温哥华 古巴 "
    "阿根廷 毛里求斯 安哥拉 马里 苏丹 于洪 东京 东莞 东营 南京 南宁 南昌 南通 南阳 东南亚 "
    "华东 华北 华南 万县 高新区 时评人 海外 全国 全球 官方 明星 常识 安排 计时 毕业 简体 "
    "繁體 強國 方便面 应用 公司 文旅部 教育部 史料 康乐 古籍 古典 文艺 舒适 喻言 "
    "宗教 房产 司法 关于 车险 高速 高校 高端 江湖 支部 "
    "单独 方向 方志 成长 成果 康复 龙头 文明 文博 文物 文史 文苑 文摘 文学 万象 古镇 和谐 花卉 花鸟 "
    "车展 路况 路政 游记 游戏 时代 时装 关爱 关系 安居 安防 乐活 边疆 申报 申请 季度 史话 干部"
)
# What columns of sites are called.
_COLUMN_WORDS = (
    "房地产 车坛 高教 石油 廉政 党史 智库 台湾 台海 华侨 欧美 周边 东盟 林业 文件 信访 信箱 "
    "纪检 银行 信托 黄金 白酒 古玩 武术 周末 焦点 强国 万花筒 党群 毕业生 支教 文创 文体 史志 "
    "古城 古建 古诗 古风 钱币 钱塘 金石 金融街 金融业 石化 石材 马上评 马拉松 鲁股 强农 强军 "
    "高管 高层 车型 车友 应试 余额 余热 季评 费率 安监 安置 成就 任免 任职 单品 单车 方法 方式 "
    "关切 解码 景点 常态 包装 苗木 花样 华夏 晋级 温度 温泉 甘肃 单身 边防 边贸 房企 房贷 全景 "
    "全媒体 全民 东北 南方 南海 井盖 纪录片 童话 欧冠 项链 游学 曲艺 曲线 封面 储能 池塘 路演 "
    "宫廷 申论 申购 晏子 于是 冷链 冷知识 简历 习俗 习语 麦田 仇恨 仲裁 艾滋 信息 信用 信贷 "
    "门户 门店 丰收 靖江 勾当 红色 红楼 红歌 红旅 植树 植物 帅哥 惠民 惠农 禹城 幸福 粟米 支招 "
    "才艺 才俊 危机 危房 宿舍 智能 智慧 智造 咸阳 籍贯 段子 官场 官宣 官微 楚天 宗旨 巫山 鞠躬 "
    "桑田 荆楚 银发 明日 沙漠 沙龙 伏笔 揭秘 揭牌 迟到 敖包 蓝图 蓝海 巩固 稽查 练习 乐居 乐评 "
    "虞城 应届 边角 简评 盖楼 谈资 谈判 连锁 连心桥 屠宰 党务 党课 燕赵 木材 木雕 穆斯林 蒙古 "
    "司机 甘草 柏油 强基 强师 强企 柴油 华章 车主 车检 房子 房屋 白领 白话 江南 江北 毛笔 童书 "
    "尤其 毕设 路桥 齐鲁 沿海 梅花 祝贺 左岸 涂料 谷物 卜算 游览 席卷 查询 查看 景观 包干 强化 "
    "强制 房產 財經 臺灣 台灣 銀行 東北 蘭州"
)
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split()) | frozenset(_COLUMN_WORDS.split())
# Places that reporters name behind themselves, and that are no names.
_PLACE_WORDS = (
    "北京 上海 天津 重庆 香港 澳门 广州 深圳 杭州 成都 西安 郑州 长沙 合肥 福州 厦门 济南 青岛 沈阳 大连 "
    "哈尔滨 长春 太原 石家庄 南京 苏州 无锡 宁波 武汉 南昌 南宁 贵阳 昆明 海口 兰州 西宁 银川 乌鲁木齐 拉萨 "
    "呼和浩特 台北 臺北 新北 桃園 台中 臺中 台南 臺南 高雄 新竹 嘉義 基隆 宜蘭 花蓮 台東 臺東 屏東 苗栗 彰化 南投 雲林 "
    "澎湖 金門 澳門 廣州 纽约 紐約 华盛顿 華盛頓 伦敦 倫敦 巴黎 柏林 东京 東京 首尔 首爾 莫斯科 新加坡 吉隆坡 "
    "曼谷 日内瓦 布鲁塞尔"
)
PLACES = frozenset(_PLACE_WORDS.split())
# How the names of houses, places and groups end.
GROUP_ENDS = frozenset(
    "馆館报報社网網台臺局部厅廳委办辦院校处處市县縣区區镇鎮乡鄉村省州站刊讯訊电電组組队隊团團会會号號者员員们們"
)
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]{2,4}")
_FOREIGN = re.compile(r"[\u3400-\u9fff]{1,10}(?:[·•‧・][\u3400-\u9fffA-Z][\u3400-\u9fff.]{0,10}){1,3}")
_LATIN = re.compile(r"[A-Z][a-zà-ÿ'’.-]{0,20}(?:\s(?:[A-Z][A-Za-zà-ÿ'’.-]{0,20}|de|van|von|al|bin|da|del|la)){1,4}")


def is_name(word: str) -> bool:
    """Looks like a person's name, pen names and handles not included.

    >>> [is_name(word) for word in ("欧阳明", "新华社", "克里斯·安", "Ann Lee", "朝阳报")]
    [True, False, True, True, False]
    """
    if _CHINESE.fullmatch(word):
        return _is_chinese_name(word)
    return _FOREIGN.fullmatch(word) is not None or _LATIN.fullmatch(word) is not None


def _is_chinese_name(word: str) -> bool:
    if word[:2] in _DOUBLE:
        return len(word) > 2
    return word[0] in _FAMILY and len(word) < 4 and word[-1] not in GROUP_ENDS and word not in _NO_PERSON
