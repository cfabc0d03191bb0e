"""Answers that go round in circles."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.text import hash64

WINDOW = 22
"""Trigrams, that is 24 letters, that are compared: four English words, or a long Chinese clause."""
BITS = 2**40
"""Hashes of trigrams are taken modulo this, so that sums of a million stay below 2^60."""
SHORTEST = 80
"""Letters from which a text can be a loop: a refrain, or laughter, is no longer."""
LAUGHTER = r"[哈呵嘿嘻啊呜嗷嘤呀喵汪]{3,}|(?i:(?:ha|he|hi|ah|la|no|na){4,}|[ahwo]{5,})"
TABLE_ROW = r"(?m)^\s*\|.*$"
LOOPS_FROM, ASKED_LOOPS_FROM = 0.35, 0.8
"""Repeated share from which a text loops, and where the prompt asks for what repeats itself."""
ABOVE_USUAL = 0.3
"""How much more than the site's usual (median) that must be."""
ROUNDS, LAST_ROUNDS_FROM = 6, 0.15
"""How often the last window stands in a text that ends in a loop, and the share from which so few are no accident."""
CLAUSE = r"\p{L}[^\n。，、；！？,.;!?|]*"
"""What lies between two marks, without the number or sign of a list."""
PERIODS, AGAIN = (1, 2, 3, 4), 8
"""Clauses after which a text that ends in a loop says the same, and how many at its end do."""
STYLE = 1 / 3
"""Share of a site's answers from which such endings are its style."""
ASKS_TO_REPEAT = (
    r"repeat|lyrics|song|poem|chorus|refrain|chant|mantra|rap\b|rhyme|loop|times|lorem|nursery|palindrome|pattern|重复"
    r"|歌词|首歌|诗|副歌|循环|遍|口号|顺口溜|绕口令|咒语|童谣|排比|复读|抄写"
)


def loops(text: pl.Expr) -> pl.Expr:
    """Struct of `repeated`, `rounds`: how much of a text stood in it before, and how often its end; null if short.

    repeated = 1 - distinct / all windows of 24 letters, 0..1; rounds: how many windows equal the last one. Only letters
    count, so that numbers and marks between the rounds of a loop hide nothing. A window is known by the sum of its
    trigrams' hashes, a difference of two running sums: one pass whatever its length (as fingerprints roll: Karp & Rabin
    1987). That repeated n-grams tell bad texts: Rae et al. 2021 (Gopher), appendix A.
    """
    plain = text.str.replace_all(LAUGHTER, "").str.to_lowercase()
    letters = plain.str.replace_all(r"\P{L}+", "")
    long = pl.when(letters.str.len_chars() >= SHORTEST).then(letters)
    letter, window = pl.element(), pl.element()
    trigram = 3 * letter + 5 * letter.shift(-1) + 7 * letter.shift(-2)
    hashes = long.str.split("").list.eval(hash64(pl.element()))
    sums = hashes.list.eval((trigram.drop_nulls() % BITS).cum_sum())
    counts = pl.struct(repeated=1 - window.n_unique() / pl.len(), rounds=(window == window.last()).sum())
    windows = sums.list.eval((window - window.shift(WINDOW, fill_value=0)).slice(WINDOW - 1))
    return windows.list.eval(counts).list.first()


def echoes(text: pl.Expr) -> pl.Expr:
    """Whether each of a text's last eight clauses, however short, equals the one that stands 1, 2, 3 or 4 before it."""
    last = text.str.replace_all(LAUGHTER, "").str.extract_all(CLAUSE).list.tail(AGAIN + max(PERIODS))
    clause = pl.element()
    comes_again = ((clause == clause.shift(period)).tail(AGAIN).all(ignore_nulls=False) for period in PERIODS)
    return last.list.eval((pl.len() > AGAIN) & pl.any_horizontal(*comes_again)).list.first().fill_null(False)


def running_text(prose: pl.Expr) -> pl.Expr:
    """The prose without tables, which, like programs, may repeat themselves."""
    return prose.str.replace_all(TABLE_ROW, "")


def repetitive(said: Answer) -> pl.Expr:
    """Whether more of an answer is repeated than people, and this site's answers, ever repeat; or it ends in a loop."""
    share = said.loops.struct.field("repeated").fill_null(0)
    is_asked = said.prompt.str.contains(ASKS_TO_REPEAT)
    bar = pl.when(is_asked).then(ASKED_LOOPS_FROM).otherwise(LOOPS_FROM)
    from_here = LAST_ROUNDS_FROM + share.median()
    ends_in_a_loop = (said.loops.struct.field("rounds") >= ROUNDS) & ~is_asked & (share >= from_here)
    again = said.echoes & ~is_asked
    return pl.any_horizontal(
        share >= pl.max_horizontal(bar, share.median() + ABOVE_USUAL),
        ends_in_a_loop.fill_null(False),
        again & (again.mean() <= STYLE),
    )
