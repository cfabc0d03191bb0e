"""In which language an answer is written, and whether that is the one to expect."""

from collections.abc import Iterator

import polars as pl

from transforms.quality.answers import Answer

SCRIPTS = {
    "ja": r"[\p{Hiragana}\p{Katakana}]",
    "ko": r"\p{Hangul}",
    "ru": r"\p{Cyrillic}",
    "ar": r"\p{Arabic}",
    "th": r"\p{Thai}",
    "hi": r"\p{Devanagari}",
    "el": r"\p{Greek}",
    "he": r"\p{Hebrew}",
}
"""Language -> letters that are its alone, more or less."""
HAN, WORD = r"\p{Han}", r"[A-Za-zÀ-ɏ]{2,}"
ENGLISH = r"(?i)(?-u:\b)(?:the|of|and|to|is|in|that|it|for|you|are|with|this|be|or|not|as|on|can)(?-u:\b)"
OTHER_LATIN = (
    r"(?i)(?-u:\b)(?:el|los|las|que|del|una|por|para|con|le|les|des|est|une|dans|pour|avec|der|die|das|und|ist|nicht"
    r"|ein|eine|von|il|che|di|della|sono"
    r"|um|uma|não|os|het|een|van|niet|och|att|det|yang|dan|untuk|dengan|bir|ve|için|jest|się|nie)(?-u:\b)"
)
"""Words without which a language is not written; those of others in Latin letters, where they are no English words."""
SPOKEN = (
    r"(?i)(?-u:\b)(?:the|of|and|to|that|you|your|are|a|an|it|we|with|them|then|than|they|every|at|but|will|i|his|her"
    r"|our|my)(?-u:\b)"
)
SPOKEN_SHARE = 0.12
"""English words that programs do not consist of, and their share of the words from which a text is no program."""
SHORTEST = 12
"""Words, or Chinese characters, from which a text shows its language."""
JUDGED_CHARS = 4_000
FOREIGN_SHARE = 0.15
"""Share of a text's words, or letters, from which another language's words or letters make it that language's."""
MIXED, ASKED_MIXED = 0.1, 0.3
"""Words per Chinese character, and characters per word, up to which a text is of one language; words in a prompt."""
STRAY = 5
"""Letters of other scripts (symbols of mathematics are Greek) from which a prompt is not of one language."""
FOLLOWED = 0.8
"""Share of the site's answers in the language of their prompts from which another language is a fault."""
PRIOR_FOLLOWED, PRIOR = 4, 5
"""Answers that every site is credited with, so that a small one is judged as sites usually are."""
FOREIGN = {
    "zh": r"translat|chinese|mandarin|cantonese|china|taiwan|hong kong|pinyin|another language|other languages?"
    r"|foreign language|bilingual|multilingual|[翻译译]|中文",
    "en": r"英文|英语|译|双语|外语|多语|english|单词|词汇|雅思|托福|四级|六级"
    r"|歌名|书名|品牌名|起名|取名|网名|昵称|邮箱|域名|缩写",
}
"""Written -> prompts in another language after which that one is no surprise."""
OTHERWISE = (
    r"translat|japanese|korean|french|german|spanish|italian|russian|portuguese|arabic|hindi|latin|language|bilingual"
    r"|[翻译译]"
    r"|日文|日语|日本语|韩文|韩语|法文|法语|德文|德语|西班牙|意大利|俄文|俄语|葡萄牙|阿拉伯|拉丁|泰语|越南|双语|外语"
    r"|语言|单词"
)
"""Prompts after which an answer may be in any further language."""


def written_in(text: pl.Expr) -> pl.Expr:
    """`zh`, `en`, another language by its letters, `latin` (by its words), or null: too short, too mixed, or code."""
    head = text.str.head(JUDGED_CHARS)
    han, words = head.str.count_matches(HAN), head.str.count_matches(WORD)
    latin = (words >= SHORTEST) & (han <= MIXED * words)
    western = pl.when(latin).then(head)
    spoken, foreign = western.str.count_matches(SPOKEN), western.str.count_matches(OTHER_LATIN)
    is_other = (foreign >= FOREIGN_SHARE * words) & (western.str.count_matches(ENGLISH) < FOREIGN_SHARE * words)
    return pl.coalesce(
        *_by_script(head),
        pl.when((han >= SHORTEST) & (words <= MIXED * han)).then(pl.lit("zh")),
        pl.when(is_other).then(pl.lit("latin")),
        pl.when(spoken >= SPOKEN_SHARE * words).then(pl.lit("en")),
    )


def _by_script(head: pl.Expr) -> Iterator[pl.Expr]:
    """Nulls in place of texts without any such letter, nearly all, spare the counting."""
    strange = pl.when(head.str.contains("|".join(SCRIPTS.values()))).then(head)
    letters = strange.str.count_matches(r"\p{L}")
    for name, script in SCRIPTS.items():
        own = strange.str.count_matches(script)
        yield pl.when((own >= SHORTEST) & (own > FOREIGN_SHARE * letters)).then(pl.lit(name))


def asked_in(text: pl.Expr) -> pl.Expr:
    """`zh` or `en` for a prompt that is wholly in that language, however short; null for others."""
    head = text.str.head(JUDGED_CHARS)
    han, words = head.str.count_matches(HAN), head.str.count_matches(WORD)
    strange = head.str.count_matches("|".join(SCRIPTS.values())) >= STRAY
    foreign = pl.when(han == 0).then(head).str.count_matches(OTHER_LATIN)
    return pl.coalesce(
        pl.when(~strange & (han >= 2) & (words <= ASKED_MIXED * han)).then(pl.lit("zh")),
        pl.when(~strange & (han == 0) & (words >= 2) & (foreign <= MIXED * words)).then(pl.lit("en")),
    )


def wrong_language(said: Answer) -> pl.Expr:
    """Whether an answer is in another language than its prompt, on a site whose answers follow the prompt's.

    Judged are answers long enough, of one language, on prompts of one language that ask for no other one (a
    translation, names). The site follows where (same + 4) / (answers + 5) >= 0.8 over the prompts of that language.
    """
    asked, written = said.asked_in, said.written_in
    judged = asked.is_not_null() & written.is_not_null()
    same = (judged & (asked == written)).sum().over(asked)
    follows = (same + PRIOR_FOLLOWED) / (judged.sum().over(asked) + PRIOR) >= FOLLOWED
    wrong = judged & follows & (asked != written)
    prompt = pl.when(wrong).then(said.prompt)
    wanted = {spoken: prompt.str.contains(words) for spoken, words in FOREIGN.items()}
    otherwise = prompt.str.contains(OTHERWISE)
    expected = pl.when(written == "zh").then(wanted["zh"]).when(written == "en").then(wanted["en"]).otherwise(otherwise)
    return wrong & ~expected
