"""What moved between two releases: couple by couple, column by column, and in what evidence foretells of votes."""

import dataframely as dy
import polars as pl

CHANGES = ("flipped", "added", "removed", "resplit", "surer", "less_sure")
"""What can become of a couple of answers, the news that people care about most first."""
VERDICTS = ("ok", "warn", "stop")


def _share() -> dy.Float64:
    return dy.Float64(min=0, max=1)


def _verdict() -> dy.String:
    return dy.String(check={"is_known": lambda verdict: verdict.is_in(list(VERDICTS))})


class Difference(dy.Schema):
    """One prompt and unordered couple of answers of a site that two releases do not hold alike.

    `change` is `flipped` (the other answer is preferred now), `added`, `removed`, `resplit` (in another file), `surer`
    or `less_sure` (confidence moved by 0.05 at least); of several the first of these. `why` is the reason in words.
    What only one release has is null in the columns of the other; `rule`, `tier`, `kind` and `context_id` are of the
    newer release that holds the couple.
    """

    change = dy.String(check={"is_known": lambda change: change.is_in(list(CHANGES))})
    why = dy.String(min_length=1)
    site = dy.String(min_length=1)
    kind = dy.String()
    context_id = dy.String()
    rule = dy.String()
    tier = dy.String()
    old_pair_id = dy.String(nullable=True)
    new_pair_id = dy.String(nullable=True)
    old_confidence = dy.Float32(nullable=True)
    new_confidence = dy.Float32(nullable=True)
    old_dt = dy.Date(nullable=True)
    new_dt = dy.Date(nullable=True)
    old_split = dy.String(nullable=True)
    new_split = dy.String(nullable=True)

    @dy.rule()
    def is_in_one_release_at_least(cls) -> pl.Expr:
        return cls.old_pair_id.col.is_not_null() | cls.new_pair_id.col.is_not_null()


class Drift(dy.Schema):
    """One category (or bin) of one column of the pairs of one site, and how the whole column drifted.

    `n_old` and `n_new` pairs are in the category, as shares of the site's pairs `share_old` and `share_new`. The rest
    is of the column, the same in all its rows: the population stability index `psi` and `kl`, the Kullback-Leibler
    divergence of the new shares from the old ones (nats); `chance`, what the index is expected to be without any drift
    (`kl`: half of it), `bound`, what chance exceeds once in a thousand times; `net_psi` and `net_kl`, without what
    chance explains; and `verdict`. The column `site` is of all pairs together, and its own `site` is null.
    """

    site = dy.String(nullable=True)
    column = dy.String(min_length=1)
    category = dy.String()
    n_old = dy.Int64(min=0)
    n_new = dy.Int64(min=0)
    share_old = _share()
    share_new = _share()
    psi = dy.Float64(min=0)
    kl = dy.Float64(min=0)
    chance = dy.Float64(min=0)
    bound = dy.Float64(min=0)
    net_psi = dy.Float64(min=0)
    net_kl = dy.Float64(min=0)
    verdict = _verdict()

    @dy.rule()
    def one_row_per_category(cls) -> pl.Expr:
        return pl.struct("site", "column", "category").is_unique()


class VoteDrift(dy.Schema):
    """How well the evidence of a site foretells explicit votes (`Calibration`), in two releases.

    `measure` is `agreement`, the share of held-out readers who disagree that agrees with the scores, or `error`, the
    expected calibration error. `se` is the standard error of the difference, `z` the difference in standard errors. A
    site without a calibration has null there.
    """

    site = dy.String(min_length=1)
    measure = dy.String(check={"is_known": lambda measure: measure.is_in(["agreement", "error"])})
    old = dy.Float64(nullable=True)
    new = dy.Float64(nullable=True)
    se = dy.Float64(nullable=True)
    z = dy.Float64(nullable=True)
    verdict = _verdict()

    @dy.rule()
    def one_row_per_site_and_measure(cls) -> pl.Expr:
        return pl.struct("site", "measure").is_unique()
