"""The coordinated turn, against rotations and their integrals."""

import math

import numpy as np
import pytest

from kalkan.physics.coordinated import (
    RATE_TIME,
    SLOWEST,
    rate_spread,
    turn_factors,
    turn_rows,
    turn_step,
    vertical_at,
)
from kalkan.physics.geodesy import frame_at, local_up
from tests.unit.physics import dense

STEPS = np.array([1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 1e-5])


def _state(rate):
    return np.array([80e3, -60e3, 9e3, -180.0, 150.0, 12.0, rate])


@pytest.mark.parametrize("rate", [0.0, 1e-9, -0.02, 0.0624, 0.0626, 0.3, -1.5])
def test_turn_step__mean_is_the_rotation_about_the_vertical(rate):
    mean, p = _state(rate), np.zeros(28)
    axis = np.array(vertical_at(*mean[:3]))
    expected = dense.turned(mean, 4.0, axis)
    turn_step(mean, p, 4.0, 0.0, 0.0)
    np.testing.assert_allclose(mean[:6], expected[:6], rtol=1e-11, atol=1e-8)
    assert mean[6] == pytest.approx(math.exp(-4.0 / RATE_TIME) * rate)


@pytest.mark.parametrize("rate", [0.0, 1e-4, -0.05, 0.2])
def test_turn_step__covariance_is_that_of_its_derivatives(rate):
    before = _state(rate)
    axis = np.array(vertical_at(*before[:3]))
    f = dense.jacobian(lambda x: dense.turned(x, 4.0, axis), before, STEPS)
    keeps = math.exp(-4.0 / RATE_TIME)
    f[6, 6] = keeps
    scale = np.diag([100.0, 90.0, 80.0, 20.0, 15.0, 10.0, 0.03])
    root = scale @ np.random.default_rng(1).normal(size=(7, 7))
    p = root @ root.T
    expected = f @ p @ f.T + dense.white(5.0, 4.0)
    spread = rate_spread(*before[3:6], 30.0)
    expected[6, 6] += spread**2 * (1.0 - keeps**2)
    packed = dense.packed(p)
    turn_step(before, packed, 4.0, 5.0, 30.0)
    size = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    ours = dense.unpacked(packed)
    np.testing.assert_allclose(ours / size, expected / size, atol=1e-7)


def test_turn_factors__series_and_functions_meet():
    edge = 0.25
    below, above = turn_factors(edge - 1e-9, 1.0), turn_factors(edge + 1e-9, 1.0)
    np.testing.assert_allclose(below, above, atol=4e-9)


def test_turn_rows__backward_undo_the_turn():
    mean = _state(0.06)
    ahead = dense.turned(mean, 5.0, np.array(vertical_at(*mean[:3])))
    _, _, way = turn_rows(ahead, -5.0)
    np.testing.assert_allclose(ahead[:3] + way, mean[:3], atol=1.0)


def test_turn_step__keeps_the_height_of_a_level_turn():
    frame = frame_at(0.7, 0.57)
    mean, p = np.array([0.0, 100e3, 10e3, 250.0, 0.0, 0.0, 0.12]), np.zeros(28)
    up = np.array(local_up(frame, *mean[:3]))
    mean[3:6] -= up * (up @ mean[3:6])
    for _ in range(20):
        turn_step(mean, p, 1.0, 0.0, 0.0)
        assert abs(np.array(local_up(frame, *mean[:3])) @ mean[3:6]) < 0.3


def test_rate_spread__is_bounded_for_slow_targets():
    assert rate_spread(0.0, 0.0, 0.0, 30.0) == rate_spread(SLOWEST, 0.0, 0.0, 30.0)
    assert rate_spread(400.0, 300.0, 0.0, 30.0) == pytest.approx(0.03)


def test_vertical_at__is_near_the_ellipsoid_normal():
    frame = frame_at(0.7, 0.57)
    for place in ((400e3, 0.0, 10e3), (0.0, -400e3, 10e3), (-250e3, 250e3, 50e3)):
        gap = np.subtract(vertical_at(*place), local_up(frame, *place))
        assert np.linalg.norm(gap) < math.radians(0.02)
