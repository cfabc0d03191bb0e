"""`pairmill check` tells beforehand what would go wrong."""

from datetime import UTC, datetime

import pytest

from flows.check import Finding, check
from flows.lake.lake import Lake
from schemas.errors import ConfigError
from tests.sites import Place, chat, one_site, qa, three_sites
from tests.support import mill, snapshot

TODAY = datetime.now(UTC).date()
"""A dated pattern is searched back from today."""


def faults(place: Place) -> list[Finding]:
    return [finding for finding in check(place.config) if not finding.ok]


def test_three_well_sites_have_no_fault(tmp_path):
    place = three_sites(tmp_path, TODAY)
    found = list(check(place.config))
    assert [finding for finding in found if not finding.ok] == []
    looked_at = {finding.what for finding in found}
    assert {"configuration", "user key", "zhihu events", "zhihu contents.questions", "assistant events"} <= looked_at


def test_checking_makes_nothing(tmp_path):
    place = three_sites(tmp_path, TODAY)
    before = snapshot(tmp_path)
    list(check(place.config))
    assert snapshot(tmp_path) == before
    assert not place.lake.exists()


def test_a_pattern_that_matches_nothing_is_a_fault_that_names_it(tmp_path):
    place = one_site(tmp_path, TODAY)
    (place.folder / f"raw/zhihu/events/{TODAY}/events.jsonl").unlink()
    assert [(fault.what, fault.said) for fault in faults(place)] == [
        ("zhihu events", "no file matches raw/zhihu/events/{date}/*.jsonl*")
    ]


def test_too_many_malformed_lines_are_a_fault_that_gives_the_reasons(tmp_path):
    place = one_site(tmp_path, TODAY)
    path = f"raw/zhihu/events/{TODAY}/events.jsonl"
    place.add(path, ["half a line", '{"event_id": "x"}'] * 10)
    (fault,) = faults(place)
    assert fault.what == "zhihu events"
    assert "20 are malformed" in fault.said
    assert "not_json" in fault.said
    assert "missing:ts" in fault.said


def test_few_malformed_lines_are_told_and_no_fault(tmp_path):
    place = one_site(tmp_path, TODAY)
    place.add(f"raw/zhihu/events/{TODAY}/events.jsonl", ["half a line"])
    assert faults(place) == []
    assert any("1 are malformed (not_json)" in finding.said for finding in check(place.config))


def test_unknown_fields_are_told(tmp_path):
    place = one_site(tmp_path, TODAY)
    place.put("raw/zhihu/questions.jsonl", [{"question_id": "q1", "title": "t", "colour": "red"}])
    assert any("unknown fields: colour" in finding.said for finding in check(place.config))


def test_a_missing_user_key_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.delenv("PAIRMILL_USER_KEY")
    (fault,) = faults(one_site(tmp_path, TODAY))
    assert fault.what == "user key"
    assert "PAIRMILL_USER_KEY is not set" in fault.said


def test_another_user_key_than_the_lake_s_is_a_fault(tmp_path):
    place = one_site(tmp_path, TODAY)
    Lake.open(str(place.lake), "another key")
    (fault,) = faults(place)
    assert fault.what == "user key"
    assert "another PAIRMILL_USER_KEY" in fault.said


def test_a_model_that_is_not_there_is_a_fault(tmp_path):
    place = one_site(tmp_path, TODAY)
    place.configure(qa(), train={"model": "./models/none"})
    (fault,) = faults(place)
    assert fault.what == "train.model"


@pytest.mark.parametrize(("made", "said"), [(False, "does not exist"), (True, "config.json is missing")])
def test_a_classifier_of_follow_ups_that_is_not_there_is_a_fault(tmp_path, made, said):
    place = three_sites(tmp_path, TODAY)
    place.configure(chat(follow_up_model="models/follow-ups"))
    if made:
        (tmp_path / "models" / "follow-ups").mkdir(parents=True)
    (fault,) = faults(place)
    assert fault.what == "assistant follow_up_model"
    assert said in fault.said


def test_a_wrong_configuration_is_an_error_that_names_the_key(tmp_path):
    place = one_site(tmp_path, TODAY)
    place.configure(qa(min_userz=3))
    with pytest.raises(ConfigError, match=r"sites\[0\]\.min_userz: unknown key"):
        list(check(place.config))


def test_what_check_finds_well_a_night_finds_well(tmp_path):
    place = one_site(tmp_path, TODAY)
    assert faults(place) == []
    assert mill(place.config, TODAY).failures == {}


def test_files_that_a_release_reads_are_looked_at(tmp_path):
    place = one_site(tmp_path)
    place.configure(qa(opt_out="gone.txt"), evaluation_sets=["exam.txt"], bad_cases="none.csv")
    (tmp_path / "exam.txt").write_text("first\nsecond\n", encoding="utf-8")

    said = {finding.what: finding for finding in check(place.config)}

    assert said["evaluation_sets"].said == "2 rows in exam.txt"
    assert not said["bad_cases"].ok
    assert not said["zhihu opt_out"].ok
    assert said["zhihu opt_out"].said.endswith("gone.txt cannot be read (No such file or directory)")
