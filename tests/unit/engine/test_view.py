"""What a crew knows of its view."""

import math

import numpy as np
import pytest

from kalkan.engine.view import azimuth_of, is_masked
from kalkan.physics.envelope import point_at
from kalkan.physics.horizon import horizon
from unit.engine.open_eye import behind_a_wall, open_eye


@pytest.mark.parametrize(("east", "north"), [(1.0, 0.0), (0.0, 1.0), (-1.0, -1.0)])
def test_azimuth_of__is_clockwise_from_north(east, north):
    eye = open_eye()
    expected = math.atan2(east, north)
    found = azimuth_of(eye.crews, 0, 1e3 * east, 1e3 * north, 0.0)
    assert found == pytest.approx(expected, abs=1e-6)


def _masked(eye, arc, height):
    away = np.array(point_at(arc, height)) - eye.crews.position[0]
    return is_masked(eye.floors, eye.crews, eye.earth, 0, *map(float, away), height)


def test_is_masked__is_beyond_the_horizon_where_there_is_no_table():
    eye = open_eye()
    reach = horizon(20.0, 4 / 3) + horizon(100.0, 4 / 3)
    assert not _masked(eye, 0.99 * reach, 100.0)
    assert _masked(eye, 1.01 * reach, 100.0)


def test_is_masked__is_below_the_floor_of_the_map():
    eye = behind_a_wall(open_eye(), 1000.0, 20e3)
    assert _masked(eye, 50e3, 990.0)
    assert not _masked(eye, 50e3, 1010.0)


def test_is_masked__knows_nothing_of_the_error_of_the_map():
    eye = behind_a_wall(open_eye(), 1000.0, 20e3)
    eye.medium.masking[:] = 500.0
    assert not _masked(eye, 50e3, 1010.0)
