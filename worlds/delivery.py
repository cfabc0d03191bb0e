"""What happens to events between the act and the file: late, sent again, out of order, broken."""

from collections.abc import Callable
from random import Random

import numpy as np
import orjson
import polars as pl
from numpy.random import Generator

from schemas.signals import Kind
from worlds.dice import Dice, dice
from worlds.knobs import Knobs
from worlds.world import World

MOST_DAYS_LATE = 7
DISORDER_MS = 60_000
"""Standard deviation of the time by which lines of a file are out of order."""
REQUIRED = ("event_id", "ts", "user_id", "type", "conversation_id", "message_id", "note_id", "question_id", "answer_id")
"""Fields without which a line is no event, where its kind has them."""
TIMES: dict[Kind, Callable[[pl.Expr], pl.Expr]] = {
    "chat": lambda ts: ts.dt.to_string("%Y-%m-%dT%H:%M:%S%.3fZ"),
    "feed": lambda ts: ts.dt.epoch("ms"),
    "qa": lambda ts: ts.dt.convert_time_zone("Asia/Shanghai").dt.to_string("%Y-%m-%dT%H:%M:%S%.3f%:z"),
}
"""How a site of each kind writes a time: every way that the format allows is written by one of them."""


def deliver(world: World) -> pl.DataFrame:
    """The lines of all event files in their order: `arrives`, the date of the file, and `line`, mostly JSON."""
    chance = dice(world.knobs.seed, f"delivery of {world.kind}")
    rng, events = chance.numbers, world.events
    sent = events.select(
        pl.col("ts").dt.date().alias("arrives"),
        pl.col("ts").dt.epoch("ms").alias("at"),
        lines(events, world.kind).alias("line"),
    )
    sent = sent.with_columns(_postponed(pl.col("arrives"), _delays(len(sent), world.knobs, rng), world.knobs))
    sent = pl.concat([sent, _again(sent, world.knobs, rng)])
    sent = pl.concat([sent, _malformed(sent, world, chance)])
    return (
        sent.with_columns(pl.col("at") + pl.Series(rng.normal(0, DISORDER_MS, len(sent)).astype(np.int64)))
        .sort("arrives", "at", maintain_order=True)
        .drop("at")
    )


def lines(records: pl.DataFrame, kind: Kind) -> pl.Series:
    """One JSON object per record, with its times as the site writes them and without its nulls."""
    times = [name for name, dtype in records.schema.items() if dtype == pl.Datetime("ms", "UTC")]
    written = records.with_columns(TIMES[kind](pl.col(name)).alias(name) for name in times)
    json = pl.struct(pl.all()).struct.json_encode()
    return written.select(json.str.replace_all(r',"\w+":null', "")).to_series()


def _delays(n: int, knobs: Knobs, rng: Generator) -> pl.Series:
    """Days by which each event comes late: 0 for most, else 1 to 7, mostly 1."""
    late = rng.random(n) < knobs.late_share
    return pl.Series(np.where(late, rng.geometric(0.6, n).clip(1, MOST_DAYS_LATE), 0))


def _postponed(date: pl.Expr, days: pl.Series, knobs: Knobs) -> pl.Expr:
    """The date so many days later, but within the days of the world."""
    last = pl.lit(knobs.start) + pl.duration(days=knobs.days - 1)
    return pl.min_horizontal(date + pl.duration(days=pl.lit(days)), last)


def _again(sent: pl.DataFrame, knobs: Knobs, rng: Generator) -> pl.DataFrame:
    """Lines that are delivered a second time, in the same or the next day's file."""
    copies = sent.filter(pl.Series(rng.random(len(sent)) < knobs.redelivered_share))
    return copies.with_columns(_postponed(pl.col("arrives"), pl.Series(rng.integers(0, 2, len(copies))), knobs))


def _malformed(sent: pl.DataFrame, world: World, chance: Dice) -> pl.DataFrame:
    """Broken lines, so many that they are the wanted share of all; each is made from a good line of its day."""
    share = world.knobs.malformed_share
    wanted = round(len(sent) * share / (1 - share))
    chosen = sent[chance.numbers.integers(0, max(len(sent), 1), wanted)]
    broken = [_break(line, number, chance.words) for number, line in enumerate(chosen["line"])]
    return chosen.with_columns(pl.Series("line", broken, dtype=pl.String))


def _break(line: str, number: int, rng: Random) -> str:
    """A line that no reader can take for an event: cut, no object, or with a field that is missing or wrong."""
    record = orjson.loads(line) | {"event_id": f"broken-{number}"}
    fault = rng.choice(("cut", "list", "missing", "wrong type", "unknown type", "bad time"))
    if fault == "cut":
        return orjson.dumps(record).decode()[: rng.randrange(10, 60)]
    if fault == "list":
        return orjson.dumps(list(record.values())).decode()
    if fault == "missing":
        del record[rng.choice([name for name in REQUIRED if name in record])]
    if fault == "wrong type":
        record |= {"type": "view", "dwell_ms": "a while"}
    if fault == "unknown type":
        record["type"] = "teleport"
    if fault == "bad time":
        record["ts"] = rng.choice(("yesterday", "2026-13-45T99:00:00Z", ""))
    return orjson.dumps(record).decode()
