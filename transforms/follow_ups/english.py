"""How people react to an answer in English."""

from transforms.follow_ups.lexicon import Lexicon

OPENERS = (
    r"(?:(?:-|and|but|so|then|or|ok|okay|also|now|next|well|hm+|uh+m?|oh|hey|hi|please|pls|plz|just|sorry|first"
    r"|finally) )*"
)
"""Words before the one that tells what a clause does."""
IT = r"(?:it|this|that|these|those|they|there|he|she|which)"
THING = (
    r"(?:code|script|function|command|query|regex|formula|example|answer|response|reply|output|result|results|link"
    r"|links|url|page|file|solution|method|step|steps|list|table|text|translation|summary|story|poem|email|letter"
    r"|plan|recipe|explanation|math|calculation|numbers?|dates?|names?|quote|citation|references?|sources?|info"
    r"|information|data|part|paragraph|section|sentence|title|ending|line|image|version|option|options|places?|rest)"
)
"""What an answer is or holds."""
NOT = r"(?:n'?t|not|never)"
VERY = (
    r"(?:(?:very|so|really|pretty|super|absolutely|totally|just|truly|quite|such|simply|actually|rather|still|all"
    r"|also|even|too|a|an|the|way|much|more|most|far|completely|extremely|incredibly|kind of|kinda|a bit|a little"
    r"|little|bit|sort of|frankly|honestly|literally|basically|already|now|finally) )*"
)
DEGREE = (
    r"(?:(?:very|so|really|just|totally|completely|absolutely|plain|simply|clearly|all|still|also|quite|pretty"
    r"|flat out|factually|actually|both|obviously|mostly|partly|now|even|dead) )*"
)
GOOD = (
    r"(?:good|great|awesome|perfect|excellent|amazing|brilliant|wonderful|fantastic|superb|fabulous|incredible|nice"
    r"|cool|outstanding|terrific|impressive|splendid|marvell?ous|beautiful|gorgeous|lovely|delightful|neat|sweet"
    r"|cute|fun|funny|phenomenal|stellar|flawless|genius|gold|golden|fire|helpful|useful|handy|valuable|insightful"
    r"|informative|thorough|comprehensive|detailed|clear|clever|smart|solid|accurate|delicious|tasty|hilarious"
    r"|interesting|fascinating|right|correct|true|on point|spot on|easy to follow|easy to understand|well written"
    r"|well said|well put|well explained|better|best|faster|easier|clearer|doable|convincing|creative|inspiring"
    r"|touching|reassuring)"
)
BAD = (
    r"(?:wrong|incorrect|inaccurate|false|untrue|mistaken|invalid|broken|buggy|nonsense|nonsensical|rubbish|garbage"
    r"|trash|useless|unhelpful|pointless|worthless|meaningless|terrible|awful|horrible|bad|worse|worst|poor|poorly"
    r"|lame|lazy|sloppy|mediocre|disappoint(?:ing|ed)|ridiculous|absurd|stupid|dumb|silly|annoying|frustrating|vague"
    r"|generic|bland|boring|dull|dry|flat|cringe|cringy|cheesy|corny|robotic|stiff|stilted|clunky|awkward|unnatural"
    r"|weird|odd|strange|off|uninspired|unoriginal|shallow|superficial|repetitive|redundant|verbose|wordy"
    r"|long[- ]winded|confusing|unclear|messy|sloppy|incomplete|unfinished|truncated|cut off|irrelevant|off[- ]topic"
    r"|beside the point|outdated|out[- ]of[- ]date|obsolete|deprecated|discontinued|expired|closed|unavailable"
    r"|misleading|contradictory|inconsistent|impossible|unrealistic|biased|offensive|rude|fake|made[- ]up|fabricated"
    r"|empty|blank|missing|gone|copy[- ]?(?:and[- ]?)?pasted?|identical|duplicated?|duplicates|ugly|basic|obvious"
    r"|crap|crappy|shit|shitty|bs|bullshit|meh|unusable|unreadable|illegible|mess|joke|overkill)"
)
ORDERS = (
    r"(?:discuss|reflect(?:ing)?|explore|analy[sz]ing|evaluate|examine|consider(?:ing)?|using|given|based on"
    r"|identify|derive|assess|investigate|illustrate|incorporate|determine|develop|propose|predict|estimate"
    r"|highlight|demonstrate|apply|interpret|critique|construct|extend|arrange|classify|choose|pick|select|name"
    r"|count|draw|reformat|refactor|optimi[sz]e|write|make|give|show|tell|explain|add|create|generate|draft|list"
    r"|translate|convert|summari[sz]e|rewrite|rephrase|turn|change|replace|swap|remove|shorten|expand|elaborate"
    r"|compare|describe|suggest|recommend|provide|find|help|fix|calculate|compute|solve|plan|design|build|name"
    r"|compose|continue|go|keep|use|try|put|include|format|cite|simplify|define|outline|sort|combine|split|move|let"
    r"|take|teach|remind|imagine|pretend|act|do|adjust|modify|edit|improve|say|answer|integrate|recipe|tips|ideas"
    r"|best|top|prove|analy[sz]e|paraphrase|proofread|order|print|implement|test)"
)
RAN = r"(?:tried|followed|ran|used|did|tested|checked|installed|copied|pasted|applied|done|read)"

