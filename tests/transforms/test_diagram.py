from xml.etree import ElementTree

import polars as pl
import pytest

from schemas.calibration import BINS, NO_VOTES
from tests.transforms.calibrate.votes import site
from transforms.calibrate.estimate import estimate
from transforms.diagram import diagram
from transforms.reliability import MEANING

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    return estimate(site(1).lazy()).collect()


def texts(drawn: str) -> list[str]:
    return [text.text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def dots(drawn: str) -> list[tuple[float, float]]:
    """Centres of the bins' dots in their square; the legend has one more."""
    plot = ElementTree.fromstring(drawn).find(f"{SVG}g")
    return [(float(dot.get("cx")), float(dot.get("cy"))) for dot in plot.findall(f"{SVG}circle")]


def test_every_bin_has_a_dot_within_the_square(found):
    drawn = dots(diagram("a <site>", found))

    assert len(drawn) == BINS
    assert all(0 < x < 360 and 0 < y < 360 for x, y in drawn)


def test_the_title_is_escaped_and_lines_bars_bins_and_numbers_are_explained(found):
    said = " ".join(texts(diagram("a <site>", found)))

    couples = found.filter(pl.col("bin") > 0)["couples"]
    for words in ("a <site>", "perfect", "95%", f"{couples.min():,} to {couples.max():,} couples", *MEANING):
        assert words in said


def test_axes_are_alike_and_wider_only_where_an_interval_reaches_below(found):
    low = found.with_columns(lower=pl.when(pl.col("bin") == 1).then(0.23).otherwise("lower"))

    assert min(text for text in texts(diagram("s", found)) if text.startswith("0.")) == "0.4"
    assert min(text for text in texts(diagram("s", low)) if text.startswith("0.")) == "0.2"


def test_the_order_of_rows_does_not_matter(found):
    assert diagram("s", found) == diagram("s", found.reverse())


def test_without_votes_the_verdict_stands_alone(found):
    nothing = found.filter(pl.col("bin") == 0).with_columns(note=pl.lit(NO_VOTES), error=None)

    assert texts(diagram("s", nothing)) == ["s", NO_VOTES]
