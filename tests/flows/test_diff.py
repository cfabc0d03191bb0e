"""A release that is about to be published is compared by what it dropped itself, which no ledger knows yet."""

from datetime import timedelta

import polars as pl

from flows.diff import Side, compare
from flows.lake.lake import Lake
from flows.lake.records import ALL
from schemas.config import ReleaseConfig
from schemas.evidence import Dropped
from tests.flows.lake.builders import KEY, NIGHT, commit, released

CONFIG = ReleaseConfig()


def side(contexts: str, night, dropped: pl.DataFrame | None = None) -> Side:
    rows = released(list(contexts)).with_columns(dt=pl.lit(NIGHT), split=pl.lit("train"))
    prompt = pl.concat_list(pl.struct(role=pl.lit("user"), content="context_id"))
    return Side(rows.with_columns(prompt=prompt).lazy(), {"zhihu": night}, None if dropped is None else dropped.lazy())


def drops(context: str, reason: str) -> pl.DataFrame:
    row = {"stage": "release", "context": context, "response": f"{context}-a", "other": f"{context}-b"}
    return pl.DataFrame([row | {"reason": reason}], schema=Dropped.create_empty().schema)


def test_the_drops_of_the_release_itself_take_the_place_of_those_of_releases_before(tmp_path):
    lake = Lake.open(str(tmp_path / "lake"), KEY)
    commit(lake, ALL, NIGHT, {"release": {"dropped": drops("b", "duplicate")}})
    old, later = side("ab", NIGHT), NIGHT + timedelta(days=1)

    found = {
        name: compare(lake, old, side("a", later, told), config=CONFIG).difference["why"].to_list()
        for name, told in {"published": None, "fresh": drops("b", "fdr"), "none": drops("c", "fdr")}.items()
    }

    assert found == {"published": ["duplicate"], "fresh": ["fdr"], "none": ["no longer a pair"]}
