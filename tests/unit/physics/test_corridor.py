"""Legs of corridors against geodesics of the ellipsoid."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymap3d.vincenty import vdist, vreckon

from kalkan.physics.corridor import along_leg, from_centre, leg_normal, leg_offset
from kalkan.physics.geodesy import frame_at, geodetic2enu

LAT, LON = math.radians(40.0), math.radians(32.7)
FRAME = frame_at(LAT, LON)


def centred(lat, lon, alt=0.0):
    """Return a place [deg, m] as a vector from the Earth's centre."""
    place = geodetic2enu(FRAME, math.radians(lat), math.radians(lon), alt)
    return np.array(from_centre(FRAME, *place))


def leg(one, other):
    start, end, normal = centred(*one), centred(*other), np.zeros(3)
    start, end = start / np.linalg.norm(start), end / np.linalg.norm(end)
    leg_normal(start, end, normal)
    return start, end, normal


def offset(one, other, place, alt=0.0, joins=(False, False)):
    p = centred(*place, alt)
    radius = float(np.linalg.norm(p)) - alt
    return leg_offset(*leg(one, other), joins, *map(float, p), radius)


@settings(deadline=None, max_examples=60)
@given(
    st.floats(-60.0, 60.0),
    st.floats(-170.0, 170.0),
    st.floats(0.0, 360.0),
    st.floats(20e3, 600e3),
    st.floats(0.05, 0.95),
    st.floats(-40e3, 40e3),
)
def test_offset__is_that_of_the_geodesic(lat, lon, bearing, length, share, aside):
    """Distances by Vincenty's geodesics: along a leg, then off at a right angle."""
    end = tuple(map(float, vreckon(lat, lon, length, bearing)))
    on = tuple(map(float, vreckon(lat, lon, share * length, bearing)))
    _, back = vdist(*on, lat, lon)
    side = back + (90.0 if aside > 0.0 else -90.0)
    place = tuple(map(float, vreckon(*on, abs(aside), side)))
    found = offset((lat, lon), end, place)
    assert found == pytest.approx(abs(aside), rel=4e-3, abs=15.0)


def test_offset__is_the_same_at_any_height():
    one, other, place = (40.0, 32.0), (40.5, 34.0), (40.2, 33.2)
    low = offset(one, other, place)
    assert offset(one, other, place, 12e3) == pytest.approx(low, abs=3.4e-3 * 12e3)


def test_offset__beyond_the_ends_is_endless_but_at_a_joint():
    one, other, before = (40.0, 32.0), (40.0, 34.0), (40.0, 31.9)
    assert offset(one, other, before) == math.inf
    away, _ = vdist(*one, *before)
    for joins in ((True, False), (True, True)):
        joint = offset(one, other, before, joins=joins)
        assert joint == pytest.approx(float(away), rel=4e-3)
    behind, _ = vdist(*other, *before)
    joint = offset(one, other, before, joins=(False, True))
    assert joint == pytest.approx(float(behind), rel=4e-3)


@pytest.mark.parametrize("turn", range(0, 360, 45))
def test_along__is_the_cosine_of_the_angle_between(turn):
    _, _, normal = leg((40.0, 32.0), (40.0, 33.4))
    p = centred(40.0, 32.7, 9e3)  # above the origin: ENU is east, north, up there
    along = math.radians(90.0 + turn)
    velocity = (250.0 * math.sin(along), 250.0 * math.cos(along), 40.0)
    speed, cosine = along_leg(normal, *map(float, p), *velocity)
    assert speed == pytest.approx(250.0, rel=3e-3)  # the centre is not straight below
    assert cosine == pytest.approx(math.cos(math.radians(turn)), abs=0.01)


def test_along__of_what_stands_still_is_nothing():
    _, _, normal = leg((40.0, 32.0), (40.0, 33.4))
    p = tuple(map(float, centred(40.0, 32.7)))
    assert along_leg(normal, *p, 0.0, 0.0, 0.0) == (0.0, 0.0)


def test_normal__is_to_the_left():
    _, _, normal = leg((40.0, 32.0), (40.0, 33.4))
    assert normal[1] > 0.99  # of who flies east it is north
