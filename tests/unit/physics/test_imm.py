"""The interacting models together, against the same in plain matrices."""

import math

import numpy as np
import pytest

from kalkan.physics.coordinated import RATE_TIME, rate_spread, vertical_at
from kalkan.physics.falling import DRAG_SPREAD, DRAG_TIME, fall_psd, parts_of
from kalkan.physics.geodesy import aer, frame_at, local_axes
from kalkan.physics.imm import (
    LEAST_WEIGHT,
    hardest,
    imm_adopt,
    imm_combine,
    imm_predict,
    imm_update,
)
from kalkan.physics.initiation import initiate
from kalkan.physics.modes import MEANS, MODES, QUIET_PSD, SPREADS, transition
from tests.unit.physics import dense

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
ORIGIN = np.array([500.0, -300.0, 40.0])
SIGMA = np.array([50.0, 2e-3, 3e-3])
STEPS = np.array([1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 1e-5])
AGILE = 200.0


class Track:
    """A track by the compiled filter."""

    def __init__(self):
        self.means, self.spreads = np.zeros(MEANS), np.zeros(SPREADS)
        self.weights = np.zeros(MODES)
        self.mean, self.covariance = np.zeros(6), np.zeros(36)

    def begin(self, plot, sigma, origin=ORIGIN, axes=FLAT):
        modes = (self.means, self.spreads, self.weights)
        one = (self.mean, self.covariance)
        dense.begin(modes, one, FRAME, origin, axes, plot, sigma)

    def take(self, dt, plot, sigma, origin=ORIGIN, axes=FLAT, agility=AGILE):
        modes = (self.means, self.spreads, self.weights)
        if dt > 0.0:
            imm_predict(*modes, FRAME, dt, agility)
        lag = min(0.0, dt)
        square = imm_update(*modes, FRAME, lag, origin, axes, plot, sigma)
        imm_combine(*modes, self.mean, self.covariance)
        return square

    def is_sound(self):
        whole = [self.means, self.weights, self.mean, self.covariance]
        if not all(np.isfinite(part).all() for part in whole):
            return False
        if self.weights.min() <= 0.0 or abs(self.weights.sum() - 1.0) > 1e-9:
            return False
        ps = [p[:6, :6] for p in dense.covariances(self.spreads)]
        ps += [dense.covariances(self.spreads)[1], dense.covariances(self.spreads)[2]]
        return all(_is_positive(p) for p in [*ps, self.covariance.reshape(6, 6)])


def _is_positive(p):
    """Return whether a matrix is positive definite, whatever its units."""
    size = np.sqrt(np.diag(p))
    return bool(np.linalg.eigvalsh(p / np.outer(size, size)).min() > 0.0)


def _stepped(x, p, mode, dt):
    """Return state and covariance of a mode after a step, in matrices."""
    f, noise = np.eye(7), np.zeros((7, 7))
    if mode == 0:
        f[:3, 3:6] = dt * np.eye(3)
        return f @ x, f @ p @ f.T + dense.white(QUIET_PSD, dt)
    if mode == 1:
        axis = np.array(vertical_at(*x[:3]))
        f = dense.jacobian(lambda s: dense.turned(s, dt, axis), x, STEPS)
        keeps, new = math.exp(-dt / RATE_TIME), dense.turned(x, dt, axis)
        spread = rate_spread(*x[3:6], hardest(AGILE))
        noise = dense.white(AGILE, dt)
    else:
        f = dense.jacobian(lambda s: dense.fallen(FRAME, s, dt), x, STEPS)
        f[:6, :3] = np.eye(6, 3)
        keeps, new = math.exp(-dt / DRAG_TIME), dense.fallen(FRAME, x, dt)
        spread = DRAG_SPREAD
        assert parts_of(FRAME, x, dt) == 1
        noise = dense.white(fall_psd(FRAME, x), dt)
    f[6, 6], new[6] = keeps, keeps * x[6]
    noise[6, 6] = spread**2 * (1.0 - keeps**2)
    return new, f @ p @ f.T + noise


