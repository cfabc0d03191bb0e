"""What came out of the calibration, for people: in words, as text and as Markdown."""

import re
from itertools import groupby
from typing import Any

import polars as pl

from schemas.calibration import FEW_VOTES, NEITHER, NO_USERS, NO_VOTES

MEANING = (
    "Expected calibration error: the mean distance of the dots from the dashed line. By chance: what that would be, "
    "from the noise of so many votes, if the evidence were exactly right.",
    "Slope of margins: the number by which all margins would have to be multiplied to fit the votes. 1 is right, below "
    "1 the evidence claims too much, above 1 too little.",
)
"""Of the numbers in a verdict, for those who read it beside the diagram."""
CAPPED = (
    "Too few explicit votes tell what a score is worth here, so confidence and preference claim at most 0.75 and are "
    "an order of the pairs rather than probabilities. Models are not ranked."
)
NOT_CORRECTED = (
    "Made from totals: robots, fans who like everything and rings cannot be seen in totals and were not taken out, nor "
    "were misclicks, idle tabs and how fast each reader reads. How many people stand behind a pair is not known "
    "(n_users is null), so min_users counts views."
)
CAVEATS = {NO_VOTES: (CAPPED,), FEW_VOTES: (CAPPED,), NO_USERS: (NOT_CORRECTED,), NEITHER: (CAPPED, NOT_CORRECTED)}


def summary(calibration: pl.DataFrame) -> str:
    """The verdict on a site's evidence, from its rows of `Calibration`, with the expected calibration error."""
    return "; ".join(words(calibration))


def verdict(calibration: pl.DataFrame) -> str:
    """The verdict in words alone: equal where two nights say the same, though not with the same numbers."""
    return re.sub(r"\d+\.\d+", "so many", calibration.filter(pl.col("bin") == 0).item(0, "note"))


def caveats(calibration: pl.DataFrame) -> tuple[str, ...]:
    """What a person who reads about the pairs of such a site has to know, in whole sentences."""
    return CAVEATS.get(calibration.filter(pl.col("bin") == 0).item(0, "note"), ())


def lines(calibration: pl.DataFrame) -> list[str]:
    """The diagram as text: per bin the agreement of held-out votes, predicted and observed, with 95%."""
    return [
        f"predicted {row['predicted']:.2f}, observed {row['observed']:.2f} ({row['lower']:.2f} to {row['upper']:.2f})"
        for row in bins(calibration)
    ]


def ranks(leaderboard: pl.DataFrame) -> list[str]:
    """One line per kind of prompt: its models, the best first, with 95%."""
    told = {kind: list(models) for kind, models in groupby(_best_first(leaderboard), key=lambda row: row["slice"])}
    return [f"{kind}: {', '.join(_model(row) for row in models)}" for kind, models in told.items()]


def markdown(calibration: pl.DataFrame, leaderboard: pl.DataFrame | None = None) -> str:
    """Verdict, reliability table and, where it is given, leaderboard."""
    parts = [summary(calibration), *caveats(calibration)]
    if found := bins(calibration):
        cells = [
            f"| {row['preference']:.3f} | {row['predicted']:.3f} | {row['observed']:.3f} "
            f"| {row['lower']:.3f} to {row['upper']:.3f} | {row['couples']:,} |"
            for row in found
        ]
        parts.append(_table(["preference", "agreement predicted", "agreement observed", "95%", "couples"], cells))
    if leaderboard is not None and not leaderboard.is_empty():
        cells = [
            f"| {row['slice']} | {row['model']} | {row['theta']:+.3f} | {row['lower']:+.3f} to {row['upper']:+.3f} "
            f"| {row['responses']:,} | {row['contexts']:,} |"
            for row in _best_first(leaderboard)
        ]
        parts.append(_table(["prompts", "model", "mean theta", "95%", "responses", "contexts"], cells))
    return "\n\n".join(parts) + "\n"


def words(calibration: pl.DataFrame) -> list[str]:
    """The parts of `summary`: the verdict and, where there is a test, its numbers."""
    found = calibration.filter(pl.col("bin") == 0).row(0, named=True)
    if found["error"] is None:
        return [found["note"]]
    return [
        found["note"],
        f"expected calibration error {found['error']:.3f}, {found['chance']:.3f} by chance",
        f"slope of margins {found['slope']:.2f}, {found['slope_lower']:.2f} to {found['slope_upper']:.2f} (99%)",
    ]


def _best_first(leaderboard: pl.DataFrame) -> list[dict[str, Any]]:
    return leaderboard.sort("slice", -pl.col("theta"), "model").to_dicts()


def _table(names: list[str], rows: list[str]) -> str:
    """A Markdown table of rows that are written already."""
    return "\n".join([f"| {' | '.join(names)} |", "| --- " * len(names) + "|", *rows])


def _model(row: dict[str, Any]) -> str:
    return f"{row['model']} {row['theta']:+.2f} ({row['lower']:+.2f} to {row['upper']:+.2f})"


def bins(calibration: pl.DataFrame) -> list[dict[str, Any]]:
    """Bins that have an observation."""
    return calibration.filter(pl.col("bin") > 0, pl.col("observed").is_not_null()).sort("bin").to_dicts()
