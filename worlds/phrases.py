"""What the simulated sites write with: per language, topics and sentence templates, some of them better than others.

Slots of a template: `{topic}`, `{item}` and `{other}` (two things that belong to the topic), `{aspect}`, `{audience}`,
`{n}` and `{m}` (numbers). `good` sentences are specific and `bad` ones hedge or fill; readers prefer answers with more
of the first, which is the trace that a model can learn.
"""

from typing import NamedTuple


class Phrases(NamedTuple):
    """The templates of one language. `topics` maps a topic to things that belong to it."""

    topics: dict[str, tuple[str, ...]]
    aspects: tuple[str, ...]
    audiences: tuple[str, ...]
    questions: tuple[str, ...]
    details: tuple[str, ...]
    briefs: tuple[str, ...]
    titles: tuple[str, ...]
    good: tuple[str, ...]
    neutral: tuple[str, ...]
    bad: tuple[str, ...]
    hooks: tuple[str, ...]
    contacts: tuple[str, ...]
    courtesies: tuple[str, ...]
    thanks: tuple[str, ...]
    deeper: tuple[str, ...]
    corrections: tuple[str, ...]
    rephrasings: tuple[str, ...]
    changes: tuple[str, ...]


CHINESE = Phrases(
    topics={
        "手冲咖啡": ("磨豆机", "滤杯", "水温", "浅烘豆"),
        "阳台种菜": ("小番茄", "营养土", "浇水", "支架"),
        "长跑训练": ("心率", "跑鞋", "间歇跑", "拉伸"),
        "家常红烧肉": ("五花肉", "冰糖", "火候", "料酒"),
        "考研英语": ("长难句", "真题", "作文模板", "背单词"),
        "二手房买卖": ("首付", "房龄", "中介费", "贷款利率"),
        "猫咪喂养": ("猫粮", "疫苗", "猫砂", "体重"),
        "入门摄影": ("光圈", "快门", "构图", "镜头"),
        "新能源汽车": ("续航", "充电桩", "电池", "保险"),
        "睡眠改善": ("作息", "卧室光线", "咖啡因", "午睡"),
        "机器学习": ("训练集", "过拟合", "学习率", "评估指标"),
        "云南自驾": ("洱海", "高原反应", "民宿", "路况"),
        "儿童绘本": ("亲子共读", "图画", "识字", "书单"),
        "木工制作": ("榫卯", "砂纸", "胡桃木", "台锯"),
        "个人记账": ("应急金", "固定支出", "预算表", "信用卡"),
        "羽毛球": ("步法", "握拍", "高远球", "穿线"),
        "古典吉他": ("指法", "节拍器", "调弦", "视奏"),
        "数据库优化": ("索引", "慢查询", "连接池", "分区"),
        "租房合同": ("押金", "违约金", "水电费", "交接单"),
        "皮肤护理": ("防晒", "保湿", "洁面", "成分表"),
        "职场面试": ("自我介绍", "项目经历", "薪资", "反问环节"),
        "家庭收纳": ("衣柜", "标签", "收纳盒", "断舍离"),
        "天文观测": ("望远镜", "星图", "赤道仪", "光污染"),
        "烘焙面包": ("高筋粉", "发酵", "烤箱", "酵母"),
    },
    aspects=(
        "入门方法", "常见误区", "预算安排", "时间规划", "工具选择", "进阶技巧",
        "安全事项", "效果判断", "日常维护", "经验总结", "避坑指南", "心态调整",
    ),
    audiences=("零基础新手", "上班族", "在校学生", "退休老人", "新手爸妈", "自由职业者", "小城居民", "资深爱好者"),
    questions=(
        "我是{audience}，想了解{topic}的{aspect}，应该怎么做？",
        "关于{topic}，{audience}最该知道的{aspect}有哪些？",
        "{topic}的{aspect}到底怎么把握，{audience}有什么好建议？",
        "有没有人能讲讲{topic}？{audience}特别关心{aspect}这一块。",
    ),
    details=("尤其是{item}和{other}，看了很多说法还是拿不准。", "之前试过{item}，大概花了{n}天，效果一般。"),
    briefs=(
        "给{audience}写一篇关于{topic}的笔记，重点讲{aspect}",
        "写一篇{topic}的分享，面向{audience}，突出{aspect}",
    ),
    titles=(
        "{topic}｜{audience}的{aspect}",
        "关于{topic}，我想说说{item}",
        "{n}天搞懂{topic}的{aspect}",
        "{topic}里的{item}与{other}",
    ),
    good=(
        "先把{item}定下来，再处理{other}，每一步留出{n}分钟检查。",
        "举个例子，{audience}可以先用{item}练{n}次，记录结果再调整。",
        "具体来说，{item}控制在{m}左右最稳，超过{n}就容易出问题。",
        "判断标准很简单：{item}达到{n}，并且{other}没有明显变化。",
        "如果{item}不合适，就换成{other}，原因是前者对{aspect}影响更大。",
        "建议列一张清单，写清{item}、{other}和每项的预算{n}元。",
        "我对比过{n}组记录，{item}做对之后，{other}的问题少了{m}成。",
        "第一周只练{item}，第二周加入{other}，第三周复盘{n}个细节。",
        "需要注意的是，{item}和{other}不能同时改，否则看不出是谁起的作用。",
        "数据上看，坚持{n}天以后{item}会稳定下来，这时再谈{aspect}。",
    ),
    neutral=(
        "{topic}这几年讨论的人越来越多，{aspect}也常被问到。",
        "说到{topic}，很多人首先想到的是{item}。",
        "{audience}接触{topic}时，一般会同时遇到{item}和{other}。",
        "我自己接触{topic}大约有{n}个月，主要围绕{item}。",
        "{item}在{topic}里算是绕不开的一环，{other}也一样。",
        "不同的人对{aspect}的理解不一样，下面说说{item}。",
        "身边有{n}位朋友也在关注{topic}，聊得最多的是{other}。",
        "从{aspect}的角度看，{item}和{other}各有各的位置。",
    ),
    bad=(
        "这个问题其实看个人情况吧，{item}怎么弄都差不多。",
        "我也不太确定，好像网上都是这么说{item}的。",
        "总之{topic}就是这样，懂的都懂，不用想太多。",
        "{item}嘛，随便试试就好，反正{other}也不重要。",
        "可能也许大概是{item}的原因，具体我就不清楚了。",
        "作为{audience}，加油努力就一定可以的，相信自己。",
        "{aspect}这种事情说来话长，这里就不展开了。",
        "众所周知，{topic}非常重要，重要的事情大家都知道。",
        "关于{item}和{other}，每个人感觉不同，没什么好讲的。",
        "反正我觉得{item}还行吧，别的也没有注意过。",
    ),
    hooks=(
        "先别划走，{topic}有个秘密没人告诉你！",
        "看到最后你会回来感谢我的，尤其是{item}。",
        "后悔没早点知道{topic}的真相……",
    ),
    contacts=("有问题可以打{phone}找我。", "想要表格的发邮件到{email}。"),
    courtesies=("请问，{}", "你好，{}谢谢", "麻烦{}", "{} 谢谢！"),
    thanks=("谢谢，{topic}这部分讲得很清楚！", "太好了，解决了{item}的问题，感谢", "明白了，多谢！"),
    deeper=(
        "那{item}具体要怎么调整呢？",
        "如果只有{n}天时间，{other}还需要做吗？",
        "能再详细讲讲{aspect}里的{item}吗？",
    ),
    corrections=(
        "不对，你说错了，{item}不是这样的",
        "你没有回答我的问题，我问的是{aspect}",
        "这个回答有误，{other}那部分不对",
    ),
    rephrasings=("换个说法：{prompt}", "我的意思是，{prompt}"),
    changes=("换个话题，{other}在哪里买比较好？", "另外帮我写一句关于{item}的标语"),
)  # fmt: skip

