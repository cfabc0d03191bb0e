"""Whose a conversation is, and what of it goes when it is forgotten."""

import polars as pl

from transforms.erasure import in_talks, talks_alone, thread_hash
from transforms.privacy import derive, pseudonym

TEXTS = {
    "content_id": pl.String, "thread": pl.String, "parent": pl.String, "edited_from": pl.String, "role": pl.String,
    "author": pl.String,
}  # fmt: skip
ACTS = {"thread": pl.String, "user": pl.String, "action": pl.String}


def texts(*rows: tuple) -> pl.LazyFrame:
    """`content_id`, `thread`, `parent`, `role`, `author`."""
    whole = [(name, thread, parent, None, role, author) for name, thread, parent, role, author in rows]
    return pl.LazyFrame(whole, schema=TEXTS, orient="row")


def acts(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame([(*row, "view") for row in rows], schema=ACTS, orient="row")


def listed(frame: pl.LazyFrame) -> list[str]:
    return frame.collect().to_series().sort().to_list()


def test_a_conversation_is_of_some_users_alone_where_nobody_else_wrote_or_did_anything():
    said = texts(
        ("system", "signed", None, "system", None),
        ("ask", "signed", "system", "user", "ann"),
        ("answer", "signed", "ask", "assistant", None),
        ("ask-2", "unsigned", None, "user", None),
        ("ask-3", "together", None, "user", "ann"),
        ("ask-4", "together", None, "user", "bo"),
        ("ask-5", "seen", None, "user", "ann"),
        ("ask-6", "others", None, "user", "bo"),
    )
    done = acts(("unsigned", "ann"), ("seen", "bo"), ("others", "bo"))

    assert listed(talks_alone(said, done, ["ann"])) == ["signed", "unsigned"]


def test_of_a_forgotten_conversation_stays_what_somebody_else_said_and_what_answers_it():
    said = texts(
        ("late", "t", "gone", "assistant", None),
        ("more", "t", None, "user", None),
        ("hers", "t", "gone", "user", "ann"),
        ("his", "t", "late", "user", "bo"),
        ("to-him", "t", "his", "assistant", None),
        ("elsewhere", "u", None, "user", None),
    )
    talks = pl.LazyFrame({"thread": ["t"]})

    assert listed(in_talks(said, talks, ["ann"])) == ["hers", "late", "more"]


def test_the_hash_of_a_conversation_is_not_the_pseudonym_of_a_user_of_the_same_name():
    keys = derive("key", "site")

    (thread,) = pl.DataFrame({"thread": ["42"]}).select(thread_hash(keys)).to_series()

    assert thread != pl.select(pseudonym(pl.lit("42"), keys)).item()
    assert thread != pl.DataFrame({"thread": ["42"]}).select(thread_hash(derive("key", "other"))).item()
