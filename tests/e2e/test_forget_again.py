"""A forgetting that was interrupted anywhere, or met another run, is finished as if nothing had been."""

import shutil
from contextlib import suppress
from datetime import timedelta

import polars as pl
import pytest

from flows.desk import new_run, open_desk
from flows.forget import people, rewrite
from flows.forget.opted_out import erase_opted_out
from flows.forget.pending import waiting
from flows.forget.people import erase, left_out, settle
from flows.forget.proof import search
from flows.forget.recompute import recompute
from flows.lake import releases, versions
from flows.lake.ledger import Session
from flows.lake.records import ALL
from flows.lake.releases import About
from flows.lake.sweep import sweep
from flows.nightly import forget_opted_out
from flows.report import Report
from flows.status import site_status
from schemas.errors import BusyError, ConfigError, ExpiredError
from tests.sites import NIGHT, PEOPLE, Place, chat, chat_night, event, feed, feed_night, qa
from tests.support import SPLITS, digests, mill, newest, released, snapshot
from transforms.privacy import derive, pseudonym

ANN = PEOPLE[0]
NEXT, THIRD = NIGHT + timedelta(days=1), NIGHT + timedelta(days=2)
SITE = "assistant"
SECRET = "我叫安娜,昨天在上海和老板吵架了,该怎么办才好?"
ANSWER = "安娜,先冷静下来,再约老板单独谈一谈。"


class KilledError(BaseException):
    """The end of a process, as far as a test can make one."""


def secret_talk(place, night):
    """A conversation of Ann's alone, with two answers of which she takes one."""
    talk = f"secret-{night}"
    said = [
        ("ask", None, "user", f"{SECRET} {night}"),
        ("bad", "ask", "assistant", "随便吧。"),
        ("good", "ask", "assistant", ANSWER),
    ]
    messages = [
        {
            "conversation_id": talk,
            "message_id": f"{talk}-{id}",
            "parent_id": parent and f"{talk}-{parent}",
            "role": role,
            "content": text,
            "user_id": ANN if role == "user" else None,
            "model": None,
            "created_at": f"{night}T07:00:0{n}Z",
        }
        for n, (id, parent, role, text) in enumerate(said)
    ]
    place.add(f"raw/{SITE}/messages/{night}/messages.jsonl", messages)
    acts = [("thumbs_down", "bad"), ("regenerate", "bad"), ("thumbs_up", "good")]
    acts = [event(night, ANN, type, conversation_id=talk, message_id=f"{talk}-{id}") for type, id in acts]
    place.add(f"raw/{SITE}/events/{night}/events.jsonl", acts)


@pytest.fixture(scope="module")
def milled(tmp_path_factory):
    """A chat with two nights on which Ann had a conversation of her own."""
    place = Place(tmp_path_factory.mktemp("milled"))
    place.configure(chat(), min_users=1)
    for night in (NIGHT, NEXT):
        chat_night(place, night)
        secret_talk(place, night)
    mill(place.config, NIGHT, NEXT)
    return place


@pytest.fixture(scope="module")
def expected(milled, tmp_path_factory):
    """What the lake holds when nothing interrupts: its tables, and the rows of its release."""
    place = copy(milled, tmp_path_factory.mktemp("expected"))
    desk, run = open_desk(place.config), new_run()
    follow(place, desk, run, [erase(desk, run, desk.config.sites[0], [ann(desk)])])
    return outcome(place)


@pytest.fixture
def place(milled, tmp_path):
    """The same site, for one test alone."""
    return copy(milled, tmp_path)


def copy(place, folder):
    return Place(shutil.copytree(place.folder, folder / "place"))


def ann(desk, site=SITE):
    return pl.select(pseudonym(pl.lit(ANN), derive(desk.user_key, site))).item()


