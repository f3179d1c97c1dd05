"""Whole engagements in a plane."""

import math

import numpy as np
import pytest

from kalkan.physics.engagement import home, lead, pursue_purely, pursuit_time
from kalkan.physics.homing import step_miss

PI = math.pi


def _home(ratio=4.0, lag=0.0, turn=0.0, error=0.0, course=PI, rows=0, target=300.0):
    path = np.zeros((rows, 6))
    heading = lead(900.0, target, course) + error
    time, miss, many = home(
        ratio, lag, 12e3, 900.0, target, course, heading, turn, 0.1, path
    )
    return time, miss, path[:many]


def test_home__flies_straight_on_a_collision_course():
    for course in (PI, 0.5 * PI, 0.0, -2.0):
        time, miss, path = _home(course=course, rows=100)
        ahead = lead(900.0, 300.0, course)
        closing = 900.0 * math.cos(ahead) - 300.0 * math.cos(course)
        assert time == pytest.approx(12e3 / closing, rel=1e-9)
        assert miss < 1e-6
        assert np.max(path[:, 5]) < 1e-6


def test_home__hits_what_turns_and_from_the_wrong_heading():
    for ratio in (3.0, 4.0, 5.0):
        assert _home(ratio, turn=30.0)[1] < 1e-3
        assert _home(ratio, error=0.3)[1] < 1e-3


def test_home__with_a_lag_misses_by_the_linear_theory():
    lag, turn, rows = 1.0, 0.2, 0
    heading = lead(900.0, 300.0, PI)
    miss = home(
        4.0, lag, 6e3, 900.0, 300.0, PI, heading, turn, 1.0, np.zeros((rows, 6))
    )
    assert miss[1] == pytest.approx(abs(step_miss(4.0, lag, 5.0, turn)), rel=0.01)


def test_home__writes_the_way():
    time, _, path = _home(turn=30.0, rows=40)
    assert path.shape[0] == 40
    assert np.diff(path[:, 0]) == pytest.approx(np.full(39, 0.1), abs=0.021)
    assert path[0].tolist() == [0.0, 0.0, 0.0, 12e3, 0.0, 0.0]
    assert path[-1, 0] == pytest.approx(3.9, abs=0.05)
    assert path[-1, 2] < -1.0  # a target that comes turns left, which is down
    assert path[-1, 4] < -100.0
    lagged = _home(turn=30.0, rows=40, lag=0.5)[2]
    assert 0.0 < lagged[10, 5] < path[10, 5]
    assert time > 9.0


def test_home__against_a_standing_target():
    assert _home(target=0.0, turn=30.0)[0] == pytest.approx(12e3 / 900.0)


def test_home__never_meets_what_it_flies_away_from():
    time, miss, _ = _home(error=PI)
    assert time == math.inf
    assert miss == 12e3


def test_home__gives_up_on_an_endless_chase():
    heading, path = 0.0, np.zeros((0, 6))
    time, miss, _ = home(4.0, 0.0, 4e6, 301.0, 300.0, 0.0, heading, 0.0, 1.0, path)
    assert time == math.inf
    assert math.isnan(miss)


def test_lead__is_nan_where_the_target_is_too_fast():
    assert math.isnan(lead(100.0, 300.0, 0.5 * PI))
    assert lead(100.0, 300.0, PI) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("course", [0.0, 0.4, 1.9, 3.0, -1.0])
def test_pursue_purely__takes_the_closed_time(course):
    args = 8e3, 700.0, 250.0, course
    assert pursue_purely(*args) == pytest.approx(pursuit_time(*args), rel=1e-8)


def test_pursuit__of_what_is_faster_never_ends():
    assert pursuit_time(1e3, 200.0, 200.0, 1.0) == math.inf
    assert pursue_purely(1e3, 200.0, 250.0, 1.0) == math.inf
