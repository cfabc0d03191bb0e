import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import duckdb
import polars as pl
import pytest

from flows.lake import releases, versions
from flows.lake.releases import About
from flows.stages import SITE_STAGES
from schemas.config import ReleaseConfig, Settings
from schemas.errors import ContractError, LakeError, UsageError
from tests.flows.lake.builders import NIGHT, card, released

ABOUT = About(run_id="run", sites={"zhihu": NIGHT}, parents={"curated/x.parquet": "d"}, configuration={}, code="c")


def publish(store, train=("a", "b"), about=None, **splits):
    """A release of a night of its own, unless it is told what it is about."""
    frames = {"train": released(train)} | {name: released(contexts) for name, contexts in splits.items()}
    return releases.publish(store, frames, card, about or of_night(store))


def of_night(store):
    night = NIGHT + timedelta(days=len(versions.published(store, "releases")))
    return ABOUT.model_copy(update={"sites": {"zhihu": night}})


def latest_file(store):
    return store.get("releases/LATEST").decode()


def test_a_release_holds_three_splits_a_card_and_a_manifest_that_describes_them(store):
    manifest = publish(store, validation=["c"])

    folder = store.root / "releases" / "0.1.0"
    names = {"train.parquet", "validation.parquet", "test.parquet", "README.md"}
    assert set(os.listdir(folder)) == names | {"manifest.json", "claim.json"}
    assert {name: file.rows for name, file in manifest.files.items()} == {
        "train.parquet": 2, "validation.parquet": 1, "test.parquet": 0, "README.md": None
    }  # fmt: skip
    for name, file in manifest.files.items():
        data = (folder / name).read_bytes()
        assert (file.bytes, file.digest) == (len(data), hashlib.sha256(data).hexdigest())


def test_what_the_card_shows_lies_beside_it_and_is_fetched_with_it(store, tmp_path):
    manifest = releases.publish(store, {}, card, ABOUT, {"calibration/zhihu.svg": "<svg/>"})

    folder = releases.fetch(store, manifest.version, tmp_path / "copy")

    assert (folder / "calibration" / "zhihu.svg").read_text() == "<svg/>"
    assert manifest.files["calibration/zhihu.svg"].bytes == 6


def test_the_manifest_says_what_the_release_was_made_from(store):
    publish(store)
    about = of_night(store)

    second = publish(store, ["a"], about)

    assert (second.version, second.previous) == ("0.2.0", "0.1.0")
    assert releases.latest(store) == releases.read(store, "0.2.0") == second
    assert second.model_dump(include=set(About.model_fields)) == about.model_dump()
    assert latest_file(store) == "0.2.0"


def test_rows_are_sorted_by_pair_and_read_by_others(store):
    publish(store, list("dcba"))

    path = store.uri("releases/0.1.0/train.parquet")
    pairs = [row[0] for row in duckdb.sql(f"SELECT pair_id FROM '{path}'").fetchall()]
    assert pairs == sorted(pairs)
    assert pairs == releases.scan(store, "0.1.0", "train").collect()["pair_id"].to_list()


def test_equal_rows_in_another_order_publish_nothing(store):
    first = publish(store, ["a", "b"])

    assert publish(store, ["b", "a"]) == first
    assert versions.published(store, "releases") == ["0.1.0"]


@pytest.mark.parametrize("splits", [{"train": ["a"]}, {"train": ["a"], "test": ["b"]}, {"train": ["a", "c"]}])
def test_other_rows_or_another_split_publish_a_version(store, splits):
    publish(store, ["a", "b"])

    assert publish(store, **splits).version == "0.2.0"


def test_the_same_rows_with_another_verdict_on_them_publish_a_version(store):
    first = publish(store)
    doubted = of_night(store).model_copy(update={"calibration": {"zhihu": "not calibrated"}})

    second, third = (releases.publish(store, {"train": released("ab")}, card, doubted) for _ in range(2))

    assert (second.version, second.content) == ("0.2.0", first.content)
    assert third == second


def test_rows_that_were_released_before_the_newest_release_are_published_again(store):
    first = publish(store, ["a"])
    publish(store, ["b"])

    third = publish(store, ["a"])

    assert (third.version, third.content) == ("0.3.0", first.content)


def test_a_claim_without_a_manifest_is_no_release_and_its_number_is_not_used(store):
    publish(store, ["a"])
    versions.claim(store, "releases", "a killed run")
    store.put("releases/0.2.0/train.parquet", b"half")

    assert releases.latest(store).version == "0.1.0"
    assert publish(store, ["b"]).version == "0.3.0"


def test_versions_count_past_nine(store):
    for n in range(11):
        publish(store, [f"{n}"])

    assert releases.latest(store).version == latest_file(store) == "0.11.0"


