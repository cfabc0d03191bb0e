from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from schemas.config import (
    CleanConfig,
    CurateConfig,
    EvidenceConfig,
    ExposureConfig,
    IngestConfig,
    PairsConfig,
    ReadingConfig,
    Settings,
    SignalsConfig,
    Site,
)
from schemas.errors import ConfigError
from schemas.load import load

STAGES = (
    IngestConfig, ReadingConfig, CleanConfig, SignalsConfig, ExposureConfig, EvidenceConfig, PairsConfig, CurateConfig
)  # fmt: skip
ZHIHU = {
    "name": "zhihu",
    "kind": "qa",
    "events": "raw/events/{date}/*.jsonl.gz",
    "contents": {"questions": "raw/questions/*.jsonl", "answers": "raw/answers/{date}/*.jsonl"},
}
NOTES = {"name": "notes", "kind": "feed", "aggregates": "totals.csv", "contents": {"notes": "notes.jsonl"}}
MINIMAL = {"lake": "./lake", "sites": [ZHIHU]}


def written(folder: Path, data: Any) -> Path:
    """A configuration file of some data, or of a text as it is."""
    path = folder / "pairmill.yaml"
    path.write_text(data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def fault(folder: Path, data: Any) -> str:
    """What is said about a wrong configuration, after the name of the file."""
    path = written(folder, data)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert error.value.exit_code == 2
    told = str(error.value)
    assert told.startswith(f"{path}: ")
    assert "\n" not in told
    return told.removeprefix(f"{path}: ")


def with_site(**fields: Any) -> dict[str, Any]:
    return MINIMAL | {"sites": [ZHIHU | fields]}


def test_a_minimal_file_is_complete(tmp_path):
    config = load(written(tmp_path, MINIMAL))

    (site,) = config.sites
    assert config.by_name == {"zhihu": site}
    assert (site.kind, site.events, site.aggregates) == ("qa", ZHIHU["events"], None)
    assert site.settings == Settings()
    assert config.train is None
    assert config.folder == tmp_path


def test_the_defaults_are_those_of_the_documentation(tmp_path):
    config = load(written(tmp_path, MINIMAL))
    settings = config.sites[0].settings

    assert (settings.window_days, settings.min_users, settings.min_confidence) == (30, 3, 0.7)
    assert (settings.max_pairs_per_context, settings.quarantine_limit, settings.similar_prompts) == (100, 0.05, 0.8)
    assert (settings.retention_days, settings.opt_out, settings.timezone) == ({"quarantine": 14}, None, "UTC")
    assert (config.release.max_age_days, config.release.fdr) == (180, None)


def test_paths_start_in_the_folder_of_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    (tmp_path / "conf").mkdir()

    config = load(written(tmp_path / "conf", MINIMAL | {"lake": "../lake", "train": {"model": "./models/base"}}))

    assert Path(config.lake).resolve() == tmp_path / "lake"
    assert Path(config.train.model).resolve() == tmp_path / "conf" / "models" / "base"


def test_urls_absolute_paths_and_hub_names_stay_as_they_are(tmp_path):
    config = load(written(tmp_path, MINIMAL | {"lake": "s3://bucket/prefix", "train": {"model": "Qwen/Qwen3-0.6B"}}))

    assert (config.lake, config.train.model) == ("s3://bucket/prefix", "Qwen/Qwen3-0.6B")
    assert load(written(tmp_path, MINIMAL | {"lake": "/var/lake"})).lake == "/var/lake"


def test_a_setting_of_the_file_is_for_all_sites_and_a_sites_own_goes_first(tmp_path):
    data = MINIMAL | {"sites": [ZHIHU | {"min_users": 5}, NOTES], "min_users": 4, "window_days": 7}

    first, second = load(written(tmp_path, data)).sites

    assert (first.settings.min_users, first.settings.window_days) == (5, 7)
    assert (second.settings.min_users, second.settings.window_days) == (4, 7)


def test_settings_of_a_release_stand_at_the_top(tmp_path):
    config = load(written(tmp_path, MINIMAL | {"max_age_days": 30, "fdr": 0.1}))

    assert (config.release.max_age_days, config.release.fdr) == (30, 0.1)


def test_another_retention_does_not_keep_the_quarantine_longer(tmp_path):
    config = load(written(tmp_path, with_site(retention_days={"events": 90})))

    assert config.sites[0].settings.retention_days == {"events": 90, "quarantine": 14}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"sites": [ZHIHU]}, "lake: is missing"),
        ({"lake": "x"}, "sites: is missing"),
        ({"lake": "x", "sites": []}, "sites: must not be empty"),
        (MINIMAL | {"colour": 1}, "colour: unknown key"),
        (MINIMAL | {"window_days": 0}, "window_days: input should be greater than or equal to 1"),
        (MINIMAL | {"fdr": 2}, "fdr: input should be less than 1"),
        (MINIMAL | {"train": {"model": "m", "betta": 1}}, "train.betta: unknown key"),
        (with_site(min_user=3), "sites[0].min_user: unknown key; did you mean 'min_users'?"),
        (MINIMAL | {"min_user": 3}, "min_user: unknown key; did you mean 'min_users'?"),
        (with_site(evnts="e.jsonl"), "sites[0].evnts: unknown key; did you mean 'events'?"),
        ({"lak": "x", "sites": [ZHIHU]}, "lak: unknown key; did you mean 'lake'?"),
        (with_site(max_age_days=3), "sites[0].max_age_days: unknown key"),
        (with_site(min_confidence=0.4), "sites[0].min_confidence: input should be greater than or equal to 0.5"),
        (with_site(timezone="Mars/Olympus"), "sites[0].timezone: 'Mars/Olympus' is no IANA time zone"),
        (with_site(timezone="../etc"), "sites[0].timezone: '../etc' is no IANA time zone"),
        (with_site(retention_days={"event": 1}), "sites[0].retention_days: 'event' is no table"),
        (
            with_site(retention_days={"assignments": 1}),
            "sites[0].retention_days: 'assignments' is no table that may expire",
        ),
        (with_site(name="Zhi Hu"), "sites[0].name: string should match pattern"),
        (with_site(name="_all"), "sites[0].name: string should match pattern"),
        (with_site(name="../up"), "sites[0].name: string should match pattern"),
        (with_site(kind="video"), "sites[0].kind: input should be 'chat', 'feed' or 'qa'"),
        (with_site(events=None), "sites[0]: give either 'events' or 'aggregates'"),
        (with_site(aggregates="t.csv"), "sites[0]: give either 'events' or 'aggregates'"),
        (with_site(kind="chat", events=None, aggregates="t.csv"), "sites[0]: a chat site has no 'aggregates'"),
        (with_site(contents={"answers": "a"}), "sites[0]: contents of a qa site are questions and answers"),
        (with_site(kind="chat"), "sites[0]: contents of a chat site are messages"),
        ({"lake": "x", "sites": [ZHIHU, ZHIHU]}, "site 'zhihu' is named twice"),
        ({"lake": "x", "sites": ["zhihu"]}, "sites[0]: input should be"),
        ("[]", "must be a mapping with 'lake' and 'sites'"),
        ("", "must be a mapping with 'lake' and 'sites'"),
        ("a: [", "is no YAML"),
    ],
)
def test_what_is_wrong_is_named_as_it_was_written(tmp_path, data, told):
    assert fault(tmp_path, data).startswith(told)


