"""Words that turn a statement round, and the place of a statement that they turn."""

from transforms.synthetic.places import Place

CHINESE: dict[str, str] = {
    "不可以": "可以", "可以": "不可以", "不能够": "能够", "能够": "不能", "不应该": "应该", "应该": "不应该",
    "必须": "不必",
    "不需要": "需要", "需要": "不需要", "无法": "能够", "不会": "会", "将会": "不会", "有助于": "无助于",
    "有利于": "不利于",
    "不利于": "有利于", "增加": "减少", "减少": "增加", "提高": "降低", "降低": "提高", "增强": "削弱", "削弱": "增强",
    "改善": "恶化", "促进": "阻碍", "阻碍": "促进", "允许": "禁止", "禁止": "允许", "鼓励": "反对",
    "至关重要": "无关紧要",
    "非常重要": "并不重要", "很重要": "不重要", "不正确": "正确", "不安全": "安全", "上升": "下降", "下降": "上升",
    "上涨": "下跌",
    "下跌": "上涨", "大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于", "多于": "少于", "少于": "多于",
    "早于": "晚于",
    "最大": "最小", "最小": "最大", "最高": "最低", "最低": "最高", "最好": "最差", "不属于": "属于", "属于": "不属于",
    "总是": "从不", "从不": "总是", "始终": "从不", "经常": "很少", "很少": "经常", "合法": "非法", "非法": "合法",
    "相同": "不同", "优点": "缺点", "缺点": "优点", "优势": "劣势", "劣势": "优势", "不建议": "建议", "加快": "减慢",
    "扩大": "缩小",
    "缩小": "扩大", "延长": "缩短", "缩短": "延长", "盈利": "亏损", "不存在": "存在", "不包括": "包括",
    "不支持": "支持",
    "不同意": "同意", "适合": "不适合", "不适合": "适合", "积极": "消极", "消极": "积极", "没有任何": "有很多",
    "不是": "是",
    "是一个": "不是一个", "是一种": "不是一种", "是一家": "不是一家", "是一项": "不是一项", "是一款": "不是一款",
    "是一位": "不是一位", "是一部": "不是一部", "是一座": "不是一座", "是最": "不是最", "就是": "并不是",
    "正是": "并不是",
}  # fmt: skip
"""What a Chinese statement says -> the contrary. Before a longer word that contains it the longer one is found."""
CHINESE_OTHER = (
    r"可以说|是否\p{Han}*|能否\p{Han}*|不是很|是不是|不仅是|不仅仅是|不只是|而不是|并不是|还是|但是|不可以说|就是说"
    r"|也就是|不得不|不会不|不能不|最大化|最小化"
    r"|最大限度|最大程度|安全性|积极性|必须品|(?:根据|按|有|如|所|视|的|若)需要|需要时|需要的|的需要|最好是"
    r"|不是[^，。]{1,12}而是|可以吗|可以帮|可以帮助您|可能不会|大于等于"
    r"|小于等于|不多于|不少于|不高于|不低于|不大于|不小于|最高级|最好的方法|不同的|相同点|不同点|优势和|优点和"
    r"|优缺点|就是这样|除非必须"
    r"|(?:增加|减少|提高|降低|上升|下降|扩大|缩小)(?:或|和|与|/|、)(?:增加|减少|提高|降低|上升|下降|扩大|缩小)"
    r"|(?:会|将|能|可能|应该|可以|也|都|还|认为|算)是|不会[^。]{1,20}而是|或[非合]法|(?:需要|必须)(?:注意|说明|指出"
    r"|强调|记住|提醒)|重要的是"
    r"|(?:并|从来|还|也|都|又|再)不?(?:存在|需要|可以|会|能够|包括|支持|属于|适合|同意|必须|应该)"
    r"|积极(?:和|或|与|/|、)消极|消极(?:和|或|与|/|、)积极|高于或|低于或"
)
"""Where the same characters say something else, or a contrary would say nothing."""
ENGLISH: dict[str, str] = {
    "can not": "can", "cannot": "can", "can't": "can", "can": "cannot", "could not": "could", "should not": "should",
    "shouldn't": "should", "should": "should not", "must not": "must", "must": "must not", "will not": "will",
    "won't": "will", "will": "will not", "do not": "do", "does not": "does", "did not": "did", "is not": "is",
    "isn't": "is",
    "are not": "are", "aren't": "are", "was not": "was", "wasn't": "was", "were not": "were", "is": "is not",
    "are": "are not", "was": "was not", "were": "were not", "has been": "has never been",
    "have been": "have never been",
    "always": "never", "never": "always", "often": "rarely", "rarely": "often", "usually": "rarely",
    "increase": "decrease",
    "increases": "decreases", "increased": "decreased", "increasing": "decreasing", "decrease": "increase",
    "decreases": "increases", "decreased": "increased", "reduces": "increases", "reduce": "increase",
    "reducing": "increasing", "reduced": "increased", "improve": "worsen", "improves": "worsens",
    "improved": "worsened",
    "improving": "worsening", "helps": "fails", "allows": "forbids", "prevents": "causes", "prevent": "cause",
    "crucial": "pointless", "essential": "irrelevant", "important": "unimportant", "significant": "negligible",
    "impossible": "possible", "more than": "less than", "less than": "more than", "higher": "lower", "lower": "higher",
    "larger": "smaller", "smaller": "larger", "faster": "slower", "slower": "faster", "largest": "smallest",
    "smallest": "largest", "highest": "lowest", "lowest": "highest", "best": "worst", "positive": "negative",
    "negative": "positive", "advantages": "disadvantages", "disadvantages": "advantages", "legal": "illegal",
    "true": "false", "correct": "incorrect", "incorrect": "correct", "safe": "unsafe", "encourages": "discourages",
    "strengthens": "weakens", "before": "after", "after": "before",
}  # fmt: skip
"""What an English statement says -> the contrary."""
ENGLISH_OTHER = (
    r"(?-u:\b)(?:not only|not just|not necessarily|is not only|are not only|can help you|as well as possible"
    r"|as much as|whether or not"
    r"|more or less|will be happy|can also be|can I|can you|can we|best of|at best|look(?:ing)? after|before and after"
    r"|after all|day after day|one after another|an? (?:increase|essential|increased|improved|impossible|incorrect"
    r"|illegal|unsafe)"
    r"|positive and negative|negative and positive|positive or negative|negative or positive|true or false"
    r"|(?i:there|here|below|what|who|which|that|how|where|when|why|if|whether|unless|as) (?:is|are|was|were)|'s will"
    r"|(?:important|crucial|essential|pointless) to (?:note|remember|mention|acknowledge|understand|recognize"
    r"|consider)"
    r"|(?:is|are|was|were) (?:important|crucial|essential|worth|not to say)|keep \w+ safe"
    r"|(?:is|are|was|were) no longer"
    r"|(?:least|most|more|less|so|how) (?:important|significant|crucial|essential|often|positive|negative|correct|safe)"
    r"|increase or decrease|reduce or increase|sooner rather|the will|a will|free will|a must|trash can"
    r"|must-have)(?-u:\b)"
    r"|(?-u:\b)(?:is|are|was|were|can|will|should|must|do|does)[.,;:!?)]"
    r"|(?-u:\b)(?:is|are|was|were|can|will|should|must|could) (?:never|also|it|this|that|they|you|we|he|she|the"
    r"|there|often|usually)(?-u:\b)"
)
"""Where the same words say something else, or a contrary would not be grammatical."""
PLACES = {
    "zh": (Place("|".join(sorted(CHINESE, key=len, reverse=True))), CHINESE_OTHER),
    "en": (
        Place(rf"(?-u:\b)(?:{'|'.join(sorted(ENGLISH, key=len, reverse=True))})(?-u:\b)"),
        ENGLISH_OTHER,
    ),
}
"""Language -> the places of such words, and what is none."""
