"""In which language an answer is written, and whether that is the one to expect."""

from collections.abc import Iterator

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow

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
HAN, WORD = r"\p{Han}", r"[A-Za-zÀ-ɏẠ-ỹ]{2,}"
ENGLISH = r"(?i)(?-u:\b)(?:the|of|and|to|is|in|that|it|for|you|are|with|this|be|or|not|as|on|can)(?-u:\b)"
OTHER_LATIN = (
    r"(?i)(?-u:\b)(?:el|los|las|que|del|una|por|para|con|le|les|des|est|une|dans|pour|avec|der|die|das|und|ist|nicht"
    r"|ein|eine|von|il|che|di|della|sono|mit|auf|sich|dem|den|aus|el|la|al|es|un|ma|et|en|na|em|mais"
    r"|um|uma|não|os|het|een|van|niet|och|att|det|yang|dan|untuk|dengan|bir|ve|için|jest|się|nie)(?-u:\b)|[à-öø-ÿạ-ỹ]"
)
"""Words without which a language is not written; those of others in Latin letters, where they are no English words."""
SPOKEN = (
    r"(?i)(?-u:\b)(?:the|of|and|to|that|you|your|are|a|an|it|we|with|them|then|than|they|every|at|but|will|i|his|her"
    r"|our|my)(?-u:\b)"
)
SPOKEN_SHARE = 0.12
"""English words that programs do not consist of, and their share of the words from which a text is no program."""
SHORTEST = 12
"""Words, or Chinese characters, from which a text shows its language, whatever else it holds."""
FEW, FEW_LETTERS, FEW_FOREIGN = 2, 5, 3
"""Words, or Chinese characters, from which a text does that holds nothing else; letters of other scripts; and words of
another language in Latin letters, none of them English."""
SENTENCE = r"[.!?…][\"'”’)]*$"
"""A sentence rather than a name or title."""
JUDGED_CHARS = 4_000
FOREIGN_SHARE = 0.15
"""Share of a text's words, or letters, from which another language's words or letters make it that language's."""
MIXED, ASKED_MIXED, LATIN_MIXED = 0.2, 0.3, 0.1
"""Words per Chinese character up to which an answer, and a prompt, is Chinese; characters per word up to which an
answer is in Latin letters."""
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
    r"translat|bilingual|another language|other languages?|foreign language"
    r"|\b(?:japanese|korean|french|german|spanish|italian|russian|portuguese|arabic|hindi|latin)\b"
    r"|[翻译译]|[日韩法德俄泰]语|[日韩法德俄]文|日本语|(?:西班牙|意大利|葡萄牙|阿拉伯|拉丁|越南|希腊)[语文]|双语|外语"
    r"|外文"
    r"|(?:其他|另一种|哪种|用.{0,4})语言|单词"
)
"""Prompts after which an answer may be in any further language."""
PLAIN_ADJECTIVE = (
    r"\b(?:\w+(?:ese|ean|ch|an|ish)) (?:food|cuisine|dish|restaurant|culture|history|people|cit(?:y|ies)|brands?|cars?)"
)
"""Where the name of a language is none."""


def written_in(text: pl.Expr) -> pl.Expr:
    """`zh`, `en`, another language by its letters, `latin` (by its words), or null: too short, too mixed, or code."""
    head = text.str.head(JUDGED_CHARS)
    han, words = head.str.count_matches(HAN), head.str.count_matches(WORD)
    is_latin = (words >= FEW) & (han <= LATIN_MIXED * words)
    spoken, foreign, english = (head.str.count_matches(kind) for kind in (SPOKEN, OTHER_LATIN, ENGLISH))
    enough = FOREIGN_SHARE * words
    is_other = is_latin & (foreign >= pl.max_horizontal(FEW_FOREIGN, enough)) & (english < enough)
    is_brief = is_latin & (words < SHORTEST) & (han == 0) & head.str.strip_chars_end().str.contains(SENTENCE)
    is_brief_zh = (han >= FEW) & (words == 0) & ~head.str.contains("|".join(SCRIPTS.values()))
    return pl.coalesce(
        *_by_script(head),
        pl.when((han >= SHORTEST) & (words <= MIXED * han) | is_brief_zh).then(pl.lit("zh")),
        pl.when(is_other).then(pl.lit("latin")),
        pl.when(is_latin & (words >= SHORTEST) & (spoken >= SPOKEN_SHARE * words)).then(pl.lit("en")),
        pl.when(is_brief & (spoken + english > 0)).then(pl.lit("en")),
    )


def _by_script(head: pl.Expr) -> Iterator[pl.Expr]:
    """Nulls in place of texts without any such letter, nearly all, spare the counting."""
    strange = pl.when(head.str.contains("|".join(SCRIPTS.values()))).then(head)
    letters = strange.str.count_matches(r"\p{L}")
    for name, script in SCRIPTS.items():
        own = strange.str.count_matches(script)
        yield pl.when((own >= FEW_LETTERS) & (own > FOREIGN_SHARE * letters)).then(pl.lit(name))


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
    otherwise = prompt.str.replace_all(narrow(PLAIN_ADJECTIVE), "").str.contains(narrow(OTHERWISE))
    expected = pl.when(written == "zh").then(wanted["zh"]).when(written == "en").then(wanted["en"]).otherwise(otherwise)
    return wrong & ~expected
