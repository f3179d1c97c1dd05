"""A grid of elevations: bilinear, with a roof that holds, around it the sea."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.terrain.grid import (
    BLOCK,
    SMOOTH,
    covers,
    elevation_at,
    grid_of,
    posting,
)
from unit.terrain.brute_force import heights, rough_grid

STEP = math.radians(1 / 120)


@given(st.floats(0.0, 128.0), st.floats(0.0, 128.0))
def test_elevation_at__is_bilinear(u, v):
    grid = rough_grid()
    lat, lon = grid.lat - u * grid.dlat, grid.lon + v * grid.dlon
    expected = float(heights(grid, np.array([lat]), np.array([lon]))[0])
    assert elevation_at(grid, lat, lon) == pytest.approx(expected, abs=0.02)


def test_elevation_at__a_post_is_its_own():
    grid = rough_grid()
    for row, col in ((0, 0), (0, 128), (128, 0), (128, 128), (7, 100)):
        lat, lon = grid.lat - row * grid.dlat, grid.lon + col * grid.dlon
        assert elevation_at(grid, lat, lon) == pytest.approx(grid.elevation[row, col])


@pytest.mark.parametrize(("u", "v"), [(-0.01, 5), (5, -0.01), (128.01, 5), (5, 128.01)])
def test_elevation_at__is_the_sea_outside(u, v):
    grid = rough_grid()
    lat, lon = grid.lat - u * grid.dlat, grid.lon + v * grid.dlon
    assert elevation_at(grid, lat, lon) == 0.0
    assert not covers(grid, lat, lon)


@pytest.mark.parametrize("turn", [-2.0 * math.pi, 0.0, 2.0 * math.pi])
def test_elevation_at__does_not_count_turns(turn):
    grid = grid_of(np.full((20, 20), 7.0), 0.5, math.pi - 10 * STEP, STEP, STEP)
    for lon in (math.pi - 5 * STEP, math.pi, math.pi + 5 * STEP):
        assert elevation_at(grid, 0.5 - STEP, lon + turn) == 7.0
        assert covers(grid, 0.5 - STEP, lon + turn)
    assert elevation_at(grid, 0.5 - STEP, math.pi - 11 * STEP + turn) == 0.0


def test_elevation_at__of_no_place_is_the_sea():
    assert elevation_at(rough_grid(), math.nan, 0.5) == 0.0


@pytest.mark.parametrize("shape", [(2, 2), (16, 17), (17, 16), (33, 50), (129, 40)])
def test_roof__is_the_greatest_of_each_block_with_its_rim(shape):
    posts = np.random.default_rng(1).normal(0.0, 100.0, shape).astype(np.float32)
    grid = grid_of(posts, 0.7, 0.5, STEP, STEP)
    assert grid.roof.shape == (-(-shape[0] // BLOCK), -(-shape[1] // BLOCK))
    for row, col in np.ndindex(grid.roof.shape):
        one, other = BLOCK * row, BLOCK * col
        block = posts[one : one + BLOCK + 1, other : other + BLOCK + 1]
        assert grid.roof[row, col] == block.max()
    assert grid.top == posts.max()


def test_digest__tells_grounds_and_places_apart():
    posts = np.zeros((3, 3), np.float32)
    hill = posts.copy()
    hill[1, 1] = 1.0
    grids = [
        grid_of(posts, 0.7, 0.5, STEP, STEP),
        grid_of(hill, 0.7, 0.5, STEP, STEP),
        grid_of(posts, 0.7, 0.6, STEP, STEP),
        grid_of(posts, 0.7, 0.5, STEP, 2 * STEP),
    ]
    assert len({grid.digest for grid in grids}) == 4
    assert grid_of(posts.copy(), 0.7, 0.5, STEP, STEP).digest == grids[0].digest


def test_grid_of__takes_over_what_it_may_write_to_and_copies_the_rest():
    posts = np.zeros((3, 3), np.float32)
    assert grid_of(posts, 0.7, 0.5, STEP, STEP).elevation is posts
    posts.flags.writeable = False
    assert grid_of(posts, 0.7, 0.5, STEP, STEP).elevation.flags.writeable


@pytest.mark.parametrize(
    ("posts", "place", "words"),
    [
        (np.zeros((1, 5)), (0.7, 0.5, STEP, STEP), "at least 2 x 2"),
        (np.zeros(5), (0.7, 0.5, STEP, STEP), "at least 2 x 2"),
        (np.full((3, 3), np.nan), (0.7, 0.5, STEP, STEP), "finite"),
        (np.zeros((3, 3)), (0.7, 0.5, 0.0, STEP), "above zero"),
        (np.zeros((3, 3)), (0.7, 0.5, STEP, -STEP), "above zero"),
        (np.zeros((3, 3)), (0.7, math.nan, STEP, STEP), "above zero"),
        (np.zeros((3, 3)), (1.7, 0.5, STEP, STEP), "poles"),
        (np.zeros((3, 3)), (-1.5707, 0.5, STEP, STEP), "poles"),
        (np.zeros((3, 3)), (math.nan, 0.5, STEP, STEP), "poles"),
    ],
)
def test_grid_of__refuses_what_is_no_surface(posts, place, words):
    with pytest.raises(ValueError, match=words):
        grid_of(posts, *place)


def test_smooth__is_the_sea_everywhere():
    assert SMOOTH.top == 0.0
    assert elevation_at(SMOOTH, 0.0, 0.0) == elevation_at(SMOOTH, 0.7, 0.5) == 0.0


def test_posting__is_the_wider_way():
    grid = rough_grid(step=1 / 120)
    assert posting(grid, math.radians(60.0)) == pytest.approx(926.6, rel=1e-3)
