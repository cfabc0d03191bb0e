"""What can be set: one frozen model per stage, and the file that a person writes.

Every knob is declared once, in the stage that reads it, and may stand at the top of the file (for all sites) or in a
site. A stage's key hashes only its own model, so a knob of `pairs` never makes `ingest` stale.
"""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, field_validator, model_validator

from schemas.curation import MIX, CurateConfig, ReleaseConfig
from schemas.frozen import Count, Frozen, Share, fault
from schemas.raw import AGGREGATES, CONTENTS
from schemas.signals import Kind
from schemas.tables import TABLES


class IngestConfig(Frozen):
    """How raw files become events and contents."""

    timezone: str = "UTC"
    """Time zone that cuts the site's days."""
    quarantine_limit: Share = 0.05
    """Share of malformed rows above which the night fails before anything of it is published."""
    allow_empty: bool = False
    """Whether a day without events is a quiet night rather than a failure."""
    similar_prompts: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Character 5-gram Jaccard similarity from which two prompts (chat) or briefs (feed) are one context."""
    context: Literal["prompt", "tags"] = "prompt"
    """Feed: what posts share, the brief that they were generated from or, failing that, their tags."""
    prompt_template: str = "写一篇关于{tags}的笔记"
    """Feed with `context: tags`: the prompt, with the tags in place of `{tags}`."""

    @field_validator("prompt_template")
    @classmethod
    def _has_a_place_for_tags(cls, template: str) -> str:
        if "{tags}" not in template:
            raise ValueError("must hold {tags}")
        return template

    @field_validator("timezone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"'{name}' is no IANA time zone") from error
        return name


class Windowed(Frozen):
    """Stages that merge the statistics of several nights."""

    window_days: Count = 30
    """Nights whose statistics count, the night itself included."""


class Paced(Windowed):
    """Stages that compare a dwell with the expected reading time of that text and reader."""

    prior_views: Annotated[float, Field(gt=0)] = 50.0
    """Weight, in views, of the expected reading time by length alone against a length bin's own median."""
    prior_reader_views: Annotated[float, Field(gt=0)] = 5.0
    """Weight, in views, of the usual speed against a reader's own."""


class ReadingConfig(Paced):
    """How long a text keeps a usual reader."""


class CleanConfig(Paced):
    """Whom and what not to believe."""

    misclick_share: Share = 0.05
    """A view shorter than this share of the expected reading time is a misclick."""
    idle_factor: Annotated[float, Field(gt=1)] = 12.0
    """A view longer than this multiple of the expected reading time is an idle tab."""
    verdict_fdr: Annotated[float, Field(gt=0, lt=1)] = 0.01
    """Share of honest users, or of chance links of a ring, to expect among those found in a night."""
    scraper_views: Count = 20
    """Timed views in a night from which a user can be a scraper, or tells how people read."""
    scraper_constancy: Annotated[float, Field(gt=0, lt=1)] = 0.4
    """Share of the usual spread of log dwell below which a user's can be a machine's."""
    ring_voters: Annotated[int, Field(ge=2)] = 3
    """Common voters from which two responses can be targets of a ring."""
    ring_doubt: Annotated[float, Field(gt=0, lt=1)] = 0.2
    """Largest share of a link's common voters, and largest probability of a member, that honest voting explains."""
    ring_max_votes: Count = 200
    """Votes of one user in the window above which he helps nobody to find a ring, though he may be found in one."""


class SignalsConfig(Paced):
    """How events become statistics."""

    satisfied_share: Share = 0.7
    """Share of the expected reading time from which a read is satisfied."""
    satisfied_depth: Share = 0.6
    """Share of the text that must have been scrolled through for it, where depth is logged."""
    follow_up_model: str | None = None
    """Folder of a transformers sequence classifier of follow-ups whose labels are the classes; the lexicon if null."""


