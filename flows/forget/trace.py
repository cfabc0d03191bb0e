"""Finding what a site's lake holds of some users."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from flows.lake.lake import Lake
from schemas.config import Site
from schemas.tables import TABLES
from transforms.erasure import Traces, prompt_keys, written_by
from transforms.ingest.prompts import below

PERSONAL = tuple(table for table, schema in TABLES.items() if {"user", "author"} & set(schema.columns()))
"""Tables that name users."""


class Found(NamedTuple):
    """What there is of the users: the traces, the texts that nobody else has said, and the files they came from."""

    traces: Traces
    texts: tuple[str, ...]
    files: tuple[str, ...]
    nights: tuple[date, ...]


def find(lake: Lake, site: Site, users: Sequence[str], lines: Collection[tuple[str, int]] = ()) -> Found:
    """Everything of `users` (pseudonyms) in what is kept of a site; `lines` are raw records that name them."""
    nights = list(lake.ledger.nights(site.name))
    contents = lake.kept("contents", site.name, nights)
    acts = lake.kept("events", site.name, nights).filter(pl.col("user").is_in(list(users))).collect()
    theirs = _theirs(contents, lake.kept("events", site.name, nights), users) if site.kind == "chat" else None
    gone = contents.filter(False).collect() if theirs is None else theirs
    left = contents.join(gone.lazy().select("response"), on="response", how="anti")
    traces = _traces(lake, site.name, nights, users, gone, left)._replace(
        events=tuple(acts["event_id"]), lines=tuple(lines)
    )
    return Found(
        traces._replace(acted_on=_acted_on(lake, site.name, nights, users, contents)),
        texts=_own_texts(gone, left, users),
        files=tuple(sorted({*acts["file"], *gone["file"], *(file for file, _ in lines)})),
        nights=_nights(lake, site.name, nights, users, gone),
    )


def _theirs(contents: pl.LazyFrame, events: pl.LazyFrame, users: Sequence[str]) -> pl.DataFrame:
    """What they wrote, and all below it in their conversations."""
    roots = written_by(contents, events, users).collect().lazy()
    threads = contents.join(roots.select("thread"), on="thread", how="semi").collect().lazy()
    return threads.join(below(threads.unique("content_id"), roots), on="content_id", how="semi").collect()


def _traces(
    lake: Lake, site: str, nights: Sequence[date], users: Sequence[str], gone: pl.DataFrame, left: pl.LazyFrame
) -> Traces:
    def only_in(column: str, mine: pl.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
        mine = mine.drop_nulls().unique()
        shared = left.filter(pl.col(column).is_in(mine.implode())).select(column).unique().collect()[column]
        return tuple(mine.filter(~mine.is_in(shared.implode())).sort()), tuple(shared.sort())

    ids, _ = only_in("representative", gone["response"])
    contexts, shared_contexts = only_in("context", gone["context"])
    asked = set(gone.filter(role="user")["context"].drop_nulls())
    keys = prompt_keys(gone.lazy()).collect()["key"]
    others = prompt_keys(left).filter(pl.col("key").is_in(keys.implode())).collect()["key"]
    prompts = keys.filter(~keys.is_in(others.implode()))
    clusters = lake.kept("assignments", site, nights).filter(pl.col("space") == "prompt")
    founded = clusters.filter(~pl.col("key").is_in(prompts.implode()), pl.col("value").is_in(prompts.implode()))
    return Traces(
        users=tuple(users),
        responses=tuple(gone["response"].unique().sort()),
        ids=ids,
        contexts=contexts,
        reworded=tuple(sorted(asked & set(shared_contexts))),
        prompts=tuple(prompts.sort()),
        founded=tuple(founded.select("value").unique().collect()["value"].sort()),
    )


def _acted_on(
    lake: Lake, site: str, nights: Sequence[date], users: Sequence[str], contents: pl.LazyFrame
) -> tuple[str, ...]:
    """The representatives of all that they did anything to, also where the events have expired."""
    tables = ("events", "votes", "turns")
    acts = pl.concat(
        lake.kept(table, site, nights).filter(pl.col("user").is_in(list(users))).select("response") for table in tables
    ).unique()
    places = contents.select("response", "representative").unique()
    found = acts.join(places, on="response", how="left").select(pl.coalesce("representative", "response"))
    return tuple(found.unique().collect().to_series().sort())


def _own_texts(gone: pl.DataFrame, left: pl.LazyFrame, users: Sequence[str]) -> tuple[str, ...]:
    """What they said themselves and nobody else did."""
    said = gone.filter((pl.col("role") == "user") | pl.col("author").is_in(list(users)))
    mine = said.lazy().select("text", "text_hash").unique("text_hash")
    return tuple(mine.join(left.select("text_hash"), on="text_hash", how="anti").collect()["text"].sort())


def _nights(
    lake: Lake, site: str, nights: Sequence[date], users: Sequence[str], gone: pl.DataFrame
) -> tuple[date, ...]:
    """Nights that hold anything of theirs."""
    frames = [
        lake.kept(table, site, nights).filter(pl.col("user").is_in(list(users))).select("night")
        for table in PERSONAL
        if "user" in TABLES[table].columns()
    ]
    texts = lake.kept("contents", site, nights).join(gone.lazy().select("response"), on="response", how="semi")
    found = pl.concat([*frames, texts.select("night")]).unique().collect()["night"]
    return tuple(found.sort())
