import json
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from flows.lake import slices
from flows.lake.lake import Lake
from schemas.errors import ConfigError, LakeError
from tests.flows.lake.builders import KEY, NIGHT, commit, decided, ids, nights, record, run


def pairs(contexts):
    return {"pairs": {"decided": decided(contexts)}}


def test_a_lake_is_made_once_and_opened_again(tmp_path):
    made = Lake.open(str(tmp_path), KEY)

    assert json.loads((tmp_path / "lake.json").read_text())["format"] == 1
    assert Lake.open(str(tmp_path), KEY).buckets == Lake.open(str(tmp_path), None).buckets == made.buckets == 16


def test_the_user_key_is_not_stored(tmp_path):
    Lake.open(str(tmp_path), KEY)

    assert KEY not in (tmp_path / "lake.json").read_text()


def test_another_user_key_is_a_configuration_error(tmp_path):
    Lake.open(str(tmp_path), KEY)

    with pytest.raises(ConfigError, match=r"lake\.json: .*another PAIRMILL_USER_KEY"):
        Lake.open(str(tmp_path), "another")


@pytest.mark.parametrize("missing", [None, ""])
def test_a_lake_is_not_made_without_a_key(tmp_path, missing):
    with pytest.raises(ConfigError, match="PAIRMILL_USER_KEY"):
        Lake.open(str(tmp_path), missing)


@pytest.mark.parametrize(
    ("content", "said"), [('{"format": 2, "key_fingerprint": "", "new": 1}', "later version"), ("{", "damaged")]
)
def test_a_lake_of_a_later_version_or_a_damaged_one_is_an_error(tmp_path, content, said):
    (tmp_path / "lake.json").write_text(content)

    with pytest.raises(LakeError, match=said):
        Lake.open(str(tmp_path), KEY)


def test_racing_openers_agree_on_the_first_key(tmp_path):
    def open_with(key: str) -> bool:
        try:
            Lake.open(str(tmp_path), key)
        except ConfigError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        opened = list(pool.map(open_with, [f"key {n}" for n in range(16)]))

    assert opened.count(True) == 1


def test_a_scan_holds_the_asked_nights_of_the_asked_site(lake):
    first, second, third = nights(3)
    for night in (first, second, third):
        commit(lake, "zhihu", night, pairs([f"{night}"]))
    commit(lake, "chat", second, pairs(["another site"]))

    assert ids(lake.scan("decided", "zhihu", [first, third])) == [f"{first}", f"{third}"]
    assert ids(lake.scan("decided", "zhihu", [second])) == [f"{second}"]
    assert ids(lake.scan("decided", "zhihu", [])) == []


def test_a_rerun_replaces_the_whole_night_and_no_other(lake):
    first, second = nights(2)
    commit(lake, "zhihu", first, pairs(["a"]))
    commit(lake, "zhihu", second, pairs(["b"]))

    commit(lake, "zhihu", second, pairs(["c"]), key="another")

    assert ids(lake.scan("decided", "zhihu", [first, second])) == ["a", "c"]


def test_slices_that_the_ledger_does_not_name_change_no_answer(lake):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))
    before = lake.digest("decided", "zhihu", [NIGHT])

    slices.write(lake.store, "decided", "zhihu", NIGHT, "unnamed", [(None, decided(["b"]))])

    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["a"]
    assert lake.digest("decided", "zhihu", [NIGHT]) == before


def test_a_failed_rerun_leaves_what_stood(lake):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))

    with lake.ledger.start("zhihu", NIGHT, run()) as session:
        session.record(record("pairs", "failed", error="no"))

    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["a"]


def test_a_table_of_several_stages_can_be_read_by_stage(lake):
    dropped = decided(["a"]).select(
        stage="context", context="context", response="context", other="context", reason="context"
    )
    frames = {stage: {"dropped": dropped.with_columns(stage=pl.lit(stage))} for stage in ("pairs", "curate")}
    commit(lake, "zhihu", NIGHT, frames)

    assert ids(lake.scan("dropped", "zhihu", [NIGHT]), "stage") == ["curate", "pairs"]
    assert ids(lake.scan("dropped", "zhihu", [NIGHT], stages=["curate"]), "stage") == ["curate"]


def test_the_digest_follows_the_rows_not_the_key_or_the_run(lake):
    first, second = nights(2)
    commit(lake, "zhihu", first, pairs(["a"]))
    commit(lake, "zhihu", second, pairs(["b"]))
    before = lake.digest("decided", "zhihu", [first, second])

    commit(lake, "zhihu", second, pairs(["b"]), key="another")
    same = lake.digest("decided", "zhihu", [first, second])
    commit(lake, "zhihu", second, pairs(["c"]), key="a third")

    assert same == before
    assert lake.digest("decided", "zhihu", [first, second]) != before


def test_the_digest_of_no_slices_is_stable(lake):
    none = lake.digest("decided", "zhihu", [NIGHT])

    commit(lake, "zhihu", NIGHT, pairs([]))

    assert lake.digest("decided", "zhihu", [NIGHT]) == lake.digest("decided", "chat", []) == none
