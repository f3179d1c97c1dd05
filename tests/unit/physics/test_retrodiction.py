"""Plots that come out of order, against the same plots in order."""

import math

import numpy as np
import pytest

from kalkan.physics.coordinated import turn_step
from kalkan.physics.falling import fall_psd, fall_step
from kalkan.physics.geodesy import aer, frame_at
from kalkan.physics.intake import Fit, take_plot_now
from kalkan.physics.modes import AGILITY, QUIET_PSD, SPREADS, Mode
from kalkan.physics.packed import shake, straight_step
from kalkan.physics.retrodiction import (
    age,
    forget,
    look_back,
    mode_psd,
    remember,
    take_plot_late,
)
from kalkan.physics.sight import directions
from tests.unit.physics import dense

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
FAR = np.array([0.0, -1e7, 0.0])  # a radar so far that all is linear
SIGMA = np.array([80.0, 1e-5, 2e-5])
TIMES = (4.0, 6.0, 7.0, 9.0)


class _Filter:
    """Constant velocity alone."""

    def __init__(self, psd, sigma=SIGMA):
        self.mean = np.array([100.0, 200.0, 300.0, -200.0, 100.0, 5.0, 0.0])
        self.p = dense.packed(np.diag([1e4] * 3 + [900.0] * 3 + [0.0]))
        self.spreads, self.now = np.zeros(SPREADS), 0.0
        self.psd, self.sigma = psd, sigma
        forget(self.spreads)

    def take(self, time, plot):
        seen, lag = directions(plot[1], plot[2]), time - self.now
        if lag > 0.0:
            self.mean[:3] += lag * self.mean[3:6]
            straight_step(self.p, lag)
            shake(self.p, lag, self.psd)
            age(self.spreads, lag, self.psd)
            self.now, lag = time, 0.0
            radar = (FAR, FLAT, plot[0], seen, self.sigma)
            fit = take_plot_now(self.mean, self.p, *radar)
        else:
            back = look_back(FRAME, self.mean, Mode.CV.value, lag)
            late = (self.mean, self.p, self.spreads, back, lag, self.psd)
            fit = take_plot_late(*late, FAR, FLAT, plot[0], seen, self.sigma)
        remember(self.spreads, lag, FLAT, seen, fit)
        return fit


def _plots(seed):
    rng = np.random.default_rng(seed)
    for time in TIMES:
        place = np.array([100.0 - 200.0 * time, 200.0 + 100.0 * time, 300.0])
        yield np.array(aer(FLAT, *(place + 60.0 * rng.normal(size=3) - FAR)))


def _apart(order, psd, seed, sigma=SIGMA):
    """Return how far means and covariances are from those of plots in order."""
    plots, found = list(_plots(seed)), []
    for way in (range(len(TIMES)), order):
        one = _Filter(psd, sigma)
        for k in way:
            one.take(TIMES[k], plots[k])
        found.append((one.mean[:6], dense.unpacked(one.p)[:6, :6]))
    (x, p), (y, q) = found
    size = np.sqrt(np.diag(p))
    return np.abs((y - x) / size).max(), np.abs((q - p) / np.outer(size, size)).max()


@pytest.mark.parametrize("order", [[0, 2, 1, 3], [0, 1, 3, 2]])
@pytest.mark.parametrize("psd", [1.0, 30.0, 1000.0])
def test_take_plot_late__by_one_plot_is_as_good_as_in_order(order, psd):
    mean, covariance = _apart(order, psd, seed=2)
    assert covariance < 3e-5  # what is left is not linear
    assert mean < 0.02  # the noise's mean is taken for nought


def test_take_plot_late__without_elevation_is_as_good_as_in_order():
    flat = np.array([80.0, 1e-5, math.inf])
    _, covariance = _apart([0, 2, 1, 3], 30.0, 2, flat)
    assert covariance < 1e-5


@pytest.mark.parametrize(("psd", "limit"), [(1.0, 1e-3), (30.0, 0.01), (300.0, 0.05)])
def test_take_plot_late__by_two_plots_is_nearly_as_good(psd, limit):
    mean, covariance = _apart([0, 2, 3, 1], psd, seed=2)
    assert covariance < limit
    assert mean < limit


