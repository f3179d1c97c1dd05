"""Dormand-Prince steps against exact solutions and against SciPy."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from kalkan._kernel import builder, kernel
from kalkan.numerics.integrate import (
    INSIDE,
    NODE,
    ROWS,
    STAGES,
    STATE,
    TOLERANCE,
    TRIAL,
    accept,
    dense,
    stage,
    step_error,
    step_ratio,
)

MU = 3.986004418e14


@kernel
def oscillator(time, work, i):
    work[i, 0] = work[TRIAL, 1]
    work[i, 1] = -work[TRIAL, 0]


@builder
def swing(end, h, tolerance, fixed):
    """Integrate x'' = -x from (1, 0); return the state and how many steps it took."""
    work, time, many = np.zeros((ROWS, 2)), 0.0, 0
    work[STATE, 0] = work[TRIAL, 0] = 1.0
    work[TOLERANCE] = tolerance
    oscillator(0.0, work, 0)
    while time < end - 1e-12:
        h = min(h, end - time)
        for i in range(1, STAGES):
            stage(work, i, h)
            oscillator(time + NODE[i] * h, work, i)
        error = step_error(work, h, 0.0)
        many += 1
        if fixed or error <= 1.0:
            time += h
            accept(work)
        if not fixed:
            h *= step_ratio(error)
    return work[STATE].copy(), many


def integrate(slopes, state, end, absolute, relative=0.0, times=()):
    """Integrate any slopes in plain Python; return the end and dense states."""
    state = np.asarray(state, np.float64)
    work, time, h = np.zeros((ROWS, len(state))), 0.0, 1e-3 * end
    work[STATE] = state
    work[0] = slopes(0.0, state)
    work[TOLERANCE] = absolute
    wanted, found = list(times), []
    while time < end:
        h = min(h, end - time)
        for i in range(1, STAGES):
            stage(work, i, h)
            work[i] = slopes(time + NODE[i] * h, work[TRIAL])
        error = step_error(work, h, relative)
        if error <= 1.0:
            while wanted and wanted[0] <= time + h:
                dense(work, h, (wanted.pop(0) - time) / h)
                found.append(work[INSIDE].copy())
            time += h
            accept(work)
        h *= step_ratio(error)
    return work[STATE].copy(), np.array(found)


def test_steps__are_of_fifth_order():
    errors = []
    for h in (0.2, 0.1, 0.05):
        end, _ = swing(2.0, h, 1.0, True)
        errors.append(np.hypot(end[0] - math.cos(2.0), end[1] + math.sin(2.0)))
    assert errors[0] / errors[1] == pytest.approx(32.0, rel=0.15)
    assert errors[1] / errors[2] == pytest.approx(32.0, rel=0.15)


@pytest.mark.parametrize("tolerance", [1e-5, 1e-8, 1e-11])
def test_oscillator__is_exact_to_the_tolerance(tolerance):
    end, many = swing(10.0, 0.1, tolerance, False)
    exact = [math.cos(10.0), -math.sin(10.0)]
    assert end == pytest.approx(exact, abs=20.0 * tolerance)
    assert many < 12.0 * tolerance**-0.2  # and not by wasting steps


@pytest.mark.parametrize("power", [1, 2, 3, 4])
def test_polynomial__is_integrated_exactly_and_densely(power):
    def slopes(time, state):
        return np.array([(power + 1) * time**power])

    times = np.linspace(0.05, 2.0, 17)
    end, found = integrate(slopes, [0.0], 2.0, 1e-6, times=times)
    assert end[0] == pytest.approx(2.0 ** (power + 1), rel=1e-12)
    if power < 4:  # the dense output is of fourth order
        assert found[:, 0] == pytest.approx(times ** (power + 1), rel=1e-9)


def kepler(time, state):
    r = np.hypot(state[0], state[1])
    return np.array([state[2], state[3], *(-MU / r**3 * state[:2])])


def test_ellipse__closes_after_its_period():
    major, eccentricity = 8e6, 0.2
    start = [
        major * (1.0 - eccentricity),
        0.0,
        0.0,
        math.sqrt(MU / major * (1.0 + eccentricity) / (1.0 - eccentricity)),
    ]
    period = 2.0 * math.pi * math.sqrt(major**3 / MU)
    end, _ = integrate(kepler, start, period, 1e-6, 1e-12)
    assert end[:2] == pytest.approx(start[:2], abs=0.02)
    assert end[2:] == pytest.approx(start[2:], abs=2e-5)


def pendulum(time, state):
    """Swing with friction and a push, which has no closed form."""
    pull = -math.sin(state[0]) - 0.3 * state[1] + 0.5 * math.cos(time)
    return np.array([state[1], pull])


def test_pendulum__agrees_with_scipy_at_the_end_and_inside_steps():
    times = np.linspace(0.3, 19.7, 50)
    end, found = integrate(pendulum, [1.0, 0.5], 20.0, 1e-10, 1e-10, times)
    theirs = solve_ivp(
        pendulum,
        (0.0, 20.0),
        [1.0, 0.5],
        method="DOP853",
        rtol=1e-12,
        atol=1e-12,
        t_eval=[*times, 20.0],
    )
    assert end == pytest.approx(theirs.y[:, -1], abs=1e-8)
    assert found == pytest.approx(theirs.y[:, :-1].T, abs=1e-7)


def test_dense__starts_and_ends_with_the_step():
    work, h = np.zeros((ROWS, 2)), 0.3
    work[STATE, 0] = work[TRIAL, 0] = 1.0
    oscillator(0.0, work, 0)
    for i in range(1, STAGES):
        stage(work, i, h)
        oscillator(0.0, work, i)
    dense(work, h, 0.0)
    assert work[INSIDE] == pytest.approx(work[STATE], abs=1e-15)
    dense(work, h, 1.0)
    assert work[INSIDE] == pytest.approx(work[TRIAL], abs=1e-15)


def test_step__that_is_no_number_is_refused():
    work = np.zeros((ROWS, 1))
    work[3, 0], work[TOLERANCE] = math.nan, 1.0
    assert step_error(work, 1.0, 0.0) == math.inf
    assert step_ratio(math.inf) == 0.2
