import math

import numpy as np
import pymap3d
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from kalkan.physics import geodesy
from kalkan.physics.geodesy import frame_at

LATITUDE = st.floats(-math.pi / 2, math.pi / 2)
LONGITUDE = st.floats(-math.pi, math.pi)
ALTITUDE = st.floats(-10e3, 2000e3)
OFFSET = st.floats(-1.5e6, 1.5e6)
FRAME = frame_at(math.radians(40.0), math.radians(32.7))


@given(LATITUDE, LONGITUDE, ALTITUDE)
def test_geodetic2ecef__agrees_with_pymap3d(lat, lon, alt):
    theirs = pymap3d.geodetic2ecef(lat, lon, alt, deg=False)
    assert geodesy.geodetic2ecef(lat, lon, alt) == pytest.approx(theirs, abs=1e-7)


@given(LATITUDE, LONGITUDE, ALTITUDE)
@example(math.pi / 2, 0.0, 0.0)
@example(-math.pi / 2, 1.0, 2000e3)
@example(0.0, math.pi, -10e3)
def test_ecef2geodetic__is_the_inverse_to_a_micrometre(lat, lon, alt):
    place = geodesy.geodetic2ecef(lat, lon, alt)
    back = geodesy.ecef2geodetic(*place)
    assert back[2] == pytest.approx(alt, abs=1e-7)
    assert geodesy.geodetic2ecef(*back) == pytest.approx(place, abs=1e-7)
    assert abs(back[0] - lat) * 6.4e6 < 1e-7


def test_ecef2geodetic__holds_on_the_axis():
    lat, _, alt = geodesy.ecef2geodetic(0.0, 0.0, -6356752.314245179 - 1000.0)
    assert (lat, alt) == (-math.pi / 2, pytest.approx(1000.0, abs=1e-8))


@given(LATITUDE, LONGITUDE, OFFSET, OFFSET, st.floats(-1e3, 1e5))
def test_altitude__is_that_of_pymap3d(lat, lon, east, north, up):
    frame = frame_at(lat, lon)
    ecef = frame[:3] + frame[3:].reshape(3, 3).T @ [east, north, up]
    theirs = pymap3d.ecef2geodetic(*ecef, deg=False)[2]
    ours = geodesy.altitude(frame, east, north, up)
    assert ours == pytest.approx(float(theirs), abs=1e-3)


@given(LATITUDE, LONGITUDE, st.floats(0.0, 0.23), LONGITUDE, ALTITUDE)
def test_altitude__is_exact_far_out_and_high_up(lat, lon, arc, bearing, alt):
    frame = frame_at(lat, lon)
    there = min(max(lat + arc * math.cos(bearing), -math.pi / 2), math.pi / 2)
    place = geodesy.geodetic2enu(frame, there, lon + arc * math.sin(bearing), alt)
    assert geodesy.altitude(frame, *place) == pytest.approx(alt, abs=1e-5)


def test_altitude__is_not_the_height_over_the_tangent_plane():
    assert geodesy.altitude(FRAME, 300e3, 0.0, 0.0) == pytest.approx(7042.0, abs=5.0)


@given(LATITUDE, LONGITUDE, LATITUDE, LONGITUDE, ALTITUDE)
def test_geodetic2enu__agrees_with_pymap3d(lat0, lon0, lat, lon, alt):
    theirs = pymap3d.geodetic2enu(lat, lon, alt, lat0, lon0, 100.0, deg=False)
    ours = geodesy.geodetic2enu(frame_at(lat0, lon0, 100.0), lat, lon, alt)
    assert ours == pytest.approx(theirs, abs=1e-6)


@given(OFFSET, OFFSET, st.floats(0.0, 1e6))
def test_enu2geodetic__is_the_inverse(east, north, up):
    lat, lon, alt = geodesy.enu2geodetic(FRAME, east, north, up)
    assert geodesy.geodetic2enu(FRAME, lat, lon, alt) == pytest.approx(
        (east, north, up), abs=1e-6
    )
    assert geodesy.altitude(FRAME, east, north, up) == pytest.approx(alt, abs=1e-6)


