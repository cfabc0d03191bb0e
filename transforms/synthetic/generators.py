"""The generators that make at most one negative of a chosen answer, by name."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from transforms.synthetic import (
    endless,
    keyword_swap,
    logic_inversion,
    number_change,
    other_prompt,
    prompt_injection,
    random_deletion,
    repeater,
    shuffle,
)


class Generator(NamedTuple):
    """What makes drafts (adds `rejected_text`, null where it cannot), and what judges their texts (adds `worse`)."""

    make: Callable[[pl.LazyFrame], pl.LazyFrame]
    judge: Callable[[pl.LazyFrame], pl.LazyFrame]


def _by(is_worse: Callable[[], pl.Expr]) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    return lambda drafts: drafts.with_columns(worse=is_worse())


GENERATORS = {
    "keyword_swap": Generator(keyword_swap.make, keyword_swap.is_worse),
    "number_change": Generator(number_change.make, _by(number_change.is_worse)),
    "logic_inversion": Generator(logic_inversion.make, _by(logic_inversion.is_worse)),
    "other_prompt": Generator(other_prompt.make, other_prompt.is_worse),
    "random_deletion": Generator(random_deletion.make, _by(random_deletion.is_worse)),
    "shuffle": Generator(shuffle.make, _by(shuffle.is_worse)),
    "repeater": Generator(repeater.make, _by(repeater.is_worse)),
    "endless": Generator(endless.make, _by(endless.is_worse)),
    "prompt_injection": Generator(prompt_injection.make, prompt_injection.is_worse),
}
