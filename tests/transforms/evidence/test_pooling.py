import polars as pl
import pytest

from schemas.evidence import Loadings
from tests.transforms.evidence.world import table
from transforms.evidence.pooling import borrowed


def site(name: str, *, anchored: bool = True, **loadings: tuple[float, float]) -> pl.LazyFrame:
    """Loadings of a site: (loading, its error) per signal, beside the vote that anchors it."""
    rows = [{"signal": signal, "loading": value, "loading_se": error} for signal, (value, error) in loadings.items()]
    rows.append({"signal": "upvote", "loading": 1.0, "loading_se": 0.0})
    filled = pl.DataFrame(rows).with_columns(style=0.3, style_se=0.1, anchor=(pl.col("signal") == "upvote") & anchored)
    return table(Loadings, filled).with_columns(site=pl.lit(name))


def beliefs(*sites: pl.LazyFrame) -> dict[str, tuple[float, float]]:
    rows = borrowed(pl.concat(sites)).collect()
    return {s: (m, sd) for s, m, sd in rows.select("signal", "prior_loading", "prior_loading_sd").rows()}


def test_many_sites_that_agree_outweigh_the_shipped_prior_and_leave_what_differs_between_sites():
    mean, sd = beliefs(*(site(f"s{n}", collect=(1.2, 0.05)) for n in range(40)))["collect"]

    assert mean == pytest.approx(1.2, abs=0.05)
    assert sd == pytest.approx(0.25, abs=0.05)


def test_one_unsure_site_hardly_moves_the_shipped_prior():
    mean, sd = beliefs(site("s", collect=(3.0, 3.0)))["collect"]

    assert mean == pytest.approx(0.65, abs=0.1)
    assert sd == pytest.approx(0.5)


def test_a_site_without_votes_has_nothing_to_tell():
    assert beliefs(site("s", anchored=False, collect=(3.0, 0.1))) == {}
