"""Ballistic missiles of a scenario, from the catalogue to knots."""

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from kalkan.catalogue import load
from kalkan.errors import UserError
from kalkan.muster.entries import FlyerEntry
from kalkan.muster.missiles import ballistic_way
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import enu2geodetic, frame_at
from kalkan.scenario import Group, Place, Scenario
from kalkan.scenario.conditions import Weather
from kalkan.scenario.conditions import Wind as Blowing

TOWN = Place(lat="39.9 deg", lon="32.9 deg")
FRAME = frame_at(math.radians(39.9), math.radians(32.9))
SCUD = load()["Scud-B"]
PLAIN = SCUD.model_copy(update={"stages": None, "payload_mass": None, "diameter": None})


def place(bearing, away):
    there = Geodesic.WGS84.Direct(39.9, 32.9, bearing, away)
    return Place(lat=f"{there['lat2']:.9f} deg", lon=f"{there['lon2']:.9f} deg")


def ground(where):
    return 900.0 if where is TOWN else 1250.0


def way(system, start, world=None, wind=None):
    group = Group.model_construct(from_=start, target="town")
    entry = FlyerEntry("raid.scuds/1", group, None, system)
    asset = type("Asset", (), {"at": TOWN})
    scenario = Scenario.model_construct(
        assets={"town": asset}, weather=Weather.model_construct(wind=wind)
    )
    return ballistic_way(entry, system, scenario, FRAME, Draws(7, world), ground)


@pytest.fixture(name="staged", scope="module")
def _staged():
    return way(SCUD, place(100.0, 200e3))


@pytest.mark.parametrize("system", [SCUD, pytest.param(PLAIN, id="without stages")])
def test_missile__flies_from_the_ground_to_the_ground(system):
    start = place(100.0, 200e3)
    made = way(system, start)
    lat, lon, alt = enu2geodetic(FRAME, *made.position[0])
    assert (lat, lon) == pytest.approx((start.lat, start.lon), abs=1e-9)
    assert alt == pytest.approx(1250.0, abs=1e-3)
    lat, lon, alt = enu2geodetic(FRAME, *made.position[-1])
    assert (lat, lon) == pytest.approx((TOWN.lat, TOWN.lon), abs=1e-8)
    assert alt == pytest.approx(900.0, abs=0.01)
    assert made.impacts
    assert made.release == math.inf
    assert not made.varies
    assert not made.drift.any()


def test_missile__rises_as_the_catalogue_says_for_its_range(staged):
    share = 200e3 / SCUD.range_max.best
    wanted = share * SCUD.apogee.best
    least = 0.5 * 6.371e6 * (math.sin(0.0157) + math.cos(0.0157) - 1.0)
    assert staged.ceiling == pytest.approx(min(wanted, least), rel=0.01)
    knots = [enu2geodetic(FRAME, *p)[2] for p in staged.position]
    assert max(knots) <= staged.ceiling


def test_missile__climbs_on_its_stages(staged):
    """Straight up first, and ever faster as it grows light."""
    east, north, up = staged.velocity[int(np.argmax(staged.time == 5.0))]
    assert math.hypot(east, north) < 0.05 * up  # vertical there, seen from the town
    speed = np.linalg.norm(staged.velocity, axis=1)
    burn = staged.time[speed.argmax()]
    assert 30.0 < burn < SCUD.stages[0].burn_time.best
    push = np.diff(speed) / np.diff(staged.time)
    assert push[max(0, int(speed.argmax()) - 2)] > 1.5 * push[0]


@pytest.mark.compiled
def test_missile__is_carried_by_the_wind_and_aimed_against_it():
    start = place(100.0, 200e3)
    calm = way(SCUD, start)
    wind = Blowing.model_construct(speed=60.0, from_=math.radians(10.0))
    blown = way(SCUD, start, wind=wind)
    assert blown.position[-1] == pytest.approx(calm.position[-1], abs=0.1)
    top = int(np.argmax(calm.position[:, 2]))
    near = np.argmin(abs(blown.time - calm.time[top]))
    assert np.linalg.norm(blown.position[near] - calm.position[top]) > 20.0


@pytest.mark.compiled
def test_missile__differs_from_world_to_world():
    start = place(100.0, 200e3)
    times = {round(float(way(SCUD, start, world).time[-1]), 3) for world in range(4)}
    assert len(times) == 4
    again = way(SCUD, start, 2), way(SCUD, start, 2)
    assert np.array_equal(again[0].position, again[1].position)


@pytest.mark.compiled
@pytest.mark.parametrize("name", ["9M723 Iskander-M", "Scud-B", "Shahab-3"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_missile__of_every_world_reaches_its_target(name, share):
    system = load()[name]
    start = place(100.0, share * system.range_max.best)
    for world in range(5):
        made = way(system, start, world)
        lat, lon, _ = enu2geodetic(FRAME, *made.position[-1])
        assert (lat, lon) == pytest.approx((TOWN.lat, TOWN.lon), abs=1e-7)
        assert np.all(np.diff(made.time) > 0.0)
        assert len(made.time) < 80


def test_missile__that_cannot_fly_there_is_named():
    start = Place(lat="39.9 deg", lon="32.9 deg")
    with pytest.raises(UserError, match=r"raid.scuds: no flight of Scud-B joins"):
        way(SCUD, start)
