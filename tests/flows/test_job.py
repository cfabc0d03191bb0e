"""What a stage at work is given: nights, rows, settings, and whom to leave out."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import polars as pl
import pytest

from flows.lake.records import ALL
from flows.lake.tombstones import bury
from flows.night import Night
from flows.stage import Job, Output, Read, Span
from schemas.config import Settings
from schemas.errors import ConfigError
from tests.flows.lake import builders
from tests.flows.lake.builders import NIGHT, commit, decided, nights
from tests.flows.workplace import USER, Workplace, decides, readers, stage
from transforms.privacy import derive, pseudonym

DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path) -> Workplace:
    return Workplace(tmp_path)


def test_a_stage_reads_only_what_it_declares(place):
    job = place.job(stage(decides()))

    with pytest.raises(AssertionError, match="pairs does not declare that it reads votes"):
        job.scan("votes", Span.TONIGHT)
    with pytest.raises(AssertionError, match="window"):
        job.scan("readers", Span.WINDOW)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TONIGHT, 0, 0),
        (Span.WINDOW, -2, 0),
        (Span.WINDOW_BEFORE, -2, -1),
        (Span.REMEMBERED, -8, -1),
        (Span.EARLIER, -12, -1),
        (Span.KNOWN, -12, 0),
    ],
)
def test_a_span_is_of_the_nights_that_ran(place, span, first, last):
    place.settings = Settings(window_days=3)
    ran = [night for night in nights(16, last=NIGHT + 3 * DAY) if night != NIGHT - DAY]
    for night in ran:
        commit(place.lake, "zhihu", night, {})

    found = place.job(stage(decides())).nights(span)

    assert found == [night for night in ran if NIGHT + first * DAY <= night <= NIGHT + last * DAY]


def test_a_scan_gives_the_rows_of_a_span_with_site_and_night(place):
    for night in nights(2):
        commit(place.lake, "zhihu", night, {"reading": {"readers": readers()}})
    commit(place.lake, "other", NIGHT, {"reading": {"readers": readers()}})

    found = place.job(stage(decides())).scan("readers", Span.TONIGHT).collect()

    assert found.select("site", "night", "user").rows() == [("zhihu", NIGHT, USER)]


def test_a_scan_of_one_bucket_gives_that_bucket_alone(place):
    reads_itself = stage(lambda job: Output({"decided": [(0, decided(["a"])), (1, decided(["b"]))]}))
    place.run(reads_itself)
    job = place.job(replace(reads_itself, reads=(Read("decided", Span.TONIGHT),)))

    assert builders.ids(job.scan("decided", Span.TONIGHT, buckets=[1])) == ["b"]
    assert builders.ids(job.scan("decided", Span.TONIGHT, buckets=[7])) == []
    assert builders.ids(job.scan("decided", Span.TONIGHT)) == ["a", "b"]


def test_the_nights_of_all_sites_have_no_site(place):
    desk = place.night()
    job = Job(Night(SimpleNamespace(config=desk.config, lake=place.lake, user_key="", watch=desk.watch), None, NIGHT),
              stage(decides(), name="release"), place.folder)  # fmt: skip

    assert job.night.name == ALL
    assert job.settings == job.config.release
    with pytest.raises(AssertionError, match="release is of no one site"):
        job.site  # noqa: B018


def user(raw: str) -> str:
    return pl.select(pseudonym(pl.lit(raw), derive(builders.KEY, "zhihu"))).item()


def test_who_opted_out_or_is_buried_is_excluded(place):
    (place.folder / "out.txt").write_text("u2\n\n  u1\t\nu2\n", encoding="utf-8")
    place.settings = Settings(opt_out="out.txt")
    bury(place.lake.store, "zhihu", user("u3"))
    bury(place.lake.store, "other", user("u4"))

    assert place.job(stage(decides())).excluded == sorted(map(user, ["u1", "u2", "u3"]))


def test_nobody_is_excluded_where_nobody_left(place):
    (place.folder / "out.txt").write_text("", encoding="utf-8")
    place.settings = Settings(opt_out="out.txt")

    assert place.job(stage(decides())).excluded == []


def test_an_opt_out_list_saved_with_a_byte_order_mark_excludes_its_first_line_too(place):
    (place.folder / "out.txt").write_text("u1\nu2\n", encoding="utf-8-sig")
    place.settings = Settings(opt_out="out.txt")

    assert user("u1") in place.job(stage(decides())).excluded


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_opt_out_list_that_cannot_be_read_is_an_error_and_not_an_empty_list(place, content):
    if content is not None:
        (place.folder / "out.txt").write_bytes(content)
    place.settings = Settings(opt_out="out.txt")

    with pytest.raises(ConfigError, match=r"opt_out: .*out\.txt cannot be read"):
        place.job(stage(decides())).excluded  # noqa: B018
