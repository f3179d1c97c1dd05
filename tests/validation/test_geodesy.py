import math
from pathlib import Path

import numpy as np
import pytest

from kalkan.physics import geodesy

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.validation


def table(name):
    return np.loadtxt(DATA / name, delimiter=",", comments="#", ndmin=2, skiprows=3)


@pytest.mark.parametrize("row", table("geodesy.csv"))
def test_geodetic2ecef__and_back_are_those_of_pymap3d(row):
    """Tests of pymap3d 3.2.0."""
    lat, lon, alt = math.radians(row[0]), math.radians(row[1]), row[2]
    assert geodesy.geodetic2ecef(lat, lon, alt) == pytest.approx(row[3:], abs=1e-8)
    found = geodesy.ecef2geodetic(*row[3:])
    assert found[:2] == pytest.approx((lat, lon), abs=1e-14)
    assert found[2] == pytest.approx(alt, abs=1e-7)


@pytest.mark.parametrize("row", table("aer.csv"))
def test_aer__is_that_of_pymap3d(row):
    """Tests of pymap3d 3.2.0, from 42 degrees north, 82 degrees west, 200 m."""
    azimuth, elevation, distance = math.radians(row[0]), math.radians(row[1]), row[2]
    frame = geodesy.frame_at(math.radians(42.0), math.radians(-82.0), 200.0)
    axes = np.empty(9)
    geodesy.local_axes(frame, 0.0, 0.0, 0.0, axes)
    enu = geodesy.aer2enu(axes, distance, azimuth, elevation)
    assert enu == pytest.approx(row[3:6], abs=1e-6)
    seen = geodesy.aer(axes, *row[3:6])
    assert seen == pytest.approx((distance, azimuth, elevation), abs=1e-6)
    lat, lon, alt = geodesy.enu2geodetic(frame, *row[3:6])
    assert geodesy.geodetic2ecef(lat, lon, alt) == pytest.approx(row[6:], abs=1e-6)
