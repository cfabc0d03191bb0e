import tempfile
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lake.lake import Lake
from flows.lake.standing import standing
from schemas.errors import LakeError
from tests.flows.lake.builders import KEY, NIGHT, commit, curated, decided, ids, nights, record, run

CONTEXTS = ["a", "b", "c"]


class Night(NamedTuple):
    """What one night did: context -> whether a pair came of it; which stages the run reached."""

    decisions: dict[str, bool]
    reached: tuple[str, ...]


def write(lake, night, done: Night) -> None:
    frames = {
        "pairs": {"decided": decided(sorted(done.decisions))},
        "curate": {"curated": curated(sorted(name for name, paired in done.decisions.items() if paired), str(night))},
    }
    commit(lake, "zhihu", night, {stage: frames[stage] for stage in done.reached})


def naive(history: dict, max_age_days: int) -> set:
    """The rule, night by night, over plain dictionaries."""
    good = {night: done for night, done in history.items() if done.reached == ("pairs", "curate")}
    newest = {context: night for night in sorted(good) for context in good[night].decisions}
    return {
        (context, night)
        for context, night in newest.items()
        if good[night].decisions[context] and (max(good) - night).days <= max_age_days
    }


def stood(lake, max_age_days: int = 180) -> set:
    rows = standing(lake, "zhihu", "qa", max_age_days=max_age_days).select("context_id", "dt").collect()
    assert not rows.is_duplicated().any()
    return set(rows.rows())


done = st.builds(
    Night,
    st.dictionaries(st.sampled_from(CONTEXTS), st.booleans()),
    st.sampled_from([(), ("pairs",), ("pairs", "curate"), ("pairs", "curate"), ("pairs", "curate")]),
)
histories = st.lists(st.tuples(st.sampled_from(nights(12)), done), max_size=8)


@settings(max_examples=25, deadline=None)
@given(histories, st.integers(1, 12))
def test_what_stands_is_what_the_naive_rule_says_whatever_order_nights_ran_in(history, max_age_days):
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.open(folder, KEY)
        for night, done in dict(history).items():
            write(lake, night, done)

        assert stood(lake, max_age_days) == naive(dict(history), max_age_days)


def test_rows_carry_site_kind_and_the_night_that_decided(lake):
    write(lake, NIGHT, Night({"a": True}, ("pairs", "curate")))

    rows = standing(lake, "zhihu", "qa", max_age_days=180).select("site", "kind", "dt").collect()

    assert rows.rows() == [("zhihu", "qa", NIGHT)]


def test_a_site_without_nights_has_no_pairs_but_the_same_columns(lake):
    none = standing(lake, "chat", "chat", max_age_days=180)
    write(lake, NIGHT, Night({"a": True}, ("pairs", "curate")))

    assert none.collect().is_empty()
    assert none.collect_schema() == standing(lake, "zhihu", "qa", max_age_days=180).collect_schema()


def test_a_later_decision_without_a_pair_ends_the_earlier_pair(lake):
    first, second = nights(2)
    write(lake, first, Night({"a": True, "b": True}, ("pairs", "curate")))
    write(lake, second, Night({"a": False}, ("pairs", "curate")))

    assert stood(lake) == {("b", first)}


def test_a_failed_rerun_keeps_the_pairs_of_the_night(lake):
    write(lake, NIGHT, Night({"a": True}, ("pairs", "curate")))

    with lake.ledger.start("zhihu", NIGHT, run()) as session:
        session.record(record("pairs", "failed", error="no"))

    assert stood(lake) == {("a", NIGHT)}


def test_a_damaged_slice_is_an_error_not_fewer_pairs(lake):
    write(lake, NIGHT, Night({"a": True}, ("pairs", "curate")))
    lake.store.delete([piece.path for piece in lake.slices("curated", "zhihu", [NIGHT])])

    with pytest.raises(LakeError, match="stage curate"):
        standing(lake, "zhihu", "qa", max_age_days=180)


def test_the_pairs_of_another_site_do_not_count(lake):
    write(lake, NIGHT, Night({"a": True}, ("pairs", "curate")))
    commit(lake, "chat", NIGHT, {"pairs": {"decided": decided(["z"])}, "curate": {"curated": curated(["z"])}})

    assert ids(standing(lake, "zhihu", "qa", max_age_days=180), "context_id") == ["a"]
