import math

import numpy as np
import pytest

from kalkan.physics.envelope import (
    ACCELERATION_MAX,
    DRAG_SHARE_MIN,
    fly_out_table,
    fly_out_time,
    fly_to,
    matched_boost,
    matched_drag,
    point_at,
)
from kalkan.physics.geodesy import altitude
from unit.physics.build_round import FRAME, LONG, round_of


def test_point_at__has_its_altitude_and_ground_range():
    x, y, z = point_at(150e3, 10e3)
    assert altitude(FRAME, x, y, z) == pytest.approx(10e3, abs=30.0)
    assert y == 0.0
    assert point_at(0.0, 10e3) == (0.0, 0.0, 10e3)


def test_fly_to__hits_and_tells_how():
    time, miss, speed, fastest, left = fly_to(
        FRAME, round_of(LONG), 0, point_at(60e3, 6e3), 250.0
    )
    assert miss < 1.0
    assert 40.0 < time < 60.0
    assert 600.0 < speed < fastest
    assert 1700.0 < fastest < 2400.0
    assert left > 50.0


def test_fly_to__is_broken_off_when_told_or_when_spent():
    rounds = round_of(LONG)
    time, miss, *_ = fly_to(FRAME, rounds, 0, point_at(60e3, 6e3), 5.0)
    assert time == pytest.approx(5.0)
    assert miss > 50e3
    rounds.flight_time_max[0] = 20.0
    assert fly_to(FRAME, rounds, 0, point_at(60e3, 6e3), 99.0)[0] < 20.6


def test_fly_out_time__is_longer_farther():
    rounds = round_of(LONG)
    times = [fly_out_time(FRAME, rounds, 0, d, 8e3) for d in (20e3, 60e3, 120e3, 190e3)]
    assert np.all(np.diff(times) > 0.0)
    assert math.isfinite(times[-1])


def test_fly_out_time__is_inf_outside_the_published_limits():
    rounds = round_of(LONG)
    for reach, height in ((4e3, 5e3), (201e3, 5e3), (50e3, 10.0), (50e3, 28e3)):
        assert fly_out_time(FRAME, rounds, 0, reach, height) == math.inf


@pytest.mark.parametrize(
    "change",
    [
        {"boost_acceleration": 60.0},
        {"flight_time_max": 90.0},
        {"speed_min": 1500.0},
        {"lift_area": 1e-5},
    ],
    ids=lambda change: next(iter(change)),
)
def test_fly_out_time__is_inf_where_the_round_cannot_serve(change):
    assert math.isfinite(fly_out_time(FRAME, round_of(LONG), 0, 150e3, 9e3))
    assert fly_out_time(FRAME, round_of(LONG, change), 0, 150e3, 9e3) == math.inf


def test_fly_out_table__holds_the_times():
    rounds, reaches, heights = round_of(LONG), np.array([30e3, 300e3]), np.array([5e3])
    out = np.zeros((2, 1))
    fly_out_table(FRAME, rounds, 0, reaches, heights, out)
    assert out[0, 0] == fly_out_time(FRAME, rounds, 0, 30e3, 5e3)
    assert out[1, 0] == math.inf


def test_matched_boost__reaches_the_published_speed():
    rounds = round_of(LONG, sustain_time=6.0)
    boost, sustain = matched_boost(FRAME, rounds, 0, 1800.0, 0.25)
    assert rounds.boost_acceleration[0] == boost
    assert rounds.sustain_acceleration[0] == sustain
    assert sustain * 6.0 == pytest.approx(0.25 * (boost * 12.0 + sustain * 6.0))
    fastest = fly_to(FRAME, rounds, 0, point_at(120e3, 10.8e3), 250.0)[3]
    assert fastest == pytest.approx(1800.0, rel=1e-3)


def test_matched_boost__without_a_second_pulse_gives_it_no_thrust():
    rounds = round_of(LONG)
    boost, sustain = matched_boost(FRAME, rounds, 0, 1500.0, 0.3)
    assert sustain == 0.0
    assert 100.0 < boost < 200.0


def test_matched_boost__says_when_no_thrust_is_enough():
    rounds = round_of(LONG, boost_time=0.1)
    assert np.isnan(matched_boost(FRAME, rounds, 0, 1e5, 0.0)).all()
    assert rounds.boost_acceleration[0] == 0.0
    assert ACCELERATION_MAX * 0.1 < 1e5


def _slow(range_max):
    return round_of(LONG, range_max=range_max, altitude_max=20e3)


def test_matched_drag__leaves_a_round_that_reaches_alone():
    rounds = _slow(60e3)
    assert matched_drag(FRAME, rounds, 0, 1800.0, 0.0) == 1.0
    assert rounds.drag_area[0] == LONG["drag_area"]
    assert rounds.boost_acceleration[0] > 100.0


@pytest.mark.compiled
def test_matched_drag__slims_a_round_that_falls_short():
    rounds = _slow(200e3)
    share = matched_drag(FRAME, rounds, 0, 1500.0, 0.0)
    assert DRAG_SHARE_MIN < share < 0.95
    assert rounds.drag_area[0] == share * LONG["drag_area"]
    assert math.isfinite(fly_out_time(FRAME, rounds, 0, 200e3, 5e3))


def test_matched_drag__says_when_that_is_not_enough():
    rounds = _slow(400e3)
    assert math.isnan(matched_drag(FRAME, rounds, 0, 1000.0, 0.0))
    assert rounds.drag_area[0] == DRAG_SHARE_MIN * LONG["drag_area"]
