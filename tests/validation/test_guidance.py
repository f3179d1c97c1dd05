"""Proportional navigation against its closed forms."""

import math

import numpy as np
import pytest

from kalkan.physics.flight import surroundings
from kalkan.physics.pursuit import pursue
from unit.physics.build_round import FRAME, IDEAL, STILL, round_of

pytestmark = pytest.mark.validation

FOOT = 0.3048
SPEED = 3000.0 * FOOT
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


@pytest.mark.parametrize(
    ("duration", "feet"),
    [(1.0, 64.207), (2.0, -94.482), (3.0, -78.205), (5.0, 5.880), (8.0, 10.305)],
)
def test_pursue__misses_by_the_closed_form_after_a_heading_error(duration, feet):
    """Zarchan 2012, single lag of 1 s, N' = 4: miss / (-V HE tF) =
    e^-x (1 - x + x²/6), x = tF / T.

    Here for 3000 ft/s and 20°, flown with 2° and scaled, for the theory is linear.
    """
    miss, _ = _chase(duration, 1.0, heading_error=math.radians(-2.0))
    x = duration
    form = math.exp(-x) * (1.0 - x + x * x / 6.0)
    scale = 3000.0 * math.radians(20.0) * duration
    assert form * scale == pytest.approx(feet, abs=1e-3 * scale)
    assert 10.0 * miss / FOOT == pytest.approx(feet, abs=1.5e-3 * scale)


@pytest.mark.parametrize(
    ("duration", "feet"), [(1.0, 11.8457), (2.0, 8.7156), (3.0, 0.0), (5.0, -5.4240)]
)
def test_pursue__misses_by_the_closed_form_against_a_step_of_acceleration(
    duration, feet
):
    """Zarchan 2012, single lag of 1 s, N' = 4, target of 3 g: miss / (n_T T²) =
    e^-x x² (1/2 - x/6), x = tF / T.

    Flown against 0.3 g and scaled, and with short steps, for the target's velocity is
    taken at the start of each.
    """
    miss, _ = _chase(duration, 1.0, target_acceleration=9.66 * FOOT, left=0.005)
    assert 10.0 * miss / FOOT == pytest.approx(feet, abs=2e-3 * 96.6)


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