def test_latest_is_found_and_its_copy_repaired_after_a_kill_before_the_copy(store):
    publish(store, ["a"])
    publish(store, ["b"])
    store.put("releases/LATEST", b"0.1.0")

    assert releases.latest(store).version == "0.2.0"
    publish(store, ["b"])
    assert latest_file(store) == "0.2.0"


def test_racing_publishers_all_publish_under_their_own_version(store):
    with ThreadPoolExecutor(8) as pool:
        manifests = list(pool.map(lambda n: publish(store, [f"{n}"]), range(8)))

    assert sorted(manifest.version for manifest in manifests) == versions.published(store, "releases")
    assert len({manifest.version for manifest in manifests}) == 8
    for manifest in manifests:
        data = store.get(f"releases/{manifest.version}/train.parquet")
        assert hashlib.sha256(data).hexdigest() == manifest.files["train.parquet"].digest


def test_rows_that_break_the_pair_table_are_not_published(store):
    bad = released(["a"]).with_columns(confidence=pl.lit(0.4, pl.Float32))

    with pytest.raises(ContractError, match="release, split 'test': 1 row breaks rule 'min' of column 'confidence'"):
        releases.publish(store, {"test": bad}, card, ABOUT)
    assert store.list("releases") == []


def test_one_pair_in_two_splits_is_refused(store):
    with pytest.raises(ContractError, match="two splits"):
        publish(store, ["a"], test=["a"])


def test_a_version_that_does_not_exist_is_a_usage_error_and_a_damaged_one_the_lakes(store):
    store.put("releases/0.1.0/manifest.json", b"{")

    with pytest.raises(UsageError, match=r"no release 0\.7\.0"):
        releases.read(store, "0.7.0")
    with pytest.raises(LakeError, match=r"0\.1\.0/manifest\.json: .*damaged"):
        releases.read(store, "0.1.0")


def test_a_lake_without_releases_has_no_latest(store):
    assert releases.latest(store) is None


def test_a_site_that_comes_is_a_minor_step_and_other_settings_or_code_are_a_major_one(store):
    one, other = {"sites": {"zhihu": {"min_users": 3}}}, {"sites": {"zhihu": {"min_users": 4}}}
    both = {"sites": one["sites"] | {"xhs": {"min_users": 9}}}
    changes = [
        {"configuration": one},
        {"configuration": both, "sites": ABOUT.sites | {"xhs": NIGHT}},
        {"configuration": other},
        {"configuration": other, "code": "other"},
    ]

    steps = [publish(store, f"{n}", ABOUT.model_copy(update=change)) for n, change in enumerate(changes)]

    assert [step.version for step in steps] == ["0.1.0", "0.2.0", "1.0.0", "2.0.0"]
    assert steps[2].because == "other settings: zhihu.min_users"


def test_other_columns_are_a_major_step(store):
    first = publish(store, ["a"])

    step, _ = releases.step_after(first, ABOUT, first.columns | {"more": "String"})

    assert step == "major"


def test_the_same_nights_with_other_rows_are_a_patch_unless_the_rules_changed_too(store):
    publish(store, ["a", "b"], ABOUT)

    assert publish(store, ["a"], ABOUT).version == "0.1.1"
    assert publish(store, ["b"], ABOUT.model_copy(update={"code": "other"})).version == "1.0.0"


def test_a_night_that_is_backfilled_is_a_minor_step_also_where_it_is_not_the_newest(store):
    def made_of(*nights):
        parents = {f"curated/site=zhihu/night={night}/{number}.parquet": "d" for number, night in enumerate(nights)}
        return ABOUT.model_copy(update={"parents": parents})

    publish(store, ["a"], made_of("2026-11-17", "2026-11-19"))

    assert publish(store, ["b"], made_of("2026-11-17", "2026-11-18", "2026-11-19")).version == "0.2.0"
    assert publish(store, ["c"], made_of("2026-11-17", "2026-11-19")).version == "0.2.1", "a night that went is none"


def test_settings_that_make_no_pair_are_no_major_step(store):
    def set_to(settings, **release):
        told = {"sites": {"zhihu": {"min_users": 3} | settings}, "release": {"fdr": None} | release}
        return ABOUT.model_copy(update={"configuration": told})

    publish(store, ["a"], set_to({"opt_out": None, "quarantine_limit": 0.05}, drift_stop=1.0))
    harmless = {"opt_out": "gone.txt", "quarantine_limit": 0.1, "retention_days": {"events": 90}}

    assert publish(store, ["b"], set_to(harmless, drift_stop=2.0)).version == "0.1.1"
    assert publish(store, ["c"], set_to(harmless, drift_stop=2.0, fdr=0.1)).version == "1.0.0"


