"""Is an answer about what was asked?"""

import polars as pl

from transforms.quality.answers import Answer

MILLI = 1_000
"""Weights are whole thousandths of a nat, because sums of floats depend on the order of rows."""


def relevance(said: Answer) -> pl.Expr:
    """Share of the request's content that the answer speaks of, 0..1; 1 where the request has none of its own.

    sum of idf over the pieces of both / sum of idf over the request's pieces (`pieces`: pairs of Chinese characters,
    words). idf = ln(rows / rows with the piece) (Spärck Jones 1972) over the frame, so what a site's requests all share
    (templates, courtesy, function words) weighs nothing.

    All rows' pieces stand in one long column, each row's common ones first: how many rows have a piece is the width of
    its tie when the column is ranked (no window may be longer than the frame), a row's sum a difference of running
    sums.
    """
    common = said.request_pieces.list.set_intersection(said.pieces)
    length = said.request_pieces.list.len().cast(pl.Int64)
    pieces = pl.concat_list(common, said.request_pieces.list.set_difference(said.pieces)).explode()
    with_piece = pieces.rank("max") - pieces.rank("min") + 1
    idf = ((pl.len() / with_piece).log() * MILLI).round().cast(pl.Int64)
    is_common = pl.int_ranges(length).explode() < common.list.len().repeat_by(length).explode()
    total, spoken_of = _sums(idf, length), _sums(idf * is_common, length)
    # One thousandth more of each makes 1 of nothing asked; a condition would compute everything again.
    return (spoken_of + 1) / (total + 1)


def _sums(values: pl.Expr, length: pl.Expr) -> pl.Expr:
    """Sums of a long column's successive parts, of which there is one, not empty, for each row."""
    until = values.cum_sum().gather(length.cum_sum() - 1)
    return pl.lit(0, pl.Int64).append(until).diff().slice(1)