def _switch(value: object) -> object:
    """YAML reads a bare on or off as a boolean."""
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else value


class ExposureConfig(Windowed):
    """What a position does to being opened, and to how long one stays."""

    correction: Annotated[Literal["auto", "on", "off"], BeforeValidator(_switch)] = "auto"
    """Whether opens are held against their positions' propensities; `auto`: unless votes agree better without."""
    max_weight: Annotated[float, Field(ge=1)] = 10.0
    """Largest inverse propensity: of a position relative to the lowest, and of a logged one relative to the mean."""


class EvidenceConfig(Paced):
    """How signals become one latent preference."""

    prior_variance: Annotated[float, Field(gt=0)] = 1.0
    """Variance of theta within a context, in squared log-odds, before the site's own responses have spoken."""
    max_user_share: Annotated[float, Field(gt=0, le=1)] = 0.2
    """Largest share of a context's votes, or of its turns, that is one user's."""


class PairsConfig(Frozen):
    """Which couples become pairs."""

    min_users: Count = 3
    """Distinct users (from totals: views) behind each side of an aggregated pair."""
    min_confidence: Annotated[float, Field(ge=0.5, le=1)] = 0.7
    """Smallest confidence of a pair."""
    tie_margin: Annotated[float, Field(ge=0)] = 0.2
    """Log-odds within which two responses are as good as equal; a couple that almost surely lies within is a tie."""
    ties: bool = False
    """Whether ties are written to the table `ties`, for who trains with them; they are never pairs."""
    max_pairs_per_context: Count = 100
    """Pairs kept of one context, the surest first."""
    max_pairs_per_user: Count = 50
    """Pairs of a night that rest on one person alone, the surest first."""
    max_pairs_per_rule: Count = 1_000_000
    """Pairs of a night that one rule makes, such as `dwell`, the surest first."""
    strict: bool = False
    """Feed: the rules of practice. Only posts of like length and image count are compared, by dwell only where neither
    has likes or collects, and from a difference of 30% up."""


WINDOW_TABLES = ("votes", "reads", "turns", "totals", "verdicts", "users", "curves", "readers")
"""Tables of which every night of the window is read."""
REDELIVERY_NIGHTS = 8
"""Nights of events in which a redelivery is looked for."""


class Settings(
    IngestConfig, ReadingConfig, CleanConfig, SignalsConfig, ExposureConfig, EvidenceConfig, PairsConfig, CurateConfig
):
    """All that can be set for every site or for one."""

    opt_out: str | None = None
    """File of raw user ids, one a line, whose acts are never read."""
    retention_days: dict[str, Count] = Field(default_factory=dict, validate_default=True)
    """Table -> nights after which its slices expire; quarantine 14, the others stay."""

    @field_validator("retention_days")
    @classmethod
    def _tables_may_expire(cls, days: dict[str, int]) -> dict[str, int]:
        for table in days:
            if table not in TABLES or table == "assignments":
                raise ValueError(f"'{table}' is no table that may expire")
        return {"quarantine": 14} | days

    @model_validator(mode="after")
    def _what_is_read_is_kept(self) -> "Settings":
        needed = dict.fromkeys(WINDOW_TABLES, self.window_days) | {"events": REDELIVERY_NIGHTS}
        for table, days in self.retention_days.items():
            if days < needed.get(table, 1):
                raise ValueError(f"retention_days.{table} must be at least {needed[table]}: so many nights are read")
        return self

    def stage(self, model: type[Frozen]) -> Any:
        """The part of the settings that one stage declares."""
        return model(**{name: getattr(self, name) for name in model.model_fields})


