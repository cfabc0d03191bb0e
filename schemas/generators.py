"""Synthetic negatives: the generators by name, and the tables that people and trainers hand in for some of them."""

import dataframely as dy
import polars as pl

from schemas.pairs import Curated

GENERATORS = (
    "keyword_swap",
    "number_change",
    "logic_inversion",
    "other_prompt",
    "random_deletion",
    "shuffle",
    "repeater",
    "endless",
    "prompt_injection",
    "business_rules",
    "personal_data",
)
"""Generators that have a share of their own; `personal_data` needs no source and is made once a release."""
EASY = ("other_prompt", "random_deletion", "shuffle", "repeater", "endless")
"""Generators whose fault shows at first sight, however alike the words of the two answers."""
BAD_CASE, POLICY = "bad_case", "policy"
"""Rules of pairs that people wrote, and of those that a policy and reward models made."""


class BadCases(dy.Schema):
    """One known failure: what was asked, the bad answer that was given, and the golden one that a person wrote."""

    prompt = dy.String(nullable=True)
    bad = dy.String(nullable=True)
    golden = dy.String(nullable=True)


class Regression(dy.Schema):
    """One bad case that a model must not repeat; `case_id` is the first 16 bytes, in hex, of SHA-256 of its texts."""

    case_id = dy.String(primary_key=True, regex=r"^[0-9a-f]{32}$")
    prompt = dy.String(min_length=1)
    bad = dy.String(min_length=1)
    golden = dy.String(min_length=1)
    language = dy.String()


class Samples(dy.Schema):
    """One of a policy's n answers to one prompt, with the reward that it got.

    `agreement` is the share of the reward models by which the best of the context's samples beats the worst; it is the
    same in all rows of a context. `response` tells the samples of a context apart; `scenario` and `root` are the
    prompt's (`Curated`).
    """

    context_id = dy.String(min_length=1, primary_key=True)
    response = dy.String(min_length=1, primary_key=True)
    prompt = Curated.prompt
    root = Curated.root
    language = dy.String()
    scenario = Curated.scenario
    text = dy.String(min_length=1)
    reward = dy.Float64()
    agreement = dy.Float64(min=0, max=1)

    @dy.rule()
    def agreement_is_one_per_context(cls) -> pl.Expr:
        return cls.agreement.col.n_unique().over(cls.context_id.col) == 1
