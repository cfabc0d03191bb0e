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
USER_REASONS = ("scraper", "likes_everything", "ring")


class Verdicts(dy.Schema):
    """Why an event, or everything of a user, is not believed. The event stays; this row takes it out of the evidence.

    Exactly one of `event_id` and `user` is set; `response` goes with an event, or narrows what is said of a user to
    what he did to that response. `value` is the statistic that decided; null where an earlier night of the window found
    a member of a ring and the row is about what he did since.
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


class Users(dy.Schema):
    """What one user did tonight, as far as it was judged, and how surely it was no honest reader's.

    `views` counts views, `timed` those with a dwell, `opened` distinct responses (equal answers of a context are one),
    `approved` those of them that ever got an explicit positive vote tonight; `coverage` is `opened` as a share of all
    that anybody opened. `log_dwell_spread` is the spread of log dwell, in standard deviations, and `scraper_q` says how
    sure it is that it is a person's. `liker_log10_odds` is the log10 likelihood ratio of positive votes for whatever is
    opened against votes like the others'. A q-value is the share of honest users to expect among those at least as
    suspect. `ring` numbers tonight's rings, `ring_targets` counts the responses that the user voted for within the
    window and that are linked surely enough, or else most surely, and `ring_doubt` is the probability that he is none
    of the ring all the same; null where nothing links him. Who is found in a ring tonight has a row even if he did
    nothing tonight.
    """

    user = dy.String(primary_key=True, regex=USER)
    views = dy.Int64(min=0)
    timed = dy.Int64(min=0)
    opened = dy.Int64(min=0)
    approved = dy.Int64(min=0)
    coverage = dy.Float64(min=0, max=1)
    log_dwell_spread = dy.Float64(nullable=True, min=0)
    scraper_q = dy.Float64(nullable=True, min=0, max=1)
    liker_log10_odds = dy.Float64(nullable=True)
    liker_q = dy.Float64(nullable=True, min=0, max=1)
    ring = dy.Int32(nullable=True, min=1)
    ring_targets = dy.Int32(nullable=True, min=2)
    ring_doubt = dy.Float64(nullable=True, min=0, max=1)
