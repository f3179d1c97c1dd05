"""Routes of carriers."""

import math

import numpy as np
import pytest

from kalkan.physics.arcs import knots_of
from kalkan.physics.geodesy import enu2geodetic
from kalkan.physics.release import release_arcs
from kalkan.physics.routes import route_arcs
from unit.physics.between import FRAME, between, heights, shift

PLACES = np.radians([[36.0, 30.0], [37.0, 32.0], [38.0, 31.0], [39.9, 32.8]])
LEVEL = np.full(4, 50.0)
SPEED, TURN = 250.0, 20.0


def _flown(places, altitude, speed, turn, releases_at, turns_back):
    """Return the path, and the time of release."""
    before, after = release_arcs(places, altitude, speed, turn, releases_at, turns_back)
    release = knots_of(FRAME, before, speed)[0][-1] if before else 0.0
    return *knots_of(FRAME, [*before, *after], speed), release


def test_release__releases_at_its_distance_and_flies_home():
    time, p, v, release = _flown(PLACES, 9e3, SPEED, TURN, 60e3, True)
    k = int(np.argmin(np.abs(time - release)))
    assert time[k] == pytest.approx(release)
    off = shift(PLACES[-1], enu2geodetic(FRAME, *p[k]))
    assert off == pytest.approx(60e3, rel=3e-3)
    assert np.abs(heights(between((time, p, v))[1]) - 9e3).max() < 0.5
    around = time > release + math.pi * SPEED / TURN
    turned = (v[around][0] @ v[k]) / SPEED**2
    assert turned == pytest.approx(-1.0, abs=1e-3)
    assert time[-1] == pytest.approx(2.0 * release + math.pi * SPEED / TURN, rel=5e-3)


def test_release__or_flies_on_to_the_target():
    path = _flown(PLACES, 50.0, SPEED, TURN, 60e3, False)
    plain = knots_of(FRAME, route_arcs(PLACES, LEVEL, SPEED, TURN), SPEED)
    assert path[0][-1] == pytest.approx(plain[0][-1])
    assert path[1][-1] == pytest.approx(plain[1][-1], abs=1e-6)
    assert plain[0][-1] - path[3] == pytest.approx(60e3 / SPEED, rel=3e-3)


def test_release__that_starts_within_its_distance_releases_at_once():
    path = _flown(PLACES[2:], 9e3, SPEED, TURN, 500e3, True)
    assert path[3] == 0.0
    assert path[2][-1] @ path[2][0] < 0.0
    on = _flown(PLACES[2:], 9e3, SPEED, TURN, 500e3, False)
    assert on[3] == 0.0


def test_release__that_never_comes_so_near_releases_at_its_end():
    path = _flown(PLACES, 9e3, SPEED, TURN, -1.0, True)
    assert path[3] > 1000.0
    assert path[0][-1] > 1.9 * path[3]
