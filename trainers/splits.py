"""The splits of a release folder."""

from pathlib import Path
from typing import Literal

import polars as pl

from schemas.errors import TrainingError

Split = Literal["train", "validation", "test"]


def read_split(release: Path, split: Split) -> pl.DataFrame:
    """The pairs of one split, columns as in `Released`; `TrainingError` where the folder has no such file."""
    file = release / f"{split}.parquet"
    if not file.is_file():
        raise TrainingError(f"{file}: does not exist, so {release} is no release")
    return pl.read_parquet(file)
