"""Who is forgotten leaves no byte behind; who shared something with him keeps it."""

import json
import shutil
from datetime import timedelta
from typing import NamedTuple

import polars as pl
import pytest

from flows.desk import new_run, open_desk
from flows.forget.pending import waiting
from flows.forget.people import Forgotten, erase, settle, trained_on
from flows.forget.proof import search
from flows.forget.raw import mentions
from flows.forget.recompute import recompute
from flows.lake import models, releases
from flows.lake.models import AboutModel
from flows.lake.records import Run
from flows.night import Desk
from flows.report import Report
from tests.sites import NIGHT, PEOPLE, Place, chat, chat_night, event, three_sites
from tests.support import mill, newest, pairmill, released, rows

ANN = PEOPLE[0]
NEXT = NIGHT + timedelta(days=1)
SECRET_QUESTION = "我叫安娜,昨天在上海和老板吵架了,该怎么办才好?"
SECRET_ANSWER = "安娜,先冷静下来,再约老板单独谈一谈。"
SECRET_REWRITING = "安娜希望先给老板写一封诚恳的道歉信。"


def own_talk(place: Place, person: str = ANN, *, named: bool = True) -> None:
    """A conversation of one person alone, with two answers of which she votes for one and rewrites the other."""
    shared = {"conversation_id": "talk-own", "model": None, "user_id": person if named else None}
    said = [
        ("own-ask", None, "user", SECRET_QUESTION),
        ("own-bad", "own-ask", "assistant", "随便吧,不用管他。"),
        ("own-good", "own-ask", "assistant", SECRET_ANSWER),
    ]
    messages = [
        shared
        | {"message_id": id, "parent_id": parent, "role": role, "content": text, "created_at": f"{NIGHT}T07:00:0{n}Z"}
        | ({"user_id": None} if role == "assistant" else {})
        for n, (id, parent, role, text) in enumerate(said)
    ]
    place.add(f"raw/assistant/messages/{NIGHT}/messages.jsonl", messages)
    on = {"conversation_id": "talk-own"}
    acts = [
        event(NIGHT, person, "thumbs_down", **on, message_id="own-bad"),
        event(NIGHT, person, "regenerate", **on, message_id="own-bad"),
        event(NIGHT, person, "thumbs_up", **on, message_id="own-good"),
        event(NIGHT, person, "edit", **on, message_id="own-bad") | {"edited_text": SECRET_REWRITING},
    ]
    place.add(f"raw/assistant/events/{NIGHT}/events.jsonl", acts)


def forget(place: Place, person: str = ANN) -> tuple[list, list]:
    """What `pairmill forget` does, without Prefect."""
    desk, run, report = open_desk(place.config), new_run(), Report()
    done, lines = [], {}
    for site in desk.config.sites:
        found = list(mentions(desk.config, site, person))
        lines[site.name] = [(one.file, line) for one in found for line in one.lines]
        done.append(erase(desk, run, site, pseudonyms(desk, site, person), lines[site.name]))
    finish(place, desk, run, done, report)
    assert report.failures == {}
    return done, lines


def finish(place: Place, desk: Desk, run: Run, done: list[Forgotten], report: Report) -> None:
    """What follows from what was erased, as `nightly` and `forget` do it."""

    def again(site, night):
        milled = mill(place.config, night, start_at="reading", publish=False, only=[site.name])
        report.failures.update(milled.failures)

    renewed = recompute(desk, run, done, report, again)
    mill(place.config, max(desk.lake.ledger.nights(done[0].site)), only=[])
    settle(desk.lake, run, renewed)


def pseudonyms(desk, site, person):
    from transforms.privacy import derive, pseudonym

    return pl.select(pseudonym(pl.lit(person), derive(desk.user_key, site.name))).to_series().to_list()


@pytest.fixture(scope="module")
def milled(tmp_path_factory):
    """Three sites with one night done."""
    place = three_sites(tmp_path_factory.mktemp("milled"), NIGHT, min_users=1)
    own_talk(place)
    mill(place.config, NIGHT)
    return place


@pytest.fixture
def place(milled, tmp_path):
    """The same sites, for one test alone."""
    return Place(shutil.copytree(milled.folder, tmp_path / "place"))


class Done(NamedTuple):
    """A place before Ann was forgotten, the same place after it, and what was done."""

    before: Desk
    after: Desk
    done: list[Forgotten]


@pytest.fixture(scope="module")
def forgotten(milled, tmp_path_factory) -> Done:
    """Ann is gone from a copy of the lake, in which a model had learned from the release with her words."""
    folder = tmp_path_factory.mktemp("forgotten")
    place = Place(shutil.copytree(milled.folder, folder / "place"))
    desk = open_desk(place.config)
    (folder / "model").mkdir()
    (folder / "model" / "weights").write_text("w")
    about = AboutModel(run_id="run", release=newest(desk).version, configuration={}, code="c")
    models.publish(desk.lake.store, folder / "model", about)
    done, _ = forget(place)
    return Done(open_desk(milled.config), open_desk(place.config), done)


