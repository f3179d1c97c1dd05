"""Proportional navigation as the battle flies it: what it asks for on the way."""

import math

import numpy as np
import pytest

from kalkan.physics.flight import surroundings
from kalkan.physics.pursuit import pursue
from unit.physics.build_round import FRAME, IDEAL, STILL, round_of

pytestmark = pytest.mark.validation

SPEED = 3000.0 * 0.3048
ALTITUDE = 10e3


def _chase(duration, lag, heading_error=0.0, target_acceleration=0.0, left=0.5):
    """Fly a head-on engagement; return the miss, positive to the left, and commands.

    The target stands; what counts in the linear theory is the closing speed.
    """
    rounds = round_of(IDEAL, lag=lag)
    air = surroundings(FRAME, (0.0, 0.0, ALTITUDE), 1e9)
    g = air[2:5]
    v = SPEED * math.cos(heading_error), SPEED * math.sin(heading_error), 0.0
    # as if gravity had been carried for long
    state = (0.0, 0.0, ALTITUDE, *v, -g[0], -g[1], -g[2])
    age, met, pulls = 100.0, False, []
    while not met:
        t = age - 100.0
        at = SPEED * duration, 0.5 * target_acceleration * t * t, ALTITUDE
        rate = 0.0, target_acceleration * t, 0.0
        before = state
        span, met, state, air = pursue(
            FRAME, rounds, 0, age, left, state, air, at, rate, STILL, False
        )
        age += span
        if span > 0.0:
            pulls.append((t + 0.5 * span, (state[4] - before[4]) / span))
    t = age - 100.0
    miss = 0.5 * target_acceleration * t * t - state[1]
    return miss, np.array(pulls)


def test_pursue__without_lag_takes_out_a_heading_error_by_the_closed_form():
    """Zarchan 2012, chapter 2, N' = 4: a(t) = -V HE N' / tF (1 - t / tF)²."""
    error, duration = math.radians(2.0), 8.0
    miss, pulls = _chase(duration, 0.0, heading_error=error)
    assert abs(miss) < 0.05
    time, pull = pulls[1:][pulls[1:, 0] < 0.9 * duration].T
    wanted = -SPEED * error * 4.0 / duration * (1.0 - time / duration) ** 2
    assert pull == pytest.approx(wanted, abs=0.02 * abs(wanted[0]))


def test_pursue__without_lag_needs_twice_the_targets_acceleration_in_the_end():
    """Zarchan 2012, chapter 2: a / a_T = N' / (N' - 2) [1 - (1 - t / tF)^(N' - 2)]."""
    duration, turn = 8.0, 3.0
    miss, pulls = _chase(duration, 0.0, target_acceleration=turn, left=0.01)
    assert abs(miss) < 0.05
    time, pull = pulls[pulls[:, 0] < 0.9 * duration].T
    wanted = 2.0 * turn * (1.0 - (1.0 - time / duration) ** 2)
    assert pull == pytest.approx(wanted, abs=0.05 * turn)
