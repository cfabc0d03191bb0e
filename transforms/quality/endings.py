"""How an answer ends: as one that is finished, or cut in the middle."""

import polars as pl

from transforms.quality.answers import Answer

CLOSERS = r"[\"'”’」』）)\]】》}*_`]*"
END = (
    rf"(?:[.!?。！？…‼⁉~～｡؟।♪]{CLOSERS}|[)）\]】}}」』》”\"`]"
    rf"|[\p{{Extended_Pictographic}}\x{{FE0F}}\x{{200D}}\x{{20E3}}&&[^\d#*]]|#[^\s#]+#?"
    r"|\S+\.[a-z]{2,6}(?:/\S*)?|[|$])"
)
"""The end of a sentence, bracket or quotation, an emoji, a hashtag or an address."""
LETTER = r"[\p{L}\p{N}]"
TAIL_CHARS = 400
"""How much of an answer's end shows how it ends."""

SIGN_OFF = (
    r"(?i)(?:regards|sincerely|yours|cheers|thanks|thank you|wishes|love|truly|faithfully|respectfully|best|dear \w+"
    r"|hugs|祝好|此致|敬上|敬礼|谢谢|顺颂|祝\S{0,10})[,，]$"
    r"|(?:[:;=8xX]['-]?[(\[{]|[(（]\d+[,，])$"
)
"""Endings that only look cut: of letters, and of faces."""
HANGING = r"[,，、；(（\[【{「『《“‘]$|\s=$|[:：]$"
"""A mark after which something must follow."""
EMPTY_ITEM = r"\n\s*(?:\d{1,2}[.、)]|[(（]\d{1,2}[)）]|[-*•+]|#{1,6}|>)\s*(?:\*\*|__)?\s*$|\n[^\n*]*\*\*[^\n*]{0,40}$"
"""A list marker or a heading without text, or emphasis that does not end, in the last line."""
OPEN_ROW = r"(?m)^[ \t]*\|[^\n]*\|[ \t]*\n[ \t]*\|[^\n]*[^|\s][ \t]*\z"
"""A table's last row without its end, after one that has it."""
SHORT_ITEM = r"\n\s*\d{1,2}[.、)][^\n]{1,16}\p{L}$"
ITEM = r"(?m)^\s*\d{1,2}[.、)]\s*\S"
WHOLE_ITEM = r"(?m)^\s*\d{1,2}[.、)][^\n]{20,}[.!?。！？；;][ \t]*$"
"""The last item of a list, a word or two, where all others are sentences."""
UNCLOSED = r"[(（][^)）\n]{0,60}$|“[^”\n]{0,80}$|「[^」\n]{0,80}$|《[^》\n]{0,40}$|【[^】\n]{0,40}$|\]\([^)\s]*$"
"""A bracket or quotation of the last line that does not end."""
CONNECTIVE = (
    r"(?i)(?-u:\b)(?:the|an|and|or|but|because|although|whereas|which|whose|such as|including|e\.g\.|i\.e\.|its|their"
    r"|your|my|our|his"
    r"|every|than|into|onto|of the|to the|in the|if you|so that|as well as|in order to|due to|depending on|based on"
    r"|according to|is the|are the"
    r"|will be|can be|should be|has been|have been|would be|a|of|to|from|with|for|at|in|by|as|if|when|while|since|until"
    r"|during|between|among|that the|is|are|was|were|will|would|can|could|should|must|may|might|has|have|had|where"
    r"|that)$"
    r"|(?:以及|或者|并且|但是|因为|所以|如果|由于|虽然|例如|比如|包括|而且|从而|通过|根据|关于|对于|为了|使得|以便"
    r"|不仅|无论|其中|此外|另外|首先|其次|其|和|与|及|或|且|并|把|被|将|让|向|从|至|约|还是|有的|是因为|就会|不要|是否"
    r"|的一个|是一[个种]|那么)$"
)
"""A word that no sentence ends with."""
LONG_LINE = r"(?:[^\n]{40,}|[^\n]*\p{Han}[^\n]{15,})"
"""A line that is a sentence rather than a title, name, choice or result."""
LABELLED = r"(?:^|\n)[^\n]{0,40}[:：=→][^\n]{0,60}$|(?:^|\n)\s*[|#>][^\n]*$"
"""A last line that gives a value, or is a heading, quotation or table row."""
HABIT = 0.9
"""Share of the site's long answers whose last line must end with an end mark for a missing one to mean anything."""
HABIT_PRIOR = 2
"""Answers without one that every site is credited with, so that few answers prove no habit."""
USUAL, CLAUSES = 0.5, 15
"""Share of answers with a proper end from which a last word that ends no sentence means something; and characters from
which an answer with a comma is a sentence."""
LONG = {"zh": 150, "en": 300}
"""Characters from which an answer is long: who writes a line or two by hand often spares the last mark."""


def ends(text: pl.Expr) -> pl.Expr:
    """Whether a trimmed text ends as finished texts do."""
    return text.str.tail(TAIL_CHARS).str.contains(rf"{END}$")


def hangs(said: Answer) -> pl.Expr:
    """Whether something must follow, whatever the site: after a comma, an opening bracket, an empty list item."""
    tail = said.text.str.tail(TAIL_CHARS)
    several = said.text.str.contains(r"\s|\p{Han}{4}")
    unclosed = pl.when(~ends(said.text)).then(tail).str.contains(UNCLOSED).fill_null(False)
    signs = pl.any_horizontal(unclosed, *(tail.str.contains(sign) for sign in (HANGING, EMPTY_ITEM, OPEN_ROW)))
    return several & signs & ~tail.str.contains(SIGN_OFF) | _breaks_off_in_a_list(said.text, tail)


def _breaks_off_in_a_list(text: pl.Expr, tail: pl.Expr) -> pl.Expr:
    items = text.str.count_matches(ITEM)
    return tail.str.contains(SHORT_ITEM) & (items > 2) & (text.str.count_matches(WHOLE_ITEM) == items - 1)


def breaks_off(said: Answer) -> pl.Expr:
    """Whether the last sentence has no end, where those before it and nearly all of the site's long answers have one.

    Either it ends with a word that no sentence ends with (and most answers of the site have an end), or the answer is
    long, and its last line is a sentence and the only one without an end mark. The habit, over the frame's long answers
    of several sentences whose last line is one: ended / (answers + HABIT_PRIOR) >= HABIT.
    """
    text, tail = said.text, said.text.str.tail(TAIL_CHARS)
    several = text.str.contains(r"[。！？]|[.!?]\s")
    length = pl.when(said.language == "zh").then(LONG["zh"]).otherwise(LONG["en"])
    is_sentence = tail.str.contains(rf"(?:^|\n){LONG_LINE}$") & ~tail.str.contains(LABELLED)
    judged = several & is_sentence & (text.str.len_chars() >= length)
    unmarked = tail.str.contains(f"{LETTER}$") & ~ends(text)
    suspect = pl.when(judged & unmarked).then(said.prose)
    only_one = suspect.str.count_matches(rf"(?m)^{LONG_LINE}{LETTER}[ \t]*$") <= 1
    mute = only_one.fill_null(False)
    habit = (judged & ~mute).sum() / (judged.sum() + HABIT_PRIOR) >= HABIT
    usual = ends(text).mean() >= USUAL
    runs_on = several | text.str.contains("[,，]") & (text.str.len_chars() >= CLAUSES)
    return habit & mute | usual & unmarked & runs_on & tail.str.contains(CONNECTIVE)
