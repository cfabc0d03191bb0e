"""Does an answer come to its end, and give as much as was asked for?"""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.endings import ends, hangs

NUMBERS = {
    **{digit: value for value, digit in enumerate("一二三四五六七八九十", start=1)},
    **{"两": 2, "俩": 2},
    **{
        word: value
        for value, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
    },
}
ITEMS = (
    r"(?i)(\d{1,2}|[一两二三四五六七八九十]|(?-u:\b)(?:two|three|four|five|six|seven|eight|nine|ten))\s?"
    r"(?:(?:个|条|种|点|项|句|款|则|道|首|件|步|本|部|大)[^\n，。,.]{0,12}?"
    r"(?:建议|方法|例子|理由|原因|优点|缺点|步骤|名字|标题|问题|技巧|要点|特点|想法|点子|方案|地方|菜|书|电影|城市"
    r"|国家|句子|词|选项|$)"
    r"|(?:[a-z-]+ ){0,3}?(?:tips|ways|ideas|examples|reasons|steps|names|titles|questions|sentences|facts|suggestions"
    r"|points|things|books|movies"
    r"|cities|countries|words|items|benefits|advantages|disadvantages|strategies|recommendations|slogans|options"
    r"|methods|features))"
)
"""How many of something are asked for."""
CHARS, WORDS = r"(\d{2,4})\s?(?:个)?(?:汉)?字", r"(?i)(\d{2,4})[ -]words?(?-u:\b)"
AT_MOST = r"(?i)以内|之内|以下|不超过|不多于|少于|at most|no more than|up to|fewer than|less than|under|within|maximum"
MARKER = (
    r"(?m)^\s*(?:[-*•·]|\d{1,2}[.、)]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.]|第[一二三四五六七八九十\d]+"
    r"|#{1,6}\s)|[①-⑳]"
)
LENIENT = 0.8
"""Share of the length asked for that is close enough."""
BRIEF = 20
"""Characters below which an answer needs no end mark."""
UNENDED = 0.6
"""Worth of an answer that has no end mark, but nothing that shows it to be cut; one that is cut is worth half of it."""


def completeness(said: Answer) -> pl.Expr:
    """end x amount, 0..1.

    end: 1 with a proper end (or a text too short to need one), 0.6 without, 0.3 where something must follow. amount:
    min(1, found / asked) items where the request asks for a number and the answer lists any; min(1, length / (0.8
    asked)) where it asks for a length, and min(1, asked / (0.8 length)) where that is the most; 1 otherwise. Counting
    what can be verified is how IFEval (Zhou et al. 2023) judges.
    """
    is_long = said.text.str.contains(r"[。！？]|[.!?]\s") & (said.text.str.len_chars() >= BRIEF)
    end = pl.when(hangs(said)).then(UNENDED / 2).when(ends(said.text) | ~is_long).then(1.0).otherwise(UNENDED)
    return end * _items(said) * _length(said)


def _items(said: Answer) -> pl.Expr:
    word = said.request.str.extract(ITEMS).str.to_lowercase()
    asked = word.str.to_integer(strict=False).fill_null(
        word.replace_strict(list(NUMBERS), list(NUMBERS.values()), default=None, return_dtype=pl.Int64)
    )
    found = said.text.str.count_matches(MARKER)
    return pl.when((asked > 0) & (found > 0)).then(pl.min_horizontal(found / asked, 1.0)).otherwise(1.0)


def _length(said: Answer) -> pl.Expr:
    chars, words = (said.request.str.extract(unit).str.to_integer(strict=False) for unit in (CHARS, WORDS))
    asked = pl.coalesce(chars, words)
    given = (
        pl.when(chars.is_not_null())
        .then(said.text.str.count_matches(r"\p{L}"))
        .otherwise(said.text.str.count_matches(r"[A-Za-z'’]+"))
    )
    enough, little_enough = given / (LENIENT * asked), asked / (LENIENT * given)
    share = pl.when(said.request.str.contains(AT_MOST)).then(little_enough).otherwise(enough)
    return pl.when((asked > 0) & (given > 0)).then(pl.min_horizontal(share, 1.0)).otherwise(1.0)
