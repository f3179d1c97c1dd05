"""The direct ray, against dense sampling and closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.horizon import horizon
from kalkan.terrain.grid import SMOOTH, elevation_at, grid_of
from kalkan.terrain.load import load_grid
from kalkan.terrain.profile import next_line, summit
from kalkan.terrain.ray import is_clear, obstacle, shading_edge
from unit.terrain.brute_force import RADIUS, arc_between, profile, rises, rough_grid

R = math.radians
ROUGH = rough_grid()
REAL = load_grid("anatolia", R(36.0), R(41.0), R(30.0), R(36.0))


def pairs(grid, number, seed, spread=1.1):
    """Points over a grid and a little around it: latitude, longitude, altitude."""
    rng = np.random.default_rng(seed)
    tall, wide = (side - 1 for side in grid.elevation.shape)
    for _ in range(number):
        rows = rng.uniform(1.0 - spread, spread, 2) * tall
        cols = rng.uniform(1.0 - spread, spread, 2) * wide
        above = rng.choice([5.0, 300.0, 1000.0, 4000.0, 9000.0], 2)
        points = []
        for n in range(2):
            lat, lon = grid.lat - rows[n] * grid.dlat, grid.lon + cols[n] * grid.dlon
            points.append((lat, lon, elevation_at(grid, lat, lon) + above[n]))
        yield *points, float(rng.choice([0.8, 1.0, 4 / 3, 3.0]))


@pytest.mark.parametrize("grid", [ROUGH, REAL], ids=["fractal", "Anatolia"])
def test_is_clear__agrees_with_dense_sampling(grid):
    seen = []
    for one, other, k in pairs(grid, 60, 1):
        worst = rises(*profile(grid, one, other), one[2], other[2], k)[1:-1].max()
        if abs(worst) > 2.0:  # the sampling itself may be wrong by as much
            seen.append(worst < 0.0)
            assert is_clear(grid, *one, *other, k) == seen[-1]
    assert 10 < sum(seen) < len(seen) - 10


@pytest.mark.parametrize("grid", [ROUGH, REAL], ids=["fractal", "Anatolia"])
def test_obstacle__is_the_edge_with_the_greatest_parameter(grid):
    for one, other, k in pairs(grid, 40, 2):
        arcs, ground = profile(grid, one, other)
        above = rises(arcs, ground, one[2], other[2], k)[1:-1]
        inner = arcs[1:-1]
        measures = above / np.sqrt(inner * (arcs[-1] - inner))
        rise, distance = obstacle(grid, *one, *other, k)
        if measures.max() > 0.0:
            found = rise / math.sqrt(distance * (arcs[-1] - distance))
            assert found == pytest.approx(measures.max(), rel=0.01, abs=2e-5)
            near = above[np.abs(inner - distance) < 30.0]
            assert rise == pytest.approx(near.max(), abs=6.0)
        assert (rise <= 0.0) == is_clear(grid, *one, *other, k) or abs(rise) < 1e-3


def test_is_clear__is_the_same_from_either_end():
    for one, other, k in pairs(REAL, 60, 3):
        assert is_clear(REAL, *one, *other, k) == is_clear(REAL, *other, *one, k)
        rise, distance = obstacle(REAL, *one, *other, k)
        back, rest = obstacle(REAL, *other, *one, k)
        assert back == pytest.approx(rise, abs=0.5)
        assert distance + rest == pytest.approx(arc_between(one, other), abs=100.0)


@given(st.floats(2.0, 2e4), st.floats(2.0, 2e4), st.floats(0.7, 2.0))
def test_is_clear__over_the_sea_ends_where_the_horizons_meet(alt1, alt2, k):
    reach = horizon(alt1, k) + horizon(alt2, k)
    for share, seen in ((0.999, True), (1.001, False)):
        lon = lon_at(share * reach, alt1, alt2)
        assert is_clear(SMOOTH, 0.0, 0.0, alt1, 0.0, lon, alt2, k) == seen


def chord_of(arc, alt1, alt2):
    r1, r2 = RADIUS + alt1, RADIUS + alt2
    return math.sqrt(r1**2 + r2**2 - 2.0 * r1 * r2 * math.cos(arc / RADIUS))


def lon_at(arc, alt1, alt2):
    """Longitude on the equator at which radars see an arc to a point."""
    r1, r2, chord = 6378137.0 + alt1, 6378137.0 + alt2, chord_of(arc, alt1, alt2)
    return math.acos((r1**2 + r2**2 - chord**2) / (2.0 * r1 * r2))


def test_obstacle__of_the_sea_is_highest_where_the_bulge_is():
    lon = lon_at(80e3, 20.0, 20.0)
    rise, distance = obstacle(SMOOTH, 0.0, 0.0, 20.0, 0.0, lon, 20.0, 4 / 3)
    assert distance == pytest.approx(40e3, abs=30.0)
    assert rise == pytest.approx(40e3**2 / (2.0 * 4 / 3 * RADIUS) - 20.0, abs=0.05)


WALL = np.zeros((41, 41), np.float32)
WALL[:, 20] = 500.0
RIDGE = grid_of(WALL, R(0.2), R(0.0), R(0.01), R(0.01))  # along 0.2° E


@pytest.mark.parametrize("k", [1.0, 4 / 3])
@pytest.mark.parametrize("antenna", [2.0, 60.0, 800.0])
def test_is_clear__over_a_single_ridge(antenna, k):
    """The triangle of the antenna, the crest and the Earth's centre says how low."""
    radius, half = k * RADIUS, R(0.2) * 6378137.0 / (k * RADIUS)
    up = (radius + 500.0) * math.cos(half) - radius - antenna
    slope = math.atan2(up, (radius + 500.0) * math.sin(half))
    lowest = (radius + antenna) * math.cos(slope) / math.cos(slope + 2 * half) - radius
    for over, seen in ((-0.2, False), (0.2, True)):
        end = (0.0, R(0.4), lowest + over)
        assert is_clear(RIDGE, 0.0, 0.0, antenna, *end, k) == seen