ENGLISH = Phrases(
    topics={
        "pour-over coffee": ("the grinder", "the filter", "water temperature", "light roast beans"),
        "balcony gardening": ("cherry tomatoes", "potting soil", "watering", "the trellis"),
        "marathon training": ("heart rate", "running shoes", "interval runs", "stretching"),
        "sourdough baking": ("the starter", "bread flour", "proofing", "oven steam"),
        "learning Spanish": ("verb forms", "listening practice", "flash cards", "speaking aloud"),
        "buying a used car": ("the service history", "mileage", "insurance", "a test drive"),
        "raising a puppy": ("crate training", "vaccines", "chew toys", "leash walks"),
        "street photography": ("aperture", "shutter speed", "composition", "a prime lens"),
        "home solar panels": ("the inverter", "roof angle", "battery storage", "feed-in rates"),
        "better sleep": ("bedtime routine", "bedroom light", "caffeine", "short naps"),
        "machine learning": ("the training set", "overfitting", "learning rate", "validation metrics"),
        "hiking in the Alps": ("trail maps", "altitude", "mountain huts", "rain gear"),
        "picture books": ("reading aloud", "illustrations", "rhymes", "library lists"),
        "woodworking": ("dovetail joints", "sandpaper", "walnut boards", "the table saw"),
        "personal budgeting": ("the emergency fund", "fixed costs", "spreadsheets", "credit cards"),
        "playing badminton": ("footwork", "the grip", "overhead clears", "string tension"),
        "classical guitar": ("fingerings", "the metronome", "tuning", "sight reading"),
        "database tuning": ("indexes", "slow queries", "the connection pool", "partitions"),
        "renting a flat": ("the deposit", "the notice period", "utility bills", "the inventory list"),
        "skin care": ("sunscreen", "moisturiser", "gentle cleansing", "ingredient labels"),
        "job interviews": ("the introduction", "project stories", "salary talks", "closing questions"),
        "home storage": ("the wardrobe", "labels", "storage boxes", "letting things go"),
        "amateur astronomy": ("the telescope", "star charts", "the mount", "light pollution"),
        "bicycle repair": ("the chain", "brake pads", "tyre pressure", "a torque wrench"),
    },
    aspects=(
        "first steps", "common mistakes", "a sensible budget", "time planning", "choice of tools", "advanced technique",
        "safety", "measuring progress", "daily upkeep", "lessons learned", "hidden traps", "the right mindset",
    ),
    audiences=(
        "a complete beginner", "a busy office worker", "a student", "a retired person",
        "a new parent", "a freelancer", "someone in a small town", "a keen amateur",
    ),
    questions=(
        "I am {audience} and want to understand {aspect} in {topic}, what should I do?",
        "When it comes to {topic}, what should {audience} know about {aspect}?",
        "How do you approach {aspect} for {topic} as {audience}?",
        "Can anyone explain {topic}? My main concern is {aspect}, being {audience}.",
    ),
    details=(
        "I am unsure above all about {item} and {other}.",
        "I tried {item} for about {n} days with mixed results.",
    ),
    briefs=(
        "Write a post about {topic} for {audience}, with a focus on {aspect}",
        "Share notes on {aspect} in {topic}, written for {audience}",
    ),
    titles=(
        "{topic}: {aspect} for {audience}",
        "What I think about {item} in {topic}",
        "{n} days of {topic}",
        "{topic}, {item} and {other}",
    ),
    good=(
        "Settle {item} first, then turn to {other}, and leave {n} minutes to check each step.",
        "For example, {audience} can practise with {item} {n} times and note every result.",
        "Specifically, keep {item} near {m}; above {n} things start to go wrong.",
        "The test is simple: {item} reaches {n} while {other} stays the same.",
        "If {item} does not fit, switch to {other}, because the former matters more for {aspect}.",
        "Make a list with {item}, {other} and a budget of {n} dollars for each.",
        "I compared {n} records: once {item} was right, trouble with {other} fell by {m} percent.",
        "Week one is only {item}, week two adds {other}, week three reviews {n} details.",
        "Note that {item} and {other} should not change together, or you cannot tell which one helped.",
        "In numbers, {item} settles after {n} days, and only then is {aspect} worth your time.",
    ),
    neutral=(
        "More and more people talk about {topic}, and {aspect} comes up often.",
        "With {topic}, the first thing that many think of is {item}.",
        "As {audience} you usually meet {item} and {other} at the same time.",
        "I have spent about {n} months on {topic}, mostly around {item}.",
        "There is no way around {item} in {topic}, and the same goes for {other}.",
        "People see {aspect} in different ways, so here is a word on {item}.",
        "About {n} friends of mine follow {topic}, and they mostly discuss {other}.",
        "Seen from {aspect}, {item} and {other} each have their place.",
    ),
    bad=(
        "Well, it all depends, and {item} is more or less the same whatever you do.",
        "I am not really sure, but people online seem to say that about {item}.",
        "Anyway that is just how {topic} is, so do not think about it too much.",
        "As for {item}, just try whatever, since {other} hardly matters anyway.",
        "It could perhaps maybe be {item}, but I would not really know.",
        "Even as {audience}, believe in yourself and it will surely all work out.",
        "There is so much to say about {aspect}, but I will not go into it here.",
        "As everybody knows, {topic} is very important, and important things matter.",
        "Everyone feels differently about {item} and {other}, so there is little to say.",
        "I guess {item} is kind of fine, and I never looked at anything else.",
    ),
    hooks=(
        "Wait, nobody tells you this secret about {topic}!",
        "Read to the end and you will thank me for {item}.",
        "I wish I had known the truth about {topic} before...",
    ),
    contacts=("Call me at {phone} if you have questions.", "Write to {email} for the spreadsheet."),
    courtesies=("Please tell me: {}", "Hello, {} Thanks", "{} please", "{} Thank you!"),
    thanks=(
        "Thanks, the part on {topic} is very clear!",
        "Great, that solved {item}, thank you",
        "Got it, many thanks!",
    ),
    deeper=(
        "And how exactly should I adjust {item}?",
        "With only {n} days, is {other} still needed?",
        "Could you go deeper into {aspect} and {item}?",
    ),
    corrections=(
        "No, that is wrong, {item} does not work like that",
        "You did not answer my question about {aspect}",
        "That is incorrect, the part on {other} is wrong",
    ),
    rephrasings=("In other words: {prompt}", "What I mean is: {prompt}"),
    changes=("Another subject: where do I buy {other}?", "Also write me one slogan about {item}"),
)  # fmt: skip

LANGUAGES: dict[str, Phrases] = {"zh": CHINESE, "en": ENGLISH}
