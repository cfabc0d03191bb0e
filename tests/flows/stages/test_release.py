"""A release says of its sites' evidence what their newest nights say."""

from flows.desk import new_run, open_to_read
from flows.lake.lake import Lake
from flows.lake.releases import CARD
from flows.stages import release as stage
from flows.status import release_status
from schemas.calibration import OVERALL
from schemas.errors import DriftError
from tests.sites import NIGHT, Place
from tests.support import mill, newest

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


def test_what_moved_too_far_is_not_published_unless_somebody_says_so(place, monkeypatch):
    judge(open_to_read(place.config).lake, DOUBTED.format(slope="0.62"))
    monkeypatch.setattr(stage, "warnings", lambda moved, verdict="warn": ["PSI of rule is 0.9"] * (verdict == "stop"))

    stopped = mill(place.config, NIGHT)

    (error,) = stopped.failures.values()
    assert isinstance(error, DriftError)
    assert "since release 0.1.0 PSI of rule is 0.9" in str(error)
    assert "--force" in str(error)
    assert newest(stopped.desk).version == "0.1.0"

    forced = mill(place.config, NIGHT, force="release")

    assert forced.failures == {}
    assert newest(forced.desk).version == "0.1.1"
