"""Whether what the evidence predicts of people's votes is what they then do, and who writes the better answers."""

import dataframely as dy
import polars as pl

BINS = 10
OVERALL = "overall"
"""Detail of the stage's record: the row of all couples, for the card of a release, which may outlive the table."""
NO_VOTES = "not calibrated: no explicit votes"
NO_USERS = "not calibrated: totals have no users"
FEW_VOTES = "not calibrated: too few explicit votes to learn from"
NEITHER = "not calibrated: no explicit votes to learn from, and totals have no users"


def _share() -> dy.Float64:
    return dy.Float64(nullable=True, min=0, max=1)


def _number() -> dy.Float64:
    return dy.Float64(nullable=True)


class Calibration(dy.Schema):
    """Couples of responses whose evidence from one half of the users foretells the votes of the other half.

    Bins 1 to `BINS` hold equal parts of the couples by `preference` (its mean: the expected share of people who would
    choose the response with the higher score); bin 0 is all of them. `observed` is the share, among two held-out
    readers of whom one gave the explicit vote to his response and the other did not to his, that agrees with the
    scores, `lower` and `upper` its 95% interval; `predicted` is that share as the evidence foretells it.

    Bin 0 alone has the rest. `error` is the expected calibration error: the mean of |observed - predicted| over bins;
    `chance` is what it would be by chance alone. `slope` is the number by which margins would have to be multiplied,
    with its 99% interval, and `slope_0`, `slope_1` are those by the evidence of each half. Where the slope is surely
    wrong, and stable, stage `pairs` mends the evidence: of the precision that it claims only `trust` counts (below 1),
    or theta has `width` times (above 1) its `prior_variance`. `note` says in words what came out.
    """

    bin = dy.Int8(primary_key=True, min=0, max=BINS)
    couples = dy.Int64(min=0)
    preference = _share()
    predicted = _share()
    observed = _share()
    lower = _share()
    upper = _share()
    error = _share()
    chance = _share()
    slope = _number()
    slope_lower = _number()
    slope_upper = _number()
    slope_0 = _number()
    slope_1 = _number()
    prior_variance = dy.Float64(nullable=True, min_exclusive=0)
    trust = dy.Float64(nullable=True, min_exclusive=0, max=1)
    width = dy.Float64(nullable=True, min=1)
    note = dy.String(nullable=True)

    @dy.rule()
    def only_the_row_of_all_couples_has_words(cls) -> pl.Expr:
        return (cls.bin.col == 0) == cls.note.col.is_not_null()


class Leaderboard(dy.Schema):
    """One generating model on one kind of prompt: how much its answers are preferred to others to the same prompts.

    A site without explicit votes has no rows: nothing tells there what a score is worth, nor how sure a rank is.
    `slice` is `all`, `language=zh` (of most answers to the prompt) or `turns=single`, `turns=multi` (chat). `theta` is
    the mean log-odds of an explicit positive verdict relative to the mean of the models that it is compared with, with
    a 95% interval. `responses` of it stand in `contexts` that hold another model's answer too.
    """

    slice = dy.String(min_length=1)
    model = dy.String(min_length=1)
    theta = dy.Float64()
    lower = dy.Float64()
    upper = dy.Float64()
    responses = dy.Int64(min=1)
    contexts = dy.Int64(min=1)

    @dy.rule()
    def one_row_per_slice_and_model(cls) -> pl.Expr:
        return pl.struct("slice", "model").is_unique()

    @dy.rule()
    def interval_holds_the_estimate(cls) -> pl.Expr:
        return (cls.lower.col <= cls.theta.col) & (cls.theta.col <= cls.upper.col)
