"""The line of sight and what a plot lies from it."""

import math

import numpy as np
import pytest

from kalkan.physics.geodesy import aer, aer2enu, frame_at, local_axes
from kalkan.physics.sight import azimuth_normal, innovation, line_of_sight

FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])


def _axes():
    axes = np.zeros(9)
    local_axes(frame_at(0.7, 0.57), 200e3, -100e3, 500.0, axes)
    return axes


def test_line_of_sight__has_a_rotation_for_axes():
    line = line_of_sight(_axes(), 3e4, -5e4, 1e4)
    rows = np.array(line[5:]).reshape(3, 3)
    np.testing.assert_allclose(rows @ rows.T, np.eye(3), atol=1e-14)
    assert line.distance == pytest.approx(math.sqrt(9e8 + 25e8 + 1e8))


def test_line_of_sight__differentiates_range_azimuth_and_elevation():
    axes, place = _axes(), np.array([3e4, -5e4, 1e4])
    line = line_of_sight(axes, *place)
    rows = np.array(line[5:]).reshape(3, 3)
    scale = np.array([1.0, line.ground, line.distance])
    for row, direction in enumerate(rows):
        ahead = np.array(aer(axes, *(place + direction)))
        behind = np.array(aer(axes, *(place - direction)))
        slope = np.zeros(3)
        slope[row] = 1.0
        np.testing.assert_allclose(scale * (ahead - behind) / 2.0, slope, atol=1e-7)


def test_line_of_sight__looks_straight_up_without_harm():
    line = line_of_sight(FLAT, 0.0, 0.0, 5e3)
    assert np.isfinite(line).all()
    assert line.ground == 0.0


def test_innovation__goes_the_short_way_round():
    line = line_of_sight(FLAT, -10.0, 10e3, 0.0)  # just west of north: azimuth near 2π
    _, across, _ = innovation(line, np.array([10e3, 0.001, 0.0]))
    assert across == pytest.approx(20.0, abs=0.1)
    line = line_of_sight(FLAT, 10.0, 10e3, 0.0)
    _, across, _ = innovation(line, np.array([10e3, 2.0 * math.pi - 0.001, 0.0]))
    assert across == pytest.approx(-20.0, abs=0.1)


def test_innovation__of_the_place_itself_is_nought():
    axes = _axes()
    line = line_of_sight(axes, 3e4, -5e4, 1e4)
    measured = np.array(aer(axes, 3e4, -5e4, 1e4))
    np.testing.assert_allclose(innovation(line, measured), 0.0, atol=1e-9)


def test_azimuth_normal__is_the_second_axis_of_the_line():
    axes = _axes()
    place = aer2enu(axes, 50e3, 2.2, 0.3)
    line = line_of_sight(axes, *place)
    np.testing.assert_allclose(azimuth_normal(axes, 2.2), line[8:11], atol=1e-12)
