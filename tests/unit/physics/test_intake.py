"""One plot taken into one mode, against the textbook's matrices."""

import math

import numpy as np
import pytest

from kalkan.physics.estimation import HEIGHT, HEIGHT_SPREAD
from kalkan.physics.geodesy import aer, altitude, frame_at, local_axes
from kalkan.physics.intake import settle_height, take_plot_now
from kalkan.physics.sight import directions
from tests.unit.physics import dense

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
ORIGIN = np.array([500.0, -300.0, 40.0])


def _take(mean, packed, measured, sigma):
    seen = directions(measured[1], measured[2])
    return take_plot_now(mean, packed, ORIGIN, FLAT, measured[0], seen, sigma)


@pytest.mark.parametrize("elevation", [3e-3, math.inf])
@pytest.mark.parametrize("seed", range(4))
def test_take_plot_now__is_the_extended_filter_in_matrices(seed, elevation):
    rng = np.random.default_rng(seed)
    xs, ps, _ = dense.random_track(seed)
    sigma = np.array([50.0, 2e-3, elevation])
    truth = xs[1][:3] + rng.normal(size=3) * 300.0
    measured = np.array(aer(FLAT, *(truth - ORIGIN)))
    x, p, square, scale = dense.seen(xs[1], ps[1], ORIGIN, measured, sigma)
    mean, packed = xs[1].copy(), dense.packed(ps[1])
    fit = _take(mean, packed, measured, sigma)
    size = np.sqrt(np.diag(ps[1]))
    np.testing.assert_allclose(mean / size, x / size, atol=1e-7)
    ours = dense.unpacked(packed) / np.outer(size, size)
    np.testing.assert_allclose(ours, p / np.outer(size, size), atol=1e-9)
    assert fit.square == pytest.approx(square, rel=1e-6)
    assert fit.scale == pytest.approx(scale, rel=1e-8)


def _errors(runs, place, spread, sigma):
    """Return normalised errors squared after one plot of a target at `place`."""
    rng, found = np.random.default_rng(11), []
    for _ in range(runs):
        truth = place + spread * rng.normal(size=3)
        mean = np.r_[place, np.zeros(4)]
        p = np.diag(np.r_[np.full(3, spread**2), 1.0, 1.0, 1.0, 1.0])
        measured = np.array(aer(FLAT, *(truth - ORIGIN))) + sigma * rng.normal(size=3)
        packed = dense.packed(p)
        _take(mean, packed, measured, sigma)
        error = mean[:3] - truth
        after = dense.unpacked(packed)[:3, :3]
        found.append(error @ np.linalg.solve(after, error))
    return np.array(found)


@pytest.mark.parametrize(
    ("place", "spread"),
    [
        ((600.0, -200.0, 9e3), 200.0),  # at the zenith
        ((2e3, 1.5e3, 9e3), 300.0),
        ((900.0, 100.0, 300.0), 100.0),  # near the radar
        ((60e3, 80e3, 9e3), 3e3),  # far, and badly known
    ],
)
def test_take_plot_now__believes_no_more_than_is_so(place, spread):
    found = _errors(300, np.array(place), spread, np.array([20.0, 3e-3, 3e-3]))
    assert np.mean(found) < 3.6
    assert np.quantile(found, 0.99) < 25.0


@pytest.mark.parametrize("place", [(0.0, 0.0, 9e3), (0.0, 0.0, 0.0), (1e-9, 0.0, 5.0)])
def test_take_plot_now__at_the_zenith_and_on_the_radar_is_finite(place):
    mean = np.r_[ORIGIN + place, np.zeros(4)]
    packed = dense.packed(np.diag([1e4] * 3 + [1e2] * 3 + [1.0]))
    fit = _take(mean, packed, np.array([9e3, 1.0, 1.5]), np.array([20.0, 1e-3, 1e-3]))
    assert np.isfinite(mean).all()
    assert np.isfinite(fit).all()
    assert np.linalg.eigvalsh(dense.unpacked(packed)).min() > 0.0


def test_settle_height__holds_what_no_radar_measures():
    axes = np.zeros(9)
    local_axes(FRAME, 100e3, 0.0, 0.0, axes)
    mean = np.array([100e3, 0.0, 40e3, 200.0, 0.0, 0.0, 0.0])
    packed = dense.packed(np.diag([1e4, 1e4, 1e10, 1e2, 1e2, 1e2, 0.0]))
    settle_height(mean, packed, FRAME)
    assert altitude(FRAME, *mean[:3]) == pytest.approx(HEIGHT, abs=1e3)
    up = axes[6:]
    p = dense.unpacked(packed)[:3, :3]
    assert math.sqrt(up @ p @ up) == pytest.approx(HEIGHT_SPREAD, rel=1e-3)
    kept = packed.copy()
    settle_height(mean, packed, FRAME)
    np.testing.assert_allclose(packed, kept, rtol=1e-6)
