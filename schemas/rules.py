"""Business rules: what a site wants of every answer, how that is checked, and how a negative breaks it."""

from typing import Annotated, Literal

import polars as pl
from polars.exceptions import PolarsError
from pydantic import Field, field_validator, model_validator

from schemas.frozen import Frozen


class Violation(Frozen):
    """How a good answer is made to break a rule; what is given is applied in this order."""

    replace: str | None = None
    """Expression of what is replaced, wherever it stands."""
    by: str = ""
    """What it is replaced by; `${1}` is what the expression's first group matched."""
    prepend: str = ""
    append: str = ""


class Rule(Frozen):
    """One rule. It is about the prompts that `applies` matches (all, if null); regular expressions are Rust's.

    An answer keeps it if it matches `must`, does not match `must_not` and has no more than `max_chars` characters.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    kind: Literal["format", "tone", "forbidden", "fact"]
    applies: str | None = None
    """Expression that a prompt must match for the rule to be about it."""
    must: str | None = None
    """Expression that an answer must match."""
    must_not: str | None = None
    """Expression that no answer may match."""
    max_chars: Annotated[int, Field(ge=1)] | None = None
    """Longest answer, in characters."""
    violate: Violation | None = None
    """How a good answer is made to break the rule. Without it what `must` matches is taken out, or the answer is told
    again until it is longer than `max_chars`."""

    @field_validator("applies", "must", "must_not")
    @classmethod
    def _is_an_expression(cls, pattern: str | None) -> str | None:
        return check_expression(pattern)

    @field_validator("violate")
    @classmethod
    def _replaces_by_an_expression(cls, violation: Violation | None) -> Violation | None:
        check_expression(violation.replace if violation else None)
        return violation

    @model_validator(mode="after")
    def _can_be_checked_and_broken(self) -> "Rule":
        if self.must is None and self.must_not is None and self.max_chars is None:
            raise ValueError("a rule needs 'must', 'must_not' or 'max_chars'")
        if self.violate is None and self.must is None and self.max_chars is None:
            raise ValueError("a rule of 'must_not' alone needs 'violate'")
        if self.violate is not None and not (self.violate.replace or self.violate.prepend or self.violate.append):
            raise ValueError("'violate' needs 'prepend', 'append' or 'replace'")
        return self


def check_expression(pattern: str | None) -> str | None:
    """The same pattern, if it is a regular expression of Rust's `regex` crate."""
    if pattern is not None:
        try:
            pl.Series([""]).str.contains(pattern)
        except PolarsError as error:
            raise ValueError(f"'{pattern}' is no regular expression of Rust's") from error
    return pattern


def check_names(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The same rules, if no two have one name."""
    names = [rule.name for rule in rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"rule '{twice[0]}' is named twice")
    return rules
