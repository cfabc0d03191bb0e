import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import EvidenceConfig
from schemas.reading import Verdicts
from schemas.statistics import Reads
from tests.transforms.calibrate.readers import simulate
from tests.transforms.evidence.world import World, empty, table
from transforms.calibrate.heldout import favours, of_half
from transforms.evidence import responses

ANCHOR = pl.LazyFrame({"signal": ["upvote"]})


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(1, contexts=20)


def counted(world: World, half: int | None = None, anchor: pl.LazyFrame = ANCHOR) -> pl.DataFrame:
    """`favours` of one half of the users, or of all."""
    part = world.statistics if half is None else of_half(world.statistics, half)
    index = responses.index(world.contents)
    return favours(part, index, anchor, config=EvidenceConfig(), kind="qa").collect().sort("response")


def test_the_halves_are_the_whole(world):
    both = pl.concat([counted(world, half) for half in (0, 1)]).group_by("context", "response").sum().sort("response")

    assert_frame_equal(both, counted(world))
    assert counted(world, 0)["n"].sum() == pytest.approx(both["n"].sum() / 2, rel=0.05)


def test_nobody_is_in_both_halves(world):
    users = [of_half(world.statistics, half).votes.select("user").unique().collect()["user"] for half in (0, 1)]

    assert set(users[0]).isdisjoint(users[1])
    assert set(users[0]) | set(users[1]) == set(world.statistics.votes.collect()["user"])


def test_who_votes_has_read_in_the_same_half(world):
    found = counted(world, 1)
    opens = of_half(world.statistics, 1).reads.group_by("response").agg(pl.col("opens").sum()).collect()

    assert found.join(opens, on="response").select((pl.col("n") == pl.col("opens")).all()).item()


def test_of_a_vote_against_those_count_who_did_not_give_it(world):
    against = counted(world, anchor=pl.LazyFrame({"signal": ["downvote"]}))

    assert (against["k"] / against["n"]).mean() > 0.9


def test_flagged_users_are_out(world):
    flagged = world.statistics.votes.select("user").unique().collect()
    verdicts = table(Verdicts, flagged.with_columns(reason=pl.lit("likes_everything")))
    doubted = world._replace(statistics=world.statistics._replace(verdicts=verdicts))

    assert counted(doubted)["k"].sum() == 0


def test_without_views_votes_are_out_of_votes(world):
    blind = world._replace(statistics=world.statistics._replace(reads=empty(Reads)))
    given = world.statistics.votes.group_by("response").len().collect()

    assert counted(blind)["n"].sum() == given["len"].sum()
