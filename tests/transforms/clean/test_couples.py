import polars as pl
import pytest

from tests.transforms.clean.nights import CONFIG, people, ring, together
from transforms.clean.couples import common_voters


def lift(*parts) -> float:
    acts = together(*parts)
    given = pl.DataFrame({"user": acts.who, "item": acts.what}).filter(pl.Series(acts.voted))
    given = given.select(pl.format("u{}", "user").alias("user"), pl.format("a{}", "item").alias("item")).unique()
    items = given.group_by("item").agg(approvals=pl.len().cast(pl.Int64))
    return common_voters(given.lazy(), items.lazy(), config=CONFIG).collect()["lift"][0]


def test_votes_at_random_have_no_lift_and_a_ring_gives_none():
    site = people(1, 1_000, 400, 30_000, leniency=0.0)
    assert lift(site) < 1.5
    assert lift(site, ring(1, range(1000, 1050), [3, 9, 27, 81])) < 1.5


@pytest.mark.parametrize("communities", [5, 20])
def test_communities_that_never_meet_lift_by_their_number(communities):
    found = lift(people(1, 1_000, 400, 60_000, leniency=0.0, communities=communities))
    assert 0.5 * communities < found < 2 * communities
