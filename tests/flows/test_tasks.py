"""What a task shows in Prefect beside doing its stage."""

from datetime import date
from types import SimpleNamespace

import pytest

from flows import tasks

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 19)


@pytest.fixture
def shown(monkeypatch):
    """Nights whose calibration was shown by the task that ran them: `cached`, and what later nights there are."""
    nights = []
    monkeypatch.setattr(tasks, "judged", lambda night: night.date)
    monkeypatch.setattr(tasks, "publish", nights.append)
    monkeypatch.setattr(tasks, "get_run_logger", lambda: SimpleNamespace(info=lambda *words: None))

    def after(night: date, *others: date, cached: bool = False) -> list[date]:
        record = SimpleNamespace(state="ok", kept={}, dropped={}, seconds=0.0)
        monkeypatch.setattr(tasks, "run", lambda *_, **__: SimpleNamespace(record=record, cached=cached))
        entries = {day: SimpleNamespace(standing=lambda stage: stage == "calibrate") for day in others}
        tasks.calibrate.fn(SimpleNamespace(name="zhihu", date=night, others=entries))
        return nights

    return after


def test_a_calibration_that_was_made_is_shown(shown):
    assert shown(LAST, FIRST, LAST) == [LAST]


def test_one_that_stood_before_is_not_shown_again(shown):
    assert shown(LAST, cached=True) == []


def test_one_of_an_older_night_does_not_take_the_place_of_the_newest(shown):
    assert shown(FIRST, FIRST, LAST) == []