@pytest.mark.parametrize("elevation", [3e-3, math.inf])
@pytest.mark.parametrize("seed", range(3))
def test_imm__is_the_algorithm_in_matrices(seed, elevation):
    """Interaction, steps, plot and weights, in a step of a fast target at 90 km."""
    xs, ps, weights = dense.random_track(seed)
    for x in xs:
        x[2:6] += [81e3, -700.0, 500.0, -300.0]
    dt, rng = 0.8, np.random.default_rng(seed)
    track = Track()
    track.means, track.spreads = dense.flat(xs, ps)
    track.weights[:] = weights
    place = np.mean(xs, axis=0)[:3] + dt * np.mean(xs, axis=0)[3:6]
    measured = np.array(aer(FLAT, *(place + 200.0 * rng.normal(size=3) - ORIGIN)))
    sigma = np.array([50.0, 2e-3, elevation])
    if elevation == math.inf:  # the usual height is of no account
        for p in ps:
            p[2:, :2] = p[:2, 2:] = 0.0
        track.means, track.spreads = dense.flat(xs, ps)
    xs, ps, weights = dense.mixed(xs, ps, weights, transition(dt))
    likely = []
    for m in range(MODES):
        xs[m], ps[m] = _stepped(xs[m], ps[m], m, dt)
        xs[m], ps[m], square, det = dense.seen(xs[m], ps[m], ORIGIN, measured, sigma)
        likely.append(math.exp(-0.5 * square) / math.sqrt(det))
    weights = weights * likely / (weights @ likely)
    track.take(dt, measured, sigma)
    np.testing.assert_allclose(track.weights, weights, rtol=2e-3, atol=1e-8)
    for m, (x, p) in enumerate(zip(xs, ps, strict=True)):
        size = np.sqrt(np.maximum(np.diag(p), 1e-20))
        ours = dense.states(track.means)[m]
        np.testing.assert_allclose((ours - x) / size, 0.0, atol=2e-3)
        gap = (dense.covariances(track.spreads)[m] - p) / np.outer(size, size)
        np.testing.assert_allclose(gap, 0.0, atol=3e-3 if m == 2 else 1e-6)
    mean, covariance = dense.moments(
        [x[:6] for x in xs], [p[:6, :6] for p in ps], weights
    )
    size = np.sqrt(np.diag(covariance))
    np.testing.assert_allclose((track.mean - mean) / size, 0.0, atol=2e-3)
    gap = track.covariance.reshape(6, 6) - covariance
    np.testing.assert_allclose(gap / np.outer(size, size), 0.0, atol=3e-3)


def test_imm_adopt__gives_all_modes_the_same():
    track, rng = Track(), np.random.default_rng(3)
    mean, root = rng.normal(size=6) * 100.0, rng.normal(size=(6, 6))
    covariance = (root @ root.T).ravel()
    modes = (track.means, track.spreads, track.weights)
    imm_adopt(*modes, mean, covariance, False)
    low = track.weights.copy()
    again, p = np.zeros(6), np.zeros(36)
    imm_combine(*modes, again, p)
    np.testing.assert_allclose(again, mean, rtol=1e-14)
    np.testing.assert_allclose(p, covariance, rtol=1e-14)
    imm_adopt(*modes, mean, covariance, True)
    assert low[2] < 0.1 < 0.8 < track.weights[2]
    assert track.weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("height", [9e3, 60e3])
def test_imm_adopt__gives_every_mode_the_first_plot(height):
    track, mean, covariance = Track(), np.zeros(6), np.zeros(36)
    plot = np.array(aer(FLAT, 30e3, 40e3, height))
    track.begin(plot, SIGMA)
    initiate(mean, covariance, FRAME, ORIGIN, FLAT, plot, SIGMA)
    for state, p in zip(
        dense.states(track.means), dense.covariances(track.spreads), strict=True
    ):
        np.testing.assert_array_equal(state[:6], mean)
        np.testing.assert_array_equal(p[:6, :6].ravel(), covariance)
    assert (track.weights[2] > 0.5) == (height > 25e3)
    assert track.is_sound()


def _line(many, way, start):
    """Return places on a straight line."""
    return np.outer(np.arange(many), way) + np.array(start)


def _follow(path, period, sigma=SIGMA, agility=AGILE, seed=0):
    """Follow places in time by plots; return the track."""
    rng, track, bare = (
        np.random.default_rng(seed),
        Track(),
        np.nan_to_num(sigma, posinf=0),
    )
    for k, place in enumerate(path):
        plot = np.array(aer(FLAT, *(place - ORIGIN))) + bare * rng.normal(size=3)
        if k == 0:
            track.begin(plot, sigma)
        else:
            track.take(period, plot, sigma, agility=agility)
    return track


