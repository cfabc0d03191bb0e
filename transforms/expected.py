"""How long a text should keep a reader: the yardstick that reading, clean, signals and evidence hold dwell against.

All times are natural logs of milliseconds, ln(dwell + 1). The expected dwell of a view is
exp(`log_expected` of its text + `log_speed` of its reader).
"""

import polars as pl

from schemas.config import Paced
from transforms.newest import newest

IMAGES_CAP = 9
BIN = ("language", "images", "length_bin")
LENGTH_BINS_PER_DOUBLING = 4
DWELL_BINS_PER_LOG = 8

# Silent reading of English non-fiction is 238 words a minute (Brysbaert 2019, a meta-analysis of 190 studies), at about
# 6 characters a word with its space and punctuation. Other languages were timed aloud: 255 characters a minute in
# Chinese, 68 ms a character in alphabets (Trauzettel-Klosinski & Dietz 2012, IReST); silent reading of English is
# 238 / 183 times as fast as reading it aloud (Brysbaert 2019), and the same ratio is taken for them.
ALOUD_TO_SILENT = 238 / 183
MS_PER_CHARACTER = {"en": 60_000 / (238 * 6), "zh": 60_000 / (255 * ALOUD_TO_SILENT)}
MS_PER_OTHER_CHARACTER = 68 / ALOUD_TO_SILENT
# Assumptions, which a site's own views replace: finding one's way into any text, and looking at one image.
GLANCE_MS = 1_500
IMAGE_MS = 3_000


def log_dwell() -> pl.Expr:
    """ln(dwell in ms + 1), so that a dwell of 0 has a log."""
    return (pl.col("dwell_ms") + 1).log()


def log_full_reading() -> pl.Expr:
    """Log of the time for reading a text of this bin from beginning to end, from published reading speeds."""
    length = pl.lit(2.0).pow((pl.col("length_bin") + 0.5) / LENGTH_BINS_PER_DOUBLING) - 1
    per_character = pl.col("language").replace_strict(
        MS_PER_CHARACTER, default=MS_PER_OTHER_CHARACTER, return_dtype=pl.Float64
    )
    return (GLANCE_MS + per_character * length + IMAGE_MS * pl.col("images")).log()


def texts(contents: pl.LazyFrame) -> pl.LazyFrame:
    """The newest row of every response, as (response, context, listed, language, images, length_bin).

    `images` is capped. `listed` says that the response hangs under something that others hang under too (qa, chat), not
    under itself (feed).
    """
    answers = contents.filter(pl.col("role") == "assistant")
    return newest(answers, "content_id", "thread", "context", "language", "images", "length").select(
        "response",
        "context",
        "language",
        listed=pl.col("content_id") != pl.col("thread"),
        images=pl.col("images").clip(upper_bound=IMAGES_CAP),
        length_bin=((pl.col("length") + 1).log(2) * LENGTH_BINS_PER_DOUBLING).floor().cast(pl.Int32),
    )


def expected(curves: pl.LazyFrame, *, config: Paced) -> pl.LazyFrame:
    """What a usual reader spends on a text of each bin seen, as (language, images, length_bin, log_expected).

    log_expected = (n m + k (full + level)) / (n + k), with m the median log dwell of the bin's n views, k =
    `prior_views`, `full` the log of the full reading time and `level` the site's intercept: texts are skimmed, so dwell
    is a share of the full reading time, the same share a priori in all bins. Medians, because misclicks and idle tabs
    lie in the tails: at a share of 10% and 5% they move a median by less than a tenth of a standard deviation.
    """
    histogram = curves.group_by(*BIN, "dwell_bin").agg(pl.col("n").sum())
    prior = log_full_reading() + pl.col("level")
    weight = config.prior_views
    return (
        _medians(histogram)
        .join(_level(histogram, config.prior_views), how="cross")
        .select(*BIN, log_expected=(pl.col("total") * pl.col("median") + weight * prior) / (pl.col("total") + weight))
    )


def expected_by_response(contents: pl.LazyFrame, curves: pl.LazyFrame, *, config: Paced) -> pl.LazyFrame:
    """`expected`, looked up for every response: (response, context, listed, log_expected).

    `log_expected` is null where no view of the window was in the response's bin.
    """
    usual = expected(curves, config=config)
    return texts(contents).join(usual, on=BIN, how="left").drop(*BIN)


def speeds(readers: pl.LazyFrame, *, config: Paced) -> pl.LazyFrame:
    """Each reader's mean log dwell over the expected, shrunken to 0, as (user, log_speed); positive is slow.

    log_speed = sum / (n + k), k = `prior_reader_views`: the posterior mean of a normal random effect.
    """
    views = pl.col("n").sum() + config.prior_reader_views
    return readers.group_by("user").agg(log_speed=pl.col("log_speed_sum").sum() / 1000 / views)


def _medians(histogram: pl.LazyFrame) -> pl.LazyFrame:
    """Median log dwell of each bin, interpolated within the dwell bin that holds it, and the bin's `total` views."""
    upto = pl.col("n").cum_sum().over(BIN, order_by="dwell_bin")
    within = (pl.col("total") / 2 - pl.col("upto") + pl.col("n")) / pl.col("n")
    return (
        histogram.with_columns(upto=upto, total=pl.col("n").sum().over(BIN))
        .filter((2 * (pl.col("upto") - pl.col("n")) < pl.col("total")) & (pl.col("total") <= 2 * pl.col("upto")))
        .select(*BIN, "total", median=(pl.col("dwell_bin") + within) / DWELL_BINS_PER_LOG)
    )


def _level(histogram: pl.LazyFrame, prior_views: float) -> pl.LazyFrame:
    """One row, `level`: the median over all views of log dwell minus that of the full reading, shrunken to 0."""
    residual = (pl.col("dwell_bin") + 0.5) / DWELL_BINS_PER_LOG - log_full_reading()
    return (
        histogram.select("n", residual=residual)
        .sort("residual")
        .with_columns(upto=pl.col("n").cum_sum(), total=pl.col("n").sum())
        .filter(2 * pl.col("upto") >= pl.col("total"))
        .select(level=(pl.col("residual") * pl.col("total") / (pl.col("total") + prior_views)).first())
    )