def test_no_byte_of_the_lake_holds_the_id_the_pseudonyms_or_what_the_user_said(forgotten):
    before, after = forgotten.before, forgotten.after
    names = [name for site in before.config.sites for name in pseudonyms(before, site, ANN)]
    assert len(search(before.lake.store, [SECRET_QUESTION])) > 2, "she is there before"
    assert len(search(before.lake.store, names)) > 10

    assert search(after.lake.store, [ANN, SECRET_QUESTION, SECRET_ANSWER, SECRET_REWRITING, *names]) == []


def test_a_release_that_holds_her_words_is_revoked_and_a_patch_without_them_follows(forgotten):
    theirs = released(forgotten.before).filter(pl.col("chosen_id").str.starts_with("own"))
    assert theirs.height > 0
    first, after = newest(forgotten.before), forgotten.after

    assert {version for one in forgotten.done for version in one.revoked} == {first.version}
    assert json.loads(after.lake.store.get(f"releases/{first.version}/REVOKED.json"))["state"] == "REVOKED"
    assert newest(after).version == "0.1.1"
    assert set(released(after)["pair_id"]).isdisjoint(theirs["pair_id"])
    assert {"zhihu", "xhs", "assistant"} == set(released(after)["site"]), "the others' pairs stay"


def test_models_that_learned_from_a_revoked_release_are_named(forgotten):
    learned = trained_on(forgotten.after.lake, forgotten.done[-1].revoked)

    assert learned == [("0.1.0", newest(forgotten.before).version)]


def test_what_others_asked_and_said_too_stays(forgotten):
    before = rows(forgotten.before, "curated", "assistant").filter(~pl.col("chosen_id").str.starts_with("own"))

    after = rows(forgotten.after, "curated", "assistant")
    assert after["pair_id"].to_list() == before["pair_id"].to_list()
    assert after["n_users"].item() == before["n_users"].item() - 1


def test_forgetting_makes_no_ingest_stale_and_reads_nothing_of_hers_again(place):
    forget(place)

    again = mill(place.config, NIGHT)

    assert again.all_cached
    forced = mill(place.config, NIGHT, force="ingest")
    assert search(forced.desk.lake.store, [SECRET_QUESTION, SECRET_ANSWER, SECRET_REWRITING, ANN]) == []


def test_a_night_after_hers_is_recomputed_without_her(place):
    chat_night(place, NEXT)
    place.configure(chat(), min_users=1)
    mill(place.config, NIGHT, NEXT)

    forget(place)

    desk = open_desk(place.config)
    (name,) = pseudonyms(desk, desk.config.sites[0], ANN)
    assert search(desk.lake.store, [name, SECRET_QUESTION]) == []
    assert mill(place.config, NIGHT, NEXT).all_cached


def test_messages_without_an_author_go_with_the_one_who_acts_in_the_conversation(tmp_path):
    place = Place(tmp_path)
    place.configure(chat(), min_users=1)
    chat_night(place, NIGHT)
    own_talk(place, named=False)
    desk = mill(place.config, NIGHT).desk

    forget(place)

    assert search(desk.lake.store, [SECRET_QUESTION, SECRET_ANSWER]) == []


def test_someone_who_never_came_changes_nothing(place):
    desk = open_desk(place.config)
    release = newest(desk)

    done, lines = forget(place, "nobody@site")

    assert [one.nights for one in done] == [(), (), ()]
    assert not any(lines.values())
    assert releases.latest(desk.lake.store) == release


def test_raw_files_that_name_the_user_are_told_with_their_lines(place):
    place.put(f"raw/zhihu/events/{NEXT}/events.jsonl", [event(NEXT, ANN, "upvote"), event(NEXT, f"x{ANN}", "upvote")])
    desk = open_desk(place.config)

    (found,) = (one for one in mentions(desk.config, desk.config.sites[0], ANN) if str(NEXT) in one.file)

    assert found.lines == (1,)


def test_the_command_forgets_tells_what_it_did_and_ends_with_a_proof(place, prefect):
    done = pairmill("forget", "--user", ANN, "--config", place.config, environment={"PREFECT_API_URL": prefect})

    assert done.returncode == 0, done.stderr
    assert "0 hits" in done.stdout
    assert "release 0.1.1 is without this user" in done.stdout
    assert f"raw/assistant/messages/{NIGHT}/messages.jsonl" in done.stdout
    assert waiting(open_desk(place.config).lake.store, "assistant") == {}, "nothing is left to do"
    again = pairmill("forget", "--user", ANN, "--config", place.config, environment={"PREFECT_API_URL": prefect})
    assert again.returncode == 0, again.stderr


def test_a_nightly_run_forgets_who_opted_out_since(place, prefect):
    chat_night(place, NEXT)
    (place.folder / "opt_out.txt").write_text(f"{ANN}\n", encoding="utf-8")
    place.configure(chat(), min_users=1, opt_out="opt_out.txt")

    done = pairmill("nightly", "--config", place.config, "--date", NEXT, environment={"PREFECT_API_URL": prefect})

    assert done.returncode == 0, done.stderr
    desk = open_desk(place.config)
    assert waiting(desk.lake.store, "assistant") == {}
    assert search(desk.lake.store, [ANN, SECRET_QUESTION, *pseudonyms(desk, desk.config.sites[0], ANN)]) == []
