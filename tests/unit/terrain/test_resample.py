"""Bilinear resampling with holes."""

import numpy as np
import pytest

from kalkan.terrain.resample import blend, resample

SOURCE = np.array([[0.0, 8.0], [4.0, 12.0]], np.float32)


@pytest.mark.parametrize(
    ("row", "col", "value"),
    [
        (0.0, 0.0, 0.0),
        (0.5, 0.5, 6.0),
        (1.0, 1.0, 12.0),
        (-0.5, 0.5, 4.0),  # up to half a pixel outside as at the edge
        (1.5, 1.5, 12.0),
    ],
)
def test_blend__is_bilinear(row, col, value):
    assert blend(SOURCE, row, col) == pytest.approx(value)


@pytest.mark.parametrize(
    ("row", "col"),
    [(-0.51, 0.0), (1.51, 0.0), (0.0, 1.6), (np.nan, 0.0), (0.0, np.nan)],
)
def test_blend__knows_nothing_outside(row, col):
    assert np.isnan(blend(SOURCE, row, col))


def test_blend__a_hole_is_as_large_as_its_pixels():
    holed = np.full((3, 3), 5.0, np.float32)
    holed[1, 1] = np.nan
    assert np.isnan(blend(holed, 1.4, 0.6))
    assert blend(holed, 1.6, 0.6) == 5.0


def test_resample__fills_only_what_is_unknown():
    out = np.full((2, 3), np.nan, np.float32)
    out[0, 0] = 77.0
    rows, cols = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 1.0]] * 2)
    resample(SOURCE, rows, cols, 2, out)
    assert out.tolist() == [[77.0, 4.0, 8.0], [2.0, 6.0, 10.0]]
