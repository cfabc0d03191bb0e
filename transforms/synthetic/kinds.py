"""Words of one kind, of which one can stand in another's place and then says something else. No two are synonyms."""

CHINESE: dict[str, str] = {
    "country": "中国 美国 英国 法国 德国 日本 韩国 印度 俄罗斯 巴西 加拿大 澳大利亚 意大利 西班牙 墨西哥 埃及 南非 "
    "泰国 越南 新加坡"
    " 土耳其 希腊 瑞士 瑞典 荷兰 波兰 阿根廷 秘鲁 以色列 伊朗 巴基斯坦 印度尼西亚 葡萄牙 挪威 芬兰 丹麦 比利时 "
    "奥地利 爱尔兰 新西兰",
    "city": "北京 上海 广州 深圳 杭州 成都 重庆 武汉 西安 南京 苏州 天津 长沙 青岛 厦门 昆明 哈尔滨 沈阳 郑州 济南 "
    "香港 澳门 台北"
    " 东京 首尔 伦敦 巴黎 纽约 柏林 罗马 莫斯科 悉尼 曼谷 洛杉矶 芝加哥 旧金山 多伦多 马德里 维也纳 苏黎世 迪拜 "
    "孟买 开罗",
    "region": "广东 浙江 江苏 山东 河南 四川 湖北 湖南 福建 云南 贵州 陕西 山西 辽宁 黑龙江 新疆 西藏 内蒙古 广西 海南",
    "continent": "亚洲 欧洲 非洲 北美洲 南美洲 大洋洲 南极洲",
    "month": "十二月 十一月 十月 九月 八月 七月 六月 五月 四月 三月 二月",
    "weekday": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "season": "春季 夏季 秋季 冬季",
    "spring": "春天 夏天 秋天 冬天",
    "colour": "红色 橙色 黄色 绿色 蓝色 紫色 黑色 白色 灰色 棕色 粉色",
    "direction": "东部 西部 南部 北部",
    "side": "左侧 右侧 上方 下方",
    "family": "爸爸 妈妈 爷爷 奶奶 哥哥 姐姐 弟弟 妹妹",
    "parent": "父亲 母亲 祖父 祖母 叔叔 阿姨",
    "job": "医生 律师 教师 工程师 厨师 会计 记者 护士 警察 农民 司机 演员",
    "subject": "数学 物理学 化学 生物学 历史学 地理学 经济学 心理学 哲学 社会学 天文学 语言学",
    "fruit": "苹果 香蕉 葡萄 西瓜 草莓 芒果 柠檬 菠萝 樱桃 桃子 蓝莓 橙子",
    "vegetable": "土豆 胡萝卜 西红柿 黄瓜 茄子 白菜 菠菜 洋葱 南瓜 芹菜 西兰花 豆腐",
    "meat": "牛肉 猪肉 羊肉 鸡肉 鱼肉 虾仁",
    "seasoning": "酱油 食盐 白糖 陈醋 料酒 胡椒粉 辣椒粉 橄榄油 黄油 蜂蜜",
    "drink": "咖啡 牛奶 果汁 啤酒 红酒 绿茶 红茶 可乐 豆浆",
    "animal": "老虎 狮子 大象 兔子 猴子 熊猫 长颈鹿 海豚 鲸鱼 乌龟 企鹅 狐狸 鳄鱼 老鹰",
    "sport": "足球 篮球 网球 排球 乒乓球 羽毛球 游泳 棒球 高尔夫球 滑雪 跑步",
    "instrument": "钢琴 吉他 小提琴 长笛 二胡 古筝 大提琴 萨克斯",
    "element": "氢气 氧气 氮气 二氧化碳 一氧化碳 甲烷 氦气 氯气",
    "metal": "黄金 白银 青铜 钢铁 铝合金 铂金",
    "planet": "水星 金星 火星 木星 土星 天王星 海王星",
    "organ": "心脏 肝脏 肾脏 肺部 大脑 胃部 皮肤 骨骼 眼睛 耳朵",
    "vitamin": "维生素A 维生素B 维生素C 维生素D 维生素E 维生素K",
    "language": "中文 英语 法语 德语 日语 韩语 俄语 西班牙语 阿拉伯语 葡萄牙语",
    "dynasty": "秦朝 汉朝 唐朝 宋朝 元朝 明朝 清朝 隋朝",
    "festival": "春节 中秋节 端午节 元宵节 清明节 国庆节 圣诞节 感恩节 万圣节 情人节",
    "poet": "李白 杜甫 苏轼 白居易 王维 李清照 陶渊明 辛弃疾",
    "scientist": "牛顿 爱因斯坦 达尔文 伽利略 居里夫人 霍金 爱迪生 图灵",
    "writer": "鲁迅 老舍 巴金 茅盾 莎士比亚 托尔斯泰 海明威 雨果",
    "ruler": "秦始皇 汉武帝 唐太宗 武则天 康熙 乾隆 拿破仑 华盛顿 林肯 丘吉尔",
    "company": "华为 小米 腾讯 阿里巴巴 百度 京东 谷歌 微软 亚马逊 特斯拉 三星 索尼 丰田 本田",
    "app": "微信 微博 抖音 知乎 小红书 哔哩哔哩 支付宝 淘宝 推特 脸书",
    "currency": "人民币 美元 欧元 英镑 日元 港元",
    "vehicle": "汽车 火车 飞机 自行车 轮船 摩托车 地铁",
    "ocean": "太平洋 大西洋 印度洋 北冰洋",
    "religion": "佛教 道教 基督教 伊斯兰教 印度教 犹太教",
    "doctrine": "儒家 道家 法家 墨家",
    "material": "玻璃 塑料 木材 陶瓷 橡胶 皮革 棉花 丝绸",
    "war": "第一次世界大战 第二次世界大战 朝鲜战争 越南战争 冷战",
}
"""Kind -> words, apart by blanks."""
ENGLISH: dict[str, str] = {
    "country": "China France Germany Japan India Russia Brazil Canada Australia Italy Spain Mexico Egypt Thailand "
    "Vietnam Turkey"
    " Greece Switzerland Sweden Poland Argentina Peru Israel Iran Pakistan Indonesia Portugal Norway Finland "
    "Denmark Belgium"
    " Austria Ireland England Scotland Kenya Nigeria",
    "city": "London Paris Berlin Rome Madrid Moscow Tokyo Seoul Beijing Shanghai Sydney Bangkok Chicago Boston "
    "Seattle Toronto"
    " Vienna Zurich Dubai Mumbai Cairo Athens Dublin Lisbon Prague Copenhagen Houston Dallas Miami Denver",
    "state": "California Texas Florida Ohio Michigan Virginia Oregon Colorado Arizona Georgia Illinois Pennsylvania",
    "continent": "Asia Europe Africa Antarctica",
    "nation": "Chinese French German Japanese Russian Italian Spanish Mexican Greek Turkish Korean Portuguese "
    "Canadian Brazilian",
    "month": "January February April June July August September October November December",
    "weekday": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "season": "spring summer autumn winter",
    "colour": "red yellow green blue purple black white brown pink",
    "compass": "northern southern eastern western",
    "relative": "mother father brother sister grandmother grandfather daughter uncle",
    "job": "doctor lawyer teacher nurse chef plumber journalist farmer pilot soldier",
    "subject": "mathematics physics chemistry biology geography psychology philosophy sociology astronomy linguistics",
    "fruit": "banana grape lemon mango strawberry blueberry cherry peach pineapple",
    "vegetable": "potato carrot tomato cucumber spinach cabbage broccoli pumpkin",
    "meat": "beef pork chicken lamb turkey salmon",
    "drink": "coffee milk juice beer wine tea lemonade",
    "seasoning": "salt sugar pepper cinnamon vinegar butter honey garlic",
    "cat": "dog cat horse rabbit tiger lion monkey dolphin penguin fox snake frog",
    "cats": "dogs cats horses rabbits tigers lions monkeys dolphins penguins foxes snakes frogs birds bees",
    "sport": "football basketball tennis volleyball baseball hockey swimming golf skiing",
    "instrument": "piano guitar violin flute cello drum saxophone trumpet",
    "gas": "hydrogen oxygen nitrogen helium methane chlorine argon",
    "metal": "gold silver copper iron aluminum platinum zinc",
    "planet": "Mercury Venus Mars Jupiter Saturn Neptune",
    "organ": "heart liver kidney lung brain stomach skin bladder",
    "language": "Python Java Ruby Perl Rust Haskell Kotlin Swift",
    "company": "Google Microsoft Amazon Facebook Netflix Tesla Samsung Sony Toyota Honda Nike Adidas Intel",
    "scientist": "Newton Einstein Darwin Galileo Hawking Edison Turing Kepler",
    "writer": "Shakespeare Dickens Hemingway Tolstoy Austen Orwell Twain Kafka",
    "president": "Lincoln Jefferson Roosevelt Kennedy Nixon Reagan Obama Clinton",
    "vehicle": "car train plane bicycle ship motorcycle truck bus",
    "ocean": "Pacific Atlantic Arctic",
    "religion": "Christianity Islam Buddhism Hinduism Judaism Taoism",
    "material": "glass plastic wood leather rubber cotton silk ceramic",
    "unit": "kilometers miles meters inches feet",
    "weight": "kilograms pounds ounces grams tons",
    "time": "seconds minutes hours days weeks months years decades",
}
"""Kind -> words, apart by blanks."""
