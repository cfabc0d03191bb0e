"""Texts: every version of every message, note, question and answer, and what was assigned to them once and for all."""

import dataframely as dy
import polars as pl

KEY = r"^[0-9a-f]{32}$"


class Contents(dy.Schema):
    """One version of one text, after redaction. A later night's row for the same `response` replaces the earlier one.

    `response` is `content_id` for the first version seen and `content_id@hash8` for an edited one, current from `since`
    on (null: from the beginning). A row with role `assistant` is something that people can judge; a row with role
    `user` is a prompt or a part of one. `thread` is the conversation, question or note; `parent` the message that it
    answers. `context` is what its alternatives share: the question (qa), the cluster of the brief (feed) or of history
    + user message (chat); null while the parents are not known. `root` is the cluster of the first prompt, which
    decides the split. `prompt_key` is the hash of the normalised prompt that ends in this `user` row: the row founded
    its cluster where `context` equals it. `representative` is the first response of the context with the same
    normalised text. `attempt` counts the answers to one message from 1. `edited_from` is the response whose text a
    user rewrote into this one. `length` is in characters, `language` is `zh`, `en`, or `other`.
    """

    content_id = dy.String(min_length=1)
    response = dy.String(min_length=1)
    role = dy.String(check={"is_known": lambda role: role.is_in(["system", "user", "assistant", "tool"])})
    thread = dy.String(min_length=1)
    parent = dy.String(nullable=True)
    text = dy.String()
    text_hash = dy.String(regex=KEY)
    normal_hash = dy.String(regex=KEY)
    prompt_key = dy.String(nullable=True, regex=KEY)
    context = dy.String(nullable=True)
    root = dy.String(nullable=True)
    representative = dy.String(nullable=True)
    attempt = dy.Int32(nullable=True, min=1)
    edited_from = dy.String(nullable=True)
    author = dy.String(nullable=True)
    model = dy.String(nullable=True)
    language = dy.String()
    length = dy.Int32(min=0)
    images = dy.Int32(min=0)
    tags = dy.List(dy.String(nullable=True), nullable=True)
    ts = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC")
    since = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC")
    file = dy.String()
    line = dy.Int64(min=1)


class Assignments(dy.Schema):
    """One decision about identity that no rerun changes.

    `space` says what is assigned: `prompt` (key: hash of a normalised prompt; value: its cluster), `answer` (key: hash
    of cluster and normalised answer; value: the representative's id) or `version` (key: hash of content id and text;
    value: the version's id, current from `since`). `guard` and `sketch` stand on prompts that founded a cluster: hash
    of digits, code and negations, and the smallest hashes of the character 5-grams.
    """

    space = dy.String(check={"is_known": lambda space: space.is_in(["prompt", "answer", "version"])})
    key = dy.String(regex=KEY)
    value = dy.String(min_length=1)
    since = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC")
    guard = dy.UInt64(nullable=True)
    sketch = dy.List(dy.UInt64(), nullable=True)

    @dy.rule()
    def assigned_once(cls) -> pl.Expr:
        return pl.struct("space", "key").is_unique()
