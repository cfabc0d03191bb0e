"""How many of the generators' negatives are found to be really worse."""

import polars as pl

from schemas.config import CurateConfig
from schemas.generators import GENERATORS
from schemas.rules import Rule
from transforms.synthetic import synthesize
from transforms.synthetic.personal_data import standalone

SITE = "benchmark"


def check_rates(
    sources: pl.LazyFrame, *, share: float = 0.2, rules: tuple[Rule, ...] = (), seed: int = 0
) -> pl.DataFrame:
    """A row per generator, or business rule: `Generated` and `pairs`, `hard` and `hardness` of what was kept.

    `sources` are chosen answers as `transforms.synthetic.synthesize` reads them; their number stands for that of the
    night's pairs of people. `hard` is the share of hard negatives, `hardness` the median likeness.
    """
    config = CurateConfig(generators=dict.fromkeys(GENERATORS, share), rules=rules, seed=seed)
    hard_similarity = config.hard_similarity
    made = synthesize(sources, sources, site=SITE, config=config)
    alone = standalone(sources, share=share, site=SITE, hard_similarity=hard_similarity, seed=seed)
    pairs, generated = pl.collect_all(
        [pl.concat([made.pairs, alone.pairs]), pl.concat([made.generated, alone.generated])]
    )
    kept = pairs.group_by(
        generator="rule", rule=pl.col("rejected_id").str.split("~").list.get(2, null_on_oob=True)
    ).agg(
        pairs=pl.len(),
        hard=(pl.col("negative") == "hard").mean().round(3),
        hardness=pl.col("hardness").median().round(3),
    )
    table = generated.join(kept, on=["generator", "rule"], how="left", nulls_equal=True)
    return table.with_columns(pl.col("pairs").fill_null(0)).sort("generator", "rule")
