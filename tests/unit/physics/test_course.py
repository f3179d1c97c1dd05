"""Ways as samples, and the knots that stand for them."""

import math

import numpy as np
import pytest

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.arcs import knots_of
from kalkan.physics.course import course_knots, course_of, sparse_path
from kalkan.physics.geodesy import enu2geodetic
from kalkan.physics.routes import orbit_arc, route_arcs
from unit.physics.between import FRAME, at_time, between, heights, shift

PLACES = np.radians([[39.0, 32.0], [39.4, 32.5], [39.2, 33.0]])
SPEED, TURN, STEP = 240.0, 20.0, 250.0


@pytest.fixture(name="arcs", scope="module")
def _arcs():
    return route_arcs(PLACES, np.full(3, 800.0), SPEED, TURN)


@pytest.fixture(name="course", scope="module")
def _course(arcs):
    return course_of(arcs, STEP)


def test_course__is_sampled_closely_along_the_arcs(arcs, course):
    assert np.diff(course.distance).min() > 0.0
    assert np.diff(course.distance).max() <= STEP * (1.0 + 1e-9)
    assert course.distance[-1] == pytest.approx(sum(arc.length for arc in arcs))
    assert course.left[0] == course.distance[-1]
    assert course.left[-1] == 0.0
    np.testing.assert_allclose(np.linalg.norm(course.normal, axis=1), 1.0)
    np.testing.assert_allclose(np.linalg.norm(course.heading, axis=1), 1.0)
    across = (course.normal * course.heading).sum(axis=1)
    np.testing.assert_allclose(across, 0.0, atol=1e-12)


def test_course__begins_and_ends_at_its_waypoints(course):
    lat, lon = course.places()
    assert (lat[0], lon[0]) == pytest.approx(tuple(PLACES[0]), abs=1e-12)
    assert (lat[-1], lon[-1]) == pytest.approx(tuple(PLACES[-1]), abs=1e-12)


def test_course__aside_lies_to_the_right(course):
    middle, right = course.places(), course.places(300.0)
    for k in (0, 100, -1):
        one = (middle[0][k], middle[1][k])
        assert shift(one, (right[0][k], right[1][k])) == pytest.approx(300.0, rel=5e-3)
    lat, lon = right  # north-east first, so that right is south-east
    assert lat[0] < PLACES[0, 0]
    assert lon[0] > PLACES[0, 1]


def test_course_knots__of_a_level_way_are_those_of_its_arcs(arcs, course):
    level = np.full(course.distance.size, 800.0)
    path, time = course_knots(FRAME, course, level, 0.0 * level, SPEED, 2.0)
    exact = knots_of(FRAME, arcs, SPEED)
    assert len(path[0]) == len(exact[0])
    for one, other in zip(path, exact, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-2)
    assert time[-1] == path[0][-1]


def test_course_knots__fly_the_heights_within_the_tolerance(course):
    height = 800.0 + 200.0 * np.sin(course.distance / 2e3)
    slope = 0.1 * np.cos(course.distance / 2e3)
    path, time = course_knots(FRAME, course, height, slope, SPEED, 2.0)
    _, p, v = between(path, 12)
    assert np.linalg.norm(v, axis=1) == pytest.approx(SPEED, rel=0.01)
    place = np.array([at_time(path, t) for t in time])
    assert abs(heights(place) - height).max() <= 2.0
    lat, lon = course.places()
    for k in range(0, len(time), 37):
        where = enu2geodetic(FRAME, *place[k])
        assert shift(where, (lat[k], lon[k])) < 2.0
    assert len(path[0]) < len(time) / 4
    assert abs(np.diff(heights(p))).max() < 200.0


def test_course__of_a_circle_keeps_its_shape():
    radius = 20e3
    arc = orbit_arc(*PLACES[0], 3000.0, radius, 2.0 * math.pi * radius, 0.0)
    course = course_of([arc], STEP)
    level = np.full(course.distance.size, 3000.0)
    path, _ = course_knots(FRAME, course, level, 0.0 * level, SPEED, 2.0)
    _, p, _ = between(path, 5)
    away = [shift(PLACES[0], enu2geodetic(FRAME, *place)) for place in p]
    assert np.array(away) == pytest.approx(radius, rel=4e-3)
    scale = 2.0 * math.pi * EARTH_RADIUS * math.sin(radius / EARTH_RADIUS)
    assert course.distance[-1] == pytest.approx(scale, rel=1e-3)


def _parabola(many):
    t = np.linspace(0.0, 60.0, many)
    p = np.column_stack([200.0 * t, 0.0 * t, 5.0 * t * t])
    v = np.column_stack([0.0 * t + 200.0, 0.0 * t, 10.0 * t])
    return t, p, v


def test_sparse_path__keeps_only_the_ends_of_a_parabola():
    t, p, v = _parabola(101)
    time, _, _ = sparse_path(t, p, v, 0.1, np.zeros(101, np.bool_))
    assert time.tolist() == [0.0, 60.0]


def test_sparse_path__keeps_what_is_fixed():
    t, p, v = _parabola(101)
    fixed = np.zeros(101, np.bool_)
    fixed[[10, 50]] = True
    time, q, w = sparse_path(t, p, v, 0.1, fixed)
    assert time.tolist() == [t[0], t[10], t[50], t[100]]
    np.testing.assert_array_equal(q, p[[0, 10, 50, 100]])
    np.testing.assert_array_equal(w, v[[0, 10, 50, 100]])
    assert fixed.sum() == 2


@pytest.mark.parametrize("tolerance", [0.5, 5.0, 50.0])
def test_sparse_path__strays_no_farther_than_it_may(tolerance):
    t = np.linspace(0.0, 300.0, 1201)
    rng = np.random.default_rng(4)
    p = np.column_stack([240.0 * t, 900.0 * np.sin(t / 20.0), rng.normal(size=t.size)])
    v = np.column_stack([0.0 * t + 240.0, 45.0 * np.cos(t / 20.0), 0.0 * t])
    path = sparse_path(t, p, v, tolerance, np.zeros(t.size, np.bool_))
    off = np.linalg.norm(np.array([at_time(path, s) for s in t]) - p, axis=1)
    assert max(off) <= tolerance * (1.0 + 1e-9)
    assert len(path[0]) < {0.5: 1201, 5.0: 80, 50.0: 30}[tolerance]


def test_sparse_path__of_two_knots_is_itself():
    t, p, v = _parabola(2)
    for one, other in zip(
        sparse_path(t, p, v, 1.0, np.zeros(2, np.bool_)), (t, p, v), strict=True
    ):
        np.testing.assert_array_equal(one, other)