def test_obstacle__is_the_ridge():
    rise, distance = obstacle(RIDGE, 0.0, 0.0, 100.0, 0.0, R(0.4), 100.0, 4 / 3)
    half = R(0.2) * 6378137.0
    assert distance == pytest.approx(half, rel=1e-5)
    assert rise == pytest.approx(400.0 + half**2 / (2.0 * 4 / 3 * RADIUS), abs=0.05)


def test_is_clear__along_a_row_and_a_column_of_posts():
    for one, other in (((0.0, 0.05), (0.0, 0.35)), ((0.15, 0.2), (-0.15, 0.2))):
        points = [(R(lat), R(lon), 480.0) for lat, lon in (one, other)]
        assert not is_clear(RIDGE, *points[0], *points[1], 4 / 3)
        points = [(R(lat), R(lon), 540.0) for lat, lon in (one, other)]
        assert is_clear(RIDGE, *points[0], *points[1], 4 / 3)


def test_is_clear__comes_from_outside_the_grid_and_leaves_it():
    for alt, seen in ((300.0, False), (1500.0, True)):
        args = (0.0, R(-0.5), alt, 0.0, R(0.9), alt, 4 / 3)
        assert is_clear(RIDGE, *args) == seen
    rise, distance = obstacle(RIDGE, 0.0, R(-0.5), 300.0, 0.0, R(0.9), 300.0, 4 / 3)
    assert rise > 200.0
    assert distance == pytest.approx(R(0.7) * 6378137.0, rel=1e-4)


def test_is_clear__across_the_antimeridian():
    grid = grid_of(WALL, R(0.2), R(179.8), R(0.01), R(0.01))  # the ridge on 180°
    for lon in (-179.9, 180.1):
        args = (0.0, R(179.9), 100.0, 0.0, R(lon), 100.0, 4 / 3)
        assert not is_clear(grid, *args)
        rise, distance = obstacle(grid, *args)
        assert rise == pytest.approx(407.3, abs=0.5)
        assert distance == pytest.approx(R(0.1) * 6378137.0, rel=1e-4)


