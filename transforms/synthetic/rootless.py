"""What a pair takes from its source, where no pair of people is its source."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.evidence import Dropped
from schemas.pairs import Curated, Generated
from transforms.text import digest, normalise_prompt


class Standalone(NamedTuple):
    """Pairs, the candidates that were not found to be worse, and what the generator has achieved."""

    pairs: dy.LazyFrame[Curated]
    rejected: dy.LazyFrame[Dropped]
    generated: dy.LazyFrame[Generated]


def rooted(drafts: pl.LazyFrame, generator: str) -> pl.LazyFrame:
    """Adds context, root and ids from the hash of the normalised `question`, so that a prompt keeps its split."""
    own = digest(normalise_prompt(pl.col("question")))
    return drafts.with_columns(
        generator=pl.lit(generator),
        context_id=own,
        root=own,
        chosen_model=pl.lit(None, dtype=pl.String),
        chosen_quality=pl.lit(None, pl.Float32),
    ).with_columns(
        chosen_id=pl.concat_str("context_id", pl.lit(f"~{generator}~good")),
        rejected_id=pl.concat_str("context_id", pl.lit(f"~{generator}")),
    )


def dropped(drafts: pl.LazyFrame) -> dy.LazyFrame[Dropped]:
    """Drafts with a `reason` as rows of the table."""
    columns = {"context": "context_id", "response": "chosen_id", "other": "rejected_id", "reason": "reason"}
    return Dropped.cast(drafts.select(stage=pl.lit("release"), **columns))
