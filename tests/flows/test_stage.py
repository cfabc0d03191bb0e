from collections.abc import Callable
from types import SimpleNamespace

import polars as pl
import pytest

from flows.lake import keys as lake_keys
from flows.night import Outcome
from flows.stage import Job, Output, computed
from flows.stages import SITE_STAGES
from schemas.config import Settings
from schemas.errors import ContractError, InputError
from schemas.pairs import Decided
from tests.flows.lake import builders
from tests.flows.lake.builders import NIGHT, commit, decided
from tests.flows.workplace import Workplace, decides, readers, stage


@pytest.fixture
def place(tmp_path) -> Workplace:
    return Workplace(tmp_path)


def fails(error: BaseException) -> Callable[[Job], Output]:
    def work(job: Job) -> Output:
        raise error

    return work


def test_what_a_stage_made_and_dropped_is_in_the_ledger(place):
    def work(job: Job) -> Output:
        frames = [(0, decided(["a"])), (1, decided(["b", "c"])), (2, decided([]))]
        return Output({"decided": frames}, dropped={"z": 2, "b": 1}, details={"read": 3})

    outcome = place.run(stage(work))

    assert not outcome.cached
    assert outcome.record == place.record
    assert (place.record.state, place.record.kept, place.record.error) == ("ok", {"decided": 3}, None)
    assert list(place.record.dropped.items()) == [("b", 1), ("z", 2)]
    assert place.record.details == {"read": 3}
    assert [piece.bucket for piece in place.record.tables["decided"]] == [0, 1]
    assert builders.ids(place.lake.scan("decided", "zhihu", [NIGHT])) == ["a", "b", "c"]
    assert place.seen == [("pairs", "running"), ("pairs", "ok")]


def test_a_stage_that_is_done_is_not_done_again(place):
    first = place.run(stage(decides("a")))

    again = place.run(stage(fails(AssertionError("ran again"))))

    assert again == Outcome(first.record, cached=True)
    assert place.seen[-1] == ("pairs", "cached")


def test_force_does_it_again(place):
    place.run(stage(decides("a")))

    assert not place.run(stage(decides("b")), force=True).cached
    assert builders.ids(place.lake.scan("decided", "zhihu", [NIGHT])) == ["b"]


@pytest.mark.parametrize(("name", "value", "is_cached"), [("min_users", 5, False), ("window_days", 9, True)])
def test_only_its_own_settings_make_a_stage_stale(place, name, value, is_cached):
    place.run(stage(decides("a")))

    place.settings = Settings(**{name: value})

    assert place.run(stage(decides("a"))).cached == is_cached


def test_an_input_that_changed_makes_a_stage_stale_and_one_made_anew_does_not(place):
    cached = []
    for frame in (readers(), readers(), readers(2)):
        commit(place.lake, "zhihu", NIGHT, {"reading": {"readers": frame}}, key=str(len(cached)))
        cached.append(place.run(stage(decides("a"))).cached)

    assert cached == [False, True, False]


def test_an_input_from_outside_the_lake_makes_a_stage_stale(place):
    place.run(stage(decides("a"), outside=lambda job: {"file": "1"}))

    assert place.run(stage(decides("a"), outside=lambda job: {"file": "1"})).cached
    assert not place.run(stage(decides("a"), outside=lambda job: {"file": "2"})).cached


def test_a_lost_slice_is_made_again(place):
    first = place.run(stage(decides("a")))
    (place.folder / "lake" / first.record.tables["decided"][0].path).unlink()

    assert not place.run(stage(decides("a"))).cached
    assert builders.ids(place.lake.scan("decided", "zhihu", [NIGHT])) == ["a"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (InputError("no such file"), "no such file"),
        (ZeroDivisionError("of nothing"), "ZeroDivisionError: of nothing"),
        (KeyboardInterrupt(), "KeyboardInterrupt: "),
    ],
)
def test_a_failure_is_raised_and_recorded_and_leaves_what_stood(place, error, told):
    place.run(stage(decides("a")))

    with pytest.raises(type(error)):
        place.run(stage(fails(error)), force=True)

    assert (place.record.state, place.record.error) == ("failed", told)
    assert place.seen[-1] == ("pairs", "failed")
    assert builders.ids(place.lake.scan("decided", "zhihu", [NIGHT])) == ["a"]


