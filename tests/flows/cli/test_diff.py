"""diff tells what moved between two releases and why, for people and for programs; it changes no byte."""

import json
from datetime import timedelta

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.desk import open_desk
from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.records import ALL
from flows.lake.releases import About
from schemas.calibration import OVERALL, Calibration
from schemas.errors import UsageError
from schemas.evidence import Dropped
from tests.flows.cli.looking import looked
from tests.flows.lake.builders import commit, record, released, run
from tests.sites import NIGHT, Place, qa

LATER = NIGHT + timedelta(days=1)
STAYS = [f"q{number}" for number in range(150)]


def asked(contexts: list[str]) -> pl.DataFrame:
    """One released pair per context, each of a prompt of its own."""
    prompt = pl.concat_list(pl.struct(role=pl.lit("user"), content="context_id"))
    return released(contexts).with_columns(prompt=prompt)


def publish(lake: Lake, night, frame: pl.DataFrame) -> None:
    about = About(run_id="run", sites={"zhihu": night}, parents={}, code="c")
    releases.publish(lake.store, {"train": frame}, lambda draft: {}, about)


def drop(stage: str, context: str, reason: str) -> pl.DataFrame:
    """What a stage says of the one pair of a context that it left out."""
    row = {"stage": stage, "context": context, "response": f"{context}-b", "other": f"{context}-a", "reason": reason}
    return pl.DataFrame([row], schema=Dropped.create_empty().schema)


def calibrated(lake: Lake, night, agreement: float) -> None:
    """What the ledger says of a site's calibration in a night."""
    usual = dict.fromkeys(Calibration.column_names())
    width = {"lower": agreement - 0.02, "upper": agreement + 0.02, "couples": 900, "error": 0.02, "chance": 0.02}
    overall = usual | width | {"bin": 0, "observed": agreement, "note": "calibrated"}
    with lake.ledger.start("zhihu", night, run()) as session:
        session.record(record("calibrate", details={OVERALL: overall}))


def flipped(frame: pl.DataFrame) -> pl.DataFrame:
    turned = {"chosen": "rejected", "rejected": "chosen", "chosen_id": "rejected_id", "rejected_id": "chosen_id"}
    return frame.rename(turned).select(frame.columns).with_columns(pair_id=pl.col("pair_id").str.reverse())


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A flipped pair, one that curate and one that the release dropped, which is in the ledger only after it is
    published, one that came, a model that writes all, and votes that agree less.
    """
    place = Place(tmp_path_factory.mktemp("diff"))
    place.configure(qa())
    lake = open_desk(place.config).lake
    before = asked([*STAYS, "flipped", "dropped", "copied"]).with_columns(chosen_model=pl.lit("a"))
    after = pl.concat([asked([*STAYS, "came"]), flipped(asked(["flipped"]))])
    calibrated(lake, NIGHT, 0.8)
    publish(lake, NIGHT, before.with_columns(dt=NIGHT))
    calibrated(lake, LATER, 0.6)
    commit(lake, "zhihu", LATER, {"curate": {"dropped": drop("curate", "dropped", "pii_left")}})
    publish(lake, LATER, after.with_columns(dt=LATER, chosen_model=pl.lit("b")))
    commit(lake, ALL, LATER, {"release": {"dropped": drop("release", "copied", "duplicate")}})
    return place


def rows(place: Place, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in looked(place, "diff", *arguments, "--json").splitlines()]


def test_the_couples_that_differ_are_told_for_programs(place):
    found = {row["context_id"]: (row["change"], row["why"]) for row in rows(place, "0.1.0", "0.2.0")}

    assert found == {
        "flipped": ("flipped", "decided again"),
        "came": ("added", "new night"),
        "dropped": ("removed", "pii_left"),
        "copied": ("removed", "duplicate"),
    }


def test_people_read_what_moved_the_flipped_pairs_and_what_drifted_in_words(place):
    said = looked(place, "diff", "0.1.0", "0.2.0")

    (turned,) = [row for row in rows(place, "0.1.0", "0.2.0") if row["change"] == "flipped"]
    assert said.startswith("0.1.0 -> 0.2.0\n")
    assert "pii_left" in said
    assert turned["old_pair_id"] in said
    assert turned["new_pair_id"] in said
    assert "`chosen_model` of site zhihu drifted" in said
    assert "b has 100.0% of the pairs and had 0.0%" in said
    assert "agreement of the evidence with held-out votes of site zhihu was 0.800 and is 0.600" in said


def test_drift_shows_every_category(place):
    models = [row for row in rows(place, "0.1.0", "0.2.0", "--drift") if row["column"] == "chosen_model"]

    assert [(row["category"], row["n_old"], row["n_new"], row["verdict"]) for row in models] == [
        ("b", 0, 152, "stop"),
        ("a", 153, 0, "stop"),
    ]
    assert "0.800" in looked(place, "diff", "0.1.0", "0.2.0", "--drift")


def test_a_release_does_not_differ_from_itself(place):
    said = looked(place, "diff", "0.2.0", "0.2.0")

    assert "all pairs stand as they did" in said
    assert "nothing drifted beyond a limit" in said
    assert rows(place, "0.2.0", "0.2.0") == []


@pytest.mark.parametrize("versions", [("0.1.0", "9.9.9"), ("nonsense", "0.1.0")])
def test_an_unknown_version_is_a_wrong_call(place, versions):
    done = CliRunner().invoke(app, ["diff", *versions, "--config", str(place.config)])

    assert isinstance(done.exception, UsageError)
    assert "there is no release" in str(done.exception)
