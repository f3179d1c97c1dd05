"""The filter's update, against the textbook's matrices."""

import math

import numpy as np
import pytest

from kalkan.physics.estimation import (
    HEIGHT,
    HEIGHT_SPREAD,
    condition,
    update,
)
from kalkan.physics.geodesy import aer, altitude, frame_at, local_axes
from kalkan.physics.initiation import initiate
from kalkan.physics.motion import mirror, predict
from kalkan.physics.sight import line_of_sight

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
ORIGIN = np.zeros(3)
SIGMA = np.array([50.0, 2e-3, 3e-3])


def _track(scale=100.0):
    root = scale * np.random.default_rng(3).normal(size=(6, 6))
    root[3:] /= 10.0
    mean = np.array([60e3, 80e3, 9e3, -200.0, 100.0, 10.0])
    return mean, root @ root.T


def _joseph(mean, p, h, surprise, r):
    gain = p @ h / (h @ p @ h + r)
    rest = np.eye(6) - np.outer(gain, h)
    return mean + gain * surprise, rest @ p @ rest.T + r * np.outer(gain, gain)


@pytest.mark.parametrize("lag", [0.0, -1.7])
def test_condition__is_joseph_form_of_one_scalar(lag):
    mean, p = _track()
    u = np.array([0.48, 0.6, 0.64])
    expected = _joseph(mean, p, np.r_[u, lag * u], 250.0, 400.0)
    covariance = p.ravel().copy()
    condition(mean, covariance, lag, *u, 250.0, 400.0)
    mirror(covariance)
    np.testing.assert_allclose(mean, expected[0], rtol=1e-10)
    np.testing.assert_allclose(covariance.reshape(6, 6), expected[1], rtol=1e-8)


def test_condition__keeps_a_covariance_positive_at_extreme_ratios():
    mean, covariance = np.zeros(6), (np.eye(6) * 1e10).ravel()
    rng = np.random.default_rng(4)
    for _ in range(200):
        u = rng.normal(size=3)
        condition(mean, covariance, -1.0, *(u / np.linalg.norm(u)), 0.0, 1.0)
    mirror(covariance)
    assert np.linalg.eigvalsh(covariance.reshape(6, 6)).min() > 0.0


@pytest.mark.parametrize("lag", [0.0, -2.0])
def test_update__is_the_joint_extended_update(lag):
    mean, p = _track(scale=20.0)
    place = mean[:3] + lag * mean[3:]
    off = np.array([30.0, 1e-3, -2e-3])
    measured = np.array(aer(FLAT, *place)) + off
    line = line_of_sight(FLAT, *place)
    rows = np.array(line[5:]).reshape(3, 3)
    lever = np.array([1.0, line.ground, line.distance])
    late = 9.0 * abs(lag) ** 3 / 3.0
    h = np.hstack([rows, lag * rows])
    s = h @ p @ h.T + np.diag((lever * SIGMA) ** 2 + late)
    gain = np.linalg.solve(s, h @ p).T
    covariance, moved = p.ravel().copy(), mean.copy()
    update(moved, covariance, FRAME, lag, 9.0, False, ORIGIN, FLAT, measured, SIGMA)
    change = gain @ (lever * off)
    np.testing.assert_allclose(moved - mean, change, atol=0.01 * np.abs(change).max())
    np.testing.assert_allclose(
        covariance.reshape(6, 6), p - gain @ s @ gain.T, atol=1e-3 * p.max()
    )


def test_update__takes_a_late_plot_as_if_it_had_come_in_time():
    times, place = [0.0, 4.0, 8.0], np.array([60e3, 80e3, 9e3])
    measured = [
        np.array(aer(FLAT, *(place + t * np.array([-200.0, 0, 0])))) for t in times
    ]
    results = []
    for order in ([0, 1, 2], [0, 2, 1]):
        mean, covariance, now = np.zeros(6), np.zeros(36), 0.0
        initiate(mean, covariance, FRAME, ORIGIN, FLAT, measured[0], SIGMA)
        for k in order[1:]:
            if times[k] > now:
                predict(mean, covariance, FRAME, times[k] - now, 0.0, False)
                now = times[k]
            lag = times[k] - now
            update(
                mean,
                covariance,
                FRAME,
                lag,
                0.0,
                False,
                ORIGIN,
                FLAT,
                measured[k],
                SIGMA,
            )
        results.append((mean, covariance))
    (mean_a, cov_a), (mean_b, cov_b) = results
    np.testing.assert_allclose(mean_b[:3], mean_a[:3], atol=20.0)
    np.testing.assert_allclose(mean_b[3:], mean_a[3:], atol=5.0)
    np.testing.assert_allclose(cov_b[[0, 7, 14]], cov_a[[0, 7, 14]], rtol=0.2)


def test_update__across_north_does_not_jump():
    mean = np.array([-50.0, 50e3, 3e3, 0.0, 0.0, 0.0])
    covariance = np.diag([1e4] * 3 + [1e2] * 3).ravel()
    measured = np.array(aer(FLAT, 50.0, 50e3, 3e3))
    update(mean, covariance, FRAME, 0.0, 1.0, False, ORIGIN, FLAT, measured, SIGMA)
    assert -50.0 < mean[0] < 50.0


def test_update__range_does_not_bend_a_wide_track():
    rng, errors = np.random.default_rng(5), []
    sigma = np.array([20.0, 2e-3, 2e-3])
    for _ in range(300):
        mean = np.array([0.0, 100e3, 5e3, 0.0, 0.0, 0.0])
        covariance = np.diag([16e6, 1.0, 1.0] + [1.0] * 3).ravel()
        truth = mean[:3] + np.array([rng.normal(0.0, 4e3), 0.0, 0.0])
        measured = np.array(aer(FLAT, *truth)) + sigma * rng.normal(size=3)
        update(mean, covariance, FRAME, 0.0, 0.0, False, ORIGIN, FLAT, measured, sigma)
        errors.append(mean[:3] - truth)
    assert abs(np.mean(errors, axis=0)[1]) < 1.0
    assert np.std(errors, axis=0)[0] == pytest.approx(200.0, rel=0.1)


def test_update__without_elevation_keeps_the_height_usual():
    axes = np.zeros(9)
    local_axes(FRAME, 0.0, 0.0, 0.0, axes)
    sigma = np.array([100.0, 3e-3, math.inf])
    mean, covariance = np.zeros(6), np.zeros(36)
    for k in range(40):
        place = np.array([120e3 - 2e3 * k, 60e3, 7e3])
        measured = np.array(aer(axes, *place))
        if k == 0:
            initiate(mean, covariance, FRAME, ORIGIN, axes, measured, sigma)
            continue
        predict(mean, covariance, FRAME, 10.0, 25.0, False)
        update(mean, covariance, FRAME, 0.0, 25.0, False, ORIGIN, axes, measured, sigma)
        assert np.linalg.eigvalsh(covariance.reshape(6, 6)).min() > 0.0
        assert covariance[14] < 1.1 * HEIGHT_SPREAD**2
        assert abs(altitude(FRAME, *mean[:3]) - HEIGHT) < 2.0 * HEIGHT_SPREAD
    assert np.linalg.norm(mean[:2] - place[:2]) < 500.0
    np.testing.assert_allclose(mean[3:5], [-200.0, 0.0], atol=20.0)
