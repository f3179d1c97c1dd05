"""Coming down on a target."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.arcs import knots_of
from kalkan.physics.descent import (
    descended,
    descent_from,
    lowered,
    steepest_descent,
)
from kalkan.physics.geodesy import enu2geodetic
from kalkan.physics.routes import route_arcs
from unit.physics.between import FRAME, between, heights

SLOPE, BEND = math.tan(math.radians(30.0)), 5e-4
LEFT = np.linspace(40e3, 0.0, 801)
PLACES = np.radians([[39.0, 32.0], [39.2, 32.3], [39.25, 32.31]])


@given(
    height=st.floats(0.0, 30e3),
    slope=st.floats(0.01, 5.0),
    bend=st.floats(1e-6, 0.1),
    room=st.floats(10.0, 1e6),
)
def test_descent__comes_down_all_the_way(height, slope, bend, room):
    descent = descent_from(height, slope, bend, room)
    left = np.linspace(1.1 * descent.length + 1.0, 0.0, 500)
    drop, dive = descended(descent, left)
    assert drop[0] == dive[0] == 0.0
    assert drop[-1] == pytest.approx(height, rel=1e-9, abs=1e-9)
    assert np.all(np.diff(drop) >= 0.0)
    assert descent.length <= room * (1.0 + 1e-12)
    if descent.length < room:
        assert dive.max() <= slope * (1.0 + 1e-9)
        assert descent.bend == bend


def test_descended__slope_is_the_growth_of_the_drop():
    descent = descent_from(3000.0, SLOPE, BEND, 1e5)
    left = np.linspace(9e3, 0.0, 5000)
    drop, dive = descended(descent, left)
    np.testing.assert_allclose(np.gradient(drop, -left), dive, atol=2e-3)


def test_steepest_descent__over_level_ground_is_the_one_wanted():
    ground = np.full(LEFT.size, 700.0)
    found = steepest_descent(LEFT, ground + 50.0, ground, SLOPE, BEND)
    assert found == descent_from(50.0, SLOPE, BEND, 40e3)


def test_steepest_descent__clears_a_ridge_before_the_target():
    ground = np.where((LEFT > 400.0) & (LEFT < 2000.0), 600.0, 0.0)
    level = np.full(LEFT.size, 650.0)
    found = steepest_descent(LEFT, level, ground, SLOPE, BEND)
    assert found.length < descent_from(650.0, SLOPE, BEND, 40e3).length
    drop, _ = descended(found, LEFT)
    assert np.all(level - drop >= ground - 1.0)
    assert drop[-1] == pytest.approx(650.0)


def test_steepest_descent__below_a_cliff_ends_there_all_the_same():
    ground = np.where(LEFT > 0.0, 600.0, 0.0)
    level = np.full(LEFT.size, 600.0)
    drop, _ = descended(steepest_descent(LEFT, level, ground, SLOPE, BEND), LEFT)
    assert drop[-1] == pytest.approx(600.0)


@pytest.mark.parametrize("height", [30.0, 300.0, 3000.0, 15e3])
def test_lowered__ends_on_its_target_and_is_level_before(height):
    arcs = route_arcs(PLACES, np.full(3, height), 240.0, 29.0)
    way = sum(arc.length for arc in arcs)
    descent = descent_from(height, SLOPE, BEND, way)
    time, p, v = knots_of(FRAME, lowered(arcs, descent), 240.0)
    lat, lon, end = enu2geodetic(FRAME, *p[-1])
    assert (lat, lon) == pytest.approx(tuple(PLACES[-1]), abs=1e-10)
    assert end == pytest.approx(0.0, abs=1e-6)
    assert np.diff(time).min() > 0.0
    _, q, w = between((time, p, v), 9)
    assert np.linalg.norm(w, axis=1) == pytest.approx(240.0, rel=5e-3)
    gone = np.concatenate(
        [[0.0], np.cumsum(np.linalg.norm(np.diff(q, axis=0), axis=1))]
    )
    level = gone < way - descent.length - 200.0
    np.testing.assert_allclose(heights(q)[level], height, atol=1.0)
    assert np.all(np.diff(heights(q)) < 0.5)


def test_lowered__has_as_many_places_as_it_had():
    arcs = route_arcs(PLACES, np.full(3, 400.0), 240.0, 29.0)
    down = lowered(arcs, descent_from(400.0, SLOPE, BEND, 1e5))
    assert sum(arc.length for arc in down) == pytest.approx(
        sum(arc.length for arc in arcs), rel=1e-12
    )
    for one, other in pairwise(down):
        np.testing.assert_allclose(one.normal(one.angle), other.start, atol=1e-12)


def test_lowered__of_a_whole_route_begins_at_once():
    arcs = route_arcs(PLACES[1:], np.full(2, 9000.0), 240.0, 29.0)
    way = sum(arc.length for arc in arcs)
    down = lowered(arcs, descent_from(9000.0, SLOPE, BEND, way))
    _, p, _ = knots_of(FRAME, down, 240.0)
    assert heights(p)[0] == pytest.approx(9000.0, abs=1e-6)
    assert heights(p)[-1] == pytest.approx(0.0, abs=1e-6)
