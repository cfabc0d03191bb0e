"""Sites full of personal data, texts posted twice, spoilt answers and benchmark items come out clean."""

import io
from datetime import date
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from benchmarks.curation.week import ASKED, report, sides, twice
from tests.sites import nights
from tests.support import Milled, mill, released, rows, standing_pairs
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

SMALL = {
    "chat": {"conversations": 500, "prompts": 22},
    "feed": {"topics": 22, "notes": 88, "views": 5_000},
    "qa": {"questions": 22, "max_answers": 5, "views": 4_500},
}
DAYS = nights(2)
SHARE = 0.8
PARTS = ("prompt", "chosen", "rejected")
BASES = ("base_chosen", "base_rejected")
ALIKE = 0.8
"""Somewhat more than the likeness from which texts are near duplicates by default."""
CERTAIN = ("error", "identity", "loop", "fence")
"""Faults that no reading of the answer excuses."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dirt")
    for kind, knobs in SMALL.items():
        write(simulate(kind, KNOBS[kind](start=DAYS[0], days=len(DAYS), users=250, dirty_share=SHARE, **knobs)), folder)
    (folder / "pairmill.yaml").write_text(configuration(Path("."), list(SMALL), soiled=list(SMALL)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def milled(folder) -> Milled:
    milled = mill(folder / "pairmill.yaml", *DAYS)
    assert milled.failures == {}
    return milled


@pytest.fixture(scope="module")
def pairs(folder, milled) -> pl.DataFrame:
    """The released pairs of answers that the truth knows, as `sides`."""
    return sides(released(milled.desk), folder)


@pytest.fixture(scope="module")
def stains(folder) -> pl.DataFrame:
    return pl.read_parquet(folder / "truth" / "dirt.parquet")


def _words(path: Path) -> str:
    """The bytes of a file and, of a Parquet file, what it holds packed."""
    data = path.read_bytes()
    unpacked = pl.read_parquet(io.BytesIO(data)).write_json() if path.suffix == ".parquet" else ""
    return data.decode("utf-8", "replace") + unpacked


def _texts(pair: dict) -> tuple[str, ...]:
    """The prompt, and the answers in the order of their originals."""
    ordered = ("chosen", "rejected") if pair["base_chosen"] < pair["base_rejected"] else ("rejected", "chosen")
    return tuple("\n".join(message["content"] for message in pair[part]) for part in ("prompt", *ordered))


def _likeness(one: str, other: str) -> float:
    """Jaccard similarity of the character 5-grams of two texts without case, white space and punctuation."""
    plain = ("".join(filter(str.isalnum, text.lower())) for text in (one, other))
    a, b = ({text[start : start + 5] for start in range(max(1, len(text) - 4))} for text in plain)
    return len(a & b) / len(a | b)


def test_the_dirt_would_have_come_out(milled, folder):
    told = report(milled.desk, folder)

    missed = told.filter(pl.col("would_have_been_released") == 0)["kind"].to_list()

    assert set(missed).isdisjoint({"personal", "twin", "repost", "evaluation", *CERTAIN})


def test_no_personal_value_stands_in_any_byte_of_the_lake(folder, milled, stains):
    values = stains.filter(pl.col("kind").str.starts_with("personal") | (pl.col("kind") == "twin"))
    files = {path.relative_to(folder): _words(path) for path in (folder / "lake").rglob("*") if path.is_file()}

    leaks = [
        (kind, planted, name.parts[1])
        for kind, planted in values.select("kind", "planted").iter_rows()
        for name, text in files.items()
        if planted in text
    ]

    assert values.height > 20
    assert sorted(set(leaks)) == []


def test_no_two_released_pairs_are_nearly_the_same(milled, pairs):
    again = twice(pairs).with_row_index("couple")
    ends = pairs.with_columns(low=pl.min_horizontal(*BASES), high=pl.max_horizontal(*BASES)).drop("chosen", "rejected")
    told = released(milled.desk).select("site", "chosen_id", "rejected_id", *PARTS)
    wordings = ends.join(again, on=["site", "low", "high"]).join(told, on=["site", "chosen_id", "rejected_id"])

    alike = [
        (one["chosen_id"], one["rejected_id"], other["chosen_id"], other["rejected_id"])
        for _, some in wordings.group_by("couple")
        for one, other in combinations(some.iter_rows(named=True), 2)
        if min(_likeness(*texts) for texts in zip(_texts(one), _texts(other), strict=True)) >= ALIKE
    ]

    assert alike == []


def test_no_two_answers_that_differ_by_a_number_alone_are_a_pair(pairs, stains):
    twins = stains.filter(kind="twin").select("site", chosen="answer", rejected="original")

    assert pairs.join(twins, on=["site", "chosen", "rejected"], how="semi").rows() == []


@pytest.mark.parametrize("kind", CERTAIN)
def test_no_spoilt_answer_is_chosen_however_much_it_is_liked(pairs, stains, kind):
    spoilt = stains.filter(kind=kind)

    chosen = spoilt.join(pairs, left_on=["site", "answer"], right_on=["site", "chosen"], how="semi")

    assert chosen["planted"].to_list() == []


def test_no_benchmark_item_stands_in_a_released_pair(milled, pairs, stains):
    asked = stains.filter(kind="evaluation")
    told = released(milled.desk).select("prompt", "chosen", "rejected").write_json()

    assert asked["what"].is_in(ASKED).all()
    assert asked.join(pairs, on=["site", "context"], how="semi")["planted"].to_list() == []
    assert [planted for planted in asked["planted"] if planted in told] == []


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("night", DAYS, ids=str)
def test_every_pair_is_curated_or_dropped_with_a_reason(milled, kind, night: date):
    dropped = rows(milled.desk, "dropped", kind, night).filter(stage="curate")
    curated = rows(milled.desk, "curated", kind, night).filter(pl.col("tier") != "synthetic")

    assert rows(milled.desk, "pairs", kind, night).height == curated.height + dropped.height


def test_every_pair_that_stands_is_released_or_dropped_with_a_reason(milled):
    standing = sum(standing_pairs(milled.desk, kind) for kind in SMALL)
    record = milled.outcomes["_all", DAYS[-1], "release"].record

    assert released(milled.desk).height + sum(record.dropped.values()) == standing