def test_imm__knows_a_turn_and_its_rate():
    angle = 0.06 * np.arange(0.0, 40.0)
    far = 250.0 / 0.06
    path = np.array([40e3 + far * np.cos(angle), 60e3 + far * np.sin(angle)])
    track = _follow(np.c_[path.T, np.full(40, 9e3)], 1.0)
    assert track.weights[1] > 0.7
    assert track.means[13] == pytest.approx(0.06, abs=0.02)


def test_imm__straight_flight_is_quiet():
    path = _line(40, [200.0, 100.0, 0.0], [40e3, 60e3, 9e3])
    track = _follow(path, 1.0)
    assert track.weights[0] > 0.85
    assert track.weights[2] < 1e-6
    np.testing.assert_allclose(track.mean[3:], [200.0, 100.0, 0.0], atol=15.0)


def test_imm__a_fall_is_known_by_its_drag_too():
    state, path = np.array([-60e3, 60e3, 60e3, 900.0, -500.0, -900.0, 0.7]), []
    for _ in range(38):
        path.append(state[:3])
        state = dense.fallen(FRAME, state, 1.0)
    track = _follow(np.array(path), 1.0)
    assert track.weights[2] > 0.9
    assert track.means[20] == pytest.approx(0.7, abs=0.3)


def test_imm__a_slow_target_wakes_its_fall_when_it_is_fast():
    path = _line(30, [200.0, 0.0, 0.0], [0.0, 60e3, 9e3])
    track = _follow(path, 2.0)
    assert track.weights[2] < 2.0 * LEAST_WEIGHT
    track.means[[3, 10]] = 900.0
    track.take(2.0, np.array(aer(FLAT, *(path[-1] - ORIGIN))), SIGMA)
    assert track.is_sound()
    imm_predict(track.means, track.spreads, track.weights, FRAME, 2.0, AGILE)
    assert track.weights[2] > 1e-4


def test_imm_update__without_elevation_keeps_the_height_usual():
    flat = np.array([100.0, 3e-3, math.inf])
    path = _line(40, [-300.0, 100.0, 0.0], [60e3, 60e3, 7e3])
    track = _follow(path, 10.0, flat)
    assert track.is_sound()
    assert np.linalg.norm(track.mean[:2] - path[-1, :2]) < 1500.0
    assert 0.0 < track.mean[2] < 14e3


def test_imm_update__elevation_that_is_not_measured_may_be_nothing():
    flat = np.array([100.0, 3e-3, math.inf])
    track = Track()
    track.begin(np.array([80e3, 0.5, 0.0]), flat)
    track.take(4.0, np.array([80e3, 0.5, math.nan]), flat)
    track.take(-1.0, np.array([80e3, 0.5, math.nan]), flat)
    assert track.is_sound()


def test_imm__a_late_plot_tells_of_a_turn_then():
    track = _follow(_line(20, [800.0, 0.0, 0.0], [0.0, 60e3, 9e3]), 4.0)
    aside = track.mean[:3] - np.array([2.0 * track.mean[3], -900.0, 0.0])
    before = track.weights.copy()
    square = track.take(-2.0, np.array(aer(FLAT, *(aside - ORIGIN))), SIGMA)
    assert square > 20.0
    assert track.weights[1] > 2.0 * before[1]
    assert track.is_sound()


