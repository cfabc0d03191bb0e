import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import ReleaseConfig
from schemas.difference import Drift
from tests.transforms.released import released
from transforms.drift import by_column, drift

LIMITS = ReleaseConfig(drift_warn=0.1, drift_stop=1.0)


def drifted(old: pl.LazyFrame, new: pl.LazyFrame, config: ReleaseConfig = LIMITS) -> pl.DataFrame:
    return Drift.validate(drift(old, new, config=config).collect())


def columns(old: pl.LazyFrame, new: pl.LazyFrame, config: ReleaseConfig = LIMITS) -> dict[tuple, dict]:
    """(site, column) -> its numbers."""
    rows = by_column(drifted(old, new, config).lazy()).collect().to_dicts()
    return {(row["site"], row["column"]): row for row in rows}


def pairs(count: int, prompt: str = "p", **values) -> list[dict]:
    """So many pairs, each of a prompt of its own."""
    return [{"prompt": f"{prompt}{number}"} | values for number in range(count)]


def world(seed: int, roots: int = 300) -> pl.DataFrame:
    """Pairs that come in clumps of one root prompt, which share language and scenario and mostly model."""
    rng = np.random.default_rng(seed)
    rows = []
    for root in range(roots):
        language, scenario, model = rng.choice(["zh", "en"]), rng.choice(["task", "other"]), rng.choice(list("abcd"))
        for number in range(rng.geometric(0.25)):
            same = rng.random() < 0.7
            rows.append(
                {
                    "prompt": f"{root}",
                    "chosen": "x" * int(rng.integers(5, 400)),
                    "rejected": f"{number}",
                    "language": language,
                    "scenario": scenario,
                    "hardness": rng.random(),
                    "chosen_model": model if same else rng.choice(list("abcd")),
                    "confidence": rng.uniform(0.7, 1),
                }
            )
    return released(rows).collect()


def test_the_indices_are_those_worked_out_by_hand():
    # p = (50.5, 50.5) / 101, q = (80.5, 20.5) / 101: PSI = 0.29703 (ln 1.59406 - ln 0.40594), r = (0.65, 0.35),
    # chance = 100 / 100^2 [(0.5 / 0.65 + 0.5 / 0.35 - 1) + (0.8 / 0.65 + 0.2 / 0.35 - 1)].
    old = released(pairs(50, "a", language="zh") + pairs(50, "b", language="en"))
    new = released(pairs(80, "c", language="zh") + pairs(20, "d", language="en"))

    found = columns(old, new)["s", "language"]

    assert found["psi"] == pytest.approx(0.4063, abs=2e-4)
    assert found["kl"] == pytest.approx(0.1887, abs=2e-4)
    assert found["chance"] == pytest.approx(0.02, abs=1e-4)
    assert found["net_psi"] == pytest.approx(0.3863, abs=2e-4)
    assert found["net_kl"] == pytest.approx(0.1787, abs=2e-4)
    assert (found["verdict"], found["share_old"], found["share_new"]) == ("warn", 0.5, 0.8)


def test_chance_of_independent_pairs_is_that_of_yurdakul_and_of_one_root_as_much_as_of_one_pair():
    def mixed(prompt: str, copies: int) -> pl.LazyFrame:
        rows = [row for model in "abcd" for row in pairs(50, f"{prompt}{model}", chosen_model=model)]
        return released([row | {"chosen": f"x{copy}"} for row in rows for copy in range(copies)])

    alone = columns(mixed("old", 1), mixed("new", 1))["s", "chosen_model"]["chance"]
    clumped = columns(mixed("old", 5), mixed("new", 5))["s", "chosen_model"]["chance"]

    assert alone == clumped == pytest.approx((4 - 1) * (1 / 200 + 1 / 200))


def test_equal_releases_do_not_drift_at_all():
    frame = world(0).lazy()

    found = drifted(frame, frame)

    assert found.select("psi", "kl", "chance", "net_psi", "net_kl").max().row(0) == (0, 0, 0, 0, 0)
    assert set(found["verdict"]) == {"ok"}


def test_rows_may_come_in_any_order():
    old, new = world(1), world(2)

    assert_frame_equal(
        drifted(old.lazy(), new.lazy()),
        drifted(old.reverse().lazy(), new.sample(fraction=1, shuffle=True, seed=3).lazy()),
    )