def test_take_plot_late__stays_positive_where_memory_contradicts():
    """A covariance far smaller than the noise since the plot: as after modes mix."""
    one = _Filter(1.0)
    one.p[:] = dense.packed(np.diag([1.0] * 3 + [0.1] * 3 + [0.0]))
    plot, seen = next(_plots(0)), directions(0.0, 0.0)
    back = look_back(FRAME, one.mean, Mode.CV.value, -8.0)
    late = (one.mean, one.p, one.spreads, back, -8.0, 900.0)
    fit = take_plot_late(*late, FAR, FLAT, plot[0], seen, SIGMA)
    assert np.isfinite(fit).all()
    assert np.linalg.eigvalsh(dense.unpacked(one.p)[:6, :6]).min() > 0.0


@pytest.mark.parametrize("mode", list(Mode))
def test_look_back__undoes_a_step(mode):
    start = np.array([60e3, -20e3, 30e3, 600.0, 300.0, -400.0, 0.0])
    start[6] = {Mode.CV: 0.0, Mode.CT: 0.05, Mode.BALLISTIC: 0.3}[mode]
    mean, p = start.copy(), np.zeros(28)
    if mode == Mode.CV:
        mean[:3] += 2.0 * mean[3:6]
    elif mode == Mode.CT:
        turn_step(mean, p, 2.0, 0.0, 0.0)
        mean[6] = 0.05  # not faded
    else:
        fall_step(FRAME, mean, p, 2.0)
        mean[6] = 0.3
    back = look_back(FRAME, mean, mode.value, -2.0)
    np.testing.assert_allclose(back.place, start[:3], atol=1.0)


@pytest.mark.parametrize("mode", list(Mode))
def test_look_back__gives_its_derivatives(mode):
    mean = np.array([60e3, -20e3, 30e3, 600.0, 300.0, -400.0, 0.04])
    steps = np.array([1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 1e-5])
    back = look_back(FRAME, mean, mode.value, -3.0)

    def place(state):
        return np.array(look_back(FRAME, state, mode.value, -3.0).place)

    slopes = dense.jacobian(place, mean, steps)
    share = 5e-3 if mode == Mode.BALLISTIC else 1e-8  # gradient of drag by velocity
    np.testing.assert_allclose(back.way, slopes[:, 3:6], atol=3.0 * share)
    far = np.zeros(3) if mode == Mode.CV else slopes[:, 6]
    np.testing.assert_allclose(back.far, far, atol=1e-4, rtol=1e-6)


def test_mode_psd__is_that_of_the_step():
    mean = np.array([60e3, -20e3, 30e3, 600.0, 300.0, -400.0, 0.0])
    assert mode_psd(FRAME, mean, Mode.CV.value, 200.0) == QUIET_PSD
    assert mode_psd(FRAME, mean, Mode.CT.value, 200.0) == 200.0
    fall = mode_psd(FRAME, mean, Mode.BALLISTIC.value, 200.0)
    assert fall == fall_psd(FRAME, mean)


def test_remember__keeps_the_last_plots_by_age():
    spreads = np.zeros(SPREADS)
    forget(spreads)
    seen, wide = directions(0.3, 0.1), np.array([40.0, 60.0, 100.0])
    for k in range(6):
        age(spreads, 2.0, 7.0 + k)
        lag = -5.0 if k == 4 else 0.0
        remember(spreads, lag, FLAT, seen, Fit(0.0, 0.0, *wide[[1, 2, 0]] ** 2))
    ages = spreads[[84, 91, 98, 105]]
    np.testing.assert_allclose(ages, [0.0, 7.0, 4.0, 6.0])
    assert spreads[AGILITY] == 12.0
    said = np.zeros((3, 3))
    said[np.triu_indices(3)] = spreads[85:91]
    said += np.triu(said, 1).T
    np.testing.assert_allclose(np.linalg.eigvalsh(said), np.sort(wide**-2.0), rtol=1e-9)
