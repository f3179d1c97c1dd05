"""Recorded flights as paths."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.geodesy import enu2geodetic, geodetic2enu
from kalkan.physics.recorded import recorded_knots, smooth_rows
from unit.physics.between import FRAME, at_time


def _turning(step, lasts=600.0):
    """Return rows of a climbing turn: time, latitude, longitude, altitude."""
    t = np.arange(0.0, lasts, step)
    east = 9e3 * np.sin(t / 60.0)
    north = 9e3 * (1.0 - np.cos(t / 60.0)) + 40.0 * t
    up = 2000.0 + 8.0 * t
    rows = [enu2geodetic(FRAME, *row) for row in zip(east, north, up, strict=True)]
    return t, *np.array(rows).T


def _off(path, time, lat, lon, alt):
    """Return how far a path passes each row by [m]."""
    rows = [geodetic2enu(FRAME, *row) for row in zip(lat, lon, alt, strict=True)]
    since = time - time[0]
    return np.linalg.norm(np.array([at_time(path, t) for t in since]) - rows, axis=1)


@pytest.mark.parametrize("step", [1.0, 5.0, 10.0, 30.0])
def test_recorded_knots__pass_every_row_within_metres(step):
    rows = _turning(step)
    path = recorded_knots(FRAME, *rows)
    assert _off(path, *rows).max() < 2.5
    assert path[0][0] == 0.0
    assert path[0][-1] == rows[0][-1] - rows[0][0]


def test_recorded_knots__are_fewer_where_rows_are_close():
    rows = _turning(1.0)
    path = recorded_knots(FRAME, *rows)
    assert len(path[0]) < len(rows[0]) / 8


def test_recorded_knots__have_the_velocity_of_the_flight():
    time, p, v = recorded_knots(FRAME, *_turning(10.0))
    inner = slice(1, -1)
    speed = np.column_stack(
        [
            150.0 * np.cos(time / 60.0),
            150.0 * np.sin(time / 60.0) + 40.0,
            np.full(time.size, 8.0),
        ]
    )
    np.testing.assert_allclose(v[inner], speed[inner], atol=1.0)
    assert len(p) == len(v) == len(time)


def test_recorded_knots__smooth_the_noise_of_close_rows():
    rng = np.random.default_rng(2)
    time, lat, lon, alt = _turning(1.0)
    noisy = alt + rng.normal(scale=8.0, size=alt.size)  # as of 25 ft steps
    path = recorded_knots(FRAME, time, lat, lon, noisy)
    climb = [enu2geodetic(FRAME, *at_time(path, t))[2] for t in time]
    assert np.std(climb - alt) < 4.0
    _, _, v = path
    assert np.std(v[5:-5, 2]) < 6.0


@given(st.integers(0, 10**6), st.floats(-1e9, 1e9))
def test_recorded_knots__do_not_hang_on_when_the_clock_began(seed, since):
    rng = np.random.default_rng(seed)
    time = np.cumsum(rng.integers(1, 40, 12)).astype(float)
    rows = [np.full(12, 0.7), 0.56 + 1e-6 * time, np.full(12, 9e3)]
    first = recorded_knots(FRAME, time, *rows)
    other = recorded_knots(FRAME, time + round(since), *rows)
    for one, two in zip(first, other, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-6)


def test_recorded_knots__of_two_rows_are_straight():
    lat, lon = np.array([0.7, 0.7001]), np.array([0.57, 0.57])
    time, p, v = recorded_knots(
        FRAME, np.array([5.0, 15.0]), lat, lon, np.array([1e3, 1e3])
    )
    assert time.tolist() == [0.0, 10.0]
    np.testing.assert_allclose(v, np.tile((p[1] - p[0]) / 10.0, (2, 1)))


def test_recorded_knots__cross_the_antimeridian():
    lon = np.radians([179.9, 179.96, -179.98, -179.92])
    time = np.array([0.0, 30.0, 60.0, 90.0])
    _, p, _ = recorded_knots(FRAME, time, np.full(4, 0.7), lon, np.full(4, 9e3))
    assert np.linalg.norm(p[-1] - p[0]) == pytest.approx(15.37e3, rel=1e-3)


@pytest.mark.parametrize(
    "time", [[0.0], [0.0, 0.0], [0.0, 10.0, 5.0], [0.0, math.nan], [[0.0, 1.0]]]
)
def test_recorded_knots__refuse_what_is_no_flight(time):
    time = np.array(time)
    with pytest.raises(ValueError, match="time"):
        recorded_knots(FRAME, time, *np.zeros((3, *time.shape)))
    with pytest.raises(ValueError, match="one number each a row"):
        recorded_knots(FRAME, np.zeros(3), np.zeros(3), np.zeros(2), np.zeros(3))


@given(st.integers(0, 10**6))
def test_smooth_rows__agree_with_a_fit_by_least_squares(seed):
    rng = np.random.default_rng(seed)
    time = np.cumsum(rng.uniform(0.2, 3.0, 40))
    rows = rng.normal(size=(40, 3)) * 50.0
    place, speed = np.empty_like(rows), np.empty_like(rows)
    smooth_rows(time, rows, 5.0, place, speed)
    for i in (0, 1, 17, 38, 39):
        near = abs(time - time[i]) <= 5.0
        near[max(0, min(i - 1, 37)) : max(3, i + 2)] = True
        fit = np.polyfit(time[near] - time[i], rows[near], 2)
        np.testing.assert_allclose(place[i], fit[2], atol=1e-6)
        np.testing.assert_allclose(speed[i], fit[1], atol=1e-6)
