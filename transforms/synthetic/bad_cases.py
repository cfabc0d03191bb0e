"""Known failures as pairs: what was answered badly, and the golden answer that a person wrote."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CurateConfig
from schemas.evidence import Dropped
from schemas.generators import BAD_CASE, BadCases, Regression
from schemas.pairs import Curated
from transforms.privacy import holds
from transforms.quality import sensitive
from transforms.synthetic.finish import DIGITS, as_pairs, laplace
from transforms.synthetic.rootless import dropped, rooted
from transforms.text import digest, language, normalise


class KnownFailures(NamedTuple):
    """Pairs of the bad cases; those left out; and the regression set, which a model must not repeat."""

    pairs: dy.LazyFrame[Curated]
    rejected: dy.LazyFrame[Dropped]
    regression: dy.LazyFrame[Regression]


def bad_cases(table: pl.LazyFrame, *, site: str, config: CurateConfig) -> KnownFailures:
    """Rows of `BadCases` as pairs (rule `bad_case`) and as the regression set; rows = pairs + rejected.

    The confidence is (n + 1) / (n + 2) for the n cases that stand: a person judged each. `empty`: a text is missing;
    `same_text`: bad and golden answer are equal when normalised; `duplicate`: the case stands there before;
    `pii_left`: one of the texts holds personal data; `sensitive:<category>`: the golden answer holds a word of it.
    """
    names = BadCases.column_names()
    said = table.select(pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in names)
    cases = said.with_columns(case_id=digest(pl.concat_str(names, separator="\x1f"))).with_columns(
        reason=_reason(config), question="prompt", text="golden", rejected_text="bad"
    )
    told = cases.with_columns(
        prompt=pl.concat_list(pl.struct(role=pl.lit("user"), content="question")),
        scenario=pl.lit("other"),
        language=language(pl.col("golden")),
    )
    named = rooted(told, BAD_CASE).with_columns(
        chosen_id=pl.concat_str(pl.lit("golden~"), "case_id"), rejected_id=pl.concat_str(pl.lit("bad~"), "case_id")
    )
    good = named.filter(pl.col("reason").is_null())
    sure = laplace(pl.len(), pl.len()).round(DIGITS)
    pairs = as_pairs(good.with_columns(confidence=sure), site=site, hard_similarity=config.hard_similarity)
    regression = good.select("case_id", "bad", "golden", "language", prompt="question")
    return KnownFailures(
        Curated.cast(pairs), dropped(named.filter(pl.col("reason").is_not_null())), Regression.cast(regression)
    )


def _reason(config: CurateConfig) -> pl.Expr:
    """Why a case is left out; null where it is not."""
    reasons = {
        "empty": pl.any_horizontal(pl.col(name) == "" for name in BadCases.column_names()),
        "same_text": normalise(pl.col("bad")) == normalise(pl.col("golden")),
        "duplicate": pl.int_range(pl.len()).over("case_id") > 0,
        "pii_left": pl.any_horizontal(holds(pl.col(name)) for name in BadCases.column_names()),
    }
    told = (pl.when(is_so).then(pl.lit(reason)) for reason, is_so in reasons.items())
    return pl.coalesce(*told, pl.lit("sensitive:") + sensitive(pl.col("golden"), config.sensitive))
