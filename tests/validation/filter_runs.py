"""Flights, plots of them, and filters that follow, for the page of the filter."""

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from kalkan.physics.coordinated import RATE_TIME, rate_spread, turn_step
from kalkan.physics.estimation import HEIGHT_SPREAD, update
from kalkan.physics.falling import DRAG_SPREAD, DRAG_TIME, fall_psd, fall_step
from kalkan.physics.gating import mahalanobis2
from kalkan.physics.geodesy import aer, frame_at
from kalkan.physics.imm import (
    hardest,
    imm_adopt,
    imm_combine,
    imm_predict,
    imm_update,
)
from kalkan.physics.initiation import CLIMB_SPREAD, initiate
from kalkan.physics.intake import settle_height, take_plot_now
from kalkan.physics.modes import MEANS, MODES, QUIET_PSD, SPREADS, Mode, transition
from kalkan.physics.motion import predict
from kalkan.physics.packed import shake, straight_step
from kalkan.physics.sight import directions
from tests.unit.physics import dense

FRAME = frame_at(0.7, 0.57)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
ORIGIN = np.zeros(3)
PERIOD = 4.0
SIGMA = np.array([50.0, 2e-3, 3e-3])
AGILE = 200.0


class Flight(NamedTuple):
    """What flew and what was seen of it."""

    truth: np.ndarray  #: state at each plot, shape (plots, 7)
    plots: np.ndarray  #: shape (plots, 3)
    turns: np.ndarray  #: whether it manoeuvred, or had two plots before; (plots,)


def seen(rng, truth, sigma):
    """Return plots of states."""
    bare = np.nan_to_num(sigma, posinf=0.0)
    exact = np.array([aer(FLAT, *state[:3]) for state in truth])
    return exact + bare * rng.normal(size=exact.shape)


def moved(rng, state, mode, dt, agility=AGILE, level=False):
    """Return a state after a step of a mode's own motion, noise and all.

    A `level` flight stays at its height.
    """
    new, spare = state.copy(), np.zeros(28)
    psd = {Mode.CV: QUIET_PSD, Mode.CT: agility, Mode.BALLISTIC: 0.0}[mode]
    if mode == Mode.CV:
        new[:3] += dt * new[3:6]
    elif mode == Mode.CT:
        turn_step(new, spare, dt, 0.0, 0.0)
        spread = rate_spread(*state[3:6], hardest(agility))
        new[6] += spread * _fresh(dt / RATE_TIME) * rng.normal()
    else:
        psd = fall_psd(FRAME, state)
        fall_step(FRAME, new, spare, dt)
        new[6] += DRAG_SPREAD * _fresh(dt / DRAG_TIME) * rng.normal()
    root = np.linalg.cholesky(dense.white(psd, dt)[:6, :6])
    new[:6] += root @ rng.normal(size=6)
    if level:
        new[2], new[5] = state[2], 0.0
    return new


def _fresh(share):
    """Return the share of a fading parameter that is new after a step."""
    return math.sqrt(1.0 - math.exp(-2.0 * share))


START = {
    Mode.CV: (np.array([40e3, 70e3, 6e3, -200.0, 120.0, 0.0, 0.0]), 0.0),
    Mode.CT: (np.array([40e3, 70e3, 6e3, -200.0, 120.0, 0.0, 0.0]), 0.06),
    Mode.BALLISTIC: (np.array([60e3, 50e3, 70e3, -900.0, -600.0, -900.0, 0.0]), 0.5),
}
BEFORE = np.diag([300.0, 300.0, 300.0, 40.0, 40.0, 40.0])
UNSEEN = np.diag([300.0, 300.0, HEIGHT_SPREAD, 40.0, 40.0, CLIMB_SPREAD])  # in 2-D
PLANE = [0, 1, 3, 4]


def start(rng, sigma):
    """Return what a filter is told of the start, its spread, and the start itself."""
    level = sigma[2] == math.inf
    before = UNSEEN if level else BEFORE
    off = np.diag(before) * rng.normal(size=6)
    if level:
        off[2], off[5] = np.clip(off[2], -5e3, 6e3), 0.0  # a height that aircraft fly
    return level, before, off


