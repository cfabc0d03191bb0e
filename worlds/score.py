"""How right pairs are, by the truth of the world that they were made from."""

import numpy as np
import polars as pl
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from worlds.dice import sigmoid

BIN = 0.05
"""Width of a bin of confidence."""
NODES = 21
"""Points of the Gauss-Hermite quadrature over people's taste."""


def score(pairs: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Accuracy and calibration of pairs: over all, by tier (where given), and by bin of confidence.

    `pairs` has `chosen_id`, `rejected_id`, `confidence`, `preference` and perhaps `tier`; `truth` is `World.responses`,
    or several of them. A row of the result is a `slice` (all, tier, confidence) and its `value`, with `pairs`, the
    unordered couples of answers, of whose rows the surest counts; `right`, the share with the better answer chosen; the
    mean `confidence`; `ece`, the expected calibration error: sum over bins of n_bin / n x |right - confidence|; and
    `preference_error`, the mean distance of `preference` from the true share of people. The slice `unknown` counts rows
    that the truth cannot judge (an answer that it does not know, two that do not compete, a text beside a rewriting of
    it, which nobody but the rewriter read), and `repeated` rows whose couple another row stands for.
    """
    known = _known(pairs, truth)
    once = _once(known)
    judged = _judge(once).with_columns(bin=_bin())
    slices = [("all", pl.lit("all")), ("confidence", _bin_name())]
    slices += [("tier", pl.col("tier").cast(pl.String))] if "tier" in pairs.columns else []
    summaries = [_summary(judged.with_columns(slice=pl.lit(name), value=value)) for name, value in slices]
    left_out = {"repeated": len(known) - len(once), "unknown": len(pairs) - len(known)}
    rest = pl.DataFrame({"slice": list(left_out), "value": "all", "pairs": list(left_out.values())})
    return pl.concat([*summaries, rest], how="diagonal_relaxed").sort("slice", "value")


def judge(pairs: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """The couples of answers that the truth can judge, one row each: that of the surest of their pairs.

    Beside the pair's columns stand `context`, the numbers of the two answers (`low`, `high`), whether the order is
    `right`, whether the chosen answer is the `longer` one, and `error`, the distance of `preference` from the true
    share of people. `pairs` and `truth` are those of `score`.
    """
    return _judge(_once(_known(pairs, truth)))


def shares(margin: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of people who prefer the first of two responses: E[sigmoid(margin + spread z)], z standard normal.

    `margin` is the difference of their thetas, `spread` the distance of their flavours. By Gauss-Hermite quadrature.
    """
    nodes, weights = hermegauss(NODES)
    return sigmoid(margin[:, None] + spread[:, None] * nodes) @ (weights / weights.sum())


def _known(pairs: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Pairs of two answers that compete, with the truth of both sides (of the rejected one with the suffix `_r`).

    An edited version `id@hash` is judged as what it was made from.
    """
    sides = truth.select("response", "context", "answer", "theta", "flavour_x", "flavour_y", "length")
    plain = pairs.with_columns(pl.col("chosen_id", "rejected_id").cast(pl.String).str.replace("@[0-9a-f]{8}$", ""))
    chosen = plain.join(sides, left_on="chosen_id", right_on="response")
    both = chosen.join(sides, left_on="rejected_id", right_on="response", suffix="_r")
    return both.filter(pl.col("context") == pl.col("context_r"), pl.col("answer") != pl.col("answer_r"))


def _once(known: pl.DataFrame) -> pl.DataFrame:
    couple = [
        pl.min_horizontal("answer", "answer_r").alias("low"),
        pl.max_horizontal("answer", "answer_r").alias("high"),
    ]
    ranked = known.with_columns(couple).sort("confidence", "chosen_id", "rejected_id", descending=[True, False, False])
    return ranked.unique(["context", "low", "high"], keep="first", maintain_order=True)


def _judge(known: pl.DataFrame) -> pl.DataFrame:
    margin = (known["theta"] - known["theta_r"]).to_numpy()
    spread = np.hypot(*((known[f"flavour_{axis}"] - known[f"flavour_{axis}_r"]).to_numpy() for axis in "xy"))
    return known.with_columns(
        right=pl.Series(margin > 0),
        longer=pl.col("length") > pl.col("length_r"),
        error=(pl.col("preference") - pl.Series(shares(margin, spread), dtype=pl.Float64)).abs(),
    )


def _bin() -> pl.Expr:
    confidence = pl.col("confidence").cast(pl.Float64)
    return ((confidence - 0.5) / BIN + 1e-6).floor().clip(0, round(0.5 / BIN) - 1)


def _bin_name() -> pl.Expr:
    low = (0.5 + pl.col("bin") * BIN).round(2)
    return pl.format("{}-{}", low, (low + BIN).round(2))


def _summary(judged: pl.DataFrame) -> pl.DataFrame:
    gap = (pl.col("right").mean() - pl.col("confidence").mean()).abs() * pl.len()
    ece = (
        judged.group_by("slice", "value", "bin")
        .agg(gap.alias("gap"))
        .group_by("slice", "value")
        .agg(pl.col("gap").sum())
    )
    rows = judged.group_by("slice", "value").agg(
        pl.len().cast(pl.Int64).alias("pairs"),
        pl.col("right").mean(),
        pl.col("confidence").cast(pl.Float64).mean(),
        pl.col("error").mean().alias("preference_error"),
    )
    return rows.join(ece, on=["slice", "value"]).with_columns(ece=pl.col("gap") / pl.col("pairs")).drop("gap")
