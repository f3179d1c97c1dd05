import math

import numpy as np
import pytest

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.ballistics import ballistic_knots, minimum_energy_apogee, solve
from kalkan.physics.geodesy import altitude, frame_at, geodetic2enu
from kalkan.physics.kinematics import hermite
from kalkan.physics.trajectory import HERMITE_TOLERANCE, Shot, thin, trace

FRAME = frame_at(0.70, 0.57, 900.0)
START, AIM = (0.70, 0.57, 0.0), (0.745, 0.575, 800.0)  # 290 km
BOOST, COEFFICIENT = 60.0, 12e3


@pytest.fixture(name="path", scope="module")
def _path():
    return ballistic_knots(FRAME, *START, *AIM, 60e3, BOOST, COEFFICIENT)


def _heights(places):
    return np.array([altitude(FRAME, *place) for place in places])


def test_ballistic_knots__joins_launch_place_and_aim_point(path):
    time, position, velocity = path
    assert time[0] == 0.0
    assert position[0] == pytest.approx(geodetic2enu(FRAME, *START), abs=1e-3)
    assert position[-1] == pytest.approx(geodetic2enu(FRAME, *AIM), abs=0.05)
    assert velocity[0] == pytest.approx([0.0, 0.0, 0.0])
    assert 200.0 < time[-1] < 400.0
    assert len(time) < 60


def test_ballistic_knots__has_the_wanted_apogee(path):
    time, p, v = path
    k = int(np.argmax(_heights(p)))
    tops = []
    for a, b in ((k - 1, k), (k, k + 1)):
        for t in np.linspace(time[a], time[b], 200):
            q = [
                hermite(t, time[a], time[b], p[a, c], v[a, c], p[b, c], v[b, c])[0]
                for c in range(3)
            ]
            tops.append(altitude(FRAME, *q))
    # above a surface of linear radius, not above the ellipsoid
    assert max(tops) == pytest.approx(60e3, rel=5e-3)


def test_ballistic_knots__burns_then_falls_then_is_braked(path):
    time, _, v = path
    speed = np.linalg.norm(v, axis=1)
    assert BOOST in time
    burnout = int(np.argmax(time == BOOST))
    assert speed.argmax() == burnout
    assert 1200.0 < speed[burnout] < 2000.0
    assert speed[-1] < 0.9 * speed[burnout]


def test_ballistic_knots__without_wish_for_apogee_flies_at_least_energy():
    low = ballistic_knots(FRAME, *START, *AIM, math.inf, BOOST, COEFFICIENT)
    wanted = minimum_energy_apogee(290e3)
    assert _heights(low[1]).max() == pytest.approx(wanted, rel=0.05)


def test_ballistic_knots__flies_as_low_as_it_can():
    flat = ballistic_knots(FRAME, *START, *AIM, 1.0, BOOST, COEFFICIENT)
    assert flat[1][-1] == pytest.approx(geodetic2enu(FRAME, *AIM), abs=0.05)
    assert _heights(flat[1]).max() < 30e3


def test_ballistic_knots__is_empty_where_nothing_can_be_flown():
    same = ballistic_knots(FRAME, *START, *START, 80e3, BOOST, COEFFICIENT)
    thick = ballistic_knots(FRAME, *START, *AIM, 80e3, 0.0, 1e-3)
    for time, position, velocity in (same, thick):
        assert time.shape == (0,)
        assert position.shape == velocity.shape == (0, 3)


def _shot(**change):
    shot = Shot(EARTH_RADIUS, EARTH_RADIUS, EARTH_RADIUS, 0.05, 0.0, BOOST, 4e-5)
    return shot._replace(**change)


def test_trace__knots_stand_for_all_points():
    shot = _shot()
    elevation, speed = solve(shot, 80e3)
    points = np.zeros((5000, 5))
    angle, top, many = trace(shot, elevation, speed, points)
    points = points[:many]
    assert angle == pytest.approx(0.05, abs=1e-8)
    assert top == pytest.approx(80e3, abs=2.0)
    keep = np.zeros(many, np.bool_)
    thin(points, BOOST, keep)
    assert keep[0]
    assert keep[-1]
    assert keep[points[:, 0] == BOOST].all()
    assert keep.sum() < many / 10
    knots = points[keep]
    for t, *rest in points:
        k = min(max(int(np.searchsorted(knots[:, 0], t)) - 1, 0), len(knots) - 2)
        a, b = knots[k], knots[k + 1]
        for c in (1, 2):
            place, _ = hermite(t, a[0], b[0], a[c], a[c + 2], b[c], b[c + 2])
            assert abs(place - rest[c - 1]) <= HERMITE_TOLERANCE


def test_trace__steps_are_short_enough(monkeypatch):
    """Without air the end is that of the ellipse through the burn-out point."""
    shot = _shot(boost_time=0.0, drag=0.0)
    angle, top, _ = trace(shot, math.radians(45.0), 1700.0, np.empty((0, 5)))
    ratio = 1700.0**2 * EARTH_RADIUS / 3.986004418e14
    flown = 2.0 * math.atan2(0.5 * ratio, 1.0 - 0.5 * ratio)
    assert angle == pytest.approx(flown, rel=1e-7)
    eccentricity = math.sqrt(1.0 + ratio * (ratio - 2.0) * 0.5)
    apogee = EARTH_RADIUS / (2.0 - ratio) * (1.0 + eccentricity) - EARTH_RADIUS
    assert top == pytest.approx(apogee, abs=1.0)


def test_trace__what_does_not_come_down_has_no_end():
    shot = _shot(boost_time=0.0, drag=0.0)
    angle, top, _ = trace(shot, math.radians(45.0), 12e3, np.empty((0, 5)))
    assert angle == math.inf
    assert top > 1e7


def test_trace__of_too_weak_a_motor_ends_where_it_stands():
    angle, top, _ = trace(_shot(), math.radians(30.0), 300.0, np.empty((0, 5)))
    assert abs(angle) < 1e-6
    assert top < 1.0


def test_trace__keeps_no_more_points_than_there_is_room_for():
    points = np.zeros((7, 5))
    assert trace(_shot(), 1.0, 2000.0, points)[2] == 7
    assert points[-1, 0] > 0.0
