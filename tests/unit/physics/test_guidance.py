import math

import numpy as np
import pytest

from kalkan.physics.flight import surroundings
from kalkan.physics.geodesy import local_axes
from kalkan.physics.guidance import (
    BURNING_TERMINAL_TIME,
    EXIT_SPEED,
    LOFT_TOP,
    NAVIGATION,
    launch_velocity,
    proportional,
    steer,
)
from unit.physics.build_round import FRAME, IDEAL, LONG, STILL, round_of

AIR = surroundings(FRAME, (0.0, 0.0, 5e3), 1e9)
G = np.array(AIR[2:5])


def _elevation(velocity):
    axes = np.zeros(9)
    local_axes(FRAME, 0.0, 0.0, 0.0, axes)
    v = np.array(velocity)
    return math.asin(float(axes[6:] @ v) / np.linalg.norm(v))


@pytest.mark.parametrize(
    ("aim", "least", "flown"),
    [
        ((50e3, 0.0, 0.0), 90.0, 90.0),
        ((50e3, 0.0, 0.0), 38.0, 38.0),
        ((0.0, 10e3, 10e3), 38.0, 45.0),
        ((0.0, 0.0, 9e3), 38.0, 90.0),
    ],
)
def test_launch_velocity__is_at_least_as_steep_as_the_launcher(aim, least, flown):
    velocity = launch_velocity(FRAME, STILL, aim, math.radians(least))
    assert np.linalg.norm(velocity) == pytest.approx(EXIT_SPEED)
    assert math.degrees(_elevation(velocity)) == pytest.approx(flown, abs=0.3)


def test_steer__homes_with_n_times_the_turning_line_of_sight():
    """Zarchan's example: 3000 ft/s against 1000 ft/s head-on, 20° off, N = 4."""
    foot = 0.3048
    rounds = round_of(IDEAL)
    heading = math.radians(20.0)
    velocity = (
        3000.0 * foot * math.cos(heading),
        -3000.0 * foot * math.sin(heading),
        0.0,
    )
    away, target = (20000.0 * foot, 0.0, 0.0), (-1000.0 * foot, 0.0, 0.0)
    x, y, z, go = steer(rounds, 0, 9.0, away, velocity, target, AIR, True)
    closing = 3819.078 * foot
    assert go == pytest.approx(20000.0 * foot / closing, rel=1e-6)
    assert y == pytest.approx(2.0 * 12.1696 * 32.2 * foot, rel=1e-4)
    assert (x, z) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert y == pytest.approx(NAVIGATION * closing * -velocity[1] / away[0], rel=1e-6)


def test_steer__lifts_against_gravity_but_not_against_what_falls_too():
    rounds, away, v = round_of(IDEAL), (5e3, 0.0, 0.0), (1e3, 0.0, 0.0)
    flown = steer(rounds, 0, 9.0, away, v, STILL, AIR, False)[:3]
    assert flown == pytest.approx(tuple(-G))
    assert steer(rounds, 0, 9.0, away, v, STILL, AIR, True)[:3] == pytest.approx(STILL)


def test_steer__mid_course_holds_a_heading_to_the_meeting_point():
    rounds = round_of(IDEAL)
    away, target = (60e3, 0.0, 0.0), (0.0, 300.0, 0.0)
    lead = math.asin(300.0 / 1000.0)
    right = 1000.0 * math.cos(lead), 1000.0 * math.sin(lead), 0.0
    flown = steer(rounds, 0, 9.0, away, right, target, AIR, False)
    across = np.array(flown[:3]) + G
    across -= np.array(right) * float(across @ np.array(right)) / 1e6
    assert np.linalg.norm(across) < 1e-6
    assert flown[3] == pytest.approx(60e3 / (1000.0 * math.cos(lead)))
    left = steer(rounds, 0, 9.0, away, (1000.0, 0.0, 0.0), target, AIR, False)
    assert left[1] + G[1] == pytest.approx(1000.0 * math.sin(lead), rel=1e-6)


