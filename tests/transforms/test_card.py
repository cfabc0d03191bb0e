import polars as pl
import yaml

from transforms.card import card, composition
from transforms.release import Release


def pairs(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame(rows, schema=["site", "tier", "language", "confidence"], orient="row").with_columns(
        pl.col("confidence").cast(pl.Float32)
    )


def counts() -> pl.DataFrame:
    train = pairs(("zhihu", "explicit", "zh", 0.7), ("zhihu", "weak", "zh", 1.0), ("xhs", "strong", "other", 0.79))
    test = pairs(("zhihu", "explicit", "en", 0.5))
    return composition(Release(train, test.limit(0), test, pl.LazyFrame())).collect()


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


def test_every_site_has_a_line_on_its_calibration():
    lines = card("0.3.0", counts(), {"zhihu": "calibrated", "xhs": "not calibrated: no explicit votes"}).splitlines()

    assert lines[-2:] == ["| xhs | not calibrated: no explicit votes |", "| zhihu | calibrated |"]


def test_an_empty_release_has_a_card():
    none = counts().clear()

    assert "| train | 0 |" in card("0.1.0", none)