@pytest.mark.parametrize("roots", [20, 100, 300])
def test_chance_alone_never_stops_and_seldom_passes_its_bound(roots):
    config = ReleaseConfig(drift_warn=1e-9, drift_stop=0.05)
    verdicts = []
    for seed in range(12):
        frame = world(seed, roots)
        is_old = pl.col("root").hash(seed) % 2 == 0
        halves = frame.lazy().filter(is_old), frame.lazy().filter(~is_old)
        verdicts += [row["verdict"] for row in columns(*halves, config).values()]

    assert "stop" not in verdicts
    assert verdicts.count("warn") <= len(verdicts) * 0.02


def test_a_new_site_is_told_and_is_no_drift_of_the_others():
    old = pairs(300)

    found = columns(released(old), released(old + pairs(300, site="t", language="en")))

    assert {key for key, row in found.items() if row["verdict"] != "ok"} == {(None, "site")}
    assert found[None, "site"]["verdict"] == "warn"
    assert not any(site == "t" for site, _ in found)


def test_a_site_that_grows_changes_the_mix_and_nothing_within_the_sites():
    def sites(count: int) -> pl.LazyFrame:
        return released(pairs(300) + pairs(count, f"{count}-", site="t", language="en", tier="weak"))

    found = columns(sites(200), sites(1500))

    assert {key for key, row in found.items() if row["verdict"] != "ok"} == {(None, "site")}


@pytest.mark.parametrize(("count", "verdict"), [(99, "warn"), (100, "stop")])
def test_few_pairs_never_stop(count, verdict):
    old, new = released(pairs(count)), released(pairs(count, language="en"))

    assert columns(old, new)["s", "language"]["verdict"] == verdict


@pytest.mark.parametrize(("roots", "verdict"), [(29, "warn"), (30, "stop")])
def test_pairs_of_few_roots_never_stop(roots, verdict):
    rows = [row | {"rejected": f"{copy}"} for row in pairs(roots) for copy in range(10)]

    found = columns(released(rows), released([row | {"language": "en"} for row in rows]))

    assert found["s", "language"]["verdict"] == verdict


def test_nothing_stops_where_no_limit_stops():
    old, new = released(pairs(200)), released(pairs(200, language="en"))

    found = columns(old, new, ReleaseConfig(drift_stop=None))

    assert found["s", "language"]["verdict"] == "warn"


def test_a_site_that_has_just_had_votes_enough_does_not_stop_and_another_does():
    old, new = (
        released([row for site in "st" for row in pairs(200, site, site=site, confidence=confidence)])
        for confidence in (0.75, 0.95)
    )

    rows = by_column(drift(old, new, config=LIMITS, learning=["t"])).filter(column="confidence").collect()

    assert dict(rows.select("site", "verdict").iter_rows()) == {"s": "stop", "t": "warn"}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("tier", {"tier": "weak"}),
        ("rule", {"rule": "dwell"}),
        ("scenario", {"scenario": "safety"}),
        ("negative", {"negative": "hard"}),
        ("chosen_model", {"chosen_model": None}),
        ("split", {"split": "test"}),
        ("confidence", {"confidence": 0.75}),
        ("preference", {"preference": 0.55}),
        ("hardness", {"hardness": 0.95}),
        ("chosen_quality", {"chosen_quality": 0.1}),
    ],
)
def test_a_fault_in_one_column_is_found_in_that_column_alone(column, values):
    found = columns(released(pairs(200)), released(pairs(200, **values)))

    assert [key for key, row in found.items() if row["verdict"] != "ok"] == [("s", column)]


def test_longer_chosen_answers_are_found_by_length_ratio_and_share():
    found = columns(released(pairs(200)), released(pairs(200, chosen="一个很长的回答" * 20)))

    alarms = {column for (_, column), row in found.items() if row["verdict"] == "stop"}
    assert alarms == {"chosen_length", "length_ratio", "longer"}


def test_a_column_that_the_older_release_lacks_is_left_out():
    old, new = released(pairs(200)), released(pairs(200, scenario="safety"))

    found = columns(old.drop("scenario", "chosen_quality"), new)

    assert not {column for _, column in found} & {"scenario", "chosen_quality"}


def test_rare_categories_are_one():
    rows = [row | {"chosen_model": f"m{number % 50:02}"} for number, row in enumerate(pairs(500))]

    found = drifted(released(rows), released(rows)).filter(column="chosen_model")

    assert found.height == 21
    assert found.filter(category="(rest)")["n_old"].item() == 300


def test_an_empty_release_drifts_in_nothing():
    assert drifted(released([]), released(pairs(200))).is_empty()
