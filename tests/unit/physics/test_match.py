"""Thrust by speed, drag by range, lift by ceiling."""

import math
import os

import numpy as np
import pytest

from kalkan.physics import match
from kalkan.physics.match import (
    ACCELERATION_MAX,
    ceiling,
    greatest_reach,
    greatest_speed,
    match_ceiling,
    match_range,
    match_speed,
    nearest_reach,
    reaches,
    time_to,
)
from unit.physics.build_round import FRAME, LONG, round_of

#: A small round, quick to fly: 3 s of boost, 8 km.
SMALL = LONG | {
    "range_min": 0.5e3,
    "range_max": 8e3,
    "altitude_max": 5e3,
    "boost_time": 3.0,
    "boost_flow": 0.2,
    "drag_area": 4e-4,
    "lift_area": 4e-3,
    "flight_time_max": 25.0,
    "launch_elevation": 0.9,
    "lag": 0.2,
}


def test_match_speed__reaches_the_published_speed():
    rounds = round_of(SMALL, sustain_time=2.0, sustain_flow=0.1)
    boost = match_speed(FRAME, rounds, 0, 700.0, 0.25)
    assert rounds.boost_acceleration[0] == boost
    sustain = rounds.sustain_acceleration[0]
    assert sustain * 2.0 == pytest.approx(0.25 * (boost * 3.0 + sustain * 2.0))
    assert greatest_speed(FRAME, rounds, 0) == pytest.approx(700.0, rel=1e-3)


def test_match_speed__without_a_second_pulse_gives_it_no_thrust():
    rounds = round_of(SMALL)
    assert 200.0 < match_speed(FRAME, rounds, 0, 700.0, 0.3) < 400.0
    assert rounds.sustain_acceleration[0] == 0.0


def test_match_speed__says_when_no_thrust_is_enough():
    rounds = round_of(SMALL, boost_time=0.1)
    assert math.isnan(match_speed(FRAME, rounds, 0, 1e5, 0.0))
    assert rounds.boost_acceleration[0] == 0.0
    assert ACCELERATION_MAX * 0.1 < 1e5


def _halve(patch: pytest.MonkeyPatch, times: int) -> None:
    """Take few halvings interpreted; compiled, they would stay in the cache."""
    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        patch.setattr(match, "_FINE", times)


def test_match_range__gives_the_drag_that_just_reaches(monkeypatch):
    _halve(monkeypatch, 12)
    rounds = round_of(SMALL)
    scale = match_range(FRAME, rounds, 0, 700.0, 0.0, 0.4, 4.0)
    assert 0.4 < scale < 4.0
    assert rounds.drag_area[0] == pytest.approx(scale * SMALL["drag_area"])
    assert reaches(FRAME, rounds, 0, 8e3)
    rounds.drag_area[0] *= 1.05
    match_speed(FRAME, rounds, 0, 700.0, 0.0)
    assert not reaches(FRAME, rounds, 0, 8e3)


def test_match_range__stops_at_its_bounds(monkeypatch):
    _halve(monkeypatch, 8)
    near, far = round_of(SMALL, range_max=2e3), round_of(SMALL, range_max=30e3)
    assert match_range(FRAME, near, 0, 700.0, 0.0, 0.4, 1.8) == 1.8
    scale = match_range(FRAME, far, 0, 700.0, 0.0, 0.4, 0.41)
    assert scale == pytest.approx(0.4)
    assert far.drag_area[0] == pytest.approx(0.4 * SMALL["drag_area"])


def test_match_ceiling__gives_the_lift_that_just_turns():
    rounds = round_of(SMALL, boost_acceleration=330.0, lift_area=1e-4)
    share = match_ceiling(FRAME, rounds, 0, 1.0, 20.0)
    assert 1.0 < share < 20.0
    assert rounds.lift_area[0] == pytest.approx(1e-4 * share)
    found = ceiling(FRAME, rounds, 0)
    assert found == pytest.approx(5e3, rel=0.03)


def test_match_ceiling__asks_for_no_lift_from_thrusters():
    rounds = round_of(SMALL, boost_acceleration=330.0, lift_area=math.inf)
    assert match_ceiling(FRAME, rounds, 0, 2.5, 14.0) == 2.5
    assert rounds.lift_area[0] == math.inf


def test_reach__is_between_least_and_greatest():
    rounds = round_of(SMALL, boost_acceleration=330.0)
    far, near = greatest_reach(FRAME, rounds, 0), nearest_reach(FRAME, rounds, 0)
    assert 0.0 < near < 1.5e3
    assert 4e3 < far <= 16e3
    assert not reaches(FRAME, rounds, 0, 1.02 * far)
    times = [time_to(FRAME, rounds, 0, share * far) for share in (0.3, 0.6, 0.99)]
    assert np.all(np.diff(times) > 0.0)
    assert time_to(FRAME, rounds, 0, 1.1 * far) == math.inf


def test_nearest_reach__of_what_flies_nowhere_is_infinite():
    rounds = round_of(SMALL, boost_acceleration=20.0)
    assert nearest_reach(FRAME, rounds, 0) == math.inf
    assert greatest_reach(FRAME, rounds, 0) == 0.0