class _Flight:
    """A target, and radars that see it from the strangest places."""

    def __init__(self, rng):
        height, speed = rng.choice([0.0, 9e3, 100e3]), rng.choice([10.0, 250.0, 900.0])
        self.place = np.array([30e3, 40e3, height])
        self.velocity = speed * rng.normal(size=3) * [1.0, 1.0, 0.0]
        self.path, self.rng = [(0.0, self.place)], rng

    def move(self, dt):
        if dt > 0.0:
            wind = math.sqrt(5.0 * min(dt, 10.0)) * self.rng.normal(size=3)
            self.velocity = self.velocity + wind * [1.0, 1.0, 0.1]
            self.place = self.place + dt * self.velocity
            self.path.append((self.path[-1][0] + dt, self.place))

    def plot(self, late):
        """Return lag, radar, its axes, plot and errors."""
        rng, now = self.rng, self.path[-1][0]
        times = np.array([time for time, _ in self.path])
        then = max(0.0, now + late)
        places = np.array([place for _, place in self.path])
        place = np.array([np.interp(then, times, places[:, c]) for c in range(3)])
        reach = rng.choice([1e-3, 10.0, 1e4, 1e5])
        origin = place - rng.normal(size=3) * [reach, reach, min(reach, 100.0)]
        if reach != 10.0:
            origin[2] = 0.0
        axes = np.zeros(9)
        local_axes(FRAME, *origin, axes)
        sigma = 10.0 ** rng.uniform([-3.0, -7.0, -7.0], [3.0, -1.5, -1.5])
        if rng.random() < 0.2 and abs(place[2] - 9e3) < 5e3:
            sigma[2] = math.inf
        error = np.nan_to_num(sigma, posinf=0.0) * rng.normal(size=3)
        plot = np.array(aer(axes, *(place - origin))) + error
        plot[0] = abs(plot[0])
        return then - now if late < 0.0 else 0.0, origin, axes, plot, sigma


GAPS = [-3.0, -0.2, 0.0, 1e-3, 0.5, 4.0, 10.0, 300.0]
OFTEN = [0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.16, 0.04]


@pytest.mark.parametrize("seed", range(4))
def test_imm__stays_sound_whatever_comes(seed):
    """Huge gaps, tiny errors, zenith and radar, ground and space, early and late.

    As in a tracker, a plot far outside the gate is not taken, and a track is given up
    after some of these.
    """
    rng, track, refused = np.random.default_rng(seed), Track(), 99
    for step in range(400):
        if refused > 5:
            flight, refused = _Flight(rng), 0
            _, origin, axes, plot, sigma = flight.plot(0.0)
            track.begin(plot, sigma, origin, axes)
            continue
        dt = rng.choice(GAPS, p=OFTEN)
        flight.move(dt)
        modes = (track.means, track.spreads, track.weights)
        if dt > 0.0:
            imm_predict(*modes, FRAME, dt, AGILE)
        before = [part.copy() for part in modes]
        lag, origin, axes, plot, sigma = flight.plot(min(0.0, dt))
        if not imm_update(*modes, FRAME, lag, origin, axes, plot, sigma) < 50.0:
            refused += 1
            track.means, track.spreads, track.weights = before
        modes = (track.means, track.spreads, track.weights)
        imm_combine(*modes, track.mean, track.covariance)
        assert track.is_sound(), step


def test_imm__survives_what_no_tracker_takes():
    """Plots of nowhere, on the radar, and a gap of hours leave numbers, not NaN."""
    track = Track()
    track.begin(np.array([5e4, 1.0, 0.1]), SIGMA)
    plots = [[1e6, 4.0, 1.5], [0.0, 0.0, 0.0], [1e-9, -3.0, -1.5], [3e5, 2.0, 0.0]]
    for dt in (4.0, 3e4, -2.0, 0.0):
        for plot in plots:
            track.take(dt, np.array(plot), SIGMA, np.zeros(3))
            assert np.isfinite(track.means).all()
            assert np.isfinite(track.mean).all()
            assert track.weights.min() > 0.0
            assert track.weights.sum() == pytest.approx(1.0)


@pytest.mark.compiled
def test_imm__stays_sound_for_100000_steps():
    rng, track = np.random.default_rng(5), Track()
    place, velocity = np.array([30e3, 40e3, 9e3]), np.array([-150.0, 200.0, 0.0])
    origins = ORIGIN + rng.normal(size=(3, 3)) * [30e3, 30e3, 300.0]
    for step in range(100_000):
        dt = rng.choice([0.01, 1.0, 4.0, 10.0]) if step % 7 else -0.4
        if dt > 0.0:
            velocity += rng.normal(size=3) * [3.0, 3.0, 1.0] - 0.01 * velocity
            velocity -= 1e-5 * place
            place = place + dt * velocity
        origin = origins[step % 3]
        then = place + min(0.0, dt) * velocity
        plot = np.array(aer(FLAT, *(then - origin))) + SIGMA * rng.normal(size=3)
        if step == 0:
            track.begin(plot, SIGMA, origin)
        track.take(dt, plot, SIGMA, origin)
        if step % 50 == 0:
            assert track.is_sound(), step
    assert np.linalg.norm(track.mean[:3] - place) < 3e3
