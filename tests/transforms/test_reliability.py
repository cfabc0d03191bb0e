import polars as pl
import pytest

from schemas.calibration import BINS, NEITHER, NO_USERS, NO_VOTES, Leaderboard
from tests.transforms.calibrate.votes import site
from transforms.calibrate.estimate import estimate
from transforms.reliability import CAPPED, NOT_CORRECTED, caveats, lines, markdown, ranks, summary, verdict


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    return estimate(site(1).lazy()).collect()


@pytest.fixture(scope="module")
def nothing() -> pl.DataFrame:
    return estimate(site(1).lazy().with_columns(has_votes=pl.lit(False), has_anchor=pl.lit(False))).collect()


@pytest.fixture
def leaderboard() -> pl.DataFrame:
    rows = [("all", "weak", -0.5, -0.8, -0.2, 10, 9), ("all", "strong", 0.5, 0.2, 0.8, 10, 9)]
    return Leaderboard.cast(pl.DataFrame(rows, schema=Leaderboard.column_names(), orient="row"))


def test_without_votes_the_words_say_so(nothing):
    assert summary(nothing) == NO_VOTES == "not calibrated: no explicit votes"
    assert NO_VOTES in markdown(nothing)
    assert lines(nothing) == []


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (NO_VOTES, (CAPPED,)),
        (NO_USERS, (NOT_CORRECTED,)),
        (NEITHER, (CAPPED, NOT_CORRECTED)),
        ("calibrated", ()),
    ],
)
def test_what_could_not_be_corrected_is_said(nothing, note, said):
    noted = nothing.with_columns(note=pl.lit(note))

    assert caveats(noted) == said
    assert all(sentence in markdown(noted) for sentence in said)


def test_a_verdict_is_the_same_whatever_its_numbers(nothing):
    notes = ["evidence counts 0.31 times", "evidence counts 0.34 times", "theta varies 1.40 times as much", NO_VOTES]
    words = [verdict(nothing.with_columns(note=pl.lit(note))) for note in notes]

    assert words[0] == words[1]
    assert len(set(words)) == 3
    assert words[3] == NO_VOTES


def test_the_sentence_gives_the_expected_calibration_error(found):
    assert f"expected calibration error {found['error'][0]:.3f}" in summary(found)


def test_markdown_has_a_row_for_every_bin_and_model(found, leaderboard):
    text = markdown(found, leaderboard)

    assert text.count("\n| 0.") == BINS
    assert "| all | strong | +0.500 | +0.200 to +0.800 | 10 | 9 |" in text


def test_the_best_model_comes_first(leaderboard):
    assert ranks(leaderboard) == ["all: strong +0.50 (+0.20 to +0.80), weak -0.50 (-0.80 to -0.20)"]
