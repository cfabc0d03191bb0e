import numpy as np
import pytest

from transforms.evidence.latent.tilted import moments, sigmoid


def on_a_grid(k: float, n: float, mean: float, variance: float) -> tuple[float, float]:
    """Mean and variance by brute force."""
    eta = np.linspace(mean - 12 * variance**0.5, mean + 12 * variance**0.5, 40_001)
    log_density = k * eta - n * np.logaddexp(0, eta) - (eta - mean) ** 2 / (2 * variance)
    density = np.exp(log_density - log_density.max())
    density /= density.sum()
    found = (density * eta).sum()
    return found, (density * (eta - found) ** 2).sum()


@pytest.mark.parametrize("counts", [(0, 5), (0, 100), (3, 20), (20, 20), (1, 500), (50, 60), (0.4, 1.5), (400, 5000)])
@pytest.mark.parametrize("prior", [(-2.6, 1.0), (-2.6, 4.0), (1.0, 0.2)])
def test_moments_are_those_of_the_exact_posterior(counts, prior):
    arrays = [np.array([float(value)]) for value in (*counts, *prior)]

    found = moments(*arrays, start=np.array([prior[0]]))

    mean, variance = on_a_grid(*counts, *prior)
    assert found.mean[0] == pytest.approx(mean, abs=0.01)
    assert found.variance[0] == pytest.approx(variance, rel=0.02)


def test_sigmoid_of_anything_is_a_probability():
    assert sigmoid(np.array([-1e6, 0.0, 1e6])) == pytest.approx([0.0, 0.5, 1.0])
