"""How well faulty answers are found, and worse ones scored lower: faults planted in good answers, found again."""

import random

import polars as pl

from benchmarks.curation.planted import PLANTERS, Case, Planter
from schemas.curation import CurateConfig
from transforms.quality import MEASURED, fault, measured, scores
from transforms.text import language

SHARE = 0.2
"""Share of the answers that get a fault."""
SEEDS = (1, 2, 3, 4, 5)


def found_faults(pairs: pl.LazyFrame, *, seeds: tuple[int, ...] = SEEDS, share: float = SHARE) -> pl.DataFrame:
    """Per reason, way and language: faults planted, recall, how many under their own name, and the reason's precision.

    `pairs`: good answers, with `prompt`, `tags` and `chosen_text`. Precision is over all answers found for the reason,
    on the frames that hold planted and good answers side by side; a fault that the good answers had before counts
    against it. `way` is null for the reason as a whole, `language` for both.
    """
    rows = _answers(pairs).with_columns(language=language(pl.col("text"))).collect()
    judged = pl.concat(_judged(rows, random.Random(seed), share) for seed in seeds)
    return pl.concat(_counted(judged, *by) for by in ((), ("language",), ("way",), ("way", "language"))).sort(
        "reason", "way", "language"
    )


def dropped_clean(pairs: pl.LazyFrame) -> pl.DataFrame:
    """Per reason, the good answers that are dropped for it, and their share."""
    judged = _found(_answers(pairs)).rename({"found": "reason"})
    counts = judged.group_by("reason").agg(dropped=pl.len()).collect()
    total = counts["dropped"].sum()
    return counts.drop_nulls("reason").with_columns(share=pl.col("dropped") / total).sort("reason")


def orders(pairs: pl.LazyFrame, *, seed: int = 1) -> pl.DataFrame:
    """Per dimension of quality, what lowers it, and how probably it ranks an answer above a spoilt one (AUC)."""
    good = _answers(pairs).collect()
    text = pl.col("text")
    spoilt = {
        ("completeness", "cut at 60%"): text.str.head(text.str.len_chars() * 6 // 10),
        ("relevance", "answer of another prompt"): text.shuffle(seed=seed),
        ("consistency", "said three times"): pl.concat_str([text] * 3, separator="\n"),
        ("format", "a code fence and a bracket left open"): pl.concat_str(text, pl.lit("\n```\nf(")),
    }
    rows = [
        {
            "dimension": name,
            "against": how,
            "auc": _auc(_scored(good, name), _scored(good.with_columns(text=worse), name)),
        }
        for (name, how), worse in spoilt.items()
    ]
    return pl.DataFrame(rows)


def _answers(pairs: pl.LazyFrame) -> pl.LazyFrame:
    return pairs.select("prompt", "tags", text="chosen_text")


def _scored(answers: pl.DataFrame, dimension: str) -> pl.Series:
    return measured(answers.lazy()).select(scores().struct.field(dimension)).collect().to_series()


def _auc(good: pl.Series, bad: pl.Series) -> float:
    """Mann & Whitney (1947): the mean rank of the good ones, ties shared."""
    ranks = pl.concat([good, bad]).rank("average").head(len(good))
    return (ranks.sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad))


def _judged(rows: pl.DataFrame, dice: random.Random, share: float) -> pl.DataFrame:
    answers = {spoken: rows.filter(language=spoken)["text"].to_list() for spoken in ("zh", "en")}
    ways = [(reason, way, plant) for reason, planters in PLANTERS.items() for way, plant in planters.items()]
    # Every reason is planted as often as the others, whatever the number of its ways.
    weights = [1 / len(PLANTERS[reason]) for reason, _, _ in ways]
    made = [_planted(row, answers, dice, ways, weights, share) for row in rows.iter_rows(named=True)]
    table = pl.DataFrame(made, schema=rows.schema | {"reason": pl.String, "way": pl.String}, orient="row")
    return _found(table.lazy()).collect()


def _found(answers: pl.LazyFrame) -> pl.LazyFrame:
    told = measured(answers.with_columns(language=language(pl.col("text"))))
    return told.with_columns(found=fault(CurateConfig())).drop(MEASURED)


def _planted(
    row: dict,
    answers: dict[str, list[str]],
    dice: random.Random,
    ways: list[tuple[str, str, Planter]],
    weights: list[float],
    share: float,
) -> tuple:
    whole = tuple(row.values())
    if row["language"] not in answers or not all(answers.values()) or dice.random() >= share:
        return (*whole, None, None)
    reason, way, plant = dice.choices(ways, weights)[0]
    faulty = plant(Case(row["prompt"][-1]["content"], row["text"], row["language"], answers), dice)
    if faulty is None:
        return (*whole, None, None)
    request, text = faulty
    prompt = [*row["prompt"][:-1], {"role": "user", "content": request}]
    return (prompt, row["tags"], text, row["language"], reason, way)


def _counted(judged: pl.DataFrame, *by: str) -> pl.DataFrame:
    planted = (
        judged.drop_nulls("reason")
        .group_by("reason", *by)
        .agg(
            planted=pl.len(),
            recall=pl.col("found").is_not_null().mean(),
            named=(pl.col("found") == pl.col("reason")).mean(),
        )
    )
    shared = [name for name in by if name != "way"]
    found = (
        judged.drop_nulls("found")
        .group_by(pl.col("found").alias("reason"), *shared)
        .agg(precision=pl.col("reason").is_not_null().mean())
    )
    counted = planted.join(found, on=["reason", *shared], how="left")
    for name in ("way", "language"):
        if name not in by:
            counted = counted.with_columns(pl.lit(None, pl.String).alias(name))
    precision = pl.when(pl.col("way").is_null()).then("precision").alias("precision")
    return counted.select("reason", "way", "language", "planted", "recall", "named", precision)
