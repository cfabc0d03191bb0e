"""What dwell depends on."""

import numpy as np
import polars as pl
import pytest

from worlds.knobs import QaKnobs
from worlds.people import People
from worlds.reading import Views, appeal, read
from worlds.responses import Responses
from worlds.world import Scene

N = 20_000


def _scene(theta=0.0, style=0.0, log_read=9.0, taste=0.0) -> Scene:
    """Two people of opposite palates, and two responses of which the second has the given traits."""
    zero = np.zeros(2)
    texts = pl.Series(["a", "b"])
    responses = Responses(
        context=np.zeros(2, dtype=int),
        theta=np.array([0.0, theta]),
        style=np.array([0.0, style]),
        flavour=np.array([[0.0, 0.0], [taste, 0.0]]),
        allure=zero,
        log_read=np.array([9.0, log_read]),
        model=texts,
        language=texts,
        text=texts,
    )
    people = People(zero, zero, np.array([0.0, 0.5]), zero, np.array([[1.0, 0.0], [-1.0, 0.0]]), zero)
    return Scene(QaKnobs(misclick_share=0.0, idle_share=0.0), people, responses)


def _log_dwell(scene: Scene, user: int, response: int, position: int = 1) -> float:
    views = Views(np.full(N, user), np.full(N, response), np.full(N, position))
    return float(np.log(read(scene, views, 1.0, np.random.default_rng(1)).dwell).mean())


@pytest.mark.parametrize("traits", [{"theta": 2.0}, {"style": 0.5}, {"log_read": 9.5}])
def test_quality_style_and_length_prolong_dwell(traits):
    scene = _scene(**traits)

    assert _log_dwell(scene, 0, 1) > _log_dwell(scene, 0, 0) + 0.2


def test_a_slow_reader_stays_longer_by_his_speed():
    assert _log_dwell(_scene(), 1, 0) - _log_dwell(_scene(), 0, 0) == pytest.approx(0.5, abs=0.01)


def test_lower_positions_are_read_more_briefly():
    assert _log_dwell(_scene(), 0, 0, position=5) < _log_dwell(_scene(), 0, 0) - 0.1


def test_taste_divides_people_of_different_palates():
    views = Views(np.array([0, 1]), np.array([1, 1]), np.array([1, 1]))

    assert appeal(_scene(taste=0.0), views).tolist() == [0.0, 0.0]
    assert appeal(_scene(taste=0.6), views).tolist() == [0.6, -0.6]


def test_depth_is_a_share():
    views = Views(np.zeros(N, dtype=int), np.zeros(N, dtype=int), np.ones(N))

    depth = read(_scene(), views, 1.0, np.random.default_rng(1)).depth

    assert depth.min() > 0
    assert depth.max() == 1
