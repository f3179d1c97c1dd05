import math

import numpy as np
import pytest

from kalkan.physics.wind import CALM, Wind, steady, wind_at

SHEAR = Wind(np.array([0.0, 9144.0]), np.array([-6.096, 21.336]), np.array([1.0, -3.0]))


@pytest.mark.parametrize(
    ("whence", "east", "north"),
    [(0.0, 0.0, -10.0), (90.0, -10.0, 0.0), (225.0, 7.0710678, 7.0710678)],
)
def test_steady__blows_from_where_it_comes(whence, east, north):
    wind = steady(10.0, math.radians(whence))
    for altitude in (-100.0, 0.0, 50e3):
        assert wind_at(wind, altitude) == pytest.approx((east, north), abs=1e-6)


def test_profile__is_linear_between_rows_and_constant_beyond():
    assert wind_at(SHEAR, 4572.0) == pytest.approx((7.62, -1.0))
    assert wind_at(SHEAR, -500.0) == (-6.096, 1.0)
    assert wind_at(SHEAR, 9144.0) == wind_at(SHEAR, 20e3) == (21.336, -3.0)


def test_calm__is_still():
    assert wind_at(CALM, 1e4) == (0.0, 0.0)
