"""Rows of two releases, of which a test says what it cares about."""

import datetime as dt
from collections.abc import Iterable

import polars as pl

from schemas.pairs import Released

NIGHT = dt.date(2026, 11, 19)
USUAL = {
    "site": "s", "kind": "qa", "dt": NIGHT, "context_id": "c", "chosen_model": "m", "rejected_model": "m",
    "rule": "votes", "tier": "explicit", "confidence": 0.9, "preference": 0.8, "margin": 1.5, "q_value": 0.1,
    "n_users": 9, "hardness": 0.2, "negative": "easy", "evidence": [], "language": "zh", "weight": 1.0,
    "curriculum": 0, "scenario": "other", "chosen_quality": 0.9, "rejected_quality": 0.9,
}  # fmt: skip


def night(number: int) -> dt.date:
    """A night so many days after `NIGHT`."""
    return NIGHT + dt.timedelta(days=number)


def released(rows: Iterable[dict]) -> pl.LazyFrame:
    """Pairs of a release with their `split`: each may say its prompt, answers and whatever else.

    A pair's id tells its site, prompt and answers; its root is its prompt.
    """
    full = []
    for row in rows:
        told = {"prompt": "p", "chosen": "x", "rejected": "y", "split": "train"} | USUAL | row
        prompt, chosen, rejected = (told[part] for part in ("prompt", "chosen", "rejected"))
        messages = {
            "prompt": [{"role": "user", "content": prompt}],
            "chosen": [{"role": "assistant", "content": chosen}],
            "rejected": [{"role": "assistant", "content": rejected}],
        }
        ids = {"pair_id": f"{told['site']}/{prompt}/{chosen}>{rejected}", "chosen_id": chosen, "rejected_id": rejected}
        full.append(ids | {"root": prompt} | told | messages)
    schema = {name: column.dtype for name, column in Released.columns().items()} | {"split": pl.String}
    return pl.DataFrame(full, schema=schema).lazy()
