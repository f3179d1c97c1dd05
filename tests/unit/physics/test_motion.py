"""Motion between plots, against matrices and against fine integration."""

import numpy as np
import pytest

from kalkan.physics.geodesy import altitude, frame_at
from kalkan.physics.motion import (
    extrapolate,
    gravity,
    position_covariance,
    predict,
    propagate,
)

FRAME = frame_at(0.7, 0.57)


def _covariance(seed=0):
    root = np.random.default_rng(seed).normal(size=(6, 6))
    return root @ root.T + np.eye(6)


def _transition(dt):
    matrix = np.eye(6)
    matrix[:3, 3:] = dt * np.eye(3)
    return matrix


def test_propagate__is_the_matrix_product_plus_noise():
    before = _covariance()
    after = before.ravel().copy()
    propagate(after, 2.5, 3.0, 2.0, 5.0)
    noise = np.kron([[3.0, 2.0], [2.0, 5.0]], np.eye(3))
    expected = _transition(2.5) @ before @ _transition(2.5).T + noise
    np.testing.assert_allclose(after.reshape(6, 6), expected, rtol=1e-13)


def test_propagate__two_half_steps_of_predict_equal_one():
    once, twice = _covariance().ravel(), _covariance().ravel()
    mean = np.arange(6.0)
    predict(mean.copy(), once, FRAME, 4.0, 7.0, False)
    for _ in range(2):
        predict(mean, twice, FRAME, 2.0, 7.0, False)
    np.testing.assert_allclose(twice, once, rtol=1e-13)


def test_gravity__is_that_of_a_sphere_and_points_down():
    pull = np.array(gravity(FRAME, 0.0, 0.0, 0.0))
    assert np.linalg.norm(pull) == pytest.approx(9.827, abs=0.005)
    assert pull[2] / np.linalg.norm(pull) == pytest.approx(-1.0, abs=1e-5)
    high = np.array(gravity(FRAME, 0.0, 0.0, 6.37e6))
    assert np.linalg.norm(high) == pytest.approx(np.linalg.norm(pull) / 4.0, rel=1e-3)


def test_predict__falls_like_a_fine_integration():
    start = np.array([50e3, -30e3, 80e3, 800.0, 600.0, 900.0])
    fine = start.copy()
    for _ in range(1000):
        pull = np.array(gravity(FRAME, *fine[:3]))
        fine[:3] += 0.005 * fine[3:] + 0.5 * 0.005**2 * pull
        fine[3:] += 0.005 * pull
    mean = start.copy()
    predict(mean, _covariance().ravel(), FRAME, 5.0, 1.0, True)
    np.testing.assert_allclose(mean[:3], fine[:3], atol=0.5)
    np.testing.assert_allclose(mean[3:], fine[3:], atol=0.1)


def test_extrapolate__backwards_undoes_a_fall():
    mean = np.array([0.0, 0.0, 60e3, 900.0, 0.0, 0.0])
    x, _, z = extrapolate(mean, FRAME, -2.0, True)
    assert x == pytest.approx(-1800.0, abs=1.0)
    assert altitude(FRAME, x, 0.0, z) < altitude(FRAME, 0.0, 0.0, 60e3)


@pytest.mark.parametrize("dt", [3.0, 0.0, -2.0])
def test_position_covariance__is_the_block_of_the_propagated(dt):
    full = _transition(dt) @ _covariance() @ _transition(dt).T
    full[:3, :3] += 6.0 * abs(dt) ** 3 / 3.0 * np.eye(3)
    p = position_covariance(_covariance().ravel(), dt, 6.0)
    np.testing.assert_allclose(p, full[:3, :3][np.triu_indices(3)], rtol=1e-13)