ENGLISH = Lexicon(
    supposed={
        "given": r"^(?:-|and|but|so)? ?(?:with|given|as for)\b[^\n]*",
        "if": r"\b(?:if|unless|in case|whether|suppose|assuming|imagine|what would happen|would it|could it|might"
        r"|will (?:it|i|this|that))\b[^\n]*",
    },
    harmless={
        "no trouble": r"\bno (?:problem|problems|worries|need|doubt|rush|prob|biggie|more (?:errors?|issues?"
        r"|problems?|questions?))\b",
        "not your fault": r"[^\n]*\bnot (?:an? \w+ )?(?:your|on your)\b[^\n]*",
        "as wished": r"\b(?:exactly|just|precisely|all|everything|is|'s|thats) (?:what|how|the \w+) (?:i|we)\b[^\n]*"
        r"|\b(?:i|we) (?:just )?(?:wanted|meant) to (?:ask|know|thank|say|check|see|learn)\b",
        "fault-free": r"\b(?:no|any|without|zero|not an?|isn'?t an?) (?:\w+ )?(?:errors?|issues?|mistakes?|bugs?"
        r"|complaints?|faults?)\b",
        "not bad": r"\b(?:not|n'?t|nothing|never|ain'?t) (?:\w+ )?(?:bad|wrong|terrible|awful|disappoint\w*|only"
        r"|least|surprised)\b",
        "could not be better": r"\b(?:could ?n'?t|can ?n'?o?t|can'?t) (?:\w+ )?(?:agree|be (?:better|happier|clearer"
        r"|more)|have|ask|thank|wait|go wrong|recommend|complain|believe how)\b[^\n]*",
        "new to me": r"\b(?:never|did ?n'?t|had no idea|no idea) (?:i )?(?:really |even )?(?:knew|know|thought"
        r"|realis\w+|realiz\w+|heard|expect\w*|seen)\b[^\n]*",
        "my fault": r"\b(?:my (?:own )?(?:bad|mistake|fault|error|typo)|i (?:was|had|made|mis\w+|typed|forgot"
        r"|put) [^\n]*|never mind)|[^\n]*\b(?:on|in) my (?:side|end|part)\b[^\n]*",
        "trade words": r"\berror (?:handl\w+|messages?|codes?|rates?|bars?|margins?|logs?)|(?:standard|squared"
        r"|absolute|rounding|type) errors?|trial and error|bug reports?|false (?:positives?|negatives?)"
        r"|missing (?:values?|data)|empty (?:strings?|lists?|values?)",
        "no to an offer": r"^(?:no|nope|nah)\W+(?:thanks?|thank you|thx|ty|that'?s (?:all|it|ok(?:ay)?|fine|good|great"
        r"|perfect|enough|everything)|that (?:is|was|will be) (?:all|it|everything|fine|great|perfect)|all (?:good"
        r"|done|set|clear)|(?:further|other|more) \w+|nothing (?:else|more)|you'?ve|you have|you answered|good|great"
        r"|perfect|(?:it|that|this|everything) (?:now |all |just )?(?:works?|worked|runs|helps?|helped|answers?"
        r"|answered|did it|makes sense))\b",
        "set phrases": r"\bno joke\b|\bi (?:\w+ )?get (?:it|this|that|the (?:idea|point|gist|picture)|what|why|how"
        r"|now|you)\b|\bwhy not\b|\bnot (?:just|only|to mention)\b[^\n]*(?:\n-? ?but\b)?|\bor not\b|\bif not\b"
        r"|\bno longer than\b|\bnever ?mind\b|\bno thanks?\b|\bno,? (?:that'?s|thats) (?:all|it|fine|ok|okay"
        r"|everything)\b",
    },
    tells={
        "noun and verb": rf"^(?:{THING}|name|order|format|plan|recipe|design|test|tests|build|tips|ideas|fix|change"
        rf"|print|move|say|use|do) (?:is|are|was|were|isn'?t|aren'?t|wasn'?t|doesn'?t|didn'?t|don'?t|does|did|has"
        rf"|have|had|looks?|came|makes?|made|still|fails?|failed|seems?|works?|worked|breaks?|gives?|says?|not)\b",
    },
    own={
        "I and mine": rf"^{OPENERS}(?:i|i'?m|i'?ve|i'?ll|we|we'?re|we'?ve|my|our|he|she|his|her)\b",
    },
    questions={
        "question mark": r"\?",
        "question word": rf"^{OPENERS}(?:what|which|who|whom|whose|where|when|why|how|whats|hows)\b",
        "inversion": rf"^{OPENERS}(?:is|are|was|were|do|does|did|can|could|would|should|will|may|might|has|have|am"
        rf"|shall|isn'?t|aren'?t|don'?t you|doesn'?t (?:it|that)) (?:\w+)",
        "any": rf"^{OPENERS}any\b",
        "wondering": r"\b(?:i wonder|wondering|i want to know|i'?d like to know|not sure (?:how|what|why|which|if)"
        r"|don'?t know (?:how|what|why|which|if|where))\b",
    },
    requests={
        "order": rf"^{OPENERS}{ORDERS}\b",
        "polite order": r"^(?:can|could|would|will) (?:you|u|we)\b|\bplease\b|\b(?:i|we)(?:'d| would) (?:like|love"
        r"|prefer)\b|\bi (?:want|need) (?:you )?(?:to|a|an|some|more|it|the)\b|\blet'?s\b",
        "do not": rf"^{OPENERS}(?:do not|don'?t|avoid|no need)\b",
        "role": r"^you (?:are|'re) (?:now |going to be )?(?:an?|the|my)\b|^(?:act|pretend|imagine|assume)\b"
        r"|^you (?:will|must|need|should|have to|can|could|may|might)\b",
        "noun for a request": r"^(?:good|great|best|top|fun|cool|nice|some|ideas?|tips?|ways?|examples?|recipe|list"
        r"|short|\d+) (?:\w+ )*(?:for|of|in|about|on|with|(?:way|ways|tips|ideas|places?|things?) to)\b",
    },
    protests={
        "error met": rf"^{OPENERS}(?:i|we)(?:'m|'re| am| are| just| still| only| always| now| keep| also)* (?:get"
        rf"|got|getting|end up with|ended up with|keep getting|see|hit) (?:an?|the|only|no|zero|two|\w+) \w+",
        "pasted error": r"^\W*(?:[\w.]*(?:error|exception|warning)|fatal|panic|err!?|failed"
        r"|traceback \(most recent call last\)|e|uncaught \w+) ?[:(]|\btraceback\b|command not found|no such (?:file"
        r"|module|table|column)|permission denied|segmentation fault|segfault|module ?not ?found|cannot (?:find|read"
        r"|import|resolve|open)|is not defined|syntaxerror|exit (?:code|status) [1-9]",
        "doubt": r"\b(?:are you (?:sure|certain|serious|kidding|joking|being serious|even|stupid|dumb|blind|ok)"
        r"|you sure|r u sure|i (?:really )?(?:doubt|disagree|dispute)|i (?:really )?(?:do ?n'?t|do not) (?:think"
        r"|believe|agree|buy|like|trust|see how|see any|see the|understand (?:any|your|this|what you)|get (?:it|this"
        r"|any))|that can'?t be|that cannot be|can'?t be (?:right|true|correct)|last (?:time )?i checked|pretty sure"
        r"|citation needed|says who|according to (?:whom|what|my))\b",
        "not what I asked": r"\b(?:i|we) (?:\w+ )?(?:\w+ )?(?:asked|said|told you|meant|wanted|specified|requested"
        r"|specifically|clearly|explicitly|already (?:told|said|mentioned|tried|did|know|knew|have))\b"
        r"|\bi (?:did ?n'?t|never) (?:ask|say|want|mean|tell|mention|request)\b|\bnot what (?:i|we)\b"
        r"|\bnothing to do with\b|\bas i (?:said|mentioned|told)\b|\b(?:wrong) (?:language|format|file|one|question"
        r"|topic|person|city|country|year|date|version|order|way|answer|name)\b|\bwhat i asked\b|\bwho asked\b",
        "why did you": r"\bwhy (?:is ?n'?t|does ?n'?t|wo ?n'?t|did ?n'?t|ca ?n'?t|is|does|did|has|are) (?:it|this"
        r"|that|your|there) (?:\w+ )?(?:not|still|no|always|keep|so)\b|\bwhy (?:isn'?t|doesn'?t|won'?t|didn'?t"
        r"|can'?t) (?:it|this|that|your|my) (?:\w+ )?(?:work\w*|run\w*|compil\w*|show\w*|appear\w*|load\w*|right"
        r"|correct|include\w*|match\w*|do(?:ing)? anything)\b|\bwhy am i (?:still )?(?:getting|seeing)\b"
        r"|\bwhy (?:are|did|do|would|have|were|can'?t|don'?t|didn'?t|won'?t|aren'?t|the (?:hell|fuck|heck)) (?:you"
        r"|u)\b|\b(?:did|do|have|can|could) (?:you|u) (?:even|actually|really|not|seriously|ever)\b|\b(?:can'?t"
        r"|couldn'?t|don'?t|didn'?t|won'?t) you\b|\bwhat (?:are|were) you (?:talking|doing|saying|on about)\b"
        r"|\bwhat (?:the (?:hell|fuck|heck)|on earth)\b|\bhow (?:is|are|was|does|can) (?:this|that|these|those"
        r"|any of|an? \$?\w+) (?:\w+ )*?(?:any|an answer|helpful|useful|related|relevant|better|different|correct"
        r"|right|on a budget|supposed to|even|answer|help)\b|\bhow (?:hard|difficult) (?:is|can)\b",
        "disgust": r"\b(?:wtf|smh|ffs|omfg no|bruh|facepalm|ugh+|argh+|sigh|yikes|eww+|bleh|meh|sucks?|sucked"
        r"|suck at|crap|shit|bullshit|idiot(?:ic)?|moron|waste of (?:time|my)|wasted my|wasting my|fed up"
        r"|disappointed|frustrating|annoying|i'?m (?:\w+ )?(?:frustrated|annoyed)|pathetic|come on|for god'?s sake"
        r"|for the (?:second|third|last|\w+th) time|how many times|unacceptable|not (?:happy|impressed|satisfied"
        r"|convinced|amused|acceptable|good enough|great|a fan|ideal))\b|[👎😡🤬😠🙄😤🤦💩😒😑]",
        "at a loss": r"\bwhere (?:is|are|'s) [^\n]*\?{2,}|^\W*[?？]+\W*$|^(?:huh|what|wat|excuse me|pardon|seriously"
        r"|really|eh|um+ what)\W*[?!]+\W*$|\b(?:i'?m|now i'?m|so|got me) (?:\w+ )?(?:confused|lost)\b"
        r"|\bmakes? no sense\b|\bi (?:can'?t|cannot|couldn'?t) (?:\w+ )?(?:open|run|use|find|see|read|understand"
        r"|follow|install|access|log|get (?:it|this|that))\b",
        "no, rather": rf"^(?:sorry,? )?(?:but )?(?:no|nope|nah|nop|noo+)\W+(?:{ORDERS}|please|what|which|who|when"
        rf"|where|why|how|is|are|can|could|do|does|did|(?:i|we)(?:'ve)? (?:\w+ )?(?:mean|meant|want|wanted|need"
        rf"|needed|asked|said|tried|did|got|get|getting|see|think|still|can'?t|cannot|don'?t|didn'?t))\b",
        "redo": rf"^{OPENERS}(?:rewrite|redo|retry|regenerate|again|try again|do it again|do it over|start over"
        rf"|do better|one more time|think again|look again|read (?:it|that|my \w+) again)(?: it| this| that"
        rf"| everything| please| from scratch)*[ .!]*$",
        "mend it": rf"^{OPENERS}(?:fix|correct|check|double[- ]check|recheck|verify|recalculate|reconsider|reread"
        rf"|re-read) (?:it|that|your|my (?:question|message|prompt)|yourself|again|the (?:math|facts|numbers|date"
        rf"|dates))\b",
        "stop it": rf"^{OPENERS}(?:stop|quit|enough|cut) (?:\w+ing\b|with|the|it|lying|that)|\bjust answer\b"
        rf"|\banswer (?:the|my) (?:\w+ )?question\b|\bget to the point\b|\bstick to\b",
        "do not, said again": r"\b(?:don'?t|do not) (?:lie|lecture|make (?:things|stuff|it|this|that) up|be lazy"
        r"|repeat|just|keep|patroni[sz]e|change my|ignore|give me)\b",
        "listen": rf"^{OPENERS}(?:listen|pay attention|read (?:my|what|the) (?:question|prompt|message|i)"
        rf"|look at (?:my|what i)|focus)\b",
    },
    faults={
        "error returned": r"\b(?:get|gets|got|getting|gives?|gave|giving|throws?|threw|throwing|raises?|raised"
        r"|returns?|returned|hit|see|seeing|shows?|says) (?:me |us )?(?:an? |the |this |that |same |another |new "
        r"|some |weird |lots of |tons of |a lot of )*(?:[\w.]+ )?(?:\w*errors?|\w*exceptions?|warnings?|traceback"
        r"|nan|null|undefined|nothing|empty|blank)\b|\b(?:still|again) [^\n]*\berrors?\b",
        "named wrong": rf"\b(?:{IT}|{THING}|you|you'?re|that'?s|it'?s|thats|its|they'?re|is|are|was|were|looks?"
        rf"|seems?|sounds?|got|all|still) (?:is |are |was |were |got (?:it |this |that )?)?{DEGREE}(?:wrong"
        rf"|incorrect|inaccurate|mistaken|untrue|nonsense|useless|unhelpful|terrible|awful|garbage|rubbish|outdated"
        rf"|out of date)\b",
        "not so": rf"\b(?:is|are|was|were|'s|s|'re|does|do|did|has|have|wo|would|can|could"
        rf"|should)? ?{NOT} (?:\w+ )?(?:right|correct|true|accurate|helpful|useful|what (?:i|we)|working|valid"
        rf"|answer\w*|make sense|makes sense|even (?:close|in|a|the|related|answer\w*)|how|in the|a real|relevant"
        rf"|related|quite|my question|the (?:question|same|one|point|answer|right))\b",
        "does not work": r"\b(?:does|did|do|is|are|was|wo|can|could|would|has|have|still|is|it)(?:n'?t| not|nt"
        r"| never|nnot)? ?(?:n'?t|not|nt|never|no longer) (?:\w+ )?(?:work|run|compile|exist|help|answer|fit|match"
        r"|open|load|build|start|install|render|add up|show|do (?:anything|what)|change|solve|fix|address|cover"
        r"|mention|include|follow|match|parse|return|make sense|sound|look|seem|apply|rhyme)\w*\b",
        "fails": rf"\b(?:{IT}|{THING}|app|program|tests?|build|still|and|image|server|just) (?:also |all |just "
        rf"|still |always |even |immediately |keeps? )*(?:throws?|raises?|errors? out|fail(?:s|ed|ing)?|crash(?:es"
        rf"|ed|ing)?|breaks?|broke|hangs?|hung|freezes|froze|times? out|timed out|choke[sd]?|blows? up|complains?)\b"
        rf"|^fail(?:s|ed)\b|\b(?:broke|deleted|ruined|wiped|messed up|screwed up|destroyed|lost|overwrote) (?:my|all"
        rf"|everything|the|it)\b|\bno luck\b|\bto no avail\b|\bno (?:effect|change|difference|output|result"
        rf"|results)\b|\bnothing (?:\w+ )?(?:changed|happens?|happened|works?|worked|shows?|new)\b",
        "odd message": r"\b(?:unknown|invalid|unrecogni[sz]ed|unexpected|illegal|undefined|unsupported) \w+"
        r"|\bcrash(?:es|ed) (?:my|the)\b",
        "still": r"\b(?:still|again) (?:not|no|get|getting|gets|fails?|failing|wrong|the same|same|broken|doesn'?t"
        r"|don'?t|didn'?t|isn'?t|won'?t|can'?t|missing|empty|there|have|having|has|says|shows|too|an?|stuck|slow"
        r"|unclear|confus\w+)\b|\bsame (?:answer|thing|mistake|error|result|problem|issue|output|response"
        r"|as before)\b|\bsame (?:old|exact)\b|\bsame (?:\w+ )?as (?:before|last|always|the (?:first|last|previous"
        r"|original))\b",
        "misunderstood": r"\b(?:misunderst\w+|misread\w*|misinterpret\w*|misquot\w+|mistransl\w+|miscalculat\w+"
        r"|miscount\w+|mixed (?:up|them)|mixing up|confus(?:ed|ing) \w+ (?:with|and)|missed (?:the|my|half|one|a|it"
        r"|something|out|part|several|some|this|that)|missing (?:the|half|a|one|my|some|several|from)|left (?:out"
        r"|off)|leaves? out|forgot|forgotten|ignored|ignoring|skipped|overlooked|dropped|omitted|swapped"
        r"|contradict\w*|hallucinat\w+|dodg(?:ed|ing))\b",
        "made up": r"\bma(?:de|ke|king) (?:\w+ )?(?:up)\b|\bmade[- ]up\b|\bfabricat\w+|\bno such\b"
        r"|\bdo(?:es)? ?n'?o?t exist\b|\bwhere did you (?:get|find|read|see)\b|\b(?:lie|lies|lied|lying|liar"
        r"|bullshit|bs|scam)\b",
        "out of date": r"\b(?:outdated|out[- ]of[- ]date|obsolete|discontinued|no longer (?:\w+ )?(?:exists?|works?"
        r"|available|supported|valid|true|sold|the case|made|open)|closed (?:down|in|years|for good|permanently)"
        r"|(?:was|were|been|got|is) (?:removed|deprecated|renamed|replaced|shut down|abolished|repealed|changed)"
        r"|from 20[01]\d|dead links?|broken links?|404)\b",
        "should be": r"\b(?:it|this|that|they|answer|result|which|you|there|output|he|she) (?:really |probably "
        r"|clearly )?(?:should(?: have|'ve| not|n'?t)?|ought to|was supposed to|were supposed to"
        r"|is supposed to) (?:be|been|have|return|say|give|use|match|not|only|contain|include|work|read|know)\b"
        r"|\b(?:should|would) ?n'?t (?:it|that|this|you|there) (?:be|have)\b|\b(?:which|that|and) it should ?n'?t\b"
        r"|\bsupposed to be\b",
        "sarcasm": r"\bthanks? for (?:nothing|wasting|the useless)|\bnice try\b|\b(?:great|nice|good|well|perfect"
        r"|awesome|brilliant)[,. !]*\n?(?:job )?(?:now (?:all|my|it|i|everything|nothing|the)|you (?:broke|deleted"
        r"|just))\b|\byeah right\b|\bhow (?:useful|helpful)\W*\.\.\.|\bgee\b|\bno shit\b|\bgood luck with that\b"
        r"|\bthanks a lot,? (?:now|you)",
        "no": r"^(?:sorry,? )?(?:but )?(?:no|nope|nah|nop|noo+|false|wrong|incorrect|negative)\W+\w"
        r"|^(?:sorry,? )?(?:false|wrong|incorrect|negative)\W*$|\bbut no\b",
    },
    remarks={
        "but": r"^-? ?(?:but|however|though|although|except|only)\b",
        "bad word": rf"\b{BAD}\b",
        "too much": r"\btoo \w+",
        "faulty": r"\b(?:errors?|mistakes?|typos?|bugs?|issues?|problems?|exceptions?)\b",
        "negated": rf"^{OPENERS}still\b|\bnever\b|\bdifferent (?:answer|result|number|value|output)\b|\b(?:{IT}"
        rf"|{THING}|you|there|some|most|all|half|none|neither|one|two|your \w+|the \w+|of them) (?:\w+ )?(?:is|are"
        rf"|was|were|does|do|did|has|have|can|could|will|would|should|ca|wo|ai)(?:n'?t|nt| not| never|nnot)\b"
        rf"|^(?:does|did|is|was|has|ca|wo|do|can)(?:n'?t|nt| not|nnot)\b|\b(?:that'?s|it'?s|thats|its|there'?s"
        rf"|theres|they'?re|these are|those are|this is|you'?re) (?:\w+ )?(?:not|no|none|never|nothing|hardly|barely"
        rf"|only)\b|^(?:not|no one|nobody|none|nothing|neither|hardly|barely|never)\b",
        "worse": r"\b(?:worse|slower|bigger|uglier|longer|harder) (?:than|now|again)\b|\b(?:even|much|made it"
        r"|made things|gets?|got|is|it'?s) (?:worse|slower|bigger)\b",
        "overstated": r"\bway (?:over|off|above|beyond|out|longer|more)\b|\bfar from\b|\bhardly\b|\bbarely\b"
        r"|\b(?:bored|cringed|hate[ds]?|dislike[ds]?|can'?t stand)\b",
    },
    hints={
        "you did": rf"^{OPENERS}(?:you|u)(?:'ve| have| had|'re| are| keep|'d)? (?:just |only |still |also |even "
        rf"|literally |basically |always |totally |completely |simply |again |already |clearly |keep )*(?:gave|give"
        rf"|giving|told|wrote|put|made|did|got|keep|kept|used|using|repeat\w*|chang\w*|add\w*|remov\w*|invent\w*"
        rf"|assum\w*|answer\w*|list\w*|copied|copy|start\w*|stopp\w*|includ\w*|count\w*|wasn'?t|weren'?t|aren'?t"
        rf"|don'?t|didn'?t|can'?t|haven'?t|spell\w*|calculat\w*|turn\w*|cut|left|lost|broke|only|just|failed"
        rf"|refus\w*|act\w*|sound\w*|seem\w*|need to|call\w*|mention\w* \w+ twice)\b",
        "it does": rf"^(?:sounds?|reads?|feels?|looks?|smells?|tastes?) like\b|^{OPENERS}(?:it|this|that|{IT} \w+"
        rf"|the \w+|your \w+) (?:just |only |also |always |even |still |now |actually )*(?:returns?|gives?|gave|says"
        rf"|said|prints?|printed|shows?|keeps?|matche[sd]|deletes?|deleted|removes?|removed|reads? like|sounds? like"
        rf"|feels? like|looks? like|tastes? like|came out|turned out|ends? up|ended up|took|takes|costs?"
        rf"|runs? (?:forever|out)|stops?|stopped|got|gets|ignores?|repeats?|contains?|missed|belongs?)\b",
        "that is": rf"^{OPENERS}(?:that'?s|thats|those are|these are|those \w+ (?:are|were)|these \w+ (?:are|were)"
        rf"|all of (?:these|those|them|this)|half of (?:it|this|that|them|these|those|the)|most of (?:it|this|these"
        rf"|those|them)|some of (?:it|this|these|those|them)|none of) ",
        "tried": rf"^{OPENERS}(?:i |i'?ve |i have |we |we'?ve )?(?:already |just |even )*{RAN} (?:it|that|this|your"
        rf"|everything|all|exactly|these|those|the|both|what you)\b",
        "lack": r"\b(?:missing|lacks?|lacking|without any|nowhere|only (?:\w+ )?(?:half|one|two|three|\d+)"
        r"|where(?:'s| is| are) the|could be better|needs work|cut off|not enough|more like)\b",
        "wished": r"\bi (?:\w+ )?(?:wanted|needed|was hoping|was expecting|expected|hoped)\b",
        "x, not y": r"\w+(?: \w+)?\n? ?(?:,|and)? ?\bnot (?:a |an |the |from |in |by |on |for )?[\w$.]+\W*$"
        r"|\binstead of\b|\brather than\b|\bactually\b|\bover (?:my|the) (?:budget|\w+ limit)\b",
    },
    thanks={
        "thanks": r"\b(?:thanks?|thank (?:you|u|god|goodness)|thankyou|thx|thnx|tnx|tks|tysm|tyvm|ty|cheers"
        r"|much obliged|(?:much )?appreciated?|grateful|gracias|merci|danke|arigato|obrigad[oa]|bless you"
        r"|god bless)\b",
    },
    approvals={
        "exclamation": rf"^{OPENERS}(?:(?:wow|whoa|yay|yess+|woo+(?:hoo)?|hoo?ray|bravo|kudos|props|bingo|eureka"
        rf"|phew|hurrah|omg|haha+|lol|lmao|aw+|aww+|ooh+|ahh*|ohh*|mmm+|10/10|a\+|chef'?s kiss|{VERY}(?:{GOOD}"
        rf"|perfection|exactly|precisely|absolutely|indeed|agreed|beautifully|nicely))\W*)+(?: ?(?:man|dude|mate|bro"
        rf"|buddy|sir|job|one|work|stuff|too|enough|indeed|now|then))*\W*$",
        "is good": rf"(?:\bis|'s|\bits|\bthats|\bare|'re|\bwas|\bwere|\blooks?|\blooked|\bsounds?|\bseems?|\bfeels?"
        rf"|\btastes?|\btasted|\bcame out|\bturned out|\bhow|\bwhat|\bbeen|\bworks?|\bfound (?:it|this"
        rf"|that)) {VERY}{GOOD}\b",
        "very good": rf"\b(?:very|so|really|super|absolutely|truly|incredibly|extremely|quite|pretty|most|such an?"
        rf"|what an?) {GOOD}\b",
        "good thing": rf"\b{GOOD} (?:job|work|answer|explanation|idea|point|one|stuff|catch|call|advice|info"
        rf"|information|suggestions?|response|reply|tips?|thinking|summary|example|examples|breakdown|plan|list"
        rf"|story|poem|detail|details|to know|to hear|choice|resource|bot|read|start|enough|ai)\b",
        "works": r"\b(?:works?|worked|working|solved|resolved|^fixed|(?:is|'s|got|it|that|this|problem|issue|bug"
        r"|finally|now|all|you) (?:\w+ )?fixed|did (?:it|the (?:trick|job|job))|that was it|passe[sd]|compiles"
        r"|succeeded|saved (?:me|my|us)|made my (?:day|life|week)|saves me|no (?:more )?(?:errors?|issues?"
        r"|problems?))\b|\bruns (?:fine|well|now|perfectly|smoothly|great)\b|\bup and running\b"
        r"|\bcame out\b.*\b(?:great|good|well|delicious|perfect\w*)\b",
        "understood": r"\b(?:got it|gotcha|i (?:see|get it|understand|understood)|ah i see|i finally (?:get"
        r"|understand|see)|understood|ma(?:kes?|de) (?:\w+ )?(?:\w+ )?sense|clear(?:s|ed)? (?:\w+ )?(?:things |it "
        r"|that )?up|crystal clear|clear now|noted|to know|now i (?:know|understand|see|get)|never knew"
        r"|did ?n'?t know (?:that|this)|til|learn(?:ed|t) (?:a lot|something|so much|much|new)"
        r"|it (?:finally )?clicked|a(?:n answer)? i (?:can )?understand|enlightening|eye[- ]opening)\b",
        "you are right": r"\b(?:you'?re|you are|you were|youre|ur|u r|that'?s|that is|thats|he is"
        r"|i stand) (?:\w+ )?(?:right|correct|corrected|true|it|the (?:one|best))\b|\b(?:nailed it|nailed"
        r"|hit the nail|on the nose|spot on|on point|fair (?:enough|point)|good point|touch[eé]|my bad|my mistake"
        r"|couldn'?t (?:have said|agree|be)|can'?t thank)\b|^(?:correct|exactly|true|right|precisely|agreed"
        r"|indeed)\W*$",
        "glad": rf"(?:\bis|\bam|\bare|\bwas|\bwere|'m|'s|'re|\bim|\bso|\bvery|^{OPENERS}-?) ?{VERY}(?:thrilled|happy"
        rf"|delighted|pleased|glad|relieved|excited|impressed|satisfied|grateful|amazed|blown away|in love"
        rf"|ecstatic)\b|\bcould ?n'?t (?:\w+ )?(?:ask for|be (?:better|happier)|have (?:\w+ )?better|agree|thank)\b",
        "liked": rf"\b(?:i|we|he|she|they|everyone|everybody|(?:my|the|our) \w+)(?: \w+)? (?:love|loved|loves|like"
        rf"|liked|likes|enjoy|enjoyed|enjoys|adore|adored|appreciate|prefer) (?:it|this|that|the|these|those|them"
        rf"|how|your|all|both|every)\b|^{OPENERS}(?:absolutely |really |totally )?(?:love|loved|loving|like|liked"
        rf"|enjoyed) (?:it|this|that|the|these|how|your|them|all)\b|\bhad (?:a|the) (?:\w+ )?(?:best|great|good"
        rf"|lovely|wonderful) time\b",
        "helped": r"\b(?:help(?:s|ed)|helpful|useful|lifesaver|life saver|lifesaving|insightful|informative"
        r"|well (?:done|written|said|put|explained|structured|thought)|easy to (?:follow|understand|read)"
        r"|exactly (?:what|the|how)|just what i|all i needed|what i (?:needed|wanted|was looking for|was after)\W*$"
        r"|as (?:i )?(?:expected|described|advertised)|like a charm|a (?:genius|legend|star|hero|wizard|gem|treasure"
        r"|godsend|beast|champ|pro))\b",
        "adopted": r"\bi(?:'ll| will|'m going to| am going to|'m gonna| gonna) (?:definitely |just "
        r"|certainly )?(?:use|try|go with|take|follow|start|order|buy|send|keep|save|bookmark|make|do|cook|give"
        r"|adopt|stick)\b|\b(?:bookmarked|saved (?:it|this)|ordered (?:it|the|one)|sent it|going with"
        r"|sticking with)\b|^(?:i'?m )?(?:sold|convinced)\W*$|\b(?:we|i)(?:'ll| will) definitely\b"
        r"|\banswers my question\b",
        "you shine": r"\byou(?:'re| are|r)?(?: \w+)? (?:rock|rule|saved|the best|awesome|amazing|great|brilliant"
        r"|fantastic|incredible|wonderful|so (?:smart|good|kind|helpful)|too kind|a (?:genius|legend|star|hero"
        r"|wizard|gem|lifesaver))\b|\b(?:best (?:answer|explanation|response|ai|bot)|better than (?:i|my|any|what"
        r"|google|chatgpt|the (?:last|previous|other|official|docs))|much (?:better|clearer|faster|easier|nicer)"
        r"|so much (?:better|clearer|easier)|way better|big improvement)\b",
        "sign of joy": r"10/10|\ba\+|[👍❤😍🙏🎉👏💯🔥🥰😊😁😄🤩😘💪🙌😃✨]|(?:^|\s)(?::\)|:-\)|:d|<3|\^\^)",
    },
    nods={
        "nod": r"^\W*(?:no\W+)?(?:(?:ok(?:ay)?|okey|k|kk|cool|fine|good|alright|all right|right|sounds good|fair enough"
        r"|nice|great|will do|done|perfect|that'?s all|that will be all|that'?s it|that is all"
        r"|never ?mind|bye|goodbye|good night)\W*)+$",
    },
    restates={
        "again": rf"^{OPENERS}(?:i mean|what i mean|i meant|let me rephrase|to rephrase|rephrased?|in other words"
        rf"|to put it (?:another|differently)|put differently|again|once more|i repeat|my question (?:is|was)"
        rf"|i'?m asking|what i'?m asking|the question (?:is|was)|to clarify|to be clear|i was asking)\b",
    },
    references={
        "opening": r"^(?:i|i'?m|i'?ve|we|my|our|no|not|don'?t|do not|without|and|but|so|then|also|or|what if"
        r"|what about|how about|how come|why|continue|go on|more|ok(?:ay)?|now|next|yes|yep|sure|keep going|which"
        r"|any|another|same|instead|else|should i|can i|do i|will i|could i|must i|would i|something|is there"
        r"|are there|does (?:it|that|this)|is (?:it|that|this)|only|just|except)\b",
        "ask for more": r"\bexplain(?: (?:it|this|that|the|how|why|more|again|further|in|like|step|your)\b|\W*$)"
        r"|\b(?:elaborate|details?|detailed|examples?|sample|clarify|expand|tell me more|more about|go deeper"
        r"|step by step|steps|in (?:simple|plain|layman)\w*|eli5|for beginners|sources?|references|links?"
        r"|summary of)\b",
        "pointing": r"\b(?:it|its|that|this|these|those|there|them|they|their|he|him|his|she|her|one|ones|both|each"
        r"|same|such|above|below|previous|earlier|former|latter|the (?:first|second|third|fourth|last|next|other"
        r"|rest|others|second|middle|end|code|answer|list|text|example|result|output|steps?|error|one)|number \d+"
        r"|point \d+|step \d+|option \w|part \w+)\b",
        "change": r"\b(?:add|shorter|longer|more|less|fewer|simpler|instead|also|too|else|swap|replace|adjust|remove"
        r"|include|change|turn (?:it )?(?:on|off|into)|bullet points?|formal|informal|casual|tone|version|difference"
        r"|vs|versus|compared?|better|best way|another|other|alternatives?|similar|as well|besides|without|step)\b"
        r"|^make (?:a|it|the|them)\b",
        "of mine": r"\b(?:my (?:case|situation|example|code|data)|for me|in my|i (?:have|only have|don'?t have|am"
        r"|use|already|also|live|work|do not have|usually))\b",
    },
    leaves={
        "new subject": r"\b(?:different|another|new|unrelated|separate|other|next|quick) (?:question|topic|subject"
        r"|thing|matter)\b|\bby the way\b|\bbtw\b|\boff[- ]topic\b|\bon another note\b|\bchang(?:e|ing) (?:of |the "
        r"|)(?:topic|subject)\b|\bmoving on\b|\bsomething (?:else|different)\b|\bforget (?:that|it|about)\b",
    },
)
