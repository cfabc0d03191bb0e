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
        "liker_log10_odds": pl.Float64, "ring_doubt": pl.Float64, "ring": pl.Int32, "ring_targets": pl.Int32,
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


def test_a_member_is_not_believed_where_he_tried_in_vain_to_reach_a_target_of_his_ring():
    ring = {"is_scraper": False, "ring_doubt": 0.01, "ring": 1, "ring_targets": 1}
    members = [{"user": user(1), "targets": ["a1"]} | ring, {"user": user(2), "targets": ["b1"]} | ring]
    tonight = pl.DataFrame(members, schema=NOBODY.collect_schema()).lazy()
    acts = pl.LazyFrame({"user": [user(1), user(1), user(3)], "response": ["a2", "b1", "b1"]})

    rows = verdicts(tonight, frame(Verdicts, {"user": []}), acts, KNOWN, config=CONFIG).collect()

    assert sorted(rows.select("user", "response").rows()) == [(user(1), "a2"), (user(1), "b1")]
