"""From scores to a champion: a better model takes its place, nothing else does."""

from typing import NamedTuple

import polars as pl

from schemas.config import PromoteConfig


class Decision(NamedTuple):
    """Whether the challenger becomes the champion, why, in one sentence for a person, and the values compared."""

    promote: bool
    reason: str
    champion: float | None
    challenger: float | None


class Score(NamedTuple):
    """One model's value of the metric, and the release on whose test split it was measured."""

    value: float
    release: str


def decide(champion: pl.DataFrame | None, challenger: pl.DataFrame, config: PromoteConfig) -> Decision:
    """Compare one model's `Scores` with another's by `config.metric` over the whole test split.

    The challenger wins by a strictly higher value on the same release's test split, or where there is no champion. A
    champion without a score, or measured on another release, must be evaluated first and stays.
    """
    new, metric = _score(challenger, config.metric), config.metric.replace("_", " ")
    if new is None:
        return Decision(False, f"The challenger has no {metric} on the test split, so it is not promoted.", None, None)
    if champion is None:
        return Decision(
            True, f"There is no champion yet; the challenger has {metric} {new.value:.3f}.", None, new.value
        )
    old = _score(champion, config.metric)
    if old is None:
        return Decision(False, f"The champion has no {metric} to compare with, so it stays.", None, new.value)
    if old.release != new.release:
        reason = f"The champion was measured on release {old.release}, the challenger on {new.release}, so it stays."
        return Decision(False, reason, old.value, new.value)
    if new.value > old.value:
        reason = f"The challenger's {metric} {new.value:.3f} beats the champion's {old.value:.3f}."
    else:
        reason = f"The challenger's {metric} {new.value:.3f} does not beat the champion's {old.value:.3f}."
    return Decision(new.value > old.value, reason, old.value, new.value)


def _score(frame: pl.DataFrame, metric: str) -> Score | None:
    """The one overall score of the test split; `ValueError` where the frame holds several models or releases."""
    rows = frame.filter(metric=metric, split="test", slice="overall")
    if len(rows) > 1:
        raise ValueError(f"the scores hold {len(rows)} overall values of {metric}; give those of one model")
    return None if rows.is_empty() else Score(rows["value"].item(), rows["release"].item())