def follow(place, desk, run, forgotten, *, recomputed=9, published=True):
    """What follows after erasing; killed after so many recomputed nights, or before the release."""
    report, nights = Report(), []

    def again(site, night):
        if len(nights) == recomputed:
            raise KilledError
        nights.append(night)
        report.failures.update(mill(place.config, night, start_at="reading", publish=False, only=[site.name]).failures)

    renewed = recompute(desk, run, forgotten, report, again)
    if not published:
        raise KilledError
    mill(place.config, NEXT, only=[])
    settle(desk.lake, run, renewed)
    return report


def outcome(place):
    desk = open_desk(place.config)
    states = [(one.night, one.stage, one.state) for one in site_status(desk, desk.config.sites, [NIGHT, NEXT])]
    return (
        digests(desk, SITE),
        states,
        released(desk).drop("weight", "curriculum").to_dicts(),
        revoked(desk),
    )


def revoked(desk):
    return sorted(found.path for found in desk.lake.store.list("releases") if found.path.endswith(versions.REVOKED))


def dead_run():
    """A run whose process is gone."""
    return new_run().model_copy(update={"pid": 2**22 + 1})


def kill_at(monkeypatch, module, name, call=1):
    """The so many-th call of a function is the process's last."""
    real, calls = getattr(module, name), []

    def dies(*arguments, **options):
        calls.append(1)
        if len(calls) == call:
            raise KilledError
        return real(*arguments, **options)

    monkeypatch.setattr(module, name, dies)


POINTS = {
    "before anything": lambda patch: kill_at(patch, people, "find"),
    "after one of two nights": lambda patch: kill_at(patch, rewrite, "_rewrite_night", 2),
    "after one recomputed night": {"recomputed": 1},
    "before the release": {"published": False},
}


def killed(place, how, monkeypatch):
    """A forgetting of which nothing follows after some point, and whose nights are not given back."""
    desk, run, left = open_desk(place.config), dead_run(), {} if callable(how) else how
    with monkeypatch.context() as patch, suppress(KilledError):
        if callable(how):
            how(patch)
            patch.setattr(Session, "finish", lambda session, state: None)
        follow(place, desk, run, [erase(desk, run, desk.config.sites[0], [ann(desk)])], **left)
        pytest.fail("it was to be killed")


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_forgetting_is_finished_by_the_next_run_as_if_it_had_not_been(place, expected, point, monkeypatch):
    killed(place, POINTS[point], monkeypatch)

    desk, run, report = open_desk(place.config), new_run(), Report()
    forgotten = erase_opted_out(desk, run, THIRD, report)

    assert [one.resumed for one in forgotten] == [point != "before anything"]
    assert follow(place, desk, run, forgotten).failures == report.failures == {}
    assert waiting(desk.lake.store, SITE) == {}
    assert outcome(place) == expected
    assert search(desk.lake.store, [SECRET, ANSWER, ann(desk)]) == []


def test_a_finished_forgetting_is_not_done_again(place):
    desk, run = open_desk(place.config), new_run()
    follow(place, desk, run, [erase(desk, run, desk.config.sites[0], [ann(desk)])])
    before = snapshot(place.lake)

    assert erase_opted_out(desk, new_run(), THIRD, Report()) == []
    assert snapshot(place.lake) == before


@pytest.mark.parametrize(("site", "night"), [(SITE, NEXT), (ALL, THIRD)])
def test_a_run_at_work_stops_a_forgetting_before_anything_is_touched(place, site, night):
    desk, other = open_desk(place.config), new_run()
    desk.lake.ledger.start(site, night, other)
    before = digests(desk, SITE)

    with pytest.raises(BusyError, match=other.run_id):
        erase(desk, new_run(), desk.config.sites[0], [ann(desk)])

    assert digests(desk, SITE) == before
    assert revoked(desk) == []
    assert [one.begun for one in waiting(desk.lake.store, SITE).values()] == [False]


@pytest.mark.parametrize(("site", "night"), [(SITE, THIRD), (ALL, THIRD)])
def test_a_run_that_begins_while_somebody_is_forgotten_leaves_it_to_be_finished(place, site, night, monkeypatch):
    desk, other, run = open_desk(place.config), new_run(), new_run()
    real = people.rewrite

    def meanwhile(*arguments):
        desk.lake.ledger.start(site, night, other)
        real(*arguments)

    monkeypatch.setattr(people, "rewrite", meanwhile)
    with pytest.raises(BusyError):
        erase(desk, run, desk.config.sites[0], [ann(desk)])

    assert [one.begun for one in waiting(desk.lake.store, SITE).values()] == [True]


