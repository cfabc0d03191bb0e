"""The words of which an answer that only declines consists, in English and Chinese."""

DENIES = (
    r"\b(?:can't|cannot|can not|cant|couldn't|unable|not (?:able|allowed|permitted|going|comfortable|in a position"
    r"|authori[sz]ed|appropriate|possible|possess|equipped|something|willing|wish|want|respond|answer|discuss|be able)"
    r"|unwilling|won't|will not|would not|wouldn't|don't (?:have|feel|wish|want|think)|do not (?:have|feel|wish|want)"
    r"|declin\w+|refus\w+|rather not|prefer not|beyond|outside|lack|off[ -]limits|pass on|something else|another topic"
    r"|a different (?:topic|question)|avoid|isn't|is not)\b"
    r"|无法|不能|没有?办法|没法|不会|不可以|无权|拒绝|不予|不了|不上|不到|不太?方便|不便|不[被]?允许|没有?能力|没有?权限|不具备|不适合|不在|超出"
    r"|不符合|只能|没有?学会|没有立场|不想|不愿|难以|不回答|不讨论|不谈|不提供|暂?不支持|不属于|不该|不应|不宜|没有?资格|聊点?别的|换个?"
)
"""One of these declines."""
ASKED = (
    r"\b(?:answer\w*|help|assist\w*|requests?|questions?|quer(?:y|ies)|topics?|subjects?|prompts?|respond\w*"
    r"|repl(?:y|ies|ying)|discuss\w*|provid\w+|comment\w*|talk\w*|capabilit(?:y|ies)|conversation|fulfil\w*|advi[sc]e"
    r"|complet\w+|task|write|speak)\b"
    r"|回答|答复|作答|解答|回复|回应|问题|请求|话题|任务|要求|需求|提问|帮|协助|提供|讨论|评论|评价|聊|谈|建议|技能|能力|这件事|这样做|题"
)
"""And one of these names what was asked for."""
AROUND = (
    r"\b(?:i|i'm|i'd|i'll|i've|am|we|we're|are|is|was|were|be|been|being|it|its|it's|this|that|that's|these|those|one|ones"
    r"|my|me|our|your|you|you're|yours|the|an?|to|of|on|in|at|for|with|by|from|about|as|so|but|and|or|if|not|no|nor|any"
    r"|anything|something|nothing|else|other|another|here|now|right|currently|just|only|simply|really|very|truly|so"
    r"|sorry|afraid|apolog\w+|regret\w*|unfortunately|sadly|please|thanks?|thank|appreciate|understand\w*|forgive"
    r"|ai|language|model|assistant|bot|chatbot|machine|program\w*|designed|instructed|trained|allowed|able|do|does"
    r"|doing|have|has|had|having|give|giving|given|make|say|tell|like|kind|type|sort|such|particular|specific|further"
    r"|way|time|moment|there|let's|let|us|try|ask|asking|asked|wish|want|continu\w+|engage|process\w*|generat\w+"
    r"|produc\w+|support\w*|ability|means|permission|position|scope|range|limits?|knowledge|would|will|can|could|may"
    r"|might|must|should|need|going|take|rephrase|instead|though|although|however|because|since|well|hi|hello|dear"
    r"|respectfully|politely|kindly|good|conscience|great|interest\w*|sure|possible|appropriate|matter|issue|get|what"
    r"|which|how|when|ever|never|also|then|than|offer|share|create|perform|handle|act|address|opinion|view)\b"
    r"|抱歉|对不起|对不住|不好意思|遗憾|歉意|见谅|谅解|原谅|体谅|理解|感谢|谢谢|非常|十分|实在|真的?|确实|很|太|有点|有些|可能|恐怕|目前|暂时|现在"
    r"|当前|作为|身为|一[个名款位]|只是|人工智能|语言模型|大模型|智能|ai|助手|助理|机器人|模型|程序|小助手|我们?|您|你|他|她|它|本人|这边|这里"
    r"|这[个种类些方面件一]*|那[个种类些]*|该|此[类]?|某|上述|以上|关于|对于|对|就|针对|方面|内容|主题|东西|事情?|什么|任何|相关|有关|类似|范围"
    r"|范畴|原则|规则|规定|使用|服务|产品|权限|知识|立场|情况|心情|意愿|意见|看法|观点|信息|结果|答案|忙|请|问问?|别人|其他|其它|尝试|试试?|做|给出|给"
    r"|进行|完成|处理|满足|执行|继续|生成|写|说|讲|发表|透露|告诉|选择|必须|需要|得|要|想|能|会|可以|应该|是|有|没|不|无|的|地|了|着|过|吧|哦|呢|啊|呀"
    r"|啦|嗯|在|于|与|和|跟|以|为|也|都|还|再|并|而|但|所|更|好|点|些|让|被|把|向|到|根据|按照|由于|因为|所以|因此|如果|咱|敏感|特殊|具体|直接|职责|功能"
)
"""Words that stand around them and are nothing by themselves."""
