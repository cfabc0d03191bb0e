import polars as pl
import pytest

from transforms.evidence.measurements import measure

BELIEFS = pl.LazyFrame(schema={"signal": pl.String})


def measured(*tallies: tuple) -> dict[str, dict]:
    """Measurements of likes, by response, from (response, successes, trials, overdispersion)."""
    schema = {"response": pl.String, "successes": pl.Float64, "trials": pl.Float64, "overdispersion": pl.Float64}
    counts = pl.LazyFrame(tallies, schema=schema, orient="row").with_columns(context=pl.lit("c"), signal=pl.lit("like"))
    means = pl.LazyFrame(
        schema={"context": pl.String, "response": pl.String, "signal": pl.String}
        | {"value": pl.Float64, "trials": pl.Int64, "mean": pl.Float64, "variance": pl.Float64}
    )
    texts = counts.select("context", "response", language=pl.lit("en"), length=pl.lit(9)).unique()
    return measure(counts, means, texts, BELIEFS).collect().rows_by_key("response", named=True, unique=True)


def test_counts_of_several_sources_add_up():
    found = measured(("a", 3.0, 10.0, 1.0), ("a", 5.0, 30.0, 1.25))["a"]

    assert (found["value"], found["trials"]) == (8, 40)
    assert (found["k"], found["n"]) == pytest.approx((3 + 5 / 1.25, 10 + 30 / 1.25))


def test_unknown_trials_count_only_where_none_are_known():
    nowhere = measured(("a", 3.0, None, 1.0), ("b", 6.0, None, 1.0))
    beside = measured(("a", 3.0, None, 1.0), ("b", 6.0, 60.0, 1.0))

    assert all(row["unseen"] for row in nowhere.values())
    assert nowhere["a"]["n"] == nowhere["b"]["n"]
    assert list(beside) == ["b"]