def test_is_clear__straight_up_depends_on_the_ground_below():
    assert is_clear(RIDGE, 0.0, R(0.2), 600.0, 0.0, R(0.2), 5000.0, 4 / 3)
    assert not is_clear(RIDGE, 0.0, R(0.2), 400.0, 0.0, R(0.2), 5000.0, 4 / 3)
    rise, distance = obstacle(RIDGE, 0.0, R(0.2), 600.0, 0.0, R(0.2), 5000.0, 4 / 3)
    assert (rise, distance) == (-100.0, 0.0)


def test_is_clear__to_touch_the_ground_is_to_pass():
    lat, lon = R(0.05), R(0.2)
    assert is_clear(RIDGE, lat, lon, 500.0, R(-0.05), lon, 3000.0, 4 / 3)


@pytest.mark.parametrize("place", range(7))
def test_is_clear__of_no_number_is_false(place):
    args = [0.0, 0.0, 100.0, 0.0, R(0.4), 100.0, 4 / 3]
    args[place] = math.nan
    assert not is_clear(RIDGE, *args)
    assert all(math.isnan(part) for part in obstacle(RIDGE, *args))


def test_is_clear__not_through_the_globe():
    assert not is_clear(SMOOTH, 0.0, 0.0, 1e3, 0.0, 3.0, 1e3, 4 / 3)
    assert not is_clear(SMOOTH, 0.0, 0.0, 1e3, 0.0, 3.0, 1e3, 0.5)


def test_next_line__is_ahead_on_either_way():
    assert next_line(3.0, -2.0, 0.0, 1.0) == 0.5
    assert next_line(3.0, 2.0, 0.5, 1.0) == 1.0
    assert next_line(20.0, 64.0, 0.0, 16.0) == 12.0 / 64.0
    assert next_line(3.0, 0.0, 0.0, 1.0) == math.inf


def test_summit__is_where_a_parabola_is_greatest():
    assert summit(0.0, 1.0, 0.0) == 0.5
    assert summit(5.0, 1.0, 0.0) == 0.0
    assert summit(0.0, 2.0, 4.0) == 1.0  # a straight line


@pytest.mark.parametrize("grid", [ROUGH, REAL], ids=["fractal", "Anatolia"])
def test_shading_edge__is_the_obstacle_where_that_takes_something(grid):
    least, taken, left = -0.3, 0, 0
    for one, other, k in pairs(grid, 120, 3):
        rise, distance = obstacle(grid, *one, *other, k)
        found, where = shading_edge(grid, *one, *other, k, least)
        arc = arc_between(one, other)
        measure = rise / math.sqrt(max(distance * (arc - distance), 1e-9))
        if measure > 0.98 * least / math.sqrt(arc):
            taken += 1
            at = found / math.sqrt(where * (arc - where))
            assert at == pytest.approx(measure, rel=0.02, abs=5e-5)
        elif measure < 1.02 * least / math.sqrt(arc):
            left += 1
            assert (found, where) == (-math.inf, 0.0)
    assert min(taken, left) > 10


def test_shading_edge__knows_points_above_each_other_and_no_numbers():
    lat, lon = ROUGH.lat - 8 * ROUGH.dlat, ROUGH.lon + 8 * ROUGH.dlon
    under = elevation_at(ROUGH, lat, lon)
    one, other = (lat, lon, under + 9.0), (lat, lon, under + 500.0)
    rise, distance = shading_edge(ROUGH, *one, *other, 4 / 3, -0.2)
    assert (rise, distance) == (pytest.approx(-9.0), 0.0)
    assert math.isnan(shading_edge(ROUGH, *one, lat, lon, math.nan, 4 / 3, -0.2)[0])
