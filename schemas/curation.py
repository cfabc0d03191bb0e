"""What can be set of curation and of releases: what is fit to train on, what is made besides, what a pair weighs."""

from typing import Annotated

from pydantic import Field, field_validator

from schemas.frozen import Count, Frozen, Share
from schemas.generators import GENERATORS
from schemas.lexicons.identities import IDENTITIES
from schemas.lexicons.scenarios import SCENARIOS, Scenario
from schemas.lexicons.sensitive import SENSITIVE
from schemas.rules import Rule, check_names
from schemas.signals import TIERS

Weight = Annotated[float, Field(ge=0)]


class QualityWeights(Frozen):
    """What each dimension of an answer's quality counts for."""

    completeness: Weight = 1.0
    relevance: Weight = 1.0
    consistency: Weight = 1.0
    format: Weight = 1.0


class CurateConfig(Frozen):
    """Which pairs are fit to train on, and what negatives are made besides."""

    min_chars: Annotated[int, Field(ge=0)] = 2
    """Shortest answer, in characters."""
    max_chars: Count = 50_000
    """Longest answer or prompt, in characters."""
    near_equal: Share = 0.9
    """Character 5-gram Jaccard similarity from which answers with equal digits, code and negations say the same."""
    min_quality: Share = 0.2
    """Smallest quality of a chosen answer: the mean of its scores by `quality_weights`."""
    quality_weights: QualityWeights = QualityWeights()
    sensitive: dict[str, tuple[str, ...]] = Field(default_factory=dict, validate_default=True)
    """Category -> words that no chosen answer may hold; a category named here replaces the shipped one."""
    identities: tuple[str, ...] = IDENTITIES
    """What an answer calls itself that gives away the model or the maker behind it."""
    scenarios: dict[str, Scenario] = Field(default_factory=dict, validate_default=True)
    """Scenario -> by what a prompt is known to belong to it; the first that fits, in the order of the file."""
    hard_similarity: Share = 0.3
    """Hardness from which a negative is hard."""
    generators: dict[str, Share] = Field(default_factory=dict)
    """Generator of synthetic negatives -> the largest share, of the night's pairs of people, that it makes."""
    min_source_confidence: Annotated[float, Field(ge=0.5, le=1)] = 0.8
    """Smallest confidence of a pair whose chosen answer a negative is made for."""
    rules: tuple[Rule, ...] = ()
    """Business rules that negatives break; in a file, the path of a YAML list."""
    seed: int = 0
    """Of the generators' choices."""

    @field_validator("generators")
    @classmethod
    def _generators_are_known(cls, shares: dict[str, float]) -> dict[str, float]:
        for name in shares:
            if name not in GENERATORS:
                raise ValueError(f"'{name}' is no generator; the generators are {', '.join(GENERATORS)}")
        return shares

    @field_validator("rules")
    @classmethod
    def _rules_have_names_of_their_own(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return check_names(rules)

    @field_validator("sensitive")
    @classmethod
    def _shipped_categories_stay(cls, words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for category, held in words.items():
            if not held and category not in SENSITIVE:
                known = ", ".join(SENSITIVE)
                raise ValueError(f"'{category}' is no category that ships, to be switched off; these do: {known}")
        return SENSITIVE | words

    @field_validator("scenarios")
    @classmethod
    def _shipped_scenarios_stay(cls, scenarios: dict[str, Scenario]) -> dict[str, Scenario]:
        return SCENARIOS | scenarios


MIX = {"safety": 0.9, "task": 0.7, "creative": 0.5, "other": 0.6}
"""Scenario -> share of weight that hard negatives are to have; `other` is every other scenario."""
TIER_SHARES = {"weak": 0.3, "synthetic": 0.3}
"""Tier -> largest share of weight."""


class ReleaseConfig(Frozen):
    """What stands, across sites, and what each pair weighs."""

    max_age_days: Count = 180
    """Nights after which a pair lapses."""
    fdr: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Largest q-value: the expected share of wrong pairs in a release."""
    near_duplicate: Annotated[float, Field(gt=0, le=1)] = 0.7
    """Character 5-gram Jaccard similarity from which two texts are near duplicates."""
    evaluation_sets: tuple[str, ...] = ()
    """Files of texts that no pair may hold: JSON Lines, CSV or Parquet, of which all columns of text count, or plain
    text with an item a line."""
    contamination: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Share of an evaluation item's character 13-grams from which a text holds it."""
    judges: tuple[str, ...] = ()
    """Files of other judges' verdicts: `site`, `context_id`, `winner_id`, `loser_id`, `judge`."""
    judges_against: Annotated[int, Field(ge=2)] = 2
    """Judges against a pair, and more than for it, from which it is left out."""
    bad_cases: str | None = None
    """File of `prompt`, `bad` and `golden`, which become pairs and the regression set."""
    mix: dict[str, Share] = Field(default_factory=dict, validate_default=True)
    """Scenario -> share of weight that hard negatives are to have."""
    temperature: Annotated[float, Field(ge=1)] = 1.5
    """Groups (site, tier, rule) weigh as their number of pairs to the power of 1 / temperature; 1 leaves them."""
    tier_shares: dict[str, Share] = Field(default_factory=dict, validate_default=True)
    """Tier -> largest share of weight."""
    safety_share: tuple[Share, Share] = (0.1, 0.2)
    """Least and largest share of weight of safety prompts, where there are any."""
    max_pair_weight: Annotated[float, Field(gt=1)] = 10.0
    """Largest weight of a pair; the smallest is one over it."""
    curriculum_stages: Count = 3
    drift_warn: Annotated[float, Field(gt=0)] = 0.1
    """Population stability index from which a column's drift against the last release is told."""
    drift_stop: Annotated[float, Field(gt=0)] | None = 1.0
    """Population stability index from which nothing is published."""

    @field_validator("mix")
    @classmethod
    def _shipped_mix_stays(cls, mix: dict[str, float]) -> dict[str, float]:
        return MIX | mix

    @field_validator("tier_shares")
    @classmethod
    def _tiers_are_known(cls, shares: dict[str, float]) -> dict[str, float]:
        for tier in shares:
            if tier not in TIERS:
                raise ValueError(f"'{tier}' is no tier; the tiers are {', '.join(TIERS)}")
        return TIER_SHARES | shares

    @field_validator("safety_share")
    @classmethod
    def _least_comes_first(cls, shares: tuple[float, float]) -> tuple[float, float]:
        if shares[0] > shares[1]:
            raise ValueError("the least share must not exceed the largest")
        return shares
