import numpy as np
import polars as pl
import pytest

from tests.transforms.behaviour import contents, shuffled, user
from tests.transforms.clean.nights import (
    Acts,
    Season,
    judged,
    night_of,
    people,
    ring,
    season,
    suspects,
    texts_of,
    together,
)
from transforms.clean.rings import members as members_of

USERS, ITEMS, OPENS = 1_000, 400, 20_000
TARGETS = [11, 77, 203, 304]


def members(acts: Acts, items: int = ITEMS, **options: bool) -> set[str]:
    return set(suspects(judged(night_of(acts, **options), texts_of(items))[0], "ring"))


def found(flagged: set[str], accounts: range) -> tuple[float, int]:
    """Share of the accounts that are flagged, and how many others are."""
    allied = {user(number) for number in accounts}
    return len(flagged & allied) / len(allied), len(flagged - allied)


def in_pairs(items: int) -> pl.LazyFrame:
    """Texts of which each two are alternatives of one context."""
    return contents(*({"response": f"a{n}", "thread": f"a{n}", "context": f"q{n // 2}"} for n in range(items)))


def promoted(accounts: range, *targets: list[int]) -> Season:
    """Nights of honest people among whom the accounts vote for some targets each."""
    parts = [
        together(people(place, USERS, ITEMS, OPENS // 4), ring(place, accounts, aims, turnout=1.0))
        for place, aims in enumerate(targets)
    ]
    return season(parts, in_pairs(ITEMS))


@pytest.mark.parametrize("size", [10, 50])
@pytest.mark.parametrize("covert", [False, True])
def test_accounts_that_vote_together_are_found_and_hardly_anybody_else(size: int, covert: bool):
    accounts = range(USERS - size, USERS) if covert else range(USERS, USERS + size)
    for seed in (1, 2):
        acts = together(people(seed, USERS, ITEMS, OPENS), ring(seed, accounts, TARGETS, turnout=1.0))
        share, others = found(members(acts), accounts)
        assert share >= 0.9
        assert others <= 3


def test_a_ring_is_found_where_only_votes_are_logged():
    accounts = range(USERS, USERS + 20)
    acts = together(people(1, USERS, ITEMS, OPENS), ring(1, accounts, TARGETS, turnout=1.0))
    share, others = found(members(acts, views=False), accounts)
    assert share >= 0.9
    assert others <= 3


def test_each_account_may_promote_a_part_of_many_targets():
    accounts, random = range(USERS, USERS + 60), np.random.default_rng(1)
    parts = [ring(account, [account], random.choice(ITEMS // 40, 4, replace=False) * 40) for account in accounts]
    assert found(members(together(people(1, USERS, ITEMS, OPENS), *parts)), accounts)[0] >= 0.5


@pytest.mark.parametrize(
    "site",
    [
        {"users": 1_000, "items": 400, "opens": 20_000},
        {"users": 1_000, "items": 400, "opens": 20_000, "leniency": 1.5},
        {"users": 1_000, "items": 400, "opens": 40_000, "communities": 20},
        {"users": 40, "items": 30, "opens": 3_000, "rate": 0.3},
        {"users": 1_000, "items": 10, "opens": 20_000, "rate": 0.3},
    ],
    ids=["usual", "lenient", "communities", "tiny and dense", "few items"],
)
@pytest.mark.parametrize("views", [True, False], ids=["", "votes only"])
def test_honest_people_are_no_ring(site, views):
    for seed in (1, 2):
        assert len(members(people(seed, **site), site["items"], views=views)) <= 0.005 * site["users"]


def test_alternatives_of_one_context_that_the_same_people_read_are_no_targets():
    asked, random = people(1, 600, 150, 6_000), np.random.default_rng(1)
    who, what = np.repeat(asked.who, 2), np.repeat(2 * asked.what, 2) + np.tile([0, 1], len(asked.what))
    night = night_of(Acts(who, what, random.random(len(who)) < 0.4), views=False)
    assert suspects(judged(night, in_pairs(300))[0], "ring") == []
    assert suspects(judged(night, texts_of(300))[0], "ring") != []


def test_a_member_is_believed_but_in_the_contexts_of_its_targets():
    accounts, beside = range(USERS - 20, USERS), [target ^ 1 for target in TARGETS]
    passed_over = ring(2, accounts, beside, turnout=1.0)._replace(voted=np.zeros(len(accounts) * len(beside), bool))
    acts = together(people(1, USERS, ITEMS, OPENS), ring(1, accounts, TARGETS), passed_over)
    verdicts, _ = judged(night_of(acts), in_pairs(ITEMS))
    about = verdicts.filter(pl.col("reason") == "ring")["response"]
    assert set(about) == {f"a{number}" for number in (*TARGETS, *beside)}


def test_votes_spread_over_nights_are_put_together():
    accounts, texts = range(USERS, USERS + 12), texts_of(ITEMS)
    parts = [
        together(people(place, USERS, ITEMS, OPENS // 4), ring(place, accounts, [target], turnout=1.0))
        for place, target in enumerate(TARGETS)
    ]
    assert found(set(suspects(season(parts, texts).verdicts[-1], "ring")), accounts)[0] >= 0.9
    alone = [judged(night_of(acts), texts)[0] for acts in parts]
    assert not any(suspects(night, "ring") for night in alone)


@pytest.mark.parametrize("covert", [False, True])
@pytest.mark.parametrize("targets", [([10, 76], [203]), ([10, 76], [203], [], [304]), ([10, 76], [11])])
def test_a_ring_that_goes_on_after_it_was_found_is_believed_in_nothing_that_it_pushes(covert: bool, targets):
    accounts = range(USERS - 12, USERS) if covert else range(USERS, USERS + 12)
    pushed = {f"a{target}" for night in targets for target in night}
    found_ones = pl.col("user").is_in([user(number) for number in accounts]), pl.col("response").is_in(pushed)
    assert promoted(accounts, *targets).votes().filter(found_ones).is_empty()


def test_honest_people_are_hardly_ever_flagged_within_a_week():
    acts = people(1, USERS, ITEMS, 40_000, leniency=1.0)
    when = np.random.default_rng(1).integers(0, 6, len(acts.who))
    parts = [Acts(*(column[when == night] for column in acts)) for night in range(6)]
    about_users = pl.concat(season(parts, texts_of(ITEMS)).verdicts)["user"].drop_nulls()
    assert about_users.n_unique() <= 0.01 * USERS


def test_rings_have_numbers_of_their_own():
    teams = {range(1000, 1015): [1, 2, 3], range(2000, 2015): [100, 101, 102]}
    apart = together(*(ring(place, accounts, targets) for place, (accounts, targets) in enumerate(teams.items())))
    _, users = judged(night_of(together(people(1, USERS, ITEMS, OPENS), apart)), texts_of(ITEMS))
    allied = users.filter(pl.col("user") >= user(USERS), pl.col("ring").is_not_null())
    numbers = [
        allied.filter(pl.col("user").is_between(pl.lit(user(team[0])), pl.lit(user(team[-1]))))["ring"].unique()
        for team in teams
    ]
    assert [len(number) for number in numbers] == [1, 1]
    assert {number.item() for number in numbers} == {1, 2}


def test_connected_targets_have_one_number_even_in_a_chain():
    links = pl.LazyFrame({"a": [*"abcdefg", "y"], "b": [*"bcdefgh", "z"], "excess": 0.5})
    votes = links.select("a", "b", pl.col("a").alias("user"), both=pl.lit(True), chance=pl.lit(0.01))
    found = members_of(links, votes, doubt=0.2).sort("user").collect()
    assert found["ring"].to_list() == [1] * 7 + [2]


def test_a_member_loses_no_votes_on_links_that_chance_may_explain():
    links = pl.LazyFrame({"a": ["a1", "c1"], "b": ["b1", "d1"], "excess": [0.5, 0.05]})
    votes = {"a": ["a1", "c1"], "b": ["b1", "d1"], "user": "u", "both": True, "chance": [0.01, 0.5]}
    found = members_of(links, pl.LazyFrame(votes), doubt=0.2).collect()
    assert found["targets"].list.sort().to_list() == [["a1", "b1"]]


def test_rows_in_another_order_give_the_same_tables():
    night = night_of(together(people(1, 300, 100, 6_000), ring(1, range(300, 312), [3, 50, 80])))
    first, second = (judged(order, texts_of(100)) for order in (night, shuffled(night)))
    for table, other in zip(first, second, strict=True):
        assert table.sort(pl.all()).equals(other.sort(pl.all()))
