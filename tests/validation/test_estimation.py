"""The filter against closed forms, and its own opinion of its errors against them."""

import math

import numpy as np
import pytest

from kalkan.draw import Stream, normal_pair, uniform
from kalkan.physics.detection import probability_of_detection
from kalkan.physics.estimation import update
from kalkan.physics.geodesy import aer, frame_at, local_axes
from kalkan.physics.initiation import initiate
from kalkan.physics.motion import predict, propagate
from kalkan.physics.radar import angle_sigma, range_sigma, snr

FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
FRAME = frame_at(0.7, 0.57)
ORIGIN = np.zeros(3)

#: P. R. Kalata, "The tracking index: a generalized parameter for α-β and α-β-γ target
#: trackers", IEEE Transactions on Aerospace and Electronic Systems 20 (2), 1984:
#: λ = σ_w T² / σ_v, r = (4 + λ - √(8λ + λ²)) / 4, α = 1 - r², β = 2(2 - α) - 4√(1 - α),
#: for acceleration constant within a step; the figures recomputed by iterating Riccati.
KALATA = [
    (0.1, 0.36, 0.08),
    (0.5, 0.6283734572, 0.3048058984),
    (1.0, 0.75, 0.5),
    (2.0, 0.8541019662, 0.7639320225),
]


def _settle(step, sigma, noise):
    """Return P of a target due north, range alone counting, when it has settled."""
    mean, covariance = np.zeros(6), np.diag([1e6] * 6).ravel()
    errors = np.array([sigma, 1e-9, 1e-9])
    for _ in range(200):
        mean[:] = (0.0, 1e9, 0.0, 0.0, 0.0, 0.0)
        propagate(covariance, step, *noise)
        before = covariance.reshape(6, 6).copy()
        measured = np.array([1e9, 0.0, 0.0])
        args = (FRAME, 0.0, 0.0, False, ORIGIN, FLAT)
        update(mean, covariance, *args, measured, errors)
    return before, covariance.reshape(6, 6)


@pytest.mark.validation
@pytest.mark.parametrize(("index", "alpha", "beta"), KALATA)
def test_update__settles_at_kalata_gains(index, alpha, beta):
    step, sigma = 4.0, 50.0
    power = (index * sigma / step**2) ** 2
    noise = (power * step**4 / 4.0, power * step**3 / 2.0, power * step**2)
    before, after = _settle(step, sigma, noise)
    assert after[1, 1] / sigma**2 == pytest.approx(alpha, rel=1e-6)
    s = before[1, 1] + sigma**2
    assert before[1, 1] / s == pytest.approx(alpha, rel=1e-6)
    assert step * before[4, 1] / s == pytest.approx(beta, rel=1e-6)


@pytest.mark.validation
@pytest.mark.parametrize("psd", [1.0, 25.0, 400.0])
def test_predict__settles_where_the_riccati_equation_says(psd):
    linalg = pytest.importorskip("scipy.linalg")
    step, sigma = 10.0, 300.0
    noise = np.array([[step**3 / 3, step**2 / 2], [step**2 / 2, step]]) * psd
    f, h = np.array([[1.0, step], [0.0, 1.0]]), np.array([[1.0], [0.0]])
    expected = linalg.solve_discrete_are(f.T, h, noise, np.array([[sigma**2]]))
    before, _ = _settle(step, sigma, (noise[0, 0], noise[0, 1], noise[1, 1]))
    np.testing.assert_allclose(before[np.ix_([1, 4], [1, 4])], expected, rtol=1e-6)


def _fly(run, steps, period, psd):
    """Return the path of a target in nearly-constant velocity, drawn for `run`."""
    rng = np.random.default_rng(1000 + run)
    place = np.array([0.0, 140e3, 9e3]) + rng.normal(0.0, 10e3, 3) * [1.0, 1.0, 0.1]
    state = np.r_[place, rng.normal(0.0, 300.0, 3)]
    noise = np.linalg.cholesky(
        psd * np.array([[period**3 / 3, period**2 / 2], [period**2 / 2, period]])
    )
    path = [state]
    for _ in range(steps):
        ahead = state.copy()
        ahead[:3] += period * state[3:]
        ahead += (noise @ rng.normal(size=(2, 3))).ravel()
        state = ahead
        path.append(state)
    return np.array(path)


def _plot(run, step, place, axes):
    """Return a Swerling 1 plot of an aircraft, or None when it is missed."""
    key = np.array([7, run], dtype=np.uint32)
    range_, azimuth, elevation = aer(axes, *place)
    signal = snr(range_, 5.0, 200e3, 1.0, 20.0)
    chance = probability_of_detection(1, 1, signal, 1e-6)
    if uniform(key, 1, 2, step, Stream.DETECTION) >= chance:
        return None
    beam = math.radians(1.5)
    sigma = np.array([range_sigma(signal, 150.0)] + 2 * [angle_sigma(signal, beam)])
    g0, g1 = normal_pair(key, 1, 2, 2 * step, Stream.MEASUREMENT)
    g2, _ = normal_pair(key, 1, 2, 2 * step + 1, Stream.MEASUREMENT)
    return np.array([range_, azimuth, elevation]) + sigma * [g0, g1, g2], sigma


def _nees(run, steps, period, psd, late):
    """Return (error² over covariance) after every plot of one run."""
    axes, mean, covariance = np.zeros(9), np.zeros(6), np.zeros(36)
    local_axes(FRAME, 0.0, 0.0, 0.0, axes)
    path, now, found = _fly(run, steps, period, psd), -1, []
    order = list(range(steps + 1))
    if late:  # every third plot comes after the next one
        for k in range(2, steps, 3):
            order[k], order[k + 1] = order[k + 1], order[k]
    for k in order:
        seen = _plot(run, k, path[k][:3], axes)
        if seen is None:
            continue
        if now < 0:
            initiate(mean, covariance, FRAME, ORIGIN, axes, *seen)
            now = k
            continue
        if k > now:
            predict(mean, covariance, FRAME, (k - now) * period, psd, False)
            now = k
        lag = (k - now) * period
        update(mean, covariance, FRAME, lag, psd, False, ORIGIN, axes, *seen)
        error = mean - path[now]
        found.append(error @ np.linalg.solve(covariance.reshape(6, 6), error))
    return found


@pytest.mark.validation
@pytest.mark.parametrize("late", [False, True])
def test_filter__is_consistent(late):
    """The normalised error squared averages 6, its number of degrees of freedom.

    Bar-Shalom, Li, Kirubarajan, *Estimation with Applications to Tracking and
    Navigation*, 2001, section 5.4.2: the mean of N runs lies within chi-square's bounds
    with 6 N degrees of freedom; one value a run is taken, at the end, so that the runs
    are independent.  Late plots, taken approximately, may only make it pessimistic.
    """
    stats = pytest.importorskip("scipy.stats")
    runs = 60
    values = [_nees(run, 12, 4.0, 4.0, late) for run in range(runs)]
    last = np.mean([value[-1] for value in values])
    low, high = stats.chi2.ppf([0.0005, 0.9995], 6 * runs) / runs
    assert last < high
    assert last > (low if not late else 0.7 * low)
    middle = np.mean([np.mean(value) for value in values])
    assert 0.8 * 6.0 < middle < 1.15 * 6.0
