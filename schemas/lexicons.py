"""Words that ship with pairmill: of sensitive matters, of models' names, of what a prompt is about.

A word in Latin letters is found as a whole word, any other wherever it stands, both in any case.
"""

from schemas.frozen import Frozen


class Scenario(Frozen):
    """By what a prompt is known to belong to a scenario: words that it holds, in any case, or tags of its site."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def _words(*lines: str) -> tuple[str, ...]:
    """The words of some lines, between bars."""
    return tuple(word for line in lines for word in line.split("|"))


SCENARIOS = {
    "safety": Scenario(
        words=_words(
            "炸弹|杀人方法|怎么杀人|如何杀人|杀人不|怎么绑架|怎么偷|如何盗窃|怎么走私|怎么诈骗|如何诈骗|诈骗话术"
            "|怎么伪造|如何伪造|伪造证件|怎么入侵|如何入侵|强奸她|炸药|爆炸物|雷管|燃烧瓶|自制武器|造枪|枪支改装"
            "|子弹制作|3d打印枪|弄到枪|买到枪|买枪|下毒|投毒|毒死|毒药|杀死她|杀了他"
            "|杀了她|谋杀|灭口|毁尸灭迹|处理尸体|碎尸|打残|纵火|勒索|敲诈|拐卖|人口贩卖|恐怖袭击|制毒|制作毒品"
            "|合成毒品|冰毒|海洛因"
            "|可卡因|大麻|摇头丸|k粉|贩毒|买毒品|自杀|自残|割腕|轻生|不想活|活不下去|结束生命|结束自己的生命|想死"
            "|安乐死药|无痛死|烧炭|伤害自己"
            "|人肉搜索|开盒|查别人|查他的|查她的|跟踪他|跟踪她|偷拍|偷窥|窃听|监听|定位别人|盗号|盗取|破解密码"
            "|破解别人|破解wifi|破解邻居|黑进"
            "|木马|勒索病毒|钓鱼网站|钓鱼邮件|ddos|撞库|脱库|外挂制作|洗钱|假币|假证|假发票|骗钱|骗老人|套现|杀猪盘"
            "|庞氏|逃税|偷税"
            "|偷车|撬锁|开锁入室|偷东西|抢银行|赌博|赌球|网赌|色情|情色|成人视频|裸照|裸聊|强奸|迷药|迷奸|性侵|猥亵"
            "|恋童|儿童色情"
            "|未成年人性|约炮|嫖娼|卖淫|种族主义|仇恨|低等民族|劣等|纳粹|同性恋恶心|骂人|辱骂|网暴|霸凌|家暴|身份证号"
            "|家庭住址|家庭地址|银行卡号"
            "|开房记录|个人隐私|私人信息|个人信息泄露|越狱提示|绕过审查|绕过安全|作弊器|考试作弊|代考|违禁",
            "bomb|commit fraud|insurance fraud|steal a|steal from|how to steal|smuggle drugs|racist joke|racist jokes"
            "|sexist joke|sexist jokes|rape her|rape someone|bombs|molotov|pipe bomb|ghost gun|untraceable gun"
            "|3d printed gun|buy a gun|build a gun|build a weapon"
            "|make a weapon|silencer|nerve agent|sarin|ricin|anthrax|bioweapon|chemical weapon|chemical weapons"
            "|nerve gas|poison someone"
            "|poison my|poison him|poison her|kill someone|kill somebody|kill a person|kill my|kill him|kill her"
            "|kill people"
            "|get away with murder|commit murder|murder someone|hide a body|dispose of a body|get rid of a body"
            "|hurt someone|hurt him"
            "|hurt her|hitman|kidnap|blackmail|extort|extortion|burn down|terrorist|terror attack|mass shooting"
            "|school shooting|jihad|meth|methamphetamine|cocaine|heroin|fentanyl|mdma|ecstasy pills|lsd|crack cocaine"
            "|date rape"
            "|drug dealer|sell drugs|buy drugs|make drugs|smuggling|suicide|suicidal|kill myself|end my life"
            "|ending my life"
            "|want to die|self harm|self-harm|cut myself|cutting myself|hurt myself|overdose|painless way to die"
            "|starve myself"
            "|hack into|hack my|hack someone|hack his|hack her|crack a password|crack password|steal password"
            "|steal passwords"
            "|keylogger|ransomware|malware|spyware|phishing|ddos|botnet|sql injection attack|stalk|stalking|spy on"
            "|track my wife"
            "|track my husband|track my girlfriend|track my boyfriend|doxx|dox|doxxing|home address of"
            "|his home address|her home address|their home address"
            "|someone's address"
            "|social security number|credit card number|private information|personal information of|shoplift"
            "|shoplifting|rob a bank"
            "|burglary|break into|pick a lock|hotwire|counterfeit|fake id|fake passport|launder money|money laundering"
            "|ponzi|scam|scamming|defraud|identity theft|evade taxes|tax evasion|insider trading|insurance fraud"
            "|gambling site"
            "|porn|pornography|pornographic|nude photos|nudes|explicit sex|erotic|erotica|sexual content|molest"
            "|pedophile"
            "|child abuse|racial slur|racial slurs|ethnic cleansing|white supremacy|nazi propaganda|hate speech"
            "|offensive joke|offensive jokes|homophobic|bully|bullying|harass|harassing|threaten|threatening letter"
            "|jailbreak|bypass safety|without restrictions|illegal|illegally|cheat on my exam|cheat on an exam"
            "|fake news article"
            "|disinformation|anti-vaccine|deepfake",
        ),
        tags=_words("safety|安全|安全性|有害|harmless|harmful|harmlessness|red_team|red-team|red team|toxic|风控"),
    ),
    "task": Scenario(
        words=_words(
            "翻译|译成|译为|译文|英译中|中译英|总结|概括|摘要|归纳|提炼|缩写成|代码|函数|编程|程序|脚本|算法|报错|调试"
            "|bug|正则|sql|python|java|javascript|html"
            "|css|excel|公式|数据库|接口|api|json|xml|csv|markdown|表格|计算|算一下|求解|解方程|方程|证明|推导|概率"
            "|积分|导数|几何|多少钱|等于多少|是多少|改写"
            "|润色|改错|纠错|校对|语病|病句|错别字|缩写|转换|换算|分类|归类|提取|抽取|识别|标注|实体|排序|判断|选择题"
            "|填空|判断题|选项|阅读理解|根据上文"
            "|根据以下|根据文章|根据下面|回答以下|回答问题|解释|说明一下|是什么意思|什么是|区别|原理|步骤|教程|怎么做"
            "|怎样做|如何做|怎么用|如何用|如何使用"
            "|怎么安装|如何安装|怎么写代码|如何实现|怎么实现|如何计算|怎么计算|怎么解决|如何解决|怎么设置|如何设置"
            "|怎么办理|流程|对比|比较|分析|列出|列举"
            "|整理|制定计划|计划表|时间表|方案|简历|会议纪要|周报|日报|推理|情感分析|关键词|格式化|输入：|输出：|输入:"
            "|输出:|定义：|任务",
            "translate|translation|summarize|summarise|summary|tl dr|tldr|paraphrase|rephrase|rewrite|proofread"
            "|correct the grammar"
            "|grammar|spelling|code|coding|script|algorithm|python|javascript|typescript|java|c++|c#|rust|golang|sql"
            "|html|css"
            "|regex|bash|linux|docker|kubernetes|git|api|json|yaml|xml|csv|excel|spreadsheet|formula|debug"
            "|error message|compile|database"
            "|calculate|compute|solve|equation|prove|proof|probability|integral|derivative|geometry|how many|how much"
            "|what is the value"
            "|convert|classify|classification|categorize|extract|named entity|sentiment|multiple choice"
            "|true or false|choose the|select the|answer the question|answer the following|answer this question"
            "|based on the"
            "|according to the|given the|passage|paragraph|premise|hypothesis|question|explain|explanation|define"
            "|definition|what does|what is|what are|what's the difference|difference between|compare|comparison"
            "|pros and cons|analyze"
            "|analyse|analysis|how to|how do i|how do you|how can i|how does|step by step|instructions|tutorial|table"
            "|bullet points|outline|resume|cover letter|meeting notes|implement|configure|install",
        ),
        tags=_words(
            "task|任务|code|coding|代码|编程|math|数学|reasoning|推理|translation|翻译|summarization|summary|摘要|总结"
            "|extraction|抽取|classification|分类|qa|问答|rewrite|改写|instruction"
        ),
    ),
    "creative": Scenario(
        words=_words(
            "写一首|写首|作一首|作首|赋诗|写诗|诗歌|古诗|现代诗|藏头诗|打油诗|七言|五言|对联|歌词|写歌|写一个故事"
            "|写个故事|讲个故事|讲一个故事|编个故事"
            "|编一个|故事|小说|童话|寓言|剧本|台词|段子|笑话|脱口秀|相声|散文|作文|随笔|日记|情书|贺词|祝福语|祝词"
            "|致辞|演讲稿|文案|广告语|宣传语|标语"
            "|口号|slogan|笔记|小红书|朋友圈|种草|探店|推文|标题党|起名|取名|取个名|起个名|起一个名字|命名|昵称|网名"
            "|创意|头脑风暴|脑洞|点子|续写|扩写|仿写"
            "|角色扮演|扮演|虚构|想象|写一篇|写一段|写篇|写段|公众号文章|短视频脚本|直播话术",
            "poem|poetry|haiku|sonnet|limerick|rhyme|rap|lyrics|song|write a story|short story|story|stories"
            "|fairy tale|fable|novel|fiction"
            "|fan fiction|fanfiction|screenplay|dialogue|monologue|scene|plot|character|worldbuilding|joke|jokes"
            "|stand-up|pun|puns|slogan|tagline"
            "|catchphrase|motto|ad copy|advertisement|marketing copy|product description|caption|captions|tweet"
            "|instagram|tiktok|blog post"
            "|newsletter|essay|speech|toast|love letter|brainstorm|creative|imagine|invent|name ideas|names for"
            "|come up with|role play|roleplay"
            "|pretend|write a|write an|write me a|compose",
        ),
        tags=_words(
            "creative|创作|写作|文案|笔记|诗|诗歌|故事|小说|creative_writing|creative writing|writing|roleplay"
            "|brainstorm|brainstorming|穿搭|美食|旅行"
        ),
    ),
}
"""Scenario -> by what a prompt is known to belong to it; the first that fits. All other prompts: `other`."""

SENSITIVE = {
    "violence_weapons": _words(
        "制作炸弹|制造炸弹|自制炸弹|炸弹的制作|炸药配方|制作炸药|自制炸药|自制雷管|制作燃烧瓶|自制手枪|自制枪支"
        "|枪支图纸|制造枪支|改装枪支|黑火药配方"
        "|自制消音器|出售枪支|枪支弹药出售|杀人不留痕迹|完美谋杀|毁尸灭迹的方法|处理尸体的方法|肢解尸体|制作毒气"
        "|沙林毒气的制|氰化物投毒|投毒方法"
        "|雇凶杀人|买凶杀人",
        "make a bomb|build a bomb|making a bomb|building a bomb|assemble the bomb|pipe bomb instructions"
        "|homemade explosive|homemade explosives"
        "|homemade bomb|molotov cocktail recipe|make a molotov|make napalm|untraceable firearm|ghost gun kit"
        "|build a ghost gun"
        "|convert it to full auto|full-auto conversion|homemade silencer|make a silencer|dispose of the body"
        "|get away with murder"
        "|poison your victim|stab the victim|synthesize sarin|make sarin|produce ricin|extract ricin|make nerve gas"
        "|make chlorine gas"
        "|hire a hitman",
    ),
    "drugs": _words(
        "制作冰毒|制造冰毒|合成冰毒|冰毒配方|冰毒的制作|制毒方法|制毒工艺|制毒原料|提炼海洛因|提纯可卡因|自制毒品"
        "|毒品购买渠道|出售冰毒|出售大麻|出售k粉"
        "|溜冰工具|麻黄素提炼|麻黄碱提取|种植大麻的方法|迷奸水|听话水购买|听话水出售|乖乖水|货到付款迷药|催情药购买"
        "|摇头丸配方|毒品交易群",
        "cook meth|cooking meth|synthesize meth|synthesize methamphetamine|make methamphetamine|make crack cocaine"
        "|meth recipe"
        "|synthesize mdma|synthesize lsd|synthesize fentanyl|extract dmt|pseudoephedrine reduction"
        "|red phosphorus and iodine"
        "|buy heroin online|buy cocaine online|buy fentanyl online|buy meth online|darknet drug vendor"
        "|date rape drug recipe"
        "|spike her drink|smuggle drugs|smuggle cocaine",
    ),
    "sexual_minors": _words(
        "儿童色情|幼女色情|萝莉色情|儿童裸照|幼女裸照|未成年裸照|未成年色情|小学生裸|初中生裸|性感幼女|和幼女做爱"
        "|与未成年人发生性关系的方法|恋童癖资源|幼交|炼铜资源"
        "|诱骗女童|诱奸幼女|正太色情",
        "child porn|child pornography|child erotica|kiddie porn|csam collection|preteen sex|preteen nude|preteen nudes"
        "|underage sex video|underage nude"
        "|underage nudes|nude child|nude children|naked little girl|naked little boy|sexy little girl|jailbait"
        "|lolita porn|loli porn"
        "|shota porn|sex with a minor|sex with a child|sex with children|groom a child|grooming a child|seduce a minor",
    ),
    "sexual": _words(
        "激情裸聊|裸聊视频|一夜情交友|约炮群|约炮平台|同城约炮|上门特殊服务|全套服务上门|楼凤|援交|包夜价格|成人av"
        "|无码av|av在线观看|成人电影在线|黄色视频在线|色情视频|色情小说"
        "|偷拍视频资源|强奸视频|肉棒|阴茎插入|插入她的阴道|插进她的|淫水|淫荡的呻吟|口爆|颜射|内射|肛交视频|乳交|操逼"
        "|骚逼|调教性奴|群交",
        "hardcore porn|free porn|porn video|porn videos|watch porn|xxx video|xxx videos|sex tape leaked"
        "|escort service near you|hot singles in your area"
        "|live sex cam|sex chat online|nude pics|her wet pussy|his hard cock|throbbing cock|cum inside|cum on her"
        "|blowjob|gangbang|deepthroat"
        "|anal sex video|revenge porn|upskirt video|upskirt videos|hidden cam porn",
    ),
    "self_harm": _words(
        "无痛自杀|自杀方法|自杀的方法|自杀教程|最快的自杀|烧炭自杀的步骤|烧炭自杀教程|割腕的方法|割腕教程|上吊的方法"
        "|上吊教程|自杀药物剂量|致死剂量是|相约自杀|约死群|一起去死吧"
        "|你去死吧|你应该去自杀|自残教程|自残方法|催吐教程|你不如死了",
        "painless suicide|suicide methods|suicide method|best way to kill yourself|ways to kill yourself"
        "|easiest way to kill yourself|how to hang yourself"
        "|how to kill yourself|you should kill yourself|go kill yourself|kys|lethal dose of|cut your wrists"
        "|slit your wrists|suicide pact"
        "|helium hood|how to self harm|how to self-harm|pro-ana|thinspo|make yourself vomit after",
    ),
    "gambling": _words(
        "网上赌场|线上赌场|在线赌场|澳门赌场开户|真人荷官|百家乐技巧|百家乐必胜|百家乐开户|时时彩计划|时时彩技巧"
        "|时时彩平台|北京赛车计划|幸运飞艇计划|六合彩特码|六合彩资料"
        "|一码中特|特码资料|博彩平台|博彩网站|赌球网站|赌球平台|外围投注|棋牌代理|棋牌上下分|上下分代理|彩票包赢"
        "|稳赚不赔的彩票|注册送彩金|首存送|彩金领取|老虎机平台|捕鱼赢现金",
        "online casino bonus|casino no deposit bonus|free casino chips|guaranteed betting system"
        "|guaranteed to win at roulette|fixed matches"
        "|fixed match tips|sure win betting|sign up and bet now|sports betting bonus code|slot machine hack",
    ),
    "fraud": _words(
        "刷单返利|刷单兼职日结|兼职刷单|日赚千元|躺赚日入|高仿钞票|假币出售|出售假币|办理假证|办假证|代办假证|代开发票"
        "|出售发票|银行卡套现|信用卡套现方法|花呗套现|pos机套现|洗钱方法|洗钱通道"
        "|跑分平台|跑分兼职|收购银行卡|收购身份证|出售身份证|身份证正反面出售|出售个人信息|四件套出售|杀猪盘话术"
        "|诈骗话术|诈骗剧本|钓鱼网站源码|盗号软件|盗号木马|破解他人微信"
        "|接码平台|群控养号|伪造公章|伪造签名的方法|伪造银行流水|庞氏骗局怎么做|传销话术|稳赚不赔|保本高收益"
        "|内幕消息荐股|带单老师|虚拟币稳赚",
        "counterfeit money for sale|counterfeit bills for sale|make counterfeit money|print counterfeit"
        "|fake passport for sale|buy fake passport|fake id for sale"
        "|buy fake id|stolen credit card numbers|stolen credit cards|cvv shop|carding tutorial|card skimmer"
        "|credit card skimmer|launder the money"
        "|launder money through|phishing page template|phishing kit|create a phishing|steal their password"
        "|steal their passwords"
        "|steal their identity|steal someone's identity|nigerian prince|send me bitcoin|send the gift card codes"
        "|guaranteed returns|double your bitcoin|get rich quick scheme|advance fee scam script|ponzi scheme that works"
        "|ransomware code|keylogger code",
    ),
    "hate": _words(
        "劣等民族|劣等种族|低等人种|黑鬼|支那人|支那猪|死黑鬼|犹太猪|绿教畜生|穆斯林都是恐怖分子|种族清洗|灭绝犹太"
        "|犹太人该死|黑人都是罪犯|黑人智商低|女人就是贱|女人都是婊子|母狗们"
        "|同性恋都该死|同性恋去死|死基佬|死娘炮|残废去死|滚出中国|河南人都是骗子|乡巴佬滚|蝗虫滚",
        "nigger|niggers|kike|kikes|faggot|faggots|wetback|wetbacks|raghead|ragheads|sand nigger|towelhead|chink|chinks"
        "|gook|gooks|tranny freak"
        "|gas the jews|heil hitler|hitler was right|white power|white genocide|master race|subhuman|subhumans"
        "|ethnic cleansing is"
        "|all muslims are terrorists|all blacks are|all jews are|kill all muslims|kill all jews|women are inferior"
        "|gays should die"
        "|go back to your country",
    ),
    "terrorism": _words(
        "加入伊斯兰国|加入isis|支持伊斯兰国|效忠伊斯兰国|圣战训练|发动圣战|参加圣战|恐怖袭击计划|策划恐怖袭击"
        "|实施恐怖袭击|人体炸弹教程|制作人体炸弹|炸毁地铁|炸毁大楼|劫持飞机的方法"
        "|招募圣战|东突万岁|屠杀平民的计划|自杀式袭击教程|汽车炸弹制作",
        "join isis|support isis|pledge allegiance to isis|pledge allegiance to the islamic state|join al qaeda"
        "|jihad training|wage jihad against"
        "|plan a terrorist attack|planning a terrorist attack|carry out a terrorist attack|suicide vest"
        "|car bomb instructions|mass shooting plan"
        "|plan a mass shooting|attack the crowd|hijack the plane|dirty bomb|anthrax letters"
        "|recruit jihadists|lone wolf attack",
    ),
}
"""Category -> phrases that ask for, give or are what no answer may hold; no words of everyday, the news or medicine."""

IDENTITIES = _words(
    "ChatGPT|GPT-3|GPT-3.5|GPT-4|GPT-4o|GPT-5|OpenAI|Claude|Anthropic|Gemini|Bard|Google|Google DeepMind|DeepMind|PaLM"
    "|LaMDA|Gemma|LLaMA|Llama 2|Llama 3"
    "|Meta AI|Vicuna|LMSYS|Mistral|Mixtral|Mistral AI|Microsoft|Copilot|Bing Chat|Phi-3|Grok|xAI|Cohere|Command R"
    "|Perplexity|Nemotron|BigScience"
    "|Hugging Face|StableLM|Stability AI|Inflection AI|Open Assistant|OpenAssistant|Databricks|Character.AI"
    "|文心一言|文心大模型|百度|ERNIE|ERNIE Bot|通义千问|千问|通义|Qwen|阿里云|阿里巴巴|达摩院|Alibaba|Alibaba Cloud"
    "|讯飞星火|星火认知|星火大模型|科大讯飞|iFlytek"
    "|智谱清言|智谱|智谱AI|ChatGLM|GLM-4|Zhipu|Zhipu AI|清华大学KEG|Kimi|月之暗面|Moonshot AI|豆包|Doubao|字节跳动"
    "|ByteDance|云雀大模型|DeepSeek|深度求索"
    "|腾讯混元|混元|混元大模型|腾讯|Hunyuan|腾讯元宝|百川|百川智能|百川大模型|Baichuan|零一万物|Yi-34B|01.AI|MiniMax"
    "|海螺AI|阶跃星辰|华为|盘古大模型|Huawei|商汤"
    "|日日新|SenseTime|书生浦语|InternLM|上海人工智能实验室|MOSS|复旦大学|360智脑|奇虎360|天工大模型|昆仑万维|Skywork"
    "|智源研究院|京东言犀|小爱同学|面壁智能|MiniCPM",
)
"""What an answer calls itself, or whom it names as its maker, that gives away the model behind it."""