def one_mode(mode, sigma, runs, plots, period):
    """Return normalised errors squared at the end, and of all innovations.

    The target moves as the mode has it, and the filter is told of its start.
    """
    errors, surprises = [], []
    for run in range(runs):
        rng = np.random.default_rng([int(mode), run])
        mean, own = START[mode][0].copy(), START[mode][1]
        level, before, off = start(rng, sigma)
        p = np.zeros((7, 7))
        p[:6, :6], p[6, 6] = before**2, own**2
        state = mean + np.r_[off, own * rng.normal()]
        packed = dense.packed(p)
        for _ in range(plots):
            state = moved(rng, state, mode, period, level=level)
            plot = seen(rng, [state], sigma)[0]
            fit = _follow(mode, mean, packed, plot, sigma, period)
            surprises.append(fit.square)
        of = PLANE if level else list(range(6))
        error, after = (mean - state)[of], dense.unpacked(packed)[np.ix_(of, of)]
        errors.append(error @ np.linalg.solve(after, error))
    return np.array(errors), np.array(surprises)


def _follow(mode, mean, packed, plot, sigma, period):
    """Take one more plot into a mode by itself."""
    if mode == Mode.CV:
        mean[:3] += period * mean[3:6]
        straight_step(packed, period)
        shake(packed, period, QUIET_PSD)
    elif mode == Mode.CT:
        turn_step(mean, packed, period, AGILE, hardest(AGILE))
    else:
        fall_step(FRAME, mean, packed, period)
    angles = directions(plot[1], plot[2])
    fit = take_plot_now(mean, packed, ORIGIN, FLAT, plot[0], angles, sigma)
    if sigma[2] == math.inf:
        settle_height(mean, packed, FRAME)
    return fit


class Track:
    """A track by the three models together."""

    def __init__(self):
        self.means, self.spreads = np.zeros(MEANS), np.zeros(SPREADS)
        self.weights = np.zeros(MODES)
        self.mean, self.covariance = np.zeros(6), np.zeros(36)
        self.modes = self.means, self.spreads, self.weights
        self.squares = []

    def begin(self, plot, sigma):
        one = self.mean, self.covariance
        dense.begin(self.modes, one, FRAME, ORIGIN, FLAT, plot, sigma)

    def adopt(self, mean, covariance):
        imm_adopt(*self.modes, mean, covariance.ravel(), False)

    def take(self, dt, plot, sigma, agility=AGILE):
        if dt > 0.0:
            imm_predict(*self.modes, FRAME, dt, agility)
            self._compare(plot, sigma)
        lag = min(0.0, dt)
        square = imm_update(*self.modes, FRAME, lag, ORIGIN, FLAT, plot, sigma)
        imm_combine(*self.modes, self.mean, self.covariance)
        return square

    def _compare(self, plot, sigma):
        """Note the normalised innovation squared of a plot of the track's time."""
        imm_combine(*self.modes, self.mean, self.covariance)
        radar = FRAME, 0.0, 0.0, False, ORIGIN, FLAT
        square, _ = mahalanobis2(self.mean, self.covariance, *radar, plot, sigma)
        self.squares.append(square)

    def nees(self, state, of):
        error = (self.mean - state[:6])[of]
        return error @ np.linalg.solve(
            self.covariance.reshape(6, 6)[np.ix_(of, of)], error
        )


def switching(rng, plots, period, off, level):
    """Return states of a target that flies straight and turns, as the chain has it."""
    state = START[Mode.CV][0].copy()
    state[:6] += off
    mode, path = Mode.CV, [state]
    chain = np.reshape(transition(period), (MODES, MODES))[:2, :2]
    chain /= chain.sum(axis=1, keepdims=True)
    rate = 0.0
    for _ in range(plots - 1):
        mode = Mode(int(rng.choice(2, p=chain[mode])))
        state = state.copy()
        state[6] = rate
        state = moved(rng, state, mode, period, level=level)
        rate = moved(rng, state, Mode.CT, period)[6] if mode == Mode.CV else state[6]
        path.append(state)
    return np.array(path)


def together(runs, plots, sigma, late=False):
    """Return normalised errors squared of the models together, and of innovations.

    The target changes its way of moving by the chain.  With `late`, every third plot
    comes after the next one.
    """
    found, squares = [], []
    for run in range(runs):
        rng = np.random.default_rng([9, run])
        level, before, off = start(rng, sigma)
        of = PLANE if level else list(range(6))
        truth = switching(rng, plots, PERIOD, off, level)
        given = seen(rng, truth, sigma)
        track, order, now = Track(), list(range(1, plots)), 0
        track.adopt(START[Mode.CV][0][:6], before**2)
        for k in range(2, plots - 2, 3) if late else ():
            order[k], order[k + 1] = order[k + 1], order[k]
        track.take(0.0, given[0], sigma)
        values = []
        for k in order:
            track.take((k - now) * PERIOD, given[k], sigma)
            now = max(now, k)
            values.append(track.nees(truth[now], of))
        found.append(values)
        squares += track.squares
    return np.array(found), np.array(squares)


