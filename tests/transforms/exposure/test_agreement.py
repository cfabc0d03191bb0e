from datetime import timedelta

import numpy as np
import polars as pl

from schemas.config import ExposureConfig
from schemas.reading import Verdicts
from tests.transforms.behaviour import frame, user
from tests.transforms.exposure.site import Shown, found, name, nothing, reads_of, serve, votes
from transforms.exposure import tables

AUTO = ExposureConfig()


def voted(shown: Shown, rate: np.ndarray, seed: int = 0) -> dict[str, int]:
    """Votes of so large a share of each response's openers."""
    opens = shown.opens.sum(axis=1)
    given = np.random.default_rng(seed).binomial(opens, np.clip(rate, 0, 1))
    return {name(number): int(n) for number, n in enumerate(given)}


def is_applied(shown: Shown, cast: pl.LazyFrame, verdicts: pl.LazyFrame | None = None) -> bool:
    (applied,) = set(found(reads_of(shown), cast, verdicts, AUTO)["applied"])
    return applied


def unskilled(seed: int) -> Shown:
    """Rankers that know nothing of relevance, so that positions are noise in the shares of opens."""
    return serve(seed, contexts=200, times=(20, 20), skill=0.0)


def test_where_votes_go_with_relevance_it_is_corrected():
    shown = unskilled(0)

    assert is_applied(shown, votes(voted(shown, 0.3 * shown.relevance)))


def test_where_votes_go_against_relevance_it_is_corrected_too():
    shown = unskilled(1)

    assert is_applied(shown, votes(voted(shown, 0.3 * (1 - shown.relevance))))


def test_where_votes_say_nothing_it_is_corrected():
    applied = [
        is_applied(shown, votes(voted(shown, np.full(len(shown.relevance), 0.2)))) for shown in map(unskilled, range(4))
    ]

    assert all(applied)


def raw_share(shown: Shown) -> np.ndarray:
    return 2 * shown.opens.sum(axis=1) / shown.impressions.sum(axis=1)


def test_where_votes_go_with_raw_shares_it_is_not_corrected():
    shown = unskilled(2)

    assert not is_applied(shown, votes(voted(shown, raw_share(shown))))


def test_a_vote_that_its_opposite_took_back_has_no_say():
    shown = unskilled(2)
    ups = votes(voted(shown, raw_share(shown)))
    downs = ups.with_columns(signal=pl.lit("downvote"), set_ts=pl.col("set_ts") + timedelta(hours=1))

    net = tables.shown(reads_of(shown), pl.concat([ups, downs]), nothing(Verdicts)).collect()["net"]

    assert net.sum() == -ups.collect().height


def test_votes_of_users_with_a_verdict_have_no_say():
    shown = unskilled(2)
    cast = votes(voted(shown, raw_share(shown)))
    everybody = frame(Verdicts, {"user": [user(number) for number in range(1000)], "reason": "scraper"})

    assert is_applied(shown, cast, everybody)
