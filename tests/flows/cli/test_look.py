"""Commands that only look print what people and programs can read, and change no byte."""

import csv
import io
import json
from functools import partial

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from tests.flows.cli.looking import looked
from tests.sites import NIGHT, Place, qa, three_sites
from tests.support import mill


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = three_sites(tmp_path_factory.mktemp("look"))
    mill(place.config, NIGHT)
    return place


@pytest.fixture
def look(place):
    """`look(*arguments)`: what the command prints, after a check that it changed nothing."""
    return partial(looked, place)


@pytest.mark.parametrize(("sites", "said"), [(["gone"], "1 thing would"), (["gone", "away"], "2 things would")])
def test_check_counts_what_would_go_wrong(tmp_path, sites, said):
    place = Place(tmp_path)
    place.configure(
        *(
            qa(name, events=f"{name}.jsonl", contents=dict.fromkeys(("questions", "answers"), "x.jsonl"))
            for name in sites
        )
    )
    place.put("x.jsonl", [])
    done = CliRunner().invoke(app, ["check", "--config", str(place.config)])
    assert str(done.exception).startswith(said)


def test_sql_writes_csv_and_json(look):
    statement = "SELECT site, count(*) AS n FROM curated GROUP BY site ORDER BY site"
    rows = [("assistant", 1), ("xhs", 1), ("zhihu", 1)]
    assert list(csv.reader(io.StringIO(look("sql", statement, "--csv")))) == [
        ["site", "n"],
        *([site, str(n)] for site, n in rows),
    ]
    assert [tuple(json.loads(line).values()) for line in look("sql", statement, "--json").splitlines()] == rows


def test_sql_writes_nested_columns_as_json(look):
    (line,) = look("sql", "SELECT prompt, evidence FROM curated WHERE site = 'zhihu'", "--json").splitlines()
    row = json.loads(line)
    assert row["prompt"][0]["role"] == "user"
    assert {one["signal"] for one in row["evidence"]} >= {"upvote", "downvote"}


def test_sql_for_people_shows_the_values(look):
    assert "3" in look("sql", "SELECT count(*) AS n FROM curated")


def test_export_writes_the_splits(look, tmp_path):
    said = look("export", "--format", "trl", "--out", str(tmp_path / "out"))
    assert "train.jsonl" in said
    assert sum(pl.read_ndjson(path).height for path in (tmp_path / "out").glob("*.jsonl") if path.stat().st_size) == 3
