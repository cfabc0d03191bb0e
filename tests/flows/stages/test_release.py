"""A release says of its sites' evidence what their newest nights say."""

import pytest

from flows.desk import new_run, open_to_read
from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.records import ALL
from flows.lake.releases import CARD, CHANGELOG
from flows.stages import release as stage
from flows.status import release_status
from schemas.calibration import OVERALL
from schemas.errors import DriftError
from tests.flows.cli.looking import looked
from tests.sites import NIGHT, Place, qa
from tests.support import mill, newest, released, rows

DOUBTED = "not calibrated: margins are wrong (slope {slope}), by how much is not sure"


def judge(lake: Lake, note: str) -> None:
    """Let the newest night of the site say something else of its evidence than it does."""
    with lake.ledger.start("zhihu", NIGHT, new_run()) as session:
        record = session.entry.stages["calibrate"]
        overall = record.details[OVERALL] | {"note": note}
        session.record(record.model_copy(update={"details": record.details | {OVERALL: overall}}))


def state(place: Place) -> tuple[str, str]:
    (found,) = release_status(open_to_read(place.config), [NIGHT])
    return found.state, found.why


def test_another_verdict_makes_the_release_stale_and_is_published_with_the_same_rows(place):
    desk = open_to_read(place.config)
    before = newest(desk)
    judge(desk.lake, DOUBTED.format(slope="0.62"))
    assert state(place) == ("stale", "changed: zhihu calibration")

    mill(place.config, NIGHT)

    after = newest(desk)
    assert (after.version, after.content) == ("0.1.1", before.content)
    folder = place.lake / "releases" / "0.1.1"
    assert DOUBTED.format(slope="0.62") in (folder / CARD).read_text()
    assert "slope 0.62" in (folder / "calibration" / "zhihu.svg").read_text()
    assert state(place) == ("ok", "")


def test_another_number_in_the_same_verdict_publishes_nothing(place):
    desk = open_to_read(place.config)
    judge(desk.lake, DOUBTED.format(slope="0.62"))
    mill(place.config, NIGHT)
    judge(desk.lake, DOUBTED.format(slope="0.64"))

    assert state(place) == ("ok", "")
    mill(place.config, NIGHT)
    assert newest(desk).version == "0.1.1"


def test_the_same_rows_and_numbers_give_the_same_card_and_pictures_again(place):
    desk = open_to_read(place.config)
    judge(desk.lake, DOUBTED.format(slope="0.62"))
    mill(place.config, NIGHT)
    judge(desk.lake, DOUBTED.format(slope="0.7") + "!")
    mill(place.config, NIGHT)
    judge(desk.lake, DOUBTED.format(slope="0.62"))
    mill(place.config, NIGHT)

    second, fourth = (place.lake / "releases" / version for version in ("0.1.1", "0.1.3"))
    assert (second / "calibration" / "zhihu.svg").read_bytes() == (fourth / "calibration" / "zhihu.svg").read_bytes()
    assert (second / CARD).read_text().replace("0.1.1", "0.1.3") == (fourth / CARD).read_text()


@pytest.fixture
def drifted(monkeypatch):
    """Whatever is released has drifted too far."""
    monkeypatch.setattr(stage, "warnings", lambda moved, verdict="warn": ["PSI of rule is 0.9"] * (verdict == "stop"))


@pytest.mark.usefixtures("drifted")
def test_what_moved_too_far_is_not_published_unless_somebody_says_so(place):
    judge(open_to_read(place.config).lake, DOUBTED.format(slope="0.62"))

    stopped = mill(place.config, NIGHT)

    (error,) = stopped.failures.values()
    assert isinstance(error, DriftError)
    assert "since release 0.1.0 PSI of rule is 0.9" in str(error)
    assert "--force" in str(error)
    assert newest(stopped.desk).version == "0.1.0"

    forced = mill(place.config, NIGHT, force="release")

    assert forced.failures == {}
    assert newest(forced.desk).version == "0.1.1"


@pytest.mark.usefixtures("drifted")
@pytest.mark.parametrize(
    ("settings", "versions"),
    [({"quarantine_limit": 0.2, "retention_days": {"scores": 90}, "drift_stop": 5.0}, ["0.1.0"]),
     ({"min_confidence": 0.71}, ["0.1.0", "1.0.0"])],
)  # fmt: skip
def test_other_rules_may_move_pairs_on_purpose_and_other_settings_may_not(place, settings, versions):
    judge(open_to_read(place.config).lake, DOUBTED.format(slope="0.62"))
    place.configure(qa(), **settings)

    milled = mill(place.config, NIGHT, start_at="pairs")

    assert releases.versions.published(milled.desk.lake.store, releases.ROOT) == versions
    assert [type(error) for error in milled.failures.values()] == [DriftError] * (len(versions) == 1)


def test_what_moved_is_judged_and_told_since_the_release_that_is_left_of_those_before(place, request):
    desk = open_to_read(place.config)
    for note in ("doubted", "doubted again"):
        judge(desk.lake, note)
        mill(place.config, NIGHT)
    for version in ("0.1.1", "0.1.2"):
        releases.revoke(desk.lake.store, version, "a user was forgotten")
    judge(desk.lake, "another")

    mill(place.config, NIGHT)

    told = (place.lake / "releases" / "0.1.3" / CHANGELOG).read_text()
    assert told.startswith("# 0.1.3, after 0.1.2\n")
    assert "Release 0.1.2 was revoked: what follows is since 0.1.0." in told

    releases.revoke(desk.lake.store, "0.1.3", "a user was forgotten")
    judge(desk.lake, "yet another")
    request.getfixturevalue("drifted")
    (error,) = mill(place.config, NIGHT).failures.values()
    assert "since release 0.1.0 PSI of rule is 0.9" in str(error)


def test_a_pair_that_the_release_itself_leaves_out_is_told_with_its_reason(place):
    (pair,) = released(open_to_read(place.config)).to_dicts()
    place.put("exam.jsonl", [{"text": pair["chosen"][0]["content"]}])
    place.configure(qa(), evaluation_sets=["exam.jsonl"])

    after = newest(mill(place.config, NIGHT).desk)

    told = (place.lake / "releases" / after.version / CHANGELOG).read_text()
    assert f"| contaminated | zhihu | {pair['rule']} | 1 |" in told
    assert "no longer a pair" not in told


def test_known_failures_are_released_where_no_pair_stands(place):
    place.put("cases.jsonl", [{"prompt": "2+2?", "bad": "5", "golden": "4"}])
    place.configure(qa(min_users=1000), bad_cases="cases.jsonl")

    milled = mill(place.config, NIGHT)

    assert milled.failures == {}
    assert released(milled.desk).select("rule", "dt").rows() == [("bad_case", NIGHT)]


def test_other_settings_of_the_requests_for_private_data_change_the_release_and_are_counted(place):
    versions = []
    for settings in ({"generators": {"personal_data": 0.5}}, {"generators": {"personal_data": 1.0}}, {"seed": 1}):
        place.configure(qa(**({"generators": {"personal_data": 1.0}} | settings)))
        assert state(place)[0] == "stale"
        milled = mill(place.config, NIGHT)
        versions.append(newest(milled.desk).version)
        asked = released(milled.desk).filter(rule="personal_data")["pair_id"].to_list()

    assert versions == ["0.1.0", "1.0.0", "2.0.0"]
    assert rows(milled.desk, "generated", ALL).select("rule", "candidates", "passed").rows() == [("zhihu", 1, 1)]
    said = looked(place, "why", asked[0])
    assert "personal_data, for the release: of 1 negative 1 were found to be really worse" in said
