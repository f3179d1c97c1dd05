import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.horizon import (
    ground_distance,
    horizon,
    mutual_horizon,
    visible,
)

ALTITUDE = st.floats(0.0, 1e6)


def slant(arc, alt1, alt2, radius=EARTH_RADIUS):
    r1, r2, angle = radius + alt1, radius + alt2, arc / radius
    return math.hypot(r2 * math.cos(angle) - r1, r2 * math.sin(angle))


@given(st.floats(10.0, 3e6), ALTITUDE, ALTITUDE)
def test_ground_distance__is_the_arc_below(arc, alt1, alt2):
    found = ground_distance(slant(arc, alt1, alt2), alt1, alt2)
    assert found == pytest.approx(arc, rel=1e-6, abs=0.1)


@pytest.mark.parametrize("angle", [0.5, 1.0, 3.0])
def test_ground_distance__holds_round_the_globe(angle):
    arc = angle * EARTH_RADIUS
    assert ground_distance(slant(arc, 1e4, 2e4), 1e4, 2e4) == pytest.approx(arc)


def test_ground_distance__of_one_above_the_other_is_nothing():
    assert ground_distance(3000.0, 0.0, 3000.0) == 0.0
    assert ground_distance(2999.0, 0.0, 3000.0) == 0.0  # rounding is no error


def test_ground_distance__is_at_most_half_the_globe():
    assert ground_distance(1e9, 0.0, 0.0) == pytest.approx(math.pi * EARTH_RADIUS)


@given(st.floats(0.1, 1e6), st.floats(1.0, 2.0))
def test_horizon__is_where_the_ray_grazes(alt, k):
    radius = k * EARTH_RADIUS
    angle = math.acos(radius / (radius + alt))
    assert horizon(alt, k) == pytest.approx(radius * angle, rel=1e-5)


@pytest.mark.parametrize("alt", [0.0, -30.0])
def test_horizon__of_the_ground_is_nothing(alt):
    assert horizon(alt, 4 / 3) == 0.0


@given(ALTITUDE, ALTITUDE, st.floats(0.5, 10.0))
def test_mutual_horizon__is_the_sum_of_both(alt1, alt2, k):
    found = mutual_horizon(alt1, alt2, k)
    assert found == horizon(alt1, k) + horizon(alt2, k)
    assert mutual_horizon(alt2, alt1, k) == found


@given(st.floats(1.0, 3e4), st.floats(1.0, 3e4), st.floats(1.0, 1.6))
def test_visible__changes_at_the_sum_of_horizons(alt1, alt2, k):
    reach = horizon(alt1, k) + horizon(alt2, k)
    assert visible(slant(0.999 * reach, alt1, alt2), alt1, alt2, k)
    assert not visible(slant(1.001 * reach, alt1, alt2), alt1, alt2, k)


def test_visible__over_a_real_sphere_is_the_line_of_sight():
    """With k = 1 nothing bends: compare with the line's nearest point to the centre."""
    rng = np.random.default_rng(3)
    for arc, alt1, alt2 in rng.uniform([1e4, 5.0, 5.0], [6e5, 8e3, 8e3], (200, 3)):
        r1, angle = EARTH_RADIUS + alt1, arc / EARTH_RADIUS
        start = np.array([0.0, r1])
        end = (EARTH_RADIUS + alt2) * np.array([math.sin(angle), math.cos(angle)])
        along = end - start
        share = np.clip(-(start @ along) / (along @ along), 0.0, 1.0)
        clear = np.linalg.norm(start + share * along) >= EARTH_RADIUS
        assert visible(float(np.linalg.norm(along)), alt1, alt2, 1.0) == clear
