"""Nights through the stage, and simulated voters with a known truth."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from schemas.config import CleanConfig, ReadingConfig, SignalsConfig
from schemas.events import Events
from schemas.reading import Curves, Readers, Users, Verdicts
from schemas.statistics import Reads, Turns, Votes
from tests.transforms.behaviour import NIGHT, START, contents, frame, held, of_lake, user
from transforms.believed import believed
from transforms.clean import Cleaned, History, clean
from transforms.reading import reading
from transforms.signals import signals
from transforms.tonight import Tonight

CONFIG = CleanConfig()
NOTHING = History(*(of_lake(schema.create_empty().lazy()) for schema in (Votes, Reads, Turns, Users, Verdicts)))
RATE = 0.08
"""Share of honest opens with a vote."""


def judged(
    night: pl.LazyFrame, texts: pl.LazyFrame, before: History = NOTHING, config: CleanConfig = CONFIG
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A night's `verdicts` and `users`, checked against their schemas."""
    tables = reading(night, texts, of_lake(Curves.create_empty().lazy()), config=ReadingConfig())
    curves, readers = of_lake(tables.curves), of_lake(tables.readers)
    found: Cleaned = clean(Tonight(night, texts, curves, readers), before, config=config, hold=held)
    return Verdicts.validate(found.verdicts.collect()), Users.validate(found.users.collect())


def suspects(verdicts: pl.DataFrame, reason: str) -> list[str]:
    """The users with a verdict for a reason."""
    return verdicts.filter(pl.col("reason") == reason)["user"].unique().sort().to_list()


class Acts(NamedTuple):
    """Who opened what, and whether he voted for it: one element per open."""

    who: np.ndarray
    what: np.ndarray
    voted: np.ndarray


def people(
    seed: int, users: int, items: int, opens: int, *, leniency: float = 0.5, rate: float = RATE, communities: int = 1
) -> Acts:
    """Honest people: a few do most, items are unequally popular and good (log-odds of deviation 1).

    Users and items of different communities never meet. Nobody opens anything twice.
    """
    random = np.random.default_rng(seed)
    activity, fame = random.pareto(2.5, users) + 0.2, random.pareto(2.0, items) + 0.5
    who = random.choice(users, opens, p=activity / activity.sum())
    what = random.choice(items, opens, p=fame / fame.sum())
    what = what - what % communities + who % communities
    who, what = np.unique(np.stack([who, what[: len(who)]]), axis=1)
    who, what = who[what < items], what[what < items]
    odds = random.normal(0, leniency, users)[who] + random.normal(0, 1, items)[what]
    return Acts(who, what, random.random(len(who)) < 1 / (1 + np.exp(-np.log(rate / (1 - rate)) + 0.5 - odds)))


def ring(seed: int, members: Sequence[int], targets: Sequence[int], turnout: float = 0.9) -> Acts:
    """Accounts of which nearly all vote for each target, and for nothing else."""
    random = np.random.default_rng(seed)
    who, what = (grid.ravel() for grid in np.meshgrid(members, targets))
    votes = random.random(len(who)) < turnout
    return Acts(who[votes], what[votes], np.ones(votes.sum(), dtype=bool))


def together(*parts: Acts) -> Acts:
    """All of them."""
    return Acts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def night_of(acts: Acts, night: date = NIGHT, *, views: bool = True) -> pl.LazyFrame:
    """Acts as events of one night: a view per open, where views are logged, and a like per vote."""
    table = pl.DataFrame({"user": acts.who, "response": acts.what, "voted": acts.voted})
    likes = table.filter("voted").with_columns(action=pl.lit("like"))
    seen = table.with_columns(action=pl.lit("view")) if views else table.clear().with_columns(action=pl.lit("view"))
    rows = pl.concat([seen, likes]).with_row_index()
    ids = {number: user(number) for number in rows["user"].unique()}
    columns = rows.select(
        event_id=pl.format("{}-{}", pl.lit(str(night)), "index"),
        ts=pl.lit(START + (night - NIGHT)) + pl.duration(milliseconds=pl.col("index")),
        dt=pl.lit(night),
        user=pl.col("user").replace_strict(ids, return_dtype=pl.String),
        action="action",
        thread=pl.format("a{}", "response"),
        response=pl.format("a{}", "response"),
        file=pl.lit("f"),
        line=pl.lit(1),
    )
    return frame(Events, columns.to_dict(as_series=True), night)


def texts_of(items: int) -> pl.LazyFrame:
    """One text per item, each with a context of its own."""
    return contents(*({"response": f"a{n}", "thread": f"a{n}", "context": f"q{n}"} for n in range(items)))


def nights(count: int) -> list[date]:
    """`count` nights up to `NIGHT`."""
    return [NIGHT - timedelta(days=back) for back in reversed(range(count))]


class Season(NamedTuple):
    """Several nights through `clean` and `signals`: the `verdicts` and `users` of each, and what they leave behind."""

    verdicts: list[pl.DataFrame]
    users: list[pl.DataFrame]
    history: History

    def votes(self) -> pl.DataFrame:
        """The votes that are believed at the end."""
        return believed(self.history.votes, self.history.verdicts).collect()


def season(parts: Sequence[Acts], texts: pl.LazyFrame) -> Season:
    """One night for each of the parts, the last of them `NIGHT`."""
    found = Season([], [], NOTHING)
    nothing_read = [of_lake(schema.create_empty().lazy()) for schema in (Curves, Readers)]
    for acts, day in zip(parts, nights(len(parts)), strict=True):
        night = night_of(acts, day)
        verdicts, users = judged(night, texts, found.history)
        flagged = verdicts.lazy()
        statistics = signals(Tonight(night, texts, *nothing_read), of_lake(flagged, day), config=SignalsConfig())
        added = History(*held([statistics.votes, statistics.reads, statistics.turns, users.lazy(), flagged]))
        before = (pl.concat([old, of_lake(new, day)]) for old, new in zip(found.history, added, strict=True))
        found = Season([*found.verdicts, verdicts], [*found.users, users], History(*before))
    return found
