"""Text as identity sees it: normalised, hashed with named and stable functions, and told by language."""

import polars as pl
import polars_hash as plh

COURTESY = (
    r"^\s*(?:hello|hi|您好|你好)\s*[,.!?;~，。！？；～\n]"
    r"|[,.!?;~，。！？；～\n]\s*(?:thank you|thanks|谢谢你|谢谢您|谢谢|多谢)[\s\p{P}]*$"
    r"|\b(?:please|pls|could you|can you|would you|kindly)\b|请问|请你|请您|麻烦你|麻烦您|麻烦|劳驾|请"
)
"""Words of courtesy, which change no prompt's meaning; greetings and thanks only where they stand apart."""

MARKS = r"[\s\p{P}&&[^#%@&*/\\_-]]+"
"""White space and punctuation that carry no meaning, except between two digits."""

HAN = r"\p{Han}"
WORD = r"[A-Za-z]+"


def normalise(text: pl.Expr) -> pl.Expr:
    """NFKC, lower case, and neither white space nor punctuation: equal for texts that read the same.

    Marks that carry meaning stay (the point of 3.5, C#, -5, 20%, a/b); so does a text of punctuation alone.
    """
    folded = text.str.normalize("NFKC").str.to_lowercase()
    pointed = folded.str.replace_all(r"(\d)\.(\d)", "${1}∙${2}").str.replace_all(r"(\d)\.(\d)", "${1}∙${2}")
    apart = rf"(\d){MARKS}(\d)"
    bare = pointed.str.replace_all(apart, "${1}∘${2}").str.replace_all(apart, "${1}∘${2}").str.replace_all(MARKS, "")
    return pl.when(bare == "").then(folded.str.strip_chars()).otherwise(bare)


def normalise_prompt(text: pl.Expr) -> pl.Expr:
    """`normalise` without words of courtesy; a prompt of courtesy alone keeps it."""
    courteous = text.str.normalize("NFKC").str.to_lowercase()
    plain = courteous.str.replace_all(COURTESY, " ")
    return normalise(pl.when(plain.str.contains(r"[^\s\p{P}]")).then(plain).otherwise(text))


def digest(text: pl.Expr) -> pl.Expr:
    """First 16 bytes, in hex, of SHA-256 over the UTF-8 text."""
    return _plugin(text).chash.sha2_256().str.head(32)


def hash64(text: pl.Expr) -> pl.Expr:
    """xxHash64 of the UTF-8 text, the same for ever and everywhere."""
    return _plugin(text).nchash.xxhash64()


def keyed_hash(text: pl.Expr, key: str) -> pl.Expr:
    """First 16 bytes, in hex, of HMAC-SHA256 over the UTF-8 text."""
    return _plugin(text).chash.hmac_sha256(key=key).str.head(32)


def bucket(thread: pl.Expr, buckets: int) -> pl.Expr:
    """Which of the lake's buckets a thread belongs to."""
    return (hash64(thread) % buckets).cast(pl.Int32)


def language(text: pl.Expr) -> pl.Expr:
    """`zh` where Han characters outweigh Latin words, else `en`; `other` where there is neither."""
    han, words = text.str.count_matches(HAN), text.str.count_matches(WORD)
    return (
        pl.when((han == 0) & (words == 0))
        .then(pl.lit("other"))
        .when(han >= words)
        .then(pl.lit("zh"))
        .otherwise(pl.lit("en"))
    )


def _plugin(text: pl.Expr) -> plh.HExpr:
    """The same expression with polars-hash's name spaces."""
    return plh.HExpr._from_pyexpr(text._pyexpr)
