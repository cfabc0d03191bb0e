"""Chosen answers of people, for the generators to work on."""

import polars as pl

ZH = "zh"
ANSWERS = [
    (
        "法国的首都是哪里？",
        "法国的首都是巴黎。它是一个拥有200万人口的城市，可以乘坐火车前往。因此，游客总是很多。总之，值得一去。",
        ZH,
    ),
    (
        "怎样煮牛肉？",
        "首先把500克牛肉切块。然后加入30毫升酱油，煮60分钟。接着加入土豆。最后撒上盐，牛肉就可以吃了。",
        ZH,
    ),
    (
        "月亮为什么有圆缺？",
        "月亮是一个绕地球转的天体。它的周期是29.5天。因此我们看到的亮面不同。这种变化可以用模型来说明。",
        ZH,
    ),
    (
        "植物怎样呼吸？",
        "植物需要氧气来呼吸。它们通过气孔吸收氧气。此外，光合作用会增加氧气。所以，白天植物释放的氧气更多。",
        ZH,
    ),
    (
        "How tall is Mount Everest?",
        "Mount Everest is 8,848 meters tall. It is the highest mountain of Asia. However, the air is thin. Therefore"
        " climbers must carry oxygen. In conclusion, it is a dangerous mountain.",
        "en",
    ),
    (
        "What is the capital of France?",
        "The capital of France is Paris. The city has about 2 million people. It is located on the Seine. Moreover,"
        " France has always been governed from there. Overall, Paris is important.",
        "en",
    ),
    (
        "Does exercise improve sleep?",
        "Exercise improves sleep. Studies show that 30 minutes a day is enough. This reduces stress. However, late"
        " exercise should be avoided. Finally, sleep increases the benefit.",
        "en",
    ),
    (
        "How do I boil an egg?",
        "1. Put the egg in cold water.\n2. Boil the water for 9 minutes.\n3. Cool the egg in ice water.\n"
        "4. Peel the egg. It is ready when the shell comes off.",
        "en",
    ),
]
"""Question, a good answer, its language."""


def sources(rows: list[tuple[str, str, str]] = ANSWERS, copies: int = 1, **columns) -> pl.LazyFrame:
    """A row per question and answer, `copies` times in contexts of their own."""
    told = [
        {
            "context_id": f"q{copy}-{i}",
            "chosen_id": f"a{copy}-{i}",
            "chosen_model": "m",
            "prompt": [{"role": "user", "content": question}],
            "chosen": [{"role": "assistant", "content": answer}],
            "root": f"r{copy}-{i}",
            "language": language,
            "scenario": "other",
            "chosen_quality": 0.8,
            "confidence": 0.9,
        }
        | columns
        for copy in range(copies)
        for i, (question, answer, language) in enumerate(rows)
    ]
    return pl.LazyFrame(told, schema_overrides={"chosen_model": pl.String})


def compared(*pair_ids: str, others: int) -> pl.LazyFrame:
    """The night's pairs of people: some that are named, and a number of others."""
    ids = [*pair_ids, *(f"{number:032x}" for number in range(others))]
    return pl.LazyFrame({"pair_id": ids}, schema={"pair_id": pl.String})
