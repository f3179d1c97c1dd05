"""The paths of flyers, and how they end."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import PathEnd
from kalkan.physics.geodesy import enu2geodetic
from kalkan.scenario import Place
from kalkan.scenario.ground import distance
from unit.engine.small_battle import known, mustered, written

GROUPS = """
  ballistic:
    class: short_range_ballistic
    system: 9M723 Iskander-M
    count: 2
    target: town
    from: [38.5 deg, 34 deg]
  bomber:
    class: fighter
    system: F-35A
    target: town
    route: [[38.6 deg, 32 deg]]
    altitude: 9 km
    releases-at: 60 km
    then: turn back
  raider:
    class: fighter
    system: F-35A
    target: town
    route: [[38.6 deg, 32 deg], [41 deg, 32.1 deg]]
    altitude: 9 km
    releases-at: 60 km
    then: leave
traffic:
  liner:
    {class: airliner, system: A320, side: neutral, altitude: 10 km,
     route: [[39.9 deg, 31.5 deg], [40.1 deg, 32.8 deg]]}
  ring:
    {class: fighter, system: F-16C, side: friend, count: 4, spacing: 20 s, iff: civil,
     orbit: {centre: town, radius: 25 km, altitude: 6 km}}
"""


@pytest.fixture(scope="module")
def ready():
    return mustered("alone", ("traffic:\n", GROUPS.lstrip("\n")))


def _path(ready, name):
    """Return path times, latitudes and longitudes [deg] and altitudes of a flyer."""
    kinds, knots = ready.model.world.threats, ready.model.world.knots
    i = ready.names.threats.index(name)
    piece = slice(kinds.path_first[i], kinds.path_last[i] + 1)
    frame = ready.model.world.frame
    at = np.array([enu2geodetic(frame, *place) for place in knots.position[piece]])
    return knots.time[piece], np.degrees(at[:, 0]), np.degrees(at[:, 1]), at[:, 2]


def _kind(ready, name, field):
    i = ready.names.threats.index(name)
    return getattr(ready.model.world.threats, field)[i]


def test_route__ends_at_its_target_and_impacts(ready):
    time, lat, lon, height = _path(ready, "raid.cruise/1")
    assert (lat[0], lon[0]) == pytest.approx((40.05, 32.45), abs=1e-6)
    assert (lat[-1], lon[-1]) == pytest.approx((40.0, 32.1), abs=1e-6)
    np.testing.assert_allclose(height[:-1], 400.0, atol=1.0)
    assert height[-1] == pytest.approx(0.0, abs=1e-6)  # it comes down on its target
    assert time[-1] == pytest.approx(30.4e3 / 240.0, rel=0.02)
    assert _kind(ready, "raid.cruise/1", "path_end") == PathEnd.IMPACT
    assert _kind(ready, "raid.cruise/1", "release") == math.inf


def test_members__of_a_group_fly_the_same_route(ready):
    for one, other in zip(
        _path(ready, "raid.cruise/1"), _path(ready, "raid.cruise/2"), strict=True
    ):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("name", ["raid.bomber/1", "raid.raider/1"])
def test_release__comes_at_its_distance_from_the_target(ready, name):
    time, lat, lon, _ = _path(ready, name)
    release = _kind(ready, name, "release")
    at = np.radians([np.interp(release, time, x) for x in (lat, lon)])
    place = Place.model_construct(lat=at[0], lon=at[1])
    town = written().assets["town"].at
    assert distance(place, town) == pytest.approx(60e3, rel=0.02)
    assert _kind(ready, name, "path_end") == PathEnd.LEAVE


def test_release__may_be_followed_by_a_turn_back_or_not(ready):
    _, lat, _, _ = _path(ready, "raid.bomber/1")
    assert lat[-1] == pytest.approx(38.6, abs=0.05)
    assert lat.max() < 39.6
    _, lat, _, _ = _path(ready, "raid.raider/1")
    assert lat[-1] > 39.9


def test_ballistic_missile__falls_on_its_target(ready):
    time, lat, lon, height = _path(ready, "raid.ballistic/1")
    assert (lat[0], lon[0]) == pytest.approx((38.5, 34.0), abs=1e-3)
    assert (lat[-1], lon[-1]) == pytest.approx((40.0, 32.1), abs=1e-2)
    assert abs(height[-1]) < 200.0
    assert 20e3 < height.max() < 80e3  # of a flight of 234 km
    assert 100.0 < time[-1] < 400.0
    assert _kind(ready, "raid.ballistic/1", "speed_spread") == 0.0
    assert _kind(ready, "raid.ballistic/1", "altitude_bound") > height.max()


def test_orbit__is_flown_to_the_end_and_shared_out(ready):
    bearings = []
    for member in range(1, 5):
        time, lat, lon, height = _path(ready, f"traffic.ring/{member}")
        np.testing.assert_allclose(height, 6e3, atol=1.0)
        assert time[-1] >= 600.0 - 20.0 * (member - 1) - 1e-6
        east = (lon[0] - 32.1) * math.cos(math.radians(40.0))
        bearings.append(math.degrees(math.atan2(east, lat[0] - 40.0)))
        away = 111.2e3 * math.hypot(east, lat[0] - 40.0)
        assert away == pytest.approx(25e3, rel=0.02)
    turns = np.diff(np.unwrap(np.radians(bearings)))
    np.testing.assert_allclose(abs(turns), math.pi / 2, atol=0.05)


def test_traffic__leaves_without_harm(ready):
    assert _kind(ready, "traffic.liner/1", "path_end") == PathEnd.LEAVE
    _, lat, lon, _ = _path(ready, "traffic.liner/1")
    assert (lat[-1], lon[-1]) == pytest.approx((40.1, 32.8), abs=1e-6)
    assert np.all(_kind(ready, "traffic.liner/1", "aim") == 0.0)


def test_speed__is_the_catalogues_where_the_scenario_is_silent(ready):
    kinds, knots = ready.model.world.threats, ready.model.world.knots
    i = ready.names.threats.index("traffic.liner/1")
    speed = np.linalg.norm(knots.velocity[kinds.path_first[i]])
    assert speed == pytest.approx(known()["A320"].cruise_speed.best, rel=0.01)
