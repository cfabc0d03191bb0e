"""Second pass over the texts: which version, which prompt and which representative each one is."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import polars as pl

from flows.lake.forgotten import forgotten, remember
from flows.stage import Job, Span
from flows.stages.ingest.intake import Intake
from flows.stages.ingest.memory import Memory
from flows.stages.ingest.spill import Spill
from schemas.tables import TABLES
from transforms.erasure import in_talks, thread_hash, written_by
from transforms.ingest import assign
from transforms.ingest.clusters import Joined, couples, join_or_found, sketched
from transforms.ingest.contents import BRIEF, briefs
from transforms.ingest.prompts import below, keyed
from transforms.ingest.versions import version_keys, versioned
from transforms.text import bucket

TEXTS = ("text", "brief", "tags")
"""Columns of which identity needs no more than their hashes."""
NO_TEXTS = pl.DataFrame(schema={"thread": pl.String, "content_id": pl.String})
NO_ACTS = pl.DataFrame(schema={"thread": pl.String, "user": pl.String, "action": pl.String})
NO_MESSAGES = pl.LazyFrame(
    schema=dict.fromkeys(("content_id", "thread", "parent", "edited_from", "role", "author"), pl.String)
)
NEEDED_OF_HISTORY = ("content_id", "thread", "parent", "edited_from", "role", "normal_hash", "ts", "context")


def identify(job: Job, intake: Intake) -> tuple[Spill, pl.DataFrame]:
    """The night's contents, put by in buckets, and its assignments.

    Only what is new is a row: a version not seen before, or one whose prompt was not known until tonight.
    """
    contents, memory = Spill(job.scratch / "contents"), Memory(job)
    texts = _texts(job, intake)
    if texts is None:
        return contents, memory.tonight
    slim = version_keys(texts.drop(TEXTS)).collect()
    versions = versioned(slim.lazy(), memory.of(_both(slim, "first_key", "version_key")), night_start=_start(job))
    rows = _with_prompts(job, versions.collect())
    memory.add(_new_clusters(job, rows, texts, memory))
    placed = assign.with_contexts(rows.lazy(), memory.of(_both(rows, "prompt_key", "root_key"))).collect()
    keys = assign.answer_keys(placed.lazy()).collect()["answer_key"]
    identified = assign.representatives(placed.lazy(), memory.of(keys)).collect()
    memory.add(assign.assignments(identified.lazy()))
    new = _new(job, identified)
    described = texts.select("content_id", "file", "line", "text", "tags").join(
        new.lazy(), on=["content_id", "file", "line"], how="inner"
    )
    _put_by(job, contents, described.select(list(TABLES["contents"].columns())).collect())
    return contents, memory.tonight


def _texts(job: Job, intake: Intake) -> pl.LazyFrame | None:
    """Tonight's texts, the prompts of a feed's notes, and a chat's earlier messages whose prompt was not known yet."""
    staged = intake.texts.scan()
    if staged is None:
        if job.site.kind == "chat":
            _of_those_who_stay(job, intake, NO_MESSAGES)
        return None
    if job.site.kind == "feed":
        return pl.concat([staged, briefs(staged).select(staged.collect_schema().names())])
    if job.site.kind == "chat":
        staged = _of_those_who_stay(job, intake, staged)
        waiting = _history(job, staged).filter(pl.col("context").is_null())
        tonight = staged.select("content_id").unique()
        return pl.concat([staged, waiting.join(tonight, on="content_id", how="anti")], how="diagonal").select(
            staged.collect_schema().names()
        )
    return staged


def _of_those_who_stay(job: Job, intake: Intake, staged: pl.LazyFrame) -> pl.LazyFrame:
    """Messages without what answers people who opted out: what a conversation says to somebody is about him too."""
    staged = _without_forgotten(job, intake, staged)
    acts = pl.concat([NO_ACTS, *intake.gone_acts])
    said = pl.concat([NO_TEXTS, *intake.gone])
    if acts.is_empty() and said.is_empty():
        return staged
    everybodys = intake.acts.scan()
    others = [] if everybodys is None else [everybodys.select(acts.columns)]
    acted = pl.concat([acts.lazy(), *others])
    written = written_by(staged, acted, job.excluded)
    roots = pl.concat([said.lazy(), written]).collect().lazy()
    talks = staged.join(roots.select("thread"), on="thread", how="semi").unique("content_id", keep="any")
    gone = below(talks, roots).collect()
    _remember(job, roots, talks, acted)
    return _without(intake, staged, gone)


