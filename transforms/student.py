"""How far from an estimate the truth may lie, when its standard error comes from few clusters."""


def quantile(z: float, freedom: int) -> float:
    """The quantile of Student's t with some degrees of freedom where the normal distribution has z.

    Abramowitz & Stegun 1964, 26.7.5, to the second order: 2% too small with 4 degrees of freedom, 0.1% with 10, at 95%.
    """
    v = max(freedom, 1)
    return z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
