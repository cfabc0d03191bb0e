import numpy as np
import pytest

from tests.transforms.evidence.latent.test_infer import site, thinned
from transforms.evidence.latent.fit import Fit, fit
from transforms.evidence.latent.infer import beliefs
from transforms.evidence.latent.panel import number, panel


def fitted(measurements) -> Fit:
    placed, rows = number(measurements)
    arrays = panel(placed, rows)
    return fit(arrays, beliefs(arrays, measurements, 1.0))


@pytest.fixture(scope="module")
def with_few_votes() -> Fit:
    return fitted(thinned(site(21), 120, 21))


def test_with_many_votes_one_rotation_is_left_and_with_few_there_are_several(with_few_votes):
    assert len(fitted(site(21)).rotations.chance) == 1
    assert with_few_votes.rotations.chance.max() < 0.8


def test_rotations_leave_what_signals_without_votes_have_in_common(with_few_votes):
    found = with_few_votes.rotations
    is_free = np.ptp(found.style, axis=0) > 0
    loading, style = found.loading[:, is_free], found.style[:, is_free]
    allowed = np.all(loading > 0, axis=1)

    common = found.variance[:, None, None] * loading[:, :, None] * loading[:, None, :]
    common = common + style[:, :, None] * style[:, None, :]

    assert common[allowed] == pytest.approx(np.broadcast_to(common[allowed][0], common[allowed].shape), rel=1e-2)


def test_chances_sum_to_one(with_few_votes):
    assert with_few_votes.rotations.chance.sum() == pytest.approx(1)
