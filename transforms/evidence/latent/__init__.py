"""One latent preference behind all signals, and an engagement style that must not be taken for it.

`panel` lays the measurements out as arrays, `fit` learns a site's weights, `factors` has the posterior in closed form,
`sites` and `tilted` replace each count by the normal that serves it.
"""

import polars as pl

from transforms.evidence.latent.infer import LENGTH, RESULT, infer

__all__ = ["LENGTH", "preferences"]


def preferences(measurements: pl.LazyFrame, *, prior_variance: float) -> pl.LazyFrame:
    """`infer` as a step of a lazy plan: an estimator needs all rows of the site at once, as arrays."""
    return measurements.map_batches(
        lambda frame: infer(frame, prior_variance=prior_variance), schema=RESULT, streamable=False
    )
