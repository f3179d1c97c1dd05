"""Opening a track with one plot."""

import math

import numpy as np
import pytest

from kalkan.physics.estimation import HEIGHT, HEIGHT_SPREAD
from kalkan.physics.geodesy import aer, altitude, frame_at, local_axes, local_up
from kalkan.physics.initiation import (
    AIR_SPREAD,
    CLIMB_SPREAD,
    SPACE_SPREAD,
    initiate,
)

FRAME = frame_at(0.7, 0.57)
ORIGIN = np.array([10e3, -5e3, 900.0])


def _open(place, sigma):
    axes, mean, covariance = np.zeros(9), np.full(6, 9.0), np.full(36, 9.0)
    local_axes(FRAME, *ORIGIN, axes)
    measured = np.array(aer(axes, *(place - ORIGIN)))
    if sigma[2] == math.inf:
        measured[2] = 0.5  # noise: nothing may hang on it
    initiate(mean, covariance, FRAME, ORIGIN, axes, measured, np.array(sigma))
    return mean, covariance.reshape(6, 6)


def test_initiate__puts_the_track_at_the_plot():
    place = np.array([80e3, 60e3, 8e3])
    mean, covariance = _open(place, (50.0, 2e-3, 4e-3))
    np.testing.assert_allclose(mean, np.r_[place, 0, 0, 0], atol=1e-6)
    away = np.linalg.norm(place - ORIGIN)
    spread = np.sqrt(np.linalg.eigvalsh(covariance[:3, :3]))
    np.testing.assert_allclose(spread, [50.0, 2e-3 * away, 4e-3 * away], rtol=0.01)
    np.testing.assert_allclose(covariance[3:, 3:], AIR_SPREAD**2 * np.eye(3))
    np.testing.assert_allclose(covariance[:3, 3:], 0.0)


def test_initiate__matches_the_scatter_of_plots():
    place, rng = np.array([80e3, 60e3, 8e3]), np.random.default_rng(0)
    sigma, axes = np.array([50.0, 2e-3, 4e-3]), np.zeros(9)
    local_axes(FRAME, *ORIGIN, axes)
    true = np.array(aer(axes, *(place - ORIGIN)))
    found = []
    for _ in range(2000):
        mean, covariance = np.zeros(6), np.zeros(36)
        seen = true + sigma * rng.normal(size=3)
        initiate(mean, covariance, FRAME, ORIGIN, axes, seen, sigma)
        error = mean[:3] - place
        found.append(error @ np.linalg.solve(covariance.reshape(6, 6)[:3, :3], error))
    assert np.mean(found) == pytest.approx(3.0, abs=0.2)  # 3.6 standard errors


def test_initiate__expects_missile_speed_above_the_air():
    _, covariance = _open(np.array([80e3, 60e3, 40e3]), (50.0, 2e-3, 2e-3))
    assert covariance[4, 4] == SPACE_SPREAD**2


@pytest.mark.parametrize("place", [(150e3, 100e3, 9e3), (14e3, -5e3, 6e3)])
def test_initiate__without_elevation_assumes_a_usual_height(place):
    mean, covariance = _open(np.array(place), (50.0, 2e-3, math.inf))
    height = altitude(FRAME, *mean[:3])
    up = np.array(local_up(FRAME, *mean[:3]))
    climb = math.sqrt(up @ covariance[3:, 3:] @ up)
    assert climb == pytest.approx(CLIMB_SPREAD, rel=1e-6)
    if place[0] > 100e3:
        assert height == pytest.approx(HEIGHT, abs=10.0)  # on a sphere
        spread = math.sqrt(up @ covariance[:3, :3] @ up)
        assert spread == pytest.approx(HEIGHT_SPREAD, rel=0.01)
    else:  # nearer than the usual height: as steep as is assumed
        assert height < HEIGHT
    assert np.linalg.eigvalsh(covariance).min() > 0.0