def test_a_failed_stage_is_done_again(place):
    with pytest.raises(InputError):
        place.run(stage(fails(InputError("x"))))

    assert not place.run(stage(decides("a"))).cached


def test_a_stage_that_cannot_be_prepared_fails(place):
    with pytest.raises(InputError, match="not yet"):
        place.run(stage(decides("a"), prepare=fails(InputError("not yet"))))

    assert place.record.error == "not yet"


def test_what_is_done_is_not_prepared_again(place):
    place.run(stage(decides("a")))

    place.run(stage(decides("a"), prepare=fails(InputError("not yet"))))

    assert place.record.state == "ok"


def test_a_panic_is_no_base_exception_to_the_run(place):
    class Panic(BaseException):
        pass

    with pytest.raises(RuntimeError, match="Panic: lost"):
        place.run(stage(fails(Panic("lost"))))

    assert place.record.error == "Panic: lost"


def test_what_failed_may_leave_something_to_look_at(place):
    def work(job: Job) -> Output:
        return Output({"decided": [(None, decided(["a"]))]}, dropped={"bad": 4}, failure=InputError("too much"))

    with pytest.raises(InputError, match="too much"):
        place.run(stage(work))

    assert (place.record.state, place.record.kept, place.record.dropped) == ("failed", {"decided": 1}, {"bad": 4})
    assert place.lake.slices("decided", "zhihu", [NIGHT]) == []


def test_rows_that_break_their_schema_fail_the_stage(place):
    twice = decided(["a", "a"])

    with pytest.raises(ContractError, match="table 'decided', site 'zhihu', night 2026-11-19: 2 rows break"):
        place.run(stage(lambda job: Output({"decided": [(None, twice)]})))

    assert place.lake.slices("decided", "zhihu", [NIGHT]) == []


def test_the_scratch_folder_goes_when_the_stage_ends(place):
    folders = []

    def work(job: Job) -> Output:
        (job.scratch / "file").write_text("x")
        folders.append(job.scratch)
        raise InputError("x")

    with pytest.raises(InputError):
        place.run(stage(work))

    assert not folders[0].exists()


def test_computed_tables_have_their_columns_alone_and_drops_are_counted():
    dropped = {"stage": "pairs", "context": None, "response": "a", "other": None}
    frames = {
        "decided": decided(["a", "b"]).lazy().with_columns(superfluous=1),
        "dropped": pl.LazyFrame([dropped | {"reason": reason} for reason in ("x", "x", "y")]),
    }

    output = computed(frames)

    assert output.dropped == {"x": 2, "y": 1}
    ((bucket, frame),) = output.tables["decided"]
    assert bucket is None
    assert Decided.validate(frame)["context"].to_list() == ["a", "b"]


def test_computed_tables_without_drops_drop_nothing():
    assert computed({"decided": decided(["a"]).lazy()}).dropped == {}


@pytest.mark.parametrize(
    ("module", "stages"),
    [
        ("transforms.curate", {"curate"}),
        ("transforms.exposure", {"exposure"}),
        ("transforms.ingest.versions", {"ingest"}),
        ("flows.raw.jsonl", {"ingest"}),
        ("flows.stages.ingest.memory", {"ingest"}),
        ("transforms.clean", {"clean"}),
    ],
)
def test_code_of_one_stage_makes_no_other_stage_stale(monkeypatch, module, stages):
    before = {name: lake_keys.code_digest(*stage.modules) for name, stage in SITE_STAGES.items()}
    tree = lake_keys._tree

    def changed(name: str) -> SimpleNamespace:
        return SimpleNamespace(
            imports=tree(name).imports, digest=tree(name).digest + (" changed" if name == module else "")
        )

    monkeypatch.setattr(lake_keys, "_tree", changed)

    after = {name: lake_keys.code_digest(*stage.modules) for name, stage in SITE_STAGES.items()}
    assert {name for name in before if before[name] != after[name]} == stages
