"""Business rules: answers that keep a rule, made to break it."""

from collections.abc import Sequence

import polars as pl

from schemas.rules import Rule
from transforms.synthetic.caps import capped
from transforms.synthetic.material import drawn

MAX_ROUNDS = 1_000
"""How often an answer is told again at most."""


def covered(material: pl.LazyFrame, rules: Sequence[Rule]) -> pl.LazyFrame:
    """(rule, sources, applied): per rule the answers whose question it is about, and those of them that keep it."""
    counts = [
        _about(material, rule).select(
            rule=pl.lit(rule.name), sources=pl.len().cast(pl.Int64), applied=_keeps(rule).sum().cast(pl.Int64)
        )
        for rule in rules
    ]
    return pl.concat(counts)


def broken(
    material: pl.LazyFrame, people: pl.LazyFrame, rules: Sequence[Rule], *, share: float, seed: int
) -> pl.LazyFrame:
    """Answers that keep a rule about their question, made to break it: `rule`, `rejected_text` and `worse`.

    All rules together have one share; each rule's first come before any rule's second, so that rare rules are not
    drowned. `worse` is the rule's own checker, which knows nothing of the violator.
    """
    kept = [_about(material, rule).filter(_keeps(rule)).with_columns(rule=pl.lit(rule.name)) for rule in rules]
    drafts = [
        capped(drawn(frame, f"business_rules\n{rule.name}", seed), people, share).pipe(_with_broken, rule)
        for frame, rule in zip(kept, rules, strict=True)
    ]
    turn = pl.struct("draw", "context_id", "chosen_id").rank("ordinal").over("rule")
    return capped(pl.concat(drafts), people, share, first=turn)


def _about(material: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    return material if rule.applies is None else material.filter(pl.col("question").str.contains(rule.applies))


def _keeps(rule: Rule) -> pl.Expr:
    return keeps_rule(rule, pl.col("text"))


def _with_broken(frame: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    rejected = pl.col("rejected_text")
    fails = ~keeps_rule(rule, rejected) & (rejected != "")
    return (
        frame.with_columns(rejected_text=broken_text(rule, pl.col("text")))
        .filter(rejected != pl.col("text"))
        .with_columns(worse=fails)
    )


def keeps_rule(rule: Rule, text: pl.Expr) -> pl.Expr:
    """The rule's checker: whether a text keeps it."""
    conditions = [pl.lit(True)]
    if rule.must is not None:
        conditions.append(text.str.contains(rule.must))
    if rule.must_not is not None:
        conditions.append(~text.str.contains(rule.must_not))
    if rule.max_chars is not None:
        conditions.append(text.str.len_chars() <= rule.max_chars)
    return pl.all_horizontal(conditions)


def broken_text(rule: Rule, text: pl.Expr) -> pl.Expr:
    """The rule's violator: a text that is to break it.

    Its own `violate`; else what `must` matches is taken out; else the answer is told again until it is too long.
    """
    violation = rule.violate
    if violation is not None:
        changed = text if violation.replace is None else text.str.replace_all(violation.replace, violation.by)
        return pl.concat_str(pl.lit(violation.prepend), changed, pl.lit(violation.append))
    if rule.must is not None:
        return text.str.replace_all(rule.must, "").str.replace_all(" {2,}", " ").str.strip_chars()
    rounds = pl.min_horizontal(pl.lit(rule.max_chars) // (text.str.len_chars() + 1) + 2, pl.lit(MAX_ROUNDS))
    return pl.concat_str(text, pl.lit("\n")).repeat_by(rounds).list.join("").str.strip_chars()
