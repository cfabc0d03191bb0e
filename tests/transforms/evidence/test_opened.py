import polars as pl
import pytest

from tests.transforms.evidence.world import propensities, reads
from transforms.evidence import opened

SHOWN = {"context": "c", "response": "a", "position": 1, "impressions": 100, "opens": 30}


def shown(**values) -> pl.LazyFrame:
    return reads([SHOWN | values])


def known(relative: list[float], applied: bool = True) -> pl.LazyFrame:
    position = pl.Series(range(1, len(relative) + 1), dtype=pl.Int32)
    return pl.LazyFrame({"position": position, "relative": relative, "applied": applied})


def counted(read: pl.LazyFrame, positions: pl.LazyFrame) -> tuple[float, float]:
    return opened.tally(read, positions).select("successes", "trials").collect().row(0)


def test_an_impression_is_worth_the_propensity_of_its_position():
    second = pl.concat([shown(), shown(position=2)])

    assert counted(second, known([1.0, 0.5])) == (60, 150)


def test_a_correction_that_is_not_applied_leaves_impressions_as_they_are():
    assert counted(shown(position=2), known([1.0, 0.5], applied=False)) == (30, 100)


@pytest.mark.parametrize("position", [7, None])
def test_a_position_of_unknown_propensity_counts_fully(position):
    assert counted(shown(position=position), propensities()) == (30, 100)


def test_opens_are_never_more_than_their_trials():
    assert counted(shown(), known([0.1])) == (30, 30)


def test_rows_without_impressions_say_nothing_about_being_opened():
    assert opened.tally(shown(impressions=0), propensities()).collect().is_empty()


def test_opens_at_a_position_are_weighted_by_logged_propensities():
    """Half of those shown were served it because they open it, with 5 times the probability of the others."""
    rows = shown(opens=60, weighted_impressions=300_000, weighted_opens=100_000)

    opens, trials = counted(rows, propensities())

    assert opens / trials == pytest.approx(1 / 3)


def test_rows_whose_weights_differ_are_worth_fewer_impressions():
    rows = [
        SHOWN | {"half": half, "weighted_impressions": 100_000 * weight, "weighted_opens": 30_000 * weight}
        for half, weight in ((0, 1), (1, 5))
    ]

    opens, trials = counted(reads(rows), propensities())

    assert (opens, trials) == pytest.approx((0.3 * 3600 / 26, 3600 / 26))


def test_weights_known_of_some_impressions_only_are_not_used():
    rows = [SHOWN | {"half": 0, "weighted_impressions": 100_000, "weighted_opens": 90_000}, SHOWN | {"half": 1}]

    assert counted(reads(rows), propensities()) == (60, 200)


def listed(*rows: tuple[str, int | None, int, int]) -> dict[str, tuple[float, float]]:
    """Response -> successes and trials of `last`, from (response, position, opens, lasts)."""
    columns = [
        {"context": "c", "response": r, "position": position, "opens": opens, "last_in_request": lasts}
        for r, position, opens, lasts in rows
    ]
    found = opened.last(reads(columns)).select("response", "successes", "trials").collect()
    return {response: tallied for response, *tallied in found.rows()}


def test_being_last_is_held_against_what_the_position_makes_of_it():
    found = listed(("a", 1, 1000, 200), ("b", 2, 500, 400))

    rates = [successes / trials for successes, trials in found.values()]
    assert rates[0] == pytest.approx(rates[1])
    assert sum(trials for _, trials in found.values()) == pytest.approx(1500)


def test_of_two_at_the_same_position_the_one_that_ends_more_lists_has_the_higher_rate():
    found = listed(("a", 1, 100, 50), ("b", 1, 100, 10))

    assert found["a"] == pytest.approx([50, 100])
    assert found["b"] == pytest.approx([10, 100])


def test_lists_without_logged_positions_count_all_opens_alike():
    assert listed(("a", None, 100, 50), ("b", None, 100, 30)) == {"a": [50, 100], "b": [30, 100]}


def test_opens_outside_of_lists_do_not_count():
    assert listed(("a", 1, 100, 50), ("a", None, 1000, 0)) == {"a": [50, 100]}


def test_a_site_without_lists_has_no_lasts():
    assert listed(("a", 1, 100, 0), ("b", 2, 100, 0)) == {}
