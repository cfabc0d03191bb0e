"""How long people read, and which acts are not what they seem."""

import dataframely as dy
import polars as pl

from schemas.events import USER


class Curves(dy.Schema):
    """Histogram of log dwell over views of one night: `n` views of texts in a length bin that took a dwell bin.

    Bins are integers: `length_bin` = floor(4 log2(length + 1)), `dwell_bin` = floor(8 ln(dwell in ms + 1)). `images` is
    capped. Histograms add up over nights, and misclicks and idle tabs cannot bend their medians.
    """

    language = dy.String()
    images = dy.Int32(min=0)
    length_bin = dy.Int32(min=0)
    dwell_bin = dy.Int32(min=0)
    n = dy.Int64(min=1)


class Readers(dy.Schema):
    """One reader's night: `n` timed views and the sum, in thousandths, of log dwell minus the log expected dwell.

    One view counts at most 2 either way, so that an idle tab makes nobody a slow reader.
    """

    user = dy.String(primary_key=True, regex=USER)
    n = dy.Int64(min=1)
    log_speed_sum = dy.Int64()


VIEW_REASONS = ("misclick", "idle")
USER_REASONS = ("scraper", "likes_everything")


class Verdicts(dy.Schema):
    """Why an event, or everything of a user, is not believed. The event stays; this row takes it out of the evidence.

    Exactly one of `event_id` and `user` is set; `response` goes with an event. `value` is the statistic that decided.
    """

    event_id = dy.String(nullable=True)
    user = dy.String(nullable=True, regex=USER)
    response = dy.String(nullable=True)
    reason = dy.String(check={"is_known": lambda reason: reason.is_in(VIEW_REASONS + USER_REASONS)})
    value = dy.Float64(nullable=True)

    @dy.rule()
    def is_about_an_event_or_a_user(cls) -> pl.Expr:
        return cls.event_id.col.is_null() != cls.user.col.is_null()

    @dy.rule()
    def reason_fits_the_subject(cls) -> pl.Expr:
        return cls.reason.col.is_in(VIEW_REASONS) == cls.event_id.col.is_not_null()
