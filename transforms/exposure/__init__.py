"""Stage `exposure`: what a position does to being opened, and to how long one stays."""

import dataframely as dy

from schemas.config import ExposureConfig
from schemas.reading import Verdicts
from schemas.statistics import Propensities, Reads, Votes
from transforms.exposure.estimate import estimate
from transforms.exposure.tables import shown


def exposure(
    reads: dy.LazyFrame[Reads],
    votes: dy.LazyFrame[Votes],
    verdicts: dy.LazyFrame[Verdicts],
    *,
    config: ExposureConfig,
) -> dy.LazyFrame[Propensities]:
    """One row per position of the window that has impressions or timed reads.

    The model is that of positions (Craswell et al. 2008; Joachims et al. 2017): P(opened | response i at position k) =
    p_k g_i, of which p_k relative to the lowest position is estimated from responses that stood at several
    (`harvest.py`), with a regression (`regression_em.py`) in the place of what the swaps do not tell, and from logged
    propensities where the site has them (`logged.py`). `applied` is false where the correction is off, and with `auto`
    where votes agree better with uncorrected shares of opens (`agreement.py`). How the dwell falls by position is
    estimated beside it (`stay.py`).
    """
    return Propensities.cast(estimate(shown(reads, votes, verdicts), config))
