"""How good an answer is: faults that no chosen answer may have, and a score per dimension."""

from transforms.quality.faults import fault, unusable
from transforms.quality.measures import MEASURED, measured
from transforms.quality.scores import quality, scores
from transforms.quality.sensitive import sensitive

__all__ = ["MEASURED", "fault", "measured", "quality", "scores", "sensitive", "unusable"]
