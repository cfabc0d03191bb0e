"""What a text is about: its content words, and pairs of Chinese characters."""

import polars as pl

READ_CHARS = 4_000
"""Characters of a text that are looked at, from its beginning."""
FUNCTION = (
    r"(?-u:\b)(?:the|and|for|are|was|were|but|not|you|your|yours|with|that|this|these|those|from|have|has|had|can"
    r"|could|would"
    r"|should|will|shall|may|might|must|what|which|who|whom|whose|when|where|why|how|there|here|their|them|they|its|our"
    r"|ours|his|her|him|she|does|did|done|about|into|than|then|also|such|some|any|all|each|other|more|most|very"
    r"|just|only"
    r"|being|been|please|because|while|between|out|over|under|use|using|used|give|make|one|two)(?-u:\b)"
    r"|[的了是在和与及或也都就而着过地得之其这那哪么吗呢吧啊一个些有为以于对把被让使从到向我你您他她它们请怎什如何]"
)
"""Words and characters of grammar."""


def pieces(text: pl.Expr) -> pl.Expr:
    """The distinct content pieces: words of three letters or more (their first seven), pairs of Chinese characters."""
    plain = text.str.head(READ_CHARS).str.to_lowercase().str.replace_all(FUNCTION, " ")
    han = plain.str.replace_all(r"\P{Han}+", " ")
    return pl.concat_list(
        han.str.extract_all(r"\p{Han}{2}"),
        han.str.replace_all(r"(?:^| )\p{Han}", " ").str.extract_all(r"\p{Han}{2}"),
        plain.str.extract_all(r"[a-z\u00c0-\u024f]{3,}").list.eval(pl.element().str.head(7)),
    ).list.unique()
