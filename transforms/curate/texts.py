"""What was asked in a context and what was answered: each text once, whatever number of pairs it is in."""

import polars as pl

from schemas.config import CurateConfig
from transforms.hardness import trigrams
from transforms.newest import newest
from transforms.prompts import prompts
from transforms.scenario import scenario

SIDES = ("chosen", "rejected")


def asked(pairs: pl.LazyFrame, contents: pl.LazyFrame, config: CurateConfig) -> pl.LazyFrame:
    """(context_id, root, prompt, tags, scenario) of the pairs' contexts, of those whose prompt is known."""
    contexts = pairs.select(context="context_id").unique()
    last = pl.col("prompt").list.last().struct.field("content")
    return (
        prompts(contents, contexts)
        .join(_tags(contents, contexts), on="context", how="left")
        .with_columns(scenario=scenario(last, pl.col("tags"), config.scenarios))
        .rename({"context": "context_id"})
    )


def answered(pairs: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """(context_id, response, text, normal_hash, language, trigrams) of the pairs' answers whose text is known.

    A representative's own text, else that of an equal answer.
    """
    wanted = pl.concat(pairs.select(context="context_id", representative=f"{side}_id") for side in SIDES).unique()
    judged = contents.filter(pl.col("role") == "assistant").join(wanted, on=["context", "representative"], how="semi")
    answers = newest(judged, "context", "representative", "text", "normal_hash", "language")
    is_other = pl.col("response") != pl.col("representative")
    return (
        answers.group_by("context", "representative")
        .agg(pl.col("text", "normal_hash", "language").sort_by(is_other, "response").first())
        .with_columns(trigrams=trigrams(pl.col("text")))
        .rename({"context": "context_id", "representative": "response"})
    )


def _tags(contents: pl.LazyFrame, contexts: pl.LazyFrame) -> pl.LazyFrame:
    """(context, tags): all tags that any text of a context bears."""
    return (
        contents.filter(pl.col("tags").list.len() > 0)
        .join(contexts, on="context", how="semi")
        .group_by("context")
        .agg(tags=pl.col("tags").explode().drop_nulls().unique().sort())
    )
