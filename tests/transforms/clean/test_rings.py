import numpy as np
import polars as pl
import pytest

from schemas.config import SignalsConfig
from schemas.reading import Curves, Readers
from tests.transforms.behaviour import contents, held, of_lake, shuffled, user
from tests.transforms.clean.nights import (
    NOTHING,
    Acts,
    History,
    judged,
    night_of,
    nights,
    people,
    ring,
    suspects,
    texts_of,
    together,
)
from transforms.signals import signals

USERS, ITEMS, OPENS = 1_000, 400, 20_000
TARGETS = [11, 77, 203, 304]


def members(acts: Acts, items: int = ITEMS, **options: bool) -> set[str]:
    return set(suspects(judged(night_of(acts, **options), texts_of(items))[0], "ring"))


def found(flagged: set[str], accounts: range) -> tuple[float, int]:
    """Share of the accounts that are flagged, and how many others are."""
    allied = {user(number) for number in accounts}
    return len(flagged & allied) / len(allied), len(flagged - allied)


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
    acts = people(1, 500, 100, 10_000, rate=0.15)
    pair = Acts(acts.who, np.where(acts.what % 10 < 2, acts.what % 2, acts.what), acts.voted)
    assert members(pair, 100) == set()


def test_a_member_is_believed_but_in_the_contexts_of_its_targets():
    accounts, beside = range(USERS - 20, USERS), [target ^ 1 for target in TARGETS]
    passed_over = ring(2, accounts, beside, turnout=1.0)._replace(voted=np.zeros(len(accounts) * len(beside), bool))
    acts = together(people(1, USERS, ITEMS, OPENS), ring(1, accounts, TARGETS), passed_over)
    texts = contents(*({"response": f"a{n}", "thread": f"a{n}", "context": f"q{n // 2}"} for n in range(ITEMS)))
    verdicts, _ = judged(night_of(acts), texts)
    about = verdicts.filter(pl.col("reason") == "ring")["response"]
    assert set(about) == {f"a{number}" for number in (*TARGETS, *beside)}


def test_votes_spread_over_nights_are_put_together():
    accounts, texts = range(USERS, USERS + 12), texts_of(ITEMS)
    before, alone = NOTHING, []
    for place, day in enumerate(nights(4)):
        pushed = ring(place, accounts, TARGETS[place : place + 1], turnout=1.0)
        night = night_of(together(people(place, USERS, ITEMS, OPENS // 4), pushed), day)
        verdicts, users = judged(night, texts, before)
        alone.append(judged(night, texts)[0])
        statistics = signals(
            *(night, texts, of_lake(verdicts.lazy(), day)),
            *(of_lake(schema.create_empty().lazy()) for schema in (Curves, Readers)),
            config=SignalsConfig(),
        )
        added = History(*held([statistics.votes, statistics.reads, statistics.turns, users.lazy()]))
        before = History(*(pl.concat([old, of_lake(new, day)]) for old, new in zip(before, added, strict=True)))
    assert found(set(suspects(verdicts, "ring")), accounts)[0] >= 0.9
    assert not any(suspects(night, "ring") for night in alone)


def test_rings_have_numbers_of_their_own():
    apart = together(ring(1, range(1000, 1015), [1, 2, 3]), ring(2, range(2000, 2015), [100, 101, 102]))
    _, users = judged(night_of(together(people(1, USERS, ITEMS, OPENS), apart)), texts_of(ITEMS))
    numbers = users.filter(pl.col("ring_doubt") < 0.2).group_by("ring").agg(pl.col("user").str.tail(3).sort())
    assert numbers["ring"].sort().to_list() == [1, 2]


def test_rows_in_another_order_give_the_same_tables():
    night = night_of(together(people(1, 300, 100, 6_000), ring(1, range(300, 312), [3, 50, 80])))
    first, second = (judged(order, texts_of(100)) for order in (night, shuffled(night)))
    for table, other in zip(first, second, strict=True):
        assert table.sort(pl.all()).equals(other.sort(pl.all()))
