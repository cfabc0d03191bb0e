"""What a follow-up says about the answer before it."""

from collections.abc import Iterable

import polars as pl

from transforms.follow_ups.chinese import CHINESE
from transforms.follow_ups.english import ENGLISH

REPHRASED_FROM = {"zh": (0.42, 0.6), "en": (0.55, 0.72)}
"""Similarity, in shares, from which a follow-up asks the question again: if it refers to nothing, and in any case.

Trigrams of other languages meet by chance more often than Chinese characters.
"""
SAME_TOPIC_FROM = 0.15
"""Similarity from which a follow-up stays with the question's subject."""
JUDGED_CHARS = 400
"""How much of a follow-up is looked at: people say first what they think, and then paste."""
BRIEF_CHARS, BRIEF_WORDS = 5, 3
"""Chinese characters and other words up to which a follow-up is brief."""

QUOTED = r"(?s)```.*?(?:```|$)|`[^`\n]*`|[\"“][^\"”\n]{3,}[\"”]|「[^」]{3,}」|《[^》]{1,40}》"
"""Somebody else's words."""
MATERIAL = (
    r"(?s)^([^:\n]{0,20}(?:translate|rewrite|rephrase|proofread|summari[sz]e|fix|correct|improve|explain"
    r"|翻译|润色|改写|总结|概括|修改|解释)[^:\n]{0,40}):.*"
)
"""An order and, behind a colon, what it is to be done to."""
CLAUSE_ENDS = r"(?:[,;。!~…]|\.+(?:\s|$)|\s-+\s)+\s*"
ASCII_EDGE, ASCII_LETTER = r"(?-u:\b)", r"(?-u:\w)"
"""What `\\b` and `\\w` of the lexicons mean: with all of Unicode's letters the expressions run ten times slower."""
GROUPS_AT_ONCE = 8
"""Groups of one regular expression: many have more states than its automaton's cache, and run ten times slower."""
HINGES = r"\b(but|however|though|although|except|yet)\b|(但是|但|不过|可是|然而|只是|就是)"


def classify(text: pl.Expr, similarity: pl.Expr) -> pl.Expr:
    """The class of a follow-up (`FOLLOW_UP_CLASSES`), given its `similarity` to the question; null for a null text.

    The first that holds: `complaint` (finds fault, thanks or not), `rephrased` (asks the question again, and praises
    nothing), `praise` (thanks or approves, whatever is asked for next), `deeper` (refers to the answer or shares words
    with the question), `unrelated`.
    """
    said = _clauses(text)
    likeness = similarity.fill_null(0)
    refers = _has(said, "references")
    same = _same(said, likeness)
    on_topic = likeness >= 1000 * SAME_TOPIC_FROM
    praises = _praises(said)
    return (
        pl.when(text.is_null())
        .then(None)
        .when(_finds_fault(said) | _remarks(said, praises) & ~same)
        .then(pl.lit("complaint"))
        .when(_again(said, likeness) & ~praises)
        .then(pl.lit("rephrased"))
        .when(praises | _nods(said))
        .then(pl.lit("praise"))
        .when(on_topic | (refers | _brief(said)) & ~_has(said, "leaves"))
        .then(pl.lit("deeper"))
        .otherwise(pl.lit("unrelated"))
    )


def asks_again(text: pl.Expr, similarity: pl.Expr) -> pl.Expr:
    """Whether a text is another wording of a question, given its `similarity` to it; false for an unknown one."""
    said = _clauses(text.fill_null(""))
    return _again(said, similarity.fill_null(0))


def _again(said: pl.Expr, likeness: pl.Expr) -> pl.Expr:
    return _same(said, likeness) | _has(said, "restates") & (likeness >= 1000 * SAME_TOPIC_FROM)


def _same(said: pl.Expr, likeness: pl.Expr) -> pl.Expr:
    alike, surely_alike = (
        likeness >= pl.when(said.str.contains(r"\p{Han}")).then(1000 * zh).otherwise(1000 * en)
        for zh, en in zip(*REPHRASED_FROM.values(), strict=True)
    )
    return surely_alike | alike & ~_has(said, "references")


def _finds_fault(said: pl.Expr) -> pl.Expr:
    return _has(_real(said), "protests") | _has(_real(_told(said)), "faults")


