import polars as pl

from schemas.reading import Verdicts
from tests.transforms.behaviour import contents, frame, user
from tests.transforms.clean.nights import CONFIG
from transforms.clean.acts import items
from transforms.clean.users import verdicts

KNOWN = items(contents({"response": "a1"}, {"response": "a2"}, {"response": "b1", "context": "elsewhere"}))
NOBODY = pl.LazyFrame(
    schema={
        "user": pl.String, "is_scraper": pl.Boolean, "scraper_value": pl.Float64, "liker_q": pl.Float64,
        "liker_log10_odds": pl.Float64, "ring_doubt": pl.Float64, "ring_targets": pl.Int32,
        "targets": pl.List(pl.String),
    }
)  # fmt: skip


def found(before: dict, *responses: str) -> list[tuple]:
    """The verdicts on a user's acts of a night that finds nobody, after another found what `before` says."""
    acts = pl.LazyFrame({"user": [user(1)] * len(responses), "response": responses})
    earlier = frame(Verdicts, {"user": [user(1)], "response": ["a1"], "reason": ["ring"], **before})
    rows = verdicts(NOBODY, earlier, acts, KNOWN, config=CONFIG).select("response", "reason", "value")
    return sorted(rows.collect().rows())


def test_a_member_found_before_is_not_believed_beside_his_targets_of_then():
    assert found({"value": [3.0]}, "a2", "b1") == [("a2", "ring", None)]


def test_a_finding_does_not_go_on_from_what_it_has_led_to():
    assert found({"value": [None]}, "a1", "a2") == []
