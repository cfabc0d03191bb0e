"""What of the pipeline a run does: from which stage to which, what it recomputes anyway, and whether it trains."""

from enum import StrEnum

from schemas.config import Config, Frozen, Site
from schemas.errors import UsageError

StageName = StrEnum(
    "StageName",
    [
        (name, name)
        for name in (
            "ingest", "reading", "clean", "signals", "exposure", "evidence", "calibrate", "pairs", "curate",
            "release", "train", "evaluate", "promote",
        )
    ],
)  # fmt: skip
"""The stages, in order."""

ORDER = list(StageName)
TRAINING = ("train", "evaluate", "promote")
RELEASE = ("release", *TRAINING)
"""The stages that see all sites."""


class Plan(Frozen):
    """Stages from `start_at` to `stop_after` are looked at; of those, only stale ones and `force` are done."""

    start_at: StageName = StageName.ingest
    stop_after: StageName = StageName.promote
    force: StageName | None = None
    """A stage that is done again though its key says that there is nothing to do."""
    train: bool = True
    """Whether a model is trained where the configuration has a section `train`."""
    sites: tuple[str, ...] = ()
    """Sites that run; all where none is named. The release is of all sites in any case."""

    def has(self, stage: str) -> bool:
        """Whether a stage is looked at."""
        if stage in TRAINING and not self.train:
            return False
        return ORDER.index(self.start_at) <= ORDER.index(StageName(stage)) <= ORDER.index(self.stop_after)

    def chosen(self, config: Config) -> list[Site]:
        """The sites of a configuration that run; `UsageError` for a site or a training that it does not have."""
        if self.start_at in TRAINING and config.train is None:
            raise UsageError(f"stage {self.start_at}: the configuration has no section 'train'")
        for name in self.sites:
            if name not in config.by_name:
                raise UsageError(f"--site {name}: the configuration has {', '.join(config.by_name)}")
        return [site for site in config.sites if not self.sites or site.name in self.sites]
