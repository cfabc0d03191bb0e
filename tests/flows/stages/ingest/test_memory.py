from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from flows.lake.lake import Lake
from flows.stages.ingest.memory import COLUMNS, Memory
from schemas.contents import Assignments
from tests.flows.lake.builders import KEY, NIGHT, commit, nights

DAY_BEFORE, DAY, DAY_AFTER = *nights(2), date(2026, 11, 20)
SCHEMA = Assignments.create_empty().schema
ONE, TWO, THREE = ("1" * 32, "2" * 32, "3" * 32)


def assigned(*values: tuple[str, str], space: str = "version", **fields) -> pl.DataFrame:
    """Assignments of keys to values."""
    rows = [{"space": space, "key": key, "value": value} | fields for key, value in values]
    return pl.DataFrame(rows, schema=SCHEMA)


def keys(*values: str | None) -> pl.Series:
    return pl.Series("key", values, dtype=pl.String)


@pytest.fixture
def lake(tmp_path) -> Lake:
    return Lake.open(str(tmp_path / "lake"), KEY)


def memory(lake: Lake, night: date = NIGHT) -> Memory:
    return Memory(SimpleNamespace(lake=lake, site=SimpleNamespace(name="zhihu"), date=night))


def remember(lake: Lake, night: date, frame: pl.DataFrame, site: str = "zhihu") -> None:
    commit(lake, site, night, {"ingest": {"assignments": frame}})


def known(found: pl.LazyFrame) -> dict[str, str]:
    return dict(found.select("key", "value").collect().rows())


def test_a_new_site_remembers_nothing(lake):
    found = memory(lake)

    assert known(found.of(keys(ONE))) == {}
    assert found.tonight.columns == COLUMNS


def test_what_any_night_assigned_is_known(lake):
    for night, key in ((DAY_BEFORE, ONE), (NIGHT, TWO), (DAY_AFTER, THREE)):
        remember(lake, night, assigned((key, str(night))))

    found = known(memory(lake).of(keys(ONE, TWO, THREE, None, ONE)))

    assert found == {ONE: "2026-11-18", TWO: "2026-11-19", THREE: "2026-11-20"}


def test_what_another_site_assigned_is_not_known(lake):
    remember(lake, NIGHT, assigned((ONE, "a")), site="other")

    assert known(memory(lake).of(keys(ONE))) == {}


def test_only_what_is_asked_for_is_found(lake):
    remember(lake, NIGHT, assigned((ONE, "a"), (TWO, "b")))

    assert known(memory(lake).of(keys(TWO))) == {TWO: "b"}


@pytest.mark.parametrize("night", [DAY_BEFORE, NIGHT, DAY_AFTER])
def test_the_first_assignment_of_a_key_wins_whatever_night_made_it(lake, night):
    remember(lake, night, assigned((ONE, "first")))
    found = memory(lake)

    found.add(assigned((ONE, "second"), (TWO, "new")).lazy())

    assert known(found.of(keys(ONE, TWO))) == {ONE: "first", TWO: "new"}
    tonight = dict(found.tonight.select("key", "value").rows())
    assert tonight == ({ONE: "first", TWO: "new"} if night == NIGHT else {TWO: "new"})


def test_the_same_key_in_another_space_is_another(lake):
    remember(lake, NIGHT, assigned((ONE, "a")))
    found = memory(lake)

    found.add(assigned((ONE, "b"), space="answer").lazy())

    assert sorted(found.of(keys(ONE)).select("space", "value").collect().rows()) == [("answer", "b"), ("version", "a")]


def test_a_key_that_comes_twice_is_kept_once(lake):
    found = memory(lake)

    found.add(assigned((ONE, "a"), (ONE, "a")).lazy())
    found.add(assigned((ONE, "b")).lazy())

    assert found.tonight.select("key", "value").rows() == [(ONE, "a")]


def test_what_was_added_is_a_valid_table(lake):
    found = memory(lake)

    found.add(assigned((ONE, "a"), (TWO, "b")).lazy())

    assert Assignments.validate(found.tonight).height == 2


def test_founders_are_the_sketched_prompts_of_a_guard_on_any_night(lake):
    founded = {"space": "prompt", "sketch": [1, 2]}
    remember(lake, DAY_AFTER, assigned((ONE, ONE), guard=7, **founded))
    remember(lake, DAY_BEFORE, assigned((TWO, ONE), space="prompt"))
    found = memory(lake)
    found.add(assigned((THREE, THREE), guard=8, **founded).lazy())

    guards = pl.Series("guard", [7, 8, 9, 7], dtype=pl.UInt64)

    assert known(found.founders(guards)) == {ONE: ONE, THREE: THREE}
    assert known(found.founders(guards.head(1))) == {ONE: ONE}
