"""Regression EM: positions and relevance fitted together, for what no swap of positions tells."""

import numpy as np

from transforms.exposure.cells import Cells, Floats, Integers

SHAPE = 4.0
"""Shape of the gamma distribution of relevance within a context: a coefficient of variation of 1/2 (assumption)."""
WARM_STEPS = 10
STEPS = 15
PSEUDO_OPENS = 0.5


def regression_em(cells: Cells, context: Integers, n_places: int) -> Floats:
    """ln(p_k / p_1) per class, from all opens; `context` is a number per unit.

    Wang et al. (2018, WSDM) alternate between the expected relevance of each response and the positions' propensities,
    with a regression that lets responses learn from each other. Here the regression is on the context: relevance g_i ~
    Gamma(`SHAPE`, mean m_c), opens ~ Poisson(N_ik p_k g_i), so that with E_i = sum_k N_ik p_k

        E: g_i = (a + X_i) / (a / m_c + E_i)     M: p_k = sum_i x_ik / sum_i N_ik g_i

    The first steps take the context's mean alone. Where the ranking is good and never changes, what stands first is
    also better, and no method can tell: then this falls too steeply.
    """
    n_contexts = int(context.max(initial=0)) + 1
    opens = np.bincount(cells.unit, weights=cells.x, minlength=len(context))
    of_place = np.bincount(cells.place, weights=cells.x, minlength=n_places)
    shares = (of_place + PSEUDO_OPENS) / (np.bincount(cells.place, weights=cells.n, minlength=n_places) + PSEUDO_OPENS)
    p = shares / shares[0]
    for step in range(WARM_STEPS + STEPS):
        exposed = np.bincount(cells.unit, weights=cells.n * p[cells.place], minlength=len(context))
        mean = _context_means(opens, exposed, context, n_contexts)[context]
        relevance = mean if step < WARM_STEPS else (SHAPE + opens) / (SHAPE / mean + exposed)
        expected = np.bincount(cells.place, weights=cells.n * relevance[cells.unit], minlength=n_places)
        p = (of_place + PSEUDO_OPENS) / (expected + PSEUDO_OPENS)
        p /= p[0]
    return np.log(p)


def _context_means(opens: Floats, exposed: Floats, context: Integers, n_contexts: int) -> Floats:
    """Mean relevance of each context, shrunken to the site's as by another gamma of the same shape."""
    site = max(opens.sum(), PSEUDO_OPENS) / exposed.sum()
    per_context = np.bincount(context, weights=opens, minlength=n_contexts)
    trials = np.bincount(context, weights=exposed, minlength=n_contexts)
    return (SHAPE + per_context) / (SHAPE / site + trials)
