import polars as pl

from schemas.config import CleanConfig, ReadingConfig, SignalsConfig
from schemas.reading import Curves, Users, Verdicts
from schemas.statistics import Reads, Turns, Votes
from tests.transforms.behaviour import as_events, events, frame, held, library, of_lake, user, views
from transforms.clean import History, clean
from transforms.reading import reading
from transforms.signals import Signals, signals
from transforms.tonight import Tonight

LENGTHS = [300, 600, 1200]
CONTENTS = library(LENGTHS)
CONFIG = SignalsConfig()


def milled(night: pl.LazyFrame) -> tuple[pl.LazyFrame, Signals]:
    """The verdicts and statistics of a night that went through the stages before."""
    tables = reading(night, CONTENTS, of_lake(Curves.create_empty().lazy()), config=ReadingConfig())
    curves, readers = of_lake(tables.curves), of_lake(tables.readers)
    before = History(*(of_lake(schema.create_empty().lazy()) for schema in (Votes, Reads, Turns, Users, Verdicts)))
    tonight = Tonight(night, CONTENTS, curves, readers)
    cleaned = clean(tonight, before, config=CleanConfig(), hold=held)
    verdicts = cleaned.verdicts.collect().lazy()
    return verdicts, signals(tonight, of_lake(verdicts), config=CONFIG)


def test_the_tables_keep_their_contracts():
    tables = milled(as_events(views(1, LENGTHS, 2_000, misclicks=0.1, idle=0.05)))[1]
    assert Votes.is_valid(tables.votes.collect())
    assert Reads.is_valid(tables.reads.collect())
    assert Turns.is_valid(tables.turns.collect())


def test_of_flagged_users_votes_are_kept_alone():
    flagged = frame(Verdicts, {"user": [user(1)], "reason": ["scraper"]})
    night = events({"user": 1}, {"user": 1, "action": "like"}, {"user": 2}, {"user": 2, "action": "like"})
    tables = reading(night, CONTENTS, of_lake(Curves.create_empty().lazy()), config=ReadingConfig())
    found = signals(Tonight(night, CONTENTS, tables.curves, tables.readers), flagged, config=CONFIG)
    assert found.votes.collect()["user"].sort().to_list() == [user(1), user(2)]
    assert found.reads.select(pl.col("opens").sum()).collect().item() == 1


def test_every_simulated_view_ends_as_a_read_a_bounce_or_an_idle_tab():
    table = views(2, LENGTHS, 3_000, users=3_000, misclicks=0.1, idle=0.05)
    alone = table.unique(["user", "response"], keep="none")
    verdicts, tables = milled(as_events(alone))
    reasons = verdicts.filter(pl.col("event_id").is_not_null()).collect()["reason"]
    sums = tables.reads.select(pl.col("opens", "timed", "bounces", "idle").sum()).collect()
    opens, timed, bounces, idle = sums.row(0)
    assert opens == alone.height == timed + bounces + idle
    assert bounces == (reasons == "misclick").sum()
    assert idle == (reasons == "idle").sum()


def test_the_mean_over_the_curve_finds_the_text_that_keeps_people():
    table = views(3, [600, 600, 600], 6_000).with_columns(
        dwell_ms=pl.when(pl.col("response") == "a1").then(pl.col("dwell_ms") * 1.3).otherwise("dwell_ms").cast(pl.Int64)
    )
    sums = milled(as_events(table))[1].reads.group_by("response").agg(pl.col("log_dwell_sum", "timed").sum())
    means = sums.select("response", mean=pl.col("log_dwell_sum") / pl.col("timed")).collect()
    assert means.sort("mean")["response"].last() == "a1"