class Site(Frozen):
    """One site: its raw files and its settings. Patterns may hold `{date}` (YYYY-MM-DD) and globs."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    kind: Kind
    events: str | None = None
    aggregates: str | None = None
    contents: dict[str, str]
    ready: str | None = None
    """File that the night waits for, such as `raw/zhihu/events/{date}/_SUCCESS`."""
    ready_wait_minutes: Annotated[float, Field(ge=0)] = 60.0
    """How long it is waited for before the night fails."""
    settings: Settings = Settings()

    @model_validator(mode="after")
    def _files_fit_the_kind(self) -> "Site":
        if (self.events is None) == (self.aggregates is None):
            raise ValueError("give either 'events' or 'aggregates'")
        if self.aggregates is not None and self.kind not in AGGREGATES:
            raise ValueError(f"a {self.kind} site has no 'aggregates'")
        if set(self.contents) != set(CONTENTS[self.kind]):
            raise ValueError(f"contents of a {self.kind} site are {' and '.join(CONTENTS[self.kind])}")
        return self

    @classmethod
    def may_hold(cls) -> set[str]:
        """A site's settings are written flat in it."""
        return set(cls.model_fields) - {"settings"} | set(Settings.model_fields)

    @model_validator(mode="after")
    def _strict_rules_are_of_posts(self) -> "Site":
        if self.settings.strict and self.kind != "feed":
            told = "is for feed sites, and '{name}' is a {kind} site; set it in the feed sites alone"
            raise fault(("settings", "strict"), told, name=self.name, kind=self.kind)
        return self


class LoraConfig(Frozen):
    """Low-rank adapters on all linear layers."""

    r: Count = 16
    alpha: Count = 32
    dropout: Share = 0.0


class TrainConfig(Frozen):
    """SFT on chosen answers, then DPO, through one adapter. Steps and rates suit small models; large ones want less."""

    model: str
    """A local path or a hub name."""
    seed: int = 0
    lora: LoraConfig = LoraConfig()
    max_length: Count = 1024
    """Longest prompt and answer together, in tokens."""
    batch_size: Count = 16
    sft_steps: Annotated[int, Field(ge=0)] = 100
    sft_learning_rate: Annotated[float, Field(gt=0)] = 1e-3
    dpo_steps: Annotated[int, Field(ge=0)] = 100
    dpo_learning_rate: Annotated[float, Field(gt=0)] = 5e-4
    beta: Annotated[float, Field(gt=0)] = 0.1


class EvaluateConfig(Frozen):
    """How a model is measured."""

    bootstrap: Count = 1000
    """Resamples over prompts behind an interval."""
    samples: Annotated[int, Field(ge=0)] = 8
    """Prompts of the test split that the model answers."""
    max_new_tokens: Count = 64
    seed: int = 0


class PromoteConfig(Frozen):
    """When a model becomes the champion."""

    metric: str = "preference_accuracy"
    """Metric of the test split that must rise."""


class Config(Frozen):
    """A whole configuration file, with paths resolved against its folder."""

    lake: str
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    release: ReleaseConfig = ReleaseConfig()
    train: TrainConfig | None = None
    evaluate: EvaluateConfig = EvaluateConfig()
    promote: PromoteConfig = PromoteConfig()
    folder: Path
    """Where the file lies: relative paths start here."""

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Config":
        names = [site.name for site in self.sites]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"site '{twice[0]}' is named twice")
        return self

    @model_validator(mode="after")
    def _scenarios_of_the_mix_are_known(self) -> "Config":
        known = set(MIX).union(*(site.settings.scenarios for site in self.sites))
        for name in self.release.mix:
            if name not in known:
                told = "'{name}' is no scenario; the scenarios are {known}"
                raise fault(("release", "mix"), told, name=name, known=", ".join(sorted(known)))
        return self

    @classmethod
    def may_hold(cls) -> set[str]:
        """Settings for all sites, and those of a release, are written flat at the top."""
        own = set(cls.model_fields) - {"release", "folder"}
        return own | set(Settings.model_fields) | set(ReleaseConfig.model_fields)

    @cached_property
    def by_name(self) -> dict[str, Site]:
        return {site.name: site for site in self.sites}
