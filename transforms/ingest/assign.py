"""What is decided about identity once and for all: clusters of prompts and representatives of equal answers."""

import polars as pl

from transforms.text import digest, normalise_prompt

ASSIGNMENT = {
    "space": pl.String,
    "key": pl.String,
    "value": pl.String,
    "since": pl.Datetime("us", "UTC"),
    "guard": pl.UInt64,
    "sketch": pl.List(pl.UInt64),
}


def prompts(contents: pl.LazyFrame) -> pl.LazyFrame:
    """The distinct prompts of `user` texts that carry `prompt_key`, `history_key` and `root_key`.

    One row per key with its earliest wording (`text`, `normal`), its `history` and its place `order` by (time, key). A
    conversation's first user message is a prompt of its own, without history, whatever system message stood before it.
    """
    asked = contents.filter((pl.col("role") == "user") & pl.col("prompt_key").is_not_null())
    own_root = digest(pl.lit("u") + pl.col("normal_hash"))
    no_history = digest(pl.lit(""))
    columns = ["text", "ts", "content_id"]
    with_history = asked.select(*columns, key="prompt_key", history="history_key")
    first = asked.filter(own_root == pl.col("root_key")).select(*columns, key="root_key", history=no_history)
    return (
        pl.concat([with_history, first])
        .sort("ts", "key", "content_id", nulls_last=True)
        .unique("key", keep="first", maintain_order=True)
        .with_row_index("order")
        .with_columns(pl.col("order").cast(pl.Int64), normal=normalise_prompt(pl.col("text")))
    )


def clusters(sketched: pl.LazyFrame, joined: pl.LazyFrame) -> pl.LazyFrame:
    """Assignments of new prompts: those in `joined` to their cluster, every other one to the cluster that it founds."""
    return sketched.join(joined, on="key", how="left").select(
        space=pl.lit("prompt"),
        key="key",
        value=pl.coalesce("cluster", "key"),
        since=pl.lit(None, ASSIGNMENT["since"]),
        guard=pl.when(pl.col("cluster").is_null()).then("guard"),
        sketch=pl.when(pl.col("cluster").is_null()).then("sketch"),
    )


def with_contexts(contents: pl.LazyFrame, assigned: pl.LazyFrame) -> pl.LazyFrame:
    """Add `context` and `root` from the prompts' keys; a question is its own context."""
    cluster = assigned.filter(pl.col("space") == "prompt").select("key", "value")
    return (
        contents.join(cluster.rename({"key": "prompt_key", "value": "of_prompt"}), on="prompt_key", how="left")
        .join(cluster.rename({"key": "root_key", "value": "of_root"}), on="root_key", how="left")
        .with_columns(
            context=pl.coalesce("of_prompt", "question"),
            root=pl.coalesce("of_root", "question"),
        )
        .drop("of_prompt", "of_root")
    )


def answer_keys(contents: pl.LazyFrame) -> pl.LazyFrame:
    """Add `answer_key`, the digest of context and normalised text; null for what nobody judges."""
    judged = (pl.col("role") == "assistant") & pl.col("context").is_not_null()
    key = digest(pl.concat_str("context", "normal_hash", separator="\x00"))
    return contents.with_columns(answer_key=pl.when(judged).then(key))


def representatives(contents: pl.LazyFrame, assigned: pl.LazyFrame) -> pl.LazyFrame:
    """Add `answer_key` and `representative`: the assigned one, else the earliest equal answer of the context."""
    known = assigned.filter(pl.col("space") == "answer").select(answer_key="key", assigned_to="value")
    time = pl.col("ts").fill_null(pl.datetime(9999, 1, 1, time_zone="UTC"))
    earliest = pl.col("response").sort_by(time, "response").first().over("answer_key")
    chosen = pl.coalesce("assigned_to", earliest)
    return (
        answer_keys(contents)
        .join(known, on="answer_key", how="left")
        .with_columns(representative=pl.when(pl.col("answer_key").is_not_null()).then(chosen))
        .drop("assigned_to")
    )


def assignments(contents: pl.LazyFrame) -> pl.LazyFrame:
    """The assignments of answers and versions that these rows rest on, known ones included."""
    answers = contents.filter(pl.col("answer_key").is_not_null()).select(
        space=pl.lit("answer"), key="answer_key", value="representative", since=pl.lit(None, ASSIGNMENT["since"])
    )
    versions = contents.select(space=pl.lit("version"), key="version_key", value="response", since="since")
    firsts = contents.filter(pl.col("response") == pl.col("content_id")).select(
        space=pl.lit("version"), key="first_key", value="content_id", since=pl.lit(None, ASSIGNMENT["since"])
    )
    return (
        pl.concat([answers, versions, firsts])
        .unique(["space", "key"], keep="any")
        .with_columns(
            guard=pl.lit(None, ASSIGNMENT["guard"]),
            sketch=pl.lit(None, ASSIGNMENT["sketch"]),
        )
    )
