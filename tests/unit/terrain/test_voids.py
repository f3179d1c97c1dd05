"""Holes: filled from their rims, or the sea."""

import numpy as np
import pytest

from kalkan.terrain.voids import fill


def slope(rows=20, cols=30):
    row, col = np.indices((rows, cols), dtype=np.float32)
    return 100.0 + 3.0 * row + 2.0 * col


def test_fill__leaves_what_is_known():
    ground = slope()
    assert fill(ground, 5, 5) == 0
    assert np.array_equal(ground, slope())


def test_fill__gives_a_hole_on_a_slope_the_slope():
    ground = slope()
    ground[8:11, 12:15] = np.nan
    assert fill(ground, 5, 5) == 9
    assert np.abs(ground - slope()).max() < 3.0


def test_fill__stays_within_the_rim():
    rng = np.random.default_rng(2)
    for seed in range(20):
        ground = np.abs(rng.normal(500.0, 200.0, (15, 15))).astype(np.float32)
        known = ground.copy()
        ground[4:9, 5:11] = np.nan
        ground[seed % 7 + 1, 3] = np.nan
        fill(ground, 9, 9)
        assert known.min() <= ground.min()
        assert ground.max() <= known.max()


@pytest.mark.parametrize(
    "hole",
    [
        np.s_[0:2, 5:7],  # at each edge
        np.s_[18:20, 5:7],
        np.s_[5:7, 0:2],
        np.s_[5:7, 28:30],
        np.s_[5:11, 5:7],  # too tall
        np.s_[5:7, 5:11],  # too wide
    ],
)
def test_fill__takes_what_is_open_or_large_for_the_sea(hole):
    ground = slope()
    ground[hole] = np.nan
    assert fill(ground, 5, 5) == 0
    assert np.all(ground[hole] == 0.0)
    rest = np.ones(ground.shape, bool)
    rest[hole] = False
    assert np.array_equal(ground[rest], slope()[rest])


def test_fill__a_sea_is_one_however_it_winds():
    ground = slope(40, 40)
    ground[2:38, 10] = np.nan
    ground[37, 10:39] = np.nan
    ground[5, 10:14] = np.nan
    blank = np.isnan(ground)
    fill(ground, 8, 8)
    assert np.all(ground[blank] == 0.0)


def test_fill__of_nothing_known_is_the_sea():
    ground = np.full((9, 9), np.nan, np.float32)
    assert fill(ground, 20, 20) == 0
    assert not ground.any()


def test_fill__a_hole_by_the_sea_slopes_down_to_it():
    ground = slope()
    ground[:, :10] = 0.0
    ground[8:11, 10:13] = np.nan
    assert fill(ground, 5, 5) == 9
    assert ground[9, 10] < ground[9, 12] < ground[9, 13]


def test_fill__tells_two_holes_apart():
    ground = slope()
    ground[5, 5] = np.nan
    ground[6, 6] = np.nan  # touches only by a corner
    ground[12:15, 20] = np.nan
    assert fill(ground, 5, 5) == 5
    assert np.abs(ground - slope()).max() < 4.0


def test_fill__knows_the_sea_from_the_rim_of_a_hole():
    """A hole next to a sea that was blank: the sea counts as 0 m."""
    ground = np.full((12, 12), 100.0, np.float32)
    ground[0:2, :] = np.nan
    ground[4, 4] = np.nan
    fill(ground, 3, 3)
    assert ground[4, 4] == pytest.approx(100.0)
    assert not ground[0:2].any()
