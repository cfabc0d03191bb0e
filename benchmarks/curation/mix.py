"""What balancing did to a mix of pairs."""

import polars as pl

from schemas.config import ReleaseConfig
from transforms.balance import balanced
from transforms.balance.report import report


def mix(train: pl.LazyFrame, config: ReleaseConfig | None = None) -> pl.DataFrame:
    """The table of `transforms.balance.report`: shares before and after, and what was asked for.

    `train` holds the columns that `transforms.balance.balanced` reads, and `language`, `prompt_cluster`, `confidence`.
    """
    settings = config or ReleaseConfig()
    return report(balanced(train, config=settings), config=settings).collect()
