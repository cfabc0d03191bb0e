"""What comes of a forgotten conversation on a later night is not taken in, whoever delivers it and without a name."""

import pytest

from flows.forget.threads import remember_threads
from flows.lake.tombstones import bury
from flows.night import Desk
from tests.flows.stages.ingest.site import NIGHT, USER_KEY, SiteOnDisk, message, night, talk, view
from tests.flows.stages.ingest.test_intake import user

OTHERS = talk("c9", "你好吗", "好", user_id="u3")


@pytest.fixture
def site(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "chat")


def later(site: SiteOnDisk, *messages: dict) -> list[str]:
    """The responses that the next night adds."""
    acts = [view("e9", ts=f"{night(1)}T12:00:00Z", conversation_id="c9", message_id="c91", user_id="u3")]
    site.ingest(night(1), events=acts, messages=list(messages))
    return sorted(site.table("contents", night(1))["response"])


@pytest.mark.parametrize("named", [True, False])
def test_messages_without_a_name_in_the_conversation_of_who_was_forgotten(site, named):
    by = {"user_id": "u1"} if named else {}
    acts = [
        view("e1", conversation_id="c1", message_id="a"),
        view("e2", conversation_id="c9", message_id="c91", user_id="u3"),
    ]
    site.ingest(
        NIGHT,
        events=acts,
        messages=[message("u", "user", "为什么", **by), message("a", "assistant", "因为", "u"), *OTHERS],
    )
    desk = Desk(site.config(), site.lake, USER_KEY, lambda *told: None)
    one = user(site, "u1")

    bury(site.lake.store, "site", one)
    remember_threads(desk, desk.config.sites[0], [one])
    unnamed = [
        message("v", "user", "还有呢", "a"),
        message("b", "assistant", "没有了", "v"),
        message("w", "user", "?"),
        message("x", "assistant", "再见", "c91", conversation_id="c9"),
    ]
    added = later(site, *unnamed)

    assert added == ["x"]


@pytest.mark.parametrize("named", [True, False])
def test_an_answer_that_comes_a_night_later_to_who_opted_out_before_he_ever_came(site, named):
    bury(site.lake.store, "site", user(site, "u1"))
    by = {"user_id": "u1"} if named else {}
    acts = [
        view("e1", conversation_id="c1", message_id="a"),
        view("e2", conversation_id="c9", message_id="c91", user_id="u3"),
    ]
    site.ingest(
        NIGHT,
        events=acts,
        messages=[message("s", "system", "你是厨师"), message("u", "user", "为什么", "s", **by), *OTHERS],
    )

    added = later(
        site, message("a", "assistant", "因为", "u"), message("x", "assistant", "再见", "c91", conversation_id="c9")
    )

    assert added == ["x"]


@pytest.mark.parametrize("by", [{"user_id": "u3"}, {}])
def test_somebody_elses_conversation_is_not_forgotten_because_one_who_left_took_part_a_night_later(site, by):
    bury(site.lake.store, "site", user(site, "u1"))
    acts = [view("e2", conversation_id="c9", message_id="c91", user_id="u3")]
    acts = [act | {"ts": f"{night(-1)}T12:00:00Z"} for act in acts]
    site.ingest(night(-1), events=acts, messages=[message("u", "user", "为什么", **by), *OTHERS])
    acts = [view("e3", conversation_id="c9", message_id="c91", user_id="u3")]
    site.ingest(NIGHT, events=acts, messages=[message("v", "user", "我也想知道", "u", user_id="u1")])

    assert later(site, message("a", "assistant", "因为", "u")) == ["a"]


def test_somebody_elses_conversation_is_not_forgotten_because_one_who_left_took_part(site):
    bury(site.lake.store, "site", user(site, "u1"))
    theirs = [
        message("u", "user", "为什么", user_id="u3"),
        message("v", "user", "我也想知道", "u", user_id="u1"),
        *OTHERS,
    ]
    acts = [view("e2", conversation_id="c9", message_id="c91", user_id="u3")]
    site.ingest(NIGHT, events=acts, messages=theirs)

    assert later(site, message("a", "assistant", "因为", "u")) == ["a"]
