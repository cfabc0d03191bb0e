"""How many of the surest pairs of a release are expected to be wrong."""

import polars as pl

DIGITS = 4


def with_q_values(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `q_value`: the mean of 1 - confidence over the pairs at least as sure, ties by pair_id; not for synthetic.

    The expected share of wrong pairs among those (the direct posterior approach to the false discovery rate: Newton,
    Noueiry, Sarkar & Ahlquist 2004), if confidence is calibrated. Pairs with a `reason` to be left out have none.
    """
    counts = (pl.col("tier") != "synthetic") & pl.col("reason").is_null()
    doubt = pl.when(counts).then(1 - pl.col("confidence").cast(pl.Float64))
    running = pl.col("doubt").cum_sum() / pl.col("doubt").is_not_null().cum_sum()
    return (
        pairs.with_columns(doubt=doubt)
        .sort("confidence", "pair_id", descending=[True, False])
        .with_columns(q_value=pl.when(pl.col("doubt").is_not_null()).then(running.round(DIGITS)))
        .drop("doubt")
    )