def test_steer__turns_as_hard_as_it_may_to_what_is_behind():
    rounds, v = round_of(IDEAL), (0.0, 0.0, 1000.0)
    beside = steer(rounds, 0, 9.0, (60e3, 0.0, 0.0), v, STILL, AIR, False)
    behind = steer(rounds, 0, 9.0, (60e3, 0.0, -40e3), v, STILL, AIR, False)
    assert beside[0] == pytest.approx(1000.0, rel=1e-3)
    assert behind[0] == pytest.approx(1000.0, rel=1e-3)


def _climbs(away, alt=5e3, loft=0.7):
    """Return the climb that is asked of a level round, gravity apart [m s⁻²]."""
    rounds = round_of(IDEAL, loft=loft)
    air = (*AIR[:5], alt, 1e9)
    flown = steer(rounds, 0, 99.0, away, (1500.0, 0.0, 0.0), STILL, air, False)
    return flown[2] + G[2]


def test_steer__lofts_on_long_shots_below_thin_air():
    far = (100e3, 0.0, 0.0)
    assert _climbs(far) > 0.35 * 1500.0
    assert _climbs(far, alt=25e3) < _climbs(far)
    assert _climbs(far, alt=LOFT_TOP) == pytest.approx(0.0, abs=1.0)
    assert _climbs(far, loft=0.0) == pytest.approx(0.0, abs=1.0)
    assert 0.0 < _climbs((20e3, 0.0, 0.0)) < 0.6 * _climbs(far)


def test_steer__loft_ends_when_the_round_is_above_its_target():
    high, above = (60e3, 0.0, 25e3), (60e3, 0.0, -60e3)
    assert _climbs(high) == pytest.approx(
        1500.0 * 28e3 / math.hypot(60e3, 28e3), rel=0.01
    )
    assert _climbs(above) < -0.6 * 1500.0


def test_steer__a_burning_round_homes_only_at_the_very_end():
    rounds, v = round_of(LONG, loft=0.0), (1000.0, 0.0, 0.0)
    near = steer(rounds, 0, 5.0, (1e3, 100.0, 0.0), v, STILL, AIR, True)
    assert near[3] < BURNING_TERMINAL_TIME
    closing = 1000.0 * 1e3 / math.hypot(1e3, 100.0)
    turning = 1000.0 * 100.0 / (1e6 + 1e4)
    assert near[1] == pytest.approx(NAVIGATION * closing * turning, rel=0.02)
    far = steer(rounds, 0, 5.0, (5e3, 500.0, 0.0), v, STILL, AIR, False)
    assert far[3] > BURNING_TERMINAL_TIME
    assert far[1] + G[1] == pytest.approx(1000.0 * math.sin(0.1), rel=0.02)


def test_steer__a_coasting_round_that_loses_ground_still_heads_for_its_target():
    rounds = round_of(IDEAL)
    flown = steer(
        rounds,
        0,
        9.0,
        (1e4, 0.0, 0.0),
        (500.0, 0.0, 0.0),
        (600.0, 9.0, 0.0),
        AIR,
        False,
    )
    assert flown[3] > 100.0
    assert flown[1] > 0.0


def test_proportional__is_across_the_line_of_sight_and_turns_with_it():
    away, drift = (3e3, 4e3, 0.0), (-400.0, -250.0, 30.0)
    asked = np.array(proportional(3.0, away, drift))
    assert asked @ np.array(away) == pytest.approx(0.0, abs=1e-6)
    spin = np.cross(away, drift) / 25e6
    closing = -(3.0 * -400.0 + 4.0 * -250.0) / 5.0
    assert np.linalg.norm(asked) == pytest.approx(3.0 * closing * np.linalg.norm(spin))
    assert asked @ np.array(drift) > 0.0


def test_proportional__of_what_is_here_is_nothing():
    assert proportional(4.0, STILL, (5.0, 0.0, 0.0)) == STILL