def test_the_settings_that_make_no_pair_are_settings_and_hold_all_that_no_stage_declares():
    stages = {name for stage in SITE_STAGES.values() for name in stage.settings.model_fields}

    assert set(Settings.model_fields) - stages <= releases.MOVE_NO_PAIR
    assert set(Settings.model_fields) | set(ReleaseConfig.model_fields) >= releases.MOVE_NO_PAIR


def test_a_release_that_was_rolled_back_to_serves_until_a_newer_one_is_published(store):
    first, bad = publish(store, ["a"]), publish(store, ["b"])

    releases.roll_back(store, first.version, "run", "bad labels")
    assert (releases.latest(store), releases.newest(store)) == (first, bad)
    assert latest_file(store) == first.version

    assert publish(store, ["b"]) == bad, "the rows that were rolled back from publish nothing again"
    assert latest_file(store) == first.version

    mended = publish(store, ["a", "c"])
    assert latest_file(store) == mended.version == "0.3.0"


def test_nothing_is_rolled_back_to_a_release_that_is_none(store):
    publish(store, ["a"])

    with pytest.raises(UsageError, match=r"no release 0\.9\.0"):
        releases.roll_back(store, "0.9.0", "run", "")


def test_of_a_revoked_release_only_a_manifest_that_says_so_stays(store):
    first, second = publish(store, ["a"]), publish(store, ["b"])

    releases.revoke(store, second.version, "a user was forgotten")
    releases.revoke(store, second.version, "again")

    assert sorted(os.listdir(store.root / "releases" / "0.2.0")) == ["REVOKED.json", "claim.json"]
    assert releases.latest(store) == first
    assert latest_file(store) == first.version
    with pytest.raises(UsageError, match=r"0\.2\.0 was revoked on .*: a user was forgotten"):
        releases.read(store, second.version)
    assert publish(store, ["c"], About(**second.model_dump(include=set(About.model_fields)))).version == "0.2.1", (
        "its number is not used again"
    )


def test_where_every_release_is_revoked_none_serves(store):
    publish(store, ["a"])

    releases.revoke(store, "0.1.0", "a user was forgotten")

    assert releases.latest(store) is None
    assert store.get("releases/LATEST") is None


def test_after_a_rollback_to_a_release_that_is_revoked_later_the_newest_before_it_serves_and_says_so(store):
    for rows in "abc":
        publish(store, rows)
    releases.roll_back(store, "0.2.0", "run", "bad labels")
    assert releases.caveat(store) is None

    releases.revoke(store, "0.2.0", "a user was forgotten")
    assert latest_file(store) == "0.1.0"
    assert releases.caveat(store) == (
        "release 0.2.0, to which was rolled back from 0.3.0, was revoked: release 0.1.0, the newest before it, serves"
    )

    releases.revoke(store, "0.1.0", "a user was forgotten")
    assert releases.latest(store) is None, "never the one that was rolled back from"
    assert releases.caveat(store).endswith("was revoked: no release serves")

    assert publish(store, "d").version == latest_file(store) == "0.4.0"
    assert releases.caveat(store) is None


def test_revoking_what_was_rolled_back_from_keeps_the_rollback(store):
    first = publish(store, ["a"])
    publish(store, ["b"])
    third = publish(store, ["b", "c"])
    releases.roll_back(store, first.version, "run", "bad labels")

    releases.revoke(store, third.version, "a user was forgotten")

    assert latest_file(store) == first.version


def test_rows_that_were_rolled_back_from_are_not_published_under_another_verdict(store):
    first, second, third = (publish(store, rows) for rows in ("a", "b", "c"))
    releases.roll_back(store, first.version, "run", "bad labels")
    doubted = of_night(store).model_copy(update={"calibration": {"zhihu": "not calibrated"}})

    assert publish(store, "c", doubted) == third
    assert publish(store, "b", doubted) == second
    assert latest_file(store) == first.version
    assert publish(store, "a", doubted).version == latest_file(store) == "0.4.0", "those that serve are"


def test_what_a_revoked_release_held_out_is_known_for_ever(store):
    tables = [pl.DataFrame({"prompt": [name * 32], "split": ["test"]}) for name in "ab"]
    for rows, table in zip("ab", tables, strict=True):
        releases.publish(store, {"train": released(rows)}, card, of_night(store), {releases.HELD_OUT: table})
    assert releases.held_out(store).collect().equals(tables[1])

    releases.revoke(store, "0.2.0", "a user was forgotten")

    assert releases.held_out(store).collect().equals(tables[1])
    assert versions.unpublished(store, "releases") == [], "so nobody sweeps it"
    assert publish(store, ["c"]).version == "0.2.1"
    assert releases.held_out(store).collect().equals(tables[1]), "a release that holds out nothing forgets nothing"
