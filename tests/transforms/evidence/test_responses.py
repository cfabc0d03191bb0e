import datetime as dt

import polars as pl

from schemas.statistics import Reads, Totals, Votes
from tests.transforms.evidence.world import NIGHT, NOON, answers, reads, statistics, table, user
from transforms.evidence import responses
from transforms.text import hash64


def votes(*rows: tuple) -> pl.LazyFrame:
    """Rows of (response, user number)."""
    columns = {"signal": "upvote", "dt": NIGHT, "set_ts": NOON, "context": "c"}
    return table(Votes, [{"response": r, "user": user(u)} | columns for r, u in rows])


def no_couples() -> pl.LazyFrame:
    return pl.LazyFrame(schema=dict.fromkeys(("context", "first", "second"), pl.String))


def seen(couples=None, **frames) -> list[tuple]:
    couples = no_couples() if couples is None else couples
    return sorted(
        responses.seen(statistics(**frames), couples).select("response", "n_users", "n_views").collect().rows()
    )


def test_the_newest_nights_row_of_a_response_wins():
    rows = [{"response": "a", "context": c, "night": NIGHT + dt.timedelta(days=d)} for d, c in ((1, "new"), (0, "old"))]

    assert responses.index(answers(rows)).select("response", "context").collect().rows() == [("a", "new")]


def test_equal_answers_are_pooled_in_the_context_of_today():
    index = responses.index(answers([{"response": r, "context": "c", "representative": "a"} for r in ("a", "b")]))
    read = reads([{"response": r, "context": None, "opens": 1} for r in ("a", "b")])

    assert responses.pool(read, index).select("context", "response").collect().rows() == [("c", "a"), ("c", "a")]


def test_a_representative_that_left_the_window_is_described_by_an_equal_answer():
    row = {"response": "b", "context": "c", "representative": "a", "length": 7, "images": 2}

    found = responses.describe(responses.index(answers([row]))).select("response", "length", "images").collect()

    assert found.rows() == [("a", 7, 2)]


def test_responses_without_text_or_context_are_dropped_with_the_reason():
    index = responses.index(answers([{"response": "a", "context": "c"}, {"response": "b", "context": None}]))
    acted = statistics(votes=votes(("a", 1), ("b", 1), ("gone", 1)))

    dropped = responses.unplaced(acted, index).select("response", "reason").collect()

    assert sorted(dropped.rows()) == [("b", "no_context"), ("gone", "no_content")]


def test_users_are_the_distinct_people_who_read_or_acted():
    hashes = pl.select(hash64(pl.lit(user(1)))).item()
    sketches = [{"response": "a", "context": "c", "half": h, "opens": 2, "users": [h, 7, hashes]} for h in (0, 1)]

    assert seen(reads=reads(sketches), votes=votes(("a", 1), ("a", 2))) == [("a", 5, 4)]
    assert seen(votes=votes(("a", 1), ("a", 2), ("a", 2))) == [("a", 2, 2)]


def test_totals_know_no_users_and_at_least_as_many_views_as_votes():
    days = [{"response": r, "context": "c", "dt": NIGHT, "views": v, "likes": 4} for r, v in (("a", 9), ("b", None))]

    assert seen(totals=table(Totals, days)) == [("a", None, 9), ("b", None, 4)]


def test_an_empty_sketch_is_no_user():
    assert seen(reads=reads([{"response": "a", "context": "c", "impressions": 3}])) == [("a", 0, 0)]


def test_a_rewriting_that_nobody_acted_on_is_there_for_its_comparison():
    couple = pl.LazyFrame({"context": ["c"], "first": ["a"], "second": ["a~1"]})

    assert seen(couple, votes=votes(("a", 1))) == [("a", 1, 1), ("a~1", 0, 0)]


def test_reads_keep_their_shape_when_pooled():
    index = responses.index(answers([{"response": "a", "context": "c"}]))

    pooled = responses.pool(reads([{"response": "a", "context": None}]), index).collect()

    assert set(Reads.column_names()) <= set(pooled.columns)