def test_frame__turns_without_stretching():
    turn = FRAME[3:].reshape(3, 3)
    assert turn @ turn.T == pytest.approx(np.eye(3), abs=1e-15)
    assert np.linalg.det(turn) == pytest.approx(1.0)
    assert pytest.approx(pymap3d.geodetic2ecef(40.0, 32.7, 0.0)) == FRAME[:3]


def test_enu__keeps_distances_of_geographiclib():
    """Over some kilometres the chord and the geodesic are the same to a millimetre."""
    ahead = Geodesic.WGS84.Direct(40.0, 32.7, 60.0, 5000.0)
    lat, lon = math.radians(ahead["lat2"]), math.radians(ahead["lon2"])
    east, north, up = geodesy.geodetic2enu(FRAME, lat, lon, 0.0)
    assert math.hypot(east, north, up) == pytest.approx(5000.0, abs=1e-3)
    assert math.degrees(math.atan2(east, north)) == pytest.approx(60.0, abs=1e-4)


def axes_at(frame, east, north, up):
    axes = np.full((2, 9), np.nan)
    geodesy.local_axes(frame, east, north, up, axes[1])
    assert np.isnan(axes[0]).all()
    return axes[1]


@given(OFFSET, OFFSET, st.floats(0.0, 1e5))
def test_local_axes__are_those_of_a_frame_there(east, north, up):
    lat, lon, _ = geodesy.enu2geodetic(FRAME, east, north, up)
    turn = frame_at(lat, lon)[3:].reshape(3, 3)
    expected = turn @ FRAME[3:].reshape(3, 3).T
    axes = axes_at(FRAME, east, north, up)
    assert axes.reshape(3, 3) == pytest.approx(expected, abs=1e-13)
    assert geodesy.local_up(FRAME, east, north, up) == pytest.approx(axes[6:], abs=2e-8)


def test_local_axes__hold_over_the_pole():
    axes = axes_at(np.array([0, 0, 6356752.3, 0, 1, 0, -1, 0, 0, 0, 0, 1.0]), 0, 0, 0)
    assert axes.reshape(3, 3) == pytest.approx(np.eye(3), abs=1e-12)


AWAY = OFFSET.filter(lambda part: abs(part) > 1e3)  # pymap3d drops millimetres


@given(AWAY, AWAY, AWAY)
def test_aer__agrees_with_pymap3d(east, north, up):
    azimuth, elevation, distance = pymap3d.enu2aer(east, north, up, deg=False)
    ours = geodesy.aer(axes_at(FRAME, 0.0, 0.0, 0.0), east, north, up)
    assert ours[0] == pytest.approx(float(distance), rel=1e-12)
    assert ours[1] == pytest.approx(float(azimuth), abs=1e-12)
    assert ours[2] == pytest.approx(float(elevation), abs=1e-12)


@given(st.floats(1.0, 1e6), st.floats(0.0, 6.28), st.floats(-1.5, 1.5))
def test_aer__is_the_inverse_of_aer2enu(distance, azimuth, elevation):
    axes = axes_at(FRAME, 2e5, -1e5, 3e3)
    offset = geodesy.aer2enu(axes, distance, azimuth, elevation)
    seen = geodesy.aer(axes, *offset)
    assert seen[0] == pytest.approx(distance, rel=1e-12)
    assert seen[2] == pytest.approx(elevation, abs=1e-9)
    turn = (seen[1] - azimuth + math.pi) % (2 * math.pi) - math.pi
    assert turn == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("east", [-1e-300, -1e-9, -0.0, 0.0, 1e-300])
def test_aer__keeps_the_azimuth_in_its_interval(east):
    axes = np.eye(3).ravel()
    _, azimuth, _ = geodesy.aer(axes, east, 1.0, 0.0)
    assert 0.0 <= azimuth < 2 * math.pi


def test_aer__of_the_observer_itself_is_finite():
    assert geodesy.aer(np.eye(3).ravel(), 0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)