def _remarks(said: pl.Expr, praises: pl.Expr) -> pl.Expr:
    """Whether a clause without praise speaks against the answer; a mere hint counts where nothing praises it."""
    calm = _real(_without_lines(_told(said), "approvals", "thanks"))
    return _has(calm, "remarks") | _has(calm, "hints") & ~praises


def _praises(said: pl.Expr) -> pl.Expr:
    """Approval in a clause that tells, or thanks; behind the first thing asked for, thanks are courtesy."""
    thanked = _has(_before(said, "questions", "requests"), "thanks")
    return thanked | _has(_without_lines(_before(said, "requests"), "questions"), "approvals")


def _nods(said: pl.Expr) -> pl.Expr:
    """Whether the whole message, of one clause or several, only nods."""
    return pl.any_horizontal(said.str.contains(group) for group in _patterns("nods"))


def _told(said: pl.Expr) -> pl.Expr:
    """The clauses that may judge: neither questions nor about the writer, nor what he specifies behind a request."""
    return _without_lines(_before(said, "requests"), "questions", "own")


def _brief(said: pl.Expr) -> pl.Expr:
    """A few words that ask for nothing by themselves live on what was said before."""
    words = said.str.count_matches(r"[a-z0-9]+(?:'[a-z]+)?")
    few = (said.str.count_matches(r"\p{Han}") <= BRIEF_CHARS) & (words <= BRIEF_WORDS)
    return few & ~_has(said, "questions", "requests")


def _clauses(text: pl.Expr) -> pl.Expr:
    """What the writer himself says at the beginning, in lower case and narrow forms, one clause a line."""
    plain = text.str.head(4 * JUDGED_CHARS).str.normalize("NFKC").str.to_lowercase().str.replace_all("[’‘`´]", "'")
    own = plain.str.replace_all(QUOTED, " ").str.replace(MATERIAL, "$1")
    spaced = own.str.replace_all(r"(\p{Han})([a-z0-9])", "$1 $2").str.replace_all(r"([a-z0-9])(\p{Han})", "$1 $2")
    lines = (
        spaced.str.replace_all(CLAUSE_ENDS, "\n")
        .str.replace_all(r"([?][?!]*)\s*", "$1\n")
        .str.replace_all(HINGES, "\n$1$2")
    )
    trimmed = lines.str.head(JUDGED_CHARS).str.replace_all(r"[ \t]*\n[ \t]*", "\n").str.strip_chars()
    return trimmed.str.replace_all(f"(?m){_whole('tells')}", "= $0")


def _patterns(*parts: str) -> list[str]:
    """The groups of some parts of the lexicons, in either language, in a few unions."""
    groups = [list(getattr(lexicon, part).values()) for lexicon in (CHINESE, ENGLISH) for part in parts]
    return [_union(some[at : at + GROUPS_AT_ONCE]) for some in groups for at in range(0, len(some), GROUPS_AT_ONCE)]


def _union(groups: Iterable[str]) -> str:
    joined = "|".join(f"(?:{group})" for group in groups)
    return joined.replace(r"\b", ASCII_EDGE).replace(r"\w", ASCII_LETTER)


def _whole(part: str) -> str:
    """Any of the groups of a small part, in either language."""
    return _union([*getattr(CHINESE, part).values(), *getattr(ENGLISH, part).values()])


def _has(lines: pl.Expr, *parts: str) -> pl.Expr:
    return pl.any_horizontal(lines.str.contains(f"(?m){group}") for group in _patterns(*parts))


def _without(lines: pl.Expr, *parts: str) -> pl.Expr:
    """The clauses with what those parts find cut out, a mark in its place."""
    for part in parts:
        lines = lines.str.replace_all(f"(?m){_whole(part)}", " _ ")
    return lines


def _real(lines: pl.Expr) -> pl.Expr:
    """The clauses without what only looks like a fault or is only supposed."""
    return _without(lines, "supposed", "harmless")


def _without_lines(lines: pl.Expr, *parts: str) -> pl.Expr:
    """The clauses in which those parts find nothing."""
    for group in _patterns(*parts):
        lines = lines.str.replace_all(f"(?m)^.*(?:{group}).*$", "")
    return lines


def _before(lines: pl.Expr, *parts: str) -> pl.Expr:
    """The clauses before the first one in which those parts find something."""
    for group in _patterns(*parts):
        lines = lines.str.replace(f"(?m)^.*(?:{group})(?s:.*)", "")
    return lines
