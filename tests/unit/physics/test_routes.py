import math

import numpy as np
import pytest

from kalkan.physics.arcs import knots_of
from kalkan.physics.geodesy import enu2geodetic, frame_at, local_up
from kalkan.physics.routes import orbit_arc, route_arcs, route_drift
from unit.physics.between import FRAME, between, heights, shift

PLACES = np.radians([[36.0, 30.0], [37.0, 32.0], [38.0, 31.0], [39.9, 32.8]])
LEVEL = np.full(4, 50.0)
SPEED, TURN = 250.0, 20.0


def route_knots(frame, places, altitudes, speed, turn):
    return knots_of(frame, route_arcs(places, altitudes, speed, turn), speed)


@pytest.fixture(name="route", scope="module")
def _route():
    return route_knots(FRAME, PLACES, LEVEL, SPEED, TURN)


def test_route__begins_and_ends_at_its_waypoints(route):
    _, p, _ = route
    for place, end in ((PLACES[0], p[0]), (PLACES[-1], p[-1])):
        lat, lon, alt = enu2geodetic(FRAME, *end)
        assert (lat, lon) == pytest.approx(tuple(place), abs=1e-12)
        assert alt == pytest.approx(50.0, abs=1e-6)


def test_route__keeps_altitude_and_speed_between_knots(route):
    _, p, v = between(route)
    assert np.abs(heights(p) - 50.0).max() < 0.5
    assert np.linalg.norm(v, axis=1) == pytest.approx(SPEED, rel=1e-4)
    up = np.array([local_up(FRAME, *place) for place in p])
    assert np.abs((v * up).sum(axis=1)).max() < 0.1


def test_route__are_close_enough_together(route):
    time, _, v = route
    assert np.diff(time).min() > 0.0
    assert np.diff(time).max() * SPEED < 5001.0
    turned = np.arccos(np.clip((v[1:] * v[:-1]).sum(axis=1) / SPEED**2, -1.0, 1.0))
    assert np.degrees(turned).max() < 15.1


def test_route__turns_on_circles_inside_its_waypoints(route):
    time, _, v = route
    pull = np.linalg.norm(np.diff(v, axis=0), axis=1) / np.diff(time)
    assert pull.max() == pytest.approx(TURN, rel=0.02)
    radius = SPEED**2 / TURN
    for place in PLACES[1:3]:
        off = min(shift(place, enu2geodetic(FRAME, *q)) for q in between(route)[1])
        assert 10.0 < off < radius


def test_route__is_as_long_as_its_legs():
    time, *_ = route_knots(FRAME, PLACES[:2], LEVEL[:2], SPEED, TURN)
    assert time[-1] * SPEED == pytest.approx(shift(*PLACES[:2]), rel=1e-4)


def test_route__climbs_straight_but_for_its_ends():
    ends = np.array([100.0, 3100.0])
    path = route_knots(FRAME, PLACES[:2], ends, SPEED, TURN)
    t, p, v = between(path, 8)
    alt, share = heights(p), t / path[0][-1]
    assert alt[0] == pytest.approx(100.0, abs=1e-3)
    middle = (share > 0.05) & (share < 0.95)
    assert np.abs(alt - (100.0 + 3000.0 * share))[middle].max() < 20.0
    up = np.array([local_up(FRAME, *place) for place in p])
    climb = (v * up).sum(axis=1)
    assert climb[0] == pytest.approx(0.0, abs=0.01)
    assert np.ptp(climb[middle]) < 0.1


def test_route__a_turn_too_wide_for_its_legs_is_flown_tighter():
    places = np.radians([[36.0, 30.0], [36.0, 30.02], [36.02, 30.02]])
    path = route_knots(FRAME, places, LEVEL[:3], SPEED, 10.0)
    time, _, v = path
    pull = np.linalg.norm(np.diff(v, axis=0), axis=1) / np.diff(time)
    assert pull.max() > 20.0
    lat, lon, _ = enu2geodetic(FRAME, *path[1][-1])
    assert (lat, lon) == pytest.approx(tuple(places[-1]), abs=1e-12)


def test_route__leaves_out_a_repeated_waypoint_and_a_straight_one():
    equator = np.radians([[0.0, 30.0], [0.0, 30.5], [0.0, 30.5], [0.0, 31.0]])
    frame = frame_at(0.0, 0.5)
    time, p, _ = route_knots(frame, equator, LEVEL, SPEED, TURN)
    direct, q, _ = route_knots(frame, equator[[0, 3]], LEVEL[:2], SPEED, TURN)
    assert time[-1] == pytest.approx(direct[-1])
    assert p[-1] == pytest.approx(q[-1])


def test_orbit__is_a_level_clockwise_circle():
    centre = PLACES[0]
    arc = orbit_arc(*centre, 9e3, 40e3, 720e3, math.pi / 2.0)
    path = knots_of(FRAME, [arc], 200.0)
    _, p, v = between(path)
    assert path[0][-1] == pytest.approx(3600.0, rel=3e-3)
    assert np.abs(heights(p) - 9e3).max() < 0.5
    assert np.linalg.norm(v, axis=1) == pytest.approx(200.0, rel=1e-3)
    off = [shift(centre, enu2geodetic(FRAME, *place)) for place in p]
    assert np.array(off) == pytest.approx(40e3, rel=0.005)
    lat, lon, _ = enu2geodetic(FRAME, *p[0])
    assert lat == pytest.approx(centre[0], abs=1e-4)
    assert lon > centre[1]  # starts east of the centre, and flies south
    assert enu2geodetic(FRAME, *p[1])[0] < lat


def test_route_drift__is_level_and_to_the_right_and_fades_at_the_ends(route):
    drift = route_drift(FRAME, *route)
    time, p, v = route
    length = np.linalg.norm(drift, axis=1)
    assert length[0] == length[-1] == 0.0
    share = time / time[-1]
    assert length[(share > 0.2) & (share < 0.8)] == pytest.approx(1.0)
    assert np.abs((drift * v).sum(axis=1)).max() < 1e-9
    up = np.array([local_up(FRAME, *place) for place in p])
    assert np.abs((drift * up).sum(axis=1)).max() < 1e-12
    right = np.cross(v[1:-1], up[1:-1])
    assert ((drift[1:-1] * right).sum(axis=1) > 0.0).all()


def test_route_drift__may_begin_at_once(route):
    drift = route_drift(FRAME, *route, from_start=False)
    assert np.linalg.norm(drift[0]) == pytest.approx(1.0)
    assert np.linalg.norm(drift[-1]) == 0.0
