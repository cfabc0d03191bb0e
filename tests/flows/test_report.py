"""What a run tells of its evidence, at its end and in Prefect."""

import base64
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import polars as pl
import pytest

from flows import artifacts
from flows.report import Judged, Report
from schemas.calibration import Calibration, Leaderboard
from transforms.reliability import CAPPED

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 19)
NOTE = "not calibrated: no explicit votes"


def calibration() -> pl.DataFrame:
    row = {"bin": 0, "couples": 0, "trust": 1.0, "width": 1.0, "note": NOTE}
    return Calibration.cast(pl.DataFrame([row], schema=Calibration.create_empty().schema))


class Lake:
    """Hands out the same tables every night, and remembers which nights were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date]] = []

    def kept(self, table: str, site: str, nights: list[date]) -> pl.LazyFrame:
        self.asked += [(site, night) for night in nights]
        return calibration().lazy() if table == "calibration" else Leaderboard.create_empty().lazy()


class Expired(Lake):
    """Keeps nothing."""

    def kept(self, table: str, site: str, nights: list[date]) -> pl.LazyFrame:
        return super().kept(table, site, nights).clear()


def night(lake: Lake, name: str, day: date, state: str | None = "ok"):
    done = {"calibrate": SimpleNamespace(record=SimpleNamespace(state=state))} if state else {}
    return SimpleNamespace(lake=lake, name=name, date=day, outcomes=done)


def test_a_run_tells_of_each_sites_newest_night_that_got_there():
    lake = Lake()
    nights = [
        night(lake, "b", LAST),
        night(lake, "b", FIRST),
        night(lake, "a", FIRST),
        night(lake, "a", LAST, "failed"),
        night(lake, "_all", LAST, None),
    ]

    found = Report(nights=nights).judged()

    assert [(judged.site, judged.date) for judged in found] == [("a", FIRST), ("b", LAST)]
    assert set(lake.asked) == {("a", FIRST), ("b", LAST)}
    assert found[1].lines() == [f"b 2026-11-19, calibration: {NOTE}", f"  {CAPPED}"]


def test_what_is_past_its_retention_is_told_as_such():
    (found,) = Report(nights=[night(Expired(), "a", LAST)]).judged()

    assert found.lines() == ["a 2026-11-19, calibration: past its retention"]


def test_prefect_shows_a_diagram_and_a_page_per_lake_and_site(monkeypatch: pytest.MonkeyPatch):
    shown = {}
    milled = SimpleNamespace(lake=SimpleNamespace(store=SimpleNamespace(place="s3://Bucket/my_lake")))
    monkeypatch.setattr(artifacts, "task_run", SimpleNamespace(parameters={"night": milled}))
    for kind in ("image", "markdown"):
        monkeypatch.setattr(
            artifacts,
            f"create_{kind}_artifact",
            lambda data, key, description, kind=kind: shown.update({kind: (data, key, description)}),
        )

    artifacts.publish(Judged("my_site.v2", LAST, calibration(), Leaderboard.create_empty()))

    image, key, description = shown["image"]
    head, _, drawn = image.partition(",")
    assert head == "data:image/svg+xml;base64"
    assert ElementTree.fromstring(base64.b64decode(drawn)).tag.endswith("svg")
    assert (key, description) == ("reliability-s3-bucket-my-lake-my-site-v2", NOTE)
    assert shown["markdown"][1] == "calibration-s3-bucket-my-lake-my-site-v2"
    assert NOTE in shown["markdown"][0]


def test_outside_of_a_task_the_artifacts_are_named_by_the_site_alone(monkeypatch: pytest.MonkeyPatch):
    keys = []
    for kind in ("image", "markdown"):
        monkeypatch.setattr(artifacts, f"create_{kind}_artifact", lambda data, key, description: keys.append(key))

    artifacts.publish(Judged("zhihu", LAST, calibration(), Leaderboard.create_empty()))

    assert keys == ["reliability-zhihu", "calibration-zhihu"]
