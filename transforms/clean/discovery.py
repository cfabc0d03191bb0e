"""The Benjamini-Hochberg procedure as a column of q-values, and tails in closed form."""

import math

import polars as pl


def with_q(tests: pl.LazyFrame, p: str, q: str, total: pl.Expr | None = None) -> pl.LazyFrame:
    """`tests` with their q-values: q_(i) = min over j >= i of m p_(j) / j (Benjamini & Hochberg 1995).

    m is the number of rows with a p-value, or `total` where only the smallest p-values of a family are at hand. A null
    p-value has none. Under dependence of any kind p-values that are inverse likelihood ratios keep the rate (e-BH,
    Wang & Ramdas 2022).
    """
    number = pl.col(p).count() if total is None else total
    ranked = tests.sort(p, nulls_last=True)
    raw = pl.col(p) * number / pl.int_range(1, pl.len() + 1)
    return ranked.with_columns(raw.reverse().cum_min().reverse().clip(upper_bound=1.0).alias(q))


def gamma_poisson_tail(count: pl.Expr, mean: pl.Expr, variance: pl.Expr) -> pl.Expr:
    """Upper bound of P(X >= count), X a Poisson count whose mean is gamma distributed: 1 where count <= mean.

    `variance` is that of the gamma's relative error, about that of its logarithm; X is negative binomial with the size
    k = 1 / variance. The bound is pmf(x) / (1 - s), s the largest ratio of two successive terms after x: they go from
    c (x + k) / (x + 1) towards c = mean / (mean + k). A sum of independent rare events has no heavier a tail than the
    Poisson count of its mean (Hoeffding 1956).
    """
    size = 1 / variance
    chance = mean / (mean + size)
    log_pmf = (
        _log_gamma(count + size)
        - _log_gamma(size)
        - _log_gamma(count + 1)
        + count * chance.log()
        + size * (1 - chance).log()
    )
    largest_ratio = chance * pl.max_horizontal((count + size) / (count + 1), 1.0)
    tail = log_pmf.exp() / (1 - largest_ratio)
    return pl.when(count > mean).then(tail.clip(upper_bound=1.0)).otherwise(1.0)


def _log_gamma(z: pl.Expr) -> pl.Expr:
    """ln Gamma(z) = ln Gamma(z + 1) - ln z by Stirling's series, within 0.003 (Abramowitz & Stegun 1964, 6.1.41)."""
    above = z + 1
    series = (above - 0.5) * above.log() - above + 0.5 * math.log(2 * math.pi) + 1 / (12 * above)
    return series - z.log()
