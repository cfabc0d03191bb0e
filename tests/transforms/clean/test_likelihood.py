import numpy as np
import polars as pl
import pytest

from tests.transforms.behaviour import user
from tests.transforms.clean.nights import Acts, judged, night_of, people, season, suspects, texts_of, together

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


@pytest.mark.parametrize("opens", [25, 150])
def test_many_who_like_everything_do_not_make_it_look_usual(opens: int):
    crowd = together(*(eager(900 + number, opens, 0.95, seed=number) for number in range(50)))
    assert len(likers(together(people(1, 500, ITEMS, 15_000), crowd))) >= 48


def test_the_table_holds_the_likelihood_ratio_of_those_tested():
    _, users = judged(night_of(together(people(1, 500, ITEMS, 15_000), eager(900, 20, 1.0))), texts_of(ITEMS))
    row = users.filter(pl.col("user") == user(900)).row(0, named=True)
    assert row["liker_log10_odds"] > 5
    assert row["liker_q"] < 0.001
    assert users.filter(pl.col("approved") < 0.5 * pl.col("opened"))["liker_q"].null_count() > 0


def test_who_opens_again_what_he_liked_on_a_night_before_does_not_abstain():
    old, new = np.arange(30), np.arange(100, 114)
    first = Acts(np.full(30, 900), old, np.ones(30, dtype=bool))
    second = Acts(np.full(44, 900), np.concatenate([old, new]), np.arange(44) >= 30)
    nights = season([together(people(place, 500, ITEMS, 15_000), acts) for place, acts in enumerate((first, second))],
                    texts_of(ITEMS))  # fmt: skip
    assert [suspects(verdicts, "likes_everything") for verdicts in nights.verdicts] == [[user(900)], [user(900)]]


def test_whoever_was_flagged_before_counts_in_nobodys_rates():
    crowd = together(*(eager(900 + number, 150, 0.95, seed=number) for number in range(30)))
    parts = [people(1, 500, ITEMS, 15_000), people(2, 500, ITEMS, 15_000)]
    alone = season(parts, texts_of(ITEMS)).users[-1]
    with_crowd = season([together(parts[0], crowd), parts[1]], texts_of(ITEMS)).users[-1]
    columns = ("user", "liker_log10_odds")
    assert with_crowd.select(columns).sort("user").equals(alone.select(columns).sort("user"))