def _without_forgotten(job: Job, intake: Intake, staged: pl.LazyFrame) -> pl.LazyFrame:
    """Messages without those of forgotten conversations, on whatever night they come and whoever sent them."""
    hashes = forgotten(job.lake.store, job.site.name)
    if not hashes:
        return staged
    threads = staged.select("thread").unique().filter(thread_hash(job.keys).is_in(hashes)).collect().lazy()
    return _without(intake, staged, in_talks(staged, threads, job.excluded).collect())


def _remember(job: Job, roots: pl.LazyFrame, talks: pl.LazyFrame, acted: pl.LazyFrame) -> None:
    """What a conversation of theirs alone says on a later night is theirs too, and their own messages are not kept."""
    said = _history(job, roots).filter(pl.col("author").is_not_null() | (pl.col("role") == "user"))
    others = [
        talks.filter(~pl.col("author").is_in(job.excluded)),
        acted.filter(~pl.col("user").is_in(job.excluded)),
        said,
    ]
    threads = pl.concat([rows.select("thread") for rows in others])
    alone = roots.select("thread").unique().join(threads, on="thread", how="anti").collect()["thread"]
    remember(job.lake.store, job.site.name, job.keys, alone)


def _without(intake: Intake, staged: pl.LazyFrame, gone: pl.DataFrame) -> pl.LazyFrame:
    intake.dropped["opted_out"] += gone.height
    return staged.join(gone.lazy(), on="content_id", how="anti")


def _history(job: Job, staged: pl.LazyFrame) -> pl.LazyFrame:
    """Earlier texts of the conversations that go on tonight."""
    return job.scan("contents", Span.EARLIER).join(staged.select("thread").unique(), on="thread", how="semi")


def _with_prompts(job: Job, rows: pl.DataFrame) -> pl.DataFrame:
    later = pl.col("response") != pl.col("content_id")
    firsts = rows.lazy().sort(later, "since", "response").unique("content_id", keep="first", maintain_order=True)
    everything = firsts
    if job.site.kind == "chat":
        first = pl.col("response") == pl.col("content_id")
        earlier = _history(job, rows.lazy()).filter(first).select(NEEDED_OF_HISTORY).unique("content_id", keep="any")
        everything = pl.concat([earlier, firsts.join(earlier, on="content_id", how="anti")], how="diagonal")
    return rows.lazy().drop("parent").join(keyed(everything, job.site.kind), on="content_id", how="left").collect()


def _new_clusters(job: Job, rows: pl.DataFrame, texts: pl.LazyFrame, memory: Memory) -> pl.LazyFrame:
    """Assignments of the prompts that were never seen before."""
    first = pl.col("response") == pl.col("content_id")
    asked = rows.lazy().filter(first & (pl.col("role") == "user") & pl.col("prompt_key").is_not_null())
    worded = asked.join(texts.select("content_id", "file", "line", "text"), on=["content_id", "file", "line"])
    known = memory.of(_both(rows, "prompt_key", "root_key")).filter(pl.col("space") == "prompt")
    unseen = assign.prompts(worded).join(known, on="key", how="anti")
    new = sketched(unseen).collect()
    near = couples(new.lazy(), memory.founders(new["guard"]), similar=job.settings.similar_prompts).collect()
    joined = pl.LazyFrame(join_or_found(near), schema=list(Joined._fields), orient="row").cast(pl.String)
    return assign.clusters(new.lazy(), joined)


def _new(job: Job, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that say more than earlier nights did, without other wordings of a known brief."""
    before = job.scan("contents", Span.EARLIER)
    told = before.group_by("response").agg(was_placed=pl.col("context").is_not_null().any())
    time = pl.col("since").fill_null(pl.datetime(1, 1, 1, time_zone="UTC"))
    current = before.group_by("content_id").agg(
        current=pl.col("response").sort_by(time, "response").last(), current_since=time.max()
    )
    is_back = (pl.col("since") > pl.col("current_since")) & (pl.col("response") != pl.col("current"))
    news = pl.col("was_placed").is_null() | (~pl.col("was_placed") & pl.col("context").is_not_null()) | is_back
    rewording = pl.col("content_id").str.starts_with(BRIEF) & (pl.col("response") != pl.col("content_id"))
    looked_up = rows.lazy().join(told, on="response", how="left").join(current, on="content_id", how="left")
    return looked_up.filter(news & ~rewording).drop("was_placed", "current", "current_since").collect()


def _put_by(job: Job, contents: Spill, rows: pl.DataFrame) -> None:
    grouped = rows.with_columns(group=bucket(pl.col("thread"), job.lake.buckets))
    for (group,), part in grouped.partition_by("group", as_dict=True, include_key=False).items():
        contents.add(part, group=group)


def _both(rows: pl.DataFrame, *columns: str) -> pl.Series:
    return pl.concat([rows[column] for column in columns])


def _start(job: Job) -> datetime:
    return datetime.combine(job.date, time(), ZoneInfo(job.settings.timezone))