class Manoeuvre(NamedTuple):
    """Straight flight, a manoeuvre of `load` g, straight flight."""

    speed: float  #: [m/s]
    load: float  #: level, to the left [g]
    pull: float  #: upward first, then downward [g]
    time: float  #: of the manoeuvre; half of it each way where it is upright [s]
    agility: float  #: of the class [m² s⁻³]


MANOEUVRES = {
    "straight": Manoeuvre(250.0, 0.0, 0.0, 0.0, 200.0),
    "fighter, 3 g for 15 s": Manoeuvre(250.0, 3.0, 0.0, 15.0, 200.0),
    "aircraft, 1 g for 40 s": Manoeuvre(250.0, 1.0, 0.0, 40.0, 200.0),
    "fighter, climb by 2 g": Manoeuvre(250.0, 0.0, 2.0, 12.0, 200.0),
    "cruise missile, 2 g for 10 s": Manoeuvre(240.0, 2.0, 0.0, 10.0, 100.0),
    "drone, 1 g for 12 s": Manoeuvre(50.0, 1.0, 0.0, 12.0, 25.0),
}
LEAD, TRAIL, STEP = 80.0, 48.0, 0.1


@cache
def flown(run, how, period):
    """Return a flight with a manoeuvre, and plots of it."""
    rng = np.random.default_rng([3, run])
    course = rng.uniform(0.0, 2.0 * math.pi)
    place = np.array([*rng.uniform([-60e3, 40e3], [60e3, 90e3]), 8e3])
    velocity = how.speed * np.array([math.cos(course), math.sin(course), 0.0])
    truth, turns = [], []
    end = LEAD + how.time
    phase = rng.uniform(0.0, period)
    for n in range(int((end + TRAIL) / STEP)):
        time = n * STEP
        if time >= phase + len(truth) * period:
            truth.append(np.r_[place, velocity, 0.0])
            turns.append(LEAD < time < end + 2.0 * period and how.time > 0.0)
        before = velocity
        if LEAD < time < end:
            velocity = _bent(velocity, how, time - LEAD)
        elif how.time == 0.0:
            velocity = velocity + math.sqrt(QUIET_PSD * STEP) * rng.normal(size=3)
        place = place + 0.5 * STEP * (before + velocity)
    truth = np.array(truth)
    return Flight(truth, seen(rng, truth, SIGMA), np.array(turns))


def _bent(velocity, how, since):
    """Return a velocity after a short time of a manoeuvre; its size stays."""
    along = velocity / np.linalg.norm(velocity)
    left = np.array([-along[1], along[0], 0.0]) / math.hypot(along[0], along[1])
    up = np.cross(along, left)
    pull = how.pull if since < 0.5 * how.time else -how.pull
    new = velocity + 9.81 * STEP * (how.load * left + pull * up)
    return new * how.speed / np.linalg.norm(new)


def by_imm(flight, how, period):
    """Return estimates by the models together."""
    track, found = Track(), []
    for k, plot in enumerate(flight.plots):
        if k == 0:
            track.begin(plot, SIGMA)
        else:
            track.take(period, plot, SIGMA, how.agility)
        found.append(track.mean.copy())
    return np.array(found)


def by_one(psd):
    """Return a filter of constant velocity alone, of this agility."""

    def follow(flight, how, period):
        mean, covariance, found = np.zeros(6), np.zeros(36), []
        radar = ORIGIN, FLAT
        for k, plot in enumerate(flight.plots):
            if k == 0:
                initiate(mean, covariance, FRAME, *radar, plot, SIGMA)
            else:
                noise = psd or how.agility
                predict(mean, covariance, FRAME, period, noise, False)
                late = 0.0, noise, False
                update(mean, covariance, FRAME, *late, *radar, plot, SIGMA)
            found.append(mean.copy())
        return np.array(found)

    return follow


class Errors(NamedTuple):
    """Root mean square errors."""

    place: float  #: [m]
    pace: float  #: [m/s]


def errors(follow, how, period, runs, settle=6):
    """Return the errors over flights: in the manoeuvre, where there is one."""
    squares = []
    for run in range(runs):
        flight = flown(run, how, period)
        gap = follow(flight, how, period) - flight.truth[:, :6]
        count = flight.turns if flight.turns.any() else np.arange(len(gap)) >= settle
        squares.append(
            np.c_[(gap[:, :3] ** 2).sum(axis=1), (gap[:, 3:] ** 2).sum(axis=1)][count]
        )
    return Errors(*np.sqrt(np.concatenate(squares).mean(axis=0)))
