"""nightly, stage and backfill through Prefect, on one server for all of them."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.desk import open_to_read
from flows.lake.records import Run
from flows.stages import SITE_STAGES
from schemas.errors import PairmillError
from tests.sites import NIGHT, Place, feed, feed_night, one_site, qa, qa_night
from tests.support import mill, newest, released, snapshot

NEXT = NIGHT + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("prefect")


def run(place: Place, *arguments: object) -> str:
    """What the command prints; raises what it raises."""
    words = [*map(str, arguments), "--config", str(place.config)]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def finished(place: Place, night=NIGHT, site="zhihu") -> dict[str, str]:
    """Stage -> the run that did it."""
    entry = open_to_read(place.config).lake.ledger.newest(site, night)
    return {stage: record.run_id for stage, record in entry.stages.items()}


def redone(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Stages that another run did."""
    return [stage for stage in after if after[stage] != before.get(stage)]


def test_stage_does_nothing_where_nothing_changed(place):
    before = finished(place)
    assert "cached" in run(place, "stage", "evidence", "--date", NIGHT)
    assert finished(place) == before


def test_stage_force_does_that_stage_alone_again(place):
    before = finished(place)
    run(place, "stage", "evidence", "--date", NIGHT, "--force")
    assert redone(before, finished(place)) == ["evidence"]


def test_downstream_does_what_follows_only_where_it_changed(place):
    before = finished(place)
    run(place, "stage", "evidence", "--date", NIGHT, "--force", "--downstream")
    assert redone(before, finished(place)) == ["evidence"]
    place.configure(qa(min_confidence=1))

    run(place, "stage", "pairs", "--date", NIGHT, "--downstream")

    assert redone(before, finished(place)) == ["evidence", "pairs", "curate"]
    assert released(open_to_read(place.config)).is_empty()


def test_stage_release_publishes_for_all_sites(tmp_path):
    place = one_site(tmp_path)
    mill(place.config, NIGHT, publish=False)
    run(place, "stage", "release", "--date", NIGHT)
    assert newest(open_to_read(place.config)).version == "0.1.0"


def test_with_site_that_site_runs_and_the_release_is_of_it_and_the_others_standing_pairs(tmp_path):
    place = Place(tmp_path)
    place.configure(qa(), feed())
    for night in (NIGHT, NEXT):
        qa_night(place, night)
        feed_night(place, night)
    mill(place.config, NIGHT)

    run(place, "nightly", "--date", NEXT, "--site", "xhs", "--no-train")

    desk = open_to_read(place.config)
    assert NEXT not in desk.lake.ledger.nights("zhihu")
    assert dict(released(desk).select("site", "dt").iter_rows()) == {"zhihu": NIGHT, "xhs": NEXT}


def test_a_night_that_another_run_holds_fails_and_names_it(place):
    desk = open_to_read(place.config)
    desk.lake.ledger.start("zhihu", NIGHT, Run.here("the-first-run"))
    before = snapshot(place.lake / "events")

    with pytest.raises(PairmillError, match="run the-first-run") as error:
        run(place, "nightly", "--date", NIGHT, "--no-train")

    assert error.value.exit_code == 1
    assert snapshot(place.lake / "events") == before


def test_the_stages_of_a_night_run_in_order_under_their_names(tmp_path):
    place = one_site(tmp_path)
    said = run(place, "nightly", "--date", NIGHT, "--no-train")
    told = [line for line in said.splitlines() if line.startswith("zhihu") and line.endswith(": ok")]
    assert [line.split()[-2].rstrip(":") for line in told] == list(SITE_STAGES)
