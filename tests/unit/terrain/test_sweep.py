"""The rays of a site, against closed forms and dense sampling."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.geodesy import aer, frame_at, geodetic2enu
from kalkan.physics.horizon import ground_distance, horizon
from kalkan.terrain.grid import SMOOTH, elevation_at, grid_of
from kalkan.terrain.load import load_grid
from kalkan.terrain.sweep import CEILING, ground_point, sweep
from unit.terrain.brute_force import RADIUS, floors, heights, rough_grid

R = math.radians
REAL = load_grid("anatolia", R(36.0), R(42.0), R(28.0), R(38.0))
AXES = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])


def table(grid, lat, lon, antenna, k, reach, azimuths=4, ranges=256):
    floor = np.zeros((azimuths, ranges), np.float32)
    edge = np.zeros((azimuths, ranges), np.float32)
    frame = frame_at(lat, lon, 0.0)
    sweep(grid, frame, antenna, k, reach, 0, azimuths, floor, edge)
    return (np.arange(ranges) + 1) * reach / ranges, floor, edge


def smooth_floor(arcs, antenna, k):
    """Closed form: the surface up to the horizon, then the ray that grazes it."""
    radius = k * RADIUS
    away = math.acos(radius / (radius + max(antenna, 0.0)))
    return radius / np.cos(np.maximum(arcs / radius - away, 0.0)) - radius


@given(st.floats(-1.4, 1.4), st.floats(0.0, 6.28), st.floats(1.0, 6e5))
def test_ground_point__is_where_a_radar_sees_that_azimuth_and_distance(lat, a, d):
    frame = frame_at(lat, 0.5, 0.0)
    place = ground_point(frame, a, d)
    distance, azimuth, _ = aer(AXES, *geodetic2enu(frame, *place, 0.0))
    assert ground_distance(distance, 0.0, 0.0) == pytest.approx(d, abs=0.01)
    assert math.cos(azimuth - a) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("antenna", [0.0, 1.0, 10.0, 150.0, 9000.0])
@pytest.mark.parametrize("k", [0.7, 1.0, 4 / 3, 10.0])
def test_sweep__over_the_sea_is_the_horizon(antenna, k):
    arcs, floor, edge = table(SMOOTH, 0.7, 0.5, antenna, k, 400e3, 1)
    assert np.abs(floor[0] - smooth_floor(arcs, antenna, k)).max() < 0.05
    beyond = arcs > horizon(antenna, k)
    assert edge[0][beyond] == pytest.approx(horizon(antenna, k), abs=10.0)
    assert edge[0][~beyond] == pytest.approx(arcs[~beyond])


@pytest.mark.parametrize("ranges", [8, 40])
def test_sweep__finds_the_horizon_whatever_the_step(ranges):
    arcs, floor, _ = table(SMOOTH, 0.7, 0.5, 2.0, 4 / 3, 2000e3, 1, ranges)
    assert np.abs(floor[0] - smooth_floor(arcs, 2.0, 4 / 3)).max() < 0.2


@pytest.mark.parametrize("k", [1.0, 4 / 3])
@pytest.mark.parametrize("antenna", [5.0, 30.0, 700.0])
def test_sweep__behind_a_ridge_is_the_ray_over_its_crest(antenna, k):
    """A ridge along a meridian, seen due east from the equator."""
    posts = np.zeros((41, 400), np.float32)
    posts[:, 300] = 600.0
    grid = grid_of(posts, R(0.02), 0.0, R(0.001), R(0.001))
    arcs, floor, edge = table(grid, 0.0, 0.0, antenna, k, 90e3, 4, 300)
    chord = 2.0 * 6378137.0 * math.sin(R(0.3) / 2.0)
    crest = 2.0 * RADIUS * math.asin(chord / (2.0 * RADIUS))
    radius = k * RADIUS
    at = crest / radius
    up = (radius + 600.0) * math.cos(at) - radius - antenna
    slope = math.atan2(up, (radius + 600.0) * math.sin(at))
    sea = smooth_floor(arcs, antenna, k)
    ray = (radius + antenna) * math.cos(slope) / np.cos(slope + arcs / radius) - radius
    before, behind = arcs < crest - 120.0, arcs > crest
    assert np.abs(floor[1] - sea)[before].max() < 0.02
    assert np.abs(floor[1] - np.maximum(ray, sea))[behind].max() < 0.05
    shadow = behind & (ray > sea + 0.1)
    assert edge[1][shadow] == pytest.approx(crest, abs=0.1)


def test_sweep__behind_a_cone_clears_as_the_view_turns():
    """On the axis the summit decides; off it the ray passes lower on the flank."""
    side, step = 161, 0.001
    row, col = np.indices((side, side))
    cone = np.maximum(0.0, 1000.0 - 20.0 * np.hypot(row - 80, col - 80))
    grid = grid_of(cone, R(0.08), R(0.12), R(step), R(step))
    _, floor, edge = table(grid, 0.0, 0.0, 10.0, 4 / 3, 60e3, 360, 128)
    axis = floor[90, -1]
    assert edge[90, -1] == pytest.approx(R(0.2) * 6378137.0, abs=20.0)
    far = floor[84:97, -1]
    assert far.max() == axis
    assert np.all(np.diff(far[:7]) > 0.0)
    assert far == pytest.approx(far[::-1], abs=2.0)
    assert floor[0, -1] == pytest.approx(smooth_floor(60e3, 10.0, 4 / 3), abs=0.01)


@pytest.mark.parametrize("seed", [0, 1])
def test_sweep__agrees_with_dense_sampling_on_a_fractal(seed):
    grid = rough_grid(seed)
    lat, lon = grid.lat - 60 * grid.dlat, grid.lon + 70 * grid.dlon
    check(grid, lat, lon, elevation_at(grid, lat, lon) + 25.0, 90e3)


@pytest.mark.parametrize("place", [(40.06, 32.60), (37.9, 32.5), (40.8, 36.3)])
def test_sweep__agrees_with_dense_sampling_in_anatolia(place):
    lat, lon = R(place[0]), R(place[1])
    check(REAL, lat, lon, elevation_at(REAL, lat, lon) + 15.0, 250e3)


def check(grid, lat, lon, antenna, reach):
    """Compare with the accumulated greatest elevation angle of samples 2 m apart."""
    arcs, floor, edge = table(grid, lat, lon, antenna, 4 / 3, reach, 8)
    frame = frame_at(lat, lon, 0.0)
    nearest = 0.5 * RADIUS * max(grid.dlat, grid.dlon * math.cos(lat))
    many = np.arange(nearest, reach + 4.0, 2.0)
    for i in range(8):
        knots = np.linspace(0.0, reach, 400)
        places = np.array([ground_point(frame, math.pi / 4 * i, d) for d in knots])
        along = [np.interp(many, knots, places[:, n]) for n in range(2)]
        expected = floors(many, heights(grid, *along), antenna, 4 / 3)
        far = arcs > nearest + 2.0
        dense = np.interp(arcs[far], many, expected)
        lever = arcs[far] / edge[i][far]  # what a metre at the edge is over there
        assert np.all(np.abs(floor[i][far] - dense) < 0.1 + 0.4 * lever)
        assert np.all(edge[i] <= arcs + 0.1)


def test_sweep__is_never_below_the_ground():
    lat, lon = R(40.06), R(32.60)
    antenna = elevation_at(REAL, lat, lon) + 15.0
    arcs, floor, _ = table(REAL, lat, lon, antenna, 4 / 3, 200e3, 8)
    frame = frame_at(lat, lon, 0.0)
    for i in range(8):
        for j in range(0, 256, 5):
            place = ground_point(frame, math.pi / 4 * i, float(arcs[j]))
            assert floor[i, j] >= elevation_at(REAL, *place) - 1.0


def test_sweep__leaves_out_the_foreground():
    """A wall a quarter of a spacing away hides nothing, one beyond half does."""
    for off, hides in ((0.25, False), (0.75, True)):
        posts = np.zeros((41, 41), np.float32)
        posts[:, 21] = 500.0
        grid = grid_of(posts, R(0.2), R(-0.2), R(0.01), R(0.01))
        lon = R(0.01) * (1.0 - off)
        _, floor, _ = table(grid, 0.0, lon, 520.0, 4 / 3, 20e3, 4, 64)
        near = table(grid, 0.0, lon, 490.0, 4 / 3, 20e3, 4, 64)[1]
        assert (near[1, -1] > 700.0) == hides
        assert floor[3, -1] < 500.0


def test_sweep__of_a_buried_antenna_ends_at_the_ceiling():
    posts = np.full((81, 81), 4000.0, np.float32)
    grid = grid_of(posts, R(0.2), R(-0.2), R(0.005), R(0.005))
    _, floor, _ = table(grid, 0.0, 0.0, -5000.0, 4 / 3, 400e3)
    assert floor.max() == CEILING
    assert np.isfinite(floor).all()
