import polars as pl
import pytest

from schemas.evidence import Comparisons, Evidence
from transforms.pairs.judge import couples, judge
from transforms.pairs.practice import practise

COMPARISONS = Comparisons.create_empty(lazy=True)


def post(name: str, *, length: int = 100, images: int = 3, **signals: tuple[float, float]) -> dict:
    """A post with signals of (value, contribution)."""
    told = [{"signal": s, "value": float(v), "trials": 9, "log_odds": o} for s, (v, o) in signals.items()]
    fixed = {
        "context": "c",
        "model": "m",
        "language": "zh",
        "n_users": 9,
        "users": [],
        "n_views": 9,
        "anchored": True,
        "voted": None,
        "voted_variance": None,
    }
    score = sum(odds for _, odds in signals.values())
    return fixed | {
        "response": name, "length": length, "images": images, "signals": told, "score": score, "variance": 0.1,
    }  # fmt: skip


def reason(*posts: dict, before: str | None = None) -> str | None:
    evidence = Evidence.cast(pl.DataFrame(posts, schema_overrides={"users": pl.List(pl.UInt64)})).lazy()
    judged = judge(couples(evidence, COMPARISONS)).with_columns(reason=pl.lit(before, pl.String))
    return practise(judged, evidence).collect()["reason"].item()


@pytest.mark.parametrize(
    ("length", "images", "broken"),
    [(100, 3, None), (130, 2, None), (77, 4, None), (131, 3, "strict_length"), (76, 3, "strict_length"),
     (100, 5, "strict_images"), (100, 1, "strict_images")],
)  # fmt: skip
def test_only_posts_of_like_length_and_image_count_are_compared(length, images, broken):
    assert reason(post("a", dwell=(40, 1.0)), post("b", length=length, images=images, dwell=(10, 0.0))) == broken


@pytest.mark.parametrize(("seconds", "broken"), [(13.0, None), (12.9, "strict_dwell"), (5.0, "strict_dwell")])
def test_where_neither_was_liked_the_chosen_kept_readers_30_percent_longer(seconds, broken):
    shared = {"like": (0, -0.1), "collect": (0, -0.1)}

    assert reason(post("a", dwell=(seconds, 1.0), **shared), post("b", dwell=(10.0, 0.0), **shared)) == broken


def test_what_is_not_known_is_no_difference_in_dwell():
    assert reason(post("a", share=(2, 1.0)), post("b")) == "strict_dwell"


@pytest.mark.parametrize("act", ["like", "collect"])
@pytest.mark.parametrize(("odds", "broken"), [(0.2, None), (-0.2, "strict_dwell")])
def test_where_one_was_liked_reading_decides_nothing(act, odds, broken):
    chosen = post("a", dwell=(40, 0.5), satisfied=(5, 0.5), **{act: (1, odds)})

    assert reason(chosen, post("b", dwell=(39, 0.0))) == broken


def test_an_earlier_reason_stays():
    assert reason(post("a", dwell=(40, 1.0)), post("b", length=300), before="unsure") == "unsure"
