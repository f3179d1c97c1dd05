"""Distances of plots from tracks, against plain linear algebra."""

import math

import numpy as np
import pytest

from kalkan.physics.gating import (
    GATE_2,
    GATE_3,
    curvature,
    mahalanobis2,
    quadratic2,
    quadratic3,
)
from kalkan.physics.geodesy import aer, frame_at
from kalkan.physics.motion import extrapolate, position_covariance
from kalkan.physics.sight import line_of_sight

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
ORIGIN = np.array([100.0, -200.0, 30.0])
SIGMA = np.array([50.0, 2e-3, 3e-3])


def _track(seed=0, scale=300.0):
    rng = np.random.default_rng(seed)
    root = scale * rng.normal(size=(6, 6))
    root[3:] /= 20.0
    mean = np.array([30e3, 80e3, 9e3, -200.0, 100.0, 0.0])
    return mean, (root @ root.T).ravel()


def test_gates__are_the_chi_square_quantiles():
    stats = pytest.importorskip("scipy.stats")
    assert pytest.approx(stats.chi2.ppf(0.999, 2)) == GATE_2
    assert pytest.approx(stats.chi2.ppf(0.999, 3)) == GATE_3


def test_quadratic3__solves_what_numpy_solves():
    root = np.random.default_rng(1).normal(size=(3, 3))
    s, v = root @ root.T + np.eye(3), np.array([1.0, -2.0, 0.5])
    form, det = quadratic3(tuple(s[np.triu_indices(3)]), *v)
    assert form == pytest.approx(v @ np.linalg.solve(s, v))
    assert det == pytest.approx(np.linalg.det(s))


def test_quadratic2__solves_what_numpy_solves():
    s, v = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -2.0])
    form, det = quadratic2(3.0, 1.0, 2.0, *v)
    assert form == pytest.approx(v @ np.linalg.solve(s, v))
    assert det == pytest.approx(5.0)


@pytest.mark.parametrize("dt", [4.0, -1.5])
@pytest.mark.parametrize("height", [True, False])
def test_mahalanobis2__is_that_of_the_linearised_plot(dt, height):
    mean, covariance = _track()
    sigma = SIGMA.copy()
    if not height:
        sigma[2] = math.inf
    place = np.array(extrapolate(mean, FRAME, dt, False)) - ORIGIN
    measured = np.array(aer(FLAT, *place)) + np.array([120.0, 5e-3, -4e-3])
    p = np.zeros((3, 3))
    p[np.triu_indices(3)] = position_covariance(covariance, dt, 40.0)
    p = p + np.triu(p, 1).T
    line = line_of_sight(FLAT, *place)
    rows = np.array(line[5:]).reshape(3, 3)
    lever = np.array([1.0, line.ground, line.distance])
    bend = curvature(np.trace(p) - rows[0] @ p @ rows[0], line.distance)
    noise = np.diag((lever * np.where(np.isfinite(sigma), sigma, 0.0)) ** 2)
    noise[0, 0] += 2.0 * bend**2
    s = rows @ p @ rows.T + noise
    v = lever * np.array([120.0, 5e-3, -4e-3]) - np.array([bend, 0.0, 0.0])
    if not height:
        s, v = s[:2, :2], v[:2]
    form, det = mahalanobis2(
        mean, covariance, FRAME, dt, 40.0, False, ORIGIN, FLAT, measured, sigma
    )
    assert form == pytest.approx(v @ np.linalg.solve(s, v), rel=1e-6)
    assert det == pytest.approx(np.linalg.det(s), rel=1e-9)


def test_curvature__is_the_mean_growth_of_range():
    rng = np.random.default_rng(2)
    across = rng.normal(0.0, 3e3, (200_000, 2))
    grown = np.hypot(100e3, np.hypot(*across.T)) - 100e3
    assert curvature(2 * 9e6, 100e3) == pytest.approx(grown.mean(), rel=0.02)
