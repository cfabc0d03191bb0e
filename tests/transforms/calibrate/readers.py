"""A small simulated site whose readers have names, and so halves."""

import numpy as np
import polars as pl

from schemas.statistics import Votes
from tests.transforms.calibrate.votes import sigmoid
from tests.transforms.evidence.world import NIGHT, NOON, World, answers, curves, propensities, reads, statistics, table
from transforms.halves import half, user_hash


def simulate(seed: int, contexts: int = 80, per_context: int = 4, readers: int = 120) -> World:
    """`readers` of each response, of whom about one in ten vote for it; downvotes are rarer and the opposite."""
    rng = np.random.default_rng(seed)
    n = contexts * per_context
    theta = rng.normal(0, 1, n)
    met = pl.DataFrame({"number": np.repeat(np.arange(n), readers), "reader": rng.integers(0, 4000, n * readers)})
    met = met.unique(maintain_order=True).with_columns(
        response=pl.format("a{}", "number"), user=pl.col("reader").cast(pl.String).str.zfill(32)
    )
    lean = theta[met["number"].to_numpy()]
    up = rng.random(len(met)) < sigmoid(-2.5 + lean)
    down = ~up & (rng.random(len(met)) < sigmoid(-4 - lean))
    votes = pl.concat(
        [
            met.filter(pl.Series(given)).with_columns(signal=pl.lit(name))
            for name, given in (("upvote", up), ("downvote", down))
        ]
    )
    opens = met.group_by("response", half=half(user_hash(pl.col("user"))).cast(pl.Int8)).agg(opens=pl.len())
    index = pl.DataFrame(
        {"response": [f"a{i}" for i in range(n)], "context": [f"c{i // per_context}" for i in range(n)]}
    )
    return World(
        statistics(
            votes=table(Votes, votes.select("response", "user", "signal", dt=pl.lit(NIGHT), set_ts=pl.lit(NOON))),
            reads=reads(opens),
        ),
        answers(index),
        curves(),
        propensities(),
        pl.DataFrame({"response": index["response"], "theta": theta}),
    )