def test_a_release_that_was_published_while_somebody_was_forgotten_is_revoked_too(place, monkeypatch):
    desk = open_desk(place.config)
    old = newest(desk)
    rows = {split: releases.scan(desk.lake.store, old.version, split).collect() for split in SPLITS}
    about = About(**{name: getattr(old, name) for name in About.model_fields})

    def publish_too(*arguments):
        releases.publish(desk.lake.store, rows, lambda draft: {}, about)
        rewrite.rewrite(*arguments)

    monkeypatch.setattr(people, "rewrite", publish_too)
    forgotten = erase(desk, new_run(), desk.config.sites[0], [ann(desk)])

    assert len(forgotten.revoked) == 2, "the old one, and that with the same rows"
    assert versions.published(desk.lake.store, releases.ROOT) == []


def test_what_a_killed_publisher_left_is_deleted(place):
    desk, store = open_desk(place.config), open_desk(place.config).lake.store
    version = versions.claim(store, releases.ROOT, "killed")
    store.put(f"releases/{version}/train.parquet", store.get("releases/0.1.0/train.parquet"))
    (place.lake / f"releases/{version}/test.parquet#1").write_bytes(SECRET.encode())
    (place.lake / "releases/LATEST#1").write_bytes(b"0.1.0")

    erase(desk, new_run(), desk.config.sites[0], [ann(desk)])

    assert [found.path for found in store.list(f"releases/{version}")] == [f"releases/{version}/claim.json"]
    assert [path.name for path in store.staged()] == ["LATEST#1"]


def test_a_night_keeps_the_state_that_it_had(place):
    desk = open_desk(place.config)
    desk.lake.ledger.start(SITE, NEXT, new_run()).finish("failed")

    erase(desk, new_run(), desk.config.sites[0], [ann(desk)])

    assert [entry.state for entry in desk.lake.ledger.nights(SITE).values()] == ["finished", "failed"]


def test_a_night_that_was_never_ingested_hinders_nobody(place):
    mill(place.config, THIRD, publish=False)
    desk, run = open_desk(place.config), new_run()
    assert desk.lake.ledger.newest(SITE, THIRD).standing("ingest") is None

    report = follow(place, desk, run, [erase(desk, run, desk.config.sites[0], [ann(desk)])])

    assert report.failures == {}
    assert waiting(desk.lake.store, SITE) == {}


def test_a_site_that_left_the_configuration_is_named(place):
    feed_night(place, NIGHT)
    place.configure(feed(), min_users=1)

    assert left_out(open_desk(place.config)) == [SITE]


def test_trouble_with_one_opt_out_fails_that_site_alone(tmp_path):
    place = Place(tmp_path)
    place.configure(qa(opt_out="missing.txt"), feed(opt_out="opt_out.txt"))
    (place.folder / "opt_out.txt").write_text(f"{ANN}\n", encoding="utf-8")
    desk, report = open_desk(place.config), Report()

    may_go_on = forget_opted_out(desk, new_run(), NIGHT, desk.config.sites, report)

    assert [site.name for site in may_go_on] == ["xhs"]
    assert {key: type(error) for key, error in report.failures.items()} == {("zhihu", NIGHT): ConfigError}
    assert waiting(desk.lake.store, "xhs") == {}


def test_a_night_past_its_retention_is_told_once_and_keeps_nobody_waiting(place):
    desk, run = open_desk(place.config), new_run()
    sweep(desk.lake, run, NEXT, grace=timedelta(days=1), retention_days={SITE: {"events": 0}})

    report = follow(place, desk, run, [erase(desk, run, desk.config.sites[0], [ann(desk)])])

    assert {type(error) for error in report.failures.values()} == {ExpiredError}
    assert waiting(desk.lake.store, SITE) == {}
