import math

import numpy as np
import pytest

from kalkan.physics.envelope import (
    MARGIN,
    fly_along,
    fly_out,
    fly_out_time,
    fly_to,
    launch_envelope,
    point_at,
)
from kalkan.physics.geodesy import altitude
from unit.physics.build_round import FRAME, LONG, STILL, round_of


def test_point_at__has_its_altitude_and_ground_range():
    x, y, z = point_at(150e3, 10e3)
    assert altitude(FRAME, x, y, z) == pytest.approx(10e3, abs=30.0)
    assert y == 0.0
    assert point_at(0.0, 10e3) == (0.0, 0.0, 10e3)


def test_fly_to__hits_and_tells_how():
    time, miss, speed, fastest, left = fly_to(
        FRAME, round_of(LONG), 0, point_at(60e3, 6e3), STILL, 250.0
    )
    assert miss < 1.0
    assert 40.0 < time < 60.0
    assert 600.0 < speed < fastest
    assert 1700.0 < fastest < 2400.0
    assert left > 50.0


def test_fly_to__is_broken_off_when_told_or_when_spent():
    rounds = round_of(LONG)
    time, miss, *_ = fly_to(FRAME, rounds, 0, point_at(60e3, 6e3), STILL, 5.0)
    assert time == pytest.approx(5.0)
    assert miss > 50e3
    rounds.flight_time_max[0] = 20.0
    assert fly_to(FRAME, rounds, 0, point_at(60e3, 6e3), STILL, 99.0)[0] < 20.6


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


def test_launch_envelope__holds_the_flights():
    rounds, reaches, heights = round_of(LONG), np.array([30e3, 300e3]), np.array([5e3])
    out = np.zeros((3, 2, 1))
    launch_envelope(FRAME, rounds, 0, reaches, heights, 0.0, out)
    assert out[0, 0] == fly_out_time(FRAME, rounds, 0, 30e3, 5e3)
    _, _, speed, _, left = fly_to(FRAME, rounds, 0, point_at(30e3, 5e3), STILL, 250.0)
    assert out[1:, 0, 0] == pytest.approx([speed, left])
    assert out[0, 1] == math.inf


@pytest.mark.parametrize("speed", [300.0, 2000.0])
def test_fly_out__meets_a_moving_target_at_the_point(speed):
    rounds = round_of(LONG)
    still = fly_out(FRAME, rounds, 0, 50e3, 12e3, 0.0, MARGIN)
    moving = fly_out(FRAME, rounds, 0, 50e3, 12e3, speed, MARGIN)
    assert moving[0] == pytest.approx(still[0], rel=0.03)
    assert 0.0 < moving[2] < 250.0
    x, y, z = point_at(50e3, 12e3)
    drift = -speed * math.cos(50e3 / 6371e3), 0.0, speed * math.sin(50e3 / 6371e3)
    start = x - moving[0] * drift[0], y, z - moving[0] * drift[2]
    time, miss, *_ = fly_to(FRAME, rounds, 0, start, drift, 250.0)
    assert miss < 5.0
    assert time == pytest.approx(moving[0], abs=0.02)


def test_fly_out__asks_for_the_margin():
    rounds = round_of(LONG)
    left = fly_out(FRAME, rounds, 0, 50e3, 20e3, 0.0, MARGIN)[2]
    assert fly_out(FRAME, rounds, 0, 50e3, 20e3, 0.0, 1.01 * left)[0] == math.inf
    assert fly_out(FRAME, rounds, 0, 50e3, 20e3, 0.0, 0.99 * left)[0] < math.inf


def test_fly_along__writes_the_flight_that_fly_to_flies():
    rounds, aim = round_of(LONG), point_at(60e3, 6e3)
    time, miss, speed, fastest, _ = fly_to(FRAME, rounds, 0, aim, STILL, 250.0)
    out = np.zeros((2000, 7))
    rows = fly_along(FRAME, rounds, 0, aim, 250.0, out)
    speeds = np.linalg.norm(out[:rows, 4:], axis=1)
    assert out[rows - 1, 0] == time
    assert np.linalg.norm(out[rows - 1, 1:4] - aim) == pytest.approx(miss, abs=1e-6)
    assert (speeds[-1], speeds.max()) == pytest.approx((speed, fastest))
    assert np.all(np.diff(out[:rows, 0]) > 0.0)
    assert fly_along(FRAME, rounds, 0, aim, 250.0, out[:7]) == 7
    assert out[fly_along(FRAME, rounds, 0, aim, 2.0, out) - 1, 0] == 2.0
