"""Ballistic flight against closed forms and published check cases."""

import math
from pathlib import Path

import numpy as np
import pytest

from kalkan.physics.ballistics import ballistic_knots, minimum_energy_apogee
from kalkan.physics.geodesy import altitude, frame_at, local_up
from kalkan.physics.trajectory import Shot, trace

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.validation

#: Geodetic latitude at which the ellipsoid is 6371.0 km from its centre. [rad]
LATITUDE = 0.61789555
RADIUS = 6371e3


def table(name):
    return np.loadtxt(
        DATA / name, delimiter=",", comments=["#", "range", "time"], ndmin=2
    )


def _longitude(reach):
    """Return the longitude, on the same parallel, at an arc of `reach` [rad]."""
    geocentric = math.atan((1.0 - 0.00669437999014) * math.tan(LATITUDE))
    half = math.sin(0.5 * reach / RADIUS) / math.cos(geocentric)
    return 2.0 * math.asin(half)


@pytest.mark.parametrize(
    "row", table("minimum_energy.csv"), ids=lambda row: f"{row[0]:g} km"
)
def test_ballistic_knots__without_boost_and_drag_is_the_minimum_energy_ellipse(row):
    """Bate, Mueller and White 1971, section 6.2: within 1e-3."""
    reach, speed, gamma, apogee, duration = row
    frame = frame_at(LATITUDE, 0.0)
    lon = _longitude(reach * 1e3)
    time, position, velocity = ballistic_knots(
        frame, LATITUDE, 0.0, 0.0, LATITUDE, lon, 0.0, math.inf, 0.0, math.inf
    )
    assert np.linalg.norm(velocity[0]) == pytest.approx(speed * 1e3, rel=1e-3)
    centre = frame[3:].reshape(3, 3) @ -frame[:3]
    out = (position[0] - centre) / np.linalg.norm(position[0] - centre)
    climb = math.asin(float(out @ velocity[0]) / (speed * 1e3))
    assert math.degrees(climb) == pytest.approx(gamma, rel=1e-3)
    assert time[-1] == pytest.approx(duration, rel=1e-3)
    assert minimum_energy_apogee(reach * 1e3) == pytest.approx(apogee * 1e3, rel=1e-3)
    tops = np.linalg.norm(position - centre, axis=1) - RADIUS
    assert tops.max() == pytest.approx(apogee * 1e3, rel=3e-2)  # at a knot near the top
    assert tops.max() < apogee * 1e3 * 1.001
    up = np.array(local_up(frame, *position[-1]))
    assert float(up @ velocity[-1]) < 0.0
    assert altitude(frame, *position[-1]) == pytest.approx(0.0, abs=1.0)


def test_trace__drops_the_sphere_of_the_nasa_check_case():
    """NASA/TM-2015-218675, check case 4: within 0.05 ft and 1e-3 ft/s."""
    foot, radius = 0.3048, 6371007.1809
    time, alt, sink = table("dropped_sphere.csv")[0]
    area = math.pi * (3.0 * foot / 12.0) ** 2
    drag = 0.5 * 0.1 * area / 14.593902937
    shot = Shot(radius + 30e3 * foot, radius, radius, 1.0, 0.0, 0.0, drag)
    points = np.zeros((2000, 5))
    points = points[: trace(shot, 0.0, 0.0, points)[2]]
    k = int(np.argmin(np.abs(points[:, 0] - time)))
    assert points[k, 0] == pytest.approx(time)
    assert (points[k, 2] - radius) / foot == pytest.approx(alt, abs=0.05)
    assert -points[k, 4] / foot == pytest.approx(sink, abs=1e-3)
