"""Which contexts a night has to decide anew."""

from typing import NamedTuple

import polars as pl

from transforms.believed import believed


class Tonight(NamedTuple):
    """What a night added: its rows of the statistics, its contents and its verdicts."""

    votes: pl.LazyFrame
    reads: pl.LazyFrame
    turns: pl.LazyFrame
    totals: pl.LazyFrame
    contents: pl.LazyFrame
    verdicts: pl.LazyFrame


def touched(tonight: Tonight, votes: pl.LazyFrame, turns: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """One row per `context` with something new: rows, contents, or votes and turns lost to tonight's verdicts.

    `votes` and `turns` are those of the window, from which what is not believed is out as a whole, and `contents` all
    up to tonight.
    """
    acts = pl.concat([votes.select("response", "user"), turns.select("response", "user")])
    kept = believed(acts, tonight.verdicts).select("response", "user").unique()
    lost = acts.join(kept, on=["response", "user"], how="anti").select("response")
    added = [frame.select("response") for frame in tonight[:4]]
    responses = pl.concat([*added, lost]).unique()
    known = contents.filter(pl.col("context").is_not_null())
    return pl.concat(
        [
            known.join(responses, on="response", how="semi").select("context"),
            tonight.contents.filter(pl.col("context").is_not_null()).select("context"),
        ]
    ).unique()
