import numpy as np
import polars as pl
import pytest

from tests.transforms.behaviour import user
from tests.transforms.clean.nights import Acts, judged, night_of, people, suspects, texts_of, together

ITEMS = 600


def eager(number: int, opens: int, share: float, seed: int = 0) -> Acts:
    """Somebody who votes for that share of what he opens, whatever it is."""
    random = np.random.default_rng(seed)
    what = random.choice(ITEMS, opens, replace=False)
    return Acts(np.full(opens, number), what, random.random(opens) < share)


def likers(acts: Acts, **options: bool) -> list[str]:
    return suspects(judged(night_of(acts, **options), texts_of(ITEMS))[0], "likes_everything")


def test_who_votes_for_nearly_everything_is_found_from_a_dozen_opens():
    acts = together(people(1, 500, ITEMS, 15_000), eager(900, 12, 1.0), eager(901, 40, 0.92))
    assert likers(acts) == [user(900), user(901)]


def test_who_votes_for_half_of_what_he_opens_is_none():
    assert likers(together(people(1, 500, ITEMS, 15_000), eager(900, 40, 0.5))) == []


@pytest.mark.parametrize("leniency", [0.5, 1.0])
def test_hardly_anybody_honest_is_one_however_lenient(leniency):
    found = [likers(people(seed, 500, ITEMS, 15_000, leniency=leniency)) for seed in (2, 3, 4)]
    assert sum(map(len, found)) <= 3


def test_a_site_that_shows_votes_alone_flags_nobody_for_voting():
    assert likers(people(1, 500, ITEMS, 15_000), views=False) == []


def test_many_who_like_everything_do_not_make_it_look_usual():
    crowd = together(*(eager(900 + number, 25, 0.95, seed=number) for number in range(50)))
    assert len(likers(together(people(1, 500, ITEMS, 15_000), crowd))) >= 48


def test_the_table_holds_the_likelihood_ratio_of_those_tested():
    _, users = judged(night_of(together(people(1, 500, ITEMS, 15_000), eager(900, 20, 1.0))), texts_of(ITEMS))
    row = users.filter(pl.col("user") == user(900)).row(0, named=True)
    assert row["liker_log10_odds"] > 5
    assert row["liker_q"] < 0.001
    assert users.filter(pl.col("approved") < 0.5 * pl.col("opened"))["liker_q"].null_count() > 0
