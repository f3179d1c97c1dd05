import math

import numpy as np
import pytest

from kalkan.physics.steering import Guided, fixed, from_ned, programmed


@pytest.mark.parametrize(("lat", "lon"), [(0.7, 0.5), (-1.2, 3.0), (0.0, -2.0)])
def test_from_ned__is_a_rotation(lat, lon):
    rows = np.array([from_ned(lat, lon, *axis) for axis in np.eye(3)])
    assert rows @ rows.T == pytest.approx(np.eye(3), abs=1e-15)
    assert np.linalg.det(rows) == pytest.approx(1.0)
    up = [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]
    assert -rows[2] == pytest.approx(up)
    assert rows[1] == pytest.approx([-math.sin(lon), math.cos(lon), 0.0])


def test_fixed__points_where_it_says():
    steering = fixed(0.7, 0.5, 0.3, 0.8)
    direction = np.array([steering.x, steering.y, steering.z])
    north, east, down = (np.array(from_ned(0.7, 0.5, *axis)) for axis in np.eye(3))
    assert np.linalg.norm(direction) == pytest.approx(1.0)
    assert -direction @ down == pytest.approx(math.sin(0.8))
    assert math.atan2(direction @ east, direction @ north) == pytest.approx(0.3)
    assert steering.turned == 0.0


def test_programmed__has_turned_over_after_rise_and_turn():
    steering = programmed(Guided.LOFTED, 0.3, math.radians(50.0), 5.0, math.radians(2))
    assert steering.turned == pytest.approx(25.0)
    assert steering.mode == Guided.LOFTED