@pytest.mark.parametrize(
    ("data", "key"), [(MINIMAL | {"strict": True}, "strict"), (with_site(strict=True), "sites[0].strict")]
)
def test_strict_rules_of_another_kind_of_site_are_named_where_they_were_set(tmp_path, data, key):
    assert fault(tmp_path, data).startswith(f"{key}: is for feed sites, and 'zhihu' is a qa site")


def test_what_has_a_name_of_its_own_is_no_misspelling(tmp_path):
    assert fault(tmp_path, MINIMAL | {"colour": 1}) == "colour: unknown key"
    assert fault(tmp_path, MINIMAL | {"folders": 1}) == "folders: unknown key"


@pytest.mark.parametrize("key", ["release", "folder"])
def test_a_key_that_only_the_program_knows_is_unknown_in_the_file(tmp_path, key):
    assert fault(tmp_path, MINIMAL | {key: {}}) == f"{key}: unknown key"


def test_settings_are_written_flat_in_a_site(tmp_path):
    assert fault(tmp_path, with_site(settings={"min_users": 9})) == "sites[0].settings: unknown key"


@pytest.mark.parametrize("template", ["写一篇笔记", "写一篇{topic}的笔记"])
def test_a_prompt_template_has_a_place_for_the_tags(tmp_path, template):
    assert fault(tmp_path, with_site(prompt_template=template)).startswith("sites[0].prompt_template: ")


