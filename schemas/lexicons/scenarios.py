"""By what words and tags one knows what a prompt is about."""

from schemas.frozen import Frozen
from schemas.lexicons.words import words


class Scenario(Frozen):
    """By what a prompt is known to belong to a scenario: words that it holds, in any case, or tags of its site."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


SCENARIOS = {
    "safety": Scenario(
        words=words(
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
        tags=words("safety|安全|安全性|有害|harmless|harmful|harmlessness|red_team|red-team|red team|toxic|风控"),
    ),
    "task": Scenario(
        words=words(
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
        tags=words(
            "task|任务|code|coding|代码|编程|math|数学|reasoning|推理|translation|翻译|summarization|summary|摘要|总结"
            "|extraction|抽取|classification|分类|qa|问答|rewrite|改写|instruction"
        ),
    ),
    "creative": Scenario(
        words=words(
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
        tags=words(
            "creative|创作|写作|文案|笔记|诗|诗歌|故事|小说|creative_writing|creative writing|writing|roleplay"
            "|brainstorm|brainstorming|穿搭|美食|旅行"
        ),
    ),
}
"""Scenario -> by what a prompt is known to belong to it; the first that fits. All other prompts: `other`."""
