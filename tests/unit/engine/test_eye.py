"""Where a flyer is for a radar."""

import math

import numpy as np
import pytest

from kalkan.engine.eye import TURN, geometry, turn_between
from kalkan.physics.geodesy import aer, geodetic2ecef
from unit.engine.open_eye import open_eye
from unit.engine.small_battle import FRAME


@pytest.mark.parametrize(
    "place", [(60e3, 20e3, 9e3), (-60e3, -20e3, 3e3), (-1.0, 9, 8)]
)
def test_geometry__is_range_azimuth_and_elevation_at_the_antenna(place):
    eye = open_eye(place, (0.0, 0.0, 0.0))
    found = geometry(eye, 0, 0, 0.0)
    offset = np.array(place) - eye.crews.position[0]
    expected = aer(eye.crews.axes[0].copy(), *map(float, offset))
    np.testing.assert_allclose(found[3:6], expected, rtol=1e-9, atol=1e-9)


def test_geometry__tells_the_true_altitude():
    found = geometry(open_eye((0.0, 200e3, 1e3)), 0, 0, 0.0)
    ecef = FRAME[:3] + FRAME[3:].reshape(3, 3).T @ (0.0, 200e3, 1e3)
    flat = np.hypot(ecef[0], ecef[1])
    latitude = math.atan2(ecef[2], flat * (1.0 - 0.00669438))
    radius = np.linalg.norm(ecef) - np.linalg.norm(geodetic2ecef(latitude, 0.57, 0.0))
    assert found.altitude == pytest.approx(radius, abs=1.0)


def test_geometry__tells_how_fast_the_azimuth_turns():
    eye = open_eye((10e3, 40e3, 5e3), (150.0, -80.0, 0.0))
    before, after = geometry(eye, 0, 0, 99.9), geometry(eye, 0, 0, 100.1)
    rate = (after.azimuth - before.azimuth) / 0.2
    assert geometry(eye, 0, 0, 100.0).turning == pytest.approx(rate, rel=1e-4)


@pytest.mark.parametrize(
    ("velocity", "off"),
    [((-250.0, 0, 0), 0.0), ((250.0, 0, 0), math.pi), ((0, 9, 0), 1.57)],
)
def test_geometry__tells_the_angle_off_the_nose(velocity, off):
    found = geometry(open_eye((90e3, 0.0, 20.0), velocity), 0, 0, 0.0)
    assert found.nose == pytest.approx(math.cos(off), abs=0.01)


@pytest.mark.parametrize(
    ("velocity", "closing"),
    [((-250.0, 0, 0), 250.0), ((250.0, 0, 0), -250.0), ((0, 90.0, 0), 0.0)],
)
def test_geometry__tells_how_fast_the_flyer_comes(velocity, closing):
    found = geometry(open_eye((90e3, 0.0, 20.0), velocity), 0, 0, 0.0)
    assert found.closing == pytest.approx(closing, abs=0.01)


@pytest.mark.parametrize(
    ("start", "to", "turn"),
    [
        (0.1, 0.4, 0.3),
        (TURN - 0.1, 0.1, 0.2),
        (0.1, TURN - 0.1, -0.2),
        (-9.0, 9.0, None),
    ],
)
def test_turn_between__goes_the_short_way_round(start, to, turn):
    found = turn_between(start, to)
    assert -math.pi < found <= math.pi
    assert math.cos(start + found) == pytest.approx(math.cos(to))
    if turn is not None:
        assert found == pytest.approx(turn)
