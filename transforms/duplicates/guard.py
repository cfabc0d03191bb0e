"""What two texts must share, in order, to say the same: digits, code and negations."""

import polars as pl

CODE = r"```[\s\S]*?```|`[^`]+`"
DIGITS = r"\d+(?:\.\d+)*"
NEGATIONS = r"不|没|無|无|非|别|勿|未|\b(?:no|not|never|none|without|cannot|nor)\b|n['’]t"


def guard(text: pl.Expr) -> pl.Expr:
    """Digits, code and negations of a text, in order, as one string: a letter more or less may turn what is said.

    Digits and negations are those of the text after NFKC in lower case; code is as it stands.
    """
    folded = text.str.normalize("NFKC").str.to_lowercase()
    return pl.concat_str(
        folded.str.extract_all(DIGITS).list.join(" "),
        text.str.extract_all(CODE).list.join(" "),
        folded.str.extract_all(NEGATIONS).list.join(" "),
        separator="\x00",
    )