def test_a_key_that_is_no_text_is_named(tmp_path):
    assert "7" in fault(tmp_path, MINIMAL | {7: 1})


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.yaml: cannot be read \(No such file or directory\)"):
        load(tmp_path / "none.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "pairmill.yaml"
    path.write_bytes("lake: 湖".encode("gb18030"))

    with pytest.raises(ConfigError, match=r"pairmill\.yaml: is no YAML"):
        load(path)


@pytest.mark.parametrize("model", STAGES)
def test_a_stage_gets_its_own_settings_and_no_others(model):
    settings = Settings(window_days=9, min_users=8, timezone="Asia/Shanghai", satisfied_share=0.1, hard_similarity=0.9)

    found = settings.stage(model)

    assert type(found) is model
    assert dict(found) == {name: getattr(settings, name) for name in model.model_fields}


def test_every_setting_belongs_to_a_stage_or_to_the_site():
    of_stages = {name for model in STAGES for name in model.model_fields}

    assert set(Settings.model_fields) - of_stages == {"opt_out", "retention_days"}


def test_a_configuration_cannot_be_changed(tmp_path):
    config = load(written(tmp_path, MINIMAL))

    with pytest.raises(ValidationError, match="frozen"):
        config.lake = "elsewhere"
    with pytest.raises(ValidationError, match="frozen"):
        config.sites[0].settings.min_users = 1


@pytest.mark.parametrize("site", [ZHIHU, NOTES, NOTES | {"aggregates": None, "events": "e.jsonl"}])
def test_a_site_gives_events_or_totals(site):
    assert (Site(**site).events is None) != (Site(**site).aggregates is None)


@pytest.mark.parametrize(("written_as", "meant"), [("on", "on"), ("off", "off"), ("auto", "auto"), ('"on"', "on")])
def test_a_switch_needs_no_quotes(tmp_path, written_as, meant):
    text = yaml.safe_dump(MINIMAL, allow_unicode=True) + f"correction: {written_as}\n"

    assert load(written(tmp_path, text)).sites[0].settings.stage(ExposureConfig).correction == meant


def test_business_rules_are_read_from_their_file(tmp_path):
    (tmp_path / "rules.yaml").write_text("- {name: short, kind: format, max_chars: 100}\n", encoding="utf-8")

    config = load(written(tmp_path, MINIMAL | {"rules": "rules.yaml"}))

    assert [rule.name for rule in config.sites[0].settings.rules] == ["short"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, r"rules: .*rules\.yaml cannot be read"),
        ("- {name: short, kind: format}", "rules.*needs 'must'"),
        ("- {name: short, kind: odd, max_chars: 1}", r"rules\[0\]\.kind"),
        ("- {name: a, kind: format, max_chars: 1}\n- {name: a, kind: format, max_chars: 1}", "'a' is named twice"),
        ("[", "rules: .*is no YAML"),
    ],
)
def test_what_is_wrong_with_business_rules_is_told(tmp_path, text, told):
    if text is not None:
        (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=told):
        load(written(tmp_path, MINIMAL | {"rules": "rules.yaml"}))


def test_an_unknown_generator_is_named_with_those_that_there_are(tmp_path):
    with pytest.raises(ConfigError, match="'number_chang' is no generator; the generators are keyword_swap, "):
        load(written(tmp_path, MINIMAL | {"generators": {"number_chang": 0.1}}))


def test_a_category_or_scenario_that_is_named_joins_those_that_ship(tmp_path):
    words = {"sensitive": {"house": ["rm -rf"], "gambling": []}, "scenarios": {"legal": {"words": ["合同"]}}}

    settings = load(written(tmp_path, MINIMAL | words)).sites[0].settings

    assert settings.sensitive["house"] == ("rm -rf",)
    assert settings.sensitive["gambling"] == ()
    assert list(settings.scenarios) == ["safety", "task", "creative", "legal"]


def test_a_category_to_switch_off_and_a_scenario_of_the_mix_must_be_known(tmp_path):
    with pytest.raises(ConfigError, match="'fruad' is no category that ships"):
        load(written(tmp_path, MINIMAL | {"sensitive": {"fruad": []}}))
    with pytest.raises(
        ConfigError, match="mix: 'safty' is no scenario; the scenarios are creative, other, safety, task"
    ):
        load(written(tmp_path, MINIMAL | {"mix": {"safty": 0.9}}))
    own = {"mix": {"legal": 0.8}, "scenarios": {"legal": {"words": ["合同"]}}}
    assert load(written(tmp_path, MINIMAL | own)).release.mix["legal"] == 0.8
