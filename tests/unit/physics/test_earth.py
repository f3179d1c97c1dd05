import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import EARTH_J2, EARTH_MAJOR, EARTH_MU, EARTH_RATE
from kalkan.physics.earth import ROUND, ROUND_ROTATING, WGS84, gravitation, turning
from kalkan.physics.geodesy import geodetic2ecef

PLACE = st.tuples(
    st.floats(-math.pi / 2, math.pi / 2),
    st.floats(-math.pi, math.pi),
    st.floats(0.0, 2000e3),
)


def potential(place):
    """Return that of a point mass and the second zonal harmonic (Vallado, 8-12)."""
    r = np.linalg.norm(place)
    flat = EARTH_J2 * (EARTH_MAJOR / r) ** 2 * (1.5 * (place[2] / r) ** 2 - 0.5)
    return EARTH_MU / r * (1.0 - flat)


@given(PLACE)
def test_gravitation__is_the_gradient_of_its_potential(where):
    place, step = np.array(geodetic2ecef(*where)), 50.0
    slope = [
        (potential(place + step * axis) - potential(place - step * axis)) / (2.0 * step)
        for axis in np.eye(3)
    ]
    assert gravitation(WGS84, *place) == pytest.approx(slope, abs=2e-7)


@pytest.mark.parametrize(
    ("latitude", "gravity"), [(0.0, 9.7803253359), (0.5 * math.pi, 9.8321849379)]
)
def test_gravity__on_the_ellipsoid_is_the_normal_one(latitude, gravity):
    """NIMA TR8350.2, table 3.4; harmonics beyond J2 are some 1e-5 of it."""
    x, y, z = geodetic2ecef(latitude, 0.0, 0.0)
    gx, gy, gz = gravitation(WGS84, x, y, z)
    tx, ty = turning(WGS84, x, y, 0.0, 0.0)
    total = math.hypot(gx + tx, gy + ty, gz)
    assert total == pytest.approx(gravity, rel=2e-5)


@given(PLACE)
def test_gravitation__of_a_round_earth_points_at_its_centre(where):
    place = np.array(geodetic2ecef(*where))
    pull = np.array(gravitation(ROUND, *place))
    assert np.linalg.norm(np.cross(pull, place)) < 1e-6
    assert np.linalg.norm(pull) == pytest.approx(EARTH_MU / (place @ place))


def test_turning__makes_straight_what_is_straight_in_space():
    """Seen from axes that turn, a body at rest in space runs round and round."""
    r, w = 7e6, EARTH_RATE
    for angle in (0.0, 0.3, 2.0, 4.0):
        x, y = r * math.cos(-angle), r * math.sin(-angle)
        vx, vy = w * y, -w * x
        ax, ay = turning(ROUND_ROTATING, x, y, vx, vy)
        assert (ax, ay) == pytest.approx((-w * w * x, -w * w * y))


def test_turning__of_an_earth_at_rest_is_nothing():
    assert turning(ROUND, 7e6, 1e6, 300.0, -200.0) == (0.0, 0.0)
