"""How much of a question's subject a text takes up."""

import polars as pl

from transforms.synthetic.pieces import pieces

ROW = "row"


def with_relevance(drafts: pl.LazyFrame, question: str, **texts: str) -> pl.LazyFrame:
    """Adds, under each name, the relevance of a text column to the question column, 0..1; null for an empty question.

    sum of w over the question's pieces that the text has / sum of w over all of them; w = ln((N + 1) / n) for a piece
    in n of the N questions (inverse document frequency: Sparck Jones 1972).
    """
    numbered = drafts.with_row_index(ROW)
    asked = numbered.select(
        ROW, asked=pieces(pl.col(question)), **{name: pieces(pl.col(texts[name])) for name in texts}
    )
    met = asked.select(
        ROW, all="asked", **{name: pl.col("asked").list.set_intersection(pl.col(name)) for name in texts}
    )
    total = pl.len().over("all")
    n = pl.col(ROW).n_unique()
    weights = (
        met.select(ROW, "all")
        .explode("all")
        .filter(pl.col("all").is_not_null())
        .select(piece="all", w=((n + 1) / total).log())
    ).unique()
    for name in ("all", *texts):
        sums = (
            met.select(ROW, piece=name)
            .explode("piece")
            .join(weights, on="piece")
            .group_by(ROW)
            .agg(pl.col("w").sum().alias(f"{name}_w"))
        )
        numbered = numbered.join(sums, on=ROW, how="left")
    found = {name: pl.col(f"{name}_w").fill_null(0) / pl.col("all_w") for name in texts}
    return numbered.with_columns(**found).drop(ROW, "all_w", *(f"{name}_w" for name in texts))
