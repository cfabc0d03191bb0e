from datetime import date

import polars as pl
import pytest
import yaml

from schemas.calibration import BINS, NO_USERS, NO_VOTES
from tests.transforms.calibrate.votes import site
from transforms.calibrate.estimate import estimate
from transforms.card import Judgement, card, composition, pictures
from transforms.reliability import CAPPED, summary

NIGHT = date(2026, 11, 19)


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    return estimate(site(1).lazy()).collect()


def noted(calibration: pl.DataFrame, note: str) -> pl.DataFrame:
    """The row of all couples, which says something else."""
    return calibration.filter(pl.col("bin") == 0).with_columns(note=pl.lit(note), error=None)


def pairs(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame(rows, schema=["site", "tier", "language", "confidence"], orient="row").with_columns(
        pl.col("confidence").cast(pl.Float32)
    )


def counts() -> pl.DataFrame:
    train = pairs(("zhihu", "explicit", "zh", 0.7), ("zhihu", "weak", "zh", 1.0), ("xhs", "strong", "other", 0.79))
    test = pairs(("zhihu", "explicit", "en", 0.5))
    return composition({"train": train, "validation": test.limit(0), "test": test}).collect()


def test_composition_counts_every_pair_once():
    assert counts()["n"].sum() == 4
    assert sorted(counts()["confidence"]) == [5, 7, 7, 9]


def test_the_front_matter_names_files_and_languages():
    front = yaml.safe_load(card("0.3.0", counts()).split("---")[1])

    files = front["configs"][0]["data_files"]
    assert [(file["split"], file["path"]) for file in files] == [
        (name, f"{name}.parquet")
        for name in ("train", "test")  # validation is empty
    ]
    assert front["language"] == ["zh", "en"]
    assert "license" not in front


def test_the_tables_count_pairs_by_split_site_tier_and_confidence():
    lines = card("0.3.0", counts()).splitlines()

    for row in (
        "| train | 3 |",
        "| validation | 0 |",
        "| zhihu | explicit | 2 |",
        "| 0.7 to 0.8 | 2 |",
        "| 0.6 to 0.7 | 0 |",
    ):
        assert row in lines


def test_every_site_has_its_verdict_its_bins_and_its_picture(found):
    nights = {"zhihu": Judgement(NIGHT, found), "xhs": Judgement(NIGHT, noted(found, NO_VOTES))}

    text, drawn = card("0.3.0", counts(), nights), pictures(nights)

    _, xhs, zhihu = text.split("\n### ")
    assert NO_VOTES in xhs
    assert CAPPED in xhs
    assert summary(found) in zhihu
    assert zhihu.count("\n| 0.") == BINS
    assert "(calibration/zhihu.svg)" in zhihu
    assert "(calibration/xhs.svg)" in xhs
    assert drawn.keys() == {"calibration/zhihu.svg", "calibration/xhs.svg"}
    assert f"zhihu, night of {NIGHT}" in drawn["calibration/zhihu.svg"]


def test_totals_are_spoken_of_only_where_a_site_has_them(found):
    with_totals = {"a": Judgement(NIGHT, noted(found, NO_USERS))}

    assert "totals" in card("0.3.0", counts(), with_totals)
    assert "totals" not in card("0.3.0", counts(), {"a": Judgement(NIGHT, found)})


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        ({"positions": 3, "applied": True}, "Positions: corrected."),
        ({"positions": 3}, "Positions: measured, and not corrected, as votes agree better"),
        ({"positions": 3, "switched_off": True}, "`correction: off`"),
        ({"positions": 0}, "Positions: not corrected, as none are known."),
        ({}, "Positions: not known whether"),
    ],
)
def test_whether_positions_are_corrected_is_said(found, judged, said):
    assert said in card("0.3.0", counts(), {"zhihu": Judgement(NIGHT, found, **judged)})


def test_an_empty_release_has_a_card():
    none = counts().clear()

    assert "| train | 0 |" in card("0.1.0", none)
