import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from kalkan.physics.kinematics import closest_approach, hermite, norm3

PLACE = st.floats(-1e5, 1e5)
SPEED = st.floats(-3e3, 3e3)


@given(PLACE, SPEED, PLACE, SPEED, st.floats(0.0, 1.0), st.floats(0.1, 1e3))
def test_hermite__agrees_with_scipy(p0, v0, p1, v1, share, span):
    t0 = 20.0
    t = t0 + share * span
    oracle = CubicHermiteSpline([t0, t0 + span], [p0, p1], [v0, v1])
    place, speed = hermite(t, t0, t0 + span, p0, v0, p1, v1)
    assert place == pytest.approx(float(oracle(t)), abs=1e-6, rel=1e-9)
    assert speed == pytest.approx(float(oracle(t, 1)), abs=1e-6, rel=1e-9)


def test_hermite__meets_both_knots():
    assert hermite(5.0, 5.0, 9.0, 1.0, 2.0, 3.0, 4.0) == (1.0, 2.0)
    assert hermite(9.0, 5.0, 9.0, 1.0, 2.0, 3.0, 4.0) == (3.0, 4.0)


def test_hermite__keeps_a_straight_line_straight():
    for t in np.linspace(0.0, 10.0, 11):
        place, speed = hermite(float(t), 0.0, 10.0, 100.0, 25.0, 350.0, 25.0)
        assert place == pytest.approx(100.0 + 25.0 * t, abs=1e-9)
        assert speed == pytest.approx(25.0, abs=1e-12)


@given(st.tuples(*[PLACE] * 3), st.tuples(*[SPEED] * 3))
def test_closest_approach__is_nearer_than_any_other_time(place, velocity):
    time, distance = closest_approach(*place, *velocity)
    for other in (time - 1.0, time, time + 1.0):
        apart = math.dist(place, [-other * v for v in velocity])
        assert distance <= apart + 1e-6 * (1.0 + apart)


def test_closest_approach__may_be_past():
    assert closest_approach(100.0, 0.0, 7.0, 50.0, 0.0, 0.0) == (-2.0, 7.0)


def test_closest_approach__of_two_at_rest_is_now():
    assert closest_approach(2.0, 3.0, 6.0, 0.0, 0.0, 0.0) == (0.0, 7.0)


@given(st.tuples(*[PLACE] * 3))
def test_norm3__is_the_length(vector):
    assert norm3(*vector) == pytest.approx(math.hypot(*vector), rel=1e-14, abs=1e-150)
