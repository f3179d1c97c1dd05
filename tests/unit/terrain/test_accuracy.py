"""How far the ground of a grid can be from the real one."""

import math

import numpy as np
import pytest

from kalkan.constants import EARTH_RADIUS
from kalkan.terrain.accuracy import elevation_error, map_error, roughness
from kalkan.terrain.grid import SMOOTH, grid_of
from kalkan.terrain.load import load_grid

R = math.radians
STEP = 900.0 / EARTH_RADIUS


def tilted(slope, side=21, width=900.0):
    angle = width / EARTH_RADIUS
    heights = slope * width * np.indices((side, side))[0] + 10.0
    return grid_of(heights, 0.01, 0.0, angle, angle), (0.01 - 10 * angle, 10 * angle)


@pytest.mark.parametrize("width", [30.0, 92.7])
def test_map_error__of_a_fine_map_is_that_of_srtm(width):
    assert map_error(width) == pytest.approx(6.2 / 1.645)


def test_map_error__grows_with_the_posting():
    errors = [map_error(width) for width in (92.7, 300.0, 927.0, 3000.0)]
    assert errors == sorted(errors)
    assert errors[2] == pytest.approx(18.0)


def test_elevation_error__grows_with_slope_and_posting():
    for width in (90.0, 900.0):
        found = [elevation_error(*each(slope, width)) for slope in (0.0, 0.1, 0.3)]
        assert found[0] == pytest.approx(map_error(width), rel=1e-3)
        relief = 0.36 * width / (width + 250.0) * 0.3 * width
        assert found[2] == pytest.approx(math.hypot(map_error(width), relief), rel=1e-3)
        assert found[0] < found[1] < found[2]


def each(slope, width):
    grid, place = tilted(slope, width=width)
    return grid, *place


def test_elevation_error__of_the_sea_is_nothing():
    grid = load_grid("anatolia", R(42.0), R(43.0), R(30.0), R(33.0))
    assert elevation_error(grid, R(42.6), R(31.5)) == 0.0
    assert elevation_error(SMOOTH, 0.7, 0.5) == 0.0
    assert elevation_error(grid, math.nan, 0.5) == 0.0


def test_elevation_error__is_larger_on_a_mountain_than_on_a_plain():
    grid = load_grid("anatolia", R(38.0), R(40.0), R(32.0), R(36.0))
    plain_, mountain = (39.2, 32.9), (38.53, 35.45)
    low, high = (elevation_error(grid, R(a), R(b)) for a, b in (plain_, mountain))
    assert 16.0 < low < 30.0
    assert 50.0 < high < 150.0


def test_roughness__of_a_plane_is_nothing():
    grid, place = tilted(0.2)
    assert roughness(grid, *place, 5000.0) == pytest.approx(0.0, abs=1e-3)


def test_roughness__is_the_root_mean_square_about_the_plane():
    rng = np.random.default_rng(3)
    noise = rng.normal(0.0, 25.0, (41, 41))
    heights = 500.0 + 40.0 * np.indices((41, 41))[1] + noise
    grid = grid_of(heights, 0.01, 0.0, STEP, STEP)
    found = roughness(grid, 0.01 - 20 * STEP, 20 * STEP, 15e3)
    assert found == pytest.approx(25.0, rel=0.06)


def test_roughness__of_too_few_posts_is_nothing():
    grid, place = tilted(0.2)
    assert roughness(grid, *place, 100.0) == 0.0
    assert roughness(grid, 1.0, 1.0, 5000.0) == 0.0
    assert roughness(grid, math.nan, 1.0, 5000.0) == 0.0


@pytest.mark.parametrize("radius", [0.0, -5.0, math.nan, math.inf])
def test_roughness__needs_a_radius(radius):
    with pytest.raises(ValueError, match="radius"):
        roughness(SMOOTH, 0.0, 0.0, radius)
