"""What a release reads besides the pairs that stand, and what it keeps besides those that it holds."""

from typing import NamedTuple, Self

import dataframely as dy
import polars as pl

from schemas.contents import KEY
from schemas.generators import BadCases


class HeldOut(dy.Schema):
    """One prompt that models are judged by and none may learn from: its digest, and the strictest split of its past."""

    prompt = dy.String(primary_key=True, regex=KEY)
    split = dy.String(check={"is_held_out": lambda split: split.is_in(["validation", "test"])})


class Judgements(dy.Schema):
    """One verdict of another judge than people's behaviour, such as a reward model or a hired reader, on a couple."""

    site = dy.String(min_length=1)
    context_id = dy.String(min_length=1)
    winner_id = dy.String(min_length=1)
    loser_id = dy.String(min_length=1)
    judge = dy.String(min_length=1)


class EvaluationItems(dy.Schema):
    """One text of an evaluation set; `item` says where it stands."""

    item = dy.String(primary_key=True)
    text = dy.String()


class Beside(NamedTuple):
    """What a release reads besides pairs: what was held out before, other judges' verdicts, evaluation items, known
    failures.
    """

    held_out: pl.LazyFrame
    judgements: pl.LazyFrame
    evaluation: pl.LazyFrame
    bad_cases: pl.LazyFrame

    @classmethod
    def nothing(cls) -> Self:
        """No such thing."""
        return cls(*(schema.create_empty(lazy=True) for schema in (HeldOut, Judgements, EvaluationItems, BadCases)))
